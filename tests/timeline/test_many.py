"""50,000 events in every format; the page of as many is opened in a browser by `test_page`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.exports import made_up
from graph import labels
from graph.script import MOST_CHARACTERS
from timeline.entries import Timeline
from timeline.formats import Format, write_file

COUNT = 50_000


@pytest.fixture(scope="module")
def timeline() -> Timeline:
    """Made-up events of every class, with days and ranges."""
    return made_up(COUNT)


@pytest.mark.parametrize(
    ("chosen", "event", "told"),
    [
        (Format.SVG, None, 0),
        (Format.MARKDOWN, rb"^- \*\*", 0),
        (Format.CSV, rb"^event-", 0),
        (Format.JSON, rb'^{"id"', 0),
        (Format.TIMELINEJS, rb'"unique_id"', 1),
        (Format.ICALENDAR, rb"^BEGIN:VEVENT", 0),
        (Format.GRAPHML, rb'<node id="event:', 0),
        (Format.MERMAID, None, 1),
        (Format.CYPHER, rb"^  {id: 'event-", 0),
    ],
)
def test_fifty_thousand_events_are_written(
    timeline: Timeline, tmp_path: Path, chosen: Format, event: bytes | None, told: int
) -> None:
    path = tmp_path / "out"
    notes = write_file(timeline, labels.load("en"), path, chosen)
    assert len(notes) == told
    content = path.read_bytes()
    if event is None:
        assert len(content) < 5_000_000, "it does not grow with the events"
    else:
        assert len(re.findall(event, content, re.MULTILINE)) == COUNT
    if chosen is Format.CYPHER:
        assert max(map(len, content.split(b";\n"))) < 1.5 * MOST_CHARACTERS
