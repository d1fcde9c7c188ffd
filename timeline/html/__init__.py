"""HTML: one page that needs nothing else, with a chart to zoom and the list of events with their quotes."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import date
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any, BinaryIO, Final

from babel.dates import format_date
from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from graph.labels import Labels
from timeline.entries import Report, Timeline, TimelineEntry
from timeline.formats import Notes
from timeline.links import web_link
from timeline.wording import value_words, when

SCRIPTS: Final = ("data.js", "axis.js", "layout.js", "marks.js", "chart.js", "overview.js", "list.js", "page.js")
"""The page's script in the order in which its parts build on each other; they share one scope."""

_EPOCH: Final = date(1970, 1, 1).toordinal()


def write(timeline: Timeline, labels: Labels, out: BinaryIO) -> Notes:
    """Write the page.

    Texts of articles reach it only as JSON in a block that is no script, and the security policy allows the page's
    own script and style by their hashes, and no request at all.
    """
    style, script = _asset("page.css"), _script()
    page = _environment().get_template("page.html.j2")
    stream = page.stream(
        timeline=timeline,
        labels=labels,
        counts=_counts(timeline, labels),
        footer=_footer(timeline, labels),
        style=Markup(style),  # noqa: S704 (our own file)
        script=Markup(script),  # noqa: S704 (our own files)
        policy=f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
        "base-uri 'none'; form-action 'none'",
        data=htmlsafe_json_dumps(_data(timeline, labels), dumps=_compact_json),
    )
    stream.dump(out, encoding="utf-8", errors="replace")
    return ()


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("timeline", "html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _asset(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


@cache
def _script() -> str:
    return '(() => {\n"use strict";\n' + "\n".join(_asset(name) for name in SCRIPTS) + "\n})();"


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"


def _compact_json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _counts(timeline: Timeline, labels: Labels) -> list[str]:
    entries = timeline.entries
    actors = {actor for entry in entries for actor in (*entry.source_ids, *entry.target_ids)}
    days = [day for entry in entries for day in (entry.date, entry.date_end) if day]
    counts = [labels.count("event_count", len(entries))]
    if days:
        first, last = min(days).year, max(days).year
        counts.append(str(first) if first == last else f"{first}–{last}")
    if actors:
        counts.append(labels.count("actor_count", len(actors)))
    if timeline.article_ids:
        counts.append(labels.count("article_count", len(timeline.article_ids)))
    if undated := sum(not entry.dated for entry in entries):
        counts.append(labels.count("undated_count", undated))
    return counts


def _footer(timeline: Timeline, labels: Labels) -> str:
    program = version("biennien")
    if timeline.made is None:
        return str(labels.words["footer"]).format(version=program)
    day = format_date(timeline.made, labels.dates["day"], locale=labels.locale)
    return str(labels.words["footer_day"]).format(version=program, day=day)


def _data(timeline: Timeline, labels: Labels) -> dict[str, Any]:
    """What the script reads: names once each, days as counts from 1970-01-01, words for dates ready-made."""
    actors: dict[str, str] = {}
    treaties: dict[str, str] = {}
    for entry in timeline.entries:
        actors.update(zip((*entry.source_ids, *entry.target_ids), (*entry.sources, *entry.targets), strict=True))
        actors.update((side.id, side.name) for side in (*entry.source_sides, *entry.target_sides))
        treaties.update((treaty.id, treaty.name) for treaty in entry.treaties)
    articles = {report.article: report for entry in timeline.entries for report in entry.reports}
    numbers = {article: number for number, article in enumerate(articles)}
    return {
        "language": labels.locale.replace("_", "-"),
        "words": labels.words,
        "types": labels.types,
        "quads": labels.quads,
        "statuses": labels.statuses,
        "actions": labels.actions,
        "bases": labels.bases,
        "actors": actors,
        "treaties": treaties,
        "articles": [_article(report, labels) for report in articles.values()],
        "events": [_event(entry, numbers, labels) for entry in timeline.entries],
    }


def _article(report: Report, labels: Labels) -> dict[str, Any]:
    return {
        "title": report.title,
        "url": web_link(report.url),
        "source": report.source,
        "published": value_words(report.published, labels) if report.published else None,
    }


def _event(entry: TimelineEntry, numbers: dict[str, int], labels: Labels) -> dict[str, Any]:
    return {
        "id": entry.id,
        "first": entry.date.toordinal() - _EPOCH if entry.date else None,
        "last": entry.date_end.toordinal() - _EPOCH if entry.date_end else None,
        "when": when(entry, labels),
        "edtf": entry.edtf,
        "throughout": entry.extent == "throughout",
        "type": entry.type,
        "quad": entry.quad or "none",
        "status": entry.status,
        "sources": entry.source_ids,
        "targets": entry.target_ids,
        "sides": [side.id for side in entry.source_sides],
        "targetSides": [side.id for side in entry.target_sides],
        "saidBy": entry.said_by,
        "treaties": [[treaty.id, treaty.action] for treaty in entry.treaties],
        "place": entry.place,
        "summary": entry.headline,
        "quoted": entry.quotes_headline,
        "confidence": entry.confidence,
        "basis": entry.date_basis,
        "reports": [{"article": numbers[report.article], "quote": report.quote_parts()} for report in entry.reports],
    }
