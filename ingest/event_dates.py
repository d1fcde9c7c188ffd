"""When an act took place: the dates it could have, and what each looks like to the classifier.

The options are the times of its sentence, the dates that the flow of the article carries on, the day, month or year of
the publication, and no date at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple, get_args

import numpy as np

from graph.edtf import Precision, bounds, precision
from graph.model import QUAD, DateBasis, TimeMention
from ingest import aspects
from ingest.aspects import Aspect, double, single
from ingest.candidates import Candidate
from ingest.classifier import JointModel, LinearModel, chosen
from ingest.date_flow import Flow, before
from ingest.reading import KNOWN_TREATY, Reading, SentenceReading

Origin = Literal["sentence", "last told", "first told", "published", "month", "year", "none"]

ORIGINS: Final[tuple[Origin, ...]] = get_args(Origin)
_COLUMNS: Final[dict[str, int]] = {origin: column for column, origin in enumerate(ORIGINS)}
DEEDS: Final = frozenset({"CONSULT", *(type_ for type_, quad in QUAD.items() if quad and quad.startswith("material"))})
"""Types of acts that are more than words."""
OF_ACT: Final = "|"
"""Parts the name of a feature of the act from the origin that it counts for."""

_BARE: Final = 2
"""Words of a length of time without one that makes it vague ("hơn một tháng")."""
_FRESH: Final = 2
"""Sentences for which the day told last is the one that is counted from."""
_BESIDE: Final = 1
"""Words between "since" and the time from which an act goes on."""
_SEQUENCE = frozenset({"before", "after", "since"})
"""Roles of words before an act that comes before or after another."""
_ROLES_OF_TIME = frozenset({"past", "future", "ongoing", "before", "after", "possible", "condition"})
"""Roles of words that tell when an act is, seen from another time."""


class DateOption(NamedTuple):
    """A date that an act could have, and where it comes from; `tokens` of its words when they are in the sentence."""

    value: str | None
    origin: Origin
    tokens: tuple[int, int] | None = None
    time: TimeMention | None = None


def options(candidate: Candidate, type_: str, flow: Flow, published: str | None) -> list[DateOption]:
    """Dates that an act of a type could have, those of the sentence first, `no date` last.

    One told as so long before another has that date alone.  What was done once before, or again and again, is of no
    day but one told beside it.
    """
    if counted := _counted_back(candidate, flow, published):
        return [counted]
    found = [
        DateOption(time.value, "sentence", (first, end), time)
        for first, end, time in candidate.sentence.times
        if time.kind == "DATE"
        and time.value
        and (type_ == "AGREE" or not _names_treaty(candidate, first, time.value))
        and not _belongs_elsewhere(candidate, type_, first)
    ]
    if any(candidate.marks_before("sometime")):
        return [*found, DateOption(None, "none")]
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


def _counted_back(candidate: Candidate, flow: Flow, published: str | None) -> DateOption | None:
    """The date of an act told as so many days, weeks, months or years before another ("hai ngày sau khi …").

    The other's day is that of its clauses, else the one that the article told last, else that of the publication.
    """
    sentence = candidate.sentence
    clause = sentence.clause_of(candidate.first)
    dates = [(first, time.value) for first, _, time in sentence.times if time.kind == "DATE" and time.value]
    if any(sentence.clause_of(first) == clause for first, _ in dates):
        return None
    after = [mark.first for mark in sentence.marks if mark.role == "after" and sentence.clause_of(mark.first) == clause]
    for first, end, time in sentence.times:
        if time.kind == "DURATION" and time.value and end in after and end <= candidate.first and end - first <= _BARE:
            last = flow.last_told if flow.last_distance <= _FRESH else None
            day = dates[0][1] if dates else last or published
            if value := before(day, time.value):
                return DateOption(value, "sentence", (first, end), time)
    return None


def _names_treaty(candidate: Candidate, first: int, value: str) -> bool:
    """Whether a year stands in or behind the name of a well-known treaty, and so dates its signing, no other act."""
    known = (treaty for treaty in candidate.sentence.treaties if treaty.kind == KNOWN_TREATY)
    return precision(value) == "year" and any(treaty.first < first <= treaty.end for treaty in known)


def _belongs_elsewhere(candidate: Candidate, type_: str, first: int) -> bool:
    """Whether a time of the sentence is told of something else.

    That is what is said, who somebody is ("Macron, người nhậm chức năm 2017, …"), the act since which this one is the
    first, and any act outside where this one is told as before or after it with a time of its own.
    """
    sentence = candidate.sentence
    says = candidate.says and type_ not in DEEDS and not sentence.is_quoted(candidate.first)
    if (says or type_ == "STATEMENT") and sentence.is_quoted(first):
        return True
    if any(begin <= first < end <= candidate.first for begin, end in sentence.asides):
        return True
    theirs, own = sentence.clause_of(first), sentence.clause_of(candidate.first)
    for mark in sentence.marks:
        clause = sentence.clause_of(mark.first)
        if mark.role == "since" and clause == theirs and candidate.end <= mark.first and mark.end + _BESIDE < first:
            return True
        if (
            mark.role in _SEQUENCE
            and clause == own != theirs
            and mark.end <= candidate.first
            and _has_date(sentence, own)
        ):
            return True
    return False


def _has_date(sentence: SentenceReading, clause: int) -> bool:
    times = ((at, time) for at, _, time in sentence.times if time.kind == "DATE" and time.value)
    return any(sentence.clause_of(at) == clause for at, _ in times)


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


def basis(option: DateOption, candidate: Candidate) -> DateBasis:
    """What the date rests on, in the words of the record."""
    if option.origin == "sentence" and option.tokens:
        sentence = candidate.sentence
        same = sentence.clause_of(option.tokens[0]) == sentence.clause_of(candidate.first)
        return "clause" if same else "sentence"
    if option.origin in ("published", "month", "year"):
        return "published"
    return "none" if option.origin == "none" else "flow"


@dataclass(frozen=True, slots=True)
class DateFeatures:
    """What the dates that an act could have look like: aspects of the act, and those of each option.

    What the act and its sentence look like counts for each origin of a date by itself.
    """

    of_act: list[Aspect]
    of_options: list[list[Aspect]]


def features(
    reading: Reading,
    candidate: Candidate,
    type_: str,
    status: str,
    options: Sequence[DateOption],
    flow: Flow,
    published: str | None,
) -> DateFeatures:
    """Features of the date options of an act of the given type and status."""
    return DateFeatures(
        list(_context(reading, candidate, type_, status, options, flow, published)),
        [list(_of_option(reading, candidate, type_, status, option, options, flow, published)) for option in options],
    )


class DateModel:
    """A classifier of dates, asked for what its label `yes` says of each option."""

    def __init__(self, model: LinearModel) -> None:
        yes = model.labels.index("yes")
        weights, bias = model.weights[:, [yes]], model.bias[[yes]]
        of_act: dict[str, int] = {}
        by_origin = np.zeros((len(model.index) + 1, len(ORIGINS)), dtype=np.float32)
        for name, row in model.index.items():
            origin, apart, rest = name.partition(OF_ACT)
            if apart:
                by_origin[of_act.setdefault(rest, len(of_act)), _COLUMNS[origin]] = weights[row, 0]
        no_bias = np.zeros(len(ORIGINS), dtype=np.float32)
        self._of_act = JointModel((LinearModel(ORIGINS, of_act, by_origin[: len(of_act) + 1], no_bias),))
        self._of_option = JointModel((LinearModel(("yes",), model.index, weights, bias),))
        self._bias = float(bias[0])

    def shares(self, looks: Sequence[DateFeatures], options: Sequence[Sequence[DateOption]]) -> list[list[float]]:
        """For each act the probability of each of its options."""
        of_act = self._of_act.scores(0, [self._of_act.rows(look.of_act) for look in looks])
        own = self._of_option.scores(0, [self._of_option.rows(own) for look in looks for own in look.of_options])
        acts = [number for number, group in enumerate(options) for _ in group]
        columns = [_COLUMNS[option.origin] for group in options for option in group]
        return chosen(of_act[acts, columns] + own[:, 0] + self._bias, map(len, options))


def names(look: DateFeatures, options: Sequence[DateOption]) -> list[list[str]]:
    """The features of each option by name; those of the act begin with the origin of the date."""
    of_act = aspects.names(look.of_act)
    return [
        [*(f"{option.origin}{OF_ACT}{name}" for name in of_act), *aspects.names(own)]
        for option, own in zip(options, look.of_options, strict=True)
    ]


def _context(
    reading: Reading,
    candidate: Candidate,
    type_: str,
    status: str,
    options: Sequence[DateOption],
    flow: Flow,
    published: str | None,
) -> Iterator[Aspect]:
    sentence = candidate.sentence
    keys = reading.tokens.keys
    first, begin = candidate.first, sentence.first
    in_sentence = sum([option.origin == "sentence" for option in options])
    any_in_sentence = min(in_sentence, 1)
    yield _asked, min(in_sentence, 3), type_, status
    yield _told, sentence.is_quoted(first), candidate.governor is not None, any_in_sentence
    yield _placed, sentence.block, min(sentence.index, 3), candidate.noun
    yield single, "t", candidate.phrase
    yield single, "w0", keys[begin]
    if begin + 1 < sentence.end:
        yield _words, keys[begin], keys[begin + 1]
    roles: dict[tuple[str, str], None] = {}
    for mark in sentence.marks:
        if mark.role in _ROLES_OF_TIME:
            if mark.end <= first and first - mark.end <= 3:
                roles["m", mark.role] = roles["mw", keys[mark.first]] = None
            if mark.first == begin:
                roles["m0", mark.role] = None
    for template, value in roles:
        yield single, template, value
    for name, told in (("first", flow.first_told), ("last", flow.last_told)):
        where = relation(told, published) if told and published else "none"
        yield _flowing, name, where, any_in_sentence, type_ == "STATEMENT"
    yield double, "para", flow.in_paragraph, any_in_sentence


def _asked(in_sentence: int, type_: str, status: str) -> Iterator[str]:
    yield "any"
    yield f"n={in_sentence}"
    yield f"n,ty={min(in_sentence, 2)},{type_}"
    yield f"n,st={min(in_sentence, 2)},{status}"
    yield f"st,ty={status},{type_}"


def _told(quoted: bool, governed: bool, any_in_sentence: int) -> Iterator[str]:
    yield f"q={quoted},{any_in_sentence}"
    yield f"gov={governed},{any_in_sentence}"


def _placed(block: str, index: int, noun: bool) -> Iterator[str]:
    yield f"blk={block},{index}"
    yield f"noun={noun}"


def _words(first: str, second: str) -> Iterator[str]:
    yield f"w01={first} {second}"


def _flowing(name: str, where: str, any_in_sentence: int, statement: bool) -> Iterator[str]:
    yield f"{name}={where}"
    yield f"{name},n={where},{any_in_sentence}"
    if statement:
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
) -> Iterator[Aspect]:
    origin, value = option.origin, option.value
    agree = sum([other.value == value for other in options])
    yield _dated, origin, precision(value), type_ == "STATEMENT", min(agree, 4)
    if value and published:
        yield _related, origin, relation(value, published), status, type_
    if origin == "last told":
        in_sentence = any(other.origin == "sentence" for other in options)
        yield _distant, min(flow.last_distance, 6), in_sentence
        yield double, "para,n", flow.in_paragraph, in_sentence
    if option.tokens and option.time:
        yield from _of_time(reading, candidate, type_, option.tokens, option.time, options)


def _dated(origin: Origin, exactness: Precision, statement: bool, agree: int) -> Iterator[str]:
    yield f"o,prec={origin},{exactness}"
    yield f"o,prec,st={origin},{exactness},{statement}"
    yield f"agree={agree}"
    yield f"o,agree={origin},{agree}"


def _related(origin: Origin, where: str, status: str, type_: str) -> Iterator[str]:
    yield f"o,rel={origin},{where}"
    yield f"o,rel,st={origin},{where},{status}"
    yield f"rel,ty={where},{type_}"


def _distant(sentences: int, in_sentence: bool) -> Iterator[str]:
    yield f"dist={sentences}"
    yield f"dist,n={sentences},{in_sentence}"


def _of_time(
    reading: Reading,
    candidate: Candidate,
    type_: str,
    tokens: tuple[int, int],
    time: TimeMention,
    options: Sequence[DateOption],
) -> Iterator[Aspect]:
    """What a time of the act's own sentence looks like."""
    sentence = candidate.sentence
    keys = reading.tokens.keys
    first, end = candidate.first, candidate.end
    start, stop = tokens
    before = stop <= first
    gap = first - stop if before else start - end
    same = sentence.clause_of(start) == sentence.clause_of(first)
    between = sum(
        [(stop <= act.first and act.end <= first) or (end <= act.first and act.end <= start) for act in sentence.acts]
    )
    rank = sum([other.tokens is not None and abs(other.tokens[0] - first) < abs(start - first) for other in options])
    yield _beside, before, same, type_
    yield _apart, min(max(gap, 0) // 2, 8), min(between, 3), before
    yield _ranked, min(rank, 3), same
    yield _anchored, time.anchor, start - sentence.first <= 1, sentence.is_quoted(start), sentence.is_quoted(first)
    yield single, "tw-1", keys[start - 1] if start > sentence.first else "<s>"
    yield single, "tw0", keys[start]
    yield single, "tw+1", keys[stop] if stop < sentence.end else "</s>"
    if candidate.governor:
        yield double, "tgov", stop <= candidate.governor[0], type_ == "STATEMENT"


def _beside(before: bool, same_clause: bool, type_: str) -> Iterator[str]:
    yield f"side={before},{same_clause}"
    yield f"side,ty={before},{same_clause},{type_}"


def _apart(gap: int, between: int, before: bool) -> Iterator[str]:
    yield f"gap={gap},{before}"
    yield f"between={between},{before}"


def _ranked(rank: int, same_clause: bool) -> Iterator[str]:
    yield f"rank={rank}"
    yield f"rank,same={rank},{same_clause}"


def _anchored(anchor: str | None, head: bool, time_quoted: bool, quoted: bool) -> Iterator[str]:
    yield f"anchor={anchor}"
    yield f"head={head}"
    yield f"tq={time_quoted},{quoted}"


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
