"""The names of an article as a clue to its time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest import cleaning, pipeline
from ingest.dating import names_told
from ingest.dating.days import number
from ingest.dating.names_told import RULE, names
from ingest.tokens import tokenise

TALKS = (
    "Ngoại trưởng Mỹ Rex Tillerson cho biết Triều Tiên đã phóng tên lửa Hwasong-12 bay qua Nhật Bản và đe dọa đảo Guam."
)


def told(text: str) -> set[str]:
    tokens = tokenise(text)
    return set(names(tokens, [range(len(tokens))]))


def test_runs_of_capitalised_words_by_their_parts() -> None:
    found = told("ông Rex Wayne Tillerson gặp bà Merkel")
    assert found == {
        "Rex", "Wayne", "Tillerson", "Rex Wayne", "Wayne Tillerson", "Rex Wayne Tillerson", "Merkel",
    }  # fmt: skip


def test_numbers_joined_to_a_name() -> None:
    assert "Hwasong 15" in told("tên lửa Hwasong-15 của Triều Tiên")
    assert not any("2017" in name for name in told("thăm Nga 2017 lần"))


def test_a_name_ends_with_its_sentence() -> None:
    text = "Ông gặp Putin. Trump về nước."
    tokens = tokenise(text)
    dot = tokens.words.index(".")
    assert "Putin Trump" not in names(tokens, [range(dot + 1), range(dot + 1, len(tokens))])


def test_the_clue_tells_the_names_and_the_period() -> None:
    published = pipeline.understand(cleaning.clean(TALKS), None, "vi").published
    (item,) = (item for item in published.evidence if item.rule == RULE)
    assert "Guam" in item.says or "Hwasong" in item.says
    assert "2017" in item.says


def test_days_outside_all_periods_are_as_likely_as_their_average(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {}

    def keep(text: object) -> list[names_told.Clue]:
        found = list(clues(text))  # type: ignore[arg-type]
        seen["clues"] = found
        return found

    clues = names_told.clues
    monkeypatch.setattr(names_told, "clues", keep)
    pipeline.understand(cleaning.clean(TALKS), None, "vi")
    (clue,) = seen["clues"]
    assert clue.weights[number(date(1995, 6, 1))] == 0.0
    assert clue.weights.max() > 0.0 > clue.weights.min()


def test_a_text_without_names_has_no_such_clue() -> None:
    published = pipeline.understand(cleaning.clean("Hai bên đã gặp nhau và ký một thỏa thuận."), None, "vi").published
    assert (published.value, published.basis) == (None, "unknown")
    assert not any(item.rule == RULE for item in published.evidence)


def test_a_language_without_dated_articles_has_no_such_clue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names_told, "FOLDER", tmp_path)
    names_told._model.cache_clear()
    try:
        published = pipeline.understand(cleaning.clean(TALKS), None, "vi").published
        assert not any(item.rule == RULE for item in published.evidence)
    finally:
        names_told._model.cache_clear()
