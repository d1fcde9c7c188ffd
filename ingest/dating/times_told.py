"""Clues in the times that an article tells: dates, years, days with and without a year, days of the week."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal

import numpy as np

from graph.edtf import bounds
from graph.model import Span
from ingest import times
from ingest.dated_text import DatedText
from ingest.dating.days import (
    COUNT,
    NUMBERS,
    WEEKDAYS,
    YEARS,
    Clue,
    Floats,
    Integers,
    clipped,
    day,
    fixed,
    flat,
    number,
    occurrences,
)
from ingest.time_values import Calendar, Interval, Meaning, Shift

NOT_YET: Final = -5.0
"""Weight of days before a date that is told as past."""
MAYBE_AHEAD: Final = -2.0
"""Weight of years before one that is told as past: words of tense mislead (plans for 2030, elections of 2020)."""
AHEAD_YEARS: Final = np.array([0.0, 0.2, -0.6, -1.4, -2.0, -2.3, -2.6, -2.8, -3.0], dtype=np.float32)
"""Weights of an article that is 0, 1, 2 … years older than a year that it tells as to come."""
YEARS_SINCE: Final = np.log(
    np.array([0.20, 0.27, 0.13, 0.07, 0.06, 0.05, 0.04, 0.03, 0.02, 0.015, 0.012] + [0.01] * 40, dtype=np.float32)
)
"""Share of articles 0, 1, 2 … years younger than the latest year that they tell as past."""
LAST_DAY: Final[Mapping[str, tuple[float, float, float]]] = {
    "title": (0.90, 0.06, 0.02),
    "opening": (0.62, 0.28, 0.03),
    "gone": (0.07, 0.74, 0.09),
    "gone, today told": (0.06, 0.38, 0.15),
    "plain": (0.15, 0.74, 0.03),
    "plain, today told": (0.29, 0.44, 0.09),
    "dashed": (0.41, 0.53, 0.02),
    "morning": (0.68, 0.22, 0.03),
    "yesterday told": (0.04, 0.45, 0.25),
    "yesterday told, in a caption": (0.02, 0.66, 0.10),
    "with its year, opening": (0.40, 0.35, 0.04),
    "with its year": (0.10, 0.15, 0.03),
}
"""Share of articles of the same day, a day and two days after the last day that they tell without a year, by how and
beside what they tell it; the rest is older."""
FIRST_TOLD: Final = 0.35
"""Share of articles whose first day is the one that counts, not the last."""
_MOST_DAYS: Final = 12
"""Days of an article that are compared; a chronicle tells more."""
_TABLE: Final = 400
_TAIL: Final = np.array([1 / 15 * np.exp(-i / 9.0) + 1 / 800 for i in range(_TABLE)], dtype=np.float32)
_DASHED: Final = re.compile(r"\d ?[-–] ?\d")
"""A day and month with a dash between: newspapers that write so tell more often of the same day."""
_MOST_TIMES: Final = 300
"""Times of an article that are clues, the first ones: an article of the news tells some thirty at most."""
OPENING: Final = 2
"""Sentences that open an article: its title, lead and first."""


@dataclass(frozen=True, slots=True)
class Told:
    """A calendar time of the article; `end` says which end of a stretch of time it is."""

    span: Span
    part: Calendar
    ahead: bool
    gone: bool
    end: Literal["from", "until"] | None


DayKey = tuple[int | None, int, int]
"""Year where it is told, month, day."""


def parts(meaning: Meaning) -> Iterator[Calendar]:
    """The calendar points that a meaning is made of."""
    if isinstance(meaning, Calendar):
        yield meaning
    elif isinstance(meaning, Interval):
        yield from parts(meaning.first)
        if meaning.last is not None:
            yield from parts(meaning.last)


def find(text: DatedText) -> list[Told]:
    """The calendar times that the article tells, in the order of the text."""
    found = []
    for expression in text.expressions[:_MOST_TIMES]:
        gone = text.says_gone(expression.span)
        ahead = text.leans_ahead(expression.span) and not gone
        for at, part in enumerate(parts(expression.meaning)):
            end: Literal["from", "until"] | None = None
            if isinstance(expression.meaning, Interval):
                end = "until" if at else "from"
            found.append(Told(expression.span, part, part.lean > 0 or ahead, gone, end))
    return found


def clues(text: DatedText, told: Sequence[Told], announced: Container[tuple[int, int]]) -> Iterator[Clue]:
    """Clues of the times told; `announced` are months and days of events that may lie ahead."""
    yield from _dates(text, told)
    yield from _years(told)
    yield from _days_without_year(text, told, announced)


def named_year(item: Told) -> int | None:
    """The year a time is told with, unless it is none of the last century or this."""
    year = item.part.year
    return year if year is not None and 1900 <= year <= 2100 else None


# dates and years


def _dates(text: DatedText, told: Sequence[Told]) -> Iterator[Clue]:
    """Days and months told with their year: the article is not older, and seldom much younger than the latest."""
    dated = []
    for item in told:
        if named_year(item) is None or item.part.month is None:
            continue
        first, last = bounds(edtf(item.part))
        if first and last:
            dated.append((number(first), number(last), item))
    past = sorted((entry for entry in dated if not entry[2].ahead), key=lambda entry: entry[:2])
    for start, _, item in dated:
        words = text.words(item.span)
        weights = flat()
        until = clipped(start)
        if item.ahead:
            weights[:until] = np.maximum(-3.0, -0.5 - np.arange(until, 0, -1) / 400.0)
            yield fixed("date to come", item.span, f"{words} is told of as to come.", weights)
        else:
            weights[:until] = NOT_YET
            yield fixed("date with its year", item.span, f"{words} is told of as past.", weights)
    if past:
        yield _latest(text, past)


_SINCE_DATE: Final = np.log(
    np.array(
        [
            (0.25 / 2 * (gap < 2) + 0.25 / 20 * np.exp(-gap / 20) + 0.25 / 250 * np.exp(-gap / 250) + 0.25 / 9000)
            for gap in range(COUNT)
        ],
        dtype=np.float32,
    )
)


def _latest(text: DatedText, past: Sequence[tuple[int, int, Told]]) -> Clue:
    """How long ago the latest date told was, for each day."""
    weights = np.full(COUNT, _SINCE_DATE[-1], dtype=np.float32)
    for first, last, _ in past:
        start = clipped(first)
        length = COUNT - start
        inside = min(max(last - first, 0), length)
        weights[start:] = _SINCE_DATE[:length]
        if inside:
            weights[start : start + inside] = _SINCE_DATE[0] - np.log(inside / 2 + 1)
            weights[start + inside :] = _SINCE_DATE[: length - inside]
    weights *= 0.6

    def tell(found: int) -> tuple[Span, str]:
        before = [item for first, _, item in past if first <= found] or [past[0][2]]
        return before[-1].span, f"{text.words(before[-1].span)} is the latest date told with its year."

    return Clue("latest date", weights, tell)


def _years(told: Sequence[Told]) -> Iterator[Clue]:
    """Years: the latest one that is not to come is near the article's own."""
    past: dict[int, Span] = {}
    for item in told:
        year = named_year(item)
        if year is None:
            continue
        if not item.ahead:
            past.setdefault(year, item.span)
        elif item.part.month is None:
            ahead = np.clip(year - YEARS, -1, len(AHEAD_YEARS) - 1)
            weights = np.where(ahead < 0, np.float32(-2.0), AHEAD_YEARS[ahead])
            yield fixed("year to come", item.span, f"{year} is told of as to come.", weights)
    if past:
        yield _latest_year(past)


