"""The actors of an article as its record has them, with what the knowledge base says of them.

Actors that the article does not name but that its actors and treaties stand with (the state behind a person, the
parties of a treaty) are listed without mentions, so that the graph can tie them; `biennien extract` leaves them out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from graph.edtf import bounds
from graph.model import ActorRecord, Span, Term, TreatyRecord
from ingest.entities import Entity
from ingest.knowledge.knowledge import Knowledge
from ingest.tokens import Tokens

FEW = 12
"""Parties of a treaty up to this number are listed; wider treaties only with the parties that the article names."""

_ORDER = {"country": 0, "person": 1, "organisation": 2}


def named(
    entities: Mapping[str, Entity],
    tokens: Tokens,
    knowledge: Knowledge,
    place: Callable[[Span], Span] = lambda span: span,
) -> list[ActorRecord]:
    """Records of the actors that the article names: countries, persons, organisations, each by its first mention.

    `place` leads from the spans of tokens to those of the record.
    """
    told = [
        (entity, sorted({tokens.span(first, end) for first, end in entity.mentions})) for entity in entities.values()
    ]
    told.sort(key=lambda item: (_ORDER[item[0].kind], item[1][0], item[0].id))
    return [_record(entity, tuple([place(span) for span in spans]), knowledge) for entity, spans in told]


def unnamed(actors: Sequence[ActorRecord], treaties: Sequence[TreatyRecord], knowledge: Knowledge) -> list[ActorRecord]:
    """Records without mentions of those that the listed actors and treaties stand with, by id."""
    listed = {actor.id for actor in actors}
    wanted = sorted({key for key in _beside(actors, treaties) if key not in listed})
    return [record for key in wanted if (record := _known(key, knowledge)) is not None]


def _beside(actors: Sequence[ActorRecord], treaties: Sequence[TreatyRecord]) -> Iterator[str]:
    for actor in actors:
        yield from (term.of for term in actor.terms)
    for treaty in treaties:
        if len(treaty.parties) <= FEW:
            yield from (party.actor for party in treaty.parties)


@lru_cache(maxsize=4096)
def _known(key: str, knowledge: Knowledge) -> ActorRecord | None:
    """The record of a country or organisation that an article does not name."""
    if country := knowledge.country(key):
        return _record(Entity(key, country.name, "country", known=True), (), knowledge)
    if organisation := knowledge.organisations.get(key):
        entity = Entity(key, organisation.name, "organisation", of=organisation.of, known=True)
        return _record(entity, (), knowledge)
    return None


def _record(entity: Entity, mentions: tuple[Span, ...], knowledge: Knowledge) -> ActorRecord:
    facts = _facts(entity.id, knowledge)
    return ActorRecord(
        id=entity.id,
        name=entity.name,
        kind=entity.kind,
        mentions=mentions,
        name_vi=facts.name_vi,
        aliases=facts.aliases,
        of=entity.of,
        role=entity.role if entity.kind == "person" else None,
        terms=_terms(entity, facts.terms),
        member_of=facts.member_of,
    )


class _Facts(NamedTuple):
    """What the knowledge base says of an actor: its Vietnamese name, other names, terms and memberships."""

    name_vi: str | None
    aliases: tuple[str, ...]
    terms: tuple[Term, ...]
    member_of: tuple[Term, ...]


@lru_cache(maxsize=8192)
def _facts(key: str, knowledge: Knowledge) -> _Facts:
    terms = tuple(
        Term(
            term.office.of,
            term.office.title,
            bounds(term.holder.period.since)[0],
            bounds(term.holder.period.until)[1],
        )
        for term in knowledge.terms(key)
    )
    member_of = tuple(
        Term(item.organisation, "member", bounds(item.period.since)[0], bounds(item.period.until)[1])
        for item in knowledge.memberships(key)
    )
    return _Facts(*_names(key, knowledge), terms, member_of)


def _names(key: str, knowledge: Knowledge) -> tuple[str | None, tuple[str, ...]]:
    """The Vietnamese name of a known actor, and the other names under which it is looked for."""
    if country := knowledge.country(key):
        return country.name_vi, (*country.aliases_vi, *country.aliases_en)
    if organisation := knowledge.organisations.get(key):
        return organisation.name_vi, (
            *organisation.abbreviations, *organisation.aliases_vi, *organisation.aliases_en,
        )  # fmt: skip
    if person := knowledge.persons.get(key):
        return None, (*person.aliases, *person.names_vi)
    return None, ()


def _terms(entity: Entity, known: tuple[Term, ...]) -> tuple[Term, ...]:
    """Whom an actor stands for: all terms known of a person, else what the article says; the state of a body."""
    if entity.kind == "organisation" and entity.of:
        return (Term(entity.of, "body"),)
    if entity.kind != "person":
        return ()
    if not known and entity.of:
        return (Term(entity.of, entity.role or "representative"),)
    return known
