"""The sections of a knowledge file, each read into its facts.  docs/knowledge.md shows the fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graph.model import EVENT_TYPES, TreatyAction
from ingest.knowledge.entries import Entry
from ingest.knowledge.model import (
    Ambiguity,
    Body,
    ContextualName,
    Country,
    Holder,
    Member,
    Milestone,
    MilestoneKind,
    MilestoneTreaty,
    Office,
    Organisation,
    OrganisationKind,
    PartyPeriod,
    Person,
    Topic,
    Treaty,
    TreatyEvent,
    TreatyKind,
)

Contexts = dict[str, Ambiguity]


def contexts(root: Entry) -> Contexts:
    """Lists of words around a name that `like` refers to."""
    return {name: _ambiguity(entry, {}) for name, entry in root.named("contexts")}


def _ambiguity(entry: Entry, known: Contexts) -> Ambiguity:
    entry.only("like", "not_after", "not_before")
    like = entry.optional("like")
    if like is not None and like not in known:
        entry.fail(f"there is no context {like!r}", "like")
    base = known[like] if like else Ambiguity()
    return Ambiguity(
        base.not_after | frozenset(entry.texts("not_after")), base.not_before | frozenset(entry.texts("not_before"))
    )


def _ambiguous(entry: Entry, known: Contexts) -> tuple[tuple[str, Ambiguity], ...]:
    return tuple((name, _ambiguity(inner, known)) for name, inner in entry.named("ambiguous"))


def country(entry: Entry, known: Contexts) -> Country:
    """An entry of `countries`."""
    entry.only(
        "id", "name", "name_vi", "short_vi", "aliases_vi", "aliases_en", "demonyms_en", "capitals", "palaces", "since",
        "until", "succeeded_by", "ambiguous",
    )  # fmt: skip
    return Country(
        id=entry.alpha_3(),
        name=entry.text("name"),
        name_vi=entry.text("name_vi"),
        short_vi=entry.optional("short_vi"),
        aliases_vi=entry.texts("aliases_vi"),
        aliases_en=entry.texts("aliases_en"),
        demonyms_en=entry.texts("demonyms_en"),
        capitals=entry.texts("capitals"),
        palaces=entry.texts("palaces"),
        period=entry.period(missing_end=True),
        succeeded_by=entry.texts("succeeded_by"),
        ambiguous=_ambiguous(entry, known),
    )


def _member(entry: Entry) -> Member:
    entry.only("actor", "since", "until")
    return Member(entry.text("actor"), entry.period(missing_end=True))


def organisation(entry: Entry, known: Contexts) -> Organisation:
    """An entry of `organisations`; `founders` are members from the day it began."""
    entry.only(
        "id", "name", "name_vi", "kind", "of", "body", "abbreviations", "aliases_vi", "aliases_en", "since", "until",
        "founders", "members", "ambiguous",
    )  # fmt: skip
    period = entry.period(missing_end=True)
    return Organisation(
        id=entry.slug(),
        name=entry.text("name"),
        name_vi=entry.text("name_vi"),
        kind=entry.choice("kind", OrganisationKind),
        of=entry.optional("of"),
        body=entry.optional("body"),
        abbreviations=entry.texts("abbreviations"),
        aliases_vi=entry.texts("aliases_vi"),
        aliases_en=entry.texts("aliases_en"),
        period=period,
        members=tuple(Member(actor, period) for actor in entry.texts("founders"))
        + tuple(_member(inner) for inner in entry.entries("members")),
        ambiguous=_ambiguous(entry, known),
    )


def body(entry: Entry, _: Contexts) -> Body:
    """An entry of `bodies`."""
    entry.only("id", "name", "heads_vi", "heads_en")
    name = entry.text("name")
    if name and "{country}" not in name:
        entry.fail("name must hold {country}", "name")
    return Body(entry.slug(), name, entry.texts("heads_vi"), entry.texts("heads_en"))


def _party(entry: Entry) -> PartyPeriod:
    entry.only("actor", "signed", "ratified", "since", "until")
    return PartyPeriod(
        entry.text("actor"), entry.edtf("signed"), entry.edtf("ratified"), entry.period(missing_end=True)
    )


def _treaty_event(entry: Entry) -> TreatyEvent:
    entry.only("action", "date", "actors", "note", "source")
    date = entry.edtf("date")
    if date is None:
        entry.fail("'date' is missing")
    return TreatyEvent(
        action=entry.choice("action", TreatyAction),
        date=date,
        actors=entry.texts("actors"),
        note=entry.optional("note"),
        source=entry.optional("source"),
    )


def _contextual(entry: Entry) -> ContextualName:
    entry.only("text", "requires")
    return ContextualName(entry.text("text"), entry.texts("requires"))


def treaty(entry: Entry, _: Contexts) -> Treaty:
    """An entry of `treaties`."""
    entry.only(
        "id", "name", "name_vi", "kind", "topic", "abbreviations", "aliases_vi", "aliases_en", "contextual", "signed",
        "in_force", "ended", "ended_because", "parties", "events", "source",
    )  # fmt: skip
    return Treaty(
        id=entry.slug(),
        name=entry.text("name"),
        name_vi=entry.text("name_vi"),
        kind=entry.choice("kind", TreatyKind),
        topic=entry.choice("topic", Topic),
        abbreviations=entry.texts("abbreviations"),
        aliases_vi=entry.texts("aliases_vi"),
        aliases_en=entry.texts("aliases_en"),
        contextual=tuple(_contextual(inner) for inner in entry.entries("contextual")),
        signed=entry.edtf("signed"),
        in_force=entry.edtf("in_force"),
        ended=entry.edtf("ended"),
        ended_because=entry.optional("ended_because"),
        parties=tuple(_party(inner) for inner in entry.entries("parties")),
        events=tuple(_treaty_event(inner) for inner in entry.entries("events")),
        source=entry.optional("source"),
    )


def _milestone_treaty(entry: Entry) -> MilestoneTreaty:
    entry.only("id", "action")
    return MilestoneTreaty(entry.text("id"), entry.choice("action", TreatyAction))


def _cue(entry: Entry, cue: str, index: int) -> tuple[tuple[str, ...], ...]:
    parts = tuple(tuple(phrase.strip() for phrase in part.split("|")) for part in cue.split("&"))
    if len(parts) < 2 or not all(phrase for part in parts for phrase in part):
        entry.fail(f"cue {cue!r} must be two or more parts joined by &, each phrases between |", "cues_vi", index)
    return parts


def milestone(entry: Entry, _: Contexts) -> Milestone:
    """An entry of `milestones`."""
    entry.only(
        "id", "date", "name", "name_vi", "kind", "aliases_vi", "aliases_en", "cues_vi", "type", "sources", "targets",
        "treaties", "place", "current_until", "source",
    )  # fmt: skip
    date = entry.edtf("date")
    if date is None and not entry.partial:
        entry.fail("'date' is missing")
    event_type = entry.optional("type")
    if event_type is not None and event_type not in EVENT_TYPES:
        entry.fail(f"type {event_type!r} must be one of {', '.join(EVENT_TYPES)}", "type")
    return Milestone(
        id=entry.slug(),
        date=date or "",
        name=entry.text("name"),
        name_vi=entry.text("name_vi"),
        kind=entry.choice("kind", MilestoneKind),
        aliases_vi=entry.texts("aliases_vi"),
        aliases_en=entry.texts("aliases_en"),
        cues_vi=tuple(_cue(entry, cue, index) for index, cue in enumerate(entry.texts("cues_vi"))),
        type=event_type,
        sources=entry.texts("sources"),
        targets=entry.texts("targets"),
        treaties=tuple(_milestone_treaty(inner) for inner in entry.entries("treaties")),
        place=entry.optional("place"),
        current_until=entry.edtf("current_until"),
        source=entry.optional("source"),
    )


def _holder(entry: Entry) -> Holder:
    entry.only("person", "since", "until", "acting", "source")
    return Holder(
        entry.text("person"), entry.period(missing_end=False), entry.flag("acting", False), entry.optional("source")
    )


def office(entry: Entry, _: Contexts) -> Office:
    """An entry of `offices`.  A holder without the field `until` left at a time that is not known."""
    entry.only("id", "of", "title", "titles_vi", "exclusive", "holders", "source")
    return Office(
        id=entry.slug(),
        of=entry.text("of"),
        title=entry.text("title"),
        titles_vi=entry.texts("titles_vi"),
        exclusive=entry.flag("exclusive", True),
        holders=tuple(_holder(inner) for inner in entry.entries("holders")),
        source=entry.optional("source"),
    )


def person(entry: Entry, _: Contexts) -> Person:
    """An entry of `persons`."""
    entry.only("id", "name", "aliases", "names_vi", "born", "died")
    return Person(
        id=entry.slug(),
        name=entry.text("name"),
        aliases=entry.texts("aliases"),
        names_vi=entry.texts("names_vi"),
        born=entry.edtf("born"),
        died=entry.edtf("died"),
    )


READERS: dict[str, Callable[[Entry, Contexts], Any]] = {
    "countries": country,
    "organisations": organisation,
    "bodies": body,
    "treaties": treaty,
    "milestones": milestone,
    "offices": office,
    "persons": person,
}
"""Sections that hold entries with an id, in the order in which they are read."""
