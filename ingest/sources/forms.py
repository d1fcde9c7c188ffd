"""The forms of input by the endings of their names: a row of `READERS` is all that a new one needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from ingest.sources import jsonl, pages, parquet, tables, text, warc
from ingest.sources.feeds import looks_like_feed
from ingest.sources.inputs import Input
from ingest.sources.items import Item


@dataclass(frozen=True, slots=True)
class Reader:
    """How inputs of one ending are read.

    `count` tells how many articles one holds at most (quickly, for a progress bar), None when nobody knows.  `days`
    gives the days that the articles of a file of many carry beside their texts; None for a file of one article.
    `recognises` tells by its first bytes whether a file of a folder is of the form, where the ending alone does not.
    """

    read: Callable[[Input], Iterator[Item]]
    count: Callable[[Input], int | None] = lambda source: 1
    days: Callable[[Input], Iterator[date]] | None = None
    recognises: Callable[[bytes], bool] | None = None


_PAGE: Final = Reader(pages.reader("html"))
_SAVED_PAGE: Final = Reader(pages.reader("mhtml"))
_TABLE: Final = Reader(tables.read, tables.count, tables.days)
_FEED: Final = Reader(pages.read_feed, pages.count_feed, lambda source: iter(()))
_WEB_ARCHIVE: Final = Reader(warc.read, warc.count, warc.days)

READERS: Final[dict[str, Reader]] = {
    ".txt": Reader(text.read),
    ".md": Reader(pages.reader("md")),
    ".html": _PAGE,
    ".htm": _PAGE,
    ".xhtml": _PAGE,
    ".mhtml": _SAVED_PAGE,
    ".mht": _SAVED_PAGE,
    ".docx": Reader(pages.reader("docx")),
    ".pdf": Reader(pages.reader("pdf")),
    ".jsonl": Reader(jsonl.read, jsonl.count, jsonl.days),
    ".csv": _TABLE,
    ".tsv": _TABLE,
    ".parquet": Reader(parquet.read, parquet.count, parquet.days),
    ".rss": _FEED,
    ".atom": _FEED,
    ".xml": Reader(pages.read_feed, pages.count_feed, lambda source: iter(()), looks_like_feed),
    ".warc": _WEB_ARCHIVE,
    ".warc.gz": _WEB_ARCHIVE,
}
"""Readers by the end of a name in lower case."""


def reader_of(name: str) -> Reader | None:
    """The reader for a name, by its longest ending that is known."""
    return READERS.get(ending(name, READERS) or "")


def ending(name: str, known: dict[str, object] | dict[str, Reader]) -> str | None:
    """The longest of some endings that a name has, behind at least one character."""
    lower = name.lower()
    return max((end for end in known if lower.endswith(end) and len(lower) > len(end)), key=len, default=None)
