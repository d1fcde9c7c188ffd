"""Made-up news of any size: articles, events and actors whose numbers are spread as in real news.

Few actors take part in most events (the busiest in one of seven, the others by the law of Zipf and Mandelbrot), offices
pass from one holder to the next, the number of events grows from 1990 to 2026, most events are told once and some by
many articles, and one date in six is a month, a year, a range or unknown.  The same seed gives the same news.  Nothing
in it is true.
"""

from __future__ import annotations

import hashlib
import random
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import accumulate
from typing import Final, Generic, TypeVar

from graph.model import (
    ActorRecord,
    Article,
    ArticleRecord,
    EventRecord,
    Party,
    Published,
    Status,
    Term,
    TreatyAction,
    TreatyLink,
    TreatyRecord,
)

T = TypeVar("T")

FIRST_DAY: Final = date(1990, 1, 1)
LAST_DAY: Final = date(2026, 10, 31)

_COUNTRIES: Final = 150
_ORGANISATIONS: Final = 60
_TREATIES: Final = 120
_OFFICES: Final = ("head of state", "foreign minister", "spokeswoman")

_TYPES: Final = {
    "STATEMENT": 38, "CONSULT": 14, "AGREE": 7, "SUPPORT": 6, "ACCUSE": 7, "REQUEST": 6, "SANCTION": 4, "COOPERATE": 4,
    "REJECT": 3, "THREATEN": 3, "MOBILIZE": 2, "AID": 2, "CONCEDE": 1, "RETREAT": 1, "PROTEST": 1, "COERCE": 1,
    "ASSAULT": 1,
}  # fmt: skip
_STATUSES: Final[dict[Status, float]] = {
    "happened": 80,
    "planned": 8,
    "ongoing": 5,
    "called_for": 4,
    "denied": 2,
    "hypothetical": 1,
}
_PRECISIONS: Final[dict[str, float]] = {"day": 84, "month": 7, "year": 5, "interval": 2.4, "open": 0.1, "none": 1.5}
_TELLINGS: Final = {1: 74, 2: 14, 3: 6, 5: 4, 8: 2}
_ACTIONS: Final[dict[TreatyAction, float]] = {
    "mention": 60, "negotiate": 15, "sign": 8, "extend": 5, "ratify": 5, "violate": 4, "withdraw": 3,
}  # fmt: skip
_WORDS: Final = (
    "hiệp", "ước", "cắt", "giảm", "vũ", "khí", "chiến", "lược", "hội", "đàm", "ngoại", "trưởng", "tuyên", "bố",
    "lên", "án", "trừng", "phạt", "thương", "mại", "biên", "giới", "quân", "đội", "tập", "trận", "hợp", "tác",
    "năng", "lượng", "hạt", "nhân", "đối", "thoại", "cấp", "cao", "thỏa", "thuận", "ngừng", "bắn", "viện", "trợ",
    "nhân", "đạo", "quan", "hệ", "song", "phương",
)  # fmt: skip


class Choice(Generic[T]):
    """Draws values with given weights."""

    def __init__(self, weights: Mapping[T, float]) -> None:
        self._values = list(weights)
        self._sums = list(accumulate(weights.values()))

    def draw(self, chance: random.Random) -> T:
        """One value."""
        return chance.choices(self._values, cum_weights=self._sums)[0]


@dataclass(slots=True)
class World:
    """The actors and treaties of the news; the first country is the busiest actor, the second the next."""

    countries: list[ActorRecord] = field(default_factory=list)
    organisations: list[ActorRecord] = field(default_factory=list)
    persons: list[ActorRecord] = field(default_factory=list)
    treaties: list[TreatyRecord] = field(default_factory=list)
    holders: dict[str, list[list[tuple[date, str]]]] = field(default_factory=dict)
    """By country and office: the day on which each holder began, in order, and the holder."""

    def record(self) -> ArticleRecord:
        """An article that describes them all."""
        actors = (*self.countries, *self.organisations, *self.persons)
        return _record("world", "Who is who", FIRST_DAY, (), actors, tuple(self.treaties))


def make_world(seed: int) -> World:
    """Countries with three offices each, held in turn for two to eight years; organisations; treaties with parties."""
    chance, world = random.Random(seed), World()
    for number in range(_COUNTRIES):
        country = ActorRecord(f"C{number:02d}", f"Country {number}", "country", (), f"Nước {number}")
        world.countries.append(country)
        world.holders[country.id] = [_succession(world, country.id, office, chance) for office in _OFFICES]
    for number in range(_ORGANISATIONS):
        world.organisations.append(ActorRecord(f"org-{number}", f"Organisation {number}", "organisation", ()))
    for number in range(_TREATIES):
        signed = FIRST_DAY + timedelta(days=chance.randrange(12_000))
        since = signed + timedelta(days=chance.randrange(30, 700))
        parties = tuple(
            Party(country.id, signed, None, since)
            for country in chance.sample(world.countries[:40], chance.randrange(2, 12))
        )
        name = f"Treaty {number}"
        world.treaties.append(TreatyRecord(f"treaty-{number}", name, (), None, (), signed, since, None, parties))
    return world


def _succession(world: World, country: str, office: str, chance: random.Random) -> list[tuple[date, str]]:
    line, day = [], FIRST_DAY - timedelta(days=chance.randrange(1000))
    while day < LAST_DAY:
        until = day + timedelta(days=chance.randrange(700, 2900))
        holder = f"person-{len(world.persons)}"
        term = Term(country, office, day, until if until < LAST_DAY else None)
        name = f"Person {len(world.persons)}"
        world.persons.append(ActorRecord(holder, name, "person", (), None, (), country, office, (term,)))
        line.append((day, holder))
        day = until + timedelta(days=1)
    return line


