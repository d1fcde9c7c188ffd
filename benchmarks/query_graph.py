"""A Neo4j of the benchmarks' own that holds a million made-up events, built once and kept below build/."""

from __future__ import annotations

import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import neo4j

from benchmarks.synthetic_news import make_news, make_world
from graph import statements
from graph.derivation import write_event_edges
from graph.events import Report, compute
from graph.ids import digest
from graph.model import ArticleRecord
from graph.rows import Row, article_properties, event_properties, read_report, report_properties
from graph.store import Store
from graph.target import Target
from tests import neo4j_server

CHECKOUT: Final = Path(__file__).resolve().parent.parent

SEED: Final = 2026
SIZE: Final = neo4j_server.Size(("-Xms2g", "-Xmx2g", "-XX:+UseG1GC"), "3g")

_CREATE_ARTICLES = "UNWIND $rows AS row CREATE (a:Article) SET a = row.properties"
_CREATE_EVENTS = "UNWIND $rows AS row CREATE (e:Event) SET e = row.properties"


@contextmanager
def graph_of(events: int) -> Iterator[Target]:
    """A server whose graph holds that many events; the first call builds it, which takes minutes."""
    home = CHECKOUT / "build" / "benchmark" / f"events-{events}"
    if not (home / "complete").exists():  # what an interrupted build left
        shutil.rmtree(home, ignore_errors=True)
    server = neo4j_server.start_again(neo4j_server.LONG_TERM, home, SIZE)
    try:
        target = Target(server.uri, server.user, server.password, server.database, None)
        if not (home / "complete").exists():
            build(target, events)
            (home / "complete").touch()
        _bring_up_to_date(target)
        yield target
    finally:
        server.shut_down()


def _bring_up_to_date(target: Target) -> None:
    """Give a graph that an older biennien built the indexes of this one."""
    with Store.open(target, access="write") as store:
        store.ensure_schema()
        store.read("CALL db.awaitIndexes(3600)")


def build(target: Target, events: int) -> None:
    """Fill an empty database.

    Actors and treaties are saved as articles give them; events and their reports are computed by the same functions,
    but created without looking for older ones.
    """
    world, began = make_world(SEED), time.monotonic()
    with Store.open(target, access="write") as store:
        store.ensure_schema()
        store.save([world.record()])
    with (
        neo4j.GraphDatabase.driver(target.uri or "", auth=(target.user or "", target.password or "")) as driver,
        driver.session(database=target.database) as session,
    ):
        done = 0
        for batch in make_news(world, events, SEED):
            done += session.execute_write(_create, batch)
            if done % 50_000 == 0:
                print(f"{done:>9,} events, {time.monotonic() - began:6.0f} s", file=sys.stderr)
        session.run("CALL db.awaitIndexes(3600)").consume()
        session.run("CALL db.prepareForReplanning()").consume()


def _create(transaction: neo4j.ManagedTransaction, batch: list[ArticleRecord]) -> int:
    """Create the articles of a batch, their reports and events; gives the number of events."""

    def run(statement: str, **parameters: Any) -> list[dict[str, Any]]:
        transaction.run(statement, parameters).consume()
        return []

    articles = [{"properties": article_properties(record, datetime.now(UTC))} for record in batch]
    reports: list[Row] = [
        {
            "article": record.article.id,
            "event": event.id,
            "properties": report_properties(event, record.article.text, defaultdict(str), defaultdict(str)),
        }
        for record in batch
        for event in record.events
    ]
    states = {event: compute(told) for event, told in _reports(reports).items()}
    created = [
        {"id": event, "properties": event_properties(event, state, digest(event))} for event, state in states.items()
    ]
    run(_CREATE_ARTICLES, rows=articles)
    run(_CREATE_EVENTS, rows=created)
    run(statements.CREATE_REPORTS, rows=reports)
    write_event_edges(run, states)
    return len(states)


def _reports(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Report]]:
    found: dict[str, list[Report]] = defaultdict(list)
    for row in rows:
        found[row["event"]].append(read_report(row["article"], row["properties"]))
    return found
