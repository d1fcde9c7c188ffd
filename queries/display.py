"""Values of rows as people read them: dates no more exact than they are, lists as text, long ids cut."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from graph.edtf import precision
from graph.printing import one_line
from queries.catalogue import Query

_EDTF_COLUMNS: Final = frozenset({"edtf", "other_edtf", "response_edtf", "published"})
_HEADINGS: Final = {"edtf": "date", "ingested_at": "read on"}
_HASH: Final = re.compile(r"([a-z]+[-:_])?[0-9a-f]{12,}")
_SHORT_ID: Final = 10
_IDS: Final = ("id", "other", "response", "act")
"""Columns of ids of events."""

UNDATED: Final = "undated"


def headings(query: Query) -> list[str]:
    """Headings of the query's table."""
    return [" / ".join(_HEADINGS.get(name, name.replace("_", " ")) for name in cell) for cell in query.table]


def cells(query: Query, rows: Sequence[Mapping[str, Any]]) -> list[list[list[str]]]:
    """For each row and each cell of the query's table the lines in it; empty values give no line."""
    short = _short_ids([row[name] for row in rows for name in _IDS if isinstance(row.get(name), str)])
    return [[_lines(cell, row, short) for cell in query.table] for row in rows]


def _lines(names: Sequence[str], row: Mapping[str, Any], short: Mapping[str, str]) -> list[str]:
    texts = []
    for name in names:
        value = row[name]
        text = short.get(value, value) if name in _IDS and value else text_of(name, value)
        if name == "targets" and text and len(names) > 1:
            text = f"→ {text}"
        if text:
            texts.append(text)
    return texts


def text_of(name: str, value: Any) -> str:
    """One value of a column as a line of text; empty for null."""
    if (name in _EDTF_COLUMNS and value is None) or (name.endswith(("edtf", "published")) and isinstance(value, str)):
        return date_text(value)
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.2f}"
        case datetime():
            return f"{value:%d/%m/%Y %H:%M}"
        case date():
            return _simple(value.isoformat())
        case list():
            return ", ".join(text_of(name, one) for one in value)
        case dict():
            return " ".join(text_of(name, one) for one in value.values())
    return one_line(str(value))


def date_text(edtf: str | None) -> str:
    """An EDTF value as day/month/year, as far as it is known: `14/12/2021`, `12/2021`, `2021?`, `from 10/2016`."""
    if not edtf:
        return UNDATED
    start, slash, end = edtf.partition("/")
    if not slash:
        return _simple(edtf)
    unknown = ("", "..")
    if start in unknown:
        return UNDATED if end in unknown else f"until {_simple(end)}"
    return f"from {_simple(start)}" if end in unknown else f"{_simple(start)} – {_simple(end)}"


def _simple(value: str) -> str:
    bare = value.rstrip("~?%")
    kind = precision(bare)
    if kind == "decade":
        text = f"{bare[:3]}0s"
    elif kind == "century":
        text = f"{bare[:2]}00–{bare[:2]}99"
    else:
        text = "/".join(reversed(bare.split("-")))
    mark = value[len(bare) :]
    return ("about " if mark in ("~", "%") else "") + text + ("?" if mark in ("?", "%") else "")


def _short_ids(ids: Sequence[str]) -> dict[str, str]:
    """Hashes cut to as many characters as tell them apart; names as ids stay whole."""
    hashes = {one for one in ids if _HASH.fullmatch(one)}
    length = _SHORT_ID
    while len({one[:length] for one in hashes}) < len(hashes):
        length += 1
    return {one: one[:length] for one in hashes}