def _latest_year(past: Mapping[int, Span]) -> Clue:
    years = sorted(past)
    weights = np.full(COUNT, YEARS_SINCE[-1] + MAYBE_AHEAD, dtype=np.float32)
    behind = len(years)
    for index, year in enumerate(years):
        start = clipped(int(np.searchsorted(YEARS, year)))
        since = np.clip(YEARS[start:] - year, 0, len(YEARS_SINCE) - 1)
        weights[start:] = YEARS_SINCE[since] + MAYBE_AHEAD * min(behind - index - 1, 3)

    def tell(found: int) -> tuple[Span, str]:
        before = [year for year in years if year <= YEARS[found]] or years[:1]
        return past[before[-1]], f"{before[-1]} is the latest year told as past or present."

    return Clue("latest year", weights, tell)


# days without a year


def _days_without_year(text: DatedText, told: Sequence[Told], announced: Container[tuple[int, int]]) -> Iterator[Clue]:
    """Days and months without a year: the last one told as past is of the day before the article, or its own."""
    past: dict[DayKey, Told] = {}
    in_captions: set[DayKey] = set()
    ahead: dict[DayKey, Told] = {}
    for item in told:
        part = item.part
        if part.years is not None or part.day is None or part.month is None:
            continue
        if part.year is not None and (item.ahead or named_year(item) is None):
            continue
        key = day_told(item)
        (ahead if item.ahead else past).setdefault(key, item)
        if not item.ahead and text.is_caption(item.span):
            in_captions.add(key)
        if part.weekday is not None and part.year is None:
            yield _weekday(text, item)
    for key, item in ahead.items():
        if key not in past:
            until = occurrences_of(item) - NUMBERS
            near = np.log1p(np.abs(until) / 20.0)
            weights = 0.7 * np.where(until >= 0, -near, -1.0 - near)
            says = f"{text.words(item.span)}, told without a year, is a day to come."
            yield fixed("day to come", item.span, says, weights.astype(np.float32))
    if not past:
        return
    today = _today(text, past.values())
    if today is not None:
        at = occurrences_of(today) == NUMBERS
        weights = np.where(at, np.float32(0.0), np.float32(-4.0))
        yield fixed("today's date", today.span, f"{text.words(today.span)} is the day of the article.", weights)
    yield _last_day(text, list(past.values()), announced, in_captions)


