"""The points in time that an article tells, and how it tells them: what its own day is measured from.

A point is a day, an event of the knowledge base or a day of the week.  `ingest.dating.distances` says how likely an
article is so many days from a point that it tells in such a way.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import numpy as np

from graph.model import Span
from ingest.dated_text import DatedText
from ingest.dating.days import NUMBERS, WEEKDAYS, Integers
from ingest.dating.milestones import Telling, announced_days
from ingest.dating.times_told import OPENING, DayKey, Told, counted_beside, day_told, named_year, occurrences_of
from ingest.time_values import Shift, Weekday

Kind = Literal["day", "event", "weekday"]

MOST: Final = 12
"""Points of a kind that are measured from; a chronicle tells more."""
SELDOM: Final = "day begins with its year"
"""A feature that too few dated articles have (3 of 2,300) to tell distances by: the clues alone speak there."""
_LATE: Final = 8
"""Sentence behind which a day is told late."""
_FAR: Final = 1_000_000
_WEEK: Final = 7
_NEAR: Final = 2
"""Days from the article's own that words tell by name: yesterday, the day after tomorrow."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point in time and how it is told.

    `gaps` says of each of the days asked for how many days it is behind the point, negative before it; for a day of
    the week how many days it is behind the last one of the kind, 0 to 6.
    """

    kind: Kind
    span: Span
    gaps: Integers
    features: tuple[str, ...]


def find(text: DatedText, told: Sequence[Told], tellings: Sequence[Telling], asked: slice) -> list[Point]:
    """The points of an article; `told` are its calendar times, `tellings` the events of the knowledge base, `asked` is
    the stretch of the arrays whose days are measured."""
    present = _present(text)
    return [
        *_days(text, told, announced_days(tellings), present, asked),
        *(_event(text, telling, present, NUMBERS[asked]) for telling in tellings[:MOST]),
        *_weekdays(text, present, WEEKDAYS[asked]),
    ]


def latest(points: Sequence[Point], kind: Kind) -> Iterator[tuple[Point, Integers]]:
    """The points of a kind that are the last one before some day or on it, with their gaps on such days, elsewhere
    -1."""
    of_kind = [point for point in points if point.kind == kind]
    if not of_kind:
        return
    behind = np.stack([np.where(point.gaps >= 0, point.gaps, _FAR) for point in of_kind])
    last, least = behind.argmin(axis=0), behind.min(axis=0)
    for index, point in enumerate(of_kind):
        mine = (last == index) & (least < _FAR)
        if mine.any():
            yield point, np.where(mine, point.gaps, -1).astype(np.int32)


def _present(text: DatedText) -> str:
    """Whether the article tells of its own day or the one before, and whether it opens with it."""
    today, yesterday = text.first_telling_of_day(0), text.first_telling_of_day(-1)
    if today is not None and today <= OPENING:
        return "today first"
    if yesterday is not None and yesterday <= OPENING:
        return "yesterday first"
    if today is not None:
        return "today" if yesterday is None else "both"
    return "neither" if yesterday is None else "yesterday"


def _days(
    text: DatedText, told: Sequence[Told], announced: Container[tuple[int, int]], present: str, asked: slice
) -> Iterator[Point]:
    days: dict[DayKey, list[Told]] = {}
    for item in told:
        part = item.part
        if part.years is None and part.day is not None and part.month is not None and _exists(item):
            days.setdefault(day_told(item), []).append(item)
    for order, (key, items) in enumerate(list(days.items())[:MOST]):
        features = _how_told(text, items, present)
        if key[1:] in announced:
            features.append("announced")
        if not order:
            features.append("first")
        gaps = NUMBERS[asked] - occurrences_of(items[0])[asked]
        yield Point("day", items[0].span, gaps, tuple(f"day {feature}".strip() for feature in features))


def _exists(item: Told) -> bool:
    if item.part.year is None:
        return True
    year, month, of_month = day_told(item)
    try:
        return named_year(item) is not None and bool(date(year or 0, month, of_month))
    except ValueError:
        return False


def _how_told(text: DatedText, items: Sequence[Told], present: str) -> list[str]:
    """Features of a day by all its tellings."""
    sentences = [sentence for item in items if (sentence := text.sentence_at(item.span[0])) is not None]
    kinds = {sentence.kind for sentence in sentences}
    first = min((sentence.index for sentence in sentences if sentence.kind != "caption"), default=None)
    place = "title" if "title" in kinds else "caption" if first is None else "opening" if first <= OPENING else "body"
    manner = _manner(text, items)
    ahead = [item.ahead for item in items]
    tense = "ahead" if all(ahead) else "either" if any(ahead) else "past"
    features = ["", manner, place, tense, f"{manner}, {place}"]
    features += [f"{word}, {present}" for word in (manner, place, tense)]
    if place != "caption" and "caption" in kinds:
        features.append("captioned")
    if first is not None and first > _LATE:
        features.append("late")
    opens = [sentence for sentence in sentences if sentence.index <= OPENING and sentence.kind != "caption"]
    if {sentence.span[0] for sentence in opens} & {item.span[0] for item in items}:
        features.append("begins" if items[0].part.year is None else "begins with its year")
    if items[0].part.year is not None:
        features.append("with year")
    if items[0].end is not None:
        features.append(items[0].end)
    return features


def _manner(text: DatedText, items: Sequence[Told]) -> str:
    """By what word a day is told."""
    beside = {counted_beside(text, item.span) for item in items}
    for amount, word in ((0, "today"), (-1, "yesterday")):
        if amount in beside:
            return word
    if any(text.says_morning(item.span) for item in items):
        return "morning"
    return "gone" if any(item.gone for item in items) else "plain"


def _event(text: DatedText, telling: Telling, present: str, days: Integers) -> Point:
    first, last = telling.days
    gaps = np.where(days < first, days - first, np.maximum(days - last, 0)).astype(np.int32)
    sentences = [found for span in (telling.span, *telling.again) if (found := text.sentence_at(span[0])) is not None]
    opens = any(sentence.index <= OPENING and sentence.kind != "caption" for sentence in sentences)
    place = "opening" if opens else "body"
    named = "named" if telling.named else "by cue"
    features = ["", named, telling.milestone.kind, place, f"{place}, {present}", f"{named}, {place}, {present}"]
    features.append("ahead" if telling.ahead else "past")
    features.append("of days" if last > first else "of a day")
    if telling.commemorated:
        features.append("commemorated")
    beside = {
        int(expression.meaning.amount)
        for sentence in sentences
        for expression in text.expressions_in(sentence)
        if isinstance(expression.meaning, Shift) and expression.meaning.unit == "day"
        if expression.meaning.base == "published" and abs(expression.meaning.amount) <= _NEAR
    }
    features += [f"beside day {amount}" for amount in sorted(beside)]
    return Point("event", telling.span, gaps, tuple(f"event {feature}".strip() for feature in features))


def _weekdays(text: DatedText, present: str, weekdays: Integers) -> Iterator[Point]:
    seen: dict[Weekday, Span] = {}
    for expression in text.expressions:
        if isinstance(expression.meaning, Weekday):
            seen.setdefault(expression.meaning, expression.span)
    for weekday, span in list(seen.items())[:MOST]:
        gaps = (weekdays - np.int32(weekday.weekday)) % np.int32(_WEEK)
        week = "any week" if weekday.weeks is None else f"week {weekday.weeks}"
        features = ("weekday", f"weekday {week}, lean {weekday.lean}", f"weekday, {present}")
        yield Point("weekday", span, gaps, features)
