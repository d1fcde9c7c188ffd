"""Linear models that begin from those of another language: what is learned is how the new language differs.

Features of structure, of event types and of roles of words are the same whatever the language, and weigh about the
same.  So the penalty of a weight is its distance from the other language's weight, which is 0 for a word.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from ingest.classifier import LinearModel, with_nothing
from training.rows import Rows

Floats = npt.NDArray[np.float64]


def fit_labels(rows: Rows, strength: float, least: int, prior: LinearModel) -> LinearModel:
    """A multinomial model of labels, those of `prior` among them."""
    matrix, index = _matrix(rows, least, prior)
    labels = tuple(sorted({*rows.labels, *prior.labels}))
    begin, bias = _begin(index, labels, prior)
    right = np.array([labels.index(label) for label in rows.labels])
    each = np.arange(len(right))
    shape = (len(index) + 1, len(labels))
    start = np.vstack([begin, bias])

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(shape)
        scores = matrix @ weights[:-1] + weights[-1]
        scores -= scores.max(axis=1, keepdims=True)
        powers = np.exp(scores)
        masses = powers.sum(axis=1)
        away = weights[:-1] - begin
        value = float(np.log(masses).sum() - scores[each, right].sum() + (away**2).sum() / (2 * strength))
        shares = powers / masses[:, np.newaxis]
        shares[each, right] -= 1.0
        slope = np.vstack([matrix.T @ shares + away / strength, shares.sum(axis=0)])
        return value, slope.ravel()

    found = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 300, "ftol": 1e-7})
    fitted = found.x.reshape(shape)
    return LinearModel(labels, index, with_nothing(fitted[:-1]), fitted[-1].astype(np.float32))


def fit_choice(rows: Rows, strength: float, least: int, prior: LinearModel) -> LinearModel:
    """A conditional model: of the options of a group those labelled `yes` are right; groups without any count not."""
    right = np.array([label == "yes" for label in rows.labels])
    groups = np.unique(np.array(rows.groups), return_inverse=True)[1]
    kept = (np.bincount(groups, weights=right) > 0)[groups]
    names = [names for names, keep in zip(rows.names, kept, strict=True) if keep]
    matrix, index = _matrix(Rows(names), least, prior)
    right, groups = right[kept], np.unique(groups[kept], return_inverse=True)[1]
    total = int(groups.max()) + 1
    both, _ = _begin(index, ("no", "yes"), prior)
    begin = both[:, 1] - both[:, 0]

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = matrix @ weights
        top = np.full(total, -np.inf)
        np.maximum.at(top, groups, scores)
        powers = np.exp(scores - top[groups])
        all_mass = np.bincount(groups, weights=powers, minlength=total)
        right_mass = np.bincount(groups, weights=powers * right, minlength=total)
        away = weights - begin
        value = float(np.log(all_mass).sum() - np.log(right_mass).sum() + away @ away / (2 * strength))
        slope = matrix.T @ (powers / all_mass[groups] - powers * right / right_mass[groups]) + away / strength
        return value, slope

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


def _matrix(rows: Rows, least: int, prior: LinearModel) -> tuple[csr_matrix, dict[str, int]]:
    """The rows over the features seen often enough, and those that the prior knows."""
    counts = Counter(name for names in rows.names for name in names)
    kept = sorted(name for name, count in counts.items() if count >= least or name in prior.index)
    index = {name: row for row, name in enumerate(kept)}
    pointers: list[int] = [0]
    columns: list[int] = []
    for names in rows.names:
        columns.extend(index[name] for name in names if name in index)
        pointers.append(len(columns))
    shape = (len(rows.names), len(index))
    return csr_matrix((np.ones(len(columns), dtype=np.float64), columns, pointers), shape=shape), index


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
