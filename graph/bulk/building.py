"""The graph of records as tables: the same nodes, edges and properties that saving the records one by one would give.

What an article says is written as it comes; then near copies are found, tellings of one act are brought together, and
events, relations, actors and treaties computed from what is said of them, by the functions that a database's graph is
computed with.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from graph import copies, copying, relations, schema
from graph.bulk import columns
from graph.bulk.staging import Staging
from graph.bulk.tables import Tables
from graph.derivation import EventEdges
from graph.errors import OutputError, UsageError
from graph.events import compute
from graph.ids import digest
from graph.mentions import actor_state, treaty_state
from graph.model import ArticleRecord
from graph.regrouping import Gathering, homes
from graph.rows import (
    ArticleRows,
    Row,
    actor_properties,
    event_properties,
    party_row,
    read_report,
    rows_of,
    term_row,
    treaty_properties,
)
from graph.statements import ACTOR_LABELS

_BATCH: Final = 200
"""Articles whose tellings are brought together at once; what is near them is in memory meanwhile."""

Progress = Callable[[str, int], None]
"""Told of the step that is in work, and how much of it is done."""


def build(
    records: Iterable[ArticleRecord], folder: Path, progress: Progress = lambda step, done: None
) -> dict[str, int]:
    """Write the tables of records, no two of which have one id, into a new or empty folder; gives the rows of each.

    Besides the tables there is a file of SQLite in the folder until the end.  Raises UsageError when the folder is not
    empty, OutputError or StorageFull.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise UsageError(f"{folder} is not a folder", "Choose another name.") from None
    except OSError as error:
        raise OutputError(f"{folder} cannot be made: {error.strerror}", "Choose another folder.") from error
    if any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty", "Choose another folder, or empty it.")
    kept = folder / "building.sqlite"
    try:
        with Tables(folder) as tables, closing(Staging(kept)) as staging:
            _write_articles(records, tables, staging, progress)
            _find_copies(tables, staging, progress)
            _bring_together(staging, progress)
            _write_events(tables, staging, progress)
            _write_relations(tables, staging)
            _write_actors(tables, staging)
            _write_treaties(tables, staging)
            tables.write(columns.SCHEMA, (), {"id": "biennien", "version": schema.VERSION, "imported": True})
    except sqlite3.Error as error:
        raise OutputError(f"{kept} cannot be written: {error}", "Make room, or choose another folder.") from error
    finally:
        kept.unlink(missing_ok=True)
    return tables.rows


def _write_articles(records: Iterable[ArticleRecord], tables: Tables, staging: Staging, progress: Progress) -> None:
    now = datetime.now(UTC)
    for number, record in enumerate(records, 1):
        rows: ArticleRows = rows_of([record], now)
        staging.add(rows)
        for row in rows.actor_mentions:
            tables.write(columns.ACTOR_MENTIONS, (row["article"], row["actor"]), row["properties"])
        for row in rows.treaty_mentions:
            tables.write(columns.TREATY_MENTIONS, (row["article"], row["treaty"]), row["properties"])
        for row in rows.clues:
            tables.write(columns.CLUES, (), row)
        progress("articles", number)
    staging.added()


def _find_copies(tables: Tables, staging: Staging, progress: Progress) -> None:
    done = 0
    for batch in staging.articles(_BATCH):
        some = copying.sketches(staging, [article["id"] for article in batch])
        near = copies.in_order((some | copying.around(staging, some)).values())
        for each in some.values():
            if first := copies.copied(each, near):
                staging.copy(each.article, first.article)
                similarity = copies.near(each, first)
                tables.write(columns.COPIES, (each.article, first.article), {"similarity": similarity})
        done += len(batch)
        progress("copies", done)
    for batch in staging.articles(_BATCH):
        for article in batch:
            original = copies.beginning(article["id"], staging.copied_by)
            tables.write(columns.ARTICLES, (), {**article, "original": original})


def _bring_together(staging: Staging, progress: Progress) -> None:
    done = 0
    for batch in staging.unsettled(_BATCH):
        gathering = Gathering(staging, ())
        start = [
            telling
            for telling in gathering.of_articles(article for article, keys in batch.items() if keys)
            if telling.key in batch[telling.article]
        ]
        staging.settle((telling.key, event) for telling, event in homes(gathering, start))
        done += len(batch)
        progress("merging", done)


def _write_events(tables: Tables, staging: Staging, progress: Progress) -> None:
    for number, (event, reports) in enumerate(staging.events(), 1):
        state = compute(read_report(article, properties) for article, properties in reports)
        tables.write(columns.EVENTS, (), event_properties(event, state, digest(state)))
        for article, properties in reports:
            tables.write(columns.REPORTS, (article, event), properties)
        edges = EventEdges()
        edges.add(event, state)
        for row in edges.sources:
            tables.write(columns.SOURCES, (row["actor"], event), row["properties"])
        for row in edges.targets:
            tables.write(columns.TARGETS, (event, row["actor"]), row["properties"])
        for row in edges.attributions:
            tables.write(columns.ATTRIBUTIONS, (event, row["actor"]), {})
        for row in edges.concerns:
            tables.write(columns.CONCERNS, (event, row["treaty"]), {"action": row["action"]})
        progress("events", number)


def _write_relations(tables: Tables, staging: Staging) -> None:
    for told in staging.relations():
        for edge in relations.compute(told):
            properties = relations.edge_row(edge)["properties"]
            tables.write(columns.RELATIONS[edge.kind], (edge.one, edge.other), properties)


def _write_actors(tables: Tables, staging: Staging) -> None:
    for identity, claims in staging.claims("actor"):
        state = actor_state(identity, claims)
        properties = actor_properties(state, digest(state), sorted(claim["claim"] for claim in claims))
        tables.write(columns.ACTORS, (ACTOR_LABELS[state.kind],), properties)
        for table, terms in ((columns.REPRESENTS, state.represents), (columns.MEMBER_OF, state.member_of)):
            for term in terms:
                tables.write(table, (identity, term.of), term_row(identity, term)["properties"])


def _write_treaties(tables: Tables, staging: Staging) -> None:
    for identity, packed in staging.claims("treaty"):
        claims = [_with_days(claim) for claim in packed]
        state = treaty_state(identity, claims)
        properties = treaty_properties(state, digest(state), sorted(claim["claim"] for claim in claims))
        tables.write(columns.TREATIES, (), properties)
        for party in state.parties:
            tables.write(columns.PARTIES, (party.actor, identity), party_row(identity, party)["properties"])


def _with_days(claim: Row) -> Row:
    """A description of a treaty with its dates as days again."""
    days = {name: date.fromisoformat(claim[name]) for name in ("signed", "in_force", "ended") if claim[name]}
    return {**claim, **days}
