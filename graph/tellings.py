"""What one article tells of one act, as it is compared with what others tell, and the clues by which they meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as day
from datetime import timedelta
from typing import Any

from graph.edtf import bounds

NEAR = timedelta(days=2)
"""Articles whose publication is no further apart may tell one story."""
SLACK = timedelta(days=1)
"""An act of the evening in America is of the next day in Asia."""
SHORT = timedelta(days=3)
"""A date no longer than this counts as days; a longer one as a whole."""
Dates = tuple[day | None, day | None]


@dataclass(frozen=True, slots=True)
class Telling:
    """One REPORTS edge as matching looks at it; actors and sides are ids.

    `act` is the act as the article has it, `known` whether that is a milestone.  `sides` are those whom the actors
    stand for, with the actors themselves.  `own_date`: the date is the act's own, not inferred from publication.
    `alike` counts the tellings of the article that have the type, and `alike_by` those that also have a source in
    common.  `words` and `topics` are weighed words, `trigger` those that express the act; `around` are the sides of all
    tellings of the article.
    """

    id: str
    article: str
    act: str
    known: bool
    event: str
    type: str
    status: str
    mode: str | None
    place: str | None
    edtf: str | None
    dates: Dates
    own_date: bool
    published: Dates
    start: int
    sources: frozenset[str]
    targets: frozenset[str]
    source_sides: frozenset[str]
    target_sides: frozenset[str]
    treaties: frozenset[str]
    trigger: str
    occurrence: int
    words: Mapping[str, float]
    topics: Mapping[str, float]
    around: frozenset[str]
    alike: int
    alike_by: int

    @property
    def key(self) -> tuple[str, str]:
        """What names the telling in the graph."""
        return self.article, self.id

    @property
    def content(self) -> tuple[Hashable, ...]:
        """All that tells it from other tellings of other articles: two of equal content are copies of one another."""
        return (
            *(self.act, self.known, self.type, self.status, self.mode, self.place, self.edtf, self.own_date),
            *(self.published, self.start, self.sources, self.targets, self.source_sides, self.target_sides),
            *(self.treaties, self.trigger, tuple(self.words.items()), tuple(self.topics.items()), self.around),
        )

    @property
    def sides(self) -> frozenset[str]:
        """All who take part, and whom they stand for."""
        return self.source_sides | self.target_sides


def tellings_of(article: Mapping[str, Any], reports: Sequence[Mapping[str, Any]]) -> list[Telling]:
    """The tellings of an article: its properties, and for each REPORTS edge the properties and the `event`'s id."""
    sides = [_sides(report) for report in reports]
    types = Counter(report["type"] for report in reports)
    topics = dict(zip(article.get("topics") or (), article.get("topic_weights") or (), strict=True))
    around = frozenset(side for theirs in sides for both in theirs for side in both)
    published = bounds(article.get("published_edtf"))
    made = []
    for report, (sources, targets) in zip(reports, sides, strict=True):
        by = sum(
            other["type"] == report["type"] and not sources.isdisjoint(theirs)
            for other, (theirs, _) in zip(reports, sides, strict=True)
        )
        made.append(
            Telling(
                id=report["id"],
                article=article["id"],
                act=report.get("act") or report["event"],
                known=bool(report.get("known")),
                event=report["event"],
                type=report["type"],
                status=report["status"],
                mode=report.get("mode"),
                place=report.get("place"),
                edtf=report.get("edtf"),
                dates=bounds(report.get("edtf")),
                own_date=report["date_basis"] not in ("published", "none"),
                published=published,
                start=report["start"],
                sources=frozenset(report["source_ids"]),
                targets=frozenset(report["target_ids"]),
                source_sides=sources,
                target_sides=targets,
                treaties=frozenset(link.rpartition(":")[0] for link in report["treaties"]),
                trigger=report.get("trigger") or "",
                occurrence=report.get("occurrence") or 0,
                words=dict(zip(report.get("words") or (), report.get("word_weights") or (), strict=True)),
                topics=topics,
                around=around,
                alike=types[report["type"]],
                alike_by=by,
            )
        )
    return made


def _sides(report: Mapping[str, Any]) -> tuple[frozenset[str], frozenset[str]]:
    sources, targets = report["source_ids"], report["target_ids"]
    return (
        frozenset((*sources, *filter(None, report.get("source_of") or ()))),
        frozenset((*targets, *filter(None, report.get("target_of") or ()))),
    )


