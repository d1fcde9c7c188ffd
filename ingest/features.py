"""What a candidate looks like to the classifiers: names of features, made of words, lexicon hits and structure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from ingest.candidates import ACCORDING, WHOLE, Candidate
from ingest.reading import Reading, SentenceReading

_NEAR = 3
_SCOPE = 18
_CUES = frozenset(
    {
        "blame", "praise", "sorrow", "threat", "refusal", "promise", "plea", "force", "negation", "must", "want",
        "condition", "future", "possible",
    }
)  # fmt: skip
"""Roles of words that decide what a statement amounts to."""


class _Words:
    """Features of a sentence's words, made once for all its candidates."""

    def __init__(self, reading: Reading, sentence: SentenceReading) -> None:
        keys = reading.tokens.keys[sentence.first : sentence.end]
        self.right = [f"r={key}" for key in keys]
        self.said = [f"c={key}" for key in keys]
        self.said_pairs = [f"c2={one} {other}" for one, other in pairwise(keys)]
        self.left = [f"l={key}" for key in keys]


def of_candidates(reading: Reading, found: Sequence[Candidate], repeated: float) -> list[list[str]]:
    """Features of the candidates of one sentence.

    `repeated` is the share of the sentence's words that the title or lead has too.
    """
    if not found:
        return []
    words = _Words(reading, found[0].sentence)
    return [list(dict.fromkeys(_all(reading, candidate, words, repeated))) for candidate in found]


def _all(reading: Reading, candidate: Candidate, words: _Words, repeated: float) -> Iterator[str]:
    sentence = candidate.sentence
    keys = reading.tokens.keys
    phrase = candidate.phrase
    first, end = candidate.first, candidate.end
    yield f"t={phrase}"
    yield f"n={candidate.noun}"
    for type_ in candidate.types:
        yield f"lt={type_}"
    if candidate.types:
        yield f"lt1={candidate.types[0]}"
    if phrase == WHOLE:
        end = first
    # words beside it
    for distance in range(1, _NEAR + 1):
        before = keys[first - distance] if first - distance >= sentence.first else "<s>"
        after = keys[end + distance - 1] if end + distance - 1 < sentence.end else "</s>"
        yield f"w-{distance}={before}"
        yield f"w+{distance}={after}"
        if distance == 1:
            yield f"t,w-1={phrase},{before}"
            yield f"t,w+1={phrase},{after}"
    yield f"w-2-1={_join(keys, first - 2, first, sentence)}"
    yield f"w+1+2={_join(keys, end, end + 2, sentence)}"
    # words of its scope: to the right up to the end of the sentence
    stop = min(sentence.end, end + _SCOPE)
    start = sentence.first
    yield from words.right[end - start : stop - start]
    yield from words.left[max(0, first - start - 8) : first - start]
    # other acts of the sentence
    clause = sentence.clause_of(first)
    acts_before = acts_after = 0
    for act in sentence.acts:
        if act.end <= first:
            acts_before += 1
            yield f"ab={act.types[0]}"
            if sentence.clause_of(act.first) == clause:
                yield f"abc={act.types[0]}"
        elif act.first >= end:
            acts_after += 1
            yield f"aa={act.types[0]}"
            if sentence.clause_of(act.first) == clause:
                yield f"aac={act.types[0]}"
            if candidate.types:
                yield f"lt,aa={candidate.types[0]},{act.types[0]}"
    yield f"nb={min(acts_before, 3)}"
    yield f"na={min(acts_after, 3)}"
    # clause words
    for mark in sentence.marks:
        same = sentence.clause_of(mark.first) == clause
        if mark.end <= first and same:
            yield f"mb={mark.role}"
            if first - mark.end <= 2:
                yield f"mb2={mark.role}"
                yield f"t,mb2={phrase},{mark.role}"
                if candidate.types:
                    yield f"lt,mb2={candidate.types[0]},{mark.role}"
        elif mark.first >= end:
            if mark.role in _CUES:
                yield f"ma={mark.role}"
                if candidate.types:
                    yield f"lt,ma={candidate.types[0]},{mark.role}"
            if same and mark.first - end <= 2:
                yield f"ma2={mark.role}"
    # actors
    subject, object_ = candidate.subject, candidate.object
    yield f"s={subject.kind if subject else None}"
    yield f"o={object_.kind if object_ else None}"
    if subject:
        gap = first - subject.end
        yield f"sd={min(gap, 6)}"
        yield f"s,sd={subject.kind},{min(gap, 3)}"
        yield f"sc={sentence.clause_of(subject.first) == clause}"
        yield f"sform={subject.form}"
    if object_:
        gap = object_.first - end
        yield f"od={min(gap, 6)}"
        yield f"oc={sentence.clause_of(object_.first) == clause}"
    yield f"so={subject.kind if subject else None},{object_.kind if object_ else None}"
    if subject and object_:
        yield f"same={subject.actor == object_.actor}"
    if candidate.types:
        yield f"lt,so={candidate.types[0]},{subject.kind if subject else None},{object_.kind if object_ else None}"
    yield f"nm={min(len(sentence.mentions), 4)}"
    # what is said, for words of saying and sentences without an act of their own
    if phrase in (WHOLE, ACCORDING) or any(mark.first == first and mark.role == "says" for mark in sentence.marks):
        yield from _content(reading, candidate, words)
    # frame
    quoted = sentence.is_quoted(first)
    yield f"q={quoted}"
    if any(sentence.quoted):
        yield f"hasq,{quoted}"
    if candidate.governor:
        gov = _join(keys, *candidate.governor, sentence)
        yield f"gov={gov}"
        yield f"govlt={candidate.types[0] if candidate.types else None}"
        yield f"govgap={min(first - candidate.governor[1], 8) // 2}"
    else:
        yield "gov=None"
    yield f"ord={min(candidate.order, 4)}"
    yield f"time={bool(sentence.times)}"
    yield f"treaty={bool(sentence.treaties)}"
    yield f"timec={any(sentence.clause_of(time[0]) == clause for time in sentence.times)}"
    yield f"blk={sentence.block}"
    yield f"pos={min(sentence.index, 5)}"
    yield f"len={min((sentence.end - sentence.first) // 8, 6)}"
    yield f"rep={int(repeated * 4)}"
    yield f"blk,rep={sentence.block},{int(repeated * 4)}"
    yield f"t,blk={phrase},{sentence.block}"


