"""Clues in the names that an article has: a date in that of its file, its folders or its address.

Such a date is most often that of the article; else the article was saved then, and is older by days or by years.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from graph.model import NOWHERE
from ingest.dating.days import COUNT, NUMBERS, Clue, Floats, clipped, fixed, numbers
from ingest.name_dates import NamedDates, Place

RULES: Final[Mapping[Place, str]] = {
    "file": "file name",
    "folder": "folder name",
    "address": "address",
}
SAME: Final[Mapping[Place, tuple[float, float, float]]] = {
    "address": (0.93, 0.04, 0.02),
    "file": (0.74, 0.06, 0.16),
    "folder": (0.50, 0.10, 0.34),
}
"""Share of articles of the very day that a name tells, of the day before or after, and of those that were saved then;
the rest has nothing to do with it.  Estimates: newspapers put the day into addresses, people name files by either."""
_SOON: Final = 30
_LATE: Final = 1500
"""Mean days between publication and saving, for one half of what was saved later and for the other."""


def clues(names: Sequence[NamedDates]) -> Iterator[Clue]:
    """A clue for each name that tells a date."""
    for item in names:
        told = " or ".join(item.values)
        says = f"The {item.place}{' name' if item.place != 'address' else ''} tells {told}: {item.words}."
        yield fixed(RULES[item.place], NOWHERE, says, _weights(item.place, item.values))


@lru_cache(maxsize=1024)
def _weights(place: Place, values: tuple[str, ...]) -> Floats:
    """Each date of a name is as likely as any other of it to be the one that counts."""
    found = [shares(*at, *SAME[place]) for value in values if (at := numbers(value))]
    weights: Floats = np.log(np.mean(found, axis=0)).astype(np.float32)
    weights.flags.writeable = False
    return weights


def shares(first: int, last: int, same: float, near: float, saved: float) -> Floats:
    """Probability of each day, when a date (its first and last day, as positions) is that of the article with
    probability `same`, of the day before or after with `near`, and of its saving, some time later, with `saved`."""
    found = np.full(COUNT, (1 - same - near - saved) / COUNT)
    found[clipped(first) : clipped(last + 1)] += same / (last - first + 1)
    for beside in (first - 1, last + 1):
        found[clipped(beside) : clipped(beside + 1)] += near / 2
    before = first - NUMBERS[: clipped(first)]
    for mean in (_SOON, _LATE):
        found[: clipped(first)] += saved / 2 * np.exp(-before / mean) / mean
    return found.astype(np.float32)
