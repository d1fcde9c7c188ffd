"""Clues to a publication date: each says where it stands, why it counts, and how well it goes with each day.

Weights are natural logarithms of likelihoods, 0 at best; the constants were set so that they go with how news is
written (a day without its year is nearly always of the last week) and checked on dated articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
import numpy.typing as npt

from graph.edtf import bounds
from graph.model import Span
from ingest import treaties
from ingest.dated_text import DatedText
from ingest.gazetteer import Gazetteer
from ingest.knowledge.model import Term
from ingest.mentions import Found
from ingest.time_values import Calendar, Interval, Meaning

Floats = npt.NDArray[np.float64]

FIRST: Final = date(1990, 1, 1)
LAST: Final = date(2030, 12, 31)
HORIZON: Final = date(2026, 12, 31)
"""Last day that the knowledge base can speak of; later days are less likely the further off they are."""

WRONG: Final = -6.0
UNLIKELY: Final = -3.0


class _Days:
    """All days that an article can be from, by their parts."""

    def __init__(self) -> None:
        days = [FIRST + timedelta(days=i) for i in range((LAST - FIRST).days + 1)]
        self.years = np.array([day.year for day in days])
        self.months = np.array([day.month for day in days])
        self.days = np.array([day.day for day in days])
        self.weekdays = np.array([day.isoweekday() for day in days])
        self.numbers = np.arange(len(days))
        beyond = np.clip(self.numbers - (HORIZON - FIRST).days, 0, None)
        self.prior: Floats = -beyond / 365.0

    def number(self, day: date) -> int:
        """Position of a day; before the first or after the last when it is outside."""
        return (day - FIRST).days


DAYS: Final = _Days()


@dataclass(frozen=True, slots=True)
class Clue:
    """A reason for some days and against others."""

    span: Span
    rule: str
    says: str
    weights: Floats


def clues(text: DatedText, gazetteer: Gazetteer) -> list[Clue]:
    """All clues of an article, in the order of their kinds."""
    return [
        *_dates(text),
        *_years(text),
        *_days_without_year(text),
        *_persons(text, gazetteer),
        *_milestones(text, gazetteer),
        *_treaties(text, gazetteer),
        *_page(text),
    ]


# dates and years in the words


def _parts(meaning: Meaning) -> Iterator[Calendar]:
    if isinstance(meaning, Calendar):
        yield meaning
    elif isinstance(meaning, Interval):
        yield from _parts(meaning.first)
        if meaning.last is not None:
            yield from _parts(meaning.last)


def _dates(text: DatedText) -> Iterator[Clue]:
    """Days and months told with their year: the article is not older, unless they are told as to come."""
    for expression in text.expressions:
        for part in _parts(expression.meaning):
            if part.year is None or part.month is None or not 1900 <= part.year <= 2100:
                continue
            first, last = bounds(_edtf(part))
            if first is None or last is None:
                continue
            gap = DAYS.numbers - DAYS.number(first)
            ahead = WRONG if part.lean <= 0 and not text.leans_ahead(expression.span) else -0.5
            weights = np.where(gap < 0, ahead, -0.35 * np.log1p(np.clip(gap, 0, None) / 30.0))
            words = text.clean.text[slice(*expression.span)]
            yield Clue(expression.span, "date with its year", f"The text tells of {words}.", weights)


def _years(text: DatedText) -> Iterator[Clue]:
    """Years by themselves; the latest one that is not to come is near the article's own."""
    told: dict[int, Span] = {}
    for expression in text.expressions:
        for part in _parts(expression.meaning):
            if part.year is not None and part.month is None and 1900 <= part.year <= 2100:
                if part.lean > 0 or text.leans_ahead(expression.span):
                    weights = np.where(DAYS.years > part.year, UNLIKELY, -0.25 * (part.year - DAYS.years))
                    yield Clue(expression.span, "year to come", f"{part.year} is told of as to come.", weights)
                else:
                    told.setdefault(part.year, expression.span)
    for year, span in told.items():
        latest = year == max(told)
        behind = np.clip(DAYS.years - year, 0, None)
        weights = np.where(DAYS.years < year, WRONG, (-0.7 if latest else -0.05) * np.log1p(2.0 * behind))
        yield Clue(span, "year", f"The text tells of {year} as past or present.", weights)


