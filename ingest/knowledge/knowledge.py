"""The facts with the ways to find them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TypeVar

from ingest.knowledge.model import (
    Body,
    Country,
    Holder,
    Membership,
    Milestone,
    Name,
    NameKind,
    NameLanguage,
    Office,
    Organisation,
    Person,
    Term,
    Treaty,
)

Key = TypeVar("Key")
Value = TypeVar("Value")

_GAPS = re.compile(r"[\s\-‐‑–’'.]+")

_JOINED = re.compile(r"\b(\w+)-(\w+)")


def name_key(text: str) -> str:
    """The form under which persons' names are compared: case, hyphens and stops do not count, diacritics do."""
    return _GAPS.sub(" ", unicodedata.normalize("NFC", text)).strip().casefold()


def _without_initials(key: str) -> str:
    """The same name of two words or more without its single letters."""
    words = [word for word in key.split() if len(word) > 1]
    return " ".join(words) if len(words) > 1 else key


def _without_diacritics(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


class Knowledge:
    """World knowledge, ready for look-ups.  `fingerprint` changes with the content of any file it came from."""

    def __init__(
        self,
        *,
        countries: Mapping[str, Country],
        organisations: Mapping[str, Organisation],
        bodies: Mapping[str, Body],
        treaties: Mapping[str, Treaty],
        milestones: Mapping[str, Milestone],
        offices: Mapping[str, Office],
        persons: Mapping[str, Person],
        lookalikes: tuple[str, ...],
        fingerprint: str,
    ) -> None:
        self.countries = countries
        self.organisations = organisations
        self.bodies = bodies
        self.treaties = treaties
        self.milestones = milestones
        self.offices = offices
        self.persons = persons
        self.lookalikes = lookalikes
        self.fingerprint = fingerprint

    def country(self, key: str) -> Country | None:
        """The country with this ISO 3166 code."""
        return self.countries.get(key)

    def names(self) -> Iterator[Name]:
        """Every way to write a country, organisation, person or treaty, for building a gazetteer.

        Names of persons shared by several come once for each.  `lookalikes`, the names of other things that hold a
        country's name, are not among them.
        """
        for country in self.countries.values():
            yield from _country_names(country)
        for organisation in self.organisations.values():
            yield from _organisation_names(organisation)
        for treaty in self.treaties.values():
            yield from _treaty_names(treaty)
        for person in self.persons.values():
            yield Name(person.name, person.id, "person", "name", "any")
            for text in dict.fromkeys((*person.aliases, *person.names_vi)):
                yield Name(text, person.id, "person", "alias", "any")

    def body_of(self, body: str, country: str) -> Organisation:
        """The body of that kind of that country: the named organisation where there is one, else a general one.

        Raises KeyError when the body or the country is not known.
        """
        named = self._named_bodies.get((body, country))
        if named:
            return named
        kind, state = self.bodies[body], self.countries[country]
        return Organisation(
            id=f"{country.lower()}-{body}",
            name=kind.name.format(country=state.name),
            name_vi=f"{kind.heads_vi[0]} {state.name_vi}",
            kind="state",
            of=country,
            body=body,
        )

    def memberships(self, actor: str) -> tuple[Membership, ...]:
        """The organisations that an actor belongs to, each with its period."""
        return self._memberships.get(actor, ())

    def offices_of(self, actor: str) -> tuple[Office, ...]:
        """Offices of a country or organisation."""
        return self._offices_of.get(actor, ())

    def holders(self, office: str, day: date) -> tuple[Holder, ...]:
        """Who may have held the office on that day, in the order of the file; acting holders too.

        On a day of hand-over these are two; where terms are known to the month or year only, all that are possible.
        Raises KeyError when there is no such office.
        """
        return tuple(holder for holder in self.offices[office].holders if holder.period.may_hold(day))

    def persons_by_name(self, name: str) -> tuple[Person, ...]:
        """Persons known by that name, surname or alias; case, hyphens and diacritics foreign to Vietnamese are free.

        Initials count only where the knowledge base has them too ("Daniel J. Kritenbrink" is Daniel Kritenbrink).
        """
        key = name_key(name)
        return self._persons_by_name.get(key) or self._persons_by_name.get(_without_initials(key), ())

    @cached_property
    def joined_names(self) -> frozenset[tuple[str, str]]:
        """Two capitalised parts that a hyphen joins in a person's name ("Jean-Claude"), case-folded."""
        return frozenset(
            (before.casefold(), behind.casefold())
            for person in self.persons.values()
            for text in (person.name, *person.aliases)
            for before, behind in _JOINED.findall(text)
            if behind[0].isupper()
        )

    def terms(self, person: str) -> tuple[Term, ...]:
        """Every term of a person, the earliest first; those without a known beginning stand at the front."""
        return self._terms.get(person, ())

    @cached_property
    def _named_bodies(self) -> dict[tuple[str, str], Organisation]:
        return {(item.body, item.of): item for item in self.organisations.values() if item.body and item.of}

    @cached_property
    def _memberships(self) -> dict[str, tuple[Membership, ...]]:
        return _grouped(
            (member.actor, Membership(item.id, member.period))
            for item in self.organisations.values()
            for member in item.members
        )

    @cached_property
    def _offices_of(self) -> dict[str, tuple[Office, ...]]:
        return _grouped((office.of, office) for office in self.offices.values())

    @cached_property
    def _persons_by_name(self) -> dict[str, tuple[Person, ...]]:
        def keys(person: Person) -> dict[str, None]:
            international = [name_key(text) for text in (person.name, *person.aliases)]
            plain = [_without_diacritics(key) for key in international]
            return dict.fromkeys((*international, *plain, *(name_key(text) for text in person.names_vi)))

        return _grouped((key, person) for person in self.persons.values() for key in keys(person))

    @cached_property
    def _terms(self) -> dict[str, tuple[Term, ...]]:
        terms = _grouped(
            (holder.person, Term(office, holder)) for office in self.offices.values() for holder in office.holders
        )
        return {
            key: tuple(sorted(value, key=lambda term: term.holder.period.since or "")) for key, value in terms.items()
        }


def _grouped(pairs: Iterator[tuple[Key, Value]]) -> dict[Key, tuple[Value, ...]]:
    groups: dict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _of_both(text: str, english: tuple[str, ...]) -> NameLanguage:
    """The language of a Vietnamese alias: any, when English has the same one."""
    return "any" if text in english else "vi"


def _country_names(country: Country) -> Iterator[Name]:
    ambiguous = dict(country.ambiguous)

    def name(text: str, kind: NameKind, language: NameLanguage) -> Name:
        return Name(text, country.id, "country", kind, language, ambiguity=ambiguous.get(text))

    if country.name == country.name_vi:
        yield name(country.name, "name", "any")
    else:
        yield name(country.name_vi, "name", "vi")
        yield name(country.name, "name", "en")
    if country.short_vi and country.short_vi not in (country.name_vi, *country.aliases_vi):
        yield name(country.short_vi, "short", "vi")
    yield from (name(text, "alias", _of_both(text, country.aliases_en)) for text in country.aliases_vi)
    yield from (name(text, "alias", "en") for text in country.aliases_en if text not in country.aliases_vi)
    yield from (name(text, "demonym", "en") for text in country.demonyms_en)
    yield from (name(text, "capital", "any") for text in country.capitals)
    yield from (name(text, "palace", "any") for text in country.palaces)


def _organisation_names(organisation: Organisation) -> Iterator[Name]:
    ambiguous = dict(organisation.ambiguous)

    def name(text: str, kind: NameKind, language: NameLanguage) -> Name:
        exact = kind == "abbreviation" or " " not in text
        return Name(text, organisation.id, "organisation", kind, language, exact, ambiguous.get(text))

    if organisation.name == organisation.name_vi:
        yield name(organisation.name, "name", "any")
    else:
        yield name(organisation.name_vi, "name", "vi")
        yield name(organisation.name, "name", "en")
    taken = {organisation.name, organisation.name_vi}
    yield from (name(text, "abbreviation", "any") for text in organisation.abbreviations if text not in taken)
    taken.update(organisation.abbreviations)
    yield from (
        name(text, "alias", _of_both(text, organisation.aliases_en))
        for text in organisation.aliases_vi
        if text not in taken
    )
    taken.update(organisation.aliases_vi)
    yield from (name(text, "alias", "en") for text in organisation.aliases_en if text not in taken)


def _treaty_names(treaty: Treaty) -> Iterator[Name]:
    def name(text: str, kind: NameKind, language: NameLanguage, requires: tuple[str, ...] = ()) -> Name:
        exact = kind == "abbreviation" or " " not in text
        return Name(text, treaty.id, "treaty", kind, language, exact, requires=requires)

    if treaty.name == treaty.name_vi:
        yield name(treaty.name, "name", "any")
    else:
        yield name(treaty.name_vi, "name", "vi")
        yield name(treaty.name, "name", "en")
    taken = {treaty.name, treaty.name_vi}
    yield from (name(text, "abbreviation", "any") for text in treaty.abbreviations if text not in taken)
    taken.update(treaty.abbreviations)
    yield from (
        name(text, "alias", _of_both(text, treaty.aliases_en)) for text in treaty.aliases_vi if text not in taken
    )
    taken.update(treaty.aliases_vi)
    yield from (name(text, "alias", "en") for text in treaty.aliases_en if text not in taken)
    yield from (name(item.text, "contextual", "vi", item.requires) for item in treaty.contextual)
