"""SVG: a picture for print and pages, drawn without a browser."""

from __future__ import annotations

from typing import BinaryIO

from graph.labels import Labels
from timeline.entries import Timeline
from timeline.formats import Notes
from timeline.picture.chart import chart, time_locale


def write(timeline: Timeline, labels: Labels, out: BinaryIO) -> Notes:
    """Write the dated events."""
    import vl_convert

    spec, notes = chart(timeline, labels)
    drawn = vl_convert.vegalite_to_svg(spec, time_format_locale=time_locale(labels), allowed_base_urls=[])
    out.write(drawn.encode("utf-8"))
    return notes