def _days_without_year(text: DatedText) -> Iterator[Clue]:
    """A day and month without a year is of the last days before the article, most surely at its head."""
    seen: set[tuple[int, int]] = set()
    for expression in text.expressions:
        for part in _parts(expression.meaning):
            if part.year is not None or part.years is not None or part.day is None or part.month is None:
                continue
            key = (part.month, part.day)
            ahead = part.lean > 0 or text.leans_ahead(expression.span)
            if part.weekday is not None:
                wrong = (DAYS.months == part.month) & (DAYS.days == part.day) & (DAYS.weekdays != part.weekday)
                yield _weekday(expression.span, text, part, wrong)
            if key in seen:
                continue
            seen.add(key)
            gap = _gap(part.month, part.day)
            sentence = text.sentence_at(expression.span[0])
            sure = 0.6 if sentence is None or sentence.index > 5 else 0.93 if sentence.index <= 2 else 0.8
            if ahead:
                near = np.exp(-np.abs(np.clip(gap, -400, 0)) / 30.0) / 30.0 * (gap <= 0)
                sure = 0.6
            else:
                near = np.where(
                    gap < 0,
                    0.0,
                    np.select([gap == 0, gap == 1, gap == 2], [0.36, 0.36, 0.09], 0.19 * np.exp(-gap / 5.0) / 5.0),
                )
            weights = np.log(sure * near + (1 - sure) / 365.0)
            words = text.clean.text[slice(*expression.span)]
            when = "days to come" if ahead else "the last days before the article"
            yield Clue(
                expression.span,
                "day without year",
                f"{words}, told without a year, is one of {when}.",
                weights - weights.max(),
            )


def _gap(month: int, day: int) -> npt.NDArray[np.int64]:
    """For each day how many days ago the nearest day of that date was (negative: is still to come)."""
    at = np.flatnonzero((DAYS.months == month) & (DAYS.days == day))
    after = np.clip(np.searchsorted(at, DAYS.numbers), 0, len(at) - 1)
    before = np.clip(np.searchsorted(at, DAYS.numbers, side="right") - 1, 0, len(at) - 1)
    back, ahead = DAYS.numbers - at[before], DAYS.numbers - at[after]
    return np.where(np.abs(ahead) * 2 < np.abs(back), ahead, back)


def _weekday(span: Span, text: DatedText, part: Calendar, wrong: npt.NDArray[np.bool_]) -> Clue:
    years = set(DAYS.years[wrong].tolist())
    weights = np.where(np.isin(DAYS.years, sorted(years)), UNLIKELY, 0.0)
    words = text.clean.text[slice(*span)]
    return Clue(span, "weekday with date", f"{words}: day of the week and date go together in few years.", weights)


def _edtf(part: Calendar) -> str:
    return f"{part.year:04d}-{part.month:02d}" + (f"-{part.day:02d}" if part.day else "")


# persons and their offices


def _persons(text: DatedText, gazetteer: Gazetteer) -> Iterator[Clue]:
    seen: set[object] = set()
    for row in text.mentions:
        for mention in row:
            if mention.name is None or mention.kind not in ("person", "capitals"):
                continue
            clue = _person(text, gazetteer, mention, seen)
            if clue:
                yield clue


def _person(text: DatedText, gazetteer: Gazetteer, mention: Found, seen: set[object]) -> Clue | None:
    assert mention.name is not None
    tokens = text.tokens
    name = " ".join(tokens.words[i] for i in range(*mention.name))
    persons = gazetteer.knowledge.persons_by_name(name)
    if mention.of and len(persons) > 1:
        persons = tuple(
            person for person in persons if any(t.office.of == mention.of for t in gazetteer.knowledge.terms(person.id))
        )
    if len(persons) != 1 or (mention.kind == "capitals" and mention.name[1] - mention.name[0] < 2):
        return None
    person = persons[0]
    words = mention.title.words if mention.title else ""
    key = (person.id, words, mention.modifiers)
    if key in seen:
        return None
    seen.add(key)
    terms = gazetteer.knowledge.terms(person.id)
    titled = [
        term
        for term in terms
        if mention.title
        and (term.office.title == mention.title.role or words in [title.casefold() for title in term.office.titles_vi])
        and mention.of in (None, term.office.of)
    ]
    span = tokens.span(mention.first, mention.end)
    if titled:
        return _titled(span, person.name, titled, mention.modifiers)
    if not terms:
        return None
    weights = np.minimum.reduce([-_outside(term, 1.0, 0.5) for term in terms])
    first = min((term.holder.period.since or "" for term in terms), default="")
    return Clue(span, "person", f"{person.name} has been in public office since {first or 'before'}.", -weights)


