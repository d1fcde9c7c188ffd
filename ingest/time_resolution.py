"""Time expressions placed on the calendar: counted from the publication date and from the times told before.

A day or month without a year is the nearest one to the publication, the past preferred unless the words lean to the
future.  A publication date known only to the month or year gives values no finer than that where they are counted
from it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf
from typing import Final, Literal

from graph.edtf import bounds
from graph.model import TimeMention
from ingest.time_pack import TimePack
from ingest.time_values import (
    Base,
    Calendar,
    Duration,
    Fixed,
    Holiday,
    Interval,
    Meaning,
    Months,
    Recurrence,
    SamePeriod,
    Shift,
    Weekday,
)
from ingest.times import TimeExpression

Anchor = Literal["absolute", "published", "flow"]
Placed = tuple[str | None, Anchor]

_SENTENCE_END = re.compile(r"[.!?…]\s|\n")
_REACH: Final = 160
"""Characters on either side of an expression in which words of tense count."""
_NARRATIVE: Final = 400
"""Characters within which a month told with its year lends that year to a day of the same month."""

_YEARS: Final = range(1000, 9000)
"""Years that news may be from; a publication date outside counts as unknown."""

SURELY: Final = 2
"""How much words lean that leave no doubt ("last May" is over)."""
_WRONG_SIDE: Final = 1e6
FUTURE_COST: Final = {-2: 4.0, -1: 4.0, 0: 2.5, 1: 0.5, 2: 0.5}
"""How much dearer a day ahead is than one as far back, by what the sentence's words lean to."""
OTHER_YEAR_COST: Final = 1.8
"""How much dearer a year other than that of the publication is: it would rather be named."""


@dataclass(frozen=True, slots=True)
class _Reference:
    """The publication date: `value` as given, the day in its middle, the parts it is sure of."""

    value: str
    middle: date
    day: date | None
    month: int | None
    year: int | None

    @classmethod
    def of(cls, published: str) -> _Reference | None:
        first, last = bounds(published)
        if first is None or last is None or first.year < _YEARS.start or last.year not in _YEARS:
            return None
        same_year = first.year == last.year
        return cls(
            value=published.rstrip("~?%"),
            middle=first + (last - first) / 2,
            day=first if first == last else None,
            month=first.month if same_year and first.month == last.month else None,
            year=first.year if same_year else None,
        )


def resolve(
    expressions: Sequence[TimeExpression], published: str | None, text: str, pack: TimePack
) -> tuple[TimeMention, ...]:
    """Time mentions with EDTF values, in text order.

    `published` is an EDTF day, month or year; without it only what the words or an earlier absolute time settle gets a
    value.  Raises BadValue when it is no EDTF.
    """
    course = _Course(_Reference.of(published) if published else None, text, pack)
    return tuple(course.place(expression) for expression in expressions)


