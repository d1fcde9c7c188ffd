"""Facts of the knowledge base as tables that fit the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ingest.knowledge.finding import Fact, holders, names
from ingest.knowledge.knowledge import Knowledge
from ingest.knowledge.model import Country, Milestone, Office, Organisation, Period, Person, Treaty

Pairs = list[tuple[str, str]]


def print_counts(counts: Mapping[str, int], console: Console) -> None:
    """How many facts of each kind there are."""
    table = _table("facts", "number")
    table.columns[1].justify = "right"
    for kind, number in counts.items():
        table.add_row(Text(kind), Text(f"{number:,}"))
    console.print(table)


def print_rows(rows: Sequence[Mapping[str, str]], console: Console) -> None:
    """Facts of one kind, one a row; nothing when there are none."""
    if not rows:
        return
    table = _table(*(column.replace("_", " ") for column in rows[0]))
    for row in rows:
        table.add_row(*(Text(value) for value in row.values()))
    console.print(table)


def print_fact(fact: Fact, knowledge: Knowledge, console: Console) -> None:
    """All that is known of one fact: its names, its dates, and what other facts say of it."""
    heading = fact.title if isinstance(fact, Office) else fact.name
    console.print(Text.assemble((heading, "bold"), (f"  {fact.id}", "dim")), soft_wrap=True)
    pairs, tables = _described(fact, knowledge)
    facts = Table(show_header=False, box=None, pad_edge=False, padding=(0, 2, 0, 0))
    facts.add_column(style="dim", no_wrap=True)
    facts.add_column(overflow="fold")
    for name, value in pairs:
        if value:
            facts.add_row(name, Text(value))
    console.print(facts)
    for table in tables:
        if table.row_count:
            console.print(table)


def period(value: Period) -> str:
    """A period in words: an end that is open or not known is told."""
    since = value.since or "…"
    if value.until:
        return f"{since} to {value.until}"
    if value.ongoing:
        return f"since {value.since}" if value.since else "today"
    return f"{since} to …"


def _described(fact: Fact, knowledge: Knowledge) -> tuple[Pairs, list[Table]]:
    match fact:
        case Country():
            return _country(fact, knowledge)
        case Organisation():
            return _organisation(fact, knowledge)
        case Person():
            return _person(fact, knowledge)
        case Office():
            return _office(fact, knowledge)
        case Treaty():
            return _treaty(fact, knowledge)
        case Milestone():
            return _milestone(fact, knowledge)


def _country(fact: Country, knowledge: Knowledge) -> tuple[Pairs, list[Table]]:
    pairs = [
        ("kind", "country" if fact.period.ongoing else "former country"),
        ("names", _also(fact)),
        ("demonyms", ", ".join(fact.demonyms_en)),
        ("existed", "" if fact.period == Period(ongoing=True) else period(fact.period)),
        ("succeeded by", _named(fact.succeeded_by, knowledge)),
    ]
    return pairs, [_offices(fact.id, knowledge), _memberships(fact.id, knowledge), _treaties(fact.id, knowledge)]


def _organisation(fact: Organisation, knowledge: Knowledge) -> tuple[Pairs, list[Table]]:
    pairs = [
        ("kind", fact.kind),
        ("names", _also(fact)),
        ("part of", _named([fact.of] if fact.of else [], knowledge)),
        ("existed", "" if fact.period == Period(ongoing=True) else period(fact.period)),
    ]
    members = _table("member", "period")
    for member in fact.members:
        members.add_row(Text(_named([member.actor], knowledge)), Text(period(member.period)))
    return pairs, [_offices(fact.id, knowledge), members]


def _person(fact: Person, knowledge: Knowledge) -> tuple[Pairs, list[Table]]:
    pairs = [("names", _also(fact)), ("born", fact.born or ""), ("died", fact.died or "")]
    terms = knowledge.terms(fact.id)
    sourced = any(term.holder.source for term in terms)
    held = _table("office", "of", "period", "id", *(["source"] if sourced else []))
    for term in terms:
        title = f"{term.office.title} (acting)" if term.holder.acting else term.office.title
        cells = [title, _named([term.office.of], knowledge), period(term.holder.period), term.office.id]
        held.add_row(*map(Text, [*cells, term.holder.source or ""][: len(held.columns)]))
    return pairs, [held]


def _office(fact: Office, knowledge: Knowledge) -> tuple[Pairs, list[Table]]:
    pairs = [
        ("of", _named([fact.of], knowledge)),
        ("words", ", ".join(fact.titles_vi)),
        ("holders", "one at a time" if fact.exclusive else "several at a time"),
        ("source", fact.source or ""),
    ]
    sourced = any(holder.source for holder in fact.holders)
    held = _table("holder", "period", "id", *(["source"] if sourced else []))
    for holder in fact.holders:
        name = knowledge.persons[holder.person].name
        cells = [f"{name} (acting)" if holder.acting else name, period(holder.period), holder.person]
        held.add_row(*map(Text, [*cells, holder.source or ""][: len(held.columns)]))
    return pairs, [held]


def _treaty(fact: Treaty, knowledge: Knowledge) -> tuple[Pairs, list[Table]]:
    pairs = [
        ("kind", f"{fact.kind}, {fact.topic}"),
        ("names", _also(fact)),
        ("signed", fact.signed or ""),
        ("in force", fact.in_force or ""),
        ("ended", " ".join(filter(None, (fact.ended, fact.ended_because and f"({fact.ended_because})")))),
        ("source", fact.source or ""),
    ]
    parties = _table("party", "signed", "ratified", "bound")
    for party in fact.parties:
        parties.add_row(
            Text(_named([party.actor], knowledge)),
            Text(party.signed or ""),
            Text(party.ratified or ""),
            Text("" if party.period == Period(ongoing=True) else period(party.period)),
        )
    steps = _table("date", "step", "by", "note")
    for event in fact.events:
        steps.add_row(
            Text(event.date), Text(event.action), Text(_named(event.actors, knowledge)), Text(event.note or "")
        )
    return pairs, [parties, steps]


def _milestone(fact: Milestone, knowledge: Knowledge) -> tuple[Pairs, list[Table]]:
    pairs = [
        ("kind", ", ".join(filter(None, (fact.kind, fact.type)))),
        ("date", fact.date),
        ("names", _also(fact)),
        ("by", _named(fact.sources, knowledge)),
        ("towards", _named(fact.targets, knowledge)),
        ("treaties", ", ".join(f"{link.action} {knowledge.treaties[link.id].name}" for link in fact.treaties)),
        ("place", fact.place or ""),
        ("source", fact.source or ""),
    ]
    return pairs, []


def _offices(owner: str, knowledge: Knowledge) -> Table:
    table = _table("office", "id", "holder as far as known")
    for office in knowledge.offices_of(owner):
        table.add_row(Text(office.title), Text(office.id), Text(", ".join(holders(knowledge, office, None))))
    return table


def _memberships(actor: str, knowledge: Knowledge) -> Table:
    table = _table("member of", "period")
    for membership in knowledge.memberships(actor):
        table.add_row(Text(_named([membership.organisation], knowledge)), Text(period(membership.period)))
    return table


def _treaties(actor: str, knowledge: Knowledge) -> Table:
    table = _table("party to", "id", "bound")
    for treaty in knowledge.treaties.values():
        for party in treaty.parties:
            if party.actor == actor:
                bound = "" if party.period == Period(ongoing=True) else period(party.period)
                table.add_row(Text(treaty.name), Text(treaty.id), Text(bound))
    return table


def _also(fact: Fact) -> str:
    heading = "" if isinstance(fact, Office) else fact.name
    return ", ".join(name for name in dict.fromkeys(names(fact)) if name != heading)


def _named(ids: Iterable[str], knowledge: Knowledge) -> str:
    tables: tuple[Mapping[str, Country | Organisation | Person], ...] = (
        knowledge.countries,
        knowledge.organisations,
        knowledge.persons,
    )
    return ", ".join(next((table[key].name for table in tables if key in table), key) for key in ids)


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, header_style="bold", padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column == "id")
    return table
