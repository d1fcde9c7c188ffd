"""What a timeline shows: one frozen entry an event, with the reports that it rests on."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.excerpt import Excerpt


@dataclass(frozen=True, slots=True)
class Report:
    """What one article says of the event.

    `start`, `end` and `trigger` are character offsets into the article's text as given, ends exclusive; `quote` is
    that text from `start` to `end`.  `published` is an EDTF value.
    """

    article: str
    start: int
    end: int
    trigger: tuple[int, int]
    quote: str
    title: str | None = None
    url: str | None = None
    published: str | None = None
    source: str | None = None

    def quote_parts(self) -> tuple[str, str, str]:
        """The quote before, at and after its trigger; all of it is `before` when the trigger lies outside of it."""
        first, last = self.trigger[0] - self.start, self.trigger[1] - self.start
        if 0 <= first < last <= len(self.quote) == self.end - self.start:
            return self.quote[:first], self.quote[first:last], self.quote[last:]
        return self.quote, "", ""


@dataclass(frozen=True, slots=True)
class ConcernedTreaty:
    """A treaty that the event is about, and what it does to it."""

    id: str
    name: str
    action: str


@dataclass(frozen=True, slots=True)
class Side:
    """Whom an actor stands for on the day of an event: a country or organisation, or itself when it stands for none."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One event.

    `date` and `date_end` are its first and last possible day (None on an open side, both None when undated); with
    `extent` `throughout` it lasted from the one to the other.  `sources[i]` is the name of `source_ids[i]`, and so for
    targets.  `confidence` runs from 0 to 1.
    """

    id: str
    date: datetime.date | None
    date_end: datetime.date | None
    edtf: str | None
    precision: str
    extent: str
    type: str
    mode: str | None
    quad: str | None
    status: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    source_ids: tuple[str, ...]
    target_ids: tuple[str, ...]
    source_sides: tuple[Side, ...]
    target_sides: tuple[Side, ...]
    said_by: tuple[str, ...]
    treaties: tuple[ConcernedTreaty, ...]
    place: str | None
    summary: str
    date_basis: str
    confidence: float
    reports: tuple[Report, ...]

    @property
    def dated(self) -> bool:
        """Whether at least one side of its date is known."""
        return self.date is not None or self.date_end is not None

    @property
    def headline(self) -> str:
        """The summary, or only the words of a quote that it ends in: `Russia → China: WORDS` gives `WORDS`."""
        summary = " ".join(self.summary.split())
        quotes = [" ".join(report.quote.split()) for report in self.reports]
        _, colon, words = summary.partition(": ")
        while colon:
            if words and any(quote.startswith(words.removesuffix("…")) for quote in quotes):
                return words
            _, colon, words = words.partition(": ")
        return summary

    @property
    def quotes_headline(self) -> bool:
        """Whether the quote of the first report begins with the headline, so that it need not be said twice."""
        quote = " ".join(self.reports[0].quote.split()) if self.reports else ""
        return quote.startswith(self.headline.removesuffix("…"))


@dataclass(frozen=True, slots=True)
class Timeline:
    """What a format writes: entries in time order under a title.

    `subject` says in the user's terms what was asked for (`timeline --actor Nga`); `made` is the day of the export;
    `excerpt` is the part of the graph that the entries stand for, which only a Cypher script needs.
    """

    title: str
    entries: tuple[TimelineEntry, ...]
    subject: str = ""
    made: datetime.date | None = None
    excerpt: Excerpt = field(default_factory=Excerpt)

    @property
    def article_ids(self) -> tuple[str, ...]:
        """Ids of the articles that report its events, each once, in order of appearance."""
        return tuple(dict.fromkeys(report.article for entry in self.entries for report in entry.reports))


def from_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[TimelineEntry, ...]:
    """Entries in time order from rows of the saved query `entries`, which names its columns after the fields."""
    return tuple(sorted(map(_entry, rows), key=_time_order))


def _time_order(entry: TimelineEntry) -> tuple[object, ...]:
    first = entry.date or entry.date_end or datetime.date.max
    last = entry.date_end or datetime.date.max
    report = min(((report.published or "9999", report.start) for report in entry.reports), default=("9999", 0))
    return (not entry.dated, first, last, *report, entry.id)


def _entry(row: Mapping[str, Any]) -> TimelineEntry:
    return TimelineEntry(
        id=row["id"],
        date=row["date"],
        date_end=row["date_end"],
        edtf=row["edtf"],
        precision=row["precision"],
        extent=row["extent"],
        type=row["type"],
        mode=row["mode"],
        quad=row["quad"],
        status=row["status"],
        sources=tuple(row["sources"]),
        targets=tuple(row["targets"]),
        source_ids=tuple(row["source_ids"]),
        target_ids=tuple(row["target_ids"]),
        source_sides=tuple(Side(one["id"], one["name"]) for one in row["source_sides"]),
        target_sides=tuple(Side(one["id"], one["name"]) for one in row["target_sides"]),
        said_by=tuple(row["said_by"]),
        treaties=tuple(ConcernedTreaty(one["id"], one["name"], one["action"]) for one in row["treaties"]),
        place=row["place"],
        summary=row["summary"],
        date_basis=row["date_basis"],
        confidence=row["confidence"],
        reports=tuple(_report(one) for one in row["reports"]),
    )


def _report(row: Mapping[str, Any]) -> Report:
    first, last = row["trigger"]
    return Report(
        article=row["article"],
        start=row["start"],
        end=row["end"],
        trigger=(first, last),
        quote=row["quote"],
        title=row["title"],
        url=row["url"],
        published=row["published"],
        source=row["source"],
    )
