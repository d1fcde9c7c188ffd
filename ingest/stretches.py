"""The words of an article as features, told by stretches of it instead of one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, repeat
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Stretch = tuple[str, int, int]
"""A template with the first token and the end token of the words it stands for."""

_ABOVE = np.iinfo(np.int64).max
"""A number above those of all pairs."""

_Number = TypeVar("_Number", int, npt.NDArray[np.int64])


def pairs_of(keys: Sequence[str]) -> list[str]:
    """Each word with the one behind it; the last word has none."""
    return [f"{one} {other}" for one, other in pairwise(keys)]


def names(
    keys: Sequence[str], beside: Sequence[str], pair_templates: Iterable[str], stretches: Iterable[Stretch]
) -> Iterator[str]:
    """The features that stretches stand for, by name, as often as they occur.

    `beside` are the pairs of the article's words `keys`.
    """
    for template, first, end in stretches:
        values = beside if template in pair_templates else keys
        for token in range(first, end):
            yield f"{template}={values[token]}"


class WordIndex:
    """Rows of the features of words, and of pairs of words, in an index of features.

    `words` are the templates of words, `pairs` those of pairs; `nothing` is the row of what is no feature.
    """

    def __init__(self, index: Mapping[str, int], words: Sequence[str], pairs: Sequence[str], nothing: int) -> None:
        of_words, of_pairs = _rows_by_value(index, words, nothing), _rows_by_value(index, pairs, nothing)
        for pair in of_pairs:
            for word in pair.split(" "):
                of_words.setdefault(word, [nothing] * len(words))
        self._templates = (*words, *pairs)
        self._numbers = {word: number for number, word in enumerate(of_words)}
        self._words = np.array([*of_words.values(), [nothing] * len(words)], dtype=np.intc)
        of_codes = sorted((self._code(*map(self._numbers.__getitem__, pair.split(" "))), pair) for pair in of_pairs)
        self._codes = np.array([*(code for code, _ in of_codes), _ABOVE], dtype=np.int64)
        self._pairs = np.array([*(of_pairs[pair] for _, pair in of_codes), [nothing] * len(pairs)], dtype=np.intc)

    def of(self, keys: Sequence[str]) -> dict[str, bytes]:
        """For each template the rows of an article's words, or pairs of words, as C ints in bytes."""
        unknown = len(self._numbers)
        words = np.fromiter(map(self._numbers.get, keys, repeat(unknown)), dtype=np.int64, count=len(keys))
        pairs = self._code(words[:-1], words[1:])
        places = self._codes.searchsorted(pairs)
        places[self._codes[places] != pairs] = -1
        columns = (*self._words.take(words, axis=0).T, *self._pairs.take(places, axis=0).T)
        return {name: column.tobytes() for name, column in zip(self._templates, columns, strict=True)}

    def _code(self, one: _Number, other: _Number) -> _Number:
        """One number for a pair of words, each given by its number."""
        return one * (len(self._numbers) + 1) + other


def _rows_by_value(index: Mapping[str, int], templates: Sequence[str], nothing: int) -> dict[str, list[int]]:
    """For each value of any of the templates its row in each of them."""
    places = {template: place for place, template in enumerate(templates)}
    found: dict[str, list[int]] = {}
    for name, row in index.items():
        template, equals, value = name.partition("=")
        if equals and template in places:
            found.setdefault(value, [nothing] * len(templates))[places[template]] = row
    return found
