"""Values of rows as people read them: dates no more exact than they are, lists as text, long ids cut."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from graph.labels import Labels, load
from graph.printing import one_line
from queries.catalogue import Query
from queries.table_words import TableWords

_EDTF_COLUMNS: Final = frozenset({"edtf", "other_edtf", "response_edtf", "published"})
_HASH: Final = re.compile(r"([a-z]+[-:_])?[0-9a-f]{12,}")
_SHORT_ID: Final = 10
_IDS: Final = ("id", "other", "response", "act")
"""Columns of ids of events."""


def headings(query: Query, labels: Labels | None = None) -> list[str]:
    """Headings of the query's table, in English unless labels are given."""
    words = labels or load("en")
    return [" / ".join(query.heading(name, words) for name in cell) for cell in query.table]


def cells(query: Query, rows: Sequence[Mapping[str, Any]], words: TableWords | None = None) -> list[list[list[str]]]:
    """For each row and each cell of the query's table the lines in it; empty values give no line.

    Codes, dates and names come in the language of `words`, in English without them.
    """
    called = words or TableWords(load("en"))
    short = _short_ids([row[name] for row in rows for name in _IDS if isinstance(row.get(name), str)])
    return [[_lines(cell, row, short, called) for cell in query.table] for row in rows]


def _lines(names: Sequence[str], row: Mapping[str, Any], short: Mapping[str, str], words: TableWords) -> list[str]:
    texts = []
    for name in names:
        value = row[name]
        text = short[value] if name in _IDS and value in short else text_of(name, value, words)
        if name == "targets" and text and len(names) > 1:
            text = f"→ {text}"
        if text:
            texts.append(text)
    return texts


def text_of(name: str, value: Any, words: TableWords) -> str:
    """One value of a column as a line of text; empty for null."""
    if (name in _EDTF_COLUMNS and value is None) or (name.endswith(("edtf", "published")) and isinstance(value, str)):
        return words.labels.date(value)
    match value:
        case None:
            return ""
        case bool():
            return words.labels.say("yes" if value else "no")
        case float():
            return f"{value:.2f}"
        case datetime():
            return f"{value:%d/%m/%Y %H:%M}"
        case date():
            return words.labels.date(value.isoformat())
        case list():
            return ", ".join(text_of(name, one, words) for one in value)
        case dict():
            return " ".join(text_of(name, one, words) for one in value.values())
    return one_line(words.word(name, str(value)))


def _short_ids(ids: Sequence[str]) -> dict[str, str]:
    """Hashes cut to as many characters as tell them apart; names as ids stay whole."""
    hashes = {one for one in ids if _HASH.fullmatch(one)}
    length = _SHORT_ID
    while len({one[:length] for one in hashes}) < len(hashes):
        length += 1
    return {one: one[:length] for one in hashes}
