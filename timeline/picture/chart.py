"""A timeline as a Vega-Lite specification: what stands where is settled, Vega draws it with axis, shapes and texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from babel import Locale
from babel.numbers import format_decimal

from graph.labels import Labels
from timeline.entries import Timeline, TimelineEntry
from timeline.formats import Notes
from timeline.picture.layout import (
    COLUMN,
    COLUMNS_HEIGHT,
    FONT_SIZE,
    LANE_PADDING,
    SMALL_ROW,
    WIDTH,
    Axis,
    Lane,
    Layout,
    Mark,
    fitted,
    lay_out,
    text_width,
)
from timeline.xml_text import xml_text

Spec = dict[str, Any]

GUTTER: Final = 176
"""Room for the names of the lanes, on the left."""

COLOURS: Final = {
    "verbal cooperation": "#5b9fd6",
    "material cooperation": "#17568f",
    "verbal conflict": "#e39141",
    "material conflict": "#b3291f",
    "none": "#838a92",
}
"""As in the page, on a light ground."""

_INK: Final = "#1f2328"
_MUTED: Final = "#5d646c"
_LINE: Final = "#e4dfd4"
_LINE_STRONG: Final = "#cfc8b9"
_FONT: Final = "Inter, 'Segoe UI', 'Noto Sans', 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif"
_FILLED: Final = frozenset({"happened", "ongoing"})
_CROSSED: Final = frozenset({"denied", "cancelled"})
_LEGEND_ROW: Final = 24
_DAY: Final = 86_400_000
_EPOCH: Final = date(1970, 1, 1).toordinal()
_CROSS: Final = "M-1,1L1,-1"


def chart(timeline: Timeline, labels: Labels) -> tuple[Spec, Notes]:
    """The specification, with all data in it, and what a user should know of the picture."""
    dated = [entry for entry in timeline.entries if entry.dated]
    notes = (labels.say("undated_left_out"),) if len(dated) < len(timeline.entries) else ()
    subtitle = [labels.count("event_count", len(timeline.entries))]
    if undated := len(timeline.entries) - len(dated):
        subtitle.append(labels.count("undated_count", undated))
    spec: Spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": "white",
        "padding": 16,
        "title": {
            "text": fitted(_clean(timeline.title), (WIDTH + GUTTER) * FONT_SIZE / 24),
            "subtitle": " · ".join(subtitle),
            "anchor": "start",
            "offset": 14,
            "fontSize": 22,
            "subtitleFontSize": 13,
            "subtitleColor": _MUTED,
            "subtitlePadding": 6,
        },
        "config": {"font": _FONT, "view": {"stroke": None}, "title": {"color": _INK}},
        "width": WIDTH,
    }
    if not dated:
        text = labels.words["nothing_dated" if timeline.entries else "empty"]
        return spec | {"height": 60, "data": {"values": [{}]}, "mark": {"type": "text", "text": text}}, notes
    layout = lay_out(dated, labels)
    subtitle += [labels.words["columns_count"]] if any(not lane.marks for lane in layout.lanes) else []
    spec["title"]["subtitle"] = " · ".join(subtitle)
    spec["height"] = layout.height
    spec["layer"] = [layer for layer in _layers(layout, dated, labels) if layer["data"]["values"]]
    spec["resolve"] = {"axis": {"x": "independent"}}
    return spec, notes


def time_locale(labels: Labels) -> dict[str, Any]:
    """Names of days and months for the axis, as d3-time-format wants them; its weeks begin on Sunday."""
    locale = Locale.parse(labels.locale)

    def names(of: Any, width: str) -> list[str]:
        found = of["stand-alone"][width]
        return [str(found[at]) for at in sorted(found)]

    days, short_days = (names(locale.days, width) for width in ("wide", "abbreviated"))
    return {
        "dateTime": "%d/%m/%Y %H:%M",
        "date": "%d/%m/%Y",
        "time": "%H:%M",
        "periods": ["AM", "PM"],
        "days": days[-1:] + days[:-1],
        "shortDays": short_days[-1:] + short_days[:-1],
        "months": names(locale.months, "wide"),
        "shortMonths": names(locale.months, "abbreviated"),
    }


def _layers(layout: Layout, dated: Iterable[TimelineEntry], labels: Labels) -> Iterator[Spec]:
    """What is drawn, from the ground up."""
    axis, height = layout.axis, layout.height
    bars: list[Spec] = []
    glyphs: list[Spec] = []
    crosses: list[Spec] = []
    texts: list[Spec] = []
    columns: list[Spec] = []
    for lane in layout.lanes:
        if lane.marks:
            for mark in lane.marks:
                _draw(mark, _row_middle(lane, mark), lane.row_height, axis, bars, glyphs, crosses, texts)
        else:
            columns += _columns(lane, axis)
    _legend(dated, axis, height, labels, bars, glyphs, crosses, texts)
    tops = [lane.top for lane in layout.lanes]
    yield _layer({"type": "rule", "color": _LINE_STRONG}, [{"y": y} for y in (*tops, height)], _edge(-GUTTER, WIDTH))
    for orient in ("top", "bottom"):
        encoding = {"x": _time("x", axis, _axis(orient)), "x2": {"field": "x2"}, "y": _y("y", height)}
        place = 0.0 if orient == "top" else height
        ends = {"x": _moment(axis.start), "x2": _moment(axis.end), "y": place}
        yield _layer({"type": "rule", "color": _LINE_STRONG}, [ends], encoding)
    bare = {"x": _time("x", axis), "y": _y("y", height)}
    box = bare | {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
    yield _layer({"type": "rect"}, columns, box | {"color": _own("colour")})
    bar = box | {"fill": _own("colour"), "stroke": _own("colour"), "fillOpacity": _own("strength")}
    for lasting, dash in ((True, []), (False, [3, 2])):
        look = {"type": "rect", "cornerRadius": 3, "strokeDash": dash}
        yield _layer(look, [one for one in bars if one["lasting"] is lasting], bar)
    point = {"type": "point", "strokeWidth": 1.6, "opacity": 1}
    shape = {"fill": _own("fill"), "stroke": _own("colour"), "shape": _own("shape"), "size": _own("size")}
    yield _layer(point, glyphs, bare | shape)
    yield _layer(point | {"shape": _CROSS, "size": 190, "stroke": _INK}, crosses, bare)
    text = {"type": "text", "align": "left", "baseline": "middle", "fontSize": FONT_SIZE, "color": _INK}
    words = {"text": {"field": "text", "type": "nominal"}}
    for align in ("left", "right"):
        yield _layer(text | {"align": align}, [one for one in texts if one["align"] == align], bare | words)
    names = [
        {"y": lane.top + 16, "text": _lane_name(lane), "count": format_decimal(len(lane.entries), locale=labels.locale)}
        for lane in layout.lanes
    ]
    at_left = words | {"x": {"value": -GUTTER}, "y": _y("y", height)}
    yield _layer(text | {"fontWeight": "bold", "fontSize": 13}, names, at_left)
    counts = at_left | {"x": {"value": -12}, "text": {"field": "count", "type": "nominal"}}
    yield _layer(text | {"align": "right", "color": _MUTED}, names, counts)


def _draw(
    mark: Mark,
    y: float,
    row_height: int,
    axis: Axis,
    bars: list[Spec],
    glyphs: list[Spec],
    crosses: list[Spec],
    texts: list[Spec],
) -> None:
    """What shows one event: words are round, deeds are square; a bar for one that is not dated to a day."""
    entry = mark.entry
    quad = entry.quad or "none"
    colour, is_open = COLOURS.get(quad, COLOURS["none"]), entry.status not in _FILLED
    small = row_height == SMALL_ROW
    middle = (mark.left + mark.right) / 2
    if mark.exact:
        shape = "square" if quad.startswith("material") else "circle"
        size = (30 if small else 70) * (0.7 if quad == "none" else 1)
        glyphs.append(_glyph(axis, middle, y, colour, "white" if is_open else colour, shape, size))
    else:
        half = 3.5 if small else 6
        lasting = entry.extent == "throughout"
        bars.append(
            {
                "x": _moment(axis.day(max(mark.left, 0))),
                "x2": _moment(axis.day(min(mark.right, WIDTH))),
                "y": y - half,
                "y2": y + half,
                "colour": colour,
                "strength": 0.0 if is_open else 0.5 if lasting else 0.14,
                "lasting": lasting,
            }
        )
        middle = mark.right - min(10, (mark.right - mark.left) / 2)
        for day, side, x in ((entry.date, "left", mark.left), (entry.date_end, "right", mark.right)):
            if day is None:  # nobody says where it ends on that side
                glyphs.append(_glyph(axis, min(max(x, 4), WIDTH - 4), y, colour, colour, f"triangle-{side}", 60))
    if entry.status in _CROSSED:
        crosses.append({"x": _moment(axis.day(middle)), "y": y})
    if mark.label:
        align = "right" if mark.label_before else "left"
        texts.append({"x": _moment(axis.day(mark.label_x)), "y": y, "text": _clean(mark.label), "align": align})


def _glyph(axis: Axis, x: float, y: float, colour: str, fill: str, shape: str, size: float) -> Spec:
    return {"x": _moment(axis.day(x)), "y": y, "colour": colour, "fill": fill, "shape": shape, "size": size}


def _columns(lane: Lane, axis: Axis) -> Iterator[Spec]:
    tallest = max(sum(column.values()) for column in lane.columns)
    bottom = lane.top + LANE_PADDING / 2 + COLUMNS_HEIGHT
    for at, column in enumerate(lane.columns):
        y, total = bottom, sum(column.values())
        for quad in sorted(column, key=list(COLOURS).index):
            height = column[quad] / total * max(1.5, total / tallest * (COLUMNS_HEIGHT - 4))
            left, right = (_moment(axis.day(x)) for x in (at * COLUMN, (at + 1) * COLUMN - 1))
            yield {"x": left, "x2": right, "y": y - height, "y2": y, "colour": COLOURS[quad]}
            y -= height


def _legend(
    dated: Iterable[TimelineEntry],
    axis: Axis,
    height: float,
    labels: Labels,
    bars: list[Spec],
    glyphs: list[Spec],
    crosses: list[Spec],
    texts: list[Spec],
) -> None:
    """Samples of what is there, below the axis, in rows."""
    entries = list(dated)
    quads = {entry.quad or "none" for entry in entries}
    uncertain = [entry for entry in entries if entry.date is None or entry.date != entry.date_end]
    samples: list[tuple[str, str, str, str]] = [
        (labels.quads.get(quad, quad), quad, "happened", "") for quad in COLOURS if quad in quads
    ]
    for extent, word in (("within", "legend_within"), ("throughout", "legend_throughout")):
        if any(entry.extent == extent for entry in uncertain):
            samples.append((labels.words[word], "none", "happened", extent))
    if any(entry.status not in _FILLED | _CROSSED for entry in entries):
        samples.append((labels.words["legend_open"], "verbal cooperation", "planned", ""))
    if any(entry.status == "denied" for entry in entries):
        samples.append((labels.words["legend_denied"], "verbal cooperation", "denied", ""))
    x, y = 0.0, height + 48
    for text, quad, status, extent in samples:
        width = text_width(text) + 52
        if x + width > WIDTH and x:
            x, y = 0.0, y + _LEGEND_ROW
        sample = Mark(_sample(quad, status, extent), x, x + (22 if extent else 14), not extent, label=text)
        sample.label_x = sample.right + 6
        _draw(sample, y, 0, axis, bars, glyphs, crosses, texts)
        x += width


def _sample(quad: str, status: str, extent: str) -> TimelineEntry:
    day = date(2000, 1, 1)
    return TimelineEntry(
        "", day, day, None, "day", extent or "within", "", None, quad, status, (), (), (), (), (), (), (), (), None, "",
        "", 1.0, (),
    )  # fmt: skip


def _row_middle(lane: Lane, mark: Mark) -> float:
    return lane.top + LANE_PADDING / 2 + (mark.row + 0.5) * lane.row_height


def _lane_name(lane: Lane) -> str:
    return _clean(fitted(lane.name, (GUTTER - 44) * FONT_SIZE / 14))


def _layer(mark: Spec, values: list[Spec], encoding: Spec) -> Spec:
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}


def _time(name: str, axis: Axis, drawn: Spec | None = None) -> Spec:
    domain = [_moment(axis.start), _moment(axis.end)]
    return {
        "field": name,
        "type": "temporal",
        "scale": {"type": "utc", "domain": domain, "nice": False},
        "axis": drawn,
    }


def _axis(orient: str) -> Spec:
    return {
        "orient": orient,
        "title": None,
        "grid": orient == "top",
        "gridColor": _LINE,
        "domainColor": _LINE_STRONG,
        "tickColor": _LINE_STRONG,
        "labelColor": _MUTED,
        "labelFontSize": 11.5,
        "labelFlush": False,
        "tickCount": 12,
    }


def _y(name: str, height: float) -> Spec:
    scale = {"domain": [0, height], "range": [0, height], "nice": False, "zero": False}
    return {"field": name, "type": "quantitative", "scale": scale, "axis": None}


def _edge(left: float, right: float) -> Spec:
    return {"x": {"value": left}, "x2": {"value": right}, "y": {"field": "y", "type": "quantitative", "axis": None}}


def _own(name: str) -> Spec:
    """A look that the data themselves have."""
    return {"field": name, "type": "nominal", "scale": None, "legend": None}


def _moment(day: float) -> float:
    """Milliseconds since 1970, as Vega counts."""
    return round((day - _EPOCH) * _DAY)


def _clean(text: str) -> str:
    one_line = " ".join(xml_text(text).split())
    return one_line.encode("utf-8", errors="replace").decode("utf-8")
