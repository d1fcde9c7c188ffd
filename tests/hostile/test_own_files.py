"""Files of a user's own that ask for too much: facts, and queries."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from graph.errors import BienNienError, InputError, KnowledgeError, ReadOnly
from ingest.knowledge.files import read
from queries.catalogue import read_query
from queries.readonly import prove

LAUGHS = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))

HOSTILE_YAML = [
    (LAUGHS, "2: aliases are not read"),
    ("a: &a [*a]\n", "1: aliases are not read"),
    ("a: !!python/object/apply:os.system ['true']\n", "1: tags are not read"),
    ("a: !!binary aGVsbG8=\n", "1: tags are not read"),
    ("a: !!timestamp 2001-01-01\n", "1: tags are not read"),
    ("a: !!int x\n", "1: tags are not read"),
    ("a: !x y\n", "1: tags are not read"),
    ("a: " + "[" * 900 + "\n", "1: nested too deeply"),
    ("a: " + "{b: " * 900 + "\n", "1: nested too deeply"),
    ("- " * 900 + "\n", "1: nested too deeply"),
    # from 1,000 on some versions of the YAML library refuse it themselves, in their own words
    ("a: " + "[" * 50_000 + "\n", "1: "),
    ("a: " + "{b: " * 50_000 + "\n", "1: "),
    ("- " * 50_000 + "\n", "1: "),
    ("? [a]\n: b\n", "1: a key must be text"),
    ("a: \x00\n", "1: "),
    ("<<: {a: b}\n<<: {a: b}\n", "2: '<<' is given twice"),
]


@pytest.mark.parametrize(("text", "says"), HOSTILE_YAML)
def test_facts_that_ask_for_too_much_are_refused(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(text, "utf-8")
    begun = time.monotonic()
    with pytest.raises(KnowledgeError) as refused:
        read(path)
    assert f"{path}:{says}" in refused.value.message
    assert time.monotonic() - begun < 5


def test_facts_without_end_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    with path.open("wb") as file:
        file.truncate(5_000_000_000)
    with pytest.raises(KnowledgeError, match="has 5,000"):
        read(path)
    query = tmp_path / "own.cypher"
    path.rename(query)
    with pytest.raises(InputError, match="is no query"):
        read_query(query)


@pytest.mark.parametrize("text", [text for text, _ in HOSTILE_YAML])
def test_headers_that_ask_for_too_much_are_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "own.cypher"
    path.write_text("".join(f"// {line}\n" for line in text.splitlines())[:90_000] + "RETURN 1 AS x\n", "utf-8")
    with pytest.raises(BienNienError, match=r"own\.cypher"):
        read_query(path)


@pytest.mark.parametrize(
    "cypher",
    [
        "SHOW USERS",
        "SHOW SETTINGS YIELD name, value RETURN name, value",
        "SHOW TRANSACTIONS",
        "STOP DATABASE neo4j",
        "START DATABASE neo4j",
        "ENABLE SERVER 'x'",
        "DRYRUN REALLOCATE DATABASES",
        "USING PERIODIC COMMIT LOAD CSV FROM 'x' AS row RETURN row",
        "PROFILE MATCH (n) RETURN n",
        "EXPLAIN MATCH (n) RETURN n",
        "CYPHER 25 MATCH (n) RETURN n",
        "CALL dbms.listConfig()",
        "CALL apoc.load.json('file:///etc/passwd')",
        "CALL apoc.cypher.doIt('CREATE (n)', {}) YIELD value RETURN value",
        "CALL { CALL dbms.listConfig() YIELD name RETURN name } RETURN name",
        "OPTIONAL CALL dbms.listConfig()",
        "MATCH (n) CALL { WITH n SET n.x = 1 } IN TRANSACTIONS RETURN n",
        "RETURN 1 AS x /* ; */; RETURN 2 AS x",
        "RETURN 1 AS x UNION USE system SHOW USERS",
        ":param x => 1",
        "; RETURN 1",
    ],
)
def test_queries_that_look_elsewhere_are_refused(cypher: str) -> None:
    with pytest.raises(ReadOnly):
        prove(cypher, "own.cypher")
