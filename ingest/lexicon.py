"""Phrases of a language or of the world, found among tokens by their keys in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, NamedTuple, TypeVar

from ingest.spelling import PLAIN, Spelling
from ingest.tokens import HYPHENS, Tokens, tokenise

Payload = TypeVar("Payload")

Told = TypeVar("Told")


class Hit(NamedTuple, Generic[Payload]):
    """A phrase found: tokens from `first` up to `end`, and what the lexicon says of it."""

    first: int
    end: int
    payload: Payload


class _Node(Generic[Payload]):
    """A place in the trie: what the phrases say that end here, and where it goes on by the next key, if it does."""

    __slots__ = ("next", "payloads")

    def __init__(self) -> None:
        self.payloads: tuple[Payload, ...] = ()
        self.next: dict[str, _Node[Payload]] | None = None


class Lexicon(Generic[Payload]):
    """A trie of phrases; each phrase may carry several payloads.  Hyphens in text and phrase do not count.

    `spelling` is that of the language the phrases are of.
    """

    def __init__(self, spelling: Spelling = PLAIN) -> None:
        self.root: dict[str, _Node[Payload]] = {}
        self.size = 0
        self._spelling = spelling

    def add(self, phrase: str, payload: Payload) -> None:
        """Add a phrase in all its forms; one without any word is an error of the caller's data (ValueError)."""
        for keys in forms(phrase, self._spelling):
            self.add_form(keys, payload)

    def add_form(self, keys: tuple[str, ...], payload: Payload) -> None:
        """Add one form of a phrase by its keys, of which there is at least one."""
        first, *more = keys
        node = self.root.get(first)
        if node is None:
            node = self.root[first] = _Node()
        for key in more:
            if node.next is None:
                node.next = {}
            following = node.next.get(key)
            if following is None:
                following = node.next[key] = _Node()
            node = following
        node.payloads = (*node.payloads, payload)
        self.size += 1

    def may_begin(self, key: str) -> bool:
        """Whether any phrase begins with this key."""
        return key in self.root

    def at(self, tokens: Tokens, first: int, end: int | None = None) -> list[Hit[Payload]]:
        """Phrases that begin at a token, shortest first, not reaching past `end`."""
        keys = tokens.keys
        stop = len(keys) if end is None else end
        node = self.root.get(keys[first]) if first < stop else None
        found: list[Hit[Payload]] = []
        i = first + 1
        while node is not None:
            found += [Hit(first, i, payload) for payload in node.payloads]
            while i < stop and keys[i] in HYPHENS:
                i += 1
            if i >= stop or node.next is None:
                break
            node = node.next.get(keys[i])
            i += 1
        return found

    def longest(self, tokens: Tokens, first: int, end: int | None = None) -> list[Hit[Payload]]:
        """The longest phrase that begins at a token, once for each payload; empty when there is none."""
        found = self.at(tokens, first, end)
        if len(found) > 1:
            last = found[-1].end
            return [hit for hit in found if hit.end == last]
        return found

    def scan(self, tokens: Tokens, within: range) -> list[Hit[Payload]]:
        """Longest phrases from left to right that do not overlap."""
        hits: list[Hit[Payload]] = []
        i = within.start
        root = self.root
        keys = tokens.keys
        if root.keys().isdisjoint(keys[i : within.stop]):
            return hits
        while i < within.stop:
            if keys[i] in root:
                found = self.longest(tokens, i, within.stop)
                if found:
                    hits.extend(found)
                    i = found[0].end
                    continue
            i += 1
        return hits


class Summary(Generic[Payload, Told]):
    """What a lexicon says at each token, told in a form of its user's.

    `tell` makes it of the phrases that begin at a token, shortest first, each by its length in tokens and its payload.
    It is asked once for all places where the same phrases begin, unless hyphens part their words, so that what it makes
    must not be changed.
    """

    def __init__(self, lexicon: Lexicon[Payload], tell: Callable[[list[tuple[int, Payload]]], Told]) -> None:
        self._lexicon = lexicon
        self._tell = tell
        self._told: dict[_Node[Payload], Told] = {}

    def within(self, tokens: Tokens, within: range) -> list[tuple[int, Told]]:
        """The tokens of a stretch at which phrases begin that end in it, in order, with what is told of them."""
        keys = tokens.keys
        start, stop = within.start, within.stop
        root, known = self._lexicon.root, self._told
        found: list[tuple[int, Told]] = []
        here = keys[start:stop]
        if root.keys().isdisjoint(here):
            return found
        for first, node in enumerate(map(root.get, here), start):
            if node is None:
                continue
            last = node if node.payloads else None
            hyphens = parted = False
            at = first + 1
            onward = node.next
            while onward is not None and at < stop:
                key = keys[at]
                following = onward.get(key)
                if following is not None:
                    onward = following.next
                    if following.payloads:
                        last, parted = following, hyphens
                elif key in HYPHENS:
                    hyphens = True
                else:
                    break
                at += 1
            if last is None:
                continue
            if parted:
                found.append((first, self._read(tokens, first, stop)))
                continue
            told = known.get(last)
            if told is None:
                told = known[last] = self._read(tokens, first, stop)
            found.append((first, told))
        return found

    def _read(self, tokens: Tokens, first: int, stop: int) -> Told:
        return self._tell([(hit.end - first, hit.payload) for hit in self._lexicon.at(tokens, first, stop)])


def forms(phrase: str, spelling: Spelling) -> list[tuple[str, ...]]:
    """The keys of a phrase in all its forms; one without any word is an error of the caller's data (ValueError)."""
    found = [phrase_keys(form, spelling.clitics) for form in spelling.phrases(phrase)]
    if not all(found):
        raise ValueError(f"no word in {phrase!r}")
    return found


def phrase_keys(phrase: str, clitics: frozenset[str] = PLAIN.clitics) -> tuple[str, ...]:
    """The keys of a phrase's tokens without its hyphens."""
    return tuple(key for key in tokenise(phrase, clitics=clitics).keys if key not in HYPHENS)


def lexicon(pairs: Iterable[tuple[str, Payload]]) -> Lexicon[Payload]:
    """A lexicon of phrases and payloads."""
    made: Lexicon[Payload] = Lexicon()
    for phrase, payload in pairs:
        made.add(phrase, payload)
    return made
