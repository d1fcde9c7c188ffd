"""Whatever a text holds: it is read without an exception, its spans are right, and the time goes with its length."""

from __future__ import annotations

import gc
import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import fuzz
from benchmarks.hostile_texts import REPEATED, SHAPES
from graph.model import Article, ArticleRecord
from ingest import sentences
from ingest.pipeline import extract
from ingest.sources import Reject, read
from ingest.sources.items import article

PIECES = st.sampled_from(
    sorted({*REPEATED.values(), "Tổng thống Nga Putin thăm Pháp ngày 8/4/2010.", "\ud7ff", "\x1b[31m"})
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=8)), min_size=1, max_size=40).map("".join)

COSTLY = (
    "said", "signs", "sentences of acts", "year ranges", "from day to day", "dates", "different names",
    "different ministers", "different treaties", "one sentence of sayings", "letters", "quotes", "combining marks",
    "nested round brackets", "letters on lines", "headlines, each twice",
)  # fmt: skip
"""Shapes that once took quadratic time or more, and plain ones."""
SIZE = 2_000
GROWTH = 10
"""How many times as long four times the text may take: more than in proportion by noise, less than its square."""


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.one_of(st.none(), st.text(max_size=30)))
def test_any_text_is_read_and_its_spans_are_right(text: str, title: str | None) -> None:
    if text.strip():
        assert not list(fuzz.wrong_spans(extract(article(text, "/input.txt", title=title))))


def test_mutated_inputs_are_read_or_rejected() -> None:
    report = fuzz.run(inputs=240, seconds=60, seed=7)
    assert not report.faults
    assert report.articles > 100
    assert report.events > 100
    assert report.rejects > 10


def test_the_fuzzer_tells_what_it_finds(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fails(record: ArticleRecord) -> dict[str, Any]:
        raise ValueError("no record")

    monkeypatch.setattr(fuzz, "plain", fails)
    report = fuzz.run(inputs=1, seconds=60, seed=7, keep=tmp_path / "kept")
    (fault,) = report.faults
    assert fault.startswith("ValueError: no record (test_extraction.py:")
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["input-0"]


def test_wrong_spans_are_seen() -> None:
    record = extract(article("Ngày 8/4/2010, Nga và Mỹ ký hiệp ước tại Praha.", "/input.txt"))
    assert not list(fuzz.wrong_spans(record))
    event = record.events[0]
    moved = replace(event, span=(event.span[0] + 1, event.span[1]))
    beyond = replace(event, trigger=(500, 501))
    assert list(fuzz.wrong_spans(replace(record, events=(moved,)))) == ["an event's quote is not the words at its span"]
    assert len(list(fuzz.wrong_spans(replace(record, events=(beyond,))))) == 2


def seconds(text: str) -> float:
    read_before = article(text, "/input.txt")
    gc.collect()
    begun = time.process_time()
    extract(read_before)
    return time.process_time() - begun


@pytest.mark.parametrize("shape", COSTLY)
def test_time_goes_with_the_length(shape: str) -> None:
    text = SHAPES[shape]
    seconds(text(200))
    once = min(seconds(text(SIZE)) for _ in range(2))
    assert seconds(text(4 * SIZE)) <= GROWTH * once + 0.2


@pytest.mark.parametrize("text", ["2021-" * 40 + "x", "20212010" * 40 + "x", "12h30" * 60 + "x", "(2010" * 60 + "x"])
def test_a_line_of_numbers_is_looked_at_once(text: str) -> None:
    seconds("Nga 2021")
    assert seconds(text) < 1


def test_a_sentence_without_an_end_is_cut_where_it_pauses() -> None:
    text = "Nga và Mỹ ký hiệp ước, " * 500
    found = sentences.spans(text, (0, len(text)))
    assert "".join("".join(text[start:end].split()) for start, end in found) == "".join(text.split())
    assert max(end - start for start, end in found) <= 1_500
    assert all(text[end - 1] == "," for _, end in found)
    assert len(sentences.spans("a" * 4_000, (0, 4_000))) == 3


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": ' + "[" * 100_000, "nested too deeply"),
        ('{"a":' * 100_000, "nested too deeply"),
        ('{"text": "a\\ud800"}', "surrogate"),
        ('{"text": "a", "title": "\\udfff"}', "surrogate"),
        ('{"text": "' + "a" * 600_000 + '"}', "600,000 characters"),
        ('{"text": 1' + "0" * 10_000 + "}", "number is too long"),
        ('{"text": "a", "id": "' + "x" * 5_000 + '"}', "'id' has 5,000 characters"),
        ('{"text": "a", "title": "' + "x" * 5_000 + '"}', "'title' has 5,000 characters"),
        ('{"text": "a", "url": "https://a.b/' + "x" * 5_000 + '"}', "'url' has"),
        ('{"text": "a", "published": "' + "x" * 5_000 + '"}', "'published' has"),
        ('{"text": "a", "language": "' + "x" * 5_000 + '"}', "'language' has"),
    ],
)
def test_hostile_lines_are_rejected_by_themselves(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "input.jsonl"
    path.write_text(line + '\n{"text": "Nga và Mỹ ký hiệp ước."}\n', "utf-8")
    first, second = read([path])
    assert isinstance(first, Reject)
    assert re.search(reason, first.reason), first.reason
    assert isinstance(second, Article)
