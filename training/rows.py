"""Feature lists with labels: what a classifier learns from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix


@dataclass(slots=True)
class Rows:
    """Feature lists with a label each."""

    names: list[list[str]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)

    def add(self, names: list[str], label: str, group: int = 0) -> None:
        """Add a row; rows of one `group` are options of which one is right."""
        self.names.append(names)
        self.labels.append(label)
        self.groups.append(group)


@dataclass(frozen=True, slots=True)
class Choices:
    """Options by group, each group together: their features, whether each is right, and how many each group has."""

    names: Sequence[Sequence[str]]
    right: npt.NDArray[np.bool_]
    sizes: npt.NDArray[np.int64]

    @property
    def begins(self) -> npt.NDArray[np.int64]:
        """The first row of each group."""
        return np.concatenate([[0], np.cumsum(self.sizes)[:-1]])


def choices(rows: Rows) -> Choices:
    """The options that are labelled `yes` or `no`; groups without any right one are left out."""
    right = np.array([label == "yes" for label in rows.labels])
    groups = np.unique(np.array(rows.groups), return_inverse=True)[1]
    kept = np.flatnonzero((np.bincount(groups, weights=right) > 0)[groups])
    kept = kept[np.argsort(groups[kept], kind="stable")]
    sizes = np.unique(groups[kept], return_counts=True)[1]
    return Choices([rows.names[row] for row in kept], right[kept], sizes)


def matrix(
    names: Sequence[Sequence[str]], least: int, known: Container[str] = frozenset()
) -> tuple[csr_matrix, dict[str, int]]:
    """Feature lists as a matrix (rows, features), how often each has each; and the columns of the features.

    Features are those seen at least so often, and of the `known` ones those seen at all.
    """
    counts = Counter(name for each in names for name in each)
    kept = sorted(name for name, count in counts.items() if count >= least or name in known)
    index = {name: column for column, name in enumerate(kept)}
    pointers: list[int] = [0]
    columns: list[int] = []
    for each in names:
        columns.extend(index[name] for name in each if name in index)
        pointers.append(len(columns))
    shape = (len(names), len(index))
    return csr_matrix((np.ones(len(columns), dtype=np.float64), columns, pointers), shape=shape), index
