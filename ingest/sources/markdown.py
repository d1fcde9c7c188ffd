"""Markdown: the words of a text with its marks taken off, and the fields above it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from graph.errors import BadValue
from graph.model import SourceDate
from ingest.date_input import parse_published
from ingest.sources.decoding import decode
from ingest.sources.documents import Document, with_title
from ingest.sources.fragments import fragment_text

_FIELDS: Final = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.{0,10000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_DATES: Final = ("published", "date")


def markdown(data: bytes) -> Document:
    """The text; fields in YAML between two lines of three hyphens give title, date, URL, author and language."""
    from markdown_it import MarkdownIt

    text = decode(data)
    head = _FIELDS.match(text)
    fields = _fields(head[1]) if head else None
    body = text[head.end() :] if head and fields is not None else text
    words = fragment_text(MarkdownIt("commonmark").enable("table").render(body))
    told = fields or {}
    title = _field(told, "title")
    return Document(
        with_title(title, words) if words else "",
        title=title,
        url=_field(told, "url"),
        author=_field(told, "author"),
        language=_field(told, "language"),
        dates=_published(told),
    )


def _fields(written: str) -> Mapping[str, Any] | None:
    """The fields; None when what stands between the lines is something else."""
    import yaml

    try:
        found = yaml.safe_load(written)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return {str(key).lower(): value for key, value in found.items()} if isinstance(found, dict) else None


def _field(told: Mapping[str, Any], name: str) -> str | None:
    value = told.get(name)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _published(told: Mapping[str, Any]) -> tuple[SourceDate, ...]:
    for name in _DATES:
        value = told.get(name)
        if isinstance(value, (str, int, date, datetime)) and not isinstance(value, bool):
            try:
                return (SourceDate("metadata", parse_published(str(value)), f"{name}: {value}"[:120]),)
            except BadValue:
                continue
    return ()