def _titled(span: Span, name: str, terms: Sequence[Term], modifiers: Sequence[str]) -> Clue:
    title = terms[0].office.title
    period = ", ".join(f"{t.holder.period.since or '?'} to {t.holder.period.until or 'now'}" for t in terms)
    starts = [DAYS.number(day) for term in terms if (day := bounds(term.holder.period.since)[0])]
    ends = [DAYS.number(day) for term in terms if (day := bounds(term.holder.period.until)[1])]
    numbers = DAYS.numbers
    if "former" in modifiers:
        weights = np.where(numbers < min(ends), -4.0, 0.0) if ends else np.zeros(len(numbers))
        return Clue(span, "former holder", f"{name} is called a former {title} (term {period}).", weights)
    if "elect" in modifiers and starts:
        weights = np.maximum.reduce([np.where((numbers >= s - 120) & (numbers <= s), 0.0, UNLIKELY) for s in starts])
        return Clue(span, "elected holder", f"{name} is {title}-elect (term {period}).", weights)
    if "new" in modifiers and starts:
        weights = np.maximum.reduce(
            [np.where((numbers >= s - 60) & (numbers <= s + 150), 0.0, UNLIKELY) for s in starts]
        )
        return Clue(span, "new holder", f"{name} is called the new {title} (term {period}).", weights)
    weights = np.maximum.reduce([_outside(term, 5.0, 3.0) for term in terms])
    return Clue(span, "holder of an office", f"{name} is called {title} (term {period}).", weights)


def _outside(term: Term, before: float, after: float) -> Floats:
    """0 in the term, less the further a day is outside it, down to `before` and `after`."""
    start, _ = bounds(term.holder.period.since)
    _, end = bounds(term.holder.period.until)
    weights: Floats = np.zeros(len(DAYS.numbers))
    if start:
        early = DAYS.number(start) - DAYS.numbers
        weights -= np.where(early > 0, np.minimum(before, 1.0 + early / 30.0), 0.0)
    if end:
        late = DAYS.numbers - DAYS.number(end)
        weights -= np.where(late > 0, np.minimum(after, 0.5 + late / 60.0), 0.0)
    return weights


# history


def _milestones(text: DatedText, gazetteer: Gazetteer) -> Iterator[Clue]:
    """Events of the knowledge base: the article is not older; a bare month beside one is that of the event."""
    lower = text.clean.text.casefold()
    for milestone in gazetteer.knowledge.milestones.values():
        first, last = bounds(milestone.date)
        if first is None or last is None:
            continue
        for alias in milestone.aliases_vi:
            at = lower.find(alias.casefold())
            if at < 0 or text.sentence_at(at) is None:
                continue
            span = (at, at + len(alias))
            gap = DAYS.numbers - DAYS.number(first)
            weights = np.where(gap < -30, WRONG, -0.15 * np.log1p(np.clip(gap, 0, None) / 180.0))
            says = f"{milestone.name} was on {milestone.date}; the text tells of it."
            month = text.bare_month_near(span)
            if month == first.month:
                weights = weights + np.where((gap >= 0) & (gap < 365), 0.0, UNLIKELY)
                says = f"{milestone.name} was on {milestone.date}; the text names its month without the year."
            yield Clue(span, "milestone", says, weights)
            break


def _treaties(text: DatedText, gazetteer: Gazetteer) -> Iterator[Clue]:
    named: set[str] = set()
    actors = {entity for row in text.mentions for mention in row for entity in mention.entities}
    for sentence in text.sentences:
        within = text.tokens.inside(sentence.span)
        for mention in treaties.find(text.tokens, within, text.pack.language, actors):
            treaty = gazetteer.knowledge.treaties[mention.actor]
            signed, _ = bounds(treaty.signed)
            if signed is None or mention.actor in named:
                continue
            named.add(mention.actor)
            weights = np.where(DAYS.numbers < DAYS.number(signed), -4.0, 0.0)
            yield Clue(
                text.tokens.span(mention.first, mention.end),
                "treaty",
                f"{treaty.name} was signed on {treaty.signed}.",
                weights,
            )


# the page around the article


def _page(text: DatedText) -> Iterator[Clue]:
    """Dates among the debris of the page are of the day it was saved: the article is not younger."""
    latest: tuple[date, Span] | None = None
    for expression in text.page_expressions():
        for part in _parts(expression.meaning):
            if part.year is None or part.month is None or part.day is None:
                continue
            day, _ = bounds(_edtf(part))
            if day and (latest is None or day > latest[0]):
                latest = (day, expression.span)
    if latest:
        weights = np.where(DAYS.numbers > DAYS.number(latest[0]) + 1, WRONG, 0.0)
        yield Clue(latest[1], "page saved", f"The page around the article was saved about {latest[0]}.", weights)
