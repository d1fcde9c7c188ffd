"""What people correct: two events are one, a telling is of another event, a date, type or actor is another.  Pure.

A correction is anchored to tellings by their article and the words that express the act, never to an event's id, so
it holds when articles are ingested again or read by another version.  A later correction beats an earlier one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from itertools import combinations, product
from typing import Any, Literal

from graph.edtf import bounds, precision
from graph.events import EventState
from graph.grouping import Key
from graph.model import QUAD
from graph.tellings import Telling

Kind = Literal["merge", "split", "edit"]


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """A telling: its article, the words that express the act, and how often these stand in the text before."""

    article: str
    trigger: str
    occurrence: int

    @classmethod
    def of(cls, telling: Telling) -> Anchor:
        """The anchor of a telling."""
        return cls(telling.article, telling.trigger, telling.occurrence)


@dataclass(frozen=True, slots=True)
class Changes:
    """What an edit changes; None and empty leave things as they are.  `date` is EDTF, or empty for unknown."""

    date: str | None = None
    type: str | None = None
    add_sources: tuple[str, ...] = ()
    drop_sources: tuple[str, ...] = ()
    add_targets: tuple[str, ...] = ()
    drop_targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction.

    `sides` are groups of tellings: those of each event of a merge, which are one from now on; those taken out by a
    split and those they were taken from; those of the event that an edit is of.
    """

    number: int
    kind: Kind
    sides: tuple[tuple[Anchor, ...], ...]
    made_at: datetime
    changes: Changes = Changes()

    @property
    def anchors(self) -> list[Anchor]:
        """All tellings it is anchored to."""
        return [anchor for side in self.sides for anchor in side]


def stored(correction: Correction) -> dict[str, Any]:
    """A correction as properties of its node."""
    return {
        "number": correction.number,
        "kind": correction.kind,
        "sides": json.dumps([[asdict(anchor) for anchor in side] for side in correction.sides], ensure_ascii=False),
        "changes": json.dumps(asdict(correction.changes), ensure_ascii=False),
        "made_at": correction.made_at,
    }


def read(properties: Mapping[str, Any]) -> Correction:
    """A correction from the properties of its node."""
    changes: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in json.loads(properties["changes"]).items()
    }
    return Correction(
        number=properties["number"],
        kind=properties["kind"],
        sides=tuple(tuple(Anchor(**anchor) for anchor in side) for side in json.loads(properties["sides"])),
        made_at=properties["made_at"],
        changes=Changes(**changes),
    )


def anchored(tellings: Iterable[Telling]) -> dict[Anchor, Telling]:
    """The tellings that anchors find; where two are told with the same words, the first of them."""
    found: dict[Anchor, Telling] = {}
    for telling in sorted(tellings, key=lambda telling: (telling.start, telling.id)):
        found.setdefault(Anchor.of(telling), telling)
    return found


def decisions(corrections: Iterable[Correction], found: Mapping[Anchor, Telling]) -> dict[frozenset[Key], bool]:
    """What was decided of each two tellings: whether they are of one event."""
    decided: dict[frozenset[Key], bool] = {}
    for correction in sorted(corrections, key=lambda correction: correction.number):
        sides = [[found[anchor].key for anchor in side if anchor in found] for side in correction.sides]
        if correction.kind == "merge":
            pairs = list(combinations([key for side in sides for key in side], 2))
        elif correction.kind == "split":
            out, kept = sides
            pairs = list(product(out, kept))
        else:
            continue
        decided |= {frozenset(pair): correction.kind == "merge" for pair in pairs if pair[0] != pair[1]}
    return decided


def edits_of(corrections: Iterable[Correction], event_of: Mapping[Anchor, str]) -> dict[str, list[Changes]]:
    """The edits of each event, in order; an edit whose tellings are now of several events is of that of most of them.

    When several events have as many of them, it is of that of the first telling.
    """
    edits: dict[str, list[Changes]] = {}
    for correction in sorted(corrections, key=lambda correction: correction.number):
        events = [event_of[anchor] for anchor in correction.anchors if anchor in event_of]
        if correction.kind == "edit" and events:
            event = min(events, key=lambda event: (-events.count(event), events.index(event)))
            edits.setdefault(event, []).append(correction.changes)
    return edits


def edited(state: EventState, edits: Sequence[Changes], actors: set[str]) -> EventState:
    """An event as people corrected it; `actors` are those in the graph, for others cannot take part."""
    for changes in edits:
        if changes.date is not None:
            first, last = bounds(changes.date)
            state = replace(
                state,
                edtf=changes.date or None,
                date=first,
                date_end=last,
                precision=precision(changes.date),
                date_basis="corrected",
            )
        if changes.type is not None:
            state = replace(state, type=changes.type, quad=QUAD.get(changes.type))
        state = replace(
            state,
            sources=_with(state.sources, changes.add_sources, changes.drop_sources, actors),
            targets=_with(state.targets, changes.add_targets, changes.drop_targets, actors),
        )
    return state


def _with(
    there: Sequence[tuple[str, str]], added: Sequence[str], dropped: Sequence[str], actors: set[str]
) -> tuple[tuple[str, str], ...]:
    kept = {actor: role for actor, role in there if actor not in dropped}
    for actor in added:
        if actor in actors:
            kept.setdefault(actor, "")
    return tuple(sorted(kept.items()))
