"""A whole graph as sorted lines of text, to compare two graphs with ==, whichever engine holds them."""

from __future__ import annotations

import json
from typing import Any

from graph.store import Store

NODES = "MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties"
EDGES = """
MATCH (a)-[r]->(b)
RETURN a.id AS start, type(r) AS type, properties(r) AS properties, b.id AS end
"""


def graph_fingerprint(store: Store) -> list[str]:
    """Nodes with labels and properties, and edges with theirs; `ingested_at`, which tells when, is left out."""
    nodes = [f"{':'.join(sorted(row['labels']))} {_text(row['properties'])}" for row in store.read(NODES).rows]
    edges = [
        f"({row['start']})-[{row['type']} {_text(row['properties'])}]->({row['end']})" for row in store.read(EDGES).rows
    ]
    return sorted(nodes) + sorted(edges)


def _text(properties: dict[str, Any]) -> str:
    kept = {key: value for key, value in properties.items() if key != "ingested_at"}
    return json.dumps(kept, sort_keys=True, default=str, ensure_ascii=False)
