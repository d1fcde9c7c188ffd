"""Every Cypher statement that writes the graph, and those that read what a write needs to know.

Values are parameters, `$rows` a list of maps.  Labels cannot be parameters: they come from the whitelist below, and
all labels of a node stand in the pattern that creates it, because one engine cannot change them later.  A pattern
begins with the node whose id is given: that engine looks for its first node first, even when that means all of them.
"""

from __future__ import annotations

from typing import Final

from graph.model import ActorKind

ACTOR_LABELS: Final[dict[ActorKind, str]] = {"country": "Country", "person": "Person", "organisation": "Organisation"}
LABELS: Final[tuple[str, ...]] = ("Article", "Event", "Actor", *ACTOR_LABELS.values(), "Treaty")

# What is stored

ARTICLES_BY_ID = """
UNWIND $ids AS id
MATCH (a:Article {id: id})
RETURN a.id AS id, a.path AS path, a.text_hash AS text_hash, a.extractor AS extractor, a.record_hash AS record_hash
"""

ARTICLES_BY_PATH = """
UNWIND $paths AS path
MATCH (a:Article {path: path})
RETURN a.id AS id, a.path AS path
"""

ARTICLES_BY_URL = """
MATCH (a:Article {url: $url})
RETURN a.id AS id
"""

EVENTS_OF_ARTICLES = """
UNWIND $ids AS id
MATCH (:Article {id: id})-[:REPORTS]->(e:Event)
RETURN DISTINCT e.id AS id
"""

ACTORS_OF_ARTICLES = """
UNWIND $ids AS id
MATCH (:Article {id: id})-[:MENTIONS]->(a:Actor)
RETURN DISTINCT a.id AS id
"""

TREATIES_OF_ARTICLES = """
UNWIND $ids AS id
MATCH (:Article {id: id})-[:MENTIONS]->(t:Treaty)
RETURN DISTINCT t.id AS id
"""

ACTORS_THERE = """
UNWIND $ids AS id
MATCH (a:Actor {id: id})
RETURN a.id AS id
"""

EVENT_STATES = """
UNWIND $ids AS id
MATCH (e:Event {id: id})
RETURN e.id AS id, e.digest AS digest
"""

ACTOR_STATES = """
UNWIND $ids AS id
MATCH (a:Actor {id: id})
RETURN a.id AS id, labels(a) AS labels, a.digest AS digest, a.claims AS claims
"""

TREATY_STATES = """
UNWIND $ids AS id
MATCH (t:Treaty {id: id})
RETURN t.id AS id, t.digest AS digest, t.claims AS claims
"""

REPORTS_OF_EVENTS = """
UNWIND $ids AS id
MATCH (e:Event {id: id})<-[r:REPORTS]-(a:Article)
RETURN e.id AS event, a.id AS article, r {.id, .type, .status, .edtf, .date_basis, .extent, .quote, .summary, .mode,
       .place, .source_ids, .source_roles, .target_ids, .target_roles, .attributed_ids, .treaties,
       .confidence} AS report
"""

CLAIMS_OF_ACTORS = """
UNWIND $ids AS id
MATCH (a:Actor {id: id})<-[m:MENTIONS]-(:Article)
RETURN DISTINCT a.id AS id, m.claim AS claim, m.kind AS kind, m.name AS name, m.name_vi AS name_vi,
       m.aliases AS aliases, m.represents AS represents, m.member_of AS member_of
"""

CLAIMS_OF_TREATIES = """
UNWIND $ids AS id
MATCH (t:Treaty {id: id})<-[m:MENTIONS]-(:Article)
RETURN DISTINCT t.id AS id, m.claim AS claim, m.name AS name, m.name_vi AS name_vi, m.aliases AS aliases,
       m.signed AS signed, m.in_force AS in_force, m.ended AS ended, m.parties AS parties
"""

# Tellings of one act in several articles

ARTICLES_BY_CLUES = """
UNWIND $ids AS key
MATCH (c:Clue {key: key})
RETURN DISTINCT c.key AS key, c.article AS article
"""

TOPICS_OF_ARTICLES = """
UNWIND $ids AS id
MATCH (a:Article {id: id})
RETURN a.id AS id, a.topics AS topics
"""

TELLINGS_OF_ARTICLES = """
UNWIND $ids AS id
MATCH (a:Article {id: id})-[r:REPORTS]->(e:Event)
RETURN a.id AS article, a.published_edtf AS published_edtf, a.topics AS topics, a.topic_weights AS topic_weights,
       e.id AS event, r {.id, .act, .known, .type, .status, .mode, .place, .edtf, .date_basis, .start, .source_ids,
       .source_of, .target_ids, .target_of, .treaties, .trigger, .occurrence, .words, .word_weights} AS report
"""
"""What `graph.tellings` looks at of each report; its quote, and more, would be half of what is read."""

ARTICLES_OF_EVENTS = """
UNWIND $ids AS id
MATCH (e:Event {id: id})<-[:REPORTS]-(a:Article)
RETURN DISTINCT a.id AS id
"""

