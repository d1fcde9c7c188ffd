"""Clues in events of the knowledge base that an article tells of: it is younger, and seldom much younger.

What stands in the sentence beside such an event says more: the event's own day or month without a year, "last month",
"ten years ago", "yesterday".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from math import exp
from typing import Final

import numpy as np

from graph.model import Span
from ingest import wording
from ingest.dated_text import DatedText
from ingest.dating.days import COUNT, Clue, Floats, clipped, day, fixed, flat, numbers
from ingest.dating.times_told import parts
from ingest.knowledge.knowledge import Knowledge
from ingest.knowledge.model import Milestone, MilestoneKind
from ingest.languages import grammar
from ingest.lexicon import Lexicon, Summary, forms
from ingest.sentences import Sentence
from ingest.time_values import Calendar, Duration, Meaning, Shift, Weekday
from ingest.times import TimeExpression

Bounds = tuple[int, int]
_LENGTHS: Final = {"week": 7, "month": 31, "year": 365}

NOT_YET: Final = -4.5
CUE_MISLEADS: Final = -2.2
"""The same for an event told only by a cue."""
MOST_AGAIN: Final = 200
"""Retellings of a milestone that are kept."""
CUE_LENGTH: Final = 150
"""Characters that the words of a cue lie apart at most."""
ANNOUNCED: Final[frozenset[MilestoneKind]] = frozenset(("summit", "election", "other", "act"))
"""Kinds of events that are told of before they happen."""
ANNOUNCED_FOR: Final = 150
"""Days for which such an event is told of in advance."""
UNFIT: Final = -4.0
"""Weight of days that a time beside the event does not go with."""
CUE_DOUBT: Final = -0.5
LATEST_SHARE: Final = 0.9
"""How much the time since the latest event counts."""
FRESH: Final = 20.0
"""Days that an event of one day is fresh: one that stays current for longer says as much less of each day."""
_SINCE: Final = np.log(
    np.array(
        [
            0.34 / 8 * np.exp(-gap / 8)
            + 0.22 / 50 * np.exp(-gap / 50)
            + 0.20 / 300 * np.exp(-gap / 300)
            + 0.24 / 2500 * np.exp(-gap / 2500)
            for gap in range(COUNT)
        ],
        dtype=np.float32,
    )
)
"""Density of the days between the latest event told and the article."""
_LONG_SINCE: Final = _SINCE[2500]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase by which milestones are told: as their name, or as the part of cues that fewest articles have."""

    number: int
    names: list[str] = field(default_factory=list)
    leads: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Cue:
    """A milestone, and for each part of its cue the numbers of the phrases that may stand for it.

    Of the keys that a part `needs` one stands wherever one of its phrases does.
    """

    milestone: str
    parts: tuple[tuple[int, ...], ...]
    needs: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class _Index:
    """Milestones by the phrases that tell them: `leading` are those that are names or lead cues."""

    phrases: Summary[_Phrase, list[tuple[int, _Phrase]]]
    leading: Summary[_Phrase, list[tuple[int, _Phrase]]]
    cues: list[_Cue]
    days: dict[str, Bounds]


@dataclass(slots=True)
class Telling:
    """A milestone with where it is told first and `again`, until when it was current, and the times beside it.

    `named` tells that one of its names stands there, not only words of a cue, which may tell of a plan, a rumour or
    another event of the kind.  One that is `commemorated` may be long past.
    """

    milestone: Milestone
    days: Bounds
    current: int
    span: Span
    ahead: bool
    named: bool
    commemorated: bool = False
    again: list[Span] = field(default_factory=list)
    fits: list[tuple[Bounds, str, str]] = field(default_factory=list)


@lru_cache(maxsize=2)
def _index(knowledge: Knowledge, language: str) -> _Index:
    phrases: dict[str, _Phrase] = {}
    cues: list[_Cue] = []
    days: dict[str, Bounds] = {}
    leading: list[tuple[tuple[str, ...], ...]] = []
    forms_of: dict[str, _Forms] = {}
    for milestone in knowledge.milestones.values():
        at = numbers(milestone.date)
        if at is None:
            continue
        days[milestone.id] = at
        name = getattr(milestone, f"name_{language}", milestone.name)
        for text in (name, *getattr(milestone, f"aliases_{language}", ())):
            phrases.setdefault(text, _Phrase(len(phrases))).names.append(milestone.id)
        for cue in getattr(milestone, f"cues_{language}", ()):
            parts = tuple(tuple(phrases.setdefault(t, _Phrase(len(phrases))).number for t in part) for part in cue)
            forms_of.update((text, _forms(text, language)) for part in cue for text in part if text not in forms_of)
            needs = tuple(frozenset(key for text in part for key in forms_of[text].rarest) for part in cue)
            cues.append(_Cue(milestone.id, parts, needs))
            leading.append(cue)
    for number, cue in enumerate(leading):
        for text in min(cue, key=lambda part: sum(forms_of[text].share for text in part)):
            phrases[text].leads.append(number)
    spelling = grammar(language).spelling
    every: Lexicon[_Phrase] = Lexicon(spelling)
    first: Lexicon[_Phrase] = Lexicon(spelling)
    for text, phrase in phrases.items():
        for keys in forms_of[text].keys if text in forms_of else forms(text, spelling):
            every.add_form(keys, phrase)
            if phrase.names or phrase.leads:
                first.add_form(keys, phrase)
    return _Index(Summary(every, list), Summary(first, list), cues, days)


