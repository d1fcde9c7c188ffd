"""A document as its reader understands it: the text of the article and what the document tells of itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final

from graph.errors import InputError
from graph.model import Article, SourceDate, SourceDateKind
from ingest.name_dates import FIRST_YEAR, LAST_YEAR
from ingest.sources.inputs import Input
from ingest.sources.items import article, canonical_url

_HEAD_LINES: Final = 20
"""Lines of a document among which its title stands, if it does."""


@dataclass(frozen=True, slots=True)
class Document:
    """The text of an article and what came with it; `site` is the name of the newspaper."""

    text: str
    title: str | None = None
    url: str | None = None
    site: str | None = None
    author: str | None = None
    language: str | None = None
    dates: tuple[SourceDate, ...] = ()


def as_json(documents: Sequence[Document]) -> str:
    """Documents in one line."""
    return json.dumps([asdict(document) for document in documents])


def from_json(line: str | bytes) -> list[Document]:
    """The documents that `as_json` wrote."""
    return [_document(item) for item in json.loads(line)]


def _document(item: dict[str, Any]) -> Document:
    return Document(**{**item, "dates": tuple(SourceDate(**told) for told in item["dates"])})


def as_article(document: Document, source: Input, place: str | None) -> Article:
    """The article of a document; the address it was read from counts more than the one it gives itself."""
    return article(
        document.text,
        place,
        title=document.title,
        url=source.url or _web_address(document.url),
        language=document.language,
        author=document.author,
        site=document.site,
        dates=(*document.dates, *source.dates),
    )


def source_date(kind: SourceDateKind, value: date | datetime | None, words: str) -> tuple[SourceDate, ...]:
    """A date of a document as evidence; none when it is missing or lies outside the years of publication."""
    if value is None or not FIRST_YEAR <= value.year <= LAST_YEAR:
        return ()
    return (SourceDate(kind, value.strftime("%Y-%m-%d"), " ".join(words.split())[:120]),)


def with_title(title: str | None, text: str) -> str:
    """The text with the title above it, unless it begins with it."""
    shown = " ".join((title or "").split())
    first = (" ".join(line.split()).casefold() for line in text.splitlines()[:_HEAD_LINES])
    return text if not shown or shown.casefold() in first else f"{shown}\n{text}"


def _web_address(url: str | None) -> str | None:
    """The address that a document gives itself, when it is one."""
    try:
        return canonical_url(url) if url else None
    except InputError:
        return None
