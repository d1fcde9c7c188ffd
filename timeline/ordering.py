"""The order of events by their dates and by what articles say of them, together: a partial order.

Dates put an event into a range of days; words put one event before another.  The two are combined: what comes before an
event of 3 May came on that day or earlier.  Where they cannot all be true, what is told is set aside and reported.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import networkx as nx

Day = datetime.date

_LATER_FIRST: Final = frozenset({"RESPONDS_TO", "FULFILS", "DENIES"})
"""Relations that lead from the later event to the earlier one: an answer, an act that keeps a promise, a denial."""
_TO_COME: Final = frozenset({"planned", "called_for", "cancelled", "postponed", "hypothetical"})
"""Statuses of events whose date is not that of what was said of them."""


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """An event with its first and last possible day, None where unknown or open.

    An event that is `lasting` takes all of its range.  `place` settles the order of events of equal dates.
    """

    id: str
    first: Day | None
    last: Day | None
    lasting: bool = False
    status: str = "happened"
    place: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What articles say of two events: `earlier` came before `later`."""

    earlier: str
    later: str
    kind: str
    evidence: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Relations that cannot all be true: they run in a circle (`cycle`), or against the dates of their ends (`dates`).

    `events` are in the order that is told, for a cycle with the first one again at its end.
    """

    kind: str
    events: tuple[str, ...]
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """An event in the order: the range of days that is left of its own, and the events told right before and after."""

    event: str
    first: Day | None
    last: Day | None
    narrowed: bool
    after: tuple[str, ...]
    before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ordering:
    """Events in an order that neither dates nor words forbid, and what was set aside for it."""

    places: tuple[Place, ...]
    contradictions: tuple[Contradiction, ...]


@dataclass(slots=True)
class _Bounds:
    """The days that are left of each event's range, and the relation that each bound came by (None for its own)."""

    low: dict[str, Day | None] = field(default_factory=dict)
    high: dict[str, Day | None] = field(default_factory=dict)
    low_by: dict[str, Told | None] = field(default_factory=dict)
    high_by: dict[str, Told | None] = field(default_factory=dict)


def told_from_rows(rows: Iterable[Mapping[str, Any]], events: Iterable[DatedEvent]) -> list[Told]:
    """What rows of the saved query `told` say of the order of some events.

    Cancelling says nothing of it, nor does an answer to what was only to come: its date is not that of the plan.
    """
    status = {event.id: event.status for event in events}
    told = []
    for row in rows:
        kind, one, other = row["kind"], row["id"], row["other"]
        if kind == "CANCELS" or not {one, other} <= status.keys():
            continue
        if kind != "BEFORE" and status[other] in _TO_COME:
            continue
        earlier, later = (other, one) if kind in _LATER_FIRST else (one, other)
        told.append(Told(earlier, later, kind, tuple(row["evidence"]), tuple(row["articles"])))
    return told


def order(events: Sequence[DatedEvent], told: Sequence[Told]) -> Ordering:
    """The events in order.

    1. Set aside what runs in circles.
    2. Narrow the ranges along what is told; where a range would be empty, set aside what made it so, and begin again.
    3. Sort: what is told first, then by first possible day, last possible day and `place`; undated events last.
    """
    known = {event.id: event for event in events}
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(sorted(known))
    for each in sorted(told, key=lambda each: (each.earlier, each.later, each.kind)):
        if each.earlier in known and each.later in known and each.earlier != each.later:
            graph.add_edge(each.earlier, each.later, told=each)
    contradictions = _circles(graph)
    while True:
        bounds = _bounds(graph, known)
        against = _against_dates(graph, known, bounds)
        if not against:
            break
        contradictions += against
        for contradiction in against:
            _set_aside(graph, contradiction.told)
    places = [
        Place(
            event=each,
            first=bounds.low[each],
            last=bounds.high[each],
            narrowed=(bounds.low[each], bounds.high[each]) != (known[each].first, known[each].last),
            after=tuple(sorted(set(graph.predecessors(each)))),
            before=tuple(sorted(set(graph.successors(each)))),
        )
        for each in nx.lexicographical_topological_sort(graph, key=_sorting(graph, known, bounds))
    ]
    return Ordering(tuple(places), tuple(contradictions))


