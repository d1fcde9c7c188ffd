"""Computes events, actors and treaties again from what articles say of them, and writes what came out differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph import corrections as correcting
from graph import relations, statements
from graph.corrections import Anchor, Changes, Correction
from graph.events import EventState, compute
from graph.ids import digest
from graph.mentions import ActorState, TreatyState, actor_state, treaty_state
from graph.model import ActorKind
from graph.regrouping import Gathering
from graph.rows import (
    ArticleRows,
    Row,
    actor_properties,
    event_properties,
    party_row,
    read_report,
    term_row,
    treaty_properties,
)
from graph.running import Run, run_ids, run_rows
from graph.tellings import Telling


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


def derive(run: Run, touched: Touched, corrections: Sequence[Correction], coming: ArticleRows | None = None) -> Derived:
    """Compute what is touched; nodes of which no article says anything any more are removed.

    `coming` is what articles say that are written now: it touches what it reports, and what it describes anew.
    Actors come first: one that has to be made anew drags its events and treaties along.  The database writes articles
    with what they mention while the events are computed that they report.
    """
    coming = coming or ArticleRows()
    derived = Derived()
    rewrite = _derive_actors(run, touched.actors, derived.actors, coming.actor_mentions)
    _derive_treaties(run, touched.treaties, rewrite.treaties, derived.treaties, coming.treaty_mentions)
    told = _told_of_events(run, touched.events | rewrite.events, corrections, coming)
    run_rows(run, statements.MERGE_ARTICLES, coming.articles)
    run_rows(run, statements.CREATE_ACTOR_MENTIONS, coming.actor_mentions)
    run_rows(run, statements.CREATE_TREATY_MENTIONS, coming.treaty_mentions)
    _derive_events(run, told, rewrite.events, derived.events)
    relations.derive(run, touched.events, set(told.stored), coming.reports)
    run_rows(run, statements.CREATE_REPORTS, coming.reports)
    return derived


@dataclass(slots=True)
class _Described:
    """Actors or treaties: the nodes as stored, and for each the distinct claims that articles make of it."""

    stored: dict[str, Row]
    claims: dict[str, list[Row]]

    def digest(self, identity: str) -> str | None:
        """That of the stored node; None when there is none."""
        return self.stored[identity]["digest"] if identity in self.stored else None

    def hashes(self, identity: str) -> list[str]:
        """Hashes of the claims."""
        return sorted(row["claim"] for row in self.claims[identity])

    def outdated(self, identity: str) -> bool:
        """Whether the stored node does not know all its claims, or knows others."""
        return identity not in self.stored or self.stored[identity]["claims"] != self.hashes(identity)


def _described(run: Run, ids: set[str], key: str, mentions: Iterable[Row], states: str, claims: str) -> _Described:
    """What is said of nodes `ids`, and of those that `mentions` describe as nobody did before.

    A node that has been described so before stays as it is: the many mentions of a busy one are not read again.
    """
    coming: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in mentions:
        coming[row[key]].setdefault(row["properties"]["claim"], row["properties"])
    stored = {row["id"]: row for row in run_ids(run, states, ids | coming.keys())}
    known = {identity: set(row["claims"] or ()) for identity, row in stored.items()}
    touched = ids | {identity for identity, said in coming.items() if not said.keys() <= known.get(identity, set())}
    told: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in run_ids(run, claims, touched & stored.keys()):
        told[row["id"]][row["claim"]] = row
    for identity in touched & coming.keys():
        told[identity] = coming[identity] | told[identity]
    return _Described(
        {identity: row for identity, row in stored.items() if identity in touched},
        {identity: list(said.values()) for identity, said in told.items()},
    )


def _derive_actors(run: Run, ids: set[str], change: Change, mentions: Sequence[Row]) -> Touched:
    """Gives the nodes whose edges have to be written again although they did not change themselves."""
    found = _described(run, ids, "actor", mentions, statements.ACTOR_STATES, statements.CLAIMS_OF_ACTORS)
    states = {identity: actor_state(identity, told) for identity, told in found.claims.items()}
    gone = found.stored.keys() - states.keys()
    moved = {
        identity
        for identity, state in states.items()
        if identity in found.stored and statements.ACTOR_LABELS[state.kind] not in found.stored[identity]["labels"]
    }
    rewrite = Touched()
    if moved:
        rewrite = _make_anew(run, {identity: states[identity] for identity in moved})
        more = _described(
            run, rewrite.actors - states.keys(), "actor", (), statements.ACTOR_STATES, statements.CLAIMS_OF_ACTORS
        )
        found = _Described(found.stored | more.stored, found.claims | more.claims)
        states |= {identity: actor_state(identity, told) for identity, told in more.claims.items()}
    marks = {identity: digest(state) for identity, state in states.items()}
    written = {identity for identity in states if marks[identity] != found.digest(identity)}
    _count(change, states, found.stored, written | moved)
    change.removed = len(gone)
    run_ids(run, statements.DELETE_ACTORS, gone)
    rows: dict[ActorKind, list[Row]] = defaultdict(list)
    for identity, state in sorted(states.items()):
        if identity in written | moved or found.outdated(identity):
            properties = actor_properties(state, marks[identity], found.hashes(identity))
            rows[state.kind].append({"id": identity, "properties": properties})
    for kind, some in sorted(rows.items()):
        run_rows(run, statements.write_actors(kind), some)
    edges = written | moved | (rewrite.actors & states.keys())
    run_ids(run, statements.DELETE_ACTOR_EDGES, {identity for identity in edges if found.digest(identity)})
    ordered = [states[identity] for identity in sorted(edges)]
    run_rows(
        run, statements.CREATE_REPRESENTS, [term_row(state.id, term) for state in ordered for term in state.represents]
    )
    run_rows(
        run, statements.CREATE_MEMBER_OF, [term_row(state.id, term) for state in ordered for term in state.member_of]
    )
    return rewrite


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
        run(statements.write_actors(state.kind), rows=[{"id": identity, "properties": {"id": identity}}])
    run_rows(run, statements.CREATE_ACTOR_MENTIONS, mentions)
    return rewrite


def _derive_treaties(run: Run, ids: set[str], rewrite: set[str], change: Change, mentions: Sequence[Row]) -> None:
    found = _described(run, ids | rewrite, "treaty", mentions, statements.TREATY_STATES, statements.CLAIMS_OF_TREATIES)
    states: dict[str, TreatyState] = {identity: treaty_state(identity, told) for identity, told in found.claims.items()}
    marks = {identity: digest(state) for identity, state in states.items()}
    written = {identity for identity in states if marks[identity] != found.digest(identity)}
    _count(change, states, found.stored, written)
    gone = found.stored.keys() - states.keys()
    change.removed = len(gone)
    run_ids(run, statements.DELETE_TREATIES, gone)
    rows = []
    for identity in sorted(states):
        if identity in written or found.outdated(identity):
            properties = treaty_properties(states[identity], marks[identity], found.hashes(identity))
            rows.append({"id": identity, "properties": properties})
    run_rows(run, statements.WRITE_TREATIES, rows)
    edges = written | (rewrite & states.keys())
    run_ids(run, statements.DELETE_PARTIES, {identity for identity in edges if found.digest(identity)})
    parties = [party_row(identity, party) for identity in sorted(edges) for party in states[identity].parties]
    run_rows(run, statements.CREATE_PARTIES, parties)


@dataclass(slots=True)
class _EventsTold:
    """Events: the nodes as stored, what articles report of each, and how people edited it, with actors they named."""

    stored: dict[str, Row]
    reports: dict[str, list[Row]]
    edits: dict[str, list[Changes]]
    actors: set[str]


def _told_of_events(run: Run, ids: set[str], corrections: Sequence[Correction], coming: ArticleRows) -> _EventsTold:
    """What is said of events `ids`, and of those that `coming` reports."""
    edits = [correction for correction in corrections if correction.kind == "edit"]
    event_of = _events_of_anchors(run, edits, coming.tellings)
    actors = _there(run, edits)
    # an actor that an edit names may have come or gone
    named = {event_of.get(anchor) for edit in edits if _added(edit) for anchor in edit.anchors}
    ids = ids | {event for event in named if event}
    stored = {row["id"]: row for row in run_ids(run, statements.EVENT_STATES, ids)}
    reports: dict[str, list[Row]] = defaultdict(list)
    for row in run_ids(run, statements.REPORTS_OF_EVENTS, stored):
        reports[row["event"]].append({"article": row["article"], "properties": row["report"]})
    for row in coming.reports:
        reports[row["event"]].append(row)
    return _EventsTold(stored, reports, correcting.edits_of(edits, event_of), actors)


def _derive_events(run: Run, told: _EventsTold, rewrite: set[str], change: Change) -> None:
    stored = told.stored
    states = {
        identity: correcting.edited(
            compute(read_report(row["article"], row["properties"]) for row in rows),
            told.edits.get(identity, ()),
            told.actors,
        )
        for identity, rows in told.reports.items()
    }
    marks = {identity: digest(state) for identity, state in states.items()}
    old = {identity for identity, row in stored.items() if row["digest"]}
    written = {identity for identity in states if identity not in old or marks[identity] != stored[identity]["digest"]}
    _count(change, states, stored, written)
    gone = stored.keys() - states.keys()
    change.removed = len(gone)
    run_ids(run, statements.DELETE_EVENTS, gone)
    run_rows(
        run,
        statements.WRITE_EVENTS,
        [{"id": i, "properties": event_properties(i, states[i], marks[i])} for i in sorted(written)],
    )
    edges = written | (rewrite & states.keys())
    run_ids(run, statements.DELETE_SOURCES, edges & old)
    run_ids(run, statements.DELETE_EVENT_EDGES, edges & old)
    write_event_edges(run, {identity: states[identity] for identity in sorted(edges)})


def _added(edit: Correction) -> set[str]:
    return {*edit.changes.add_sources, *edit.changes.add_targets}


def _there(run: Run, edits: Sequence[Correction]) -> set[str]:
    """The actors that edits name and that are in the graph."""
    wanted = {actor for edit in edits for actor in _added(edit)}
    return {row["id"] for row in run_ids(run, statements.ACTORS_THERE, wanted)}


def _events_of_anchors(run: Run, edits: Sequence[Correction], coming: Sequence[Telling]) -> dict[Anchor, str]:
    """The events of the tellings that edits are anchored to."""
    if not edits:
        return {}
    gathering = Gathering(run, edits, coming)
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


def _count(change: Change, states: Iterable[str], stored: Mapping[str, Row], written: set[str]) -> None:
    for identity in states:
        if identity not in stored or stored[identity]["digest"] is None:
            change.new += 1
        elif identity in written:
            change.changed += 1
        else:
            change.unchanged += 1
