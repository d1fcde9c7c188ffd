"""An Actor or a Treaty as the articles that mention it describe it.  Pure, and the same whatever their order.

A claim is one distinct description; a thousand articles that use the same knowledge make one claim.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.ids import search_forms
from graph.model import ActorKind, ActorRecord, Party, Term, TreatyRecord

KINDS: tuple[ActorKind, ...] = ("country", "organisation", "person")
"""Kinds in the order in which they win when articles disagree."""


@dataclass(frozen=True, slots=True)
class ActorState:
    """An Actor's own properties and its edges to other actors."""

    id: str
    kind: ActorKind
    name: str
    name_vi: str | None
    aliases: tuple[str, ...]
    search: tuple[str, ...]
    represents: tuple[Term, ...]
    member_of: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class TreatyState:
    """A Treaty's own properties and its parties."""

    id: str
    name: str
    name_vi: str | None
    aliases: tuple[str, ...]
    search: tuple[str, ...]
    signed: date | None
    in_force: date | None
    ended: date | None
    parties: tuple[Party, ...]


def actor_claim(actor: ActorRecord, known: set[str]) -> dict[str, Any]:
    """How an article describes an actor, as properties of its MENTIONS edge.

    Terms with actors outside `known`, the ids that the article lists, are left out: an edge needs both its ends for
    as long as the article is there.
    """
    return {
        "kind": actor.kind,
        "name": actor.name,
        "name_vi": actor.name_vi,
        "aliases": sorted(set(actor.aliases)),
        "represents": _terms(actor.terms, known),
        "member_of": _terms(actor.member_of, known),
    }


def treaty_claim(treaty: TreatyRecord, known: set[str]) -> dict[str, Any]:
    """How an article describes a treaty; parties outside `known` are left out."""
    return {
        "name": treaty.name,
        "name_vi": treaty.name_vi,
        "aliases": sorted(set(treaty.aliases)),
        "signed": treaty.signed,
        "in_force": treaty.in_force,
        "ended": treaty.ended,
        "parties": sorted(
            _pack([party.actor, party.signed, party.ratified, party.since, party.until])
            for party in set(treaty.parties)
            if party.actor in known
        ),
    }


def actor_state(identity: str, claims: Iterable[dict[str, Any]]) -> ActorState:
    """The actor that one or more claims describe."""
    told = list(claims)
    name, name_vi, aliases, search = _names(identity, told)
    return ActorState(
        id=identity,
        kind=min((claim["kind"] for claim in told), key=KINDS.index),
        name=name,
        name_vi=name_vi,
        aliases=aliases,
        search=search,
        represents=_read_terms(told, "represents"),
        member_of=_read_terms(told, "member_of"),
    )


def treaty_state(identity: str, claims: Iterable[dict[str, Any]]) -> TreatyState:
    """The treaty that one or more claims describe; of two dates the earlier one counts."""
    told = list(claims)
    name, name_vi, aliases, search = _names(identity, told)
    parties = {packed for claim in told for packed in claim.get("parties") or ()}
    return TreatyState(
        id=identity,
        name=name,
        name_vi=name_vi,
        aliases=aliases,
        search=search,
        signed=_earliest(told, "signed"),
        in_force=_earliest(told, "in_force"),
        ended=_earliest(told, "ended"),
        parties=tuple(
            Party(actor, *(_day(value) for value in days)) for actor, *days in map(json.loads, sorted(parties))
        ),
    )


def _names(identity: str, claims: list[dict[str, Any]]) -> tuple[str, str | None, tuple[str, ...], tuple[str, ...]]:
    """Name, Vietnamese name, aliases and search forms; the longest name wins and the others become aliases."""
    names = {claim["name"] for claim in claims}
    names_vi = {claim["name_vi"] for claim in claims if claim.get("name_vi")}
    name = min(names, key=lambda value: (-len(value), value))
    name_vi = min(names_vi, key=lambda value: (-len(value), value), default=None)
    others = names | names_vi | {alias for claim in claims for alias in claim.get("aliases") or ()}
    aliases = tuple(sorted(others - {name, name_vi}))
    return name, name_vi, aliases, tuple(search_forms([identity, name, name_vi, *aliases]))


def _terms(terms: Iterable[Term], known: set[str]) -> list[str]:
    return sorted(_pack([term.of, term.role, term.since, term.until]) for term in set(terms) if term.of in known)


def _read_terms(claims: list[dict[str, Any]], key: str) -> tuple[Term, ...]:
    packed = sorted({value for claim in claims for value in claim.get(key) or ()})
    return tuple(
        Term(of, role, _day(since), _day(until)) for of, role, since, until in (json.loads(value) for value in packed)
    )


def _pack(values: list[Any]) -> str:
    return json.dumps(values, ensure_ascii=False, default=str)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _earliest(claims: list[dict[str, Any]], key: str) -> date | None:
    return min((claim[key] for claim in claims if claim.get(key)), default=None)
