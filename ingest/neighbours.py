"""What the other articles of a folder or file tell of one that carries no date: between which days theirs lie."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from graph.model import Neighbours

MANY: Final = 10
"""Neighbours from which more say no more, so that a further article does not make all others be read again."""
WIDEST: Final = 730
"""Days between the first and the last from which neighbours say nothing."""


def summary(days: Iterable[date]) -> Neighbours | None:
    """The days in short, whatever their order; None when they are fewer than two or lie years apart."""
    first = last = None
    count = 0
    for day in days:
        first = day if first is None else min(first, day)
        last = day if last is None else max(last, day)
        count += 1
    if first is None or last is None or count < 2 or (last - first).days >= WIDEST:
        return None
    return Neighbours(first, last, min(count, MANY))