def _content(reading: Reading, candidate: Candidate, words: _Words) -> Iterator[str]:
    """The words and cues of what is said: what stands in quotes, else what follows."""
    sentence = candidate.sentence
    start = sentence.first
    quoted = [i for i in range(start, sentence.end) if sentence.quoted[i - start]]
    inside = range(quoted[0], quoted[-1] + 1) if quoted else range(candidate.end, sentence.end)
    where = "quote" if quoted else "after"
    if len(inside) < 2:
        yield "c:none"
        return
    yield from words.said[inside.start - start : inside.stop - start]
    yield from words.said_pairs[inside.start - start : inside.stop - start - 1]
    yield f"c0={reading.tokens.keys[inside.start]}"
    roles: Counter[str] = Counter()
    for mark in sentence.marks:
        if mark.role in _CUES and inside.start <= mark.first < inside.stop:
            roles[mark.role] += 1
            if mark.role in ("blame", "threat", "refusal", "praise", "plea", "promise"):
                yield f"cw={' '.join(reading.tokens.keys[mark.first : mark.end])}"
    for role, count in roles.items():
        yield f"cm={role}"
        yield f"cm,n={role},{min(count, 3)}"
        yield f"cm,w={role},{where}"
        yield f"cm,t={role},{candidate.phrase}"
    for one, other in combinations(sorted(roles), 2):
        yield f"cm2={one},{other}"
    for act in sentence.acts:
        if inside.start <= act.first < inside.stop:
            yield f"ca={act.types[0]}"
            yield f"ca,t={act.types[0]},{candidate.phrase}"
    others = {mention.kind for mention in sentence.mentions if inside.start <= mention.first < inside.stop}
    yield f"ck={sorted(others)}"
    first = next((m for m in sentence.mentions if inside.start <= m.first < inside.stop), None)
    if first is not None:
        yield f"cfirst={first.kind},{first.first - inside.start <= 2}"


def _join(keys: list[str], first: int, end: int, sentence: SentenceReading) -> str:
    return " ".join(keys[max(first, sentence.first) : min(end, sentence.end)])
