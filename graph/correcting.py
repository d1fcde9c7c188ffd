"""Corrections in the graph: made, listed and undone within a transaction, each applied at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from graph import corrections as pure
from graph import statements
from graph.corrections import Anchor, Changes, Correction, Kind
from graph.derivation import Touched, derive
from graph.edtf import bounds
from graph.errors import BadValue, UnknownName, UsageError
from graph.grouping import canonical
from graph.model import EVENT_TYPES
from graph.regrouping import Gathering, regroup
from graph.running import Run, run_ids
from graph.tellings import Telling

NO_CHANGES = Changes()
PREFIX = 4
"""Characters of an event's id that are enough to name it, when no other begins with them."""


@dataclass(frozen=True, slots=True)
class ListedCorrection:
    """A correction with what it finds: the events of its tellings, and the anchors that find none."""

    correction: Correction
    events: tuple[str, ...]
    lost: tuple[Anchor, ...]


def all_corrections(run: Run) -> list[Correction]:
    """All corrections, in the order in which they were made."""
    found = [pure.read(row["correction"]) for row in run(statements.CORRECTIONS)]
    return sorted(found, key=lambda correction: correction.number)


def event_named(run: Run, name: str) -> str:
    """The id of the event that an id or the beginning of one names; UnknownName when none or several."""
    if run_ids(run, statements.EVENTS_BY_ID, [name]):
        return name
    found = [row["id"] for row in run(statements.EVENTS_BY_PREFIX, prefix=name)] if len(name) >= PREFIX else []
    if not found:
        raise UnknownName(f"no event {name!r}", "Ids of events are in the column id: biennien query timeline.")
    if len(found) > 1:
        raise UnknownName(f"several events begin with {name!r}", f"Give more of the id: {', '.join(found)}.")
    return str(found[0])


def actor_named(run: Run, name: str) -> str:
    """The id of the actor with an id, name or alias; UnknownName when there is none or several."""
    found = [row["id"] for row in run(statements.ACTORS_BY_NAME, name=name)]
    if not found:
        raise UnknownName(f"no actor {name!r}", "Give an id, name or alias of an actor in the graph.")
    if len(found) > 1 and name not in found:
        raise UnknownName(f"several actors are named {name!r}", f"Give the id of one: {', '.join(found)}.")
    return name if name in found else str(found[0])


def merge_events(run: Run, names: Sequence[str], now: datetime) -> ListedCorrection:
    """Make events one, for as long as any two of their tellings are there."""
    events = list(dict.fromkeys(event_named(run, name) for name in names))
    if len(events) < 2:
        raise UsageError("a merge takes two events or more", "Name each by its id or the beginning of it.")
    sides = [_tellings(run, event) for event in events]
    return _make(run, "merge", sides, now)


def split_event(
    run: Run, name: str, reports: Collection[str], articles: Collection[str], now: datetime
) -> ListedCorrection:
    """Take tellings out of an event: reports by id or its beginning, and all tellings of some articles."""
    event = event_named(run, name)
    tellings = _tellings(run, event)
    out = [t for t in tellings if t.article in articles or any(t.id.startswith(report) for report in reports)]
    strange = [report for report in reports if not any(t.id.startswith(report) for t in tellings)]
    strange += [article for article in articles if not any(t.article == article for t in tellings)]
    if strange:
        raise UnknownName(
            f"event {event} is not told by {', '.join(map(repr, strange))}",
            f"See who tells it: biennien explain --event {event}.",
        )
    kept = [telling for telling in tellings if telling not in out]
    if not out or not kept:
        raise UsageError(
            "a split takes some tellings of an event out and leaves others in it",
            f"See who tells it: biennien explain --event {event}.",
        )
    return _make(run, "split", [out, kept], now)


def edit_event(run: Run, name: str, changes: Changes, now: datetime) -> ListedCorrection:
    """Correct an event's date, type or actors; these are named as people name them."""
    if changes == NO_CHANGES:
        raise UsageError("nothing to edit", "Give a date, a type, or actors to add or remove.")
    if changes.type is not None and changes.type not in EVENT_TYPES:
        raise BadValue(f"no event type {changes.type!r}", f"Use one of {', '.join(EVENT_TYPES)}.")
    bounds(changes.date)

    def known(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(actor_named(run, name) for name in names))

    changes = replace(
        changes,
        add_sources=known(changes.add_sources),
        drop_sources=known(changes.drop_sources),
        add_targets=known(changes.add_targets),
        drop_targets=known(changes.drop_targets),
    )
    return _make(run, "edit", [_tellings(run, event_named(run, name))], now, changes)


def undo(run: Run, number: int) -> Correction:
    """Take a correction back; UnknownName when there is none with the number."""
    corrections = all_corrections(run)
    undone = next((correction for correction in corrections if correction.number == number), None)
    if undone is None:
        raise UnknownName(f"no correction {number}", "See them all: biennien corrections.")
    run(statements.DELETE_CORRECTION, number=number)
    _apply(run, undone, [correction for correction in corrections if correction is not undone])
    return undone


def listed(run: Run) -> list[ListedCorrection]:
    """All corrections with what they find now."""
    corrections = all_corrections(run)
    found = Gathering(run, corrections).anchored(corrections)
    return [_found(correction, found) for correction in corrections]


def _found(correction: Correction, found: dict[Anchor, Telling]) -> ListedCorrection:
    event_of = {anchor: found[anchor].event for anchor in correction.anchors if anchor in found}
    events = set(event_of.values() if correction.kind != "edit" else pure.edits_of([correction], event_of))
    lost = [anchor for anchor in correction.anchors if anchor not in found]
    return ListedCorrection(correction, tuple(sorted(events)), tuple(lost))


def _tellings(run: Run, event: str) -> list[Telling]:
    """The tellings of an event, each to be found again by its words."""
    articles = {row["id"] for row in run_ids(run, statements.ARTICLES_OF_EVENTS, [event])}
    told = Gathering(run, ()).of_articles(articles)
    tellings = [telling for telling in told if telling.event == event]
    if any(not telling.trigger for telling in tellings):
        raise UsageError(
            f"event {event} was stored by an older biennien, which did not keep what corrections are anchored to",
            "Ingest its articles again, then correct it.",
        )
    return tellings


def _make(
    run: Run, kind: Kind, sides: Sequence[Sequence[Telling]], now: datetime, changes: Changes = NO_CHANGES
) -> ListedCorrection:
    corrections = all_corrections(run)
    correction = Correction(
        number=max((correction.number for correction in corrections), default=0) + 1,
        kind=kind,
        sides=tuple(tuple(Anchor.of(telling) for telling in sorted(side, key=canonical)) for side in sides),
        made_at=now,
        changes=changes,
    )
    run(statements.CREATE_CORRECTION, properties=pure.stored(correction))
    corrections.append(correction)
    _apply(run, correction, corrections)
    return _found(correction, Gathering(run, [correction]).anchored([correction]))


def _apply(run: Run, correction: Correction, corrections: Sequence[Correction]) -> None:
    """Group and compute again what a correction is anchored to."""
    found = Gathering(run, [correction]).anchored([correction]).values()
    touched = Touched(events={telling.event for telling in found})
    touched.events |= regroup(run, corrections, {telling.key for telling in found}).events
    derive(run, touched, corrections)
