"""Clues in the page around the article: its line of date and time, its dateline, and dates of the day it was saved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from graph.edtf import bounds
from graph.model import Span
from ingest import times
from ingest.dated_text import DatedText
from ingest.dating.days import COUNT, Clue, Floats, clipped, fixed, flat, number, window
from ingest.dating.times_told import edtf, parts
from ingest.time_values import Calendar
from ingest.times import TimeExpression

STAMP: Final = "timestamp"
DATELINE: Final = "dateline"
STATED: Final = frozenset({STAMP, DATELINE})
"""Rules of the clues from the page's own line of date and time and from what opens the report: what they say is what
the text itself states."""
_OTHER_DAY: Final = -16.0
"""Weight of all other days, of which there are fifteen thousand."""
_REACH: Final = 60
"""Characters at the head of a report in which its dateline stands."""
_DASH: Final = re.compile(r"(?:\s*\([^()\d]{1,30}\))?\s*[-–—:]\s")
"""What ends a dateline behind its date, perhaps with the agency before it."""
_BRACKET: Final = re.compile(r"\s*\)(?P<dash>\s*[-–—:]\s)?")
"""What ends one whose date stands in brackets behind a place or agency."""
_YOUNGER: Final = -3.0
"""Side bars also show older articles: their dates are no hard bound."""


def clues(text: DatedText) -> Iterator[Clue]:
    """The line of date and time above or below the article, or else its dateline; and the latest date around it, as an
    upper bound."""
    stamp = _days(text, STAMP)
    if stamp:
        first, span = min(stamp)
        yield fixed(STAMP, span, f"The page dates the article: {first}.", _only(first))
    elif line := next(_datelines(text), None) or next(iter(_days(text, DATELINE)), None):
        first, span = line
        yield fixed(DATELINE, span, f"The dateline of the report is of {first}.", _only(first))
    around = _days(text, None)
    if around:
        latest, span = max(around)
        weights = flat()
        weights[clipped(number(latest) + 2) :] = _YOUNGER
        yield fixed("page saved", span, f"The page around the article was saved on {latest} or later.", weights)


def _only(day: date) -> Floats:
    return window(number(day), number(day), _OTHER_DAY)


def _datelines(text: DatedText) -> Iterator[tuple[date, Span]]:
    """The full date at the head of the report behind a place, an agency or a day of the week, and before a dash."""
    head = next((block.span for block in text.clean.blocks if block.kind in ("lead", "body")), None)
    if head is None:
        return
    line = text.clean.text[slice(*head)].partition("\n")[0]
    for expression in text.expressions:
        start, end = expression.span[0] - head[0], expression.span[1] - head[0]
        if not 0 <= start <= end <= min(_REACH, len(line)) or not isinstance(expression.meaning, Calendar):
            continue
        if _opens(line[:start], expression.meaning) and _ends(line, start, end):
            yield from _full_days(expression)


def _opens(before: str, day: Calendar) -> bool:
    words = re.findall(r"\w+", before)
    return all(word[0].isupper() for word in words) and bool(words or day.weekday)


def _ends(line: str, start: int, end: int) -> bool:
    outside, bracket, inside = line[:start].rpartition("(")
    if not bracket or ")" in inside:
        return _DASH.match(line, end) is not None
    closed = _BRACKET.match(line, end)
    return closed is not None and any(map(str.isalpha, inside)) and bool(closed["dash"] or not outside.strip())


def _days(text: DatedText, reason: str | None) -> list[tuple[date, Span]]:
    spans = [debris.span for debris in text.clean.debris if reason is None or debris.reason == reason]
    found: list[tuple[date, Span]] = []
    for expression in times.find(text.clean.text, spans, text.pack):
        found += _full_days(expression)
    return found


def _full_days(expression: TimeExpression) -> Iterator[tuple[date, Span]]:
    for part in parts(expression.meaning):
        if part.year is None or part.month is None or part.day is None:
            continue
        day, _ = bounds(edtf(part))
        if day and 0 <= number(day) < COUNT:
            yield day, expression.span
