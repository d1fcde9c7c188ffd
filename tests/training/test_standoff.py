"""Annotations without the words of their articles, on an article of our own."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from graph.errors import InputError
from training import standoff
from training.gold import gold_events

TEXT = "Nga gặp Mỹ.\n\nNgày 16/6, Nga gặp Mỹ ở Geneva. Hai nước đã gặp nhau."
GOLD: dict[str, Any] = {
    "published": {"value": "2021-06-17", "in_text": False, "why": "known"},
    "actors": [
        {"id": "RUS", "name": "Russia", "kind": "country", "mentions": ["Nga"]},
        {"id": "USA", "name": "United States", "kind": "country", "mentions": ["Mỹ"]},
    ],
    "treaties": [],
    "events": [
        {
            "quote": "Nga gặp Mỹ", "nth": 2, "trigger": "gặp",
            "type": "CONSULT", "status": "happened", "date": "2021-06-16",
            "source": ["RUS"], "target": ["USA"], "treaties": [], "said_by": [], "also": ["Nga gặp Mỹ."],
        }
    ],
    "text": TEXT,
}  # fmt: skip
IDS = {"RUS": "RUS", "USA": "USA"}


def files(folder: Path, text: str) -> tuple[Path, Path]:
    annotations, corpus = folder / "annotations.jsonl", folder / "corpus.jsonl.gz"
    annotations.write_text(json.dumps(standoff.taken_off("a1", GOLD)) + "\n", encoding="utf-8")
    with gzip.open(corpus, "wt", encoding="utf-8") as out:
        out.write(json.dumps({"id": "a1", "text": text}) + "\n")
    return annotations, corpus


def test_nothing_of_the_text_is_kept() -> None:
    kept = json.dumps(standoff.taken_off("a1", GOLD), ensure_ascii=False)
    assert not any(word in kept for word in ("gặp", "Ngày", "Geneva", "nước"))


def test_put_on_again_the_acts_are_the_same(tmp_path: Path) -> None:
    ((name, gold),) = standoff.annotated(*files(tmp_path, TEXT))
    assert name == "a1"
    assert gold_events(gold, IDS) == gold_events(GOLD, IDS)
    assert [actor["mentions"] for actor in gold["actors"]] == [["Nga"], ["Mỹ"]]


def test_another_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no article a1"):
        list(standoff.annotated(*files(tmp_path, TEXT + " Thêm.")))