class _Course:
    """The times of an article in the order of its telling."""

    def __init__(self, reference: _Reference | None, text: str, pack: TimePack) -> None:
        self._reference = reference
        self._text = text
        self._pack = pack
        self._at = (0, 0)
        self._before: tuple[int, str] | None = None
        self._told: str | None = None
        self._told_day: str | None = None
        self._told_month: tuple[int, int, int] | None = None
        self._told_week: date | None = None
        self._told_period: Months | None = None

    def place(self, expression: TimeExpression) -> TimeMention:
        """The mention that an expression is, after those placed before it."""
        self._at = expression.span
        meaning = expression.meaning
        value, anchor = self._value(meaning)
        if expression.kind == "DATE" and value is not None:
            self._remember(value, anchor, meaning)
            self._before = (expression.span[1], value)
        return TimeMention(expression.span, expression.kind, value, expression.rule, expression.mod, anchor)

    def _remember(self, value: str, anchor: Anchor, meaning: Meaning) -> None:
        if isinstance(meaning, Months):
            self._told_period = meaning
        if "/" in value:
            if isinstance(meaning, Shift):
                self._told_week = bounds(value)[0]
            return
        if value.endswith("X"):
            return
        self._told = value
        if len(value) == 10:
            self._told_day = value
        exact = len(value) >= 7 and anchor == "absolute"
        self._told_month = (int(value[:4]), int(value[5:7]), self._at[1]) if exact else None

    def _value(self, meaning: Meaning) -> Placed:
        match meaning:
            case Fixed() | Duration() | Recurrence():
                return meaning.value, "absolute"
            case Calendar():
                return self._calendar(meaning)
            case Shift():
                return self._shift(meaning)
            case Weekday():
                return self._weekday(meaning)
            case Months():
                return self._months(meaning)
            case Holiday():
                return self._holiday(meaning)
            case SamePeriod():
                return self._same_period(meaning)
            case Interval():
                return self._interval(meaning)

    # --- calendar points ---

    def _calendar(self, point: Calendar) -> Placed:
        if point.months is not None:
            return self._counted_month(point)
        if point.year is not None:
            return _edtf(point.year, point.month, point.day), "absolute"
        if point.years is not None:
            year, anchor = self._counted_year(point.years, point.base)
            return (None, anchor) if year is None else (_edtf(year, point.month, point.day), anchor)
        if point.month is None:
            return None, "published"
        year = self._year_of_narrative(point)
        if year is not None:
            return _edtf(year, point.month, point.day), "flow"
        beside = self._list_neighbour()
        if beside is not None and point.day is not None and point.lean == 0:
            year = _year_nearest(beside, point.month, point.day)
        else:
            year = self._nearest_year(point.month, point.day, point.lean, point.weekday)
        return (None if year is None else _edtf(year, point.month, point.day)), "published"

    def _list_neighbour(self) -> date | None:
        """The day told just before this one in a list of days."""
        if self._before is None or len(self._before[1]) != 10:
            return None
        end, value = self._before
        between = self._text[end : self._at[0]].lower()
        return date.fromisoformat(value) if self._pack.joins.fullmatch(between) else None

    def _counted_year(self, years: int, base: Base) -> tuple[int | None, Anchor]:
        if base == "flow" and self._told is not None:
            return int(self._told[:4]) + years, "flow"
        if self._reference is None or self._reference.year is None:
            return None, "published"
        return self._reference.year + years, "published"

    def _counted_month(self, point: Calendar) -> Placed:
        months = point.months or 0
        if point.base == "flow" and self._told is not None:
            if len(self._told) < 7:
                return self._told, "flow"
            year, month = _add_months(int(self._told[:4]), int(self._told[5:7]), months)
            return _edtf(year, month, point.day), "flow"
        reference = self._reference
        if reference is None or reference.year is None:
            return None, "published"
        if reference.month is None:
            return str(reference.year), "published"
        year, month = _add_months(reference.year, reference.month, months)
        return _edtf(year, month, point.day), "published"

    def _year_of_narrative(self, point: Calendar) -> int | None:
        """The year of the same month told shortly before with its year, for a day of that month."""
        if self._told_month is None or point.day is None or point.lean:
            return None
        year, month, end = self._told_month
        return year if month == point.month and self._at[0] - end <= _NARRATIVE else None

    def _nearest_year(self, month: int, day: int | None, lean: int, weekday: int | None = None) -> int | None:
        reference = self._reference
        if reference is None:
            return None
        if reference.month is None and reference.year is not None:
            return reference.year
        years = [reference.middle.year + shift for shift in (-1, 0, 1)]
        if weekday is not None and day is not None:
            fitting = [y for y in years if _exists(y, month, day) and date(y, month, day).isoweekday() == weekday]
            years = fitting or years
        lean = lean or self._leaning()

        def cost(year: int) -> float:
            if day is not None:
                if not _exists(year, month, day):
                    return float("inf")
                ahead: float = (date(year, month, day) - reference.middle).days
                if reference.day is None and abs(ahead) <= 31:
                    ahead = -abs(ahead)
            else:
                ahead = (year - reference.middle.year) * 12 + month - reference.middle.month
            if (lean == SURELY and ahead < 0) or (lean == -SURELY and ahead > 0):
                return _WRONG_SIDE - abs(ahead)
            dear = 1.0 if year == reference.middle.year else OTHER_YEAR_COST
            return (ahead * FUTURE_COST[lean] if ahead > 0 else -ahead) * dear

        best = min(years, key=cost)
        return best if day is None or _exists(best, month, day) else None

    def _leaning(self) -> int:
        """Whether words of tense near the expression, in its sentence, look ahead (+1), back (-1) or neither (0)."""
        begin, end = self._at
        start = max(0, begin - _REACH)
        for stop in _SENTENCE_END.finditer(self._text, start, begin):
            start = stop.end()
        stop_after = _SENTENCE_END.search(self._text, end, end + _REACH)
        until = stop_after.start() if stop_after else min(len(self._text), end + _REACH)
        sentence = self._text[start:until].lower()
        if self._pack.nearest_tense:
            return _nearest_tense(sentence, begin - start, end - start, self._pack)
        if self._pack.future.search(sentence):
            return 1
        return -1 if self._pack.past.search(sentence) else 0

    # --- counted times ---

    def _shift(self, shift: Shift) -> Placed:
        if shift.unit == "year":
            return self._shift_years(shift)
        if shift.unit == "month":
            return self._counted_month(Calendar(months=shift.amount, base=shift.base))
        if shift.base == "flow":
            told = self._told_day if shift.unit != "day" or shift.amount == 0 else self._told
            if told is not None and len(told) < 7:
                told = self._told_day or told
            if shift.unit != "day" and self._told_week is not None and self._told_day is None:
                told = self._told_week.isoformat()
            if told is not None and len(told) < 10:
                return told, "flow"
            if told is not None and shift.unit == "week" and shift.counted:
                return (date.fromisoformat(told) + timedelta(weeks=shift.amount)).isoformat(), "flow"
            if told is not None:
                return _shifted(date.fromisoformat(told), shift), "flow"
        reference = self._reference
        if reference is None:
            return None, "published"
        if reference.day is None:
            return self._coarse(shift), "published"
        return _shifted(reference.day, shift), "published"

    def _shift_years(self, shift: Shift) -> Placed:
        year, anchor = self._counted_year(shift.amount, shift.base)
        if year is None:
            return None, anchor
        month = self._reference.month if shift.exact and self._reference else None
        return _edtf(year, month, None), anchor

    def _coarse(self, shift: Shift) -> str | None:
        """What a shift by days or weeks leaves of a publication date known to the month or year at best."""
        reference = self._reference
        if reference is None:
            return None
        days = shift.amount if shift.unit == "day" else 7 * shift.amount
        if reference.month is None or reference.year is None:
            return reference.value if abs(days) <= 31 and "/" not in reference.value else None
        if abs(days) <= 15:
            return _edtf(reference.year, reference.month, None)
        far = reference.middle + timedelta(days=days)
        return _edtf(far.year, far.month, None)

    def _weekday(self, weekday: Weekday) -> Placed:
        reference = self._reference
        if reference is None:
            return None, "published"
        if reference.day is None:
            return self._coarse(Shift("week", weekday.weeks or 0)), "published"
        day = reference.day
        if weekday.weeks is not None:
            monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weekday.weeks)
            return (monday + timedelta(days=weekday.weekday - 1)).isoformat(), "published"
        back = (day.isoweekday() - weekday.weekday) % 7
        if weekday.lean == -SURELY and back == 0:
            back = 7
        if (weekday.lean or self._leaning()) > 0 and not (back == 0 and weekday.lean == 0):
            return (day + timedelta(days=7 - back)).isoformat(), "published"
        return (day - timedelta(days=back)).isoformat(), "published"

    # --- periods ---

    def _months(self, months: Months) -> Placed:
        year, anchor = self._year_of(months, months.first)
        return (None if year is None else _month_range(year, months)), anchor

    def _year_of(self, point: Months | Holiday, month: int) -> tuple[int | None, Anchor]:
        if point.year is not None:
            return point.year, "absolute"
        if point.years is not None:
            return self._counted_year(point.years, point.base)
        return self._nearest_year(month, None, point.lean), "published"

    def _holiday(self, holiday: Holiday) -> Placed:
        known = self._pack.holidays[holiday.name]
        if isinstance(known, tuple):
            year, anchor = self._year_of(holiday, known[0])
            return (None if year is None else _edtf(year, *known)), anchor
        year, anchor = self._year_of(holiday, 2)
        day = known.get(year) if year is not None else None
        return (day.isoformat() if day else None), anchor

    def _same_period(self, same: SamePeriod) -> Placed:
        if same.year is not None:
            year: int | None = same.year
            anchor: Anchor = "absolute"
        else:
            year, anchor = self._counted_year(same.years or 0, same.base)
        if year is None:
            return None, anchor
        if self._told_period is not None:
            return _month_range(year, self._told_period), "flow"
        return str(year), anchor

    def _interval(self, interval: Interval) -> Placed:
        last, anchor = self._value(interval.last) if interval.last is not None else ("..", "absolute")
        first, first_anchor = self._value(interval.first)
        if first is None or last is None:
            return None, anchor
        first, last = first.partition("/")[0], last.rpartition("/")[2]
        if (
            last != ".."
            and _before(last, first)
            and isinstance(interval.first, Calendar)
            and interval.first.year is None
        ):
            first = f"{int(first[:4]) - 1:04d}{first[4:]}"
        if last != ".." and _before(last, first):
            return None, anchor
        if first == last:
            return first, anchor
        return f"{first}/{last}", first_anchor if anchor == "absolute" else anchor


