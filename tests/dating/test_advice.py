"""What is said to settle an unsure date."""

from __future__ import annotations

import pytest

from graph.model import Evidence, Published, PublishedBasis
from ingest.dating import advice

CLUE = Evidence((0, 4), "holder of an office", "Joe Biden is called president.")
AGAINST = Evidence((5, 9), "against: year", "This speaks against 2022: 2024 is the latest year told.")


@pytest.mark.parametrize("basis", ["given", "metadata", "text"])
def test_nothing_to_settle(basis: PublishedBasis) -> None:
    assert advice(Published("2022-12-23", basis, 1.0)) == ""


def test_sure_to_the_day() -> None:
    assert advice(Published("2022-12-23", "inferred", 0.97, (CLUE,))) == ""


def test_without_any_clue() -> None:
    assert "--published" in advice(Published(None, "unknown", 0.0))


def test_too_little() -> None:
    assert "No year is likely enough" in advice(Published(None, "unknown", 0.2, (CLUE,)))


def test_unsure_year() -> None:
    said = advice(Published("2022-12-23", "inferred", 0.6, (CLUE,)))
    assert said.startswith("2022 is likeliest, 60% sure.")
    assert "contradict" not in said


def test_contradiction() -> None:
    assert "contradict" in advice(Published("2022", "inferred", 0.6, (CLUE, AGAINST)))


def test_sure_year_without_day() -> None:
    assert "the day is not" in advice(Published("2022", "inferred", 0.95, (CLUE,)))
