"""What must hold between facts: references lead somewhere, names are told apart, exclusive terms do not overlap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

from graph.edtf import bounds
from ingest.knowledge.entries import Entry
from ingest.knowledge.model import Country, Holder, Milestone, Office, Organisation, Period, Treaty

Tables = Mapping[str, Mapping[str, Any]]
Places = Mapping[tuple[str, str], Entry]


def check(tables: Tables, places: Places) -> None:
    """Raise KnowledgeError at the first entry that does not fit the others."""
    _unique_ids(tables, places)
    actors = {**tables["countries"], **tables["organisations"], **tables["persons"]}
    _references(tables, places, actors)
    _unique_names(tables, places)
    for office in tables["offices"].values():
        _terms(office, places["offices", office.id])
    for treaty in tables["treaties"].values():
        _life(treaty, places["treaties", treaty.id])


def _unique_ids(tables: Tables, places: Places) -> None:
    """Countries, organisations and persons are all Actors of the graph: no two may share an id."""
    seen: dict[str, str] = {}
    for section in ("countries", "organisations", "persons"):
        for key in tables[section]:
            if key in seen:
                places[section, key].fail(f"{key!r} is an id in {seen[key]!r} too", "id")
            seen[key] = section


def _references(tables: Tables, places: Places, actors: Mapping[str, Any]) -> None:
    def known(entry: Entry, keys: Iterable[str], table: Mapping[str, Any], what: str, *at: str | int) -> None:
        for key in keys:
            if key not in table:
                entry.fail(f"there is no {what} {key!r}", *at)

    country: Country
    for country in tables["countries"].values():
        known(places["countries", country.id], country.succeeded_by, tables["countries"], "country", "succeeded_by")
    organisation: Organisation
    for organisation in tables["organisations"].values():
        entry = places["organisations", organisation.id]
        known(entry, [organisation.of] if organisation.of else [], actors, "actor", "of")
        known(entry, [organisation.body] if organisation.body else [], tables["bodies"], "body", "body")
        known(entry, (member.actor for member in organisation.members), actors, "actor", "members")
        _once(entry, [(member.actor, member.period) for member in organisation.members], "members")
    treaty: Treaty
    for treaty in tables["treaties"].values():
        entry = places["treaties", treaty.id]
        for index, party in enumerate(treaty.parties):
            known(entry, [party.actor], actors, "actor", "parties", index)
        for index, event in enumerate(treaty.events):
            known(entry, event.actors, actors, "actor", "events", index)
        for index, name in enumerate(treaty.contextual):
            known(entry, name.requires, actors, "actor", "contextual", index)
        _once(entry, [(party.actor, party.period) for party in treaty.parties], "parties")
    milestone: Milestone
    for milestone in tables["milestones"].values():
        entry = places["milestones", milestone.id]
        known(entry, milestone.sources, actors, "actor", "sources")
        known(entry, milestone.targets, actors, "actor", "targets")
        known(entry, (link.id for link in milestone.treaties), tables["treaties"], "treaty", "treaties")
    office: Office
    for office in tables["offices"].values():
        entry = places["offices", office.id]
        known(entry, [office.of], actors, "actor", "of")
        for index, holder in enumerate(office.holders):
            known(entry, [holder.person], tables["persons"], "person", "holders", index, "person")


def _once(entry: Entry, periods: list[tuple[str, Period]], section: str) -> None:
    of_actor: dict[str, list[Period]] = {}
    for actor, period in periods:
        if any(period.surely_overlaps(other) for other in of_actor.setdefault(actor, [])):
            entry.fail(f"{actor!r} is there twice at the same time", section)
        of_actor[actor].append(period)


def _unique_names(tables: Tables, places: Places) -> None:
    """A name leads to one country or organisation, except to those that no longer exist, or where it is ambiguous."""
    owners: dict[str, str] = {}
    for section in ("countries", "organisations"):
        for fact in tables[section].values():
            if not fact.period.ongoing:
                continue
            for field, texts in _fields(fact):
                for text in texts:
                    owner = owners.setdefault(text, fact.id)
                    if owner != fact.id:
                        places[section, fact.id].fail(f"{text!r} is a name of {owner!r} too", field)
    owners.clear()
    for treaty in tables["treaties"].values():
        for field, texts in _fields(treaty):
            for text in texts:
                owner = owners.setdefault(text, treaty.id)
                if owner != treaty.id:
                    places["treaties", treaty.id].fail(f"{text!r} is a name of {owner!r} too", field)


def _fields(fact: Country | Organisation | Treaty) -> list[tuple[str, tuple[str, ...]]]:
    lists = ("aliases_vi", "aliases_en", "demonyms_en", "capitals", "palaces", "abbreviations")
    return [
        ("name", (fact.name,)),
        ("name_vi", (fact.name_vi,)),
        *((field, getattr(fact, field, ())) for field in lists),
    ]


def _terms(office: Office, entry: Entry) -> None:
    """An acting holder may stand in for one who is still in office."""
    if not office.exclusive:
        return
    terms: list[tuple[int, Holder]] = [(i, holder) for i, holder in enumerate(office.holders) if not holder.acting]
    for (_, one), (index, two) in combinations(terms, 2):
        if one.period.surely_overlaps(two.period):
            entry.fail(
                f"the terms of {one.person} and {two.person} as {office.id} overlap, but the office is exclusive",
                "holders",
                index,
            )


def _life(treaty: Treaty, entry: Entry) -> None:
    steps = [("signed", treaty.signed), ("in_force", treaty.in_force), ("ended", treaty.ended)]
    dated = [(field, bounds(value)) for field, value in steps if value]
    for (before, (first, _)), (after, (_, last)) in combinations(dated, 2):
        if first and last and first > last:
            entry.fail(f"{after} is before {before}", after)