def _edtf(year: int, month: int | None, day: int | None) -> str | None:
    if not 0 < year <= _YEARS.stop or (day is not None and month is not None and not _exists(year, month, day)):
        return None
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else "")


def _exists(year: int, month: int, day: int) -> bool:
    return day <= monthrange(year, month)[1]


def _year_nearest(day: date, month: int, day_of_month: int) -> int | None:
    """The year that puts a day of a month nearest to another day."""
    years = [y for y in (day.year - 1, day.year, day.year + 1) if _exists(y, month, day_of_month)]
    return min(years, key=lambda y: abs((date(y, month, day_of_month) - day).days), default=None)


def _add_months(year: int, month: int, months: int) -> tuple[int, int]:
    years, index = divmod(month - 1 + months, 12)
    return year + years, index + 1


def _nearest_tense(sentence: str, begin: int, end: int, pack: TimePack) -> int:
    """What the words of tense say that stand nearest to an expression; words within those of the future say nothing."""
    ahead = [found.span() for found in pack.future.finditer(sentence)]
    back = [
        found.span()
        for found in pack.past.finditer(sentence)
        if not any(first <= found.start() < last for first, last in ahead)
    ]

    def away(spans: list[tuple[int, int]]) -> float:
        apart = [
            begin - last if last <= begin else first - end for first, last in spans if last <= begin or first >= end
        ]
        return min(apart, default=inf)

    if away(ahead) < away(back):
        return 1
    return -1 if back else 0


def _month_range(year: int, months: Months) -> str | None:
    low, high = (_edtf(*_add_months(year, month, 0), None) for month in (months.first, months.last))
    if low is None or high is None:
        return None
    return low if low == high else f"{low}/{high}"


def _shifted(day: date, shift: Shift) -> str:
    if shift.unit == "day":
        return (day + timedelta(days=shift.amount)).isoformat()
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift.amount)
    if shift.unit == "weekend":
        return f"{(monday + timedelta(days=5)).isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def _before(last: str, first: str) -> bool:
    """Whether one value ends before the other begins."""
    end, begin = bounds(last)[1], bounds(first)[0]
    return end is not None and begin is not None and end < begin
