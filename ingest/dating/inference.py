"""All clues weighed together, and the finest answer that is likely enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final

import numpy as np

from graph.model import Article, Evidence, Published, PublishedBasis
from ingest import name_dates
from ingest.dated_text import DatedText
from ingest.dating import (
    counted_years,
    distances,
    file_names,
    folders,
    milestones,
    offices,
    page,
    points,
    source_dates,
    stories,
    times_told,
    treaties_named,
)
from ingest.dating.days import DAYS, MONTHS, PRIOR, YEARS, Clue, Floats, day, flat
from ingest.gazetteer import Gazetteer
from ingest.languages import fitted_file

ENOUGH_YEAR: Final = 0.3
"""Least probability of a year that is given as an answer."""
ENOUGH_MONTH: Final = 0.4
"""Least probability of a month inside the year."""
ENOUGH_DAY: Final = 0.3
"""Least probability of a day inside the month."""
TRUST: Final[Mapping[str, float]] = {"latest year": 0.45}
"""How far the weights of a rule count where clues of its kind repeat one another: fitted to dated articles."""
SOFTENING: Final = 1.05
"""What the sum of weights is divided by when the year's probability is told, for clues are not independent of one
another: cross-validated over dated articles, 1.05 to 1.15 tells best how often the year is right."""
STATED: Final = page.STATED | {source_dates.METADATA}
"""Rules of the clues that state the day of publication."""
MOST: Final = 300
"""Clues in persons, and in years that are counted, that are weighed: each takes as much memory as a short article."""
SHOWN: Final = 8
"""Clues that are shown as evidence, those that decide most first."""
CONTRADICTS: Final = 1.5
"""How much better a clue goes with another year before it is shown as speaking against the answer."""
FAR_BETTER: Final = 4
"""A clue that goes better with the answer's year than with those around it speaks against it all the same when it goes
so many times better with another year."""


def published(
    text: DatedText,
    given: str | None,
    gazetteer: Gazetteer,
    tellings: Sequence[milestones.Telling],
    beside: Sequence[Clue] = (),
) -> Published:
    """The date given, else what the clues allow to say.

    `tellings` are the milestones that the article tells of, `beside` the clues that stand outside its text.
    """
    if given:
        return Published(given, "given", 1.0)
    told = times_told.find(text)
    inside = clues(text, told, gazetteer, tellings)
    found = [*inside, *beside]
    if not found:
        return Published(None, "unknown", 0.0)
    shares = distribution(found)
    fitted = distances.load(fitted_file(text.pack.language, distances.FILE))
    if fitted is not None and not any(clue.rule in STATED for clue in found):
        year = likeliest_year(shares)
        measured = points.find(text, told, tellings, year)
        if not any(points.SELDOM in point.features for point in measured):
            weighed = [(clue.rule, clue.weights[year]) for clue in inside]
            outside = np.sum([flat()[year], *(clue.weights[year] for clue in beside)], axis=0)
            shares[year] = shares[year].sum() * fitted.shares(measured, weighed, outside)
    value, confidence, at = _answer(shares)
    if value is None:
        return Published(None, "unknown", round(confidence, 3), _evidence(found, at, shares))
    agreeing = {clue.rule for clue in found if clue.rule in STATED and clue.weights[at] == 0}
    basis: PublishedBasis = "metadata" if source_dates.METADATA in agreeing else "text" if agreeing else "inferred"
    return Published(value, basis, round(confidence, 3), _evidence(found, at, shares))


def beside_text(article: Article) -> list[Clue]:
    """The clues to an article's date outside its text: what its source tells, its names, the other articles of its
    folder."""
    names = name_dates.of_article(article.path, article.url)
    return [*source_dates.clues(article.dates), *file_names.clues(names), *folders.clues(article.neighbours)]


def clues(
    text: DatedText, told: Sequence[times_told.Told], gazetteer: Gazetteer, tellings: Sequence[milestones.Telling]
) -> list[Clue]:
    """All clues in an article's text, in the order of their kinds; `told` are its calendar times."""
    return [
        *times_told.clues(text, told, milestones.announced_days(tellings)),
        *islice(offices.clues(text, gazetteer), MOST),
        *milestones.clues(tellings),
        *islice(counted_years.clues(text, gazetteer, tellings), MOST),
        *treaties_named.clues(text, gazetteer),
        *page.clues(text),
        *stories.clues(text),
    ]


def distribution(found: Sequence[Clue]) -> Floats:
    """Probability of each day."""
    total = PRIOR.copy()
    for clue in found:
        total += clue.weights * TRUST.get(clue.rule, 1.0)
    total -= total.max()
    shares = np.exp(total)
    shares /= shares.sum()
    return shares


def likeliest_year(shares: Floats) -> slice:
    """Where the days of the likeliest year stand."""
    year = int(np.bincount(YEARS - YEARS[0], weights=shares).argmax()) + int(YEARS[0])
    return slice(int(np.searchsorted(YEARS, year)), int(np.searchsorted(YEARS, year, side="right")))


def _answer(shares: Floats) -> tuple[str | None, float, int]:
    """The value, the probability of its year, and the position of its likeliest day."""
    years = np.bincount(YEARS - YEARS[0], weights=shares)
    year = int(years.argmax()) + int(YEARS[0])
    softened = shares.astype(np.float64) ** (1 / SOFTENING)
    confidence = float(softened[year == YEARS].sum() / softened.sum())
    inside = np.where(year == YEARS, shares, 0.0)
    months = np.bincount(MONTHS, weights=inside, minlength=13)
    month = int(months.argmax())
    inside_month = np.where(month == MONTHS, inside, 0.0)
    best = int(inside_month.argmax())
    if confidence < ENOUGH_YEAR:
        return None, confidence, best
    if months[month] < ENOUGH_MONTH * years.max():
        return f"{year:04d}", confidence, int(inside.argmax())
    if inside_month[best] < ENOUGH_DAY * float(months[month]):
        return f"{year:04d}-{month:02d}", confidence, best
    return f"{year:04d}-{month:02d}-{int(DAYS[best]):02d}", confidence, best


def _evidence(found: Sequence[Clue], at: int, shares: Floats) -> tuple[Evidence, ...]:
    """The clues that speak for the answer, those that decide most first, then those against it."""
    year = int(YEARS[at])
    here = year == YEARS
    weight_here = float(shares[here].sum()) or 1.0
    near = (np.abs(YEARS - year) <= 6) & ~here
    ranked: list[tuple[float, int, float, Clue]] = []
    against: list[tuple[float, int, float, Clue]] = []
    for order, clue in enumerate(found):
        inside = float((clue.weights[here] * shares[here]).sum()) / weight_here
        gain = inside - float(clue.weights[near].mean())
        loss = float(clue.weights.max()) - inside
        other = float(clue.weights[~here].max()) - inside
        speaks_against = loss > CONTRADICTS and (gain <= 0.05 or other > max(CONTRADICTS, FAR_BETTER * gain))
        (against if speaks_against else ranked).append((gain, -order, loss, clue))
    ranked.sort(key=lambda item: item[:2], reverse=True)
    shown = []
    for gain, _, _, clue in ranked[:SHOWN]:
        if gain > 0.05:
            span, says = clue.tell(at)
            if says:
                shown.append(Evidence(span, clue.rule, says))
    for _, _, _, clue in sorted(against, key=lambda item: item[0])[:3]:
        span, says = clue.tell(at)
        if says:
            shown.append(Evidence(span, f"against: {clue.rule}", f"This speaks against {day(at).year}: {says}"))
    return tuple(shown)
