"""iCalendar (RFC 5545): an all-day entry an event, for calendar programs."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from importlib.metadata import version
from typing import BinaryIO, Final

from icalendar import Calendar, Event

from graph.labels import Labels
from timeline.entries import Report, Timeline, TimelineEntry
from timeline.formats import Notes
from timeline.links import web_link
from timeline.wording import value_words, when

_STATUS: Final = {"happened": "CONFIRMED", "ongoing": "CONFIRMED", "cancelled": "CANCELLED"}
"""What calendars call the statuses; every other one is TENTATIVE."""

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""Characters that the standard allows in no text."""


def write(timeline: Timeline, labels: Labels, out: BinaryIO) -> Notes:
    """Write the dated events.

    One that is not dated to a day lasts from its first to its last possible day; when it happened on a day within,
    its title begins with a question mark and ends with the date in words.  The ids stay the same, so that a calendar
    that takes in a newer file replaces what it has.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//biennien//biennien {version('biennien')}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _plain(timeline.title))
    stamp = datetime.combine(timeline.made or date(1970, 1, 1), time(), UTC)
    notes: Notes = ()
    for entry in timeline.entries:
        first, last = entry.date or entry.date_end, entry.date_end or entry.date
        if first is None or last is None:
            notes = (labels.say("undated_left_out"),)
        else:
            calendar.add_component(_event(entry, first, last, stamp, labels))
    out.write(calendar.to_ical())
    return notes


def _event(entry: TimelineEntry, first: date, last: date, stamp: datetime, labels: Labels) -> Event:
    words = when(entry, labels)
    open_side = entry.date is None or entry.date_end is None
    event = Event()
    event.add("uid", f"{_plain(entry.id)}@biennien")
    event.add("dtstamp", stamp)
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1) if last < date.max else last)  # the first day after it
    summary = entry.headline
    if entry.status != "happened":
        summary += f" [{labels.statuses.get(entry.status, entry.status).lower()}]"
    if first != last or open_side:
        summary += f" ({words})"
        if entry.extent != "throughout":
            summary = f"? {summary}"
    event.add("summary", _plain(summary))
    event.add("description", "\n\n".join(_described(entry, words, labels)))
    event.add("categories", [labels.types.get(entry.type, _plain(entry.type))])
    event.add("status", _STATUS.get(entry.status, "TENTATIVE"))
    event.add("transp", "TRANSPARENT")  # it takes nobody's time
    if entry.place:
        event.add("location", _plain(entry.place))
    if url := next(filter(None, (web_link(report.url) for report in entry.reports)), None):
        event.add("url", url)
    return event


def _described(entry: TimelineEntry, words: str, labels: Labels) -> list[str]:
    facts = [words]
    if actors := " → ".join(", ".join(names) for names in (entry.sources, entry.targets) if names):
        facts.append(actors)
    facts += [f"{one.name} ({labels.actions.get(one.action, one.action)})" for one in entry.treaties]
    if entry.said_by:
        facts.append(labels.words["said_by"].format(names=", ".join(entry.said_by)))
    return [_plain(" · ".join(facts)), *(_quote(report, labels) for report in entry.reports)]


def _quote(report: Report, labels: Labels) -> str:
    source = [report.title or report.source or labels.words["unnamed_article"]]
    if report.title and report.source:
        source.append(report.source)
    if report.published:
        source.append(value_words(report.published, labels))
    lines = [f"“{_plain(report.quote)}”", f"— {_plain(', '.join(source))}"]
    if url := web_link(report.url):
        lines.append(url)
    return "\n".join(lines)


def _plain(text: str) -> str:
    """The text on one line, of characters that may stand in a calendar."""
    clean = _CONTROL.sub("", " ".join(text.split()))
    return clean.encode("utf-8", errors="replace").decode("utf-8")
