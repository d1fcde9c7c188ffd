"""Clues in persons and their offices: who holds one now, held one, is new to it or about to hold it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from graph.edtf import bounds
from graph.model import Span
from ingest.dated_text import DatedText
from ingest.dating.days import COUNT, Clue, Floats, clipped, fixed, flat, number, numbers
from ingest.gazetteer import Gazetteer
from ingest.knowledge.model import Person, Term
from ingest.mentions import Found

BEFORE_TERM: Final = -5.5
AFTER_TERM: Final = -3.8
"""Weights of days well outside the term of someone who is called the holder of an office."""
NAMED_BEFORE: Final = -2.0
NAMED_AFTER: Final = -1.2
"""The same for someone who is only named."""
NOT_FORMER: Final = -4.0
NOT_NEW: Final = -6.0
NEW_FOR: Final = 120
"""Days for which the holder of an office is called new."""
ELECT_FOR: Final = 120
"""Days before a term in which its holder may be called elected."""
HISTORY: Final = 3000
"""Days after a term from which its holder is more and more told of as history, under the old title."""
_MOST_NAMESAKES: Final = 4


def clues(text: DatedText, gazetteer: Gazetteer) -> Iterator[Clue]:
    """A clue for each person and way to call them."""
    seen: set[object] = set()
    full = _named_in_full(text, gazetteer)
    for row in text.mentions:
        for mention in row:
            if mention.name is None or mention.kind not in ("person", "capitals"):
                continue
            clue = _person(text, gazetteer, mention, full, seen)
            if clue:
                yield clue


def _name(text: DatedText, mention: Found) -> str:
    assert mention.name is not None
    return " ".join(text.tokens.words[i] for i in range(*mention.name))


def _named_in_full(text: DatedText, gazetteer: Gazetteer) -> frozenset[str]:
    """Ids of the persons whom a name of two words or more leads to without doubt."""
    found = set()
    for row in text.mentions:
        for mention in row:
            if mention.name and mention.name[1] - mention.name[0] > 1:
                persons = gazetteer.knowledge.persons_by_name(_name(text, mention))
                if len(persons) == 1:
                    found.add(persons[0].id)
    return frozenset(found)


def _persons(text: DatedText, gazetteer: Gazetteer, mention: Found, full: frozenset[str]) -> tuple[Person, ...]:
    persons = gazetteer.knowledge.persons_by_name(_name(text, mention))
    if len(persons) > 1 and mention.of:
        terms = gazetteer.knowledge.terms
        persons = tuple(p for p in persons if any(t.office.of == mention.of for t in terms(p.id))) or persons
    if len(persons) > 1:
        persons = tuple(person for person in persons if person.id in full) or persons
    return persons


def _person(
    text: DatedText, gazetteer: Gazetteer, mention: Found, full: frozenset[str], seen: set[object]
) -> Clue | None:
    assert mention.name is not None
    persons = _persons(text, gazetteer, mention, full)
    single = mention.name[1] - mention.name[0] < 2
    if not persons or len(persons) > _MOST_NAMESAKES or (mention.kind == "capitals" and single and len(persons) > 1):
        return None
    words = mention.title.words if mention.title else ""
    key = (persons[0].id, words, mention.modifiers)
    if key in seen:
        return None
    seen.add(key)
    span = text.tokens.span(mention.first, mention.end)
    knowledge = gazetteer.knowledge
    titled = [term for person in persons for term in knowledge.terms(person.id) if _called(term, mention)]
    if titled:
        holders = dict.fromkeys(term.holder.person for term in titled)
        name = " or ".join(knowledge.persons[holder].name for holder in holders)
        return _titled(span, name, titled, mention.modifiers)
    terms = [term for person in persons for term in knowledge.terms(person.id)]
    if not terms or (seen_name := ("named", persons[0].id)) in seen:
        return None
    seen.add(seen_name)
    weights = _any_term(tuple(_period(term) for term in terms), NAMED_BEFORE, NAMED_AFTER)
    name = " or ".join(person.name for person in persons)
    return fixed("person", span, f"{name}: in the offices known {_told(terms)}.", weights)


def _called(term: Term, mention: Found) -> bool:
    title = mention.title
    if title is None or mention.of not in (None, term.office.of):
        return False
    return term.office.title == title.role or title.words in [words.casefold() for words in term.office.titles_vi]


def _period(term: Term) -> tuple[str | None, str | None]:
    return term.holder.period.since, term.holder.period.until


def _told(terms: Sequence[Term]) -> str:
    periods = dict.fromkeys(
        f"{term.holder.period.since or '?'} to {term.holder.period.until or 'now'}" for term in terms
    )
    return ", ".join(periods)


def _titled(span: Span, name: str, terms: Sequence[Term], modifiers: Sequence[str]) -> Clue:
    title = terms[0].office.title
    starts = [at[0] for term in terms if (at := numbers(term.holder.period.since))]
    ends = [at[1] for term in terms if (at := numbers(term.holder.period.until))]
    told = _told(terms)
    if "former" in modifiers:
        weights = flat()
        if ends:
            weights[: clipped(min(ends))] = NOT_FORMER
        return fixed("former holder", span, f"{name} is called a former {title}; the term was {told}.", weights)
    if "elect" in modifiers and starts:
        weights = _near(starts, ELECT_FOR, 3)
        return fixed("elected holder", span, f"{name} is called {title}-elect; the term is {told}.", weights)
    if "new" in modifiers and starts:
        weights = _near(starts, 45, NEW_FOR)
        return fixed("new holder", span, f"{name} is called the new {title}; the term is {told}.", weights)
    weights = _any_term(tuple(_period(term) for term in terms), BEFORE_TERM, AFTER_TERM)
    return fixed("holder of an office", span, f"{name} is called {title}; the term is {told}.", weights)


def _near(starts: Sequence[int], before: int, after: int) -> Floats:
    weights = np.full(COUNT, NOT_NEW, dtype=np.float32)
    for start in starts:
        weights[clipped(start - before) : clipped(start + after + 1)] = 0.0
    return weights


@lru_cache(maxsize=4096)
def _any_term(periods: tuple[tuple[str | None, str | None], ...], before: float, after: float) -> Floats:
    """0 in any of the terms, less the further a day is outside all of them, down to `before` and `after`."""
    weights: Floats = np.maximum.reduce([_one_term(since, until, before, after) for since, until in periods])
    weights.flags.writeable = False
    return weights


def _one_term(since: str | None, until: str | None, before: float, after: float) -> Floats:
    weights = flat()
    start, _ = bounds(since)
    _, end = bounds(until)
    if start:
        at = clipped(number(start))
        weights[:at] = np.maximum(before, -1.0 - np.arange(at, 0, -1) / 30.0)
    if end:
        at = clipped(number(end))
        gone = np.arange(COUNT - at)
        weights[at:] = np.maximum(after, -0.3 - gone / 60.0) + np.clip((gone - HISTORY) / 3650.0, 0.0, 1.5)
    return weights
