"""When an act took place: the dates it could have, and what each looks like to the classifier.

The options are the times of its sentence, the dates that the flow of the article carries on, the day, month or year of
the publication, and no date at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from graph.edtf import bounds, precision
from graph.model import DateBasis, TimeMention
from ingest.candidates import Candidate
from ingest.reading import Reading

Origin = Literal["sentence", "last told", "first told", "published", "month", "year", "none"]


@dataclass(frozen=True, slots=True)
class DateOption:
    """A date that an act could have, and where it comes from; `tokens` of its words when they are in the sentence."""

    value: str | None
    origin: Origin
    tokens: tuple[int, int] | None = None
    time: TimeMention | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """Days named before the act: the last one, with how many sentences ago it was, and the first one."""

    last_told: str | None = None
    last_distance: int = 9
    first_told: str | None = None


def options(candidate: Candidate, flow: Flow, published: str | None) -> list[DateOption]:
    """Possible dates, those of the sentence first; the last one is always `no date`."""
    found = [
        DateOption(time.value, "sentence", (first, end), time)
        for first, end, time in candidate.sentence.times
        if time.kind == "DATE" and time.value
    ]
    if flow.last_told:
        found.append(DateOption(flow.last_told, "last told"))
    if flow.first_told:
        found.append(DateOption(flow.first_told, "first told"))
    if published:
        found.append(DateOption(published, "published"))
        if precision(published) == "day":
            found.append(DateOption(published[:7], "month"))
            found.append(DateOption(published[:4], "year"))
    found.append(DateOption(None, "none"))
    return found


def neighbours(one: str, other: str) -> bool:
    """Whether two EDTF days follow each other."""
    if precision(one) != "day" or precision(other) != "day":
        return False
    (first, _), (second, _) = bounds(one), bounds(other)
    return first is not None and second is not None and abs((first - second).days) == 1


def tense(candidate: Candidate, published: str | None) -> list[str]:
    """Features of where the times of a candidate's sentence lie, seen from the publication date."""
    if not published:
        return []
    sentence = candidate.sentence
    clause = sentence.clause_of(candidate.first)
    found = []
    for first, _, time in sentence.times:
        if time.kind == "DATE" and time.value:
            where = relation(time.value, published)
            found.append(f"when={where}")
            if sentence.clause_of(first) == clause:
                found.append(f"when,clause={where}")
    return list(dict.fromkeys(found)) or ["when=none"]


def is_past(value: str | None, published: str | None) -> bool:
    """Whether a date is over on the first day that the publication date allows."""
    last, day = bounds(value)[1], bounds(published)[0]
    return last is not None and day is not None and last < day


def is_ahead(value: str | None, published: str | None) -> bool:
    """Whether a date begins after the last day that the publication date allows."""
    first, day = bounds(value)[0], bounds(published)[1]
    return first is not None and day is not None and first > day


def basis(option: DateOption, candidate: Candidate) -> DateBasis:
    """What the date rests on, in the words of the record."""
    if option.origin == "sentence" and option.tokens:
        sentence = candidate.sentence
        same = sentence.clause_of(option.tokens[0]) == sentence.clause_of(candidate.first)
        return "clause" if same else "sentence"
    if option.origin in ("published", "month", "year"):
        return "published"
    return "none" if option.origin == "none" else "flow"


def flows(reading: Reading) -> list[Flow]:
    """The dates that an act of each sentence may take over: those of the sentences before it."""
    found: list[Flow] = []
    last = first = None
    last_at = -9
    for sentence in reading.sentences:
        found.append(Flow(last, sentence.index - last_at, first))
        for _, _, time in sentence.times:
            if time.kind == "DATE" and time.value and precision(time.value) == "day":
                last, last_at = time.value, sentence.index
                first = first or last
    return found


def features(
    reading: Reading,
    candidate: Candidate,
    type_: str,
    status: str,
    options: Sequence[DateOption],
    flow: Flow,
    published: str | None,
) -> list[list[str]]:
    """Features of each date option of an act of the given type and status.

    What the act and its sentence look like counts for each origin of a date by itself.
    """
    context = list(dict.fromkeys(_context(reading, candidate, type_, status, options, flow, published)))
    by_origin = {
        origin: [f"{origin}|{name}" for name in context] for origin in dict.fromkeys(item.origin for item in options)
    }
    return [
        by_origin[option.origin]
        + list(dict.fromkeys(_of_option(reading, candidate, type_, status, option, options, flow, published)))
        for option in options
    ]


