"""Phrases of a language or of the world, found among tokens by their keys in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from ingest.tokens import HYPHENS, Tokens, tokenise

Payload = TypeVar("Payload")

_END = ""


@dataclass(frozen=True, slots=True)
class Hit(Generic[Payload]):
    """A phrase found: tokens from `first` up to `end`, and what the lexicon says of it."""

    first: int
    end: int
    payload: Payload


class Lexicon(Generic[Payload]):
    """A trie of phrases; each phrase may carry several payloads.  Hyphens in text and phrase do not count."""

    def __init__(self) -> None:
        self._root: dict[str, object] = {}
        self.size = 0

    def add(self, phrase: str, payload: Payload) -> None:
        """Add a phrase; one without any word is an error of the caller's data (ValueError)."""
        keys = phrase_keys(phrase)
        if not keys:
            raise ValueError(f"no word in {phrase!r}")
        node = self._root
        for key in keys:
            node = node.setdefault(key, {})  # type: ignore[assignment]
        found: list[Payload] = node.setdefault(_END, [])  # type: ignore[assignment]
        found.append(payload)
        self.size += 1

    def may_begin(self, key: str) -> bool:
        """Whether any phrase begins with this key."""
        return key in self._root

    def at(self, tokens: Tokens, first: int, end: int | None = None) -> Iterator[Hit[Payload]]:
        """Phrases that begin at a token, shortest first, not reaching past `end`."""
        node = self._root
        keys = tokens.keys
        stop = len(keys) if end is None else end
        i = first
        while i < stop:
            key = keys[i]
            if key in HYPHENS and i > first:
                i += 1
                continue
            step = node.get(key)
            if step is None:
                return
            node = step  # type: ignore[assignment]
            i += 1
            payloads = node.get(_END)
            if payloads is not None:
                for payload in payloads:  # type: ignore[attr-defined]
                    yield Hit(first, i, payload)

    def longest(self, tokens: Tokens, first: int, end: int | None = None) -> list[Hit[Payload]]:
        """The longest phrase that begins at a token, once for each payload; empty when there is none."""
        best: list[Hit[Payload]] = []
        for hit in self.at(tokens, first, end):
            if best and hit.end > best[0].end:
                best = []
            best.append(hit)
        return best

    def scan(self, tokens: Tokens, within: range) -> list[Hit[Payload]]:
        """Longest phrases from left to right that do not overlap."""
        hits: list[Hit[Payload]] = []
        i = within.start
        root = self._root
        keys = tokens.keys
        while i < within.stop:
            if keys[i] in root:
                found = self.longest(tokens, i, within.stop)
                if found:
                    hits.extend(found)
                    i = found[0].end
                    continue
            i += 1
        return hits


def phrase_keys(phrase: str) -> tuple[str, ...]:
    """The keys of a phrase's tokens without its hyphens."""
    return tuple(key for key in tokenise(phrase).keys if key not in HYPHENS)


def lexicon(pairs: Iterable[tuple[str, Payload]]) -> Lexicon[Payload]:
    """A lexicon of phrases and payloads."""
    made: Lexicon[Payload] = Lexicon()
    for phrase, payload in pairs:
        made.add(phrase, payload)
    return made
