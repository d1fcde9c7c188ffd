"""Facts about the world, as frozen values.

Dates are EDTF strings (`graph.edtf`), so that a fact known to the month only says no more than that.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from graph.edtf import bounds
from graph.model import ActorKind, TreatyAction

NameLanguage = Literal["vi", "en", "any"]
NameKind = Literal["name", "alias", "short", "capital", "palace", "demonym", "abbreviation", "contextual"]
OrganisationKind = Literal["international", "alliance", "state", "party", "armed", "company", "media", "ngo", "group"]
TreatyKind = Literal[
    "treaty", "agreement", "convention", "protocol", "declaration", "memorandum", "resolution", "charter"
]
Topic = Literal[
    "arms-control", "nuclear", "climate", "trade", "security", "borders", "peace", "law", "sanctions", "integration",
]  # fmt: skip
MilestoneKind = Literal["act", "war", "summit", "election", "crisis", "disaster", "other"]


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """When a name is something else: directly after a word of `not_after`, directly before one of `not_before`.

    A word written small also stands for its capitalised form; a capitalised one only for itself.
    """

    not_after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Name:
    """One way to write an entity's name.

    `exact_case` is false for names of several words, whose capitals vary in the news.  A `short` name counts only in
    compounds (Mỹ-Trung), a `contextual` one only when all of `requires` (actor ids) are in the article too.
    """

    text: str
    entity: str
    entity_kind: ActorKind | Literal["treaty"]
    kind: NameKind
    language: NameLanguage
    exact_case: bool = True
    ambiguity: Ambiguity | None = None
    requires: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` to `until`, each an EDTF value or None; without `until` it goes on, or its end is not known."""

    since: str | None = None
    until: str | None = None
    ongoing: bool = False

    def may_hold(self, day: date) -> bool:
        """Whether the period can include the day, reading inexact ends generously."""
        first, last = bounds(self.since)[0], bounds(self.until)[1]
        return (first is None or first <= day) and (last is None or day <= last)

    def surely_overlaps(self, other: Period) -> bool:
        """Whether both hold on one day whatever their inexact ends mean; a shared day of hand-over does not count."""
        start = max(self.surely_since, other.surely_since)
        return start < min(self.surely_until, other.surely_until)

    @property
    def surely_since(self) -> date:
        """Last day on which the period can begin."""
        return bounds(self.since)[1] or date.min

    @property
    def surely_until(self) -> date:
        """First day on which the period can end; an end that is not known may come at once."""
        if self.until is None:
            return date.max if self.ongoing else self.surely_since
        return bounds(self.until)[0] or date.max


ALWAYS = Period(ongoing=True)


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory, of today or former."""

    id: str
    name: str
    name_vi: str
    short_vi: str | None = None
    aliases_vi: tuple[str, ...] = ()
    aliases_en: tuple[str, ...] = ()
    demonyms_en: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    palaces: tuple[str, ...] = ()
    period: Period = ALWAYS
    succeeded_by: tuple[str, ...] = ()
    ambiguous: tuple[tuple[str, Ambiguity], ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """A state's (or organisation's) membership of an organisation in one period."""

    actor: str
    period: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Membership:
    """The same seen from the member: it belongs to `organisation` in that period."""

    organisation: str
    period: Period


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body, alliance, party, armed group, company or medium; `of` is what it is a part of.

    `body` names the kind of state body that it is for its country, so that the general name leads to it too.
    """

    id: str
    name: str
    name_vi: str
    kind: OrganisationKind
    of: str | None = None
    body: str | None = None
    abbreviations: tuple[str, ...] = ()
    aliases_vi: tuple[str, ...] = ()
    aliases_en: tuple[str, ...] = ()
    period: Period = ALWAYS
    members: tuple[Member, ...] = ()
    ambiguous: tuple[tuple[str, Ambiguity], ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of body that most states have; together with a country's name it names that country's.

    `name` is a template with `{country}`; `heads_vi` and `heads_en` are the words that stand beside the country.
    """

    id: str
    name: str
    heads_vi: tuple[str, ...]
    heads_en: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartyPeriod:
    """A party's membership of a treaty in one period."""

    actor: str
    signed: str | None = None
    ratified: str | None = None
    period: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class TreatyEvent:
    """A dated step in a treaty's life."""

    action: TreatyAction
    date: str
    actors: tuple[str, ...] = ()
    note: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class ContextualName:
    """A name that means this treaty only when all of `requires` (actor ids) are in the article too."""

    text: str
    requires: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Treaty:
    """A treaty, agreement, convention, declaration or resolution, with its life cycle."""

    id: str
    name: str
    name_vi: str
    kind: TreatyKind
    topic: Topic
    abbreviations: tuple[str, ...] = ()
    aliases_vi: tuple[str, ...] = ()
    aliases_en: tuple[str, ...] = ()
    contextual: tuple[ContextualName, ...] = ()
    signed: str | None = None
    in_force: str | None = None
    ended: str | None = None
    ended_because: str | None = None
    parties: tuple[PartyPeriod, ...] = ()
    events: tuple[TreatyEvent, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class MilestoneTreaty:
    """What a milestone did to a treaty."""

    id: str
    action: TreatyAction


@dataclass(frozen=True, slots=True)
class Milestone:
    """A dated event that later articles refer back to; one without a type dates articles but is no Event.

    An alias names it wherever it stands.  A cue (`cues_vi`) is parts joined by `&`, each a choice of phrases between
    `|`: it is told where one phrase of each part stands in the same sentence, in any order.  `current_until` is for
    what began that day and stayed in the news: until about when.
    """

    id: str
    date: str
    name: str
    name_vi: str
    kind: MilestoneKind
    aliases_vi: tuple[str, ...] = ()
    aliases_en: tuple[str, ...] = ()
    cues_vi: tuple[tuple[tuple[str, ...], ...], ...] = ()
    type: str | None = None
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    treaties: tuple[MilestoneTreaty, ...] = ()
    place: str | None = None
    current_until: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who holds or held an office; `names_vi` are the forms that Vietnamese news uses, surname alone too."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    names_vi: tuple[str, ...] = ()
    born: str | None = None
    died: str | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """One term of one person in an office."""

    person: str
    period: Period
    acting: bool = False
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """A post in a state or organisation; an exclusive one has one holder at a time."""

    id: str
    of: str
    title: str
    titles_vi: tuple[str, ...]
    exclusive: bool
    holders: tuple[Holder, ...] = ()
    source: str | None = None

    def titles(self, language: str) -> tuple[str, ...]:
        """What the office is called in a language; `title` is its name in English."""
        return (self.title,) if language == "en" else getattr(self, f"titles_{language}", ())


@dataclass(frozen=True, slots=True)
class Term:
    """The same seen from the person: the office and the period in which it was held."""

    office: Office
    holder: Holder
