"""SVG and PNG, read by an XML parser, a browser and the size that a PNG tells; and how the events are laid out."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from written_files import ENGLISH, HOSTILE, hostile_timeline, written

from graph import labels
from timeline.entries import Side, Timeline, TimelineEntry
from timeline.formats import Format, write_file
from timeline.picture.chart import COLOURS
from timeline.picture.layout import WIDTH, Layout, Mark, fitted, lay_out, text_width
from timeline.picture.png import SCALE
from timeline.xml_text import xml_text

if TYPE_CHECKING:
    from playwright.sync_api import Page

SVG = "{http://www.w3.org/2000/svg}"


def texts(path: Path) -> list[str]:
    return ["".join(node.itertext()) for node in ElementTree.parse(path).iter(f"{SVG}text")]


def many(timeline: Timeline, count: int, sides: int) -> Timeline:
    """As many events over ten years by so many sides, each fourth one somewhere in a month."""
    pattern = [entry for entry in timeline.entries if entry.precision == "day"]
    entries = []
    for number in range(count):
        day = date(2012, 1, 1) + timedelta(days=number * 3650 // count)
        last = day if number % 4 else day + timedelta(days=30)
        side = Side(f"side-{number % sides}", f"Side {number % sides}")
        entries.append(
            replace(pattern[number % len(pattern)], id=f"e{number}", date=day, date_end=last, source_sides=(side,))
        )
    return replace(timeline, entries=tuple(entries))


def marks(layout: Layout) -> list[Mark]:
    return [mark for lane in layout.lanes for mark in lane.marks or ()]


def test_the_picture_says_what_happened_when(arms_control_timeline: Timeline, tmp_path: Path) -> None:
    path = tmp_path / "out.svg"
    assert write_file(arms_control_timeline, ENGLISH, path, Format.SVG) == ("undated ones are left out",)
    found = texts(path)
    assert "Russia and the United States: arms control" in found
    assert "39 events · 3 undated" in found
    assert {
        "United States",
        "Russia",
        "No actor named",
        "Material conflict",
        "on a day within",
        "denied, cancelled",
    } <= set(found)
    assert "8 April 2010: Barack Obama and Russia sign New START in Prague" in found
    assert any(text.startswith("between 12 and 18 August 2019: ") for text in found)
    svg = path.read_text(encoding="utf-8")
    assert "stroke-dasharray" in svg, "a day within"
    for colour in COLOURS.values():
        assert (colour in svg) == (colour != COLOURS["none"] or "on a day within" in found)


def test_the_words_are_vietnamese_where_asked_for(arms_control_timeline: Timeline, tmp_path: Path) -> None:
    days = [entry for entry in arms_control_timeline.entries if entry.date and date(2019, 6, 1) <= entry.date]
    short = [entry for entry in days if entry.date_end and entry.date_end < date(2021, 1, 1)]
    path = tmp_path / "out.svg"
    write_file(replace(arms_control_timeline, entries=tuple(short)), labels.load("vi"), path, Format.SVG)
    found = texts(path)
    assert {"Hợp tác bằng lời", "vào một ngày trong khoảng"} <= set(found)
    assert any(text.startswith("trong khoảng từ 12 đến 18/8/2019: ") for text in found)
    assert any("háng" in text for text in found[:60]), "the axis names months"
    for english in ("Jan", "July", "August", "events"):
        assert not any(english in text for text in found)


def test_a_browser_shows_it(page: Page, arms_control_timeline: Timeline, tmp_path: Path) -> None:
    path = written(arms_control_timeline, tmp_path, Format.SVG)
    page.goto(path.as_uri())
    boxes = page.locator("svg text").evaluate_all("all => all.map(one => one.getBoundingClientRect().toJSON())")
    width = page.locator("svg").first.evaluate("one => one.width.baseVal.value")
    assert min(box["left"] for box in boxes) >= 0
    assert max(box["right"] for box in boxes) <= width + 1, "no text runs out of the picture"


def test_png_is_as_sharp_as_promised(arms_control_timeline: Timeline, tmp_path: Path) -> None:
    data = written(arms_control_timeline, tmp_path, Format.PNG).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = struct.unpack(">II", data[16:24])
    svg = ElementTree.parse(written(arms_control_timeline, tmp_path, Format.SVG)).getroot()
    assert (wide, high) == (round(float(svg.get("width", 0)) * SCALE), round(float(svg.get("height", 0)) * SCALE))


def overlapping(layout: Layout) -> int:
    """How many marks or labels stand on another one of their row."""
    bad = 0
    for lane in layout.lanes:
        rows: dict[int, list[tuple[float, float]]] = {}
        for mark in lane.marks or ():
            left, right = mark.left, mark.right
            if mark.label:
                at = mark.label_x - text_width(mark.label) if mark.label_before else mark.label_x
                left, right = min(left, at), max(right, at + text_width(mark.label))
            rows.setdefault(mark.row, []).append((left, right))
        for taken in rows.values():
            ordered = sorted(taken)
            bad += sum(second[0] < first[1] for first, second in pairwise(ordered))
    return bad


@pytest.mark.parametrize(("count", "labels_on", "columns"), [(10, 10, 0), (300, 0, 0), (20_000, 0, 6)])
def test_more_events_take_no_more_room(
    arms_control_timeline: Timeline, count: int, labels_on: int, columns: int
) -> None:
    layout = lay_out(many(arms_control_timeline, count, 14).entries, ENGLISH)
    assert overlapping(layout) == 0
    assert layout.height < 1600
    assert [lane.name for lane in layout.lanes][-1] == ("Side 9" if count == 10 else "5 other sides")
    assert sum(len(lane.entries) for lane in layout.lanes) == count
    assert sum(bool(mark.label) for mark in marks(layout)) >= labels_on
    assert sum(not lane.marks for lane in layout.lanes) >= columns
    for lane in layout.lanes:
        shown = len(lane.marks) if lane.marks else sum(sum(column.values()) for column in lane.columns)
        assert shown == pytest.approx(len(lane.entries)), "nobody is left out"


def test_columns_are_explained(arms_control_timeline: Timeline, tmp_path: Path) -> None:
    path = written(many(arms_control_timeline, 20_000, 3), tmp_path, Format.SVG)
    assert any("columns count them" in text for text in texts(path))
    assert "20,000 events" in "".join(texts(path))


def dated(timeline: Timeline, first: date | None, last: date | None) -> Sequence[TimelineEntry]:
    entry = next(entry for entry in timeline.entries if entry.id == "prague")
    return (replace(entry, date=first, date_end=last),)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2020, 1, 1), date(2020, 1, 1)),
        (None, date(2020, 1, 1)),
        (date(2020, 1, 1), None),
        (date(1, 1, 1), date(9999, 12, 31)),
    ],
)
def test_every_kind_of_date_is_drawn(
    arms_control_timeline: Timeline, tmp_path: Path, first: date | None, last: date | None
) -> None:
    timeline = replace(arms_control_timeline, entries=tuple(dated(arms_control_timeline, first, last)))
    for mark in marks(lay_out(timeline.entries, ENGLISH)):
        assert -1 <= mark.left < mark.right <= WIDTH + 1
    svg = written(timeline, tmp_path, Format.SVG).read_text(encoding="utf-8")
    assert ("triangle" in svg) == (first is None or last is None), "an arrow where no end is known"
    assert "NaN" not in svg


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_only_texts(text: str, tmp_path: Path) -> None:
    root = ElementTree.parse(written(hostile_timeline(text), tmp_path, Format.SVG)).getroot()
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= {"svg", "g", "path", "text", "rect", "line"}
    shown = " ".join(xml_text(text).split()).encode("utf-8", errors="replace").decode()
    assert any("".join("".join(node.itertext()).split()) == "".join(shown.split()) for node in root.iter(f"{SVG}text"))


@pytest.mark.parametrize("text", ["", "a", "Ngày 8 tháng 4 năm 2010, tại Praha", "W" * 500, "i" * 500])
def test_texts_are_cut_to_a_width(text: str) -> None:
    assert text_width(fitted(text, 200)) <= 200
    assert fitted(text, 10_000) == text
