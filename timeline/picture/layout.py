"""Where the events of a picture stand: lanes, and rows in them, with labels where there is room.

Lengths are pixels; x counts from the left edge of the chart, y from its upper edge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from graph.labels import Labels
from timeline.entries import TimelineEntry
from timeline.wording import when

WIDTH: Final = 1120
ROW: Final = 22
SMALL_ROW: Final = 11
COLUMN: Final = 6
COLUMNS_HEIGHT: Final = 3 * ROW
LANE_PADDING: Final = 10
FONT_SIZE: Final = 12

_MOST_LANES: Final = 9
_MOST_HEIGHT: Final = 64 * ROW
_GLYPH: Final = 14
_LONG_LABEL: Final = 440
_SHORT_LABEL: Final = 240
_SHORTEST_LABEL: Final = 90

_WIDE: Final = frozenset("mwMWQGO@%—…→")
_NARROW: Final = frozenset("iljtfrIJ .,:;'’|!()-/[]“”")


@dataclass(frozen=True, slots=True)
class Axis:
    """The period that is shown, as days (`date.toordinal`), over `WIDTH`."""

    start: float
    end: float

    def x(self, day: float) -> float:
        """Where a day begins."""
        return (day - self.start) * WIDTH / (self.end - self.start)

    def day(self, x: float) -> float:
        """The day at a place."""
        return self.start + x * (self.end - self.start) / WIDTH


@dataclass(slots=True)
class Mark:
    """An event in a lane: from `left` to `right`, in a row of it.

    `label` is what is written from `label_x` on, or up to there with `label_before`.
    """

    entry: TimelineEntry
    left: float
    right: float
    exact: bool
    row: int = 0
    label: str = ""
    label_x: float = 0
    label_before: bool = False


@dataclass(slots=True)
class Lane:
    """The events of a side.  `marks` stand in `rows` of `row_height`; without them `columns` count the events.

    `columns[i]` are how many there are at `i * COLUMN`, by quad class.
    """

    name: str
    entries: list[TimelineEntry]
    marks: list[Mark] | None = None
    rows: int = 0
    row_height: int = ROW
    columns: list[Counter[str]] = field(default_factory=list)
    top: float = 0

    @property
    def height(self) -> float:
        """With the space between lanes."""
        return (self.rows * self.row_height if self.marks else COLUMNS_HEIGHT) + LANE_PADDING


@dataclass(frozen=True, slots=True)
class Layout:
    """Lanes from top to bottom, `height` of all."""

    axis: Axis
    lanes: tuple[Lane, ...]
    height: float


def lay_out(entries: Sequence[TimelineEntry], labels: Labels) -> Layout:
    """Places the dated entries, at least one, in lanes by whom the sources stand for.

    Marks with labels where there is room, else marks alone, else in rows of half the height, else columns that tell
    how many events there are at a time: so the picture keeps its size, and no event is left out.
    """
    axis = _axis(entries)
    lanes = _lanes(entries, labels)
    for lane in lanes:
        lane.marks = [_mark(entry, axis) for entry in lane.entries]
        lane.rows = _packed(lane.marks)
    while (over := sum(lane.height for lane in lanes) - _MOST_HEIGHT) > 0:
        tallest = max((lane for lane in lanes if lane.marks), key=lambda lane: lane.height, default=None)
        if tallest is None or tallest.height <= COLUMNS_HEIGHT + LANE_PADDING:
            break
        if tallest.row_height == ROW and tallest.rows * SMALL_ROW < _MOST_HEIGHT / 2:
            tallest.row_height = SMALL_ROW
        else:
            tallest.marks = None
    for lane in sorted(lanes, key=lambda lane: lane.rows):
        if lane.marks and lane.row_height == ROW:
            over = sum(one.height for one in lanes) - lane.height - _MOST_HEIGHT
            lane.rows = _labelled(lane.marks, int((-over - LANE_PADDING) // ROW), labels)
    top = 0.0
    for lane in lanes:
        lane.top = top
        top += lane.height
        if not lane.marks:
            lane.columns = _columns(lane.entries, axis)
    return Layout(axis, tuple(lanes), top)


def text_width(text: str) -> float:
    """About how wide a text is in the fonts that pictures are drawn with."""
    units = sum(0.86 if one in _WIDE else 0.31 if one in _NARROW else 0.68 if one.isupper() else 0.55 for one in text)
    return units * FONT_SIZE


def fitted(text: str, width: float) -> str:
    """The text, or as much of it as fits and an ellipsis."""
    if text_width(text) <= width:
        return text
    kept = text
    while kept and text_width(kept) > width - FONT_SIZE:
        kept = kept[: min(len(kept) - 1, int(len(kept) * width / text_width(kept)) + 1)]
    return kept.rstrip() + "…"


def _axis(entries: Iterable[TimelineEntry]) -> Axis:
    days = [day.toordinal() for entry in entries for day in (entry.date, entry.date_end) if day]
    first, last = min(days), max(days) + 1
    margin = max(3.0, (last - first) * 0.02)
    return Axis(first - margin, last + margin)


def _lanes(entries: Sequence[TimelineEntry], labels: Labels) -> list[Lane]:
    """Lanes of the busiest sides, then one for all others and one for events that name nobody."""
    counts = Counter(side for entry in entries for side in dict.fromkeys(entry.source_sides))
    ranked = sorted(counts, key=lambda side: (-counts[side], side.id))
    own = ranked if len(ranked) <= _MOST_LANES + 1 else ranked[:_MOST_LANES]
    lanes = {side: Lane(side.name, []) for side in own}
    others = Lane(str(labels.words["other_sides"]).format(n=len(ranked) - len(own)), [])
    none = Lane(labels.words["no_actor"], [])
    for entry in entries:
        at = {id(lane): lane for lane in (lanes.get(side, others) for side in entry.source_sides)}
        for lane in at.values() or [none]:
            lane.entries.append(entry)
    return [lane for lane in (*lanes.values(), others, none) if lane.entries]


def _extent(entry: TimelineEntry, axis: Axis) -> tuple[float, float]:
    """First moment and first moment after; an open side reaches to the edge."""
    start = entry.date.toordinal() if entry.date else axis.start
    end = entry.date_end.toordinal() + 1 if entry.date_end else axis.end
    return start, end


def is_exact(first: date | None, last: date | None) -> bool:
    """Whether an event is dated to a day."""
    return first is not None and first == last


def _mark(entry: TimelineEntry, axis: Axis) -> Mark:
    start, end = _extent(entry, axis)
    if is_exact(entry.date, entry.date_end):
        middle = axis.x(start + 0.5)
        return Mark(entry, middle - _GLYPH / 2, middle + _GLYPH / 2, True)
    left = axis.x(start)
    return Mark(entry, left, max(axis.x(end), left + _GLYPH), False)


def _packed(marks: Iterable[Mark]) -> int:
    """Puts marks in the first row that is free there; gives the number of rows."""
    ends: list[float] = []
    for mark in sorted(marks, key=lambda mark: mark.left):
        start, end = mark.left, mark.right
        if mark.label:
            width = text_width(mark.label)
            label_start = mark.label_x - width if mark.label_before else mark.label_x
            start, end = min(start, label_start), max(end, label_start + width) + 8
        row = next((number for number, taken in enumerate(ends) if taken <= start), len(ends))
        ends[row : row + 1] = [end + 1]
        mark.row = row
    return max(1, len(ends))


def _labelled(marks: list[Mark], most: int, labels: Labels) -> int:
    """Packs marks with dates and headlines, else with short headlines, else without; gives the number of rows."""
    for longest, dated in ((_LONG_LABEL, True), (_SHORT_LABEL, True), (_SHORT_LABEL, False)):
        for mark in marks:
            words = mark.entry.headline
            _label(mark, f"{when(mark.entry, labels)}: {words}" if dated else words, longest)
        if (rows := _packed(marks)) <= most:
            return rows
    for mark in marks:
        mark.label = ""
    return _packed(marks)


def _label(mark: Mark, words: str, longest: float) -> None:
    """Writes after the mark, inside a bar that is long enough, or before the mark where the chart ends."""
    text = fitted(words, longest)
    width = text_width(text)
    left, right = max(mark.left, 0), min(mark.right, WIDTH)
    mark.label, mark.label_x, mark.label_before = text, right + 4, False
    if not mark.exact and right - left >= width + 16:
        mark.label_x = left + 8
    elif right + 4 + width > WIDTH:
        if left > WIDTH - right:
            mark.label = fitted(words, max(min(longest, left - 4), _SHORTEST_LABEL))
            mark.label_x, mark.label_before = left - 4, True
        else:
            mark.label = fitted(words, max(WIDTH - right - 4, _SHORTEST_LABEL))


def _columns(entries: Iterable[TimelineEntry], axis: Axis) -> list[Counter[str]]:
    """Events by place and class; one that is not dated to a day is shared out over the columns it may lie in."""
    columns: list[Counter[str]] = [Counter() for _ in range(-(-WIDTH // COLUMN))]
    last = len(columns) - 1
    for entry in entries:
        start, end = _extent(entry, axis)
        first_column = int(axis.x(start) // COLUMN)
        end_column = first_column
        if not is_exact(entry.date, entry.date_end):
            end_column = int((axis.x(end) - 0.01) // COLUMN)
        first_column, end_column = max(0, min(last, first_column)), max(0, min(last, end_column))
        share = 1 / (end_column - first_column + 1)
        for at in range(first_column, end_column + 1):
            columns[at][entry.quad or "none"] += share  # type: ignore[assignment]
    return columns
