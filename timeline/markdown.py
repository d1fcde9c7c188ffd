"""Markdown (CommonMark): events under their years and months, each with its quotes and sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import BinaryIO, Final

from graph.labels import Labels
from timeline.entries import Report, Timeline, TimelineEntry
from timeline.formats import Notes
from timeline.links import web_link
from timeline.wording import month_heading, value_words, when

_SPECIAL: Final = re.compile(r"([\\`*_\[\]#|~$])")
_BLOCK_START: Final = re.compile(r"^([+\-=])|^(\d+)([.)])")


def write(timeline: Timeline, labels: Labels, out: BinaryIO) -> Notes:
    """Write the timeline; nothing in the entries' texts is read as Markdown or HTML."""
    for line in _lines(timeline, labels):
        out.write((line + "\n").encode("utf-8", errors="replace"))
    return ()


def _lines(timeline: Timeline, labels: Labels) -> Iterator[str]:
    yield f"# {_text(timeline.title)}"
    yield ""
    yield _text(_counts(timeline, labels))
    dated = [entry for entry in timeline.entries if entry.dated]
    undated = [entry for entry in timeline.entries if not entry.dated]
    for year, of_year in groupby(dated, key=_year):
        yield from ("", f"## {year}")
        for month, of_month in groupby(of_year, key=lambda entry: _month(entry, labels)):
            if month:
                yield from ("", f"### {_text(month)}")
            for entry in of_month:
                yield from _entry(entry, labels)
    if undated:
        yield from ("", f"## {_text(labels.words['undated'])}", "", _text(labels.words["undated_note"]))
        for entry in undated:
            yield from _entry(entry, labels)
    if timeline.subject:
        yield from ("", "---", "", _text(timeline.subject))


def _counts(timeline: Timeline, labels: Labels) -> str:
    counts = [labels.count("event_count", len(timeline.entries))]
    if timeline.entries:
        counts.append(labels.count("article_count", len(timeline.article_ids)))
    return ", ".join(counts)


def _year(entry: TimelineEntry) -> int:
    day = entry.date or entry.date_end
    return day.year if day else 0


def _month(entry: TimelineEntry, labels: Labels) -> str | None:
    """The month's heading, when all possible days lie in one month."""
    first, last = entry.date, entry.date_end
    if first and last and (first.year, first.month) == (last.year, last.month):
        return month_heading(first, labels)
    return None


def _entry(entry: TimelineEntry, labels: Labels) -> Iterator[str]:
    parts = [f"**{_text(when(entry, labels))}**", _text(labels.types.get(entry.type, entry.type))]
    if entry.status != "happened":
        parts.append(_text(labels.statuses.get(entry.status, entry.status).lower()))
    if actors := " → ".join(", ".join(names) for names in (entry.sources, entry.targets) if names):
        parts.append(_text(actors))
    if entry.place:
        parts.append(_text(entry.place))
    parts += [_text(f"{one.name} ({labels.actions.get(one.action, one.action)})") for one in entry.treaties]
    if entry.said_by:
        parts.append(_text(labels.words["said_by"].format(names=", ".join(entry.said_by))))
    yield from ("", f"- {' · '.join(parts)}")
    if not entry.quotes_headline:
        yield from ("", f"  {_text(entry.headline)}")
    for report in entry.reports:
        yield from ("", f"  > {_text(report.quote)}", "  >", f"  > — {_source(report, labels)}")


def _source(report: Report, labels: Labels) -> str:
    title = _text(report.title or report.source or labels.words["unnamed_article"])
    url = web_link(report.url)
    parts = [f"[{title}](<{url}>)" if url else title]
    if report.title and report.source:
        parts.append(_text(report.source))
    if report.published:
        parts.append(_text(value_words(report.published, labels)))
    return ", ".join(parts)


def _text(value: str) -> str:
    """The text on one line, with all that Markdown or HTML would read escaped."""
    text = " ".join(value.split())
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _SPECIAL.sub(r"\\\1", text)
    return _BLOCK_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", text)
