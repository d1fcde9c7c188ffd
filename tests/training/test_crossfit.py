"""Learning from acts as they are read, on an article of our own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ingest import events
from ingest.events import Draft
from ingest.pipeline import load_models
from training import crossfit
from training.articles import example
from training.fit import tables
from training.gold import Example, told_by

GOLD: dict[str, Any] = {
    "published": {"value": "2021-06-17", "in_text": False, "why": "known"},
    "actors": [
        {"id": "p1", "name": "Vladimir Putin", "kind": "person", "of": "RUS", "mentions": ["Vladimir Putin", "Putin"]},
        {"id": "p2", "name": "Joe Biden", "kind": "person", "of": "USA", "mentions": ["Joe Biden", "Biden"]},
    ],
    "treaties": [],
    "events": [
        {
            "quote": "Ngày 16/6, Tổng thống Nga Vladimir Putin hội đàm với Tổng thống Mỹ Joe Biden tại Geneva.",
            "trigger": "hội đàm", "type": "CONSULT", "status": "happened", "date": "2021-06-16",
            "source": ["p1"], "target": ["p2"],
            "also": ["Ông Putin cho biết cuộc gặp với ông Biden diễn ra bốn tiếng."],
        },
        {
            "quote": "Ông Biden cảnh báo Nga về các vụ tấn công mạng.",
            "trigger": "cảnh báo", "type": "THREATEN", "status": "happened", "date": "2021-06-16",
            "source": ["p2"], "target": [],
        },
    ],
    "text": (
        "Ngày 16/6, Tổng thống Nga Vladimir Putin hội đàm với Tổng thống Mỹ Joe Biden tại Geneva.\n\n"
        "Ông Putin cho biết cuộc gặp với ông Biden diễn ra bốn tiếng.\n\n"
        "Ông Biden cảnh báo Nga về các vụ tấn công mạng."
    ),
}  # fmt: skip


def read(name: str = "a1") -> tuple[Example, list[Draft]]:
    item = example(name, GOLD)
    return item, events.find(item.reading, load_models("vi"), item.published, item.cast)


def test_an_act_as_read_goes_to_what_it_tells() -> None:
    item, drafts = read()
    by_trigger = {draft.candidate.sentence.index: told_by(draft, item.events) for draft in drafts}
    assert by_trigger[0] is item.events[0]
    assert by_trigger[1] in (item.events[0], None)
    assert by_trigger[2] is item.events[1]


def test_what_is_beside_every_act_tells_none() -> None:
    item, drafts = read()
    far = replace(drafts[0], span=(9000, 9010), trigger=(9000, 9005))
    assert told_by(far, item.events) is None
    assert told_by(drafts[0], ()) is None


def test_retellings_are_learned_from_acts_as_read() -> None:
    item, drafts = read()
    assert tables([item], [drafts[:1]]).same.labels == []
    twice = [drafts[0], replace(drafts[0]), drafts[-1]]
    assert tables([item], [twice]).same.labels == ["yes", "no", "no"]


def test_acts_that_tell_nothing_are_no_pair() -> None:
    item, drafts = read()
    far = replace(drafts[0], span=(9000, 9010), trigger=(9000, 9005))
    assert tables([item], [[far, far]]).same.labels == []
    assert tables([item], [[drafts[0], far]]).same.labels == ["no"]


def test_no_article_is_read_by_models_that_learned_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """`fit` stands for a long computation here: its models are only the names that it learned from."""
    items = [replace(read()[0], name=name) for name in ("c", "a", "e", "b", "d")]
    apart = replace(items[0], name="x")
    learned_from: dict[str, list[str]] = {}
    asked = iter([*items, apart])

    def find(_reading: object, models: Any, *_: object) -> list[Draft]:
        learned_from[next(asked).name] = models
        return []

    monkeypatch.setattr(crossfit, "tables", lambda some: [item.name for item in some])
    monkeypatch.setattr(crossfit, "fit", lambda names, prior: names)
    monkeypatch.setattr(events, "find", find)
    assert crossfit.found_in(items, [apart]) == [[]] * 6
    assert all(name not in names for name, names in learned_from.items())
    assert sorted(learned_from["a"] + learned_from["b"]) == ["a", "b", "c", "d", "e"]
    assert learned_from["x"] in (["a", "c", "e"], ["b", "d"])
