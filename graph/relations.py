"""Edges between events, computed from what articles say of how the acts they tell stand to each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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


def derive(run: _Run, events: Iterable[str], stored: set[str], coming: Sequence[Row] = ()) -> None:
    """Write the relations of events as the articles tell them now, from either end; only what differs is written.

    A relation is told of reports.  It leads between the events that these are reports of, so it moves with them, and
    two reports of one event have none.  Of the events those in `stored` were there before; what articles that are not
    stored yet tell is in the `coming` rows of all their reports.
    """
    wanted_ids = set(events)
    ids = sorted(wanted_ids & stored)
    told = [*told_together(coming), *(run(relation_statements.RELATIONS_TOLD, ids=ids) if ids else ())]
    wanted = {
        (edge.kind, edge.one, edge.other): edge
        for edge in compute(row for row in told if row["one"] in wanted_ids or row["other"] in wanted_ids)
    }
    before = {
        (edge.kind, edge.one, edge.other): edge
        for edge in map(_stored, run(relation_statements.RELATIONS_STORED, ids=ids) if ids else ())
    }
    for kind in RELATION_KINDS:
        outdated = [edge for key, edge in sorted(before.items()) if edge.kind == kind and wanted.get(key) != edge]
        missing = [edge for key, edge in sorted(wanted.items()) if edge.kind == kind and before.get(key) != edge]
        if outdated:
            run(
                relation_statements.delete_relations(kind),
                rows=[{"one": each.one, "other": each.other} for each in outdated],
            )
        if missing:
            run(relation_statements.create_relations(kind), rows=[edge_row(each) for each in missing])


def told_together(reports: Iterable[Row]) -> list[Row]:
    """What whole articles tell of how events stand to each other, as RELATIONS_TOLD gives it.

    A row of a report has its `article`, its `event` and its `properties`.
    """
    reports = list(reports)
    homes = {(row["article"], row["properties"]["id"]): row["event"] for row in reports}
    told = []
    for row in reports:
        properties: Mapping[str, Any] = row["properties"]
        for other in dict.fromkeys(properties.get("relation_others") or ()):
            said = {name: properties[f"relation_{name}"] for name in ("kinds", "others", "quotes", "rules")}
            ends = {"one": row["event"], "other_report": other, "other": homes[row["article"], other]}
            told.append({"article": row["article"], "report": properties["id"], **ends, **said})
    return told


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
