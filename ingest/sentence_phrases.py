"""What the gazetteer knows at each token of a sentence: names, titles, bodies and words of reference."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from ingest.gazetteer import BodyHead, Gazetteer, Modifier, Reference, ReferenceKind, Title, Word
from ingest.knowledge.model import Name
from ingest.lexicon import Lexicon, Summary
from ingest.person_names import NameReader
from ingest.tokens import HYPHENS, Tokens


class PhrasesAt:
    """Phrases that begin at a token, each by its length in tokens, shortest first; of references the longest of a kind.

    `pronoun` is the longest pronoun, `honorific` a word for a man or a woman; `blocked` is how far the longest name of
    something else reaches.  `opens` tells whether a mention can begin with any of them.
    """

    __slots__ = (
        "blocked", "bodies", "honorific", "modifiers", "names", "opens", "pronoun", "references", "title", "titles",
    )  # fmt: skip

    def __init__(self, phrases: list[tuple[int, Word]]) -> None:
        self.names: list[tuple[int, Name | None]] = []
        self.titles: list[tuple[int, Title]] = []
        self.references: dict[ReferenceKind, int] = {}
        self.bodies: list[tuple[int, str]] = []
        self.modifiers: list[tuple[int, str]] = []
        self.blocked = 0
        for length, payload in phrases:
            if isinstance(payload, Name):
                self.names.append((length, payload))
            elif isinstance(payload, Title):
                self.titles.append((length, payload))
            elif isinstance(payload, Reference):
                self.references[payload.kind] = length
            elif isinstance(payload, BodyHead):
                self.bodies.append((length, payload.body))
            elif isinstance(payload, Modifier):
                self.modifiers.append((length, payload.kind))
            else:
                self.names.append((length, None))
                self.blocked = length
        # of titles of the same words the one of the language comes before that of an office
        self.title = next((item for item in self.titles if item[0] == self.titles[-1][0]), None)
        self.pronoun: tuple[int, ReferenceKind] | None = None
        for kind, length in self.references.items():
            if kind in _PRONOUNS and (self.pronoun is None or length >= self.pronoun[0]):
                self.pronoun = length, kind
        self.honorific = next(((kind, self.references[kind]) for kind in _HONORIFICS if kind in self.references), None)
        self.opens = bool(
            self.names or self.titles or self.bodies or self.modifiers or not _OPENING.isdisjoint(self.references)
        )


_HONORIFICS: Final[tuple[ReferenceKind, ...]] = ("man", "woman")
_PRONOUNS: Final[frozenset[ReferenceKind]] = frozenset(
    {"pair", "country pair", "person pair", "several", "country", "organisation", "person"}
)
_OPENING: Final[frozenset[ReferenceKind]] = _PRONOUNS | {
    *_HONORIFICS, "counterpart", "of_country", "many", "group", "region",
}  # fmt: skip
"""Kinds of references with which a mention can begin."""

NOTHING = PhrasesAt([])
_BEHIND = 4
"""Tokens behind the end of a sentence that may be asked for."""


@lru_cache(maxsize=4)
def _phrases(words: Lexicon[Word]) -> Summary[Word, PhrasesAt]:
    return Summary(words, PhrasesAt)


class SentencePhrases:
    """Look-ups in one sentence, whose phrases are read once.  No phrase begins at its end or behind."""

    def __init__(self, tokens: Tokens, within: range, gazetteer: Gazetteer) -> None:
        self.tokens = tokens
        self.start = within.start
        self.stop = within.stop
        self.gazetteer = gazetteer
        self._at = [NOTHING] * (len(within) + _BEHIND)
        for token, phrases in _phrases(gazetteer.words).within(tokens, within):
            self._at[token - self.start] = phrases
        joined = gazetteer.knowledge.joined_names
        self._names = NameReader(tokens, within, gazetteer.particles, joined, self._starts_other)

    def phrases(self, token: int) -> PhrasesAt:
        """All phrases of the gazetteer that begin at a token."""
        return self._at[token - self.start]

    def title(self, token: int) -> tuple[int, Title] | None:
        """The longest title at a token, with its end; one of the language before one of an office."""
        title = self._at[token - self.start].title
        return (token + title[0], title[1]) if title else None

    def modifiers(self, token: int) -> tuple[tuple[str, ...], int]:
        """What words that change a title say at a token, one behind the other, and where they end."""
        found: tuple[str, ...] = ()
        while token < self.stop and (words := self._at[token - self.start].modifiers):
            length, modifier = words[-1]
            token += length
            found = (*found, modifier)
        return found, token

    def owner(self, token: int) -> tuple[str | None, int]:
        """The country or organisation named at a token, after a word of belonging or none."""
        at = token
        if end := self.reference(token, "of"):
            at = end
        name = self.name(at)
        if name and name[0].entity_kind != "person":
            return name[0].entity, name[1]
        body = self.body(at)
        if body:
            owner = self.name(body[1])
            if owner and owner[0].entity_kind == "country":
                return owner[0].entity, owner[1]
        return None, token

    def honorific(self, token: int) -> tuple[str, int] | None:
        """Whether a word for a man or a woman stands at a token, and its end."""
        honorific = self._at[token - self.start].honorific
        return (honorific[0], token + honorific[1]) if honorific else None

    def body(self, token: int) -> tuple[str, int] | None:
        """The kind of state body that the longest words at a token name, and their end."""
        bodies = self._at[token - self.start].bodies
        return (bodies[-1][1], token + bodies[-1][0]) if bodies else None

    def name(self, token: int) -> tuple[Name, int] | None:
        """The longest name of the gazetteer at a token that its letters and neighbours allow."""
        here = self._at[token - self.start]
        for length, name in reversed(here.names):
            if length <= here.blocked:
                return None
            if name is not None and self._allowed(name, token, token + length):
                return name, token + length
        return None

    def _allowed(self, name: Name, begin: int, end: int) -> bool:
        words = self.tokens.words
        first = words[begin]
        if name.text[0].isupper() and not first[0].isupper() and (name.exact_case or end - begin < 3):
            return False
        if name.exact_case and len(name.text) <= 4 and name.text.isupper() and not first.isupper():
            return False
        if (
            name.exact_case
            and end - begin > 1
            and not words[end - 1][0].isupper()
            and name.text.split()[-1][0].isupper()
        ):
            return False
        if name.kind == "short" and not self._in_compound(begin, end):
            return False
        if name.ambiguity:
            before = words[begin - 1] if begin > self.start else ""
            after = words[end] if end < self.stop else ""
            if before in name.ambiguity.not_after or before.lower() in name.ambiguity.not_after:
                return False
            if after in name.ambiguity.not_before or after.lower() in name.ambiguity.not_before:
                return False
        return True

    def _in_compound(self, begin: int, end: int) -> bool:
        words = self.tokens.words
        before = begin - 1 > self.start and words[begin - 1] in HYPHENS and words[begin - 2][0].isupper()
        after = end + 1 < self.stop and words[end] in HYPHENS and words[end + 1][0].isupper()
        return before or after

    def name_end(self, token: int) -> int | None:
        """The end of a run of capitalised words at a token; None when there is none or it is another thing's name."""
        return None if self._at[token - self.start].blocked else self._names.end(token)

    def _starts_other(self, token: int) -> bool:
        name = self.name(token)
        if name is None:
            return self._at[token - self.start].blocked > 0
        return name[0].entity_kind != "person" and name[0].kind != "short"

    def reference(self, token: int, kind: ReferenceKind) -> int | None:
        """The end of the longest reference word of a kind at a token."""
        length = self._at[token - self.start].references.get(kind)
        return token + length if length else None
