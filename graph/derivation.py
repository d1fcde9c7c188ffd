"""Computes events, actors and treaties again from what articles say of them, and writes what came out differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field

from graph import corrections as correcting
from graph import relations, statements
from graph.corrections import Anchor, Correction
from graph.events import EventState, compute
from graph.ids import digest
from graph.mentions import ActorState, TreatyState, actor_state, treaty_state
from graph.regrouping import Gathering
from graph.rows import (
    Row,
    actor_properties,
    event_properties,
    party_row,
    read_report,
    term_row,
    treaty_properties,
)
from graph.running import Run, run_ids, run_rows


@dataclass(slots=True)
class Change:
    """How many nodes of a kind are new, changed, as they were, or gone."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0

    def add(self, other: Change) -> None:
        """Count another batch in."""
        self.new += other.new
        self.changed += other.changed
        self.unchanged += other.unchanged
        self.removed += other.removed


@dataclass(slots=True)
class Touched:
    """Ids of nodes of which an article says something else than before."""

    events: set[str] = field(default_factory=set)
    actors: set[str] = field(default_factory=set)
    treaties: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Derived:
    """What the computation changed."""

    events: Change = field(default_factory=Change)
    actors: Change = field(default_factory=Change)
    treaties: Change = field(default_factory=Change)


def derive(run: Run, touched: Touched, corrections: Sequence[Correction]) -> Derived:
    """Compute what is touched; nodes of which no article says anything any more are removed.

    Actors come first: one that has to be made anew drags its events and treaties along.
    """
    derived = Derived()
    rewrite = _derive_actors(run, touched, derived.actors)
    _derive_treaties(run, touched.treaties, rewrite.treaties, derived.treaties)
    _derive_events(run, touched.events, rewrite.events, derived.events, corrections)
    relations.derive(run, touched.events)
    return derived


def _derive_actors(run: Run, touched: Touched, change: Change) -> Touched:
    """Gives the nodes whose edges have to be written again although they did not change themselves."""
    states, stored, claims = _actors(run, touched.actors)
    gone = set(stored) - set(states)
    moved = {
        identity
        for identity, state in states.items()
        if statements.ACTOR_LABELS[state.kind] not in stored[identity]["labels"]
    }
    rewrite = Touched()
    if moved:
        rewrite = _make_anew(run, {identity: states[identity] for identity in moved})
        more, more_stored, more_claims = _actors(run, rewrite.actors - set(states))
        states, stored, claims = states | more, stored | more_stored, claims | more_claims
    marks = {identity: digest(asdict(state)) for identity, state in states.items()}
    written = {identity for identity in states if marks[identity] != stored[identity]["digest"]}
    _count(change, states, stored, written | moved)
    change.removed = len(gone)
    run_ids(run, statements.DELETE_ACTORS, gone)
    properties = {
        identity: actor_properties(states[identity], marks[identity], claims[identity]) for identity in states
    }
    outdated = {
        identity for identity in states if identity in written | moved or stored[identity]["claims"] != claims[identity]
    }
    run_rows(run, statements.SET_ACTORS, [{"id": i, "properties": properties[i]} for i in sorted(outdated)])
    edges = written | moved | (rewrite.actors & set(states))
    run_ids(run, statements.DELETE_ACTOR_EDGES, {identity for identity in edges if stored[identity]["digest"]})
    ordered = [states[identity] for identity in sorted(edges)]
    run_rows(
        run, statements.CREATE_REPRESENTS, [term_row(state.id, term) for state in ordered for term in state.represents]
    )
    run_rows(
        run, statements.CREATE_MEMBER_OF, [term_row(state.id, term) for state in ordered for term in state.member_of]
    )
    return rewrite


def _actors(run: Run, ids: set[str]) -> tuple[dict[str, ActorState], dict[str, Row], dict[str, list[str]]]:
    """States as computed, nodes as stored, and hashes of the claims behind the states."""
    stored = {row["id"]: row for row in run_ids(run, statements.ACTOR_STATES, ids)}
    claims = _grouped(run_ids(run, statements.CLAIMS_OF_ACTORS, ids))
    states = {identity: actor_state(identity, told) for identity, told in claims.items()}
    return states, stored, {identity: sorted(row["claim"] for row in told) for identity, told in claims.items()}


def _make_anew(run: Run, states: dict[str, ActorState]) -> Touched:
    """Replace actors by nodes with other labels, and tell whose edges went with the old ones."""
    mentions = run_ids(run, statements.MENTIONS_OF_ACTORS, states)
    rewrite = Touched(
        events={row["id"] for row in run_ids(run, statements.EVENTS_OF_ACTORS, states)},
        actors={row["id"] for row in run_ids(run, statements.ACTORS_TIED_TO_ACTORS, states)},
        treaties={row["id"] for row in run_ids(run, statements.TREATIES_OF_ACTORS, states)},
    )
    run_ids(run, statements.DELETE_ACTORS, states)
    for identity, state in sorted(states.items()):
        run(statements.merge_actors(state.kind), ids=[identity])
    run_rows(run, statements.CREATE_ACTOR_MENTIONS, mentions)
    return rewrite


