"""Statements in turn: which are waited for, and what becomes of those after one that fails."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from graph.running import InTurn

READ, WRITE = "MATCH (n) RETURN n.id AS id", "CREATE (n:Event)"


def test_a_statement_that_returns_nothing_is_not_waited_for_and_the_next_one_comes_after_it() -> None:
    prepared, done = threading.Event(), []

    def run(text: str, **parameters: Any) -> list[dict[str, Any]]:
        assert text != WRITE or prepared.wait(10), "it was waited for"
        done.append(text)
        return [{"id": parameters["id"]}]

    with InTurn(run) as in_turn:
        assert in_turn(WRITE, id="a") == []
        prepared.set()
        assert in_turn(READ, id="b") == [{"id": "b"}]
        in_turn(WRITE, id="c")
    assert done == [WRITE, READ, WRITE]


@pytest.mark.parametrize("after", [(), (WRITE,), (WRITE, READ)], ids=len)
def test_after_one_that_fails_nothing_is_run_and_its_error_is_told(after: tuple[str, ...]) -> None:
    seen = []

    def run(text: str, **parameters: Any) -> list[dict[str, Any]]:
        seen.append(text)
        raise ValueError("no such label")

    with pytest.raises(ValueError, match="no such label"), InTurn(run) as in_turn:
        in_turn(WRITE)
        for text in after:
            in_turn(text)
    assert seen == [WRITE]
