"""What somebody would write who wants the same nodes and edges in Neo4j, and no more: UNWIND batches, each article by
itself, nothing computed from several."""

from __future__ import annotations

import json
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
_ACTORS = """
UNWIND $rows AS row
MERGE (n:Actor {{id: row.id}})
SET n:{label}, n += row.properties
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
CREATE (a)-[:SOURCE_OF {role: row.role, date: row.date}]->(e)
"""
_TARGETS = """
UNWIND $rows AS row
MATCH (a:Actor {id: row.actor}) MATCH (e:Event {id: row.event})
CREATE (e)-[:TARGETS {role: row.role, date: row.date}]->(a)
"""
_ATTRIBUTIONS = """
UNWIND $rows AS row
MATCH (a:Actor {id: row.actor}) MATCH (e:Event {id: row.event})
CREATE (e)-[:ATTRIBUTED_TO]->(a)
"""
_CONCERNS = """
UNWIND $rows AS row
MATCH (e:Event {id: row.event}) MATCH (t:Treaty {id: row.treaty})
CREATE (e)-[:CONCERNS {action: row.action}]->(t)
"""
_TERMS = """
UNWIND $rows AS row
MATCH (a:Actor {{id: row.actor}}) MATCH (b:Actor {{id: row.of}})
MERGE (a)-[r:{kind} {{term: row.term}}]->(b)
SET r.role = row.role, r.since = date(row.since), r.until = date(row.until)
"""
_PARTIES = """
UNWIND $rows AS row
MATCH (a:Actor {id: row.actor}) MATCH (t:Treaty {id: row.treaty})
MERGE (a)-[r:PARTY_TO {term: row.term}]->(t)
SET r.signed = date(row.signed), r.ratified = date(row.ratified), r.since = date(row.since), r.until = date(row.until)
"""
_RELATIONS = """
UNWIND $rows AS row
MATCH (e:Event {{id: row.one}}) MATCH (f:Event {{id: row.other}})
CREATE (e)-[:{kind} {{article: row.article, evidence: row.quote, rule: row.rule}}]->(f)
"""
_EVENT = ("type", "status", "mode", "place", "edtf", "date", "date_end", "date_basis", "confidence", "summary")
_NAMED = ("name", "name_vi", "aliases")

Row = dict[str, Any]


def load_by_hand(transaction: neo4j.ManagedTransaction, records: Sequence[ArticleRecord], now: datetime) -> None:
    """Store a batch of records."""
    rows = rows_of(records, now)

    def run(text: str, found: Sequence[Any]) -> None:
        if found:
            transaction.run(text, rows=list(found)).consume()  # our own text, with a label put in

    run(_NODES.format(label="Article"), rows.articles)
    run(_NODES.format(label="Event"), [_event(row) for row in rows.reports])
    actors: dict[str, dict[str, Row]] = defaultdict(dict)
    for mention in rows.actor_mentions:
        actors[ACTOR_LABELS[mention["properties"]["kind"]]][mention["actor"]] = _named(mention, "actor", _NAMED)
    for label, found in actors.items():
        run(_ACTORS.format(label=label), list(found.values()))
    named = {
        row["treaty"]: _named(row, "treaty", (*_NAMED, "signed", "in_force", "ended")) for row in rows.treaty_mentions
    }
    run(_NODES.format(label="Treaty"), list(named.values()))
    run(_REPORTS, rows.reports)
    run(_MENTIONS.format(label="Actor", key="actor"), rows.actor_mentions)
    run(_MENTIONS.format(label="Treaty", key="treaty"), rows.treaty_mentions)
    run(_SOURCES, _parties(rows.reports, "source"))
    run(_TARGETS, _parties(rows.reports, "target"))
    run(
        _ATTRIBUTIONS,
        [
            {"event": row["event"], "actor": actor}
            for row in rows.reports
            for actor in row["properties"]["attributed_ids"]
        ],
    )
    run(_CONCERNS, [_concern(row["event"], link) for row in rows.reports for link in row["properties"]["treaties"]])
    for kind, key in (("REPRESENTS", "represents"), ("MEMBER_OF", "member_of")):
        terms = {(row["actor"], term) for row in rows.actor_mentions for term in row["properties"][key]}
        run(_TERMS.format(kind=kind), [_term(actor, term) for actor, term in sorted(terms)])
    periods = {(row["treaty"], period) for row in rows.treaty_mentions for period in row["properties"]["parties"]}
    run(_PARTIES, [_period(treaty, period) for treaty, period in sorted(periods)])
    for kind, told in _relations(rows.reports).items():
        run(_RELATIONS.format(kind=kind), told)


def _event(row: Row) -> Row:
    told = row["properties"]
    return {
        "id": row["event"],
        "properties": {name: told.get(name) for name in _EVENT},
    }


def _named(mention: Row, key: str, names: Sequence[str]) -> Row:
    return {"id": mention[key], "properties": {name: mention["properties"][name] for name in names}}


def _parties(reports: Sequence[Row], side: str) -> list[Row]:
    return [
        {"event": row["event"], "actor": actor, "role": role, "date": row["properties"].get("date")}
        for row in reports
        for actor, role in zip(row["properties"][f"{side}_ids"], row["properties"][f"{side}_roles"], strict=True)
    ]


def _concern(event: str, link: str) -> Row:
    treaty, _, action = link.rpartition(":")
    return {"event": event, "treaty": treaty, "action": action}


def _term(actor: str, term: str) -> Row:
    of, role, since, until = json.loads(term)
    return {"actor": actor, "of": of, "role": role, "since": since, "until": until, "term": term}


def _period(treaty: str, period: str) -> Row:
    actor, signed, ratified, since, until = json.loads(period)
    days = {"signed": signed, "ratified": ratified, "since": since, "until": until}
    return {"treaty": treaty, "actor": actor, "term": period, **days}


def _relations(reports: Sequence[Row]) -> dict[str, list[Row]]:
    """By kind, what each report says of how its event stands to that of another report of its article."""
    homes = {(row["article"], row["properties"]["id"]): row["event"] for row in reports}
    told = defaultdict(list)
    for row in reports:
        said = row["properties"]
        if "relation_kinds" in said:
            lists = (said[f"relation_{name}"] for name in ("kinds", "others", "quotes", "rules"))
            for kind, other, quote, rule in zip(*lists, strict=True):
                ends = {"one": row["event"], "other": homes[row["article"], other]}
                told[kind].append({**ends, "article": row["article"], "quote": quote, "rule": rule})
    return told
