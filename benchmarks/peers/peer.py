"""What all peers are given and give back."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

BUILD = Path(__file__).resolve().parents[2] / "build" / "peers"
"""Where fetched programs are kept between runs."""


class Unavailable(Exception):
    """A peer that cannot be had or does not run here, with why."""


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its publication date (a day, month or year) and its language."""

    id: str
    text: str
    published: str
    language: str = "vi"

    @property
    def day(self) -> date:
        """The day that peers count from: the publication date, or the middle of its month or year."""
        year, *rest = (int(part) for part in self.published.split("-"))
        return date(year, rest[0] if rest else 7, rest[1] if len(rest) > 1 else 15 if rest else 1)


@dataclass(frozen=True, slots=True)
class Time:
    """A time that was found: `[start, end)` in characters; DATE, DURATION or SET; EDTF, None when it has no date."""

    span: tuple[int, int]
    kind: str
    value: str | None

    def plain(self) -> dict[str, Any]:
        """In the form of an extraction record."""
        return asdict(self)


Reader = Callable[[Sequence[Article]], dict[str, list[Time]]]
"""Finds the times of articles, by article.  Raises Unavailable."""


def interval(first: date, last: date) -> str:
    """A range of days as EDTF; a single day is one."""
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def week(day: date) -> str:
    """Monday to Sunday of the week of a day."""
    monday = day - timedelta(days=day.weekday())
    return interval(monday, monday + timedelta(days=6))


def months_later(day: date, months: int) -> date:
    """The same day of another month, or the last one it has."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
