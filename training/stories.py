"""The collection of dated articles by whose stories others are dated."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from graph.edtf import precision
from ingest import cleaning, pipeline
from ingest.dating.days import Floats, Integers, number
from ingest.dating.distances import STEPS
from ingest.dating.stories import LEVELS, NEAREST, Stories, density, fading, phrases

SURE = 0.95
"""Confidence from which an article that nobody dated counts as dated."""
LEAST = 2
"""Articles that have a phrase at least."""
MOST = 0.03
"""Share of the articles that have it at most."""
_STEPS = 255
"""Weights are kept in so many steps."""

Dated = tuple[int, list[str]]
"""Position of an article's day, and its phrases."""


def dated(text: str, given: str | None, language: str = "vi") -> Dated | None:
    """An article whose day is given or told by the clues other than stories; None when it is neither."""
    understood = pipeline.understand(cleaning.clean(text, language=language), given, language)
    published = understood.published
    if not published.value or precision(published.value) != "day" or published.confidence < SURE:
        return None
    reading = understood.reading
    told = phrases(reading.tokens, (range(sentence.first, sentence.end) for sentence in reading.sentences))
    return number(date.fromisoformat(published.value)), list(told)


def others(corpus: Path, known: Iterable[str]) -> Iterator[str]:
    """Texts of the articles of a corpus that are not known already."""
    left_out = set(known)
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if article["id"] not in left_out:
                yield article["text"]


def fit_stories(found: list[Dated]) -> Stories:
    """The collection, with the form of its mixture that makes each article's day likeliest given all the others.

    What is measured from the nearest articles is left for `training.nearest`, which reads them beside all other clues.
    """
    count = Counter(phrase for _, told in found for phrase in told)
    kept = sorted(phrase for phrase, times in count.items() if LEAST <= times <= MOST * len(found))
    index = {phrase: row for row, phrase in enumerate(kept)}
    rarity = np.log(len(found) / np.array([count[phrase] for phrase in kept])).astype(np.float32)
    cells = [(index[phrase], article) for article, (_, told) in enumerate(found) for phrase in told if phrase in index]
    rows, columns = np.array(cells).T
    lengths = np.sqrt(np.bincount(columns, weights=rarity[rows] ** 2, minlength=len(found)))
    matrix = csr_matrix((rarity[rows] / lengths[columns], (rows, columns)), shape=(len(kept), len(found)))
    matrix.sort_indices()
    days = np.array([at for at, _ in found], dtype=np.int32)
    scale = float(matrix.data.max()) / _STEPS
    sharpness, doubt, shares = _form(matrix, days)
    return Stories(
        phrases=tuple(kept),
        rarity=rarity,
        begins=matrix.indptr.astype(np.int32),
        articles=matrix.indices.astype(np.uint16),
        weights=np.maximum(np.round(matrix.data / scale), 1).astype(np.uint8),
        scale=scale,
        days=days,
        sharpness=sharpness,
        doubt=doubt,
        shares=shares,
        measured=np.zeros((len(LEVELS) + 1, 2, STEPS), dtype=np.float32),
    )


def _form(matrix: csr_matrix, days: Integers) -> tuple[float, float, Floats]:
    """Sharpness, doubt and shares of the reaches."""
    near = (matrix.T @ matrix).toarray().astype(np.float32)
    np.fill_diagonal(near, 0.0)
    nearest = np.argsort(-near, axis=1, kind="stable")[:, :NEAREST]
    nearness = np.take_along_axis(near, nearest, axis=1)
    gaps = np.abs(days[nearest] - days[:, None])
    span = int(days.max() - days.min()) + 1

    def read(values: npt.NDArray[np.float64]) -> tuple[float, float, Floats]:
        sharpness, doubt, *levels = np.clip(values, (-1, -25, -6, -6), (2.4, 8, 6, 6))
        shares = np.exp([*levels, 0.0])
        return float(np.exp(sharpness)), float(doubt), (shares / shares.sum()).astype(np.float32)

    def loss(values: npt.NDArray[np.float64]) -> float:
        sharpness, doubt, shares = read(values)
        return -float(np.log(density(nearness, fading(gaps, shares), sharpness, doubt, span)).mean())

    best = minimize(loss, (1.5, -12.0, 0.5, 0.0), method="Nelder-Mead", options={"maxiter": 1500})
    return read(best.x)
