"""One article as its stages have read it, sentence by sentence: what the reading of events stands on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, Literal

from graph.model import Span, TimeMention
from ingest.languages import Act, Grammar, LanguagePack
from ingest.lexicon import Summary
from ingest.tokens import HYPHENS, Tokens

if TYPE_CHECKING:
    from ingest.subjects import SubjectReader

MentionForm = Literal["name", "title", "short", "pronoun", "group"]

KNOWN_TREATY: Final = "known treaty"
DESCRIBED_TREATY: Final = "described treaty"
"""Kinds of mentions of treaties: those that the knowledge base has, and those that the article alone tells of."""

_OPENING = frozenset("“«‘")
_CLOSING = frozenset("”»’")
_EITHER = frozenset("\"'")
_QUOTATION = _OPENING | _CLOSING | _EITHER
_INSIDE = b"\1"
_BREAKS = frozenset(",;:–—…")
_LISTING = HYPHENS | {","}
_LONGEST_QUOTE = 12
"""Sentences after which a quote that was never closed is taken to have ended."""
_MOST_ACTS = 60
"""Words for acts of a sentence that are read: in the news a sentence has at most some twenty."""
_MOST_MARKS = 150
"""Words of clauses of a sentence that are read: in the news it has at most some fifty."""


@dataclass(slots=True)
class Mention:
    """Words that stand for an actor or a treaty (its id in this article): tokens `first` up to `end`."""

    actor: str
    kind: str
    form: MentionForm
    first: int
    end: int


@dataclass(slots=True)
class ActHit:
    """Words of the language pack that express an act, with the types they may stand for, likeliest first.

    `form` names the form of a verb, where the language has several.
    """

    first: int
    end: int
    types: tuple[str, ...]
    noun: bool
    phrase: str
    form: str = ""


@dataclass(slots=True)
class Mark:
    """Words that shape a clause, with their role (`negation`, `future`, `says` …)."""

    first: int
    end: int
    role: str


@dataclass(slots=True)
class SentenceReading:
    """A sentence with all that stands in it.  Token indexes are those of the article's tokens.

    `runs` are lists of mentions that a joining word or a hyphen makes one; `asides` are first and last token, that one
    excluded, of what stands between commas behind a name and tells who that is; `subjects` tells the subjects of verbs,
    once it was asked for.
    """

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
    runs: list[list[Mention]] = field(default_factory=list)
    asides: list[tuple[int, int]] = field(default_factory=list)
    subjects: SubjectReader | None = field(default=None, compare=False, repr=False)

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
    grammar: Grammar


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
    (_mark_paired_quotes if pack.grammar.apostrophes else _mark_quotes)(made, tokens)
    words = _words(pack)
    for sentence in made:
        _mark_words(sentence, tokens, words)
        _mark_clauses(sentence, tokens)
        sentence.runs = _runs(sentence, tokens, pack.grammar)
        sentence.asides = list(_asides(sentence, tokens))
    return Reading(text, tokens, made, pack.grammar)


def _deal(
    sentences: list[SentenceReading],
    mentions: Sequence[Mention],
    treaties: Sequence[Mention],
    times: Sequence[TimeMention],
    tokens: Tokens,
) -> None:
    begins = [sentence.first for sentence in sentences]

    def home(token: int) -> SentenceReading | None:
        at = bisect_right(begins, token) - 1
        return sentences[at] if at >= 0 and token < sentences[at].end else None

    for mention in mentions:
        if sentence := home(mention.first):
            sentence.mentions.append(mention)
    for treaty in treaties:
        if sentence := home(treaty.first):
            sentence.treaties.append(treaty)
    for time in times:
        within = tokens.inside(time.span)
        if within and (sentence := home(within.start)):
            sentence.times.append((within.start, within.stop, time))
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
        words = tokens.words[sentence.first : sentence.end]
        if sentence.block in ("title", "caption") or since > _LONGEST_QUOTE:
            is_open = False
        since = since + 1 if is_open else 0
        if _QUOTATION.isdisjoint(words):
            sentence.quoted = bytearray(_INSIDE * len(words) if is_open else len(words))
            continue
        sentence.quoted = bytearray(len(words))
        for at, word in enumerate(words):
            if word in _OPENING or (word in _EITHER and (not is_open or at == 0)):
                is_open, since = True, 0
            elif word in _CLOSING or word in _EITHER:
                is_open = False
            elif is_open:
                sentence.quoted[at] = 1


_PAIRS = {"“": "”", "«": "»", "‘": "’", '"': '"', "'": "'"}


def _mark_paired_quotes(sentences: list[SentenceReading], tokens: Tokens) -> None:
    """The same in a language with apostrophes: a quote ends with the mark that goes with its first one, and a single
    mark opens or closes one only where a blank or another mark stands on its outer side."""
    closing = ""
    since = 0
    starts, ends, words = tokens.starts, tokens.ends, tokens.words
    for sentence in sentences:
        if sentence.block in ("title", "caption") or since > _LONGEST_QUOTE:
            closing = ""
        since = since + 1 if closing else 0
        sentence.quoted = bytearray(sentence.end - sentence.first)
        for at in range(sentence.first, sentence.end):
            word = words[at]
            if word not in _QUOTATION:
                if closing:
                    sentence.quoted[at - sentence.first] = 1
                continue
            glued = at > sentence.first and ends[at - 1] == starts[at] and words[at - 1][-1].isalnum()
            goes_on = at + 1 < sentence.end and starts[at + 1] == ends[at] and words[at + 1][0].isalnum()
            if word == closing and not (word in "'’" and (goes_on or (not glued and words[at - 1][-1].isalnum()))):
                closing = _PAIRS[word] if at == sentence.first and word in _EITHER and goes_on else ""
            elif word in _PAIRS and not closing and not (word == "'" and glued):
                closing, since = _PAIRS[word], 0


@dataclass(frozen=True, slots=True)
class _Acts:
    """The longest words of an act that begin at a token: how many they are, and what `ActHit` says of them."""

    length: int
    types: tuple[str, ...]
    noun: bool
    phrase: str
    form: str


def _acts(phrases: list[tuple[int, Act]]) -> _Acts:
    length = phrases[-1][0]
    acts = [act for size, act in phrases if size == length]
    types = tuple(dict.fromkeys(act.type for act in acts))
    return _Acts(length, types, all(act.part == "noun" for act in acts), acts[0].phrase, acts[0].form)


def _roles(phrases: list[tuple[int, str]]) -> tuple[int, list[str]]:
    """The longest words of a clause that begin at a token: how many they are, and their roles."""
    length = phrases[-1][0]
    return length, [role for size, role in phrases if size == length]


_Words = tuple[Summary[Act, _Acts], Summary[str, tuple[int, list[str]]]]


@lru_cache(maxsize=8)
def _words(pack: LanguagePack) -> _Words:
    return Summary(pack.acts, _acts), Summary(pack.clauses, _roles)


def _mark_words(sentence: SentenceReading, tokens: Tokens, words: _Words) -> None:
    """Acts from left to right that do not overlap, and all words of clauses, outside mentions and times."""
    begin, end = sentence.first, sentence.end
    taken = bytearray(end - begin)
    for mention in (*sentence.mentions, *sentence.treaties):
        if mention.form != "group":
            _take(taken, mention.first - begin, mention.end - begin)
    for first, behind, _ in sentence.times:
        _take(taken, first - begin, behind - begin)
    within = range(begin, end)
    acts, clauses = words
    at = begin
    for token, act in acts.within(tokens, within):
        behind = token + act.length
        if token >= at and taken.find(1, token - begin, behind - begin) < 0:
            sentence.acts.append(ActHit(token, behind, act.types, act.noun, act.phrase, act.form))
            at = behind
            if len(sentence.acts) == _MOST_ACTS:
                break
    for token, (length, roles) in clauses.within(tokens, within):
        if not taken[token - begin]:
            for role in roles:
                sentence.marks.append(Mark(token, token + length, role))
            if len(sentence.marks) >= _MOST_MARKS:
                break


def _take(taken: bytearray, first: int, end: int) -> None:
    end = min(end, len(taken))
    if first < end:
        taken[first:end] = _INSIDE * (end - first)


_CLAUSE_ROLES = frozenset({"that", "condition", "after", "before", "cause", "contrast", "also"})


def _mark_clauses(sentence: SentenceReading, tokens: Tokens) -> None:
    starts = {mark.first for mark in sentence.marks if mark.role in _CLAUSE_ROLES}
    words = enumerate(tokens.words[sentence.first : sentence.end], sentence.first)
    starts.update([token for token, word in words if word in _BREAKS])
    starts.discard(sentence.first)
    begin = sentence.first
    for number, end in enumerate([*sorted(starts), sentence.end]):
        sentence.clause += [number] * (end - begin)
        begin = end


def _asides(sentence: SentenceReading, tokens: Tokens) -> Iterator[tuple[int, int]]:
    named = {mention.end for mention in sentence.mentions}
    in_names = {at for mention in sentence.mentions for at in range(mention.first, mention.end)}
    for mark in sentence.marks:
        comma = mark.first - 1
        if (
            mark.role == "described"
            and comma in named
            and tokens.words[comma] in _BREAKS
            and mark.first not in in_names
        ):
            behind = range(mark.end, sentence.end)
            if closing := next((at for at in behind if tokens.words[at] in _BREAKS), None):
                yield mark.first, closing


def _runs(sentence: SentenceReading, tokens: Tokens, grammar: Grammar) -> list[list[Mention]]:
    """Mentions of one kind in a row, with commas between them and a joining word or a hyphen before the last.

    Words that the language has before any noun do not count.
    """
    if len(sentence.mentions) < 2:
        return []
    small = grammar.subjects.articles if grammar.subjects else frozenset()
    joining = {token for mark in sentence.marks if mark.role == "and" for token in range(mark.first, mark.end)}
    found: list[list[Mention]] = []
    run: list[Mention] = []
    for mention, following in zip_longest(sentence.mentions, sentence.mentions[1:]):
        run.append(mention)
        between = range(mention.end, following.first) if following else range(0)
        words = {tokens.words[at] for at in between if at not in joining and tokens.keys[at] not in small}
        closing = any(token in joining for token in between) or bool(words & HYPHENS)
        if following is None or following.kind != mention.kind or not between or not words <= _LISTING:
            run = []
        elif closing:
            if small and found and found[-1][-1] is run[0]:
                found[-1] += [*run[1:], following]
            else:
                found.append([*run, following])
            run = []
    return found
