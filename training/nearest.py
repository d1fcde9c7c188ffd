"""The distances of articles from those that are nearest to them in words, fitted beside all other clues.

As with the distances from what an article tells (`training.distances`), but over all years: what is fitted decides
which year is the likeliest.  An article never hears itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from graph.edtf import bounds, precision
from ingest import cleaning, pipeline
from ingest.dating import inference, stories, times_told
from ingest.dating.days import NUMBERS, PRIOR, YEARS, Floats, Integers, number
from ingest.dating.distances import STEPS, steps
from training.distances import MONTH, Measured, likeliest

_LIKELIEST: Final = 60
"""Days that are compared: those that the clues find likeliest,"""
_OF_EACH_YEAR: Final = 8
_FAR: Final = 12.0
"""and the likeliest of each year, unless their weights are so far from the best."""
_WEIGHTS: Final = 12.0
"""Penalty of the weights: 6 to 40 find about the same."""
_HELD: Final = 1e7
"""Penalty that keeps the trust in the other clues: the inference adds them as they are."""


def measure(text: str, published: str, language: str = "vi") -> Measured | None:
    """An article of a known day or month that the collection of stories was made of; None when no story is heard, the
    clues do not think of its day, or its page states it."""
    first, last = bounds(published)
    if first is None or last is None or precision(published) not in ("day", "month"):
        return None
    understood = pipeline.understand(cleaning.clean(text, language=language), published, language)
    dated = understood.dated
    own = number(first) if first == last else None
    heard = stories.hear(dated, own)
    if heard is None:
        return None
    told = times_told.find(dated)
    found = [c for c in inference.clues(dated, told, understood.words, understood.tellings) if c.rule != stories.RULE]
    if any(clue.rule in inference.STATED for clue in found):
        return None
    found += stories.clues(dated, own)
    total = PRIOR + sum(clue.weights * inference.TRUST.get(clue.rule, 1.0) for clue in found)
    asked = _compared(total)
    right = (asked >= number(first)) & (asked <= number(last))
    if not right.any():
        return None
    collection, _, nearness = heard
    points = []
    for rank, (at, level) in enumerate(stories.nearest(nearness)):
        features = ("near", f"near {level}", f"near {level}, {min(rank, 1)}")
        points.append((features, steps(asked - collection.days[at])))
    return Measured(right, total[asked, None], points, 1.0 if own is not None else MONTH)


def _compared(total: Floats) -> Integers:
    """The days that are compared, given the weights of all."""
    kept = [np.argsort(-total, kind="stable")[:_LIKELIEST]]
    for year in range(int(YEARS[0]), int(YEARS[-1]) + 1):
        days = NUMBERS[np.searchsorted(YEARS, year) : np.searchsorted(YEARS, year, side="right")]
        best = days[np.argsort(-total[days], kind="stable")[:_OF_EACH_YEAR]]
        kept.append(best[total[best] > total.max() - _FAR])
    return np.unique(np.concatenate(kept)).astype(np.int32)


def fit_nearest(articles: Sequence[Measured]) -> Floats:
    """The table of a collection (`stories.Stories.measured`) that makes the true days likeliest."""
    features, weights, _ = likeliest(articles, np.ones(1), _WEIGHTS, _HELD)
    of = dict(zip(features, weights, strict=True))
    none = np.zeros(STEPS, dtype=np.float32)
    table = np.zeros((len(stories.LEVELS) + 1, 2, STEPS), dtype=np.float32)
    for level, ranks in enumerate(table):
        for rank, cells in enumerate(ranks):
            for feature in ("near", f"near {level}", f"near {level}, {rank}"):
                cells += of.get(feature, none)
    return table