@dataclass(frozen=True, slots=True)
class _Forms:
    """The keys of a phrase in all its forms, the rarest of each, and the share of articles that have any at most."""

    keys: list[tuple[str, ...]]
    rarest: list[str]
    share: float


def _forms(phrase: str, language: str) -> _Forms:
    table = wording.rarities(language)
    found = forms(phrase, grammar(language).spelling)
    rarest = []
    share = 0.0
    for keys in found:
        rarity, key = max([(table.get(key, wording.MOST), key) for key in keys])
        of_pairs = [table.get(f"{one} {other}", wording.MOST) for one, other in pairwise(keys)]
        rarest.append(key)
        share += exp(-max([rarity, *of_pairs]))
    return _Forms(found, rarest, share)


def clues(tellings: Sequence[Telling]) -> Iterator[Clue]:
    """A clue for each milestone told, and one for the time since the latest."""
    for telling in tellings:
        yield _not_before(telling)
        for at, rule, says in telling.fits:
            yield fixed(rule, telling.span, says, _fitting(at))
    recalled = [telling for telling in tellings if not telling.commemorated]
    if recalled:
        yield _latest(recalled)


def find(text: DatedText, knowledge: Knowledge) -> list[Telling]:
    """The milestones that an article tells of, each once, in the order of their first telling."""
    index = _index(knowledge, text.pack.language)
    found: dict[str, Telling] = {}
    for sentence in text.sentences:
        told = _told_in(text, sentence, index)
        if not told:
            continue
        beside = text.expressions_in(sentence)
        for key, (span, named) in told.items():
            telling = found.get(key)
            ahead = text.leans_ahead(span)
            if telling is None:
                telling = found[key] = _telling(knowledge.milestones[key], index.days[key], span, ahead)
            elif len(telling.again) < MOST_AGAIN and span not in telling.again:
                telling.again.append(span)
            telling.ahead = telling.ahead and ahead
            telling.named = telling.named or named
            if any(isinstance(e.meaning, Duration) and text.says_anniversary(e.span) for e in beside):
                telling.commemorated = True
            else:
                telling.fits += _fits(text, telling, sentence, beside)
    return list(found.values())


def _told_in(text: DatedText, sentence: Sentence, index: _Index) -> dict[str, tuple[Span, bool]]:
    """Milestones told in a sentence: where, and whether by a name.

    A cue does not count where the sentence names other years than the milestone's.
    """
    within = text.tokens.inside(sentence.span)
    told: dict[str, tuple[Span, bool]] = {}
    places: dict[int, tuple[int, int]] = {}
    leads: set[int] = set()
    for token, phrases in index.leading.within(text.tokens, within):
        for length, phrase in phrases:
            leads.update(phrase.leads)
            for name in phrase.names:
                told.setdefault(name, (text.tokens.span(token, token + length), True))
    here = set(text.tokens.keys[within.start : within.stop])
    leads = {number for number in leads if not any(map(here.isdisjoint, index.cues[number].needs))}
    if not leads:
        return told
    for token, phrases in index.phrases.within(text.tokens, within):
        for length, phrase in phrases:
            places.setdefault(phrase.number, (token, token + length))
    years: set[int] | None = None
    present = places.keys()
    complete = [number for number in leads if not any(map(present.isdisjoint, index.cues[number].parts))]
    for number in sorted(complete):
        cue = index.cues[number]
        if cue.milestone in told:
            continue
        known = [text.tokens.span(*next(places[n] for n in part if n in places)) for part in cue.parts]
        if years is None:
            years = _years_named(text.expressions_in(sentence))
        if years and not any(day(clipped(at)).year in years for at in index.days[cue.milestone]):
            continue
        together = (min(span[0] for span in known), max(span[1] for span in known))
        if together[1] - together[0] <= CUE_LENGTH:
            told[cue.milestone] = (together, False)
    return told


def _years_named(beside: Sequence[TimeExpression]) -> set[int]:
    """The years that a sentence names, unless it tells by itself how long ago the act was: "last month"."""
    if any(_is_recent(expression.meaning) for expression in beside):
        return set()
    return {part.year for expression in beside for part in parts(expression.meaning) if part.year}


def _is_recent(meaning: Meaning) -> bool:
    match meaning:
        case Calendar(year=None, months=int(), base="published"):
            return True
        case Shift(unit=unit, base="published"):
            return unit in ("day", "week", "month")
    return False


def _telling(milestone: Milestone, days: Bounds, span: Span, ahead: bool) -> Telling:
    until = numbers(milestone.current_until)
    return Telling(milestone, days, until[1] if until else days[1], span, ahead, False)


# the times beside a milestone


