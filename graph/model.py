"""What an article says, as frozen values: the record that extraction makes and the graph stores.

Spans are `(start, end)` character offsets, end exclusive, into the article's text as given (decoded, before any
cleaning or normalisation).  Dates are EDTF strings (`graph.edtf`); None means unknown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

Span = tuple[int, int]

ActorKind = Literal["country", "person", "organisation"]
TimeKind = Literal["DATE", "DURATION", "SET"]
TimeMod = Literal["start", "mid", "end"]
Status = Literal["happened", "ongoing", "planned", "called_for", "cancelled", "postponed", "denied", "hypothetical"]
PublishedBasis = Literal["given", "metadata", "text", "inferred", "unknown"]
SourceDateKind = Literal["metadata", "page", "document", "crawl"]
DateBasis = Literal["clause", "sentence", "flow", "published", "knowledge", "none"]
Extent = Literal["within", "throughout"]
TreatyAction = Literal[
    "sign", "ratify", "join", "extend", "amend", "suspend", "withdraw", "violate", "negotiate", "implement", "expire",
    "mention",
]  # fmt: skip

RelationKind = Literal["BEFORE", "RESPONDS_TO", "FULFILS", "CANCELS", "DENIES"]

QUAD: Final[dict[str, str | None]] = {
    "AGREE": "verbal cooperation",
    "CONSULT": "verbal cooperation",
    "SUPPORT": "verbal cooperation",
    "CONCEDE": "verbal cooperation",
    "COOPERATE": "material cooperation",
    "AID": "material cooperation",
    "RETREAT": "material cooperation",
    "REQUEST": "verbal conflict",
    "ACCUSE": "verbal conflict",
    "REJECT": "verbal conflict",
    "THREATEN": "verbal conflict",
    "PROTEST": "material conflict",
    "SANCTION": "material conflict",
    "MOBILIZE": "material conflict",
    "COERCE": "material conflict",
    "ASSAULT": "material conflict",
    "STATEMENT": None,
}
"""PLOVER event types with their quad class (PLOVER manual, 2023); STATEMENT, which has none, is biennien's own."""

EVENT_TYPES: Final[tuple[str, ...]] = tuple(QUAD)
STATUSES: Final[tuple[Status, ...]] = (
    "happened", "ongoing", "planned", "called_for", "cancelled", "postponed", "denied", "hypothetical",
)  # fmt: skip
RELATION_KINDS: Final[tuple[RelationKind, ...]] = ("BEFORE", "RESPONDS_TO", "FULFILS", "CANCELS", "DENIES")
TREATY_ACTIONS: Final[tuple[TreatyAction, ...]] = (
    "sign", "ratify", "join", "extend", "amend", "suspend", "withdraw", "violate", "negotiate", "implement", "expire",
    "mention",
)  # fmt: skip


