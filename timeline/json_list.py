"""JSON: a list of events with the keys of the entries, for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import BinaryIO

from graph.labels import Labels
from timeline.entries import Timeline
from timeline.formats import Notes


def write(timeline: Timeline, labels: Labels, out: BinaryIO) -> Notes:
    """Write the entries as UTF-8, an event a line; days are ISO 8601."""
    out.write(b"[")
    for number, entry in enumerate(timeline.entries):
        text = json.dumps(asdict(entry), ensure_ascii=False, default=_plain)
        out.write(b",\n" if number else b"\n")
        out.write(text.encode("utf-8", errors="replace"))
    out.write(b"\n]\n")
    return ()


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")
