"""PNG: a picture for slides and documents, drawn without a browser."""

from __future__ import annotations

from typing import BinaryIO, Final

from graph.labels import Labels
from timeline.entries import Timeline
from timeline.formats import Notes
from timeline.picture.chart import chart, time_locale

SCALE: Final = 2.0
"""Pixels for each of the chart's: sharp on fine screens and on paper."""


def write(timeline: Timeline, labels: Labels, out: BinaryIO) -> Notes:
    """Write the dated events."""
    import vl_convert

    spec, notes = chart(timeline, labels)
    locale = time_locale(labels)
    out.write(vl_convert.vegalite_to_png(spec, scale=SCALE, time_format_locale=locale, allowed_base_urls=[]))
    return notes
