"""The proof by words: every way to write is refused, and nothing that only reads."""

from __future__ import annotations

import pytest

from graph.errors import ReadOnly
from queries.readonly import prove

WRITES = [
    "CREATE (n:Event)",
    "MATCH (n) DELETE n",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n) SET n.x = 1",
    "MATCH (n) sEt n.x = 1",
    "MATCH (n) REMOVE n.x",
    "MERGE (n:Event {id: 1})",
    "MATCH (n) FOREACH (x IN [1] | SET n.x = x)",
    "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
    "DROP INDEX event_date",
    "CREATE INDEX x FOR (n:Event) ON (n.x)",
    "CALL db.labels()",
    "CALL apoc.cypher.runWrite('CREATE (n)', {})",
    "CALL `db.labels`()",
    "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()",
    "CALL db.index.fulltext.queryNodesAndMore('x', 'y')",
    "CALL other.db.index.fulltext.queryNodes('x', 'y')",
    "CALL db.index.fulltext.queryNodes('x', 'y') YIELD node SET node.x = 1",
    "CALL { CREATE (n) } RETURN 1",
    "MATCH (n)/* */SET/* */n.x = 1",
    "MATCH (n) // a comment\rSET n.x = 1",
    "MATCH (n) WHERE n.x = 'it''s' SET n.y = 1",
    "MATCH (n) WHERE n.x = 'a\\'' SET n.y = 1",
    "MATCH (n) WHERE n.x = \"'\" SET n.y = '\"'",
    "MATCH (n:`a``b`) SET n.x = 1",
    "RETURN 1; MATCH (n) RETURN n",
    "MATCH (n) \\u0053ET n.x = 1",
    "RETURN 'a\\u0027 CREATE (n) //'",
    "RETURN 'never closed SET",
    "RETURN $`a`",
    "USE system MATCH (n) RETURN n",
    "ALTER USER neo4j SET PASSWORD 'x'",
    "GRANT ROLE admin TO me",
    "TERMINATE TRANSACTION 'x'",
    "INSERT (:Event)",
    "MATCH (n) ſET n.x = 1",
]

READS = [
    ("MATCH (n) RETURN n", set()),
    ("MATCH (n) WHERE n.name = 'CREATE' RETURN n.`SET`", set()),
    ("// SET this aside\nMATCH (n) /* DELETE */ RETURN n // MERGE", set()),
    ("MATCH (n) WHERE n.id = $set AND n.date > $from RETURN n;", {"set", "from"}),
    ("MATCH (n) WHERE n.created = 1 RETURN n.settings, n.start", set()),
    ("CALL () { RETURN 1 AS x } RETURN x", set()),
    ("CALL db.index.fulltext.queryRelationships('x', $words) YIELD relationship RETURN relationship", {"words"}),
    ("MATCH (e) CALL (e) { RETURN 1 AS x } RETURN x;\n// the end\n", set()),
    ("RETURN 'a\\'b' AS `c``d`, \"x\" AS y", set()),
    ("RETURN '$no' AS x // $neither", set()),
]  # fmt: skip


@pytest.mark.parametrize("cypher", WRITES)
def test_writes_are_refused(cypher: str) -> None:
    with pytest.raises(ReadOnly, match=r"^own\.cypher"):
        prove(cypher, "own.cypher")


@pytest.mark.parametrize(("cypher", "parameters"), READS)
def test_reads_are_let_through_with_their_parameters(cypher: str, parameters: set[str]) -> None:
    assert prove(cypher, "own.cypher") == parameters


def test_the_line_is_named() -> None:
    with pytest.raises(ReadOnly, match="line 3 would write: DELETE"):
        prove("MATCH (n)\n\nDELETE n", "own.cypher")
