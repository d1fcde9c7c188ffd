"""Treaties told of without their proper names: "the nuclear agreement", "a trade deal with X", "this pact".

A noun for a treaty takes up one told of before (or, in a title, named later), or stands for one of its own when the
words behind it say what it is about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from graph.edtf import bounds
from graph.errors import KnowledgeError
from ingest.entities import Entity, slug
from ingest.gazetteer import Gazetteer
from ingest.languages import grammar, pack_file, read_mapping
from ingest.lexicon import Lexicon, Summary, phrase_keys
from ingest.reading import DESCRIBED_TREATY, KNOWN_TREATY, Mention, MentionForm
from ingest.tokens import HYPHENS, Tokens, tokenise

_ANY: Final = "any"
_CONTRACT: Final = "contract"
_IT: Final = "it"
_SECTIONS: Final = (
    "qualities", "new", "with", "between", "and", "year", "number", "this", "none", _IT,
)  # fmt: skip
_BEFORE: Final = ("several", "fresh", "signed new", "signed", "other")
_NEW: Final = ("fresh", "signed new")
_LONGEST_BEFORE = 3
_LONGEST_NAME = 14
_SUBJECT = 6
"""Most tokens of a subject."""
_YEARS: Final = range(1800, 2200)
_MOST_TOLD = 100
"""Treaties told of last among which one that is described is looked for."""
_BRACKET_REACH = 12
"""Tokens between a noun and the abbreviation in brackets that says which treaty it is."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a language, each in the lexicon of the place where it stands."""

    heads: Lexicon[str]
    heads_at: Summary[str, tuple[int, str]]
    it_at: Summary[str, int]
    topics: Lexicon[str]
    small: Lexicon[str]
    before: Mapping[tuple[str, ...], str]
    apart: frozenset[str]
    numbered: frozenset[str]


