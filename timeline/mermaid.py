"""Mermaid: a `timeline` diagram, for Markdown pages and wikis that draw it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import BinaryIO, Final

from babel.numbers import format_decimal

from graph.labels import Labels
from timeline.entries import Timeline, TimelineEntry
from timeline.formats import Notes
from timeline.wording import when
from timeline.xml_text import xml_text

MOST_EVENTS: Final = 150
"""More would make a picture of several metres."""

MOST_CHARACTERS: Final = 48_000
"""Mermaid draws nothing of a text of more than 50,000 characters (its `maxTextSize`)."""

_LONGEST_EVENT: Final = 140
_NOT_PLAIN: Final = re.compile(r"[^\w ,.()/→–…-]")


def write(timeline: Timeline, labels: Labels, out: BinaryIO) -> Notes:
    """Write the dated events, of many only those that most articles report.

    Nothing in their texts is read as Mermaid or HTML: whatever could be is written as a numbered character.
    """
    dated = [entry for entry in timeline.entries if entry.dated]
    shown = _most_reported(dated, labels)
    for line in _lines(timeline, shown, len(dated), labels):
        out.write((line + "\n").encode("utf-8", errors="replace"))
    notes = [labels.say("undated_left_out")] if len(dated) < len(timeline.entries) else []
    if len(shown) < len(dated):
        notes.append(labels.say("cut_for_mermaid", shown=len(shown)))
    return tuple(notes)


def _most_reported(dated: list[TimelineEntry], labels: Labels) -> list[TimelineEntry]:
    """As many as a diagram holds, in time order; those that most articles report, and of these the surest."""
    ranked = sorted(dated, key=lambda entry: (-len(entry.reports), -entry.confidence, entry.id))
    room = MOST_CHARACTERS - 2_000
    kept = set()
    for entry in ranked[:MOST_EVENTS]:
        room -= sum(len(line) + 1 for line in _event(entry, labels)) + 20
        if room < 0:
            break
        kept.add(entry.id)
    return [entry for entry in dated if entry.id in kept]


def _lines(timeline: Timeline, shown: list[TimelineEntry], dated: int, labels: Labels) -> Iterator[str]:
    yield "timeline"
    title = timeline.title
    if len(shown) < dated:
        counts = (format_decimal(number, locale=labels.locale) for number in (len(shown), dated))
        title += " – " + labels.words["most_reported"].format(**dict(zip(("shown", "total"), counts, strict=True)))
    yield f"    title {_text(title, 600)}"
    for year, of_year in groupby(shown, key=lambda entry: _year(entry)):
        yield f"    section {year}"
        for entry in of_year:
            yield from _event(entry, labels)


def _year(entry: TimelineEntry) -> int:
    day = entry.date or entry.date_end
    return day.year if day else 0


def _event(entry: TimelineEntry, labels: Labels) -> Iterator[str]:
    kind = labels.types.get(entry.type, entry.type)
    if entry.status != "happened":
        kind += f" ({labels.statuses.get(entry.status, entry.status).lower()})"
    yield f"        {_text(when(entry, labels))} : {_text(kind)} : {_text(entry.headline)}"


def _text(value: str, longest: int = _LONGEST_EVENT) -> str:
    """The text on one line, in which nothing has a meaning to Mermaid; never empty."""
    text = " ".join(xml_text(value).split())
    if len(text) > longest:
        text = text[:longest].rstrip() + "…"
    return _NOT_PLAIN.sub(lambda found: f"#{ord(found[0])};", text) or "–"
