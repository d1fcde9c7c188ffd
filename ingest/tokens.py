"""A text as syllables and marks with offsets, and the key of a syllable by which words are looked up.

Hyphens are tokens of their own, so that a name written with hyphens, spaced hyphens or none reads alike once a lookup
skips them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from graph.model import Span

_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*[^\W\d_]*|[^\W_]+(?:['’][^\W_]+)*|[^\w\s]|_")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
"""The combining marks of the five written Vietnamese tones: grave, acute, tilde, hook above, dot below."""

_MOST_PIECES = 1 << 16
"""Pieces of text whose tokens are kept."""
_LONGEST_PIECE = 64
"""Characters of a longer piece, whose tokens are not kept: an address, or a text with other space than blanks."""

HYPHENS = frozenset("-‐‑–—")


@lru_cache(maxsize=1 << 16)
def key(syllable: str) -> str:
    """The form by which a syllable is looked up: case-folded, its tone mark behind its letters.

    A tone may stand on either vowel of a pair (both spellings are in use); behind the letters they are equal.
    """
    letters: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFD", syllable.casefold()):
        (tones if char in _TONES else letters).append(char)
    return "".join(chain(letters, tones))


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of a stretch of text, as lists of equal length: first character, end, the words, their keys."""

    starts: list[int]
    ends: list[int]
    words: list[str]
    keys: list[str]

    def __len__(self) -> int:
        return len(self.starts)

    def span(self, first: int, end: int) -> Span:
        """Characters of the tokens from `first` up to `end` (exclusive; at least one token)."""
        return self.starts[first], self.ends[end - 1]

    def at(self, offset: int) -> int:
        """Index of the first token that begins at or after a character offset."""
        return bisect_left(self.starts, offset)

    def inside(self, span: Span) -> range:
        """Indexes of the tokens that begin inside a span."""
        return range(bisect_left(self.starts, span[0]), bisect_left(self.starts, span[1]))


class _Pieces(dict[str, tuple[tuple[int, int, str, str], ...]]):
    """The tokens of pieces of text without a blank: first character, end, word and key of each.

    Words that end in one of the `clitics` are two tokens.
    """

    def __init__(self, clitics: frozenset[str]) -> None:
        super().__init__()
        self._ending = re.compile(f"({'|'.join(map(re.escape, clitics))})$", re.IGNORECASE) if clitics else None

    def __missing__(self, piece: str) -> tuple[tuple[int, int, str, str], ...]:
        found = tuple((first, last, piece[first:last], key(piece[first:last])) for first, last in self._spans(piece))
        if len(piece) <= _LONGEST_PIECE:
            if len(self) >= _MOST_PIECES:
                self.clear()
            self[piece] = found
        return found

    def _spans(self, piece: str) -> Iterator[Span]:
        for match in _TOKEN.finditer(piece):
            first, last = match.span()
            cut = self._ending.search(match.group()) if self._ending else None
            if cut and cut.start():
                yield first, first + cut.start()
                first += cut.start()
            yield first, last


@lru_cache(maxsize=8)
def _pieces_of(clitics: frozenset[str]) -> _Pieces:
    return _Pieces(clitics)


def tokenise(
    text: str, spans: Iterator[Span] | tuple[Span, ...] | None = None, *, clitics: frozenset[str] = frozenset()
) -> Tokens:
    """Tokens of the given spans of a text, or of all of it, with offsets into the text.

    `clitics` are endings that are words of their own.
    """
    pieces = _pieces_of(clitics)
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    keys: list[str] = []
    for start, end in spans if spans is not None else ((0, len(text)),):
        at = start
        for piece in text[start:end].split(" "):
            for first, last, word, folded in pieces[piece]:
                starts.append(at + first)
                ends.append(at + last)
                words.append(word)
                keys.append(folded)
            at += len(piece) + 1
    return Tokens(starts, ends, words, keys)
