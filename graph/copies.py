"""Which articles are nearly the same text, as their signatures tell, and which of two is the copy.

A signature is a MinHash (Broder 1997) of the runs of words in a text: the share of places at which two agree estimates
the share of runs that the two texts have in common (Jaccard), within 0.05 at most places of the scale.
"""

from __future__ import annotations

import base64
import struct
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import takewhile
from operator import eq
from typing import Any, Final

from graph.edtf import bounds

VALUES: Final = 128
"""Of a signature; each is kept by its lower 16 bits, 256 bytes in all, 344 characters when written."""
THRESHOLD: Final = 0.5
"""Of the runs in common.  Of 3,427 articles of Vietnamese sites 16 pairs are above: 12 are the same, 3 edited, and one
is a report of a like act a month later.  The next, at 0.46, tell other steps of one story on the same background."""
_BANDS: Final = 16
_ROWS: Final = 3
"""Two texts meet when one of 16 groups of 3 values is the same: of pairs that share 0.5 of their runs 88 in 100 do, of
those that share 0.6 98."""
_PACKED: Final = struct.Struct(f"<{VALUES}H")


@dataclass(frozen=True, slots=True)
class Sketch:
    """An article as it is compared: `published` is its date (EDTF), `copies` the article that it is known to copy."""

    article: str
    signature: str
    published: str | None
    copies: str | None = None

    @property
    def order(self) -> tuple[date, str]:
        """Of two near texts the one that was certainly out first is the original; without dates the id decides."""
        return _out_by(self.published), self.article


def pack(values: Sequence[int]) -> str:
    """A signature as text."""
    return base64.b64encode(_PACKED.pack(*(value & 0xFFFF for value in values))).decode("ascii")


def well_formed(signature: str) -> bool:
    """Whether a text is a signature, or empty."""
    try:
        return not signature or len(base64.b64decode(signature, validate=True)) == _PACKED.size
    except ValueError:
        return False


def clues(signature: str) -> list[str]:
    """The clues under which an article with a signature stands; none without."""
    if not signature:
        return []
    packed = base64.b64decode(signature)
    size = 2 * _ROWS
    return [f"copy|{band}|{packed[band * size : (band + 1) * size].hex()}" for band in range(_BANDS)]


def near(one: Sketch, other: Sketch) -> float | None:
    """The similarity of two that stand under a common clue, when it makes one a copy of the other."""
    if one.signature == other.signature:
        return 1.0
    if _bands(one.signature).isdisjoint(_bands(other.signature)):
        return None
    share = sum(map(eq, _values(one.signature), _values(other.signature))) / VALUES
    return share if share >= THRESHOLD else None


def in_order(sketches: Iterable[Sketch]) -> list[Sketch]:
    """Those that were out first come first."""
    return sorted(sketches, key=lambda each: each.order)


def copied(sketch: Sketch, others: Sequence[Sketch], until: Sketch | None = None) -> Sketch | None:
    """The first of the articles before this one, and before `until`, that are near it; `others` are in order."""
    end = sketch.order if until is None else min(sketch.order, until.order)
    before = takewhile(lambda other: other.order < end, others)
    return next((other for other in before if near(sketch, other)), None)


def beginning(article: str, copied_by: Callable[[str], str | None]) -> str | None:
    """Where the chain of copies begins that leads to an article, given what each copies; None when it copies none."""
    first = None
    while (higher := copied_by(article)) is not None:
        first = article = higher
    return first


@lru_cache(maxsize=10_000)
def _out_by(published: str | None) -> date:
    return bounds(published)[1] or date.max


@lru_cache(maxsize=10_000)
def _bands(signature: str) -> frozenset[str]:
    return frozenset(clues(signature))


@lru_cache(maxsize=10_000)
def _values(signature: str) -> tuple[Any, ...]:
    return _PACKED.unpack(base64.b64decode(signature))
