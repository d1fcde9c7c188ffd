"""Clues in the page around the article: its own line of date and time, and dates of the day it was saved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from graph.edtf import bounds
from graph.model import Span
from ingest import times
from ingest.dated_text import DatedText
from ingest.dating.days import COUNT, Clue, clipped, fixed, flat, number, window
from ingest.dating.times_told import edtf, parts

STAMP: Final = "timestamp"
"""Rule of the clue from the page's own line of date and time: what it says is what the text itself states."""
_YOUNGER: Final = -3.0
"""Side bars also show older articles: their dates are no hard bound."""


def clues(text: DatedText) -> Iterator[Clue]:
    """The line of date and time above or below the article; else the latest date around it, as an upper bound."""
    stamp = _days(text, "timestamp")
    if stamp:
        first = min(stamp)[0]
        span = min(stamp)[1]
        yield fixed(STAMP, span, f"The page dates the article: {first}.", window(number(first), number(first), -9.0))
    around = _days(text, None)
    if around:
        latest, span = max(around)
        weights = flat()
        weights[clipped(number(latest) + 2) :] = _YOUNGER
        yield fixed("page saved", span, f"The page around the article was saved on {latest} or later.", weights)


def _days(text: DatedText, reason: str | None) -> list[tuple[date, Span]]:
    spans = [debris.span for debris in text.clean.debris if reason is None or debris.reason == reason]
    found = []
    for expression in times.find(text.clean.text, spans, text.pack):
        for part in parts(expression.meaning):
            if part.year is None or part.month is None or part.day is None:
                continue
            day, _ = bounds(edtf(part))
            if day and 0 <= number(day) < COUNT:
                found.append((day, expression.span))
    return found
