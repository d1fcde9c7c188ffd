"""What the gazetteer knows at each token of a sentence: names, titles, bodies and words of reference."""

from __future__ import annotations

from ingest.gazetteer import BodyHead, Gazetteer, Lookalike, Modifier, Reference, ReferenceKind, Title, Word
from ingest.knowledge.model import Name
from ingest.lexicon import Hit
from ingest.person_names import NameReader
from ingest.tokens import HYPHENS, Tokens


class PhrasesAt:
    """Phrases that begin at one token, by what they are, shortest first; of references the longest of each kind."""

    __slots__ = ("bodies", "lookalike", "modifiers", "names", "references", "titles")

    def __init__(self, hits: list[Hit[Word]]) -> None:
        self.names: list[Hit[Word]] = []
        self.titles: list[tuple[int, Title]] = []
        self.references: dict[ReferenceKind, int] = {}
        self.bodies: list[tuple[int, str]] = []
        self.modifiers: list[tuple[int, str]] = []
        self.lookalike = False
        for hit in hits:
            payload = hit.payload
            if isinstance(payload, Name):
                self.names.append(hit)
            elif isinstance(payload, Title):
                self.titles.append((hit.end, payload))
            elif isinstance(payload, Reference):
                self.references[payload.kind] = hit.end
            elif isinstance(payload, BodyHead):
                self.bodies.append((hit.end, payload.body))
            elif isinstance(payload, Modifier):
                self.modifiers.append((hit.end, payload.kind))
            else:
                self.names.append(hit)
                self.lookalike = True


NOTHING = PhrasesAt([])
_BEHIND = 4
"""Tokens behind the end of a sentence that may be asked for."""


class SentencePhrases:
    """Look-ups in one sentence, whose phrases are read once.  No phrase begins at its end or behind."""

    def __init__(self, tokens: Tokens, within: range, gazetteer: Gazetteer) -> None:
        self.tokens = tokens
        self.start = within.start
        self.stop = within.stop
        self.gazetteer = gazetteer
        known = gazetteer.words
        keys = tokens.keys
        self._at = [
            PhrasesAt(hits)
            if known.may_begin(keys[token]) and (hits := list(known.at(tokens, token, within.stop)))
            else NOTHING
            for token in within
        ]
        self._at += [NOTHING] * _BEHIND
        self._names = NameReader(tokens, within, gazetteer.particles, self._starts_other)

    def phrases(self, token: int) -> PhrasesAt:
        """All phrases of the gazetteer that begin at a token, shortest first, by what they are."""
        return self._at[token - self.start]

    def title(self, token: int) -> tuple[int, Title] | None:
        """The longest title at a token, with its end; one of the language before one of an office."""
        titles = self.phrases(token).titles
        return next(item for item in titles if item[0] == titles[-1][0]) if titles else None

    def modifiers(self, token: int) -> tuple[tuple[str, ...], int]:
        """What words that change a title say at a token, one behind the other, and where they end."""
        found: list[str] = []
        while token < self.stop:
            words = self.phrases(token).modifiers
            if not words:
                break
            token, modifier = words[-1]
            found.append(modifier)
        return tuple(found), token

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
        for kind in ("man", "woman"):
            if end := self.reference(token, kind):
                return kind, end
        return None

    def body(self, token: int) -> tuple[str, int] | None:
        """The kind of state body that the longest words at a token name, and their end."""
        bodies = self.phrases(token).bodies
        return (bodies[-1][1], bodies[-1][0]) if bodies else None

    def name(self, token: int) -> tuple[Name, int] | None:
        """The longest name of the gazetteer at a token that its letters and neighbours allow."""
        best: tuple[Name, int] | None = None
        blocked = 0
        for hit in self.phrases(token).names:
            if isinstance(hit.payload, Lookalike):
                blocked = hit.end
            elif isinstance(hit.payload, Name) and self._allowed(hit.payload, hit.first, hit.end):
                best = (hit.payload, hit.end)
        if blocked and (best is None or blocked >= best[1]):
            return None
        return best

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
        return None if self.phrases(token).lookalike else self._names.end(token)

    def _starts_other(self, token: int) -> bool:
        name = self.name(token)
        if name is None:
            return self.phrases(token).lookalike
        return name[0].entity_kind != "person" and name[0].kind != "short"

    def reference(self, token: int, kind: ReferenceKind) -> int | None:
        """The end of the longest reference word of a kind at a token."""
        return self._at[token - self.start].references.get(kind)
