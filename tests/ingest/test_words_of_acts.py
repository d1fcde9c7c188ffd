"""The words that tell acts apart: a pair counts when its words belong together, not when they merely meet."""

from __future__ import annotations

import pytest

from ingest import wording
from ingest.tokens import tokenise

RARITY = {"hanoi": 2.0, "summit": 3.0, "joint": 3.0, "fund": 3.5, "joint fund": 4.0, "fund opened": 6.6, "opened": 2.5}


def words(monkeypatch: pytest.MonkeyPatch, text: str) -> dict[str, float]:
    """The words of an act that is told by a text."""
    monkeypatch.setattr(wording, "rarities", lambda language: RARITY)
    tokens = tokenise(text)
    return dict(wording.of_acts(wording.terms(tokens), [[range(len(tokens))]], "xx")[0])


def test_the_parts_of_a_name_count_as_a_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    assert words(monkeypatch, "joint fund") == {"joint fund": 4.0, "fund": 3.5, "joint": 3.0}


def test_words_that_merely_stand_together_count_little_as_a_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a pair that is rarer than its words by themselves would have it, nor one that no article has."""
    found = words(monkeypatch, "fund opened hanoi summit")
    assert found["fund opened"] == found["opened hanoi"] == found["hanoi summit"] == wording.CHANCE


def test_a_word_that_no_article_has_counts_most(monkeypatch: pytest.MonkeyPatch) -> None:
    found = words(monkeypatch, "joint zyx")
    assert found["zyx"] == wording.MOST
    assert found["joint zyx"] == wording.CHANCE