def _context(
    reading: Reading,
    candidate: Candidate,
    type_: str,
    status: str,
    options: Sequence[DateOption],
    flow: Flow,
    published: str | None,
) -> Iterator[str]:
    sentence = candidate.sentence
    keys = reading.tokens.keys
    first = candidate.first
    in_sentence = sum(1 for option in options if option.origin == "sentence")
    any_in_sentence = min(in_sentence, 1)
    yield "any"
    yield f"n={min(in_sentence, 3)}"
    yield f"n,ty={min(in_sentence, 2)},{type_}"
    yield f"n,st={min(in_sentence, 2)},{status}"
    yield f"st,ty={status},{type_}"
    yield f"q={sentence.is_quoted(first)},{any_in_sentence}"
    yield f"gov={candidate.governor is not None},{any_in_sentence}"
    yield f"blk={sentence.block},{min(sentence.index, 3)}"
    yield f"noun={candidate.noun}"
    yield f"t={candidate.phrase}"
    yield f"w0={keys[sentence.first]}"
    if sentence.first + 1 < sentence.end:
        yield f"w01={keys[sentence.first]} {keys[sentence.first + 1]}"
    for mark in sentence.marks:
        if mark.role in ("past", "future", "ongoing", "before", "after", "possible", "condition"):
            if mark.end <= first and first - mark.end <= 3:
                yield f"m={mark.role}"
                yield f"mw={keys[mark.first]}"
            if mark.first == sentence.first:
                yield f"m0={mark.role}"
    for name, told in (("first", flow.first_told), ("last", flow.last_told)):
        where = relation(told, published) if told and published else "none"
        yield f"{name}={where}"
        yield f"{name},n={where},{any_in_sentence}"
        if type_ == "STATEMENT":
            yield f"{name},say={where}"


def _of_option(
    reading: Reading,
    candidate: Candidate,
    type_: str,
    status: str,
    option: DateOption,
    options: Sequence[DateOption],
    flow: Flow,
    published: str | None,
) -> Iterator[str]:
    o = option.origin
    statement = type_ == "STATEMENT"
    yield f"o,prec={o},{precision(option.value)}"
    yield f"o,prec,st={o},{precision(option.value)},{statement}"
    agree = sum(1 for other in options if other.value == option.value)
    yield f"agree={min(agree, 4)}"
    yield f"o,agree={o},{min(agree, 4)}"
    if option.value and published:
        where = relation(option.value, published)
        yield f"o,rel={o},{where}"
        yield f"o,rel,st={o},{where},{status}"
        yield f"rel,ty={where},{type_}"
    in_sentence = any(other.origin == "sentence" for other in options)
    if o == "last told":
        yield f"dist={min(flow.last_distance, 6)}"
        yield f"dist,n={min(flow.last_distance, 6)},{in_sentence}"
    if option.tokens and option.time:
        yield from _of_time(reading, candidate, type_, option.tokens, option.time, options)


def _of_time(
    reading: Reading,
    candidate: Candidate,
    type_: str,
    tokens: tuple[int, int],
    time: TimeMention,
    options: Sequence[DateOption],
) -> Iterator[str]:
    """Features of a time of the act's own sentence."""
    sentence = candidate.sentence
    keys = reading.tokens.keys
    first, end = candidate.first, candidate.end
    start, stop = tokens
    before = stop <= first
    gap = first - stop if before else start - end
    same = sentence.clause_of(start) == sentence.clause_of(first)
    between = sum(
        1
        for act in sentence.acts
        if (stop <= act.first and act.end <= first) or (end <= act.first and act.end <= start)
    )
    rank = sum(1 for other in options if other.tokens and abs(other.tokens[0] - first) < abs(start - first))
    yield f"side={before},{same}"
    yield f"side,ty={before},{same},{type_}"
    yield f"gap={min(max(gap, 0) // 2, 8)},{before}"
    yield f"between={min(between, 3)},{before}"
    yield f"rank={min(rank, 3)}"
    yield f"rank,same={min(rank, 3)},{same}"
    yield f"anchor={time.anchor}"
    yield f"head={start - sentence.first <= 1}"
    yield f"tq={sentence.is_quoted(start)},{sentence.is_quoted(first)}"
    yield f"tw-1={keys[start - 1] if start > sentence.first else '<s>'}"
    yield f"tw0={keys[start]}"
    yield f"tw+1={keys[stop] if stop < sentence.end else '</s>'}"
    if candidate.governor:
        yield f"tgov={stop <= candidate.governor[0]},{type_ == 'STATEMENT'}"


@lru_cache(maxsize=65536)
def relation(value: str, published: str) -> str:
    """Where a date lies, seen from the publication date."""
    first, last = bounds(value)
    day, until = bounds(published)
    if first is None or last is None or day is None or until is None:
        return "open"
    if first > until:
        return "after"
    if last < day:
        gap = (day - last).days
        return "day before" if gap == 1 else "week before" if gap <= 7 else "month before" if gap <= 60 else "before"
    return "same" if (first, last) == (day, until) else "around"