def _derive_treaties(run: Run, touched: set[str], rewrite: set[str], change: Change) -> None:
    ids = touched | rewrite
    stored = {row["id"]: row for row in run_ids(run, statements.TREATY_STATES, ids)}
    claims = _grouped(run_ids(run, statements.CLAIMS_OF_TREATIES, ids))
    states: dict[str, TreatyState] = {identity: treaty_state(identity, told) for identity, told in claims.items()}
    marks = {identity: digest(asdict(state)) for identity, state in states.items()}
    written = {identity for identity in states if marks[identity] != stored[identity]["digest"]}
    _count(change, states, stored, written)
    gone = set(stored) - set(states)
    change.removed = len(gone)
    run_ids(run, statements.DELETE_TREATIES, gone)
    rows = []
    for identity in sorted(states):
        told = sorted(row["claim"] for row in claims[identity])
        if identity in written or stored[identity]["claims"] != told:
            properties = treaty_properties(states[identity], marks[identity], told)
            rows.append({"id": identity, "properties": properties})
    run_rows(run, statements.SET_TREATIES, rows)
    edges = written | (rewrite & set(states))
    run_ids(run, statements.DELETE_PARTIES, {identity for identity in edges if stored[identity]["digest"]})
    parties = [party_row(identity, party) for identity in sorted(edges) for party in states[identity].parties]
    run_rows(run, statements.CREATE_PARTIES, parties)


def _derive_events(
    run: Run, touched: set[str], rewrite: set[str], change: Change, corrections: Sequence[Correction]
) -> None:
    edits = [correction for correction in corrections if correction.kind == "edit"]
    event_of = _events_of_anchors(run, edits)
    actors = _there(run, edits)
    # an actor that an edit names may have come or gone
    named = {event_of.get(anchor) for edit in edits if _added(edit) for anchor in edit.anchors}
    ids = touched | rewrite | {event for event in named if event}
    stored = {row["id"]: row for row in run_ids(run, statements.EVENT_STATES, ids)}
    reports = defaultdict(list)
    for row in run_ids(run, statements.REPORTS_OF_EVENTS, ids):
        reports[row["event"]].append(read_report(row["article"], row["report"]))
    changes = correcting.edits_of(edits, event_of)
    states = {
        identity: correcting.edited(compute(told), changes.get(identity, ()), actors)
        for identity, told in reports.items()
    }
    marks = {identity: digest(asdict(state)) for identity, state in states.items()}
    written = {identity for identity in states if marks[identity] != stored[identity]["digest"]}
    _count(change, states, stored, written)
    gone = set(stored) - set(states)
    change.removed = len(gone)
    run_ids(run, statements.DELETE_EVENTS, gone)
    run_rows(
        run,
        statements.SET_EVENTS,
        [{"id": i, "properties": event_properties(i, states[i], marks[i])} for i in sorted(written)],
    )
    edges = written | (rewrite & set(states))
    old = {identity for identity in edges if stored[identity]["digest"]}
    run_ids(run, statements.DELETE_SOURCES, old)
    run_ids(run, statements.DELETE_EVENT_EDGES, old)
    write_event_edges(run, {identity: states[identity] for identity in sorted(edges)})


def _added(edit: Correction) -> set[str]:
    return {*edit.changes.add_sources, *edit.changes.add_targets}


def _there(run: Run, edits: Sequence[Correction]) -> set[str]:
    """The actors that edits name and that are in the graph."""
    wanted = {actor for edit in edits for actor in _added(edit)}
    return {row["id"] for row in run_ids(run, statements.CLAIMS_KNOWN_OF_ACTORS, wanted)}


def _events_of_anchors(run: Run, edits: Sequence[Correction]) -> dict[Anchor, str]:
    """The events of the tellings that edits are anchored to."""
    gathering = Gathering(run, edits)
    return {anchor: telling.event for anchor, telling in gathering.anchored(edits).items()}


@dataclass(slots=True)
class EventEdges:
    """Rows for the edges of events to actors and treaties."""

    sources: list[Row] = field(default_factory=list)
    targets: list[Row] = field(default_factory=list)
    attributions: list[Row] = field(default_factory=list)
    concerns: list[Row] = field(default_factory=list)

    def add(self, event: str, state: EventState) -> None:
        """Add those of one event."""
        for rows, actors in ((self.sources, state.sources), (self.targets, state.targets)):
            for actor, role in actors:
                properties = {"role": role or None, "date": state.date}
                rows.append({"event": event, "actor": actor, "properties": properties})
        self.attributions += [{"event": event, "actor": actor} for actor in state.attributed]
        self.concerns += [{"event": event, "treaty": treaty, "action": action} for treaty, action in state.treaties]


def write_event_edges(run: Run, states: dict[str, EventState]) -> None:
    """Create the edges of events that have none yet."""
    edges = EventEdges()
    for event, state in states.items():
        edges.add(event, state)
    run_rows(run, statements.CREATE_SOURCES, edges.sources)
    run_rows(run, statements.CREATE_TARGETS, edges.targets)
    run_rows(run, statements.CREATE_ATTRIBUTIONS, edges.attributions)
    run_rows(run, statements.CREATE_CONCERNS, edges.concerns)


def _count(change: Change, states: Iterable[str], stored: dict[str, Row], written: set[str]) -> None:
    for identity in states:
        if stored[identity]["digest"] is None:
            change.new += 1
        elif identity in written:
            change.changed += 1
        else:
            change.unchanged += 1


def _grouped(rows: Iterable[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["id"]].append(row)
    return groups
