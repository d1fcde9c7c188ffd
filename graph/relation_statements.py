"""The statements on relations between events, which are computed from what their reports say of each other."""

from __future__ import annotations

from graph.model import RELATION_KINDS, RelationKind

RELATIONS_TOLD = """
UNWIND $ids AS id
MATCH (:Event {id: id})<-[:REPORTS]-(a:Article)
WITH DISTINCT a
MATCH (a)-[r:REPORTS]->(e:Event)
WHERE r.relation_kinds IS NOT NULL
MATCH (a)-[o:REPORTS]->(f:Event)
WHERE o.id IN r.relation_others
RETURN a.id AS article, r.id AS report, e.id AS one, o.id AS other_report, f.id AS other,
       r.relation_kinds AS kinds, r.relation_others AS others, r.relation_quotes AS quotes, r.relation_rules AS rules
"""
"""What is told by the articles that report events `$ids`: of these from either end, and of others.

Each report has a MATCH of its own, as two may be the same one.  Articles are looked at once each, for a property of an
edge takes long to read, and one article reports many events.
"""

RELATIONS_STORED = """
UNWIND $ids AS id
MATCH (e:Event {id: id})-[r:BEFORE|RESPONDS_TO|FULFILS|CANCELS|DENIES]-(:Event)
RETURN DISTINCT type(r) AS kind, startNode(r).id AS one, endNode(r).id AS other, r.evidence AS evidence,
       r.articles AS articles, r.rules AS rules
"""


def delete_relations(kind: RelationKind) -> str:
    """Delete the edges of one kind between the pairs of events in `$rows`."""
    return f"""
UNWIND $rows AS row
MATCH (e:Event {{id: row.one}})-[r:{_checked(kind)}]->(:Event {{id: row.other}})
DELETE r
"""


def create_relations(kind: RelationKind) -> str:
    """Create an edge of one kind for each pair of events in `$rows`."""
    return f"""
UNWIND $rows AS row
MATCH (e:Event {{id: row.one}})
MATCH (f:Event {{id: row.other}})
CREATE (e)-[r:{_checked(kind)}]->(f)
SET r = row.properties
"""


def _checked(kind: RelationKind) -> RelationKind:
    if kind not in RELATION_KINDS:
        raise ValueError(f"no kind of relation: {kind}")
    return kind