def gap(one: Dates, other: Dates) -> int | None:
    """Days between two ranges of days, 0 when they overlap; None when an end is unknown."""
    first, last = one
    start, end = other
    if first is None or last is None or start is None or end is None:
        return None
    if first <= end and start <= last:
        return 0
    return (start - last).days if start > last else (first - end).days


def comparable(one: Telling, other: Telling) -> bool:
    """Whether two tellings may be of one act at all, and so are compared: what `clues` finds, seen from both sides."""
    if one.article == other.article or not (one.words and other.words):
        return False
    if one.known and other.known:
        return False
    return one_story(one, other) or _when_and_who_meet(one, other)


def _when_and_who_meet(one: Telling, other: Telling) -> bool:
    """Whether one stands where the other seeks; clues are written out only where they decide."""
    if not (one.own_date and other.own_date):
        return False
    apart = gap(one.dates, other.dates)
    if apart is None or apart > SLACK.days or is_short(one.dates) != is_short(other.dates):
        return False
    if is_short(one.dates):
        return not one.sides.isdisjoint(other.sides)
    return one.edtf == other.edtf and not set(when_and_who(one)).isdisjoint(when_and_who(other))


def one_story(one: Telling, other: Telling) -> bool:
    """Whether two articles of about the same day may tell one story: they share a side and a word of their stories.

    Any telling of each stands for its article.
    """
    apart = gap(one.published, other.published)
    return (
        apart is not None
        and apart <= NEAR.days
        and is_day(one.published)
        and is_day(other.published)
        and not one.around.isdisjoint(other.around)
        and not one.topics.keys().isdisjoint(other.topics)
    )


def is_day(dates: Dates) -> bool:
    """Whether a range is one day."""
    return dates[0] is not None and dates[0] == dates[1]


def is_short(dates: Dates) -> bool:
    """Whether a range counts as days; an open one never does."""
    first, last = dates
    return first is not None and last is not None and last - first <= SHORT


def act_clue(act: str) -> str:
    """Finds the tellings of an act by its key."""
    return f"act|{act}"


def when_and_who(telling: Telling) -> Iterator[str]:
    """Clues by date and side, which find tellings of an act long after it; none for an act without a date of its own.

    A date of some days gives a clue for each day and side, a longer one only for the whole of it with both sides, for
    a year has many acts of everyone.
    """
    first, last = telling.dates
    if not telling.own_date or first is None or last is None:
        return
    if last - first <= SHORT:
        yield from _days(telling, 0)
    else:
        for source in telling.source_sides:
            for target in telling.target_sides - {source}:
                yield f"date|{telling.edtf}|{'|'.join(sorted((source, target)))}"


def sought_when_and_who(telling: Telling) -> Iterator[str]:
    """The clues under which other tellings of the same act may stand: a day before or after counts as the day."""
    if telling.own_date and is_short(telling.dates):
        yield from _days(telling, SLACK.days)
    else:
        yield from when_and_who(telling)


def _days(telling: Telling, slack: int) -> Iterator[str]:
    """A clue for each side on each day of a short date, and on so many days before and after."""
    first, last = telling.dates
    if first is not None and last is not None:
        sides = telling.sides
        for offset in range(-slack, (last - first).days + slack + 1):
            day = (first + timedelta(days=offset)).isoformat()
            for side in sides:
                yield f"day|{day}|{side}"


def own_clues(telling: Telling) -> Iterator[str]:
    """The clues under which a telling stands for itself: by its act, and by date and side."""
    yield act_clue(telling.act)
    if telling.words:
        yield from when_and_who(telling)


def clues(tellings: Iterable[Telling]) -> set[str]:
    """The clues under which an article stands."""
    found: set[str] = set()
    in_words = None
    for telling in tellings:
        found.update(own_clues(telling))
        in_words = in_words or (telling if telling.words else None)
    if in_words:
        found.update(_published(in_words, 0))
    return found


def sought_by_act(telling: Telling) -> Iterator[str]:
    """The clues under which other tellings of the same act may stand."""
    yield act_clue(telling.act)
    if telling.words:
        yield from sought_when_and_who(telling)


def sought_by_story(telling: Telling) -> Iterator[str]:
    """The clues under which articles of the same story may stand; those that share no topic are to be left out.

    They are the same for all tellings of an article that have words.
    """
    if telling.words:
        for offset in range(-NEAR.days, NEAR.days + 1):
            yield from _published(telling, offset)


def _published(telling: Telling, offset: int) -> Iterator[str]:
    published = telling.published[0]
    if published is not None and is_day(telling.published):
        day = (published + timedelta(days=offset)).isoformat()
        for side in telling.around:
            yield f"published|{day}|{side}"
