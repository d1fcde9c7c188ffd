"""TimelineJS: the JSON that Knight Lab's TimelineJS reads (https://timeline.knightlab.com/docs/json-format.html)."""

from __future__ import annotations

import json
import re
from typing import Any, BinaryIO, Final

from markupsafe import Markup, escape

from graph import edtf
from graph.labels import Labels
from timeline.entries import Report, Timeline, TimelineEntry
from timeline.formats import Notes
from timeline.links import web_link
from timeline.wording import value_words, when

EASY_TO_READ: Final = 300
"""TimelineJS makes a slide for every event when it starts; with more than these it gets slow."""

_NOT_PLAIN: Final = re.compile(r"[^\w-]+")


def write(timeline: Timeline, labels: Labels, out: BinaryIO) -> Notes:
    """Write the dated events as slides; all texts are escaped, because TimelineJS takes them for HTML."""
    dated = [entry for entry in timeline.entries if entry.dated]
    content = {
        "title": {"text": {"headline": _html(timeline.title), "text": _html(labels.count("event_count", len(dated)))}},
        "events": [_slide(entry, labels) for entry in dated],
        "scale": "human",
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    out.write(text.encode("utf-8", errors="replace") + b"\n")
    notes = [labels.say("undated_left_out")] if len(dated) < len(timeline.entries) else []
    if len(dated) > EASY_TO_READ:
        notes.append(labels.say("slow_in_timelinejs", most=EASY_TO_READ))
    return tuple(notes)


def _slide(entry: TimelineEntry, labels: Labels) -> dict[str, Any]:
    start, end = _dates(entry)
    start["display_date"] = _html(when(entry, labels))
    slide: dict[str, Any] = {
        "unique_id": _NOT_PLAIN.sub("-", entry.id),
        "start_date": start,
        "text": {"headline": _html(entry.headline), "text": str(_body(entry, labels))},
        "group": _html(labels.quads.get(entry.quad or "none", entry.quad or "")),
    }
    if end:
        slide["end_date"] = end | {"display_date": " "}  # the words of the start tell both
    return slide


def _dates(entry: TimelineEntry) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """Start and end by the parts that are known; no end for a day, month or year, which is its own end."""
    value = entry.edtf or ""
    start, slash, end = value.partition("/")
    if slash and start not in ("", "..") and end not in ("", ".."):
        return _parts(start), _parts(end)
    if edtf.precision(value) in ("decade", "century"):
        first, last = edtf.bounds(value)
        return {"year": first.year if first else 0}, {"year": last.year if last else 0}
    return _parts(end if start in ("", "..") else start), None


def _parts(value: str) -> dict[str, Any]:
    """`2021-12` as year 2021 and month 12; of a decade or century its first year."""
    numbers = value.rstrip("~?%").replace("X", "0").split("-")
    return dict(zip(("year", "month", "day"), map(int, numbers), strict=False))


def _body(entry: TimelineEntry, labels: Labels) -> Markup:
    facts = [labels.types.get(entry.type, entry.type)]
    if entry.status != "happened":
        facts.append(labels.statuses.get(entry.status, entry.status))
    if actors := " → ".join(", ".join(names) for names in (entry.sources, entry.targets) if names):
        facts.append(actors)
    if entry.place:
        facts.append(entry.place)
    facts += [f"{one.name} ({labels.actions.get(one.action, one.action)})" for one in entry.treaties]
    if entry.said_by:
        facts.append(labels.words["said_by"].format(names=", ".join(entry.said_by)))
    parts = [Markup("<p>{}</p>").format(" · ".join(facts))]
    parts += [_quote(report, labels) for report in entry.reports]
    return Markup("").join(parts)


def _quote(report: Report, labels: Labels) -> Markup:
    before, trigger, after = (" ".join(part.split("\n")) for part in report.quote_parts())
    words = Markup("<p>“{}{}{}”<br>").format(before, Markup("<b>{}</b>").format(trigger) if trigger else "", after)
    title = report.title or report.source or labels.words["unnamed_article"]
    url = web_link(report.url)
    link = Markup('<a href="{}" rel="noopener noreferrer" target="_blank">{}</a>') if url else Markup("{1}")
    source = [link.format(url, title)]
    if report.title and report.source:
        source.append(escape(report.source))
    if report.published:
        source.append(escape(value_words(report.published, labels)))
    return words + Markup("— ") + Markup(", ").join(source) + Markup("</p>")


def _html(text: str) -> str:
    return str(escape(" ".join(text.split())))
