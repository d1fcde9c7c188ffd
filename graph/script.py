"""A part of the graph as Cypher statements that rebuild it in another database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from graph import schema, script_statements, statements
from graph.excerpt import Edge, Excerpt
from graph.literals import literal

MOST_ROWS: Final = 25
MOST_CHARACTERS: Final = 20_000
"""How long the data of a statement gets; a single row may be longer.

Neo4j plans each statement anew, and the time that takes grows faster than its length: 100 rows took eight times as long
as 20.
"""


def script(excerpt: Excerpt) -> Iterator[str]:
    """Statements without parameters, in the order in which they have to run, without semicolons.

    They make the schema where it is missing, then merge nodes and edges by their ids: running them again changes
    nothing, and what else is in the database stays.  No line break stands within a literal.
    """
    yield from schema.DEFINITIONS
    yield _filled(script_statements.NEW_GRAPH_SCHEMA, "$version", literal(schema.VERSION))
    nodes: dict[tuple[str, ...], list[Any]] = defaultdict(list)
    for node in excerpt.nodes:
        nodes[node.labels].append(node.properties)
    for labels, rows in nodes.items():
        yield from _statements(script_statements.merge_nodes(labels), rows)
    yield from _statements(statements.MERGE_CLUES, [{"key": key, "article": article} for key, article in excerpt.clues])
    edges: dict[tuple[str, str, str, tuple[str, ...]], list[Any]] = defaultdict(list)
    for edge in excerpt.edges:
        row = {"start": edge.start, "end": edge.end, "properties": edge.properties}
        edges[edge.start_label, edge.kind, edge.end_label, _keys(edge)].append(row)
    for (start, kind, end, keys), rows in edges.items():
        yield from _statements(script_statements.merge_edges(start, kind, end, keys), rows)


def _keys(edge: Edge) -> tuple[str, ...]:
    """Properties that tell the edge from others of its kind between the same nodes."""
    if edge.kind in script_statements.EDGE_KEYS:
        return script_statements.EDGE_KEYS[edge.kind]
    return tuple(edge.properties)


def _statements(pattern: str, rows: list[Any]) -> Iterator[str]:
    part: list[str] = []
    length = 0
    for row in rows:
        text = literal(row)
        if part and (len(part) >= MOST_ROWS or length + len(text) > MOST_CHARACTERS):
            yield _filled(pattern, "$rows", _listed(part))
            part, length = [], 0
        part.append(text)
        length += len(text)
    if part:
        yield _filled(pattern, "$rows", _listed(part))


def _listed(rows: list[str]) -> str:
    return "[\n  " + ",\n  ".join(rows) + "\n]"


def _filled(pattern: str, parameter: str, value: str) -> str:
    before, _, after = pattern.strip().partition(parameter)
    return before + value + after
