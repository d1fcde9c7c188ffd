"""The publication date of an article, worked out as a historian would: clues in the text, weighed together.

Every clue of `ingest.date_clues` says how well it goes with each day from 1990 on; their sum is a distribution over
days.  The answer is the finest value (day, month, year) that is likely enough; with no clue to the year there is no
answer.  The clock of the machine plays no part.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph.model import Evidence, Published
from ingest.date_clues import DAYS, Clue, Floats, clues
from ingest.dated_text import DatedText
from ingest.gazetteer import Gazetteer

ENOUGH_YEAR = 0.45
"""Least probability of a year that is given as an answer."""
ENOUGH_PART = 0.4
"""Least probability of a month or day inside the year."""
SHOWN = 8
"""Clues that are shown as evidence, those that decide most first."""


def published(text: DatedText, given: str | None, gazetteer: Gazetteer) -> Published:
    """The date given, else what the clues allow to say."""
    if given:
        return Published(given, "given", 1.0)
    found = clues(text, gazetteer)
    if not found:
        return Published(None, "unknown", 0.0)
    total = DAYS.prior + sum((clue.weights for clue in found), np.zeros(len(DAYS.prior), dtype=np.float32))
    shares = np.exp(total - total.max())
    shares /= shares.sum()
    value, confidence = _answer(shares)
    if value is None:
        return Published(None, "unknown", round(confidence, 3))
    return Published(value, "inferred", round(confidence, 3), _evidence(found, value, shares))


def _answer(shares: Floats) -> tuple[str | None, float]:
    years = np.bincount(DAYS.years - DAYS.years[0], weights=shares)
    year = int(years.argmax()) + int(DAYS.years[0])
    confidence = float(years.max())
    if confidence < ENOUGH_YEAR:
        return None, confidence
    inside = np.where(DAYS.years == year, shares, 0.0)
    months = np.bincount(DAYS.months, weights=inside, minlength=13)
    month = int(months.argmax())
    if months[month] < ENOUGH_PART * confidence:
        return f"{year:04d}", confidence
    inside = np.where(DAYS.months == month, inside, 0.0)
    day = int(inside.argmax())
    if inside[day] < ENOUGH_PART * float(months[month]):
        return f"{year:04d}-{month:02d}", confidence
    return f"{year:04d}-{month:02d}-{int(DAYS.days[day]):02d}", confidence


def _evidence(found: Sequence[Clue], value: str, shares: Floats) -> tuple[Evidence, ...]:
    """The clues that speak for the answer, by how much less likely other years are through them."""
    year = int(value[:4])
    here = DAYS.years == year
    ranked = []
    for order, clue in enumerate(found):
        inside = float((clue.weights[here] * shares[here]).sum() / max(float(shares[here].sum()), 1e-9))
        outside = float(clue.weights[~here].mean())
        ranked.append((inside - outside, -order, clue))
    ranked.sort(key=lambda item: item[:2], reverse=True)
    return tuple(Evidence(clue.span, clue.rule, clue.says) for gain, _, clue in ranked[:SHOWN] if gain > 0.05)
