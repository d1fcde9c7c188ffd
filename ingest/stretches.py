"""The words of an article as features, told by stretches of it instead of one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

Stretch = tuple[str, int, int]
"""A template with the first token and the end token of the words it stands for."""


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
    """Rows of the features of words in an index of features, by template.

    `templates` are those of words, or those of pairs of words; `nothing` is the row of words that are no feature.
    """

    def __init__(self, index: Mapping[str, int], templates: Sequence[str], nothing: int) -> None:
        rows: dict[str, dict[str, int]] = {template: {} for template in templates}
        for name, row in index.items():
            template, equals, value = name.partition("=")
            if equals and template in rows:
                rows[template][value] = row
        values = dict.fromkeys(value for by_value in rows.values() for value in by_value)
        self._number = {value: number for number, value in enumerate(values)}
        self._templates = templates
        self._rows = np.full((len(rows), len(values) + 1), nothing, dtype=np.intp)
        for number, by_value in enumerate(rows.values()):
            for value, row in by_value.items():
                self._rows[number, self._number[value]] = row

    def of(self, values: Sequence[str]) -> dict[str, list[int]]:
        """For each template the rows of an article's words, or pairs of words."""
        unknown = len(self._number)
        find = self._number.get
        rows = self._rows.take([find(value, unknown) for value in values], axis=1).tolist()
        return dict(zip(self._templates, rows, strict=True))
