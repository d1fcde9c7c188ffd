"""Offices and the times of acts: an unnamed office is its holder at the time of the act, and a holder who is called so
at a time when the office was another's contradicts the date, or the reading of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from graph.model import OutsideTerm
from ingest import date_flow, offices_held
from ingest.entities import Entity
from ingest.events import Draft
from ingest.knowledge.knowledge import Knowledge
from ingest.knowledge.model import Term
from ingest.mentions import Found
from ingest.reading import Mention

Titled = Mapping[tuple[int, int], Found]
"""Mentions that tell an office, by their tokens."""

DOUBTED: Final = 0.5
"""What is left of an act's confidence when it lies outside the term of someone who acts in it: of eight such acts of
annotated articles two had the right doer and date."""
_NOT_ITS_HOLDER: Final = offices_held.NOT_IN_OFFICE - {"then"} | {"new"}
"""Modifiers of an office that somebody else may hold at the time of the act."""
_CAME_ABOUT: Final = frozenset({"happened", "ongoing", "denied"})
"""Statuses of acts whose date is over: who will hold an office on a later day nobody knows."""
_OWN_DATE: Final = frozenset({"clause", "sentence", "flow"})
"""Bases of a date that is not simply the article's."""


def titled(found: Sequence[Sequence[Found]]) -> dict[tuple[int, int], Found]:
    """The mentions of all sentences that tell an office."""
    return {(item.first, item.end): item for row in found for item in row if item.title is not None}


def of_their_time(
    drafts: Sequence[Draft],
    titles: Titled,
    entities: Mapping[str, Entity],
    published: str | None,
    knowledge: Knowledge,
) -> dict[tuple[int, int], str]:
    """For each unnamed office that acts, or is acted upon, at a time when another than the one found held it: that
    time (EDTF), by the tokens of the mention."""
    found: dict[tuple[int, int], str] = {}
    for draft in drafts:
        if not draft.date or date_flow.is_ahead(draft.date, published) or not _is_own_time(draft):
            continue
        for mention, title in _titles(draft, (*draft.sources, *draft.targets), titles):
            if (
                title.of is None
                or title.others
                or _NOT_ITS_HOLDER.intersection(title.modifiers)
                or not _only_unnamed(draft, mention.actor, titles)
            ):
                continue
            then = offices_held.holder(offices_held.meant(title, title.of, knowledge), draft.date)
            terms = _terms(mention.actor, title, knowledge)
            replaced = not offices_held.may_hold(terms, draft.date) if terms else _is_nobody(entities[mention.actor])
            if then and then != mention.actor and replaced:
                found[mention.first, mention.end] = draft.date
    return found


def _is_own_time(draft: Draft) -> bool:
    """Whether the date is that of the act rather than of something that it tells of.

    A time behind the words of an act is often that of its object ("leaves the agreement of 2015"); a meeting or visit
    has none.
    """
    if draft.date_basis not in _OWN_DATE:
        return False
    first = draft.candidate.first
    told = [at for at, _, time in draft.candidate.sentence.times if time.value == draft.date]
    return not told or min(told) < first or (draft.type == "CONSULT" and draft.date_basis == "clause")


def _only_unnamed(draft: Draft, actor: str, titles: Titled) -> bool:
    """Whether the sentence tells an actor by its office alone."""
    places = [(item.first, item.end) for item in draft.candidate.sentence.mentions if item.actor == actor]
    return all(at in titles and titles[at].name is None for at in places)


def _is_nobody(entity: Entity) -> bool:
    """Whether all that the article tells of a person is an office."""
    return entity.kind == "person" and not entity.known and not entity.names


def outside(draft: Draft, titles: Titled, knowledge: Knowledge) -> tuple[OutsideTerm, ...]:
    """Those who do an act under the title of an office that they did not hold at its date."""
    if not draft.date:
        return ()
    found = {}
    for mention, title in _titles(draft, draft.sources, titles):
        if offices_held.NOT_IN_OFFICE.intersection(title.modifiers):
            continue
        terms = _terms(mention.actor, title, knowledge)
        if terms and not offices_held.may_hold(terms, draft.date):
            found[mention.actor] = OutsideTerm(mention.actor, terms[0].office.title)
    return tuple(found.values())


def _titles(draft: Draft, actors: Sequence[str], titles: Titled) -> Iterator[tuple[Mention, Found]]:
    """The mentions of actors with an office in the words of an act that came about."""
    if draft.status not in _CAME_ABOUT:
        return
    sentence = draft.candidate.sentence
    for mention in sentence.mentions:
        if mention.actor in actors and (title := titles.get((mention.first, mention.end))):
            yield mention, title


def _terms(actor: str, title: Found, knowledge: Knowledge) -> list[Term]:
    """The terms of a known person in the office that a title means."""
    offices = None
    if title.of is not None:
        offices = {office.id for office in offices_held.meant(title, title.of, knowledge)}
    return [
        term
        for term in knowledge.terms(actor)
        if (term.office.id in offices if offices is not None else offices_held.is_called(term.office, title))
    ]