NOWHERE: Final[Span] = (0, 0)
"""Span of evidence that does not stand in the text."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """First and last day that the other articles of a folder or file carry in their names or as given, and how many
    of them do.  No text is read for it."""

    first: date
    last: date
    count: int


@dataclass(frozen=True, slots=True)
class SourceDate:
    """A date that came with an article, beside its text: what it is the date of, its EDTF value, where it stood.

    `metadata` is the day of publication as the page or feed itself tells it to programs; `page` a date that the page
    shows; `document` the day when the file was made or changed; `crawl` the day when the page was fetched.
    """

    kind: SourceDateKind
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article as a source hands it over.

    `published_given` is a date from the user or the input (EDTF, basis `given`), `None` when it has to be worked out.
    `id` is the one given, else the canonical URL, else a hash of the text.  `path` names the file that holds this
    article alone, and another article that is stored at the same path replaces it; one of many in a file has
    `FILE#NUMBER`, which replaces nothing.  `dates` are what the source tells of the time of publication without being
    asked.  `neighbours` comes with an article that carries no date itself.
    """

    id: str
    text: str
    path: str | None = None
    title: str | None = None
    url: str | None = None
    source: str | None = None
    language: str | None = None
    published_given: str | None = None
    neighbours: Neighbours | None = None
    author: str | None = None
    dates: tuple[SourceDate, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for a publication date: where it stands (or NOWHERE), its rule, a sentence a reader can check."""

    span: Span
    rule: str
    says: str


@dataclass(frozen=True, slots=True)
class Published:
    """When the article was published; `confidence` from 0 to 1 is for the year."""

    value: str | None
    basis: PublishedBasis
    confidence: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression: a DATE has an EDTF value, a DURATION an ISO 8601 one, a SET free text.

    `anchor` says what the value rests on: `absolute` (all in the words), `published` (counted from the publication
    date), `flow` (counted from a time told before).
    """

    span: Span
    kind: TimeKind
    value: str | None
    rule: str
    mod: TimeMod | None = None
    anchor: Literal["absolute", "published", "flow"] = "absolute"


@dataclass(frozen=True, slots=True)
class Term:
    """An actor stands for another one (REPRESENTS) in a role, from `since` to `until` where known."""

    of: str
    role: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ActorRecord:
    """An actor of the article.  `of` and `role` are those it has in this article; `terms` are all that are known."""

    id: str
    name: str
    kind: ActorKind
    mentions: tuple[Span, ...]
    name_vi: str | None = None
    aliases: tuple[str, ...] = ()
    of: str | None = None
    role: str | None = None
    terms: tuple[Term, ...] = ()
    member_of: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """A state's membership of a treaty in one period."""

    actor: str
    signed: date | None = None
    ratified: date | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class TreatyRecord:
    """A treaty the article names."""

    id: str
    name: str
    mentions: tuple[Span, ...]
    name_vi: str | None = None
    aliases: tuple[str, ...] = ()
    signed: date | None = None
    in_force: date | None = None
    ended: date | None = None
    parties: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class TreatyLink:
    """What an event does to a treaty."""

    id: str
    action: TreatyAction


@dataclass(frozen=True, slots=True)
class OutsideTerm:
    """An actor that the article calls by an office which, by what is known, it did not hold on the event's date."""

    actor: str
    role: str


@dataclass(frozen=True, slots=True)
class EventRecord:
    """An act that the article reports.

    `span` is its clause (or sentence) at the fullest mention, `trigger` the words that express it, `also` the spans
    that tell it again.  `sources`, `targets`, `said_by` are actor ids.  `date_basis` says where `date` comes from.
    `id` identifies the act as this article has it: type, date, actors and content words, or a milestone of the
    knowledge base (`known`); `report_id` this article's telling of it.  `words` are the words that tell the act apart
    from others, each with its weight: without them it is only the same as an act of equal `id`.
    """

    id: str
    report_id: str
    type: str
    status: Status
    date: str | None
    date_basis: DateBasis
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    span: Span
    trigger: Span
    quote: str
    summary: str
    said_by: tuple[str, ...] = ()
    treaties: tuple[TreatyLink, ...] = ()
    mode: str | None = None
    place: str | None = None
    extent: Extent = "within"
    also: tuple[Span, ...] = ()
    confidence: float = 0.5
    rules: tuple[str, ...] = ()
    outside_terms: tuple[OutsideTerm, ...] = ()
    known: bool = False
    words: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """The article says that one of its events stands in a relation to another, both by their report ids.

    It reads from `report` to `other`: `report` BEFORE `other`, `report` RESPONDS_TO `other`.  `quote` is the sentence
    that says so, at `span`; `rule` the words by which it was found.
    """

    kind: RelationKind
    report: str
    other: str
    span: Span
    quote: str
    rule: str


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """All that was read from one article.

    Every actor and treaty that an event names stands in `actors` and `treaties`.  So should those that stand only in
    terms or as parties, with no mentions: the graph ties two actors, or an actor and a treaty, that one record lists.
    `topics` are the words that tell its story apart from others, each with its weight; by `signature`
    (`graph.copies`) articles of nearly the same text are known, empty when the text is too short for that.
    """

    article: Article
    text_hash: str
    language: str
    title: str
    published: Published
    extractor: str
    times: tuple[TimeMention, ...] = ()
    actors: tuple[ActorRecord, ...] = ()
    treaties: tuple[TreatyRecord, ...] = ()
    events: tuple[EventRecord, ...] = ()
    relations: tuple[Relation, ...] = ()
    debris: tuple[Span, ...] = field(default=(), repr=False)
    topics: tuple[tuple[str, float], ...] = field(default=(), repr=False)
    signature: str = field(default="", repr=False)
