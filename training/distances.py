"""The distances of articles from the points in time that they tell, fitted to dated articles.

The loss is the negative logarithm of the probability of the true day (or the days of the true month) inside its year,
with a penalty on the squares of all weights and on how far the trust in the clues is from where it begins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from graph.edtf import bounds, precision
from ingest import cleaning, pipeline
from ingest.dating import inference, stories, times_told
from ingest.dating.days import COUNT, YEARS, Floats, Integers, number
from ingest.dating.distances import OTHERS, STEPS, Distances, measured
from ingest.dating.points import find

RULES: Final = (OTHERS, "day without year", "latest event", stories.RULE)
"""Rules whose trust is fitted."""
TRUST: Final = 0.6
"""Where the trust begins."""
LEAST: Final = 5
"""Articles that have a feature at least."""
_CANDIDATES: Final = 60
"""Days of the year that are compared: those that the clues alone find likeliest."""
_WEIGHTS: Final = 10.0
_TRUSTS: Final = 20.0
"""Penalties of the weights and of the trusts."""
_ROUNDS: Final = 80
MONTH: Final = 0.3
"""How much an article counts whose month alone is known."""

Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measured:
    """The candidate days of an article: which are right, the sums of its clues (days, columns: here the RULES), the
    features with the steps of the days, and how much the article counts."""

    right: npt.NDArray[np.bool_]
    clues: Floats
    steps: Sequence[tuple[tuple[str, ...], Integers]]
    counts: float


def measure(text: str, published: str, language: str = "vi") -> Measured | None:
    """An article of a known day or month that the collection of stories was made of; None when the clues do not think
    of it, or its page states it."""
    first, last = bounds(published)
    if first is None or last is None or precision(published) not in ("day", "month"):
        return None
    understood = pipeline.understand(cleaning.clean(text, language=language), published, language)
    dated = understood.dated
    told = times_told.find(dated)
    found = [c for c in inference.clues(dated, told, understood.words, understood.tellings) if c.rule != stories.RULE]
    found += stories.clues(dated, number(first) if first == last else None)
    if not found or any(clue.rule in inference.STATED for clue in found):
        return None
    year = slice(*np.searchsorted(YEARS, [first.year, first.year + 1]))
    sums = np.zeros((COUNT, len(RULES)), dtype=np.float32)
    for clue in found:
        sums[:, RULES.index(clue.rule) if clue.rule in RULES else 0] += clue.weights
    inside = sums[year]
    likeliest = np.sort(np.argsort(-inside.sum(axis=1), kind="stable")[:_CANDIDATES])
    right = (likeliest >= number(first) - year.start) & (likeliest <= number(last) - year.start)
    if not right.any():
        return None
    points = find(dated, told, understood.tellings, year)
    steps = [(features, at[likeliest]) for features, at in measured(points)]
    return Measured(right, inside[likeliest], steps, 1.0 if first == last else MONTH)


def fit_distances(articles: Sequence[Measured]) -> Distances:
    """The weights and the trust that make the true days likeliest."""
    features, weights, trust = likeliest(articles, np.full(len(RULES), TRUST), _WEIGHTS, _TRUSTS)
    return Distances(features, weights, RULES, trust)


def likeliest(
    articles: Sequence[Measured], trusted: Doubles, weights_penalty: float, trust_penalty: float
) -> tuple[tuple[str, ...], Floats, Floats]:
    """Features, their weights for each step, and the trust in each column of clues, which begins as `trusted`; the
    penalties are those of a half square of a weight, and of how far a trust goes from where it began."""
    count = Counter(feature for article in articles for feature in {f for told, _ in article.steps for f in told})
    features = sorted(feature for feature, times in count.items() if times >= LEAST)
    index = {feature: row for row, feature in enumerate(features)}
    cells = _cells(articles, index)
    turned = cells.T.tocsr()
    clues = np.concatenate([article.clues for article in articles]).astype(np.float64)
    right = np.concatenate([article.right for article in articles])
    sizes = np.array([len(article.right) for article in articles])
    begins = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    counts = np.array([article.counts for article in articles])

    def shares(scores: Doubles) -> tuple[Doubles, Doubles]:
        """Probability of each day, and the logarithm of the sum, of each article."""
        most = np.repeat(np.maximum.reduceat(scores, begins), sizes)
        likely = np.exp(scores - most)
        total = np.add.reduceat(likely, begins)
        return likely / np.repeat(total, sizes), np.log(total) + most[begins]

    def loss(values: Doubles) -> tuple[float, Doubles]:
        weights, trust = values[: -len(trusted)], values[-len(trusted) :]
        scores = cells @ weights + clues @ trust
        of_all, all_sum = shares(scores)
        of_right, right_sum = shares(np.where(right, scores, -np.inf))
        pull = (of_all - of_right) * np.repeat(counts, sizes)
        away = trust - trusted
        penalty = weights_penalty / 2 * weights @ weights + trust_penalty / 2 * away @ away
        cost = float((counts * (all_sum - right_sum)).sum() + penalty)
        return cost, np.concatenate([turned @ pull + weights_penalty * weights, clues.T @ pull + trust_penalty * away])

    begin = np.concatenate([np.zeros(cells.shape[1]), trusted])
    best = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS}).x
    weights = best[: -len(trusted)].reshape(len(features), STEPS).astype(np.float32)
    return tuple(features), weights, best[-len(trusted) :].astype(np.float32)


def _cells(articles: Iterable[Measured], index: dict[str, int]) -> csr_matrix:
    """A row for each candidate day of each article, with 1 in the columns of its features and steps."""
    rows, columns, begin = [], [], 0
    for article in articles:
        for told, steps in article.steps:
            at = np.array([index[feature] for feature in told if feature in index], dtype=np.int64)
            days = np.flatnonzero(steps >= 0)
            columns.append((at[None, :] * STEPS + steps[days, None]).ravel())
            rows.append(np.repeat(days + begin, len(at)))
        begin += len(article.right)
    row, column = np.concatenate(rows), np.concatenate(columns)
    return csr_matrix((np.ones(len(row)), (row, column)), shape=(begin, len(index) * STEPS))
