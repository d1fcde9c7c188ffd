"""Edges between events, computed from what articles say of how the acts they tell stand to each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from graph import relation_statements
from graph.model import RELATION_KINDS, RelationKind

Row = dict[str, Any]


class _Run(Protocol):
    """Runs one statement in the transaction, with parameters by name, and gives its rows."""

    def __call__(self, statement: str, **parameters: Any) -> list[Row]: ...


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation from event `one` to event `other`; its lists go together, an entry for each article that tells it."""

    kind: RelationKind
    one: str
    other: str
    evidence: tuple[str, ...]
    articles: tuple[str, ...]
    rules: tuple[str, ...]


def derive(run: _Run, events: Iterable[str]) -> None:
    """Write the relations of events as the articles tell them now, from either end; only what differs is written.

    A relation is told of reports.  It leads between the events that these are reports of, so it moves with them, and
    two reports of one event have none.
    """
    ids = sorted(events)
    if not ids:
        return
    wanted = {
        (edge.kind, edge.one, edge.other): edge for edge in compute(run(relation_statements.RELATIONS_TOLD, ids=ids))
    }
    stored = {
        (edge.kind, edge.one, edge.other): edge
        for edge in map(_stored, run(relation_statements.RELATIONS_STORED, ids=ids))
    }
    for kind in RELATION_KINDS:
        outdated = [edge for key, edge in sorted(stored.items()) if edge.kind == kind and wanted.get(key) != edge]
        missing = [edge for key, edge in sorted(wanted.items()) if edge.kind == kind and stored.get(key) != edge]
        if outdated:
            run(
                relation_statements.delete_relations(kind),
                rows=[{"one": each.one, "other": each.other} for each in outdated],
            )
        if missing:
            run(relation_statements.create_relations(kind), rows=[edge_row(each) for each in missing])


def compute(told: Iterable[Row]) -> list[Edge]:
    """One edge for each kind and pair of events, with all that tells it in the order of articles."""
    evidence: dict[tuple[RelationKind, str, str], set[tuple[str, str, str]]] = defaultdict(set)
    for row in told:
        if row["one"] == row["other"]:
            continue
        for kind, other, quote, rule in zip(row["kinds"], row["others"], row["quotes"], row["rules"], strict=True):
            if other == row["other_report"]:
                evidence[kind, row["one"], row["other"]].add((row["article"], quote, rule))
    edges = []
    for (kind, one, other), reasons in sorted(evidence.items()):
        articles, quotes, rules = zip(*sorted(reasons), strict=True)
        edges.append(Edge(kind, one, other, quotes, articles, rules))
    return edges


def _stored(row: Row) -> Edge:
    return Edge(
        row["kind"], row["one"], row["other"], tuple(row["evidence"]), tuple(row["articles"]), tuple(row["rules"])
    )


def edge_row(edge: Edge) -> Row:
    """A relation between two events."""
    properties = {"evidence": list(edge.evidence), "articles": list(edge.articles), "rules": list(edge.rules)}
    return {"one": edge.one, "other": edge.other, "properties": properties}
