"""Which office a title means, and who held it at a time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from graph.edtf import bounds
from ingest.knowledge.knowledge import Knowledge
from ingest.knowledge.model import Office, Period, Term
from ingest.mentions import Found

LEADERS: Final = (
    "president", "prime minister", "leader", "monarch", "general secretary", "supreme leader", "chancellor",
)  # fmt: skip
"""Roles, the first held first, that "the leader of a country" may mean."""
NOT_IN_OFFICE: Final = frozenset({"former", "elect", "deputy", "then", "self-proclaimed"})
"""Modifiers whose bearer does not hold the office that the title names."""
_NEARLY_ALL: Final = 7 / 8
"""Share of a month or year for which somebody holds an office who is its holder of that month or year."""
_HAND_OVER: Final = timedelta(days=3)
"""Days around a term in which its holder may still or already be called so."""


def is_called(office: Office, mention: Found) -> bool:
    """Whether a title with its words for a host country is that of an office."""
    assert mention.title is not None
    words = mention.title.words
    if mention.host:
        words = f"{words} {mention.host}"
    elif office.title == mention.title.role:
        return True
    return words in _folded(office.titles_vi, office.title)


@lru_cache(maxsize=4096)
def _folded(titles: tuple[str, ...], title: str) -> frozenset[str]:
    return frozenset(each.casefold() for each in (*titles, title))


def meant(mention: Found, of: str, knowledge: Knowledge) -> list[Office]:
    """The offices of a country or body that a title may mean."""
    assert mention.title is not None
    offices = [office for office in knowledge.offices_of(of) if is_called(office, mention)]
    if not offices and mention.title.role == "leader":
        for role in LEADERS:
            offices = [office for office in knowledge.offices_of(of) if office.title == role]
            if offices:
                break
    return offices


def holder(offices: Iterable[Office], when: str | None) -> str | None:
    """The one person who held any of the offices then (EDTF), nearly all of the time where it is a month or year."""
    first, last = bounds(when)
    if first is None or last is None:
        return None
    enough = _NEARLY_ALL * ((last - first).days + 1)
    persons = {
        item.person for office in offices for item in office.holders if _days(item.period, first, last) >= enough
    }
    return persons.pop() if len(persons) == 1 else None


def may_hold(terms: Iterable[Term], when: str | None) -> bool:
    """Whether one of the terms includes, or nearly touches, a day of a time (EDTF); True when an end of it is open."""
    first, last = bounds(when)
    if first is None or last is None:
        return True
    return any(_days(term.holder.period, first - _HAND_OVER, last + _HAND_OVER) > 0 for term in terms)


def _days(period: Period, first: date, last: date) -> int:
    """Days from `first` to `last` that a period can include."""
    since, until = bounds(period.since)[0], bounds(period.until)[1]
    return (min(last, until or last) - max(first, since or first)).days + 1
