"""A part of the graph: some events with all that hangs on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from graph.statements import ACTOR_LABELS, LABELS

if TYPE_CHECKING:
    from graph.store import Store

Properties = dict[str, Any]

AT_ONCE: Final = 5_000
"""How many nodes one query is asked about."""

_MAIN_LABELS: Final = tuple(label for label in LABELS if label not in ACTOR_LABELS.values())

_FROM_EVENTS = """
UNWIND $ids AS id
MATCH (e:Event {id: id})-[r]->(n)
RETURN e.id AS start, type(r) AS kind, labels(n) AS labels, n.id AS end, properties(r) AS properties
"""

_TO_EVENTS = """
UNWIND $ids AS id
MATCH (e:Event {id: id})<-[r]-(n)
RETURN n.id AS start, type(r) AS kind, labels(n) AS labels, e.id AS end, properties(r) AS properties
"""

_PARTIES = """
UNWIND $ids AS id
MATCH (t:Treaty {id: id})<-[r:PARTY_TO]-(n:Actor)
RETURN n.id AS start, type(r) AS kind, labels(n) AS labels, t.id AS end, properties(r) AS properties
"""

_BETWEEN_ACTORS = """
UNWIND $ids AS id
MATCH (a:Actor {id: id})-[r]->(n:Actor)
RETURN a.id AS start, type(r) AS kind, labels(n) AS labels, n.id AS end, properties(r) AS properties
"""

_MENTIONS = """
UNWIND $ids AS id
MATCH (a:Article {id: id})-[r:MENTIONS]->(n)
RETURN a.id AS start, type(r) AS kind, labels(n) AS labels, n.id AS end, properties(r) AS properties
"""

_COPIES = """
UNWIND $ids AS id
MATCH (a:Article {id: id})-[r:COPIES]->(n:Article)
RETURN a.id AS start, type(r) AS kind, labels(n) AS labels, n.id AS end, properties(r) AS properties
"""

_SAID = """
UNWIND $ids AS id
MATCH (a:Article {id: id})
RETURN a.id AS id, COUNT { (a)-[:REPORTS]->() } + COUNT { (a)-[:MENTIONS]->() }
  + COUNT { (a)-[:COPIES]->() } AS said
"""


_CLUES = """
UNWIND $ids AS id
MATCH (c:Clue {article: id})
RETURN c.key AS key, c.article AS article
"""


@dataclass(frozen=True, slots=True)
class Node:
    """A node with all labels, the main one (Article, Event, Actor or Treaty) first, and all properties."""

    labels: tuple[str, ...]
    properties: Properties


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge between the nodes of two main labels with the ids `start` and `end`."""

    start_label: str
    start: str
    kind: str
    end_label: str
    end: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Nodes and the edges between them, and the `key` and `article` of the clues by which other articles find these.

    All stand in an order that depends on nothing but themselves.
    """

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    clues: tuple[tuple[str, str], ...] = ()


def read(store: Store, events: Sequence[str]) -> Excerpt:
    """The events with these ids, and what they need to be understood and computed again.

    1. The articles that report them, their actors and treaties, and edges from one of these events to another.
    2. The parties of the treaties.
    3. Whom all these actors represent, what they are members of, and so on.
    4. How these articles describe these actors and treaties, and which of them copies another.

    An article that also tells of something else comes without `record_hash` and `extractor`: a graph that takes it in
    will not think that it has all of it, and read the article anew when it is ingested.
    """
    wanted: dict[str, set[str]] = {label: set() for label in _MAIN_LABELS}
    wanted["Event"].update(events)
    edges = list(_around_events(store, sorted(wanted["Event"])))
    for edge in edges:
        wanted[edge.start_label].add(edge.start)
        wanted[edge.end_label].add(edge.end)
    parties = list(_edges(store, _PARTIES, sorted(wanted["Treaty"]), end_label="Treaty"))
    wanted["Actor"].update(edge.start for edge in parties)
    edges += parties
    asked: set[str] = set()
    while more := wanted["Actor"] - asked:
        asked |= more
        ties = list(_edges(store, _BETWEEN_ACTORS, sorted(more), start_label="Actor"))
        wanted["Actor"].update(edge.end for edge in ties)
        edges += ties
    for query in (_MENTIONS, _COPIES):
        for edge in _edges(store, query, sorted(wanted["Article"]), start_label="Article"):
            if edge.end in wanted[edge.end_label]:
                edges.append(edge)
    nodes = [node for label in _MAIN_LABELS for node in _nodes(store, label, sorted(wanted[label]))]
    _mark_incomplete(store, nodes, edges)
    edges.sort(
        key=lambda edge: (edge.kind, edge.start, edge.end, sorted((k, str(v)) for k, v in edge.properties.items()))
    )
    articles = sorted(wanted["Article"])
    found = (store.read(_CLUES, {"ids": part}).rows for part in _parts(articles))
    clues = sorted((row["key"], row["article"]) for rows in found for row in rows)
    return Excerpt(tuple(nodes), tuple(edges), tuple(clues))


def _around_events(store: Store, ids: list[str]) -> Iterator[Edge]:
    among = set(ids)
    for edge in _edges(store, _FROM_EVENTS, ids, start_label="Event"):
        if edge.end_label != "Event" or edge.end in among:
            yield edge
    for edge in _edges(store, _TO_EVENTS, ids, end_label="Event"):
        if edge.start_label != "Event":
            yield edge


def _edges(
    store: Store, query: str, ids: Sequence[str], *, start_label: str | None = None, end_label: str | None = None
) -> Iterator[Edge]:
    """Edges that a query gives; one of their labels is known, the other is read.  Other nodes than ours are passed."""
    for part in _parts(ids):
        for row in store.read(query, {"ids": part}).rows:
            other = _main_label(row["labels"])
            if other is not None:
                start, end = start_label or other, end_label or other
                yield Edge(start, row["start"], row["kind"], end, row["end"], _known(row["properties"]))


def _nodes(store: Store, label: str, ids: Sequence[str]) -> Iterator[Node]:
    query = f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN labels(n) AS labels, properties(n) AS properties"
    for part in _parts(ids):
        rows = store.read(query, {"ids": part}).rows
        for row in sorted(rows, key=lambda row: str(row["properties"]["id"])):
            more = sorted(set(row["labels"]) & set(LABELS) - {label})
            yield Node((label, *more), _known(row["properties"]))


def _mark_incomplete(store: Store, nodes: Iterable[Node], edges: Iterable[Edge]) -> None:
    told = Counter(edge.start for edge in edges if edge.start_label == "Article")
    said: dict[str, int] = {}
    for part in _parts(sorted(told)):
        said |= {row["id"]: row["said"] for row in store.read(_SAID, {"ids": part}).rows}
    for node in nodes:
        if node.labels[0] == "Article" and told[node.properties["id"]] < said[node.properties["id"]]:
            node.properties.pop("record_hash", None)
            node.properties.pop("extractor", None)


def _main_label(labels: Iterable[str]) -> str | None:
    return next((label for label in _MAIN_LABELS if label in labels), None)


def _known(properties: Properties) -> Properties:
    """The properties that have a value, by name: the engines differ in whether they keep the others, and in order.

    Those of names that no script can hold are nobody's that reads one.
    """
    names = (name for name in sorted(properties) if name.isprintable() and "\\" not in name)
    return {name: properties[name] for name in names if properties[name] is not None}


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]
