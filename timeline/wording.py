"""A date as people say it, no more exact than it is known."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from babel.dates import format_date

from graph import edtf
from graph.labels import Labels, load
from timeline.entries import TimelineEntry


def when(entry: TimelineEntry, labels: Labels) -> str:
    """The date of an event in words: `14 December 2021`, `December 2021`, `between 1 and 15 December 2021`."""
    return _words(entry.edtf, entry.extent == "throughout", labels.language)


def value_words(value: str | None, labels: Labels) -> str:
    """An EDTF value in words, a range read as one in which the day lies."""
    return _words(value, False, labels.language)


@lru_cache(maxsize=65536)
def _words(value: str | None, throughout: bool, language: str) -> str:
    labels = load(language)
    if not value:
        return labels.dates["undated"]
    start, slash, end = value.partition("/")
    if slash:
        return _range(start, end, throughout, labels)
    words = _qualified(value, _simple(value, labels), labels)
    if throughout and edtf.precision(value) != "day":
        return labels.dates["throughout"].format(value=words)
    return words


def _range(start: str, end: str, throughout: bool, labels: Labels) -> str:
    is_open = ("", "..")
    if start in is_open and end in is_open:
        return labels.dates["undated"]
    if end in is_open:
        first = _qualified(start, _simple(start, labels), labels)
        return labels.dates["from" if throughout else "since"].format(first=first)
    last = _qualified(end, _simple(end, labels), labels)
    if start in is_open:
        return labels.dates["until" if throughout else "before"].format(last=last)
    first = _qualified(start, _short_first(start, end, labels), labels)
    return labels.dates["span" if throughout else "between"].format(first=first, last=last)


def _short_first(start: str, end: str, labels: Labels) -> str:
    """The first day of a range without the month and year that the last one says again."""
    kinds = {edtf.precision(start), edtf.precision(end)}
    if len(kinds) > 1 or not kinds & {"day", "month"}:
        return _simple(start, labels)
    day = _first_day(start)
    if day.year != _first_day(end).year:
        return _simple(start, labels)
    if kinds == {"month"}:
        return _formatted(day, "month_of_year", labels)
    return _formatted(day, "day_of_month" if day.month == _first_day(end).month else "day_of_year", labels)


def _simple(value: str, labels: Labels) -> str:
    kind = edtf.precision(value)
    day = _first_day(value)
    if kind == "decade":
        return labels.dates["decade"].format(decade=day.year)
    if kind == "century":
        return labels.dates["century"].format(first=day.year, last=day.year + 99)
    return _formatted(day, kind, labels)


def _first_day(value: str) -> date:
    first, _ = edtf.bounds(value)
    if first is None:
        raise ValueError(f"{value!r} has no first day")
    return first


def _formatted(day: date, pattern: str, labels: Labels) -> str:
    return format_date(day, labels.dates[pattern], locale=labels.locale)


def _qualified(value: str, words: str, labels: Labels) -> str:
    """EDTF's marks: ~ approximate, ? uncertain, % both."""
    if value.endswith(("~", "%")):
        words = labels.dates["about"].format(value=words)
    if value.endswith(("?", "%")):
        words = labels.dates["possibly"].format(value=words)
    return words


def month_heading(day: date, labels: Labels) -> str:
    """A month on its own, with a capital: a heading."""
    words = _formatted(day, "month", labels)
    return words[:1].upper() + words[1:]
