"""The statements that complete a graph which `neo4j-admin database import` made of `graph.bulk`'s tables.

The importer leaves out empty lists; elsewhere in the graph a list is there, with nothing in it.
"""

from __future__ import annotations

from typing import Final

from graph.bulk import columns
from graph.bulk.columns import Table, may_be_empty
from graph.running import Run

IS_IMPORTED = """
MATCH (s:GraphSchema {id: 'biennien'})
WHERE s.imported
RETURN s.version AS version
"""

IMPORT_COMPLETED = """
MATCH (s:GraphSchema {id: 'biennien'})
REMOVE s.imported
"""

_OF_NODES: Final[dict[str, tuple[tuple[Table, str], ...]]] = {
    "Article": (
        (columns.ARTICLES, "(x:Article {id: id})"),
        (columns.REPORTS, "(:Article {id: id})-[x:REPORTS]->(:Event)"),
        (columns.ACTOR_MENTIONS, "(:Article {id: id})-[x:MENTIONS]->(:Actor)"),
        (columns.TREATY_MENTIONS, "(:Article {id: id})-[x:MENTIONS]->(:Treaty)"),
    ),
    "Actor": ((columns.ACTORS, "(x:Actor {id: id})"),),
    "Treaty": ((columns.TREATIES, "(x:Treaty {id: id})"),),
}
"""For nodes of a label: the tables that hold them and what hangs on them, with the pattern by which it is found."""

LABELS: Final = tuple(_OF_NODES)


def next_ids(label: str) -> str:
    """The ids of some nodes of a label, `$limit` of them from `$after` on, in order."""
    if label not in _OF_NODES:
        raise ValueError(f"nothing to complete at {label}")
    return f"MATCH (n:{label}) WHERE n.id > $after RETURN n.id AS id ORDER BY id LIMIT $limit"


def complete(run: Run, label: str, ids: list[str]) -> None:
    """Put in the empty lists of nodes of a label and of what hangs on them; those that are there stay."""
    for table, pattern in _OF_NODES[label]:
        lists = ", ".join(f"x.{name} = coalesce(x.{name}, {_instead(name)})" for name in may_be_empty(table))
        run(f"UNWIND $ids AS id MATCH {pattern} SET {lists}", ids=ids)


def _instead(name: str) -> str:
    """What a list was that is not there."""
    if name in columns.BESIDE:
        return f"[one IN coalesce(x.{columns.BESIDE[name]}, []) | '']"
    return "[]"
