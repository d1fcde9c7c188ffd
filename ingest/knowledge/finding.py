"""Facts by id, by name, by kind: what `biennien knowledge` shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from difflib import get_close_matches
from typing import Any, Final

from graph.errors import BadValue, UnknownName
from ingest.knowledge.knowledge import Knowledge, name_key
from ingest.knowledge.model import Country, Milestone, Office, Organisation, Person, Treaty

Fact = Country | Organisation | Person | Office | Treaty | Milestone

KINDS: Final[tuple[str, ...]] = ("countries", "organisations", "persons", "offices", "treaties", "milestones")
"""Kinds of facts that have an id and names, as the files call them."""


def table(knowledge: Knowledge, kind: str) -> Mapping[str, Fact]:
    """The facts of a kind by id.  BadValue when there is no such kind."""
    if kind not in KINDS:
        raise BadValue(f"{kind!r} is no kind of fact", f"The kinds are {', '.join(KINDS)}.")
    facts: Mapping[str, Fact] = getattr(knowledge, kind)
    return facts


def counts(knowledge: Knowledge) -> dict[str, int]:
    """How many facts of each kind there are; terms of office, periods of membership and of treaties count too."""
    found = {kind: len(table(knowledge, kind)) for kind in KINDS}
    found["terms of office"] = sum(len(office.holders) for office in knowledge.offices.values())
    found["memberships of organisations"] = sum(len(item.members) for item in knowledge.organisations.values())
    found["parties to treaties"] = sum(len(treaty.parties) for treaty in knowledge.treaties.values())
    found["dated steps of treaties"] = sum(len(treaty.events) for treaty in knowledge.treaties.values())
    return found


def find(knowledge: Knowledge, text: str) -> tuple[Fact, ...]:
    """The facts with that id, else all that bear the name in any language, else the id in another case.

    Raises UnknownName, with names that are near, when there is none.
    """
    tables = [table(knowledge, kind) for kind in KINDS]
    if exact := tuple(facts[text] for facts in tables if text in facts):
        return exact
    index: dict[str, dict[tuple[str, str], Fact]] = defaultdict(dict)
    for kind in KINDS:
        for fact in table(knowledge, kind).values():
            for name in names(fact):
                index[name_key(name)][kind, fact.id] = fact
    ids = {fact.id.casefold(): fact for kind in KINDS for fact in table(knowledge, kind).values()}
    for person in knowledge.persons_by_name(text):
        index[name_key(text)]["persons", person.id] = person
    if found := index.get(name_key(text)):
        return tuple(found.values())
    if text.casefold() in ids:
        return (ids[text.casefold()],)
    near = get_close_matches(name_key(text), index, n=3, cutoff=0.75)
    close = dict.fromkeys(fact.id for key in near for fact in index[key].values())
    advice = f"Near it: {', '.join(close)}." if close else "`biennien knowledge list KIND` shows all."
    raise UnknownName(f"there is no {text!r} in the knowledge base", advice)


def names(fact: Fact) -> Iterator[str]:
    """Every way to name a fact but its id."""
    if isinstance(fact, Office):
        return
    yield fact.name
    if not isinstance(fact, Person):
        yield fact.name_vi
    if isinstance(fact, Treaty):
        yield from (item.text for item in fact.contextual)
    lists = ("aliases", "names_vi", "aliases_vi", "aliases_en", "abbreviations", "capitals", "palaces")
    for field in lists:
        yield from getattr(fact, field, ())


def holders(knowledge: Knowledge, office: Office, day: date | None) -> list[str]:
    """Names of those who may have held an office on a day, or who hold it as far as is known."""
    if day is not None:
        terms = knowledge.holders(office.id, day)
    else:
        terms = tuple(holder for holder in office.holders if holder.period.ongoing)
    return list(dict.fromkeys(knowledge.persons[term.person].name for term in terms))


def rows(knowledge: Knowledge, kind: str, *, of: str | None = None, day: date | None = None) -> list[dict[str, str]]:
    """A kind's facts as rows of text, in the order of the files.

    `of` (an id or a name) leaves what belongs to that country or organisation: its bodies, its offices, those who held
    them, the treaties it was party to, the milestones it took part in.  `day` is for offices: who held them then.
    BadValue when the kind has no owner or no holders; UnknownName when `of` is not known.
    """
    facts = table(knowledge, kind)
    if day is not None and kind != "offices":
        raise BadValue(f"{kind} have no holders", "--on goes with offices.")
    owners = _owners(knowledge, of) if of is not None else None
    if owners is not None and kind == "countries":
        raise BadValue("countries belong to nobody", "--of goes with the other kinds.")
    return [
        _row(knowledge, fact, day)
        for fact in facts.values()
        if owners is None or not owners.isdisjoint(_belongs(knowledge, fact))
    ]


def plain(knowledge: Knowledge, fact: Fact) -> dict[str, Any]:
    """A fact as JSON takes it; a person has its terms, a country or organisation the ids of its offices."""
    data: dict[str, Any] = _without_sets(asdict(fact))
    if isinstance(fact, Person):
        data["terms"] = [
            {"office": term.office.id, "of": term.office.of, "title": term.office.title, **asdict(term.holder)}
            for term in knowledge.terms(fact.id)
        ]
    elif isinstance(fact, Country | Organisation):
        data["offices"] = [office.id for office in knowledge.offices_of(fact.id)]
    return data


def _owners(knowledge: Knowledge, text: str) -> set[str]:
    found = {fact.id for fact in find(knowledge, text) if isinstance(fact, Country | Organisation)}
    if not found:
        raise BadValue(f"{text!r} is no country or organisation", "--of takes one of these, such as RUS or NATO.")
    return found


def _belongs(knowledge: Knowledge, fact: Fact) -> set[str]:
    match fact:
        case Organisation() | Office():
            return {fact.of} if fact.of else set()
        case Person():
            return {term.office.of for term in knowledge.terms(fact.id)}
        case Treaty():
            return {party.actor for party in fact.parties}
        case Milestone():
            return {*fact.sources, *fact.targets}
        case _:
            return set()


def _row(knowledge: Knowledge, fact: Fact, day: date | None) -> dict[str, str]:
    match fact:
        case Country():
            return {"id": fact.id, "name": fact.name, "name_vi": fact.name_vi, "capital": ", ".join(fact.capitals[:1])}
        case Organisation():
            return {
                "id": fact.id, "name": fact.name, "name_vi": fact.name_vi, "kind": fact.kind, "of": fact.of or "",
            }  # fmt: skip
        case Person():
            terms = knowledge.terms(fact.id)
            last = f"{terms[-1].office.title}, {terms[-1].office.of}" if terms else ""
            other = ", ".join(dict.fromkeys((*fact.names_vi, *fact.aliases)))
            return {"id": fact.id, "name": fact.name, "other_names": other, "last_office": last}
        case Office():
            held = ", ".join(holders(knowledge, fact, day))
            return {"id": fact.id, "of": fact.of, "title": fact.title, "holder": held}
        case Treaty():
            return {
                "id": fact.id, "name": fact.name, "signed": fact.signed or "", "in_force": fact.in_force or "",
                "ended": fact.ended or "",
            }  # fmt: skip
        case Milestone():
            return {"id": fact.id, "date": fact.date, "name": fact.name, "name_vi": fact.name_vi}


def _without_sets(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_sets(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [_without_sets(item) for item in value]
    return value
