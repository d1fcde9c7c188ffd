"""What a candidate looks like to the classifiers: names of features, made of words, lexicon hits and structure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from ingest.candidates import ACCORDING, WHOLE, Candidate
from ingest.reading import Reading, SentenceReading
from ingest.stretches import Stretch

_NEAR = 3
_BEFORE = ("w-1", "w-2", "w-3")
_AFTER = ("w+1", "w+2", "w+3")
WORDS = (*_BEFORE, *_AFTER, "r", "l", "c", "c0")
"""Templates of words."""
PAIRS = ("w-2-1", "w+1+2", "c2")
"""Templates of words with the word behind."""
_SCOPE = 18
_CUES = frozenset(
    {
        "blame", "praise", "sorrow", "threat", "refusal", "promise", "plea", "force", "negation", "must", "want",
        "condition", "future", "possible",
    }
)  # fmt: skip
"""Roles of words that decide what a statement amounts to."""


@dataclass(frozen=True, slots=True)
class CandidateFeatures:
    """What a candidate looks like: named features of its own and of its sentence, and words.

    A stretch (`template`, first token, end token) stands for the words, or pairs of words, of the article from the
    first token up to the end: each is a feature of that template (`ingest.stretches`).
    """

    names: list[str]
    of_sentence: list[str]
    stretches: list[Stretch]


def of_candidates(
    reading: Reading, found: Sequence[Candidate], repeated: float, standing: Mapping[str, str]
) -> list[CandidateFeatures]:
    """Features of the candidates of one sentence.

    `standing` are the roles of actors; `repeated` is the share of the sentence's words that the title or lead has too.
    """
    if not found:
        return []
    of_sentence = list(dict.fromkeys(_frame(reading, found[0].sentence, repeated)))
    return [_of_candidate(reading, candidate, of_sentence, standing) for candidate in found]


def _of_candidate(
    reading: Reading, candidate: Candidate, of_sentence: list[str], standing: Mapping[str, str]
) -> CandidateFeatures:
    stretches = list(_words_beside(candidate))
    names = [*_structure(reading, candidate), *_standings(candidate, standing)]
    if candidate.phrase in (WHOLE, ACCORDING) or candidate.says:
        inside, where = _said(candidate)
        if len(inside) < 2:
            names.append("c:none")
        else:
            stretches += [("c", inside.start, inside.stop), ("c2", inside.start, inside.stop - 1)]
            stretches.append(("c0", inside.start, inside.start + 1))
            names += _content(reading, candidate, inside, where)
    return CandidateFeatures(list(dict.fromkeys(names)), of_sentence, stretches)


def _frame(reading: Reading, sentence: SentenceReading, repeated: float) -> Iterator[str]:
    """What a sentence looks like, for all its candidates."""
    block = sentence.block
    place = sentence.index if block != "body" else max(sentence.index, 2)
    yield f"nm={min(len(sentence.mentions), 4)}"
    yield f"time={bool(sentence.times)}"
    yield f"treaty={bool(sentence.treaties)}"
    yield f"blk={block}"
    yield f"pos={min(place, 5)}"
    yield f"len={min((sentence.end - sentence.first) // 8, 6)}"
    yield f"rep={int(repeated * 4)}"
    yield f"blk,rep={block},{int(repeated * 4)}"
    if sentence.index:
        # what the title tells, the text tells again
        for act in reading.sentences[0].acts:
            yield f"ta={act.types[0]}"
            yield f"ta,rep={act.types[0]},{int(repeated * 4)}"


def _words_beside(candidate: Candidate) -> Iterator[Stretch]:
    """The words before and after a trigger, each by its distance, and those of its scope to either side."""
    sentence = candidate.sentence
    first, end = candidate.first, candidate.trigger_end
    for distance in range(1, _NEAR + 1):
        if first - distance >= sentence.first:
            yield _BEFORE[distance - 1], first - distance, first - distance + 1
        if end + distance <= sentence.end:
            yield _AFTER[distance - 1], end + distance - 1, end + distance
    if first - 2 >= sentence.first:
        yield "w-2-1", first - 2, first - 1
    if end + 2 <= sentence.end:
        yield "w+1+2", end, end + 1
    yield "r", end, min(sentence.end, end + _SCOPE)
    yield "l", max(sentence.first, first - 8), first


def _structure(reading: Reading, candidate: Candidate) -> Iterator[str]:
    sentence = candidate.sentence
    keys = reading.tokens.keys
    phrase = candidate.phrase
    first, end = candidate.first, candidate.trigger_end
    clauses, base = sentence.clause, sentence.first
    yield f"t={phrase}"
    yield f"n={candidate.noun}"
    for type_ in candidate.types:
        yield f"lt={type_}"
    if candidate.types:
        yield f"lt1={candidate.types[0]}"
    yield f"t,w-1={phrase},{keys[first - 1] if first > sentence.first else '<s>'}"
    yield f"t,w+1={phrase},{keys[end] if end < sentence.end else '</s>'}"
    yield f"edge={min(first - sentence.first, 3)},{min(sentence.end - end, 3)}"
    # other acts of the sentence
    clause = clauses[first - base]
    acts_before = acts_after = 0
    for act in sentence.acts:
        if act.end <= first:
            acts_before += 1
            yield f"ab={act.types[0]}"
            if clauses[act.first - base] == clause:
                yield f"abc={act.types[0]}"
        elif act.first >= end:
            acts_after += 1
            yield f"aa={act.types[0]}"
            if clauses[act.first - base] == clause:
                yield f"aac={act.types[0]}"
            if candidate.types:
                yield f"lt,aa={candidate.types[0]},{act.types[0]}"
    yield f"nb={min(acts_before, 3)}"
    yield f"na={min(acts_after, 3)}"
    # clause words
    for mark in sentence.marks:
        same = clauses[mark.first - base] == clause
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
        yield f"sc={clauses[subject.first - base] == clause}"
        yield f"sform={subject.form}"
    if object_:
        gap = object_.first - end
        yield f"od={min(gap, 6)}"
        yield f"oc={clauses[object_.first - base] == clause}"
    yield f"so={subject.kind if subject else None},{object_.kind if object_ else None}"
    if subject and object_:
        yield f"same={subject.actor == object_.actor}"
    if candidate.types:
        yield f"lt,so={candidate.types[0]},{subject.kind if subject else None},{object_.kind if object_ else None}"
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
    yield f"timec={any(clauses[time[0] - base] == clause for time in sentence.times)}"
    yield f"t,blk={phrase},{sentence.block}"
    if sentence.index and candidate.types:
        for act in reading.sentences[0].acts:
            yield f"ta,lt={act.types[0]},{candidate.types[0]}"


def _standings(candidate: Candidate, standing: Mapping[str, str]) -> Iterator[str]:
    """Who those beside the trigger are: words of experts and of former officials are seldom acts."""
    for side, mention in (("s", candidate.subject), ("o", candidate.object)):
        if mention and mention.kind == "person":
            role = standing.get(mention.actor, "none")
            yield f"{side}role={role}"
            yield f"{side}role,says={role},{candidate.says or candidate.phrase in (WHOLE, ACCORDING)}"
            yield f"{side}former={role.startswith('former')}"


def _said(candidate: Candidate) -> tuple[range, str]:
    """The tokens of what is said: what stands in quotes, else what follows."""
    sentence = candidate.sentence
    quoted = [i for i, inside in enumerate(sentence.quoted, sentence.first) if inside]
    if quoted:
        return range(quoted[0], quoted[-1] + 1), "quote"
    return range(candidate.end, sentence.end), "after"


def _content(reading: Reading, candidate: Candidate, inside: range, where: str) -> Iterator[str]:
    """The cues in what is said."""
    sentence = candidate.sentence
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
