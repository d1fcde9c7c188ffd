"""The days that an article can be from, as arrays, and the clue: a reason for some of them and against others.

Weights are natural logarithms of likelihoods; only their differences from day to day count.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from graph.edtf import bounds
from graph.model import Span

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int32]

FIRST: Final = date(1990, 1, 1)
LAST: Final = date(2030, 12, 31)
KNOWN_UNTIL: Final = date(2026, 12, 31)
"""Later days are less likely the further off they are: nothing is known of them."""
PRESS_ONLINE: Final = date(2005, 1, 1)
"""Earlier days are less likely the further back they are: little of the press was online."""

COUNT: Final = (LAST - FIRST).days + 1
NUMBERS: Final[Integers] = np.arange(COUNT, dtype=np.int32)
_ALL: Final = [FIRST + timedelta(days=i) for i in range(COUNT)]
YEARS: Final[Integers] = np.array([day.year for day in _ALL], dtype=np.int32)
MONTHS: Final[Integers] = np.array([day.month for day in _ALL], dtype=np.int32)
DAYS: Final[Integers] = np.array([day.day for day in _ALL], dtype=np.int32)
WEEKDAYS: Final[Integers] = np.array([day.isoweekday() for day in _ALL], dtype=np.int32)


def number(day: date) -> int:
    """Position of a day; negative before the first, beyond the arrays after the last."""
    return (day - FIRST).days


def numbers(edtf: str | None) -> tuple[int, int] | None:
    """Positions of the first and last day of an EDTF value."""
    first, last = bounds(edtf)
    return (number(first), number(last)) if first and last else None


def clipped(position: int) -> int:
    """A position moved into the arrays, as a bound of a slice."""
    return min(max(position, 0), COUNT)


def day(position: int) -> date:
    """The day at a position."""
    return FIRST + timedelta(days=position)


PRIOR: Final[Floats] = (
    -np.clip(NUMBERS - number(KNOWN_UNTIL), 0, None) / 365.0 - np.clip(number(PRESS_ONLINE) - NUMBERS, 0, None) / 3650.0
).astype(np.float32)


@lru_cache(maxsize=512)
def occurrences(month: int, day_of_month: int) -> Integers:
    """For each day the position of the nearest day of that month and number, the past preferred."""
    at = np.flatnonzero((month == MONTHS) & (day_of_month == DAYS)).astype(np.int32)
    before = at[np.clip(np.searchsorted(at, NUMBERS, side="right") - 1, 0, len(at) - 1)]
    after = at[np.clip(np.searchsorted(at, NUMBERS), 0, len(at) - 1)]
    ahead, back = after - NUMBERS, NUMBERS - before
    near_ahead = (ahead >= 0) & ((back < 0) | (ahead * 2 < back))
    return np.where(near_ahead, after, before).astype(np.int32)


@dataclass(frozen=True, slots=True)
class Clue:
    """What speaks for some days and against others.

    `tell` gives, for the position of the day that was found, where the clue stands and a sentence that tells it,
    empty when the clue says nothing of that day.
    """

    rule: str
    weights: Floats
    tell: Callable[[int], tuple[Span, str]]


def fixed(rule: str, span: Span, says: str, weights: Floats) -> Clue:
    """A clue that is told in the same words whatever the answer."""
    return Clue(rule, weights, lambda _: (span, says))


def flat() -> Floats:
    """Weights that say nothing yet."""
    return np.zeros(COUNT, dtype=np.float32)


def window(first: int, last: int, outside: float) -> Floats:
    """0 from position `first` to `last`, `outside` elsewhere."""
    weights = np.full(COUNT, outside, dtype=np.float32)
    weights[clipped(first) : clipped(last + 1)] = 0.0
    return weights
