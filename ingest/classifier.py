"""A linear classifier over named features, as plain arrays read from a file: nothing is trained here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.errors import KnowledgeError

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Multinomial logistic regression: `weights` has a row for each feature of `index` and a column for each label.

    Its last row, all zeros, belongs to no feature.
    """

    labels: tuple[str, ...]
    index: dict[str, int]
    weights: Floats
    bias: Floats

    def scores(self, items: Sequence[Iterable[str]]) -> Floats:
        """Log-odds of each label for the features of each item, not normalised: an array (items, labels).

        Features that training never saw count nothing.
        """
        if not items:
            return np.zeros((0, len(self.labels)), dtype=np.float32)
        find = self.index.get
        nothing = len(self.weights) - 1
        rows: list[int] = []
        begins: list[int] = []
        for item in items:
            begins.append(len(rows))
            rows.extend(row for row in map(find, item) if row is not None)
            rows.append(nothing)
        total: Floats = np.add.reduceat(self.weights[rows], begins, axis=0)
        return total + self.bias

    def probabilities(self, items: Sequence[Iterable[str]]) -> Floats:
        """Probability of each label for each item: an array (items, labels) whose rows sum to 1."""
        scores = self.scores(items)
        powers = np.exp(scores - scores.max(axis=1, keepdims=True, initial=-np.inf))
        shares: Floats = powers / powers.sum(axis=1, keepdims=True)
        return shares

    def choice(self, items: Sequence[Iterable[str]]) -> Floats:
        """For a model with the label `yes`: the probability of each item, given that one of them is right."""
        column = self.scores(items)[:, self.labels.index("yes")]
        powers = np.exp(column - column.max(initial=-np.inf))
        shares: Floats = powers / powers.sum()
        return shares


def with_nothing(weights: npt.NDArray[Any]) -> Floats:
    """Weights with the row of zeros at their end."""
    return np.vstack([weights, np.zeros((1, weights.shape[1]))]).astype(np.float32)


def save(path: Path, models: dict[str, LinearModel]) -> None:
    """Write models to one compressed file; weights are kept as 16-bit floats."""
    arrays: dict[str, Any] = {}
    for name, model in models.items():
        features = sorted(model.index, key=model.index.__getitem__)
        arrays[f"{name}.labels"] = np.array(model.labels)
        arrays[f"{name}.features"] = np.frombuffer("\n".join(features).encode(), dtype=np.uint8)
        arrays[f"{name}.weights"] = model.weights[:-1].astype(np.float16)
        arrays[f"{name}.bias"] = model.bias.astype(np.float32)
    np.savez_compressed(path, **arrays)


@lru_cache(maxsize=8)
def load(path: Path) -> dict[str, LinearModel]:
    """Models of a file by name; KnowledgeError when it is missing or not of that form."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            names = sorted({name.rpartition(".")[0] for name in arrays.files})
            return {name: _model(arrays, name) for name in names}
    except (OSError, KeyError, ValueError) as error:
        raise KnowledgeError(
            f"{path} cannot be read as a model: {error}", "Run `make train`, or install again."
        ) from error


def _model(arrays: Any, name: str) -> LinearModel:
    features = bytes(arrays[f"{name}.features"]).decode().split("\n")
    return LinearModel(
        labels=tuple(str(label) for label in arrays[f"{name}.labels"]),
        index={feature: row for row, feature in enumerate(features)},
        weights=with_nothing(arrays[f"{name}.weights"]),
        bias=arrays[f"{name}.bias"],
    )