def _fits(
    text: DatedText, telling: Telling, sentence: Sentence, beside: Sequence[TimeExpression]
) -> Iterator[tuple[Bounds, str, str]]:
    for expression in beside:
        at = _fit(expression.meaning, telling, expression.span)
        if at is not None and not any(at == known for known, _, _ in telling.fits):
            words = text.words(expression.span)
            when = telling.milestone.date
            yield at, "milestone with its time", f"{telling.milestone.name}: {when}; beside it stands {words}."


def _fit(meaning: Meaning, telling: Telling, span: Span) -> Bounds | None:
    """The days from which a milestone's time is told in these words; None when they need not be about it."""
    first, last = telling.days
    match meaning:
        case Calendar(year=None, years=None, months=None, month=int() as month, day=None):
            months = {day(clipped(at)).month for at in (first, last)} if last - first < 400 else set()
            return (first, first + 330) if month in months and not telling.ahead else None
        case Calendar(year=None, years=None, months=None, month=int() as month, day=int() as number):
            if any(
                (day(at).month, day(at).day) == (month, number) for at in range(max(first - 1, 0), min(last + 2, COUNT))
            ):
                return (first - ANNOUNCED_FOR, last) if telling.ahead else (first - 2, first + 330)
        case Calendar(year=None, years=int() as years, month=month, base="published") if last - first < 60:
            at = day(clipped(first))
            return _year(at.year - years) if month in (None, at.month) else None
        case Calendar(year=None, months=int() as months, day=None, base="published") if last - first < 32:
            return _months_after(first, -months)[0], _months_after(last, -months)[1]
        case Shift(unit="day", amount=amount, base="published") if -3 <= amount <= 2 and last - first < 5:
            return first - amount, last - amount + 1
        case Shift(unit=unit, amount=amount, base="published") if unit in _LENGTHS and last - first < 32:
            length = _LENGTHS[unit]
            slack = max(length, round(abs(amount) * length * 0.15))
            return first - amount * length - slack, last - amount * length + slack
        case Weekday(weekday=weekday, lean=lean) if first == last and day(clipped(first)).isoweekday() == weekday:
            return (first - 8, first) if lean > 0 or telling.ahead else (first, first + 8)
    return None


def _months_after(at: int, months: int) -> Bounds:
    """The first and the last day of the month that is some months after that of a day."""
    first = day(clipped(at))
    years, month = divmod(first.month - 1 + months, 12)
    found = numbers(f"{first.year + years:04d}-{month + 1:02d}")
    assert found is not None
    return found


def _year(year: int) -> Bounds:
    at = numbers(str(year))
    assert at is not None
    return at


def _fitting(at: Bounds) -> Floats:
    weights = np.full(COUNT, UNFIT if at[1] - at[0] > 10 else UNFIT / 2, dtype=np.float32)
    weights[clipped(at[0]) : clipped(at[1] + 1)] = 0.0
    return weights


def announced_days(tellings: Sequence[Telling]) -> frozenset[tuple[int, int]]:
    """Months and days of the events that an article may tell of in advance."""
    days = [day(clipped(at)) for telling in tellings if telling.milestone.kind in ANNOUNCED for at in telling.days]
    return frozenset((at.month, at.day) for at in days)


# the milestones themselves


def _not_before(telling: Telling) -> Clue:
    milestone = telling.milestone
    weights = flat()
    start = clipped(telling.days[0])
    weights[:start] = NOT_YET if telling.named else CUE_MISLEADS
    if milestone.kind in ANNOUNCED:
        eve = clipped(start - ANNOUNCED_FOR)
        near = -0.2 if telling.ahead else -0.6
        weights[eve:start] = near + np.linspace(-1.2, 0.0, start - eve)
        if telling.ahead:
            weights[clipped(telling.days[1] + 1) :] = -1.0
    says = f"{milestone.name} was on {milestone.date}; the text tells of it."
    return fixed("milestone", telling.span, says, weights)


def _latest(tellings: Sequence[Telling]) -> Clue:
    """How likely an article is to tell of the event that fits each day best, by the time since."""
    ordered = sorted(tellings, key=lambda telling: telling.days)
    weights = np.full(COUNT, _LONG_SINCE, dtype=np.float32)
    for telling in ordered:
        first, last = clipped(telling.days[0]), clipped(telling.current)
        current = last - first + 1
        if current > 1:
            share = _SINCE[0] - np.log(max(current / FRESH, 1.0))
            weights[first:last] = np.maximum(weights[first:last], share)
            since = _SINCE[: COUNT - last] + (share - _SINCE[0])
        else:
            since = _SINCE[: COUNT - last]
        sure = 0.0 if telling.named else CUE_DOUBT
        weights[last:] = np.maximum(weights[last:], since + sure)
    weights *= LATEST_SHARE

    def tell(found: int) -> tuple[Span, str]:
        before = [telling for telling in ordered if telling.days[0] <= found] or ordered[:1]
        milestone = before[-1].milestone
        return before[-1].span, f"{milestone.name} ({milestone.date}) is the latest event told."

    return Clue("latest event", weights, tell)
