"""Classifiers over named features, as plain arrays read from a file: nothing is trained here."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.errors import KnowledgeError
from ingest.aspects import ROW, Aspect, AspectIndex
from ingest.stretches import WordIndex

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
        return _sums(self.weights, _rows(self.index, items)) + self.bias

    def of_sums(self, sums: Floats) -> Floats:
        """The sums of weights are the log-odds, but for the bias."""
        return sums

    def probabilities(self, items: Sequence[Iterable[str]]) -> Floats:
        """Probability of each label for each item: an array (items, labels) whose rows sum to 1."""
        return normalised(self.scores(items))


@dataclass(frozen=True, slots=True)
class ChoiceNetwork:
    """A network with one hidden layer that scores options, of which one is right.

    The first column of `weights` leads from a feature to the score directly, the others lead to the hidden units, of
    which each counts by `out` what it has above zero, with its `bias`. The last row, all zeros, belongs to no feature.
    """

    index: dict[str, int]
    weights: Floats
    bias: Floats
    out: Floats

    def scores(self, items: Sequence[Iterable[str]]) -> Floats:
        """The score of each item, to be compared within its group: an array (items, 2), for `no` (0) and `yes`."""
        return self.of_sums(_sums(self.weights, _rows(self.index, items)))

    def of_sums(self, sums: Floats) -> Floats:
        """The scores of items given the sums of their features' weights: an array (items, 2)."""
        direct, units = sums[:, 0], np.maximum(sums[:, 1:] + self.bias, 0.0)
        scores: Floats = np.stack([np.zeros_like(direct), direct + units @ self.out], axis=1)
        return scores


class JointModel:
    """Several models that are asked of the same items: the features of an item are looked up once for all of them.

    `words` and `pairs` are the templates of features that stand for words (`ingest.stretches`).
    """

    def __init__(
        self, models: Sequence[LinearModel | ChoiceNetwork], words: Sequence[str] = (), pairs: Sequence[str] = ()
    ) -> None:
        self._models = tuple(models)
        self._index = {name: row for row, name in enumerate(dict.fromkeys(chain(*(model.index for model in models))))}
        self._weights: list[Floats] = []
        for model in models:
            weights: Floats = np.zeros((len(self._index) + 1, model.weights.shape[1]), dtype=np.float32)
            weights[[self._index[name] for name in model.index]] = model.weights[list(model.index.values())]
            self._weights.append(weights)
        self._aspects = AspectIndex(self._index)
        self._words = WordIndex(self._index, words, pairs, len(self._index))
        self._nothing = array("i", [len(self._index)]).tobytes()

    def rows(self, aspects: Iterable[Aspect]) -> bytes:
        """The features that aspects of an item name, looked up; always at least one, which may count nothing."""
        return self._aspects.rows(aspects) or self._nothing

    def word_rows(self, keys: Sequence[str]) -> dict[str, bytes]:
        """For each template of words the features of an article's words, looked up."""
        return self._words.of(keys)

    def scores(self, model: int, rows: Sequence[bytes]) -> Floats:
        """Log-odds of a model's labels for items looked up, not normalised, without a linear model's bias.

        An array (items, labels).
        """
        return self._models[model].of_sums(_sums(self._weights[model], rows))


def _rows(index: dict[str, int], items: Sequence[Iterable[str]]) -> list[bytes]:
    """The features of each item, looked up; always at least one, which may count nothing."""
    found = ([row for row in map(index.get, item) if row is not None] for item in items)
    return [array("i", known or [len(index)]).tobytes() for known in found]


def _sums(weights: Floats, items: Sequence[bytes]) -> Floats:
    """For each item, given by the rows of its features, the sum of their weights: an array (items, columns).

    Rows are C ints in bytes (`ROW` of them each).
    """
    if not items:
        return np.zeros((0, weights.shape[1]), dtype=np.float32)
    begins = np.array([0, *accumulate(map(len, items[:-1]))]) // ROW
    rows = np.frombuffer(b"".join(items), dtype=np.intc)
    total: Floats = np.add.reduceat(weights.take(rows, axis=0), begins, axis=0)
    return total


def chosen(scores: Floats, sizes: Iterable[int]) -> list[list[float]]:
    """Of scores of items in groups of the given sizes: for each group the probability of its items, one being right."""
    ends = list(accumulate(sizes, initial=0))
    filled = [begin for begin, end in pairwise(ends) if begin < end]
    if not filled:
        return [[] for _ in ends[1:]]
    lengths = np.diff([*filled, ends[-1]])
    powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, filled), lengths))
    shares = (powers / np.repeat(np.add.reduceat(powers, filled), lengths)).tolist()
    return [shares[begin:end] for begin, end in pairwise(ends)]


def normalised(scores: Floats) -> Floats:
    """Probabilities of log-odds: an array (items, labels) whose rows sum to 1."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True, initial=-np.inf))
    shares: Floats = powers / powers.sum(axis=1, keepdims=True)
    return shares


def with_nothing(weights: npt.NDArray[Any]) -> Floats:
    """Weights with the row of zeros at their end."""
    return np.vstack([weights, np.zeros((1, weights.shape[1]))]).astype(np.float32)


def save(path: Path, models: dict[str, LinearModel | ChoiceNetwork]) -> None:
    """Write models to one compressed file; weights are kept as 16-bit floats."""
    arrays: dict[str, Any] = {}
    for name, model in models.items():
        features = sorted(model.index, key=model.index.__getitem__)
        if isinstance(model, ChoiceNetwork):
            arrays[f"{name}.out"] = model.out.astype(np.float32)
        else:
            arrays[f"{name}.labels"] = np.array(model.labels)
        arrays[f"{name}.features"] = np.frombuffer("\n".join(features).encode(), dtype=np.uint8)
        arrays[f"{name}.weights"] = model.weights[:-1].astype(np.float16)
        arrays[f"{name}.bias"] = model.bias.astype(np.float32)
    np.savez_compressed(path, **arrays)


@lru_cache(maxsize=8)
def load(path: Path) -> dict[str, LinearModel | ChoiceNetwork]:
    """Models of a file by name; KnowledgeError when it is missing or not of that form."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            names = sorted({name.rpartition(".")[0] for name in arrays.files})
            return {name: _model(arrays, name) for name in names}
    except (OSError, KeyError, ValueError) as error:
        raise KnowledgeError(
            f"{path} cannot be read as a model: {error}", "Run `make train`, or install again."
        ) from error


def _model(arrays: Any, name: str) -> LinearModel | ChoiceNetwork:
    features = bytes(arrays[f"{name}.features"]).decode().split("\n")
    index = {feature: row for row, feature in enumerate(features)}
    weights, bias = with_nothing(arrays[f"{name}.weights"]), arrays[f"{name}.bias"]
    if f"{name}.out" in arrays.files:
        return ChoiceNetwork(index, weights, bias, arrays[f"{name}.out"])
    return LinearModel(tuple(str(label) for label in arrays[f"{name}.labels"]), index, weights, bias)
