"""An Event as its reports tell it.  Pure: the same set of reports gives the same event, whatever their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date as day
from typing import TypeVar

from graph.edtf import bounds, precision
from graph.model import EVENT_TYPES, QUAD, STATUSES, TREATY_ACTIONS

T = TypeVar("T", bound=Hashable)

_BASES = ("clause", "sentence", "flow", "knowledge", "published", "none")


@dataclass(frozen=True, slots=True)
class Report:
    """What one article says of an event; the fields are those of a REPORTS edge.

    Actors are (id, role) pairs, the role empty when the article gives none; treaties are (id, action) pairs.
    """

    id: str
    article: str
    type: str
    status: str
    edtf: str | None
    date_basis: str
    extent: str
    quote: str
    summary: str
    mode: str | None
    place: str | None
    sources: tuple[tuple[str, str], ...]
    targets: tuple[tuple[str, str], ...]
    attributed: tuple[str, ...]
    treaties: tuple[tuple[str, str], ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class EventState:
    """An Event's own properties and its edges to actors and treaties."""

    type: str
    quad: str | None
    mode: str | None
    place: str | None
    status: str
    summary: str
    date: day | None
    date_end: day | None
    extent: str
    edtf: str | None
    precision: str
    date_basis: str
    confidence: float
    sources: tuple[tuple[str, str], ...]
    targets: tuple[tuple[str, str], ...]
    attributed: tuple[str, ...]
    treaties: tuple[tuple[str, str], ...]


def compute(reports: Iterable[Report]) -> EventState:
    """The event that one or more reports tell.

    Type, status, mode, place and the roles of actors are those most reports give, the earlier in the model's lists
    on a tie.  The date is the one most reports allow, the most precise of these; a report that knows no date allows
    all.  The summary comes with the longest quote.  Actors, treaties and those it is attributed to are all that any
    report names.  Confidence (0 to 1) is that of the surest report that agrees in type, status and date, lowered by
    up to a half as fewer of the reports do.
    """
    told = sorted(reports, key=lambda report: (report.article, report.id))
    event_type = _most([report.type for report in told], _rank(EVENT_TYPES))
    status = _most([report.status for report in told], _rank(STATUSES))
    dated = _date(told)
    first, last = bounds(dated.edtf)
    fullest = max(told, key=lambda report: (len(report.quote), report.quote, report.summary))
    agreeing = [
        report
        for report in told
        if report.type == event_type and report.status == status and _allows(report.edtf, dated.edtf)
    ]
    surest = max((report.confidence for report in agreeing), default=min(report.confidence for report in told))
    return EventState(
        type=event_type,
        quad=QUAD.get(event_type),
        mode=_most_known(report.mode for report in told),
        place=_most_known(report.place for report in told),
        status=status,
        summary=fullest.summary,
        date=first,
        date_end=last,
        extent=dated.extent,
        edtf=dated.edtf,
        precision=precision(dated.edtf),
        date_basis=dated.date_basis,
        confidence=round(surest * (0.5 + 0.5 * len(agreeing) / len(told)), 4),
        sources=_actors(report.sources for report in told),
        targets=_actors(report.targets for report in told),
        attributed=tuple(sorted({actor for report in told for actor in report.attributed})),
        treaties=_treaties(told),
    )


def _most(values: Sequence[T], rank: Callable[[T], object]) -> T:
    """The value that stands most often; of equals the one of least rank."""
    if len(values) == 1:
        return values[0]
    counts: dict[T, int] = defaultdict(int)
    for value in values:
        counts[value] += 1
    return min(counts, key=lambda value: (-counts[value], rank(value)))


def _rank(order: Sequence[str]) -> Callable[[str], tuple[int, str]]:
    return lambda value: (order.index(value) if value in order else len(order), value)


def _most_known(values: Iterable[str | None]) -> str | None:
    known = [value for value in values if value]
    return _most(known, lambda value: (-len(value), value)) if known else None


def _allows(wide: str | None, narrow: str | None) -> bool:
    """Whether every day of `narrow` is one that `wide` allows."""
    wide_first, wide_last = bounds(wide)
    first, last = bounds(narrow)
    return (wide_first is None or (first is not None and wide_first <= first)) and (
        wide_last is None or (last is not None and last <= wide_last)
    )


def _date(reports: Sequence[Report]) -> Report:
    """The report whose date stands for all."""
    if len(reports) == 1:
        return reports[0]

    def order(report: Report) -> tuple[object, ...]:
        first, last = bounds(report.edtf)
        votes = sum(_allows(other.edtf, report.edtf) for other in reports)
        days = (last - first).days if first and last else day.max.toordinal()
        basis = _BASES.index(report.date_basis) if report.date_basis in _BASES else len(_BASES)
        return (report.edtf is None, -votes, days, basis, report.edtf or "", report.extent, report.article, report.id)

    return min(reports, key=order)


def _actors(told: Iterable[Sequence[tuple[str, str]]]) -> tuple[tuple[str, str], ...]:
    roles: dict[str, list[str]] = defaultdict(list)
    for actors in told:
        for actor, role in actors:
            roles[actor].append(role)
    return tuple((actor, _most_known(roles[actor]) or "") for actor in sorted(roles))


def _treaties(reports: Iterable[Report]) -> tuple[tuple[str, str], ...]:
    """Every (treaty, action); a mere mention gives way to an action on the same treaty."""
    actions: dict[str, set[str]] = defaultdict(set)
    for report in reports:
        for treaty, action in report.treaties:
            actions[treaty].add(action)
    rank = _rank(TREATY_ACTIONS)
    return tuple(
        (treaty, action)
        for treaty in sorted(actions)
        for action in sorted(actions[treaty] - {"mention"} or {"mention"}, key=rank)
    )
