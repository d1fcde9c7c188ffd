"""Acts of an article that the knowledge base dates.

They are milestones, whose retellings meet in one event, and steps of treaties: a signing, or that a party leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import timedelta
from typing import Final

from graph.edtf import bounds
from graph.model import Span, TreatyAction, TreatyLink
from ingest.dating.milestones import Telling
from ingest.events import Draft
from ingest.knowledge.knowledge import Knowledge
from ingest.knowledge.model import Milestone, Treaty

_MUTUAL: Final = frozenset(("AGREE", "CONSULT", "COOPERATE"))
"""Types of acts whose doers may stand on either side."""
UNDATED: Final = frozenset(("none", "published"))
"""Bases of a date that is no date of the act's own."""
_STEPS: Final[Mapping[str, TreatyAction]] = {"AGREE": "sign", "SANCTION": "withdraw"}
"""What an act of a type does to a treaty, where the day on which it was done is known."""
_SLACK: Final = timedelta(days=1)
"""An act of the evening in America is of the next day in Asia."""


def milestone(
    draft: Draft,
    tellings: Sequence[Telling],
    countries: Mapping[str, str | None],
    published: str | None,
    knowledge: Knowledge,
) -> Milestone | None:
    """The milestone that an act is, if any; `countries` are those of the persons and bodies of the article.

    The milestone is told in the words of the act, which is of its type, has happened, and has one of its doers.  A
    date of the act's own goes with the milestone's; an act without one is either told by the milestone's name or
    fresh at the publication.
    """
    if draft.status != "happened":
        return None
    for telling in tellings:
        known = telling.milestone
        if (
            known.type == draft.type
            and any(_overlap(span, draft.span) for span in (telling.span, *telling.again))
            and _same_doers(known, draft, countries, knowledge)
            and _same_time(telling, draft, published)
        ):
            return known
    return None


def date_of_step(
    draft: Draft,
    links: Sequence[TreatyLink],
    countries: Mapping[str, str | None],
    published: str | None,
    knowledge: Knowledge,
) -> str | None:
    """The day on which a treaty was signed or left, if an act tells of that and its own words do not date it.

    `links` are what the act does to treaties; `countries` as for `milestone`.  What was done twice before the
    publication, or may have been, has no day.
    """
    if draft.status != "happened" or draft.date_basis not in {*UNDATED, "flow"}:
        return None
    told, last = _STEPS.get(draft.type), bounds(published)[1]
    doers = {side for actor in draft.sources for side in (actor, countries.get(actor)) if side}
    days = {
        day
        for link in links
        if link.action == told and (treaty := knowledge.treaties.get(link.id))
        for day in _days(treaty, link.action, doers)
        if last is None or (first := bounds(day)[0]) is None or first <= last
    }
    return days.pop() if len(days) == 1 else None


def _days(treaty: Treaty, action: TreatyAction, doers: AbstractSet[str]) -> Iterator[str]:
    """When any of the doers took a step."""
    steps = [step.date for step in treaty.events if step.action == action and not doers.isdisjoint(step.actors)]
    yield from steps
    if action == "sign" and treaty.signed and not steps and any(party.actor in doers for party in treaty.parties):
        yield treaty.signed


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _same_doers(known: Milestone, draft: Draft, countries: Mapping[str, str | None], knowledge: Knowledge) -> bool:
    def states(actors: Iterable[str]) -> set[str]:
        return {side for actor in actors for side in (actor, countries.get(actor)) if side}

    def known_states(actors: Iterable[str]) -> set[str]:
        served = {term.office.of for actor in actors for term in knowledge.terms(actor)}
        return {*actors, *(state for state in served if state in knowledge.countries)}

    sources, targets = states(draft.sources), states(draft.targets)
    known_sources, known_targets = known_states(known.sources), known_states(known.targets)
    if known.type in _MUTUAL:
        sides = sources | targets
        both = not known_targets or (sides & known_sources and sides & known_targets)
        alone = len(draft.sources) + len(draft.targets) == 1
        return bool(both or (alone and sides & (known_sources | known_targets)))
    if known_targets and targets and not targets & known_targets:
        return False
    return bool(sources & known_sources)


def _same_time(telling: Telling, draft: Draft, published: str | None) -> bool:
    first, last = bounds(telling.milestone.date)
    assert first is not None and last is not None
    day = published if draft.date_basis in UNDATED else draft.date
    earliest, latest = bounds(day)
    if draft.date_basis in UNDATED and telling.named:
        return latest is None or first <= latest
    if earliest is None or latest is None:
        return False
    return earliest <= last + _SLACK * 2 and first - _SLACK <= latest
