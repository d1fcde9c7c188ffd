"""Records of articles as extraction would make them, from a few words each.

`make_record("a1", [make_event("extend", "AGREE", "2021-02-03", ["RUS"], ["USA"])])` is a whole record: its text is
the quotes of its events, its actors are those that the events name, all spans fit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from graph.model import (
    ActorRecord,
    Article,
    ArticleRecord,
    DateBasis,
    EventRecord,
    Evidence,
    Extent,
    OutsideTerm,
    Party,
    Published,
    Relation,
    RelationKind,
    Status,
    Term,
    TreatyLink,
    TreatyRecord,
)

RUSSIA = ActorRecord("RUS", "Russia", "country", (), "Nga", ("Russian Federation", "Liên bang Nga", "Moscow"))
USA = ActorRecord("USA", "United States", "country", (), "Mỹ", ("Hoa Kỳ", "US", "Washington"))
VIETNAM = ActorRecord("VNM", "Vietnam", "country", (), "Việt Nam", ("Hà Nội",))
CHINA = ActorRecord("CHN", "China", "country", (), "Trung Quốc", ("Bắc Kinh",))
NATO = ActorRecord("nato", "NATO", "organisation", (), None, ("North Atlantic Treaty Organization",))
LAVROV = ActorRecord(
    "sergey-lavrov", "Sergey Lavrov", "person", (), None, ("Lavrov",), "RUS", "foreign minister",
    (Term("RUS", "foreign minister", date(2004, 3, 9)),),
)  # fmt: skip
BIDEN = ActorRecord(
    "joe-biden", "Joe Biden", "person", (), None, ("Biden",), "USA", "president",
    (Term("USA", "president", date(2021, 1, 20), date(2025, 1, 20)),),
)  # fmt: skip
ACTORS = {actor.id: actor for actor in (RUSSIA, USA, VIETNAM, CHINA, NATO, LAVROV, BIDEN)}

NEW_START = TreatyRecord(
    "new-start", "New START", (), "START mới", ("New Strategic Arms Reduction Treaty",),
    date(2010, 4, 8), date(2011, 2, 5), date(2026, 2, 5),
    (
        Party("RUS", date(2010, 4, 8), date(2011, 1, 28), date(2011, 2, 5), date(2026, 2, 5)),
        Party("USA", date(2010, 4, 8), date(2011, 2, 2), date(2011, 2, 5), date(2026, 2, 5)),
    ),
)  # fmt: skip
INF = TreatyRecord("inf", "INF Treaty", (), None, (), date(1987, 12, 8), date(1988, 6, 1), date(2019, 8, 2))
TREATIES = {treaty.id: treaty for treaty in (NEW_START, INF)}


@dataclass(frozen=True)
class Telling:
    """An event as one article tells it, without the offsets that depend on the rest of the article."""

    id: str
    type: str
    date: str | None
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    quote: str
    status: Status = "happened"
    said_by: tuple[str, ...] = ()
    treaties: tuple[TreatyLink, ...] = ()
    mode: str | None = None
    place: str | None = None
    extent: Extent = "within"
    date_basis: DateBasis = "clause"
    confidence: float = 0.8
    trigger: str = field(default="")
    outside_terms: tuple[OutsideTerm, ...] = ()


def make_event(
    id: str,
    type: str = "STATEMENT",
    date: str | None = "2021-12-14",
    sources: Sequence[str] = ("RUS",),
    targets: Sequence[str] = (),
    quote: str | None = None,
    *,
    treaties: Iterable[tuple[str, str]] = (),
    said_by: Sequence[str] = (),
    **more: object,
) -> Telling:
    """A telling of the event `id`; `treaties` are (id, action) pairs, `more` any other field of `Telling`."""
    links = tuple(TreatyLink(treaty, action) for treaty, action in treaties)  # type: ignore[arg-type]
    told = Telling(
        id=id,
        type=type,
        date=date,
        sources=tuple(sources),
        targets=tuple(targets),
        quote=quote or f"{' and '.join(sources)}: {id}.",
        said_by=tuple(said_by),
        treaties=links,
    )
    if date is None:
        told = replace(told, date_basis="none")
    return replace(told, **more)  # type: ignore[arg-type]


def make_record(
    id: str,
    events: Iterable[Telling] = (),
    *,
    actors: Iterable[ActorRecord] = (),
    treaties: Iterable[TreatyRecord] = (),
    published: str | None = "2021-12-15",
    title: str | None = None,
    path: str | None = None,
    url: str | None = None,
    source: str | None = "Example Wire",
    language: str = "en",
    extractor: str = "test-1",
    text: str | None = None,
) -> ArticleRecord:
    """The record of an article that tells `events`, one sentence each.

    Actors and treaties that events name come from ACTORS and TREATIES, and with them those they represent or that are
    parties; `actors` and `treaties` are further ones, or other versions of these.
    """
    told = list(events)
    title = title or f"Article {id}"
    text = text if text is not None else "\n".join([title, *(telling.quote for telling in told)])
    records = []
    for number, telling in enumerate(told):
        start = text.index(telling.quote)
        span = (start, start + len(telling.quote))
        trigger = telling.trigger or telling.quote.split()[-1]
        at = text.index(trigger, start)
        records.append(
            EventRecord(
                id=telling.id,
                report_id=f"{id}:{number}:{telling.id}",
                type=telling.type,
                status=telling.status,
                date=telling.date,
                date_basis=telling.date_basis,
                sources=telling.sources,
                targets=telling.targets,
                span=span,
                trigger=(at, at + len(trigger)),
                quote=telling.quote,
                summary=telling.quote.rstrip("."),
                said_by=telling.said_by,
                treaties=telling.treaties,
                mode=telling.mode,
                place=telling.place,
                extent=telling.extent,
                confidence=telling.confidence,
                rules=("test",),
                outside_terms=telling.outside_terms,
            )
        )
    own_treaties = {treaty.id: treaty for treaty in treaties}
    named_treaties = {link.id for telling in told for link in telling.treaties} | set(own_treaties)
    listed_treaties = [own_treaties.get(name) or TREATIES[name] for name in sorted(named_treaties)]
    own_actors = {actor.id: actor for actor in actors}
    named = {name for telling in told for name in (*telling.sources, *telling.targets, *telling.said_by)}
    named |= set(own_actors) | {party.actor for treaty in listed_treaties for party in treaty.parties}
    listed = [own_actors.get(name) or ACTORS[name] for name in sorted(named)]
    tied = {term.of for actor in listed for term in (*actor.terms, *actor.member_of)} - named
    listed += [ACTORS[name] for name in sorted(tied)]
    return ArticleRecord(
        article=Article(id, text, path, title, url, source, language),
        text_hash=hashlib.sha256(text.encode()).hexdigest(),
        language=language,
        title=title,
        published=Published(
            published,
            "given" if published else "unknown",
            1.0 if published else 0.0,
            (Evidence((0, len(title)), "test", f"Given as {published}."),) if published else (),
        ),
        extractor=extractor,
        actors=tuple(listed),
        treaties=tuple(listed_treaties),
        events=tuple(records),
    )


def relate(record: ArticleRecord, *relations: tuple[RelationKind, int, int]) -> ArticleRecord:
    """The record with relations between its events, given by their numbers; the first one's quote says so."""
    made = []
    for kind, one, other in relations:
        event = record.events[one]
        made.append(
            Relation(kind, event.report_id, record.events[other].report_id, event.span, event.quote, f"test:{kind}")
        )
    return replace(record, relations=tuple(made))
