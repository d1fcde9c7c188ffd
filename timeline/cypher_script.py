"""Cypher: a script that rebuilds the events, with all that hangs on them, in another Neo4j."""

from __future__ import annotations

import unicodedata
from typing import BinaryIO

from graph.labels import Labels
from graph.script import script
from timeline.entries import Timeline
from timeline.formats import Notes


def write(timeline: Timeline, labels: Labels, out: BinaryIO) -> Notes:
    """Write the timeline's part of the graph as statements for `cypher-shell` or Neo4j Browser.

    Each ends with a semicolon at the end of a line, where no other one stands.
    """
    for comment in (timeline.title, timeline.subject):
        if comment:
            _line(out, f"// {_printable(comment)}")
    _line(out, "// Run it with: cypher-shell -a neo4j://HOST:7687 -u neo4j -f THIS-FILE")
    for statement in script(timeline.excerpt):
        _line(out, f"\n{statement};")
    return ()


def _line(out: BinaryIO, text: str) -> None:
    out.write(f"{text}\n".encode("utf-8", errors="replace"))


def _printable(text: str) -> str:
    """The text on one line of a comment."""
    one_line = " ".join(text.split())
    return "".join(one for one in one_line if unicodedata.category(one) not in ("Cc", "Zl", "Zp")).replace("\\", "/")
