"""Tokens: where they begin and end, and the keys by which words are looked up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.tokens import _pieces_of, key, tokenise


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ông Kim Jong-un nói.", ["Ông", "Kim", "Jong", "-", "un", "nói", "."]),
        ("ngày 12/7, 10.000 người", ["ngày", "12/7", ",", "10.000", "người"]),
        ("“Không!”", ["“", "Không", "!", "”"]),
        ("lúc 9h15", ["lúc", "9h", "15"]),
        ("", []),
    ],
)
def test_words_and_marks(text: str, words: list[str]) -> None:
    assert tokenise(text).words == words


@pytest.mark.parametrize(("one", "other"), [("hoà", "hòa"), ("THUỶ", "thủy"), ("Nga", "nga")])
def test_spellings_of_one_word_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("mà", "má"), ("Anh", "Ánh"), ("đảng", "dảng")])
def test_other_words_have_other_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@given(st.text(max_size=60))
def test_tokens_are_cut_from_the_text(text: str) -> None:
    tokens = tokenise(text)
    for start, end, word in zip(tokens.starts, tokens.ends, tokens.words, strict=True):
        assert text[start:end] == word
    assert sorted(tokens.starts) == tokens.starts


def test_any_space_parts_tokens_and_counts_in_their_places() -> None:
    tokens = tokenise(" Nga  và\tMỹ\nký\u00a0hiệp\u3000ước ")
    assert tokens.words == ["Nga", "và", "Mỹ", "ký", "hiệp", "ước"]
    assert tokens.starts == [1, 6, 9, 12, 15, 20]


def test_only_short_pieces_of_text_are_kept() -> None:
    clitics = frozenset({"'x"})
    tokenise(f"Nga {'Mỹ-' * 40} {'Moskva' * 20}", clitics=clitics)
    assert list(_pieces_of(clitics)) == ["Nga"]


def test_spans_lead_to_tokens() -> None:
    tokens = tokenise("Nga và Mỹ", ((0, 3), (7, 9)))
    assert tokens.words == ["Nga", "Mỹ"]
    assert tokens.inside((3, 9)) == range(1, 2)
    assert tokens.at(4) == 1
    assert tokens.span(0, 2) == (0, 9)
