"""What somebody would write who wants the same nodes and edges in Neo4j, and no more: UNWIND batches, each article by
itself, nothing computed from several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import neo4j

from graph.model import ArticleRecord
from graph.rows import rows_of
from graph.statements import ACTOR_LABELS

_NODES = """
UNWIND $rows AS row
MERGE (n:{label} {{id: row.id}})
SET n += row.properties
"""
_REPORTS = """
UNWIND $rows AS row
MATCH (a:Article {id: row.article}) MATCH (e:Event {id: row.event})
CREATE (a)-[r:REPORTS]->(e) SET r = row.properties
"""
_MENTIONS = """
UNWIND $rows AS row
MATCH (a:Article {{id: row.article}}) MATCH (n:{label} {{id: row.{key}}})
CREATE (a)-[m:MENTIONS]->(n) SET m = row.properties
"""
_SOURCES = """
UNWIND $rows AS row
MATCH (a:Actor {id: row.actor}) MATCH (e:Event {id: row.event})
CREATE (a)-[:SOURCE_OF {date: row.date}]->(e)
"""
_TARGETS = """
UNWIND $rows AS row
MATCH (a:Actor {id: row.actor}) MATCH (e:Event {id: row.event})
CREATE (e)-[:TARGETS {date: row.date}]->(a)
"""
_EVENT = ("type", "status", "mode", "place", "edtf", "date", "date_end", "date_basis", "confidence", "summary")


def load_by_hand(transaction: neo4j.ManagedTransaction, records: Sequence[ArticleRecord], now: datetime) -> None:
    """Store a batch of records."""
    rows = rows_of(records, now)

    def run(text: str, found: Sequence[Any]) -> None:
        if found:
            transaction.run(text, rows=list(found)).consume()  # type: ignore[arg-type]  # our own text, with a label put in

    run(_NODES.format(label="Article"), rows.articles)
    run(_NODES.format(label="Event"), [_event(row) for row in rows.reports])
    actors: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for mention in rows.actor_mentions:
        kind = mention["properties"]["kind"]
        actors[kind].append({"id": mention["actor"], "properties": {"name": mention["properties"]["name"]}})
    for kind, found in actors.items():
        run(_NODES.format(label=f"Actor:{ACTOR_LABELS[kind]}"), found)
    named = [{"id": row["treaty"], "properties": {"name": row["properties"]["name"]}} for row in rows.treaty_mentions]
    run(_NODES.format(label="Treaty"), named)
    run(_REPORTS, rows.reports)
    run(_MENTIONS.format(label="Actor", key="actor"), rows.actor_mentions)
    run(_MENTIONS.format(label="Treaty", key="treaty"), rows.treaty_mentions)
    run(_SOURCES, _parties(rows.reports, "source_ids"))
    run(_TARGETS, _parties(rows.reports, "target_ids"))


def _event(row: dict[str, Any]) -> dict[str, Any]:
    told = row["properties"]
    return {
        "id": row["event"],
        "properties": {name: told.get(name) for name in _EVENT},
    }


def _parties(reports: Sequence[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    return [
        {"event": row["event"], "actor": actor, "date": row["properties"].get("date")}
        for row in reports
        for actor in row["properties"][key]
    ]
