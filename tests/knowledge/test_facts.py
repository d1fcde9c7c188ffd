"""Facts held against other sources and against one another, and some drawn at random for a reader to check.

Run with `-s` to see the facts that were drawn.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

import pycountry
import pytest
from babel import Locale

from graph.edtf import bounds
from ingest.knowledge import Knowledge, load

DRAWN = 20


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


def test_draw_facts_for_review(knowledge: Knowledge) -> None:
    """Other facts every day of the year, so that in time all are read."""
    facts = [f"{m.date}: {m.name} [{', '.join(m.sources)} → {', '.join(m.targets)}] {m.type or '-'}; source: {m.source}"
             for m in knowledge.milestones.values()]  # fmt: skip
    facts += [f"{e.date}: {t.name}, {e.action} {', '.join(e.actors)} {e.note or ''}"
              for t in knowledge.treaties.values() for e in t.events]  # fmt: skip
    facts += [f"{h.period.since} to {h.period.until}: {knowledge.persons[h.person].name}, {o.title} of {o.of}"
              for o in knowledge.offices.values() for h in o.holders]  # fmt: skip
    drawn = random.Random(len(facts)).sample(facts, DRAWN)
    print("\nFacts to check:", *drawn, sep="\n  ")
    assert all(drawn)


def test_countries_are_those_of_iso_3166(knowledge: Knowledge) -> None:
    known = {country.alpha_3 for country in pycountry.countries} | {c.alpha_3 for c in pycountry.historic_countries}
    own = {"XKX", "XVS"}
    """Kosovo and South Vietnam have codes of the range that the standard leaves to its users."""
    assert set(knowledge.countries) - known <= own


def test_every_member_of_iso_3166_has_its_vietnamese_name(knowledge: Knowledge) -> None:
    """The name that Babel gives is among the names, or the country is one of few that news names otherwise."""
    names = Locale("vi").territories
    missing = []
    for country in pycountry.countries:
        ours = knowledge.country(country.alpha_3)
        if ours is None:
            continue
        usual = {ours.name_vi.casefold(), *(alias.casefold() for alias in ours.aliases_vi)}
        if names[country.alpha_2].casefold() not in usual:
            missing.append((country.alpha_3, names[country.alpha_2], ours.name_vi))
    assert len(missing) <= len(knowledge.countries) * 0.2, missing


MILESTONES = [
    ("fall-of-the-berlin-wall", "1989-11-09"),
    ("september-11-attacks", "2001-09-11"),
    ("annexation-of-crimea", "2014-03-18"),
    ("mh17", "2014-07-17"),
    ("jcpoa-agreed", "2015-07-14"),
    ("brexit-referendum", "2016-06-23"),
    ("south-china-sea-award", "2016-07-12"),
    ("us-presidential-election-2016", "2016-11-08"),
    ("murder-of-kim-jong-nam", "2017-02-13"),
    ("north-korean-nuclear-test-6", "2017-09-03"),
    ("skripal-poisoning", "2018-03-04"),
    ("us-leaves-jcpoa", "2018-05-08"),
    ("trump-kim-singapore", "2018-06-12"),
    ("murder-of-khashoggi", "2018-10-02"),
    ("end-of-inf", "2019-08-02"),
    ("russian-invasion-of-ukraine", "2022-02-24"),
]


@pytest.mark.parametrize(("key", "when"), MILESTONES)
def test_milestone(key: str, when: str, knowledge: Knowledge) -> None:
    assert knowledge.milestones[key].date == when


def test_milestones_fall_in_the_time_of_news(knowledge: Knowledge) -> None:
    for milestone in knowledge.milestones.values():
        first, last = bounds(milestone.date)
        assert first and last and date(1989, 1, 1) <= first <= last <= date(2026, 12, 31), milestone.id
        assert (last - first).days < 400, milestone.id
        if milestone.current_until:
            until = bounds(milestone.current_until)[1]
            assert until and until > last, milestone.id


def test_milestones_can_be_told(knowledge: Knowledge) -> None:
    """Each has its own name, and no alias leads to two."""
    owner: dict[str, str] = {}
    for milestone in knowledge.milestones.values():
        for text in (milestone.name_vi, *milestone.aliases_vi):
            other = owner.setdefault(text.casefold(), milestone.id)
            assert other == milestone.id, f"{text!r}: {other} and {milestone.id}"


def test_doers_were_in_office(knowledge: Knowledge) -> None:
    """A person who is the source of a milestone held an office on its day, or was elected to it."""
    for milestone in knowledge.milestones.values():
        first = bounds(milestone.date)[0]
        assert first is not None
        for actor in milestone.sources:
            if actor in knowledge.persons:
                terms = knowledge.terms(actor)
                days = (first, first + timedelta(days=80))
                assert any(term.holder.period.may_hold(d) for term in terms for d in days), (milestone.id, actor)
            elif actor in knowledge.countries:
                assert knowledge.countries[actor].period.may_hold(first), (milestone.id, actor)


def test_milestones_of_treaties_agree_with_them(knowledge: Knowledge) -> None:
    """Where a milestone signs a treaty, ends it or leaves it, the treaty tells of the same month."""
    for milestone in knowledge.milestones.values():
        for link in milestone.treaties:
            treaty = knowledge.treaties[link.id]
            told = {event.date[:7] for event in treaty.events if event.action == link.action}
            told |= {value[:7] for value in (treaty.signed, treaty.in_force, treaty.ended) if value}
            if link.action in ("sign", "withdraw", "expire", "suspend"):
                assert milestone.date[:7] in told, (milestone.id, told)
