"""`biennien order` on both engines: dates narrowed by words, and contradictions listed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from records import make_event, make_record, relate

if TYPE_CHECKING:
    from conftest import Outcome

    from graph.store import Store

    Run = Callable[..., Outcome]

RECORD = relate(
    make_record(
        "quarrel",
        [
            make_event("expelled", "SANCTION", "2018-03-26", ["USA"], ["RUS"], "Washington expelled sixty."),
            make_event("warned", "THREATEN", "2018", ["RUS"], ["USA"], "Moscow had warned of an answer before."),
            make_event("closed", "SANCTION", "2018-03-29", ["RUS"], ["USA"], "Moscow closed a consulate in response."),
            make_event("met", "CONSULT", "2018-03-01", ["RUS", "USA"], [], "Both met after the closing."),
        ],
        published="2018-04-01",
    ),
    ("BEFORE", 1, 0), ("RESPONDS_TO", 2, 0), ("BEFORE", 2, 3),
)  # fmt: skip


@pytest.fixture
def filled(store: Store) -> None:
    store.save([RECORD])


def test_the_order_as_data(filled: None, biennien_on_either: Run) -> None:
    done = biennien_on_either("order", "--format", "json")
    assert done.code == 0, done.stderr
    found = json.loads(done.stdout)
    assert [(event["id"], event["narrowed"], event["after"]) for event in found["events"]] == [
        ("warned", True, []),
        ("met", False, []),
        ("expelled", False, ["warned"]),
        ("closed", False, ["expelled"]),
    ]
    assert (found["events"][0]["first"], found["events"][0]["last"]) == ("2018-01-01", "2018-03-26")
    (contradiction,) = found["contradictions"]
    assert (contradiction["kind"], contradiction["events"]) == ("dates", ["closed", "met"])
    assert contradiction["told"][0]["evidence"] == ["Moscow closed a consulate in response."]


def test_the_order_as_a_table(filled: None, biennien_on_either: Run) -> None:
    done = biennien_on_either("order", "-p", "actor=nga")
    assert done.code == 0, done.stderr
    printed = " ".join(done.stdout.split())
    assert "told to come after 1" in printed
    assert "1 contradiction, set aside" in printed
    assert "against dates: 4 (29 March 2018) before 2 (1 March 2018)" in printed


def test_nothing_to_order(filled: None, biennien_on_either: Run) -> None:
    done = biennien_on_either("order", "-p", "from=2030", "--format", "json")
    assert (done.code, json.loads(done.stdout)) == (0, {"events": [], "contradictions": []})
    assert "nothing found" in done.stderr


def test_a_wrong_parameter_is_told(biennien_on_either: Run) -> None:
    done = biennien_on_either("order", "-p", "actr=nga")
    assert done.code == 2 and "no parameter 'actr'" in done.stderr
