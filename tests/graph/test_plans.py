"""How Neo4j plans the statements of a write while the graph is empty, for it is asked to keep these plans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import neo4j

from graph import relation_statements, statements
from graph.model import RELATION_KINDS
from graph.store import Store
from graph.target import Target

OF_EVERYTHING = {"CORRECTIONS", "ACTORS_BY_NAME"}
"""Statements that look at all nodes of a label, at every size."""


def texts() -> dict[str, str]:
    """The statements of a write, by name."""
    found = {
        name: text
        for module in (statements, relation_statements)
        for name, text in vars(module).items()
        if isinstance(text, str) and "MATCH" in text and name.isupper() and name not in OF_EVERYTHING
    }
    found |= {f"write {kind}": statements.write_actors(kind) for kind in statements.ACTOR_LABELS}
    for kind in RELATION_KINDS:
        found[f"create {kind}"] = relation_statements.create_relations(kind)
        found[f"delete {kind}"] = relation_statements.delete_relations(kind)
    return found


def operators(plan: dict[str, Any]) -> Iterator[str]:
    yield plan["operatorType"]
    for part in plan.get("children", ()):
        yield from operators(part)


def test_an_empty_graph_is_looked_up_by_indexes(neo4j_target: Target) -> None:
    with Store.open(neo4j_target, access="write") as store:
        store.ensure_schema()
    login = (neo4j_target.user or "", neo4j_target.password or "")
    through: dict[str, list[str]] = {}
    with (
        neo4j.GraphDatabase.driver(neo4j_target.uri or "", auth=login) as driver,
        driver.session(database=neo4j_target.database) as session,
    ):
        for name, text in texts().items():
            lists = {key: [] for key in re.findall(r"\$(ids|rows|paths)", text)}
            others = dict.fromkeys(re.findall(r"\$(\w+)", text), "")
            plan = session.run(neo4j.Query(f"EXPLAIN {text}"), {**others, **lists}).consume().plan  # type: ignore[arg-type]
            assert plan is not None
            scans = [each for each in operators(plan) if "Scan" in each or "HashJoin" in each]
            if scans:
                through[name] = scans
    assert through == {}
