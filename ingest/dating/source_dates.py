"""Clues in the dates that came with an article, beside its text: what the page tells programs, what it shows, when the
document was made, when the page was fetched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from graph.model import NOWHERE, SourceDate, SourceDateKind
from ingest.dating.days import Clue, Floats, fixed, numbers, window
from ingest.dating.file_names import shares

METADATA: Final = "metadata"
"""Rule of the clue from what the page or feed itself calls its day of publication."""
RULES: Final[Mapping[SourceDateKind, str]] = {
    "metadata": METADATA,
    "page": "date on the page",
    "document": "document made",
    "crawl": "page fetched",
}
SAYS: Final[Mapping[SourceDateKind, str]] = {
    "metadata": "The source gives {} as the day of publication: {}.",
    "page": "The page shows the date {}: {}.",
    "document": "The document was made or changed on {}: {}.",
    "crawl": "The page was fetched on {}: {}.",
}
SAME: Final[Mapping[SourceDateKind, tuple[float, float, float]]] = {
    "page": (0.80, 0.06, 0.08),
    "document": (0.45, 0.10, 0.37),
    "crawl": (0.25, 0.20, 0.50),
}
"""Share of articles of the very day, of the day before or after, and of those that are older.  Estimates: pages show
their own date before others, documents are made for publication or saved later, crawls of news come soon after it."""
_OTHER_DAY: Final = -16.0
"""Weight of all other days: what the page itself says gives way only to several clues that all speak against it."""


def clues(dates: Sequence[SourceDate]) -> Iterator[Clue]:
    """A clue for each date that lies within the days that an article can be from."""
    for item in dates:
        at = numbers(item.value)
        if at and (weights := _weights(item.kind, *at)) is not None:
            yield fixed(RULES[item.kind], NOWHERE, SAYS[item.kind].format(item.value, item.words), weights)


@lru_cache(maxsize=1024)
def _weights(kind: SourceDateKind, first: int, last: int) -> Floats | None:
    if kind == "metadata":
        weights = window(first, last, _OTHER_DAY)
        return weights if not weights.all() else None
    found: Floats = np.log(shares(first, last, *SAME[kind])).astype(np.float32)
    found.flags.writeable = False
    return found
