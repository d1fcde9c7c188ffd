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
    """Multinomial logistic regression: `weights` has a row for each feature of `index` and a column for each label."""

    labels: tuple[str, ...]
    index: dict[str, int]
    weights: Floats
    bias: Floats

    def scores(self, features: Iterable[str]) -> Floats:
        """Log-odds of each label, not normalised; features that training never saw count nothing."""
        index = self.index
        rows = [row for row in map(index.get, features) if row is not None]
        if not rows:
            return self.bias
        total: Floats = self.weights[rows].sum(axis=0) + self.bias
        return total

    def probabilities(self, features: Iterable[str]) -> Floats:
        """Probability of each label (sums to 1)."""
        scores = self.scores(features)
        powers = np.exp(scores - scores.max())
        shares: Floats = powers / powers.sum()
        return shares


def save(path: Path, models: dict[str, LinearModel]) -> None:
    """Write models to one compressed file; weights are kept as 16-bit floats."""
    arrays: dict[str, Any] = {}
    for name, model in models.items():
        features = sorted(model.index, key=model.index.__getitem__)
        arrays[f"{name}.labels"] = np.array(model.labels)
        arrays[f"{name}.features"] = np.frombuffer("\n".join(features).encode(), dtype=np.uint8)
        arrays[f"{name}.weights"] = model.weights.astype(np.float16)
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
        weights=arrays[f"{name}.weights"].astype(np.float32),
        bias=arrays[f"{name}.bias"],
    )


def best(labels: Sequence[str], values: Floats) -> tuple[str, float]:
    """The label with the highest value, and that value."""
    top = int(values.argmax())
    return labels[top], float(values[top])