def _circles(graph: nx.MultiDiGraph[str]) -> list[Contradiction]:
    """A circle of each group of events that are all told to come before each other; what is told in it is set aside."""
    found = []
    for group in sorted(sorted(group) for group in nx.strongly_connected_components(graph) if len(group) > 1):
        inside = graph.subgraph(group)
        circle = [graph.edges[edge]["told"] for edge in nx.find_cycle(inside)]
        whole = [graph.edges[edge]["told"] for edge in sorted(inside.edges(keys=True))]
        events = (*(each.earlier for each in circle), circle[0].earlier)
        found.append(Contradiction("cycle", events, (*circle, *(each for each in whole if each not in circle))))
    for contradiction in found:
        _set_aside(graph, contradiction.told)
    return found


def _set_aside(graph: nx.MultiDiGraph[str], told: Iterable[Told]) -> None:
    for each in told:
        for key, data in list((graph.get_edge_data(each.earlier, each.later) or {}).items()):
            if data["told"] == each:
                graph.remove_edge(each.earlier, each.later, key=key)


def _bounds(graph: nx.MultiDiGraph[str], known: Mapping[str, DatedEvent]) -> _Bounds:
    """Each event's range, narrowed by what comes before and after it; `graph` has no circle."""
    bounds = _Bounds()
    in_order = list(nx.topological_sort(graph))
    for event in in_order:
        bounds.low[event], bounds.low_by[event] = known[event].first, None
        for edge in graph.in_edges(event, keys=True):
            own, day = bounds.low[event], bounds.low[edge[0]]
            if day is not None and (own is None or day > own):
                bounds.low[event], bounds.low_by[event] = day, graph.edges[edge]["told"]
    for event in reversed(in_order):
        bounds.high[event], bounds.high_by[event] = known[event].last, None
        for edge in graph.out_edges(event, keys=True):
            own, day = bounds.high[event], bounds.high[edge[1]]
            if day is not None and (own is None or day < own):
                bounds.high[event], bounds.high_by[event] = day, graph.edges[edge]["told"]
    for event in in_order:
        if known[event].lasting and not _empty(bounds, event):
            bounds.low[event], bounds.high[event] = known[event].first, known[event].last
    return bounds


def _empty(bounds: _Bounds, event: str) -> bool:
    low, high = bounds.low[event], bounds.high[event]
    return low is not None and high is not None and low > high


def _against_dates(
    graph: nx.MultiDiGraph[str], known: Mapping[str, DatedEvent], bounds: _Bounds
) -> list[Contradiction]:
    """The shortest chains of what is told whose first event is dated later than the last; no two share a relation."""
    chains: list[list[Told]] = []
    for event in sorted(known):
        if not _empty(bounds, event):
            continue
        chain: list[Told] = []
        at = event
        while (by := bounds.low_by[at]) is not None:
            chain.insert(0, by)
            at = by.earlier
        at = event
        while (by := bounds.high_by[at]) is not None:
            chain.append(by)
            at = by.later
        if chain:
            chains.append(chain)
    found: list[Contradiction] = []
    used: set[Told] = set()
    for chain in sorted(chains, key=len):
        if used.isdisjoint(chain):
            used.update(chain)
            found.append(Contradiction("dates", (chain[0].earlier, *(each.later for each in chain)), tuple(chain)))
    return found


def _sorting(
    graph: nx.MultiDiGraph[str], known: Mapping[str, DatedEvent], bounds: _Bounds
) -> Callable[[str], tuple[object, ...]]:
    """The key of an event; one without a first day stands where what it came before begins."""
    begin: dict[str, Day] = {}
    for event in reversed(list(nx.topological_sort(graph))):
        low, high = bounds.low[event], bounds.high[event]
        begin[event] = low or high or Day.max
        if low is None:
            begin[event] = min([begin[event], *(begin[later] for later in graph.successors(event))])

    def key(event: str) -> tuple[object, ...]:
        return (begin[event], bounds.high[event] or Day.max, *known[event].place, event)

    return key
