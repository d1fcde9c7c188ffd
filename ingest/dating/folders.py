"""A clue in the dates of the other articles of the same folder or file: those of one crawl are of the same days."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from graph.model import NOWHERE, Neighbours
from ingest.dating.days import COUNT, Clue, clipped, fixed, number
from ingest.neighbours import MANY, WIDEST

RULE: Final = "same folder"
MOST: Final = 0.8
"""Share of articles at most that lie between the first and the last day of their neighbours."""
_AROUND: Final = 90
"""Days before and after in which one half of the others lie."""


def clues(neighbours: Neighbours | None) -> Iterator[Clue]:
    """One clue when there are two dated neighbours or more that lie near one another.

    Of n + 1 articles in any order, the last lies between the first and last of the n others with a probability of
    (n - 1) / (n + 1); the wider they are apart, the less are they of one crawl.
    """
    if neighbours is None:
        return
    first, last = number(neighbours.first), number(neighbours.last)
    between = (neighbours.count - 1) / (neighbours.count + 1)
    inside = min(MOST, between) * (1 - (last - first) / WIDEST)
    shares = np.full(COUNT, (1 - inside) / 2 / COUNT)
    shares[clipped(first - _AROUND) : clipped(last + _AROUND + 1)] += (1 - inside) / 2 / (last - first + 2 * _AROUND)
    shares[clipped(first) : clipped(last + 1)] += inside / (last - first + 1)
    told = f"{neighbours.count}{' or more' if neighbours.count == MANY else ''} other articles of the folder or file"
    says = f"{told} are of {neighbours.first} to {neighbours.last}."
    yield fixed(RULE, NOWHERE, says, np.log(shares).astype(np.float32))
