"""GraphML: events, actors and treaties as nodes, for programs that draw and measure networks."""

from __future__ import annotations

from itertools import count
from typing import Any, BinaryIO

from graph.labels import Labels
from timeline.entries import Timeline, TimelineEntry
from timeline.formats import Notes
from timeline.links import web_link
from timeline.wording import when
from timeline.xml_text import xml_text


def write(timeline: Timeline, labels: Labels, out: BinaryIO) -> Notes:
    """Write a directed graph: actor → event (`source`), event → actor (`target`), event → treaty (`concerns`).

    `kind` tells events, actors and treaties apart, `label` is what to show.  Numbers are numbers (`reports`,
    `confidence`, and `year` for colours by time), days are ISO 8601 texts.  An attribute that is not known is absent.
    """
    from networkx import MultiDiGraph
    from networkx.readwrite.graphml import write_graphml_xml

    graph: MultiDiGraph[str] = MultiDiGraph()
    numbers = count()
    for entry in timeline.entries:
        event = f"event:{_text(entry.id)}"
        graph.add_node(event, **_event(entry, labels))
        ends: list[tuple[str, str, dict[str, Any]]] = []
        for names, ids, relation in (
            (entry.sources, entry.source_ids, "source"),
            (entry.targets, entry.target_ids, "target"),
        ):
            for name, identity in zip(names, ids, strict=True):
                actor = f"actor:{_text(identity)}"
                graph.add_node(actor, kind="actor", label=_text(name), biennien_id=_text(identity))
                between = (actor, event) if relation == "source" else (event, actor)
                ends.append((*between, {"relation": relation}))
        for treaty in entry.treaties:
            node = f"treaty:{_text(treaty.id)}"
            graph.add_node(node, kind="treaty", label=_text(treaty.name), biennien_id=_text(treaty.id))
            ends.append((event, node, {"relation": "concerns", "action": _text(treaty.action)}))
        for start, end, attributes in ends:
            graph.add_edge(start, end, key=f"e{next(numbers)}", **attributes)
    write_graphml_xml(graph, out, named_key_ids=True)
    return ()


def _event(entry: TimelineEntry, labels: Labels) -> dict[str, Any]:
    day = entry.date or entry.date_end
    attributes = {
        "kind": "event",
        "label": _text(entry.headline),
        "biennien_id": _text(entry.id),
        "type": _text(entry.type),
        "quad": _text(entry.quad),
        "status": _text(entry.status),
        "mode": _text(entry.mode),
        "place": _text(entry.place),
        "date": entry.date.isoformat() if entry.date else None,
        "date_end": entry.date_end.isoformat() if entry.date_end else None,
        "edtf": _text(entry.edtf),
        "when": when(entry, labels),
        "precision": _text(entry.precision),
        "extent": _text(entry.extent),
        "year": day.year if day else None,
        "said_by": _text("; ".join(entry.said_by)) or None,
        "confidence": float(entry.confidence),
        "reports": len(entry.reports),
        "quote": _text(entry.reports[0].quote) if entry.reports else None,
        "url": web_link(entry.reports[0].url) if entry.reports else None,
    }
    return {name: value for name, value in attributes.items() if value is not None}


def _text(value: str | None) -> Any:
    """The text without characters that XML has no place for."""
    return None if value is None else xml_text(value)
