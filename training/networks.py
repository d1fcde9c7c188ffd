"""Networks with one hidden layer that choose one of several options, as `ingest.classifier.ChoiceNetwork` reads them.

The loss is that of `training.transfer.fit_choice`: the negative logarithm of the probability given to the right
options of a group. It is minimised in small steps (Adam, with decoupled decay of the weights), features and units being
left out at random meanwhile (dropout), so that no unit leans on single features.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from ingest.classifier import ChoiceNetwork, with_nothing
from training.rows import Choices, Rows, choices, matrix

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a network is fitted.

    `nets` networks of `units` hidden units are fitted from different beginnings and read as one, their mean. A step
    looks at `batch` groups; features and units are left out with the given probabilities; `rate` is the greatest step,
    `decay` the share, times the step, by which a step of that size takes a weight back to where it began.
    """

    units: int = 32
    nets: int = 2
    epochs: int = 8
    batch: int = 128
    rate: float = 3e-3
    decay: float = 0.0
    features_out: float = 0.3
    units_out: float = 0.3
    spread: float = 0.05


def fit_choice(rows: Rows, recipe: Recipe, least: int, prior: ChoiceNetwork | None = None) -> ChoiceNetwork:
    """A network of which of the options of a group is right; groups without any right one count not.

    Features seen fewer than `least` times are dropped. With `prior`, the network of another language, it begins from
    that and decays toward it.
    """
    told = choices(rows)
    features, index = matrix(told.names, least, prior.index if prior else frozenset())
    begins = (
        [_from_prior(index, prior)] if prior else [_random(len(index), recipe, seed) for seed in range(recipe.nets)]
    )
    fitted = [_fit(features, told, recipe, seed, begin) for seed, begin in enumerate(begins)]
    direct = np.mean([weights[:, :1] for weights, _, _ in fitted], axis=0)
    return ChoiceNetwork(
        index,
        with_nothing(np.hstack([direct, *(weights[:, 1:] for weights, _, _ in fitted)])),
        np.concatenate([bias for _, bias, _ in fitted]),
        (np.concatenate([out for _, _, out in fitted]) / len(fitted)).astype(np.float32),
    )


Parts = tuple[Floats, Floats, Floats]
"""Weights (features, 1 + units) whose first column leads to the score directly, biases of units, weights of units."""


def _random(features: int, recipe: Recipe, seed: int) -> Parts:
    """The beginning of a network: units that differ, and no weights that lead to the score directly."""
    rng = np.random.default_rng(seed)
    weights = rng.normal(0.0, recipe.spread, (features, 1 + recipe.units)).astype(np.float32)
    weights[:, 0] = 0.0
    reach = recipe.units**-0.5
    out = rng.uniform(-reach, reach, recipe.units).astype(np.float32)
    return weights, np.zeros(recipe.units, dtype=np.float32), out


def _from_prior(index: dict[str, int], prior: ChoiceNetwork) -> Parts:
    """The parts of another language's network; features that it does not know weigh nothing."""
    weights = np.zeros((len(index), prior.weights.shape[1]), dtype=np.float32)
    for name, row in index.items():
        if name in prior.index:
            weights[row] = prior.weights[prior.index[name]]
    return weights, prior.bias, prior.out


def _fit(matrix: csr_matrix, told: Choices, recipe: Recipe, seed: int, begin: Parts) -> Parts:
    rng = np.random.default_rng((seed, 1))
    moving = [_Moving.at(part) for part in begin]
    members = np.split(np.arange(len(told.right)), told.begins[1:])
    steps = recipe.epochs * -(-len(members) // recipe.batch)
    step = 0
    for _ in range(recipe.epochs):
        order = rng.permutation(len(members))
        for at in range(0, len(order), recipe.batch):
            taken = order[at : at + recipe.batch]
            options = np.concatenate([members[group] for group in taken])
            part = matrix[options]
            features, places = np.unique(part.indices.astype(np.int64), return_inverse=True)
            part = csr_matrix((part.data, places, part.indptr), shape=(part.shape[0], len(features)))
            now = (moving[0].values[features], moving[1].values, moving[2].values)
            slopes = _slopes(part, told.right[options], told.sizes[taken], now, recipe, rng)
            step += 1
            rate = recipe.rate * _warmth(step / steps)
            moving[0].move(slopes[0], features, step, rate, recipe.decay)
            for each, slope in zip(moving[1:], slopes[1:], strict=True):
                each.move(slope, slice(None), step, rate, recipe.decay)
    return moving[0].values, moving[1].values, moving[2].values


@dataclass(frozen=True, slots=True)
class _Moving:
    """Weights on their way down (Adam): where they are, where they began, and the means of slopes and their squares."""

    values: Floats
    begin: Floats
    mean: Floats
    square: Floats

    @classmethod
    def at(cls, begin: Floats) -> _Moving:
        return cls(begin.copy(), begin, np.zeros_like(begin), np.zeros_like(begin))

    def move(self, slope: Floats, rows: Ints | slice, step: int, rate: float, decay: float) -> None:
        """A step of the given rows alone: those of features that no example of the step has stay where they are."""
        mean = 0.9 * self.mean[rows] + 0.1 * slope
        square = 0.999 * self.square[rows] + 0.001 * slope * slope
        values = self.values[rows]
        values -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        values -= rate * decay * (values - self.begin[rows])
        self.mean[rows], self.square[rows], self.values[rows] = mean, square, values


def _warmth(done: float) -> float:
    """The step's size, from 0 to 1: it rises over the first tenth and falls along a cosine."""
    return done / 0.1 if done < 0.1 else float(0.5 * (1 + np.cos(np.pi * (done - 0.1) / 0.9)))


def _slopes(
    matrix: csr_matrix, right: npt.NDArray[np.bool_], sizes: Ints, parts: Sequence[Floats], recipe: Recipe,
    rng: np.random.Generator,
) -> Parts:  # fmt: skip
    weights, bias, out = parts
    kept = rng.random(matrix.nnz, dtype=np.float32) >= recipe.features_out
    matrix.data = kept.astype(np.float32) / (1 - recipe.features_out)
    sums = matrix @ weights
    units = np.maximum(sums[:, 1:] + bias, 0.0)
    mask = (rng.random(units.shape, dtype=np.float32) >= recipe.units_out) / np.float32(1 - recipe.units_out)
    units *= mask
    scores = sums[:, 0] + units @ out
    begins = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, begins), sizes))
    shares = powers / np.repeat(np.add.reduceat(powers, begins), sizes)
    good = powers * right
    slope = (shares - good / np.repeat(np.add.reduceat(good, begins), sizes)) / len(sizes)
    of_units = slope[:, np.newaxis] * out * mask * (units > 0)
    back = np.hstack([slope[:, np.newaxis], of_units]).astype(np.float32)
    return matrix.T @ back, of_units.sum(axis=0), units.T @ slope