def _today(text: DatedText, items: Iterable[Told]) -> Told | None:
    """The date that the words call today."""
    return next((item for item in items if counted_beside(text, item.span) == 0), None)


def counted_beside(text: DatedText, span: Span) -> int | None:
    """How far from the article's own day the words of a date put it: 0 for "hôm nay 17/5"."""
    written = text.clean.text[slice(*span)]
    digit = next((i for i, char in enumerate(written) if char.isdigit()), 0)
    if digit > 4:
        for expression in times.find(text.clean.text, [(span[0], span[0] + digit)], text.pack):
            match expression.meaning:
                case Shift(unit="day", amount=amount, base="published", counted=False):
                    return int(amount)
    return None


def _last_day(
    text: DatedText,
    items: Sequence[Told],
    announced: Container[tuple[int, int]],
    in_captions: Container[DayKey],
) -> Clue:
    """The day told last, or else the one told first, is just over."""
    items = items[:_MOST_DAYS]
    at = np.stack([occurrences_of(item) for item in items])
    gaps = NUMBERS - at
    tables = np.stack([_table(_manner(text, item, day_told(item) in in_captions)) for item in items])
    behind = np.where(gaps >= 0, gaps, _TABLE - 1)
    last = behind.argmin(axis=0)
    by_last = tables[last, np.minimum(behind[last, NUMBERS], _TABLE - 1)]
    first = min(range(len(items)), key=lambda i: (text.is_caption(items[i].span), items[i].span))
    by_first = tables[first, np.minimum(behind[first], _TABLE - 1)]
    weights = np.log((1 - FIRST_TOLD) * by_last + FIRST_TOLD * by_first)
    bare = np.array([item.part.year is None for item in items])
    costs = np.array([0.5 if day_told(item)[1:] in announced else 2.2 for item in items]) * bare
    weights -= np.minimum(((gaps < 0) * costs[:, None]).sum(axis=0), 5.0)
    if bare.sum() > 1:
        weights -= 0.1 * np.log1p(np.clip(gaps[bare], 0, None) / 10.0).sum(axis=0)

    def tell(found: int) -> tuple[Span, str]:
        last = min(items, key=lambda item: _behind(item, found))
        when = day(clipped(int(occurrences_of(last)[found]))).isoformat()
        without = "" if last.part.year else ", told without a year,"
        return last.span, f"{text.words(last.span)}{without} is the last day told: {when}."

    return Clue("day without year", weights.astype(np.float32), tell)


def _manner(text: DatedText, item: Told, in_caption: bool) -> str:
    """How a day is told: a key of LAST_DAY."""
    sentence = text.sentence_at(item.span[0])
    today, yesterday = text.tells_day(0), text.tells_day(-1)
    if sentence is not None and sentence.kind == "title":
        return "title"
    if item.part.year is not None:
        opening = sentence is not None and sentence.index <= OPENING
        return "with its year, opening" if opening else "with its year"
    if text.says_morning(item.span):
        return "morning"
    if yesterday and not today:
        return "yesterday told, in a caption" if in_caption else "yesterday told"
    if item.gone:
        return "gone, today told" if today and not yesterday else "gone"
    if sentence is not None and sentence.index <= OPENING and sentence.span[0] == item.span[0]:
        return "opening"
    if today:
        return "plain, today told"
    return "dashed" if _DASHED.search(text.words(item.span)) else "plain"


@lru_cache(maxsize=16)
def _table(manner: str) -> Floats:
    head = LAST_DAY[manner]
    return np.concatenate((head, (1 - sum(head)) * _TAIL[len(head) :])).astype(np.float32)


def day_told(item: Told) -> DayKey:
    """What tells the day or month of a time from others."""
    return item.part.year, item.part.month or 1, item.part.day or 1


def occurrences_of(item: Told) -> Integers:
    """For each day of the arrays the position of the day told, the nearest one where the year is not told."""
    year, month, number_of_day = day_told(item)
    if year is None:
        return occurrences(month, number_of_day)
    return np.full(COUNT, number(date(year, month, number_of_day)), dtype=np.int32)


def _behind(item: Told, found: int) -> tuple[bool, int]:
    gap = found - int(occurrences_of(item)[found])
    return gap < 0, abs(gap)


def _weekday(text: DatedText, item: Told) -> Clue:
    part = item.part
    at = occurrences(part.month or 1, part.day or 1)
    weights = np.where(WEEKDAYS[at] == part.weekday, np.float32(0.0), np.float32(-3.0))
    fitting = sorted(set(YEARS[at[weights == 0]].tolist()))

    def tell(found: int) -> tuple[Span, str]:
        years = ", ".join(str(year) for year in fitting if abs(year - int(YEARS[found])) <= 8)
        return item.span, f"{text.words(item.span)}: the day of the week fits {years}."

    return Clue("weekday with date", weights, tell)


def edtf(part: Calendar) -> str:
    """A point with year and month, and day if there is one, as EDTF."""
    return f"{part.year:04d}-{part.month:02d}" + (f"-{part.day:02d}" if part.day else "")