TOLD_BY_EVENTS = """
UNWIND $ids AS id
MATCH (e:Event {id: id})<-[r:REPORTS]-(a:Article)
RETURN a.id AS article, a.title AS title, properties(r) AS report
"""

CREATE_CLUES = """
UNWIND $rows AS row
CREATE (:Clue {key: row.key, article: row.article})
"""

MERGE_CLUES = """
UNWIND $rows AS row
MERGE (:Clue {key: row.key, article: row.article})
"""

DELETE_CLUES = """
UNWIND $ids AS id
MATCH (c:Clue {article: id})
DELETE c
"""

REPORTS_BY_ID = """
UNWIND $rows AS row
MATCH (a:Article {id: row.article})-[r:REPORTS]->(:Event)
WHERE r.id = row.report
RETURN a.id AS article, r.id AS report, properties(r) AS properties
"""

DELETE_REPORTS_BY_ID = """
UNWIND $rows AS row
MATCH (a:Article {id: row.article})-[r:REPORTS]->(:Event)
WHERE r.id = row.report
DELETE r
"""

# What people corrected

CORRECTIONS = """
MATCH (c:Correction)
RETURN properties(c) AS correction
"""

CREATE_CORRECTION = """
CREATE (c:Correction)
SET c = $properties
"""

DELETE_CORRECTION = """
MATCH (c:Correction {number: $number})
DELETE c
"""

EVENTS_BY_PREFIX = """
MATCH (e:Event)
WHERE e.id STARTS WITH $prefix
RETURN e.id AS id
ORDER BY id LIMIT 6
"""

EVENTS_BY_ID = """
UNWIND $ids AS id
MATCH (e:Event {id: id})
RETURN e.id AS id, e.edtf AS edtf, e.type AS type, e.status AS status, e.summary AS summary
"""

ACTORS_BY_NAME = """
MATCH (a:Actor)
WHERE toLower($name) IN a.search
RETURN a.id AS id
ORDER BY id
"""

# Articles and what they say

DELETE_REPORTS = """
UNWIND $ids AS id
MATCH (:Article {id: id})-[r:REPORTS]->(:Event)
DELETE r
"""

DELETE_MENTIONS = """
UNWIND $ids AS id
MATCH (:Article {id: id})-[m:MENTIONS]->()
DELETE m
"""

# Articles that are nearly the same text

SKETCHES_OF_ARTICLES = """
UNWIND $ids AS id
MATCH (a:Article {id: id})
OPTIONAL MATCH (a)-[:COPIES]->(b:Article)
RETURN a.id AS id, a.signature AS signature, a.published_edtf AS published_edtf, a.original AS original,
       b.id AS copies
"""

COPIERS_OF_ARTICLES = """
UNWIND $ids AS id
MATCH (b:Article {id: id})<-[:COPIES]-(a:Article)
RETURN DISTINCT a.id AS id
"""

DELETE_COPIES = """
UNWIND $ids AS id
MATCH (a:Article {id: id})-[r:COPIES]->(:Article)
DELETE r
"""

DELETE_COPIES_OF = """
UNWIND $ids AS id
MATCH (b:Article {id: id})<-[r:COPIES]-(:Article)
DELETE r
"""

CREATE_COPIES = """
UNWIND $rows AS row
MATCH (a:Article {id: row.id})
MATCH (b:Article {id: row.original})
CREATE (a)-[:COPIES {similarity: row.similarity}]->(b)
"""

SET_ORIGINALS = """
UNWIND $rows AS row
MATCH (a:Article {id: row.id})
SET a.original = row.original
"""

DELETE_ARTICLES = """
UNWIND $ids AS id
MATCH (a:Article {id: id})
DETACH DELETE a
"""

MERGE_ARTICLES = """
UNWIND $rows AS row
MERGE (a:Article {id: row.id})
SET a = row.properties
"""

SET_PATHS = """
UNWIND $rows AS row
MATCH (a:Article {id: row.id})
SET a.path = row.path
"""

MERGE_EVENTS = """
UNWIND $ids AS id
MERGE (e:Event {id: id})
"""

CREATE_REPORTS = """
UNWIND $rows AS row
MATCH (a:Article {id: row.article})
MATCH (e:Event {id: row.event})
CREATE (a)-[r:REPORTS]->(e)
SET r = row.properties
"""

CREATE_ACTOR_MENTIONS = """
UNWIND $rows AS row
MATCH (a:Article {id: row.article})
MATCH (b:Actor {id: row.actor})
CREATE (a)-[m:MENTIONS]->(b)
SET m = row.properties
"""

CREATE_TREATY_MENTIONS = """
UNWIND $rows AS row
MATCH (a:Article {id: row.article})
MATCH (t:Treaty {id: row.treaty})
CREATE (a)-[m:MENTIONS]->(t)
SET m = row.properties
"""

# Events, computed from their reports

WRITE_EVENTS = """
UNWIND $rows AS row
MERGE (e:Event {id: row.id})
SET e = row.properties
"""

