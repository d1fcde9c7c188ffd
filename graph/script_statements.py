"""The statements by which a part of the graph is written into another database; their values become literals.

Names of labels, edges and properties are those that the graph has, quoted where they are not ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.literals import name

NEW_GRAPH_SCHEMA = """
MERGE (s:GraphSchema {id: 'biennien'})
ON CREATE SET s.version = $version
"""

EDGE_KEYS: Final[dict[str, tuple[str, ...]]] = {
    "REPORTS": ("id",),
    "MENTIONS": (),
    "SOURCE_OF": (),
    "TARGETS": (),
    "ATTRIBUTED_TO": (),
    "CONCERNS": ("action",),
    "COPIES": (),
}
"""By which properties edges of a kind between the same two nodes are told apart; all of them where none are given."""


def merge_nodes(labels: Sequence[str]) -> str:
    """Create or replace the nodes `$rows`, maps of their properties."""
    return f"""
UNWIND $rows AS row
MERGE (n:{":".join(map(name, labels))} {{id: row.id}})
SET n = row
"""


def merge_edges(start: str, kind: str, end: str, keys: Sequence[str]) -> str:
    """Create or replace edges of one kind between nodes of two labels; `$rows` have `start`, `end` and `properties`.

    Each row has a value for each of `keys`.
    """
    same = ", ".join(f"{name(key)}: row.properties.{name(key)}" for key in keys)
    return f"""
UNWIND $rows AS row
MATCH (a:{name(start)} {{id: row.start}})
MATCH (b:{name(end)} {{id: row.end}})
MERGE (a)-[r:{name(kind)}{f" {{{same}}}" if same else ""}]->(b)
SET r = row.properties
"""
