"""The classifier of periods: which quarter of a year the names of an article were in the news together."""

from __future__ import annotations

from collections.abc import Iterable

from graph.edtf import bounds, precision
from ingest.classifier import LinearModel
from ingest.dating import names_told
from training.fit import Rows, fit_labels
from training.gold import Example

STRENGTH = 0.1
"""Inverse of the regularisation."""
LEAST = 3
"""Articles that tell a name at least."""


def quarter(published: str) -> str | None:
    """The quarter of a year that a date lies in, as an EDTF interval of months; None when it is coarser."""
    first = bounds(published)[0]
    if first is None or precision(published) not in ("day", "month"):
        return None
    start = (first.month - 1) // 3 * 3 + 1
    return f"{first.year:04d}-{start:02d}/{first.year:04d}-{start + 2:02d}"


def fit_periods(found: Iterable[Example]) -> LinearModel:
    """The model of all articles whose publication is known to the month."""
    rows = Rows()
    for item in found:
        label = quarter(item.published) if item.published else None
        if label:
            reading = item.reading
            told = names_told.names(reading.tokens, (range(s.first, s.end) for s in reading.sentences))
            rows.add(list(told), label)
    return fit_labels(rows, STRENGTH, LEAST)
