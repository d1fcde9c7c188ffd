"""CSV: a row an event, for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO, Final

from graph.labels import Labels
from graph.printing import cell
from timeline.entries import Timeline, TimelineEntry
from timeline.formats import Notes
from timeline.links import web_link

COLUMNS: Final = (
    "id", "date", "date_end", "edtf", "precision", "extent", "type", "mode", "quad", "status", "sources", "targets",
    "source_ids", "target_ids", "source_sides", "target_sides", "said_by", "treaties", "place", "summary",
    "date_basis", "confidence", "reports", "quotes", "articles", "published", "urls",
)  # fmt: skip

_LONGEST_CELL: Final = 32_000  # Excel takes 32,767 characters and cuts the rest off silently


def write(timeline: Timeline, labels: Labels, out: BinaryIO) -> Notes:
    """Write a table that Excel opens as UTF-8.

    Lists are joined by `; `, what the reports say by line breaks, in the same order in each column.  A cell that a
    spreadsheet would take for a formula begins with an apostrophe.
    """
    text = io.TextIOWrapper(out, encoding="utf-8-sig", errors="replace", newline="", write_through=True)
    table = csv.writer(text)
    table.writerow(COLUMNS)
    for entry in timeline.entries:
        table.writerow(_cells(entry))
    text.detach()
    return ()


def _cells(entry: TimelineEntry) -> Iterable[object]:
    texts = (
        entry.id, entry.date, entry.date_end, entry.edtf, entry.precision, entry.extent, entry.type, entry.mode,
        entry.quad, entry.status, "; ".join(entry.sources), "; ".join(entry.targets), "; ".join(entry.source_ids),
        "; ".join(entry.target_ids), "; ".join(side.name for side in entry.source_sides),
        "; ".join(side.name for side in entry.target_sides), "; ".join(entry.said_by),
        "; ".join(f"{treaty.name}: {treaty.action}" for treaty in entry.treaties), entry.place,
        entry.summary, entry.date_basis,
    )  # fmt: skip
    yield from map(_cell, texts)
    yield round(entry.confidence, 3)
    yield len(entry.reports)
    yield _lines(report.quote for report in entry.reports)
    yield _lines(report.title or report.article for report in entry.reports)
    yield _lines(report.published for report in entry.reports)
    yield _lines(web_link(report.url) for report in entry.reports)


def _lines(values: Iterable[str | None]) -> str:
    return _cell("\n".join(" ".join((value or "").split()) for value in values))


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    if len(text) > _LONGEST_CELL:
        text = text[:_LONGEST_CELL] + "…"
    return cell(text)
