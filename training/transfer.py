"""Linear models, of which most begin from those of another language: what is learned is how the new one differs.

Features of structure, of event types and of roles of words are the same whatever the language, and weigh about the
same.  So the penalty of a weight is its distance from the other language's weight, which is 0 for a word.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from ingest.classifier import LinearModel, with_nothing
from training.rows import Rows, choices, matrix

Floats = npt.NDArray[np.float64]


def fit_labels(rows: Rows, strength: float, least: int, prior: LinearModel) -> LinearModel:
    """A multinomial model of labels, those of `prior` among them."""
    rows_of, index = matrix(rows.names, least, prior.index)
    labels = tuple(sorted({*rows.labels, *prior.labels}))
    begin, bias = _begin(index, labels, prior)
    right = np.array([labels.index(label) for label in rows.labels])
    each = np.arange(len(right))
    shape = (len(index) + 1, len(labels))
    start = np.vstack([begin, bias])

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(shape)
        scores = rows_of @ weights[:-1] + weights[-1]
        scores -= scores.max(axis=1, keepdims=True)
        powers = np.exp(scores)
        masses = powers.sum(axis=1)
        away = weights[:-1] - begin
        value = float(np.log(masses).sum() - scores[each, right].sum() + (away**2).sum() / (2 * strength))
        shares = powers / masses[:, np.newaxis]
        shares[each, right] -= 1.0
        slope = np.vstack([rows_of.T @ shares + away / strength, shares.sum(axis=0)])
        return value, slope.ravel()

    found = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 300, "ftol": 1e-7})
    fitted = found.x.reshape(shape)
    return LinearModel(labels, index, with_nothing(fitted[:-1]), fitted[-1].astype(np.float32))


def fit_choice(rows: Rows, strength: float, least: int, prior: LinearModel | None = None) -> LinearModel:
    """A conditional model: of the options of a group those labelled `yes` are right; groups without any count not.

    Minimises the negative logarithm of the probability given to the right options, with a quadratic penalty; without
    `prior` the penalty is the distance from 0.
    """
    told = choices(rows)
    rows_of, index = matrix(told.names, least, prior.index if prior else frozenset())
    begin = np.zeros(len(index))
    if prior:
        both, _ = _begin(index, ("no", "yes"), prior)
        begin = both[:, 1] - both[:, 0]
    begins, sizes = told.begins, told.sizes

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = rows_of @ weights
        powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, begins), sizes))
        all_mass, right_mass = np.add.reduceat(powers, begins), np.add.reduceat(powers * told.right, begins)
        away = weights - begin
        value = float(np.log(all_mass).sum() - np.log(right_mass).sum() + away @ away / (2 * strength))
        shares = powers / np.repeat(all_mass, sizes) - powers * told.right / np.repeat(right_mass, sizes)
        return value, rows_of.T @ shares + away / strength

    found = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": 300, "ftol": 1e-7})
    weights = np.stack([np.zeros(len(index)), found.x], axis=1)
    return LinearModel(("no", "yes"), index, with_nothing(weights), np.zeros(2, dtype=np.float32))


def between(fitted: LinearModel, prior: LinearModel) -> LinearModel:
    """The model halfway between two, for what differs between the articles learned from and those to be read."""
    begin, bias = _begin(fitted.index, fitted.labels, prior)
    weights = (fitted.weights[:-1] + begin) / 2
    return LinearModel(
        fitted.labels, fitted.index, with_nothing(weights), ((fitted.bias + bias) / 2).astype(np.float32)
    )


def _begin(index: dict[str, int], labels: tuple[str, ...], prior: LinearModel) -> tuple[Floats, Floats]:
    """Weights and biases of the prior in the order of an index and of labels."""
    weights = np.zeros((len(index), len(labels)))
    bias = np.zeros(len(labels))
    columns = [labels.index(label) for label in prior.labels]
    bias[columns] = prior.bias
    for name, row in index.items():
        known = prior.index.get(name)
        if known is not None:
            weights[row, columns] = prior.weights[known]
    return weights, bias
