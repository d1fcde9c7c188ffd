"""The actors of an article as its record has them, with what the knowledge base says of them.

Actors that the article does not name but that its actors and treaties stand with (the state behind a person, the
parties of a treaty) are listed without mentions, so that the graph can tie them; `biennien extract` leaves them out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graph.edtf import bounds
from graph.model import ActorRecord, Span, Term, TreatyRecord
from ingest.actors import Entity
from ingest.knowledge.knowledge import Knowledge
from ingest.tokens import Tokens

FEW = 12
"""Parties of a treaty up to this number are listed; wider treaties only with the parties that the article names."""

_ORDER = {"country": 0, "person": 1, "organisation": 2}


def named(entities: Mapping[str, Entity], tokens: Tokens, knowledge: Knowledge) -> list[ActorRecord]:
    """Records of the actors that the article names: countries, persons, organisations, each by its first mention."""
    made = []
    for entity in entities.values():
        spans: list[Span] = sorted({tokens.span(first, end) for first, end in entity.mentions})
        made.append(_record(entity, tuple(spans), knowledge))
    return sorted(made, key=lambda record: (_ORDER[record.kind], record.mentions[0], record.id))


def unnamed(actors: Sequence[ActorRecord], treaties: Sequence[TreatyRecord], knowledge: Knowledge) -> list[ActorRecord]:
    """Records without mentions of those that the listed actors and treaties stand with, by id."""
    listed = {actor.id for actor in actors}
    wanted = sorted({key for key in _beside(actors, treaties) if key not in listed})
    return [_record(entity, (), knowledge) for key in wanted if (entity := _known(key, knowledge)) is not None]


def _beside(actors: Sequence[ActorRecord], treaties: Sequence[TreatyRecord]) -> Iterator[str]:
    for actor in actors:
        yield from (term.of for term in actor.terms)
    for treaty in treaties:
        if len(treaty.parties) <= FEW:
            yield from (party.actor for party in treaty.parties)


def _known(key: str, knowledge: Knowledge) -> Entity | None:
    if country := knowledge.country(key):
        return Entity(key, country.name, "country", known=True)
    if organisation := knowledge.organisations.get(key):
        return Entity(key, organisation.name, "organisation", of=organisation.of, known=True)
    return None


def _record(entity: Entity, mentions: tuple[Span, ...], knowledge: Knowledge) -> ActorRecord:
    name_vi, aliases = _names(entity, knowledge)
    return ActorRecord(
        id=entity.id,
        name=entity.name,
        kind=entity.kind,
        mentions=mentions,
        name_vi=name_vi,
        aliases=aliases,
        of=entity.of,
        role=entity.role if entity.kind == "person" else None,
        terms=_terms(entity, knowledge),
        member_of=tuple(
            Term(item.organisation, "member", bounds(item.period.since)[0], bounds(item.period.until)[1])
            for item in knowledge.memberships(entity.id)
        ),
    )


def _names(entity: Entity, knowledge: Knowledge) -> tuple[str | None, tuple[str, ...]]:
    """The Vietnamese name of a known actor, and the other names under which it is looked for."""
    if country := knowledge.country(entity.id):
        return country.name_vi, (*country.aliases_vi, *country.aliases_en)
    if organisation := knowledge.organisations.get(entity.id):
        return organisation.name_vi, (
            *organisation.abbreviations, *organisation.aliases_vi, *organisation.aliases_en,
        )  # fmt: skip
    if person := knowledge.persons.get(entity.id):
        return None, (*person.aliases, *person.names_vi)
    return None, ()


def _terms(entity: Entity, knowledge: Knowledge) -> tuple[Term, ...]:
    """Whom an actor stands for: all terms known of a person, else what the article says; the state of a body."""
    if entity.kind == "organisation" and entity.of:
        return (Term(entity.of, "body"),)
    if entity.kind != "person":
        return ()
    known = tuple(
        Term(
            term.office.of,
            term.office.title,
            bounds(term.holder.period.since)[0],
            bounds(term.holder.period.until)[1],
        )
        for term in knowledge.terms(entity.id)
    )
    if not known and entity.of:
        return (Term(entity.of, entity.role or "representative"),)
    return known
