"""What extraction reaches on annotated articles that no classifier learned from: floors that no change may lower."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from graph.model import Article
from ingest.pipeline import extract
from ingest.record_json import plain

FLOORS = {
    "events_f1": 0.784,
    "typed_f1": 0.578,
    "entry_f1": 0.413,
    "dyad_f1": 0.261,
    "source_f1": 0.778,
    "target_f1": 0.65,
    "treaty_f1": 0.68,
    "date_compatible": 0.835,
    "said_by_f1": 0.43,
    "status": 0.946,
    "time_strict_f1": 0.985,
    "time_value": 0.975,
}
"""F1 or share over the articles of `dev`, publication dates given."""

ENGLISH = {
    "events_f1": 0.82,
    "typed_f1": 0.63,
    "entry_f1": 0.505,
    "source_f1": 0.815,
    "target_f1": 0.395,
    "date_compatible": 0.895,
    "status": 0.91,
    "time_relaxed_f1": 0.985,
    "time_value": 0.975,
}
"""The same over the English articles of `dev-en`."""

SEEDS = {"000_346a8905502d283e": {"2022-12-23"}, "001_9add87e964d34b04": {"2021-12-14", "2021-12-15", "2021-12"}}
"""Acceptable publication dates of the two first articles, worked out from the text alone."""


@pytest.fixture(scope="module")
def gold(shared: Path, scorer: ModuleType) -> dict[str, dict[str, Any]]:
    """The annotated articles by name."""
    loaded: dict[str, dict[str, Any]] = scorer.load_gold(shared / "eval" / "dev")
    return loaded


def records(gold: dict[str, dict[str, Any]], dated: bool) -> dict[str, dict[str, Any]]:
    """What is read from each article, with or without its publication date."""
    made = {}
    for name, annotation in gold.items():
        date = annotation["published"]["value"] if dated else None
        made[name] = plain(extract(Article(name, annotation["text"], published_given=date)))
    return made


def test_what_is_reached_is_kept(gold: dict[str, dict[str, Any]], scorer: ModuleType) -> None:
    scores = scorer.score(gold, records(gold, dated=True), False)
    reached = {name: scores[name][2] if isinstance(scores[name], tuple) else scores[name] for name in FLOORS}
    assert {name: value for name, value in reached.items() if value < FLOORS[name]} == {}


def test_what_is_reached_in_english_is_kept(shared: Path, scorer: ModuleType) -> None:
    gold: dict[str, dict[str, Any]] = scorer.load_gold(shared / "eval" / "dev-en")
    found = records(gold, dated=True)
    assert {record["article"]["language"] for record in found.values()} == {"en"}
    scores = scorer.score(gold, found, False)
    reached = {name: scores[name][2] if isinstance(scores[name], tuple) else scores[name] for name in ENGLISH}
    assert {name: value for name, value in reached.items() if value < ENGLISH[name]} == {}


def test_the_first_articles_are_dated_by_evidence(gold: dict[str, dict[str, Any]]) -> None:
    seeds = {name: annotation for name, annotation in gold.items() if name in SEEDS}
    for name, record in records(seeds, dated=False).items():
        published = record["article"]["published"]
        assert published["value"] in SEEDS[name], published
        assert published["basis"] == "inferred"
        assert published["evidence"]


def test_nothing_of_the_page_around_an_article_becomes_an_event(gold: dict[str, dict[str, Any]]) -> None:
    seeds = {name: annotation for name, annotation in gold.items() if name in SEEDS}
    for name, record in records(seeds, dated=True).items():
        last = max(event["spans"][0][1] for event in gold[name]["events"])
        beyond = [event for event in record["events"] if event["span"][0] > last]
        assert beyond == [], name


def test_the_treaties_of_the_second_article_are_found(gold: dict[str, dict[str, Any]]) -> None:
    name = "001_9add87e964d34b04"
    record = records({name: gold[name]}, dated=True)[name]
    assert {"new-start", "abm-treaty"} <= {treaty["id"] for treaty in record["treaties"]}
    linked = {link["id"] for event in record["events"] for link in event["treaties"]}
    assert {"new-start", "abm-treaty"} <= linked
