"""One article as its stages have read it, sentence by sentence: what the reading of events stands on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from graph.model import Span, TimeMention
from ingest.languages import Act, LanguagePack
from ingest.tokens import Tokens

MentionForm = Literal["name", "title", "short", "pronoun", "group"]

_OPENING = frozenset("“«‘")
_CLOSING = frozenset("”»’")
_EITHER = frozenset("\"'")
_BREAKS = frozenset(",;:–—…")
_LONGEST_QUOTE = 12
"""Sentences after which a quote that was never closed is taken to have ended."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for an actor (its id in this article): tokens `first` up to `end`."""

    actor: str
    kind: str
    form: MentionForm
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class ActHit:
    """Words of the language pack that express an act, with the types they may stand for, likeliest first."""

    first: int
    end: int
    types: tuple[str, ...]
    noun: bool
    phrase: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that shape a clause, with their role (`negation`, `future`, `says` …)."""

    first: int
    end: int
    role: str


@dataclass(slots=True)
class SentenceReading:
    """A sentence with all that stands in it.  Token indexes are those of the article's tokens."""

    index: int
    span: Span
    block: str
    first: int
    end: int
    acts: list[ActHit] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    treaties: list[Mention] = field(default_factory=list)
    times: list[tuple[int, int, TimeMention]] = field(default_factory=list)
    quoted: bytearray = field(default_factory=bytearray)
    clause: list[int] = field(default_factory=list)

    def is_quoted(self, token: int) -> bool:
        """Whether a token stands inside quotation marks."""
        return bool(self.quoted[token - self.first])

    def clause_of(self, token: int) -> int:
        """Number of the clause a token stands in, from 0."""
        return self.clause[token - self.first]


@dataclass(frozen=True, slots=True)
class Reading:
    """The article: its tokens and its sentences in order."""

    text: str
    tokens: Tokens
    sentences: list[SentenceReading]


def read(
    text: str,
    tokens: Tokens,
    sentences: Sequence[tuple[Span, str]],
    mentions: Sequence[Mention],
    treaties: Sequence[Mention],
    times: Sequence[TimeMention],
    pack: LanguagePack,
) -> Reading:
    """Put the findings of the earlier stages into their sentences and find acts, clause words, quotes and clauses.

    `sentences` are spans with the kind of their block, in text order.
    """
    made: list[SentenceReading] = []
    for span, block in sentences:
        within = tokens.inside(span)
        if within:
            made.append(SentenceReading(len(made), span, block, within.start, within.stop))
    _deal(made, mentions, treaties, times, tokens)
    _mark_quotes(made, tokens)
    for sentence in made:
        _mark_words(sentence, tokens, pack)
        _mark_clauses(sentence, tokens)
    return Reading(text, tokens, made)


def _deal(
    sentences: list[SentenceReading],
    mentions: Sequence[Mention],
    treaties: Sequence[Mention],
    times: Sequence[TimeMention],
    tokens: Tokens,
) -> None:
    home: dict[int, SentenceReading] = {}
    for sentence in sentences:
        for token in range(sentence.first, sentence.end):
            home[token] = sentence
    for mention in mentions:
        if mention.first in home:
            home[mention.first].mentions.append(mention)
    for treaty in treaties:
        if treaty.first in home:
            home[treaty.first].treaties.append(treaty)
    for time in times:
        within = tokens.inside(time.span)
        if within and within.start in home:
            home[within.start].times.append((within.start, within.stop, time))
    for sentence in sentences:
        sentence.mentions.sort(key=lambda mention: mention.first)
        sentence.times.sort(key=lambda time: time[0])


def _mark_quotes(sentences: list[SentenceReading], tokens: Tokens) -> None:
    """Which tokens stand in quotation marks; a quote may run over sentences.

    A straight mark opens when none is open.  One at the head of a sentence always opens: reports set each quoted
    paragraph so.
    """
    is_open = False
    since = 0
    for sentence in sentences:
        sentence.quoted = bytearray(sentence.end - sentence.first)
        if sentence.block in ("title", "caption") or since > _LONGEST_QUOTE:
            is_open = False
        since = since + 1 if is_open else 0
        for token in range(sentence.first, sentence.end):
            word = tokens.words[token]
            if word in _OPENING or (word in _EITHER and (not is_open or token == sentence.first)):
                is_open, since = True, 0
            elif word in _CLOSING or word in _EITHER:
                is_open = False
            elif is_open:
                sentence.quoted[token - sentence.first] = 1


def _mark_words(sentence: SentenceReading, tokens: Tokens, pack: LanguagePack) -> None:
    taken = bytearray(sentence.end - sentence.first)
    for mention in (*sentence.mentions, *sentence.treaties):
        if mention.form != "group":
            for token in range(mention.first, min(mention.end, sentence.end)):
                taken[token - sentence.first] = 1
    for first, end, _ in sentence.times:
        for token in range(first, min(end, sentence.end)):
            taken[token - sentence.first] = 1
    token = sentence.first
    while token < sentence.end:
        if taken[token - sentence.first]:
            token += 1
            continue
        hits = pack.acts.longest(tokens, token, sentence.end)
        if hits and not any(taken[i - sentence.first] for i in range(hits[0].first, hits[0].end)):
            sentence.acts.append(_act_hit([hit.payload for hit in hits], hits[0].first, hits[0].end))
            token = hits[0].end
        else:
            token += 1
    for token in range(sentence.first, sentence.end):
        if not taken[token - sentence.first]:
            for hit in pack.clauses.longest(tokens, token, sentence.end):
                sentence.marks.append(Mark(hit.first, hit.end, hit.payload))


def _act_hit(acts: list[Act], first: int, end: int) -> ActHit:
    types = tuple(dict.fromkeys(act.type for act in acts))
    return ActHit(first, end, types, all(act.part == "noun" for act in acts), acts[0].phrase)


_CLAUSE_ROLES = frozenset({"that", "condition", "after", "before", "cause", "contrast", "also"})


def _mark_clauses(sentence: SentenceReading, tokens: Tokens) -> None:
    starts = {mark.first for mark in sentence.marks if mark.role in _CLAUSE_ROLES}
    number = 0
    for token in range(sentence.first, sentence.end):
        if token > sentence.first and (token in starts or tokens.words[token] in _BREAKS):
            number += 1
        sentence.clause.append(number)