DELETE_EVENTS = """
UNWIND $ids AS id
MATCH (e:Event {id: id})
DETACH DELETE e
"""

DELETE_SOURCES = """
UNWIND $ids AS id
MATCH (e:Event {id: id})<-[r:SOURCE_OF]-(:Actor)
DELETE r
"""

DELETE_EVENT_EDGES = """
UNWIND $ids AS id
MATCH (e:Event {id: id})-[r:TARGETS|ATTRIBUTED_TO|CONCERNS]->()
DELETE r
"""

CREATE_SOURCES = """
UNWIND $rows AS row
MATCH (e:Event {id: row.event})
MATCH (a:Actor {id: row.actor})
CREATE (a)-[r:SOURCE_OF]->(e)
SET r = row.properties
"""

CREATE_TARGETS = """
UNWIND $rows AS row
MATCH (e:Event {id: row.event})
MATCH (a:Actor {id: row.actor})
CREATE (e)-[r:TARGETS]->(a)
SET r = row.properties
"""

CREATE_ATTRIBUTIONS = """
UNWIND $rows AS row
MATCH (e:Event {id: row.event})
MATCH (a:Actor {id: row.actor})
CREATE (e)-[:ATTRIBUTED_TO]->(a)
"""

CREATE_CONCERNS = """
UNWIND $rows AS row
MATCH (e:Event {id: row.event})
MATCH (t:Treaty {id: row.treaty})
CREATE (e)-[:CONCERNS {action: row.action}]->(t)
"""

# Actors and treaties, computed from their mentions


def write_actors(kind: ActorKind) -> str:
    """Give the actors in `$rows`, all of one kind, their properties; one that is not there is made."""
    return f"""
UNWIND $rows AS row
MERGE (a:Actor:{ACTOR_LABELS[kind]} {{id: row.id}})
SET a = row.properties
"""


DELETE_ACTORS = """
UNWIND $ids AS id
MATCH (a:Actor {id: id})
DETACH DELETE a
"""

DELETE_ACTOR_EDGES = """
UNWIND $ids AS id
MATCH (a:Actor {id: id})-[r:REPRESENTS|MEMBER_OF]->(:Actor)
DELETE r
"""

CREATE_REPRESENTS = """
UNWIND $rows AS row
MATCH (a:Actor {id: row.actor})
MATCH (b:Actor {id: row.of})
CREATE (a)-[r:REPRESENTS]->(b)
SET r = row.properties
"""

CREATE_MEMBER_OF = """
UNWIND $rows AS row
MATCH (a:Actor {id: row.actor})
MATCH (b:Actor {id: row.of})
CREATE (a)-[r:MEMBER_OF]->(b)
SET r = row.properties
"""

WRITE_TREATIES = """
UNWIND $rows AS row
MERGE (t:Treaty {id: row.id})
SET t = row.properties
"""

DELETE_TREATIES = """
UNWIND $ids AS id
MATCH (t:Treaty {id: id})
DETACH DELETE t
"""

DELETE_PARTIES = """
UNWIND $ids AS id
MATCH (t:Treaty {id: id})<-[r:PARTY_TO]-(:Actor)
DELETE r
"""

CREATE_PARTIES = """
UNWIND $rows AS row
MATCH (a:Actor {id: row.actor})
MATCH (t:Treaty {id: row.treaty})
CREATE (a)-[r:PARTY_TO]->(t)
SET r = row.properties
"""

# An actor whose kind turns out to be another: it is made anew, and what hung on it is written again

MENTIONS_OF_ACTORS = """
UNWIND $ids AS id
MATCH (b:Actor {id: id})<-[m:MENTIONS]-(a:Article)
RETURN a.id AS article, b.id AS actor, properties(m) AS properties
"""

EVENTS_OF_ACTORS = """
UNWIND $ids AS id
MATCH (a:Actor {id: id})-[:SOURCE_OF|TARGETS|ATTRIBUTED_TO]-(e:Event)
RETURN DISTINCT e.id AS id
"""

ACTORS_TIED_TO_ACTORS = """
UNWIND $ids AS id
MATCH (:Actor {id: id})<-[:REPRESENTS|MEMBER_OF]-(a:Actor)
RETURN DISTINCT a.id AS id
"""

TREATIES_OF_ACTORS = """
UNWIND $ids AS id
MATCH (:Actor {id: id})-[:PARTY_TO]->(t:Treaty)
RETURN DISTINCT t.id AS id
"""

# The version of the schema

READ_VERSION = """
MATCH (s:GraphSchema {id: 'biennien'})
RETURN s.version AS version
"""

BE_THE_ONLY_WRITER = """
MATCH (s:GraphSchema {id: 'biennien'})
SET s.version = s.version
"""
"""Locks one node until the end of the transaction: another writer waits here, and then sees what this one wrote."""

WRITE_VERSION = """
MERGE (s:GraphSchema {id: 'biennien'})
SET s.version = $version
"""
