"""Features told in aspects: a function that names features, with the values that it names them of.

What is looked at many times an article (a word of an act, a gap of two tokens) is mostly known from before, so that its
features are named and looked up once, and found by the aspect from then on.  Fitting asks for the names.

Whoever lists the aspects of an item sees to it that no two of them name the same feature: a feature counts once.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import chain

Aspect = tuple[Callable[..., Iterable[str]], *tuple[Hashable, ...]]
"""A function with its values: what it gives for them are names of features."""

ROW = array("i").itemsize
"""Bytes of the number of a row."""

_MOST = 1 << 17
"""Aspects whose features are kept."""


def bare(name: str) -> tuple[str, ...]:
    """The feature of this name."""
    return (name,)


def single(template: str, value: object) -> tuple[str, ...]:
    """The feature of a template for a value."""
    return (f"{template}={value}",)


def double(template: str, value: object, other: object) -> tuple[str, ...]:
    """The feature of a template for two values together."""
    return (f"{template}={value},{other}",)


def names(aspects: Iterable[Aspect]) -> list[str]:
    """The features that aspects name, in order."""
    return list(chain.from_iterable([name(*values) for name, *values in aspects]))


class AspectIndex(dict[Aspect, bytes]):
    """Rows of the features of an aspect in an index of features, as C ints in bytes; looked up once an aspect.

    Features that the index does not know have no row.
    """

    def __init__(self, index: Mapping[str, int]) -> None:
        super().__init__()
        self._index = index

    def __missing__(self, aspect: Aspect) -> bytes:
        if len(self) >= _MOST:
            self.clear()
        name, *values = aspect
        find = self._index.get
        rows = array("i", [row for row in map(find, name(*values)) if row is not None]).tobytes()
        self[aspect] = rows
        return rows

    def rows(self, aspects: Iterable[Aspect]) -> bytes:
        """Rows of the features that aspects name, in order."""
        return b"".join(map(self.__getitem__, aspects))