def make_news(world: World, events: int, seed: int) -> Iterator[list[ArticleRecord]]:
    """Articles that tell `events` events, in lists such that no event is told in two of them."""
    chance, writer = random.Random(seed), _Writer(world)
    days = (LAST_DAY - FIRST_DAY).days
    for begin in range(0, events, _BATCH):
        count = min(_BATCH, events - begin)
        # The square root makes days towards the end likelier: the last year has twice as many events as the mean.
        start = FIRST_DAY + timedelta(days=int(days * ((begin + 0.5 * count) / events) ** 0.5))
        yield writer.batch(start, begin, count, chance)


_BATCH: Final = 2000


class _Writer:
    def __init__(self, world: World) -> None:
        ranked = [
            *world.countries[:6], world.organisations[0], *world.countries[6:20], *world.organisations[1:6],
            *world.countries[20:], *world.organisations[6:],
        ]  # fmt: skip
        self.world = world
        self.actors = Choice({actor.id: 1 / (rank + 3) for rank, actor in enumerate(ranked, 1)})
        self.treaties = Choice({treaty.id: 1 / rank for rank, treaty in enumerate(world.treaties, 1)})
        self.types, self.statuses, self.precisions = Choice(_TYPES), Choice(_STATUSES), Choice(_PRECISIONS)
        self.tellings, self.actions = Choice(_TELLINGS), Choice(_ACTIONS)
        self.names = {actor.id: actor for actor in (*world.countries, *world.organisations, *world.persons)}
        self.pacts = {treaty.id: treaty for treaty in world.treaties}

    def batch(self, start: date, number: int, count: int, chance: random.Random) -> list[ArticleRecord]:
        articles: dict[int, list[EventRecord]] = {}
        days: dict[int, date] = {}
        for offset in range(count):
            day = min(start + timedelta(days=chance.randrange(14)), LAST_DAY)
            told = self.event(number + offset, day, chance)
            for telling in range(self.tellings.draw(chance)):
                article = offset // 3 + telling * count
                articles.setdefault(article, []).append(told)
                days[article] = max(days.get(article, day), day)
        return [
            self.article(f"news-{number}-{article}", days[article] + timedelta(days=chance.randrange(3)), told)
            for article, told in articles.items()
        ]

    def event(self, number: int, day: date, chance: random.Random) -> EventRecord:
        sources = {self.actor(day, chance) for _ in range(2 if chance.random() < 0.2 else 1)}
        targets = {self.actor(day, chance) for _ in range(chance.choice((0, 1, 1, 1, 2)))} - sources
        kind = self.types.draw(chance)
        edtf = self.edtf(day, chance)
        treaties: tuple[TreatyLink, ...] = ()
        if chance.random() < 0.06:
            treaties = (TreatyLink(self.treaties.draw(chance), self.actions.draw(chance)),)
        quote = f"{', '.join(sorted(sources))} {' '.join(chance.choices(_WORDS, k=14))} {', '.join(sorted(targets))}."
        said_by = (self.actor(day, chance),) if kind != "STATEMENT" and chance.random() < 0.1 else ()
        return EventRecord(
            id=hashlib.blake2b(str(number).encode(), digest_size=8).hexdigest(),
            report_id="",
            type=kind,
            status=self.statuses.draw(chance),
            date=edtf,
            date_basis="clause" if edtf else "none",
            sources=tuple(sorted(sources)),
            targets=tuple(sorted(targets)),
            span=(0, len(quote)),
            trigger=(0, 4),
            quote=quote,
            summary=quote,
            said_by=said_by,
            treaties=treaties,
            confidence=0.7,
            rules=("synthetic",),
        )

    def actor(self, day: date, chance: random.Random) -> str:
        """A country or organisation; every other time whoever holds one of the country's offices on the day."""
        drawn = self.actors.draw(chance)
        if drawn in self.world.holders and chance.random() < 0.5:
            line = chance.choice(self.world.holders[drawn])
            return line[max(0, bisect(line, (day, "~")) - 1)][1]
        return drawn

    def edtf(self, day: date, chance: random.Random) -> str | None:
        match self.precisions.draw(chance):
            case "day":
                return day.isoformat()
            case "month":
                return day.isoformat()[:7]
            case "year":
                return day.isoformat()[:4]
            case "interval":
                return f"{day.isoformat()}/{(day + timedelta(days=chance.randrange(3, 400))).isoformat()}"
            case "open":
                return f"{day.isoformat()[:7]}/.."
        return None

    def article(self, name: str, published: date, told: Sequence[EventRecord]) -> ArticleRecord:
        named = {actor for event in told for actor in (*event.sources, *event.targets, *event.said_by)}
        pacts = {link.id for event in told for link in event.treaties}
        return _record(
            name,
            f"Article {name}",
            published,
            tuple(replace(event, report_id=f"{name}:{place}") for place, event in enumerate(told)),
            tuple(self.names[actor] for actor in sorted(named)),
            tuple(self.pacts[pact] for pact in sorted(pacts)),
        )


def _record(
    name: str,
    title: str,
    published: date,
    events: tuple[EventRecord, ...],
    actors: tuple[ActorRecord, ...],
    treaties: tuple[TreatyRecord, ...],
) -> ArticleRecord:
    day = published.isoformat()
    source = f"Paper {sum(map(ord, name)) % 40}"
    return ArticleRecord(
        article=Article(name, "", None, title, f"https://news.invalid/{name}", source, "vi"),
        text_hash=name,
        language="vi",
        title=title,
        published=Published(day, "given", 1.0),
        extractor="synthetic",
        actors=actors,
        treaties=treaties,
        events=events,
    )
