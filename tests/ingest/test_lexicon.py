"""Phrases among tokens: spellings, hyphens, longest first, and phrases that share a beginning."""

from __future__ import annotations

import pytest

from ingest.lexicon import Lexicon, lexicon, phrase_keys
from ingest.tokens import tokenise


@pytest.fixture
def words() -> Lexicon[str]:
    return lexicon(
        [("Bộ Ngoại giao", "ministry"), ("ngoại giao", "diplomacy"), ("Kim Jong-un", "Kim"), ("hoà bình", "peace")]
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("bộ ngoại giao", ["ministry"]),
        ("giới ngoại giao", ["diplomacy"]),
        ("Kim Jong Un", ["Kim"]),
        ("Kim Jong - un", ["Kim"]),
        ("hòa bình", ["peace"]),
        ("ngoại", []),
        ("hoà, bình", []),
    ],
)
def test_phrases_are_found(words: Lexicon[str], text: str, found: list[str]) -> None:
    tokens = tokenise(text)
    assert [hit.payload for hit in words.scan(tokens, range(len(tokens)))] == found


def test_a_phrase_may_mean_several_things() -> None:
    words = lexicon([("ông", "man"), ("ông", "pronoun"), ("ông ấy", "pronoun")])
    tokens = tokenise("ông ấy")
    assert [hit.payload for hit in words.longest(tokens, 0)] == ["pronoun"]
    assert [hit.payload for hit in words.at(tokens, 0)] == ["man", "pronoun", "pronoun"]


def test_a_phrase_does_not_reach_past_the_end(words: Lexicon[str]) -> None:
    tokens = tokenise("bộ ngoại giao")
    assert words.longest(tokens, 0, 2) == []


def test_what_may_begin(words: Lexicon[str]) -> None:
    assert words.may_begin("kim")
    assert not words.may_begin("jong")
    assert words.size == 4
    assert phrase_keys("Kim Jong-un") == ("kim", "jong", "un")


def test_a_phrase_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="no word"):
        Lexicon[str]().add("-", "nothing")