@lru_cache(maxsize=4)
def _words(language: str) -> _Words:
    path = pack_file(language, "treaties.yaml")
    content: dict[str, Any] = read_mapping(path)
    spelling = grammar(language).spelling
    heads: Lexicon[str] = Lexicon(spelling)
    it: Lexicon[str] = Lexicon(spelling)
    topics: Lexicon[str] = Lexicon(spelling)
    small: Lexicon[str] = Lexicon(spelling)
    try:
        for lexicon, section in ((heads, "heads"), (topics, "topics")):
            for kind, phrases in content[section].items():
                for phrase in phrases:
                    lexicon.add(phrase, kind)
        for section in _SECTIONS:
            for phrase in content[section]:
                (it if section == _IT else small).add(phrase, section)
        before = {
            phrase_keys(form, spelling.clitics): section
            for section in _BEFORE
            for phrase in content[section]
            for form in spelling.phrases(phrase)
        }
        return _Words(
            heads, Summary(heads, _longest), Summary(it, lambda phrases: phrases[-1][0]), topics, small, before,
            frozenset(content["apart"]), frozenset(content["numbered"]),
        )  # fmt: skip
    except (KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(f"{path}: {error}", "See docs/actors.md for the sections it needs.") from error


def _longest(phrases: list[tuple[int, str]]) -> tuple[int, str]:
    """The longest of phrases, the first of those that are as long."""
    return next(phrase for phrase in phrases if phrase[0] == phrases[-1][0])


@dataclass(frozen=True, slots=True)
class _Told:
    """A treaty of the article: its classes, topics, words of its names, sides, and years or numbers."""

    id: str
    classes: frozenset[str]
    topics: frozenset[str]
    words: frozenset[str]
    sides: frozenset[str]
    numbers: frozenset[str]
    known: bool


@dataclass(frozen=True, slots=True)
class _Description:
    """A noun (up to `head`) with what follows it: tokens up to `end` without its sides, up to `reach` with them.

    `before` is the section of the words that stand before it.
    """

    kind: str
    first: int
    head: int
    end: int
    reach: int
    topics: frozenset[str]
    words: frozenset[str]
    sides: frozenset[str]
    proper: bool
    numbers: frozenset[str]
    this: bool
    new: bool
    before: str | None


def find(
    tokens: Tokens,
    sentences: Sequence[range],
    named: Sequence[Mention],
    actors: Sequence[Mention],
    entities: Mapping[str, Entity],
    gazetteer: Gazetteer,
) -> tuple[list[Mention], dict[str, str]]:
    """All mentions of treaties, the named ones among them, and the names of those that no knowledge base has.

    `named` are the mentions by proper name, `actors` those of actors, each in text order.
    """
    finder = _Finder(tokens, named, actors, entities, gazetteer)
    for within in sentences:
        finder.sentence(within)
    return finder.found, finder.names


class _Finder:
    def __init__(
        self,
        tokens: Tokens,
        named: Sequence[Mention],
        actors: Sequence[Mention],
        entities: Mapping[str, Entity],
        gazetteer: Gazetteer,
    ) -> None:
        self.tokens = tokens
        self.words = _words(gazetteer.language)
        self.entities = entities
        self.named = {mention.first: mention for mention in named}
        self.actors = {mention.first: mention for mention in actors}
        self.known = {mention.actor: _known(mention.actor, gazetteer) for mention in named}
        self.told: list[_Told] = []
        self.found: list[Mention] = []
        self.names: dict[str, str] = {}
        self._last_at = -1
        self._sentence = 0

    def sentence(self, within: range) -> None:
        """Find the treaties of a sentence."""
        self._sentence += 1
        heads = dict(self.words.heads_at.within(self.tokens, within))
        its = dict(self.words.it_at.within(self.tokens, within))
        at = within.start
        for token in sorted({*heads, *its, *(token for token in self.named if token in within)}):
            if token < at:
                continue
            if mention := self.named.get(token):
                self._tell(self.known[mention.actor], mention.first, mention.end, "name")
                at = mention.end
                continue
            description = self._describe(token, *heads[token], within) if token in heads else None
            if description is None:
                if token in its:
                    at = self._it(token, token + its[token], within)
                continue
            if mention := self._bracketed(description, within):
                self._tell(self.known[mention.actor], description.first, mention.end, "name")
                at = mention.end
                continue
            self._resolve(description, within)
            at = description.end

    def _it(self, token: int, end: int, within: range) -> int:
        """Take up the treaty told of in the same sentence, or in the one before its subject; where to go on."""
        since = self._sentence - self._last_at
        if not self.told or since > 1 or (since == 1 and token - within.start > _SUBJECT):
            return token + 1
        self._tell(self.told[-1], token, end, "group")
        return end

    def _tell(self, treaty: _Told, first: int, end: int, form: MentionForm) -> None:
        if treaty in self.told:
            self.told.remove(treaty)
        self.told.append(treaty)
        del self.told[:-_MOST_TOLD]
        self._last_at = self._sentence
        kind = KNOWN_TREATY if treaty.known else DESCRIBED_TREATY
        self.found.append(Mention(treaty.id, kind, form, first, end))

    def _bracketed(self, description: _Description, within: range) -> Mention | None:
        """A treaty named in brackets behind the words, which are then its name in another spelling."""
        words = self.tokens.words
        for at in range(description.end, min(description.first + _BRACKET_REACH, within.stop - 1)):
            if words[at] == "(":
                mention = self.named.get(at + 1)
                if mention and mention.end < within.stop and words[mention.end] == ")":
                    return Mention(mention.actor, mention.kind, "name", at, mention.end + 1)
            if not words[at][0].isalnum() and words[at] not in HYPHENS:
                return None
        return None

    # what the words say

    def _describe(self, token: int, length: int, kind: str, within: range) -> _Description | None:
        before = self._before(token, within)
        if before == "other":
            return None
        head = end = reach = token + length
        topics: set[str] = set()
        keys: set[str] = set()
        sides: set[str] = set()
        numbers: set[str] = set()
        proper = new = this = False
        in_name = True
        while reach < within.stop and reach - token < _LONGEST_NAME:
            if reach in self.named:
                break
            if self._small(reach, within.stop, "none"):
                return None
            if after := self._small(reach, within.stop, "this"):
                this, reach = True, after
                break
            if parties := self._sides(reach, within):
                sides |= parties[0]
                reach, in_name = parties[1], False
                continue
            if (after := self._numbered(reach, within, kind)) is not None:
                numbers.add(self.tokens.words[after - 1])
                reach = after
                end = reach if in_name else end
                continue
            hits = self.words.topics.longest(self.tokens, reach, within.stop)
            after = hits[0].end if hits else 0
            if hits:
                topics.update(hit.payload for hit in hits)
                keys.update(self.tokens.keys[hits[0].first : after])
            elif quality := self._small(reach, within.stop, "qualities"):
                new = new or self._small(reach, within.stop, "new") is not None
                reach = quality
                continue
            elif self.tokens.words[reach][0].isupper() and reach not in self.actors:
                proper, after = True, self._capitals_end(reach, within.stop)
                keys.update(self.tokens.keys[reach:after])
            else:
                break
            reach = after
            end = reach if in_name else end
        return _Description(
            kind, token, head, end, reach, frozenset(topics), frozenset(keys), frozenset(sides),
            proper, frozenset(numbers), this, new, before,
        )  # fmt: skip

    def _capitals_end(self, token: int, stop: int) -> int:
        """The end of a capitalised word with the hyphen and figures that belong to it ("S-400")."""
        words = self.tokens.words
        if token + 2 < stop and words[token + 1] in HYPHENS and words[token + 2].isdigit():
            return token + 3
        return token + 1

    def _before(self, token: int, within: range) -> str | None:
        keys = self.tokens.keys
        if token > within.start and keys[token - 1].isdigit():
            return "several"
        for size in range(_LONGEST_BEFORE, 0, -1):
            if token - size >= within.start:
                section = self.words.before.get(tuple(keys[token - size : token]))
                if section:
                    return section
        return None

    def _small(self, token: int, stop: int, section: str) -> int | None:
        end = None
        for hit in self.words.small.at(self.tokens, token, stop):
            if hit.payload == section:
                end = hit.end
        return end

    def _numbered(self, token: int, within: range, kind: str) -> int | None:
        """The end of a year, or of a resolution's number, with or without the word before it."""
        at = self._small(token, within.stop, "year") or self._small(token, within.stop, "number") or token
        word = self.tokens.words[at] if at < within.stop else ""
        if word.isdigit() and (int(word) in _YEARS or (kind in self.words.numbered and len(word) >= 3)):
            return at + 1
        return None

    def _sides(self, token: int, within: range) -> tuple[set[str], int] | None:
        """The countries and organisations named as its sides, and where they end."""
        at = self._small(token, within.stop, "with") or self._small(token, within.stop, "between") or token
        found: set[str] = set()
        end = None
        while (mention := self.actors.get(at)) is not None:
            found.add(self._side(mention.actor))
            end = at = mention.end
            if at < within.stop and self.tokens.words[at] in HYPHENS | {","}:
                at += 1
            elif after := self._small(at, within.stop, "and"):
                at = after
        return (found, end) if end is not None else None

    def _side(self, actor: str) -> str:
        entity = self.entities.get(actor)
        return entity.of if entity is not None and entity.kind != "country" and entity.of else actor

    # which treaty it is

    def _resolve(self, description: _Description, within: range) -> None:
        if description.before == "several" and description.kind not in self.words.numbered:
            return
        unsaid = not (description.topics or description.proper or description.sides)
        if unsaid and description.numbers and description.kind not in self.words.numbered:
            # a year alone tells one treaty from another, or when the act was
            treaty = self._taken_up(description)
            if treaty is not None:
                self._tell(treaty, description.first, description.end, "group")
                return
            description = replace(description, numbers=frozenset(), end=description.head)
        bare = unsaid and not description.numbers
        if bare and not description.this and self._not_told(description):
            if description.kind == "ceasefire" or description.before == "signed new":
                self._tell_new(description, within)
            return
        treaty = self._taken_up(description)
        if treaty is not None:
            self._tell(treaty, description.first, description.end, "group")
        elif description.kind == "ceasefire" or self._stands_alone(description):
            self._tell_new(description, within)

    def _not_told(self, description: _Description) -> bool:
        """Whether what stands before a bare noun says that it is not the treaty told of before."""
        if description.before == "signed":
            return self._sentence - self._last_at > 1
        return description.new or description.before in (*_NEW, "several")

    def _stands_alone(self, description: _Description) -> bool:
        """Whether the words say enough to know a treaty by."""
        if (
            description.topics
            or description.proper
            or (description.numbers and description.kind in self.words.numbered)
        ):
            return True
        return len(description.sides) >= (2 if description.kind in (_ANY, _CONTRACT) else 1)

    def _taken_up(self, description: _Description) -> _Told | None:
        """The treaty that the words mean: one told of before, the last first, else one named further on."""
        for treaty in reversed(self.told):
            if self._fits(treaty, description):
                return treaty
        if description.topics or description.sides or description.numbers:
            for treaty in self.known.values():
                if treaty not in self.told and self._fits(treaty, description):
                    return treaty
        return None

    def _fits(self, treaty: _Told, description: _Description) -> bool:
        if description.kind == _ANY:
            if treaty.classes & self.words.apart:
                return False
        elif description.kind not in treaty.classes and not (description.kind == _CONTRACT and _ANY in treaty.classes):
            return False
        if treaty.known and (description.new or (description.before in _NEW and not description.this)):
            return False
        if description.numbers and not description.numbers <= treaty.numbers:
            return False
        if description.proper:
            return treaty.words >= description.words
        if description.sides and treaty.sides and not description.sides & treaty.sides:
            return False
        if description.topics:
            return bool(description.words & treaty.words) or (treaty.known and bool(description.topics & treaty.topics))
        return not description.sides or bool(treaty.sides)

    def _tell_new(self, description: _Description, within: range) -> None:
        name = " ".join(self.tokens.words[description.first : description.reach - description.this])
        short = " ".join(self.tokens.words[description.first : description.end])
        sides = description.sides or self._countries(within)
        key = slug(" ".join([short, *sorted(sides)]))
        treaty = _Told(
            key, frozenset({description.kind}), description.topics, description.words, frozenset(sides),
            description.numbers, known=False,
        )  # fmt: skip
        self.names.setdefault(key, name)
        self._tell(treaty, description.first, description.end, "group")

    def _countries(self, within: range) -> set[str]:
        """The first two countries told of in a sentence, or stood for there."""
        found: list[str] = []
        for token in within:
            mention = self.actors.get(token)
            if mention is not None and (entity := self.entities.get(mention.actor)) is not None:
                country = entity.id if entity.kind == "country" else entity.of
                if country and country not in found:
                    found.append(country)
        return set(found[:2])


@lru_cache(maxsize=4096)
def _known(key: str, gazetteer: Gazetteer) -> _Told:
    """A treaty of the knowledge base as it is compared with descriptions; shared, so never to be changed."""
    treaty = gazetteer.knowledge.treaties[key]
    language = gazetteer.language
    words = _words(language)
    classes: set[str] = {treaty.kind}
    keys: set[str] = set()
    for name in (getattr(treaty, f"name_{language}", treaty.name), *getattr(treaty, f"aliases_{language}", ())):
        tokens = tokenise(name, clitics=grammar(language).spelling.clitics)
        keys.update(tokens.keys)
        if tokens.keys:
            classes.update(hit.payload for hit in words.heads.longest(tokens, 0))
    numbers = {str(day.year) for value in (treaty.signed, treaty.in_force) if (day := bounds(value)[0])}
    numbers.update(word for word in keys if word.isdigit())
    sides = frozenset(party.actor for party in treaty.parties)
    return _Told(
        key, frozenset(classes), frozenset({treaty.topic}), frozenset(keys), sides, frozenset(numbers), known=True
    )
