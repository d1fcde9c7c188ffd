"""Documents of one article, or feeds of several, that are read in a process apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from graph.errors import InputError
from graph.model import Article
from ingest.sources.apart import documents_apart
from ingest.sources.documents import Document, as_article
from ingest.sources.feeds import entries
from ingest.sources.inputs import Input, content
from ingest.sources.items import Reject
from ingest.sources.text import MAX_BYTES

MAX_PAGE: Final = 10_000_000
"""Bytes of a web page: pictures that stand in it take most of a large one."""
MAX_SAVED: Final = 50_000_000
"""Bytes of a page saved with its pictures, and of a PDF or DOCX document."""
MAX_FEED: Final = 20_000_000
_LIMITS: Final = {
    "html": MAX_PAGE,
    "mhtml": MAX_SAVED,
    "pdf": MAX_SAVED,
    "docx": MAX_SAVED,
    "md": MAX_BYTES,
    "feed": MAX_FEED,
}


def reader(form: str) -> Callable[[Input], Iterator[Article | Reject]]:
    """The reader of a form of one article."""

    def read(source: Input) -> Iterator[Article | Reject]:
        (found,) = _documents(form, source)
        yield as_article(found, source, source.place)

    return read


def read_feed(source: Input) -> Iterator[Article | Reject]:
    """The entries of a feed; one that is no article is a Reject of its own."""
    found = _documents("feed", source)
    if not found:
        raise InputError("has no entries")
    for number, document in enumerate(found, 1):
        try:
            yield as_article(document, _without_address(source), source.numbered(number))
        except InputError as error:
            yield Reject(f"{source.where}:{number}", error.message)


def count_feed(source: Input) -> int:
    """How many entries a feed seems to have."""
    return max(1, entries(content(source, MAX_FEED)))


def _without_address(source: Input) -> Input:
    """The feed's own address is not that of its entries."""
    return Input(source.where, source.name, source.place, source.open)


def _documents(form: str, source: Input) -> list[Document]:
    data = content(source, _LIMITS[form])
    if not data.strip():
        raise InputError("is empty")
    return documents_apart.documents(form, data, url=source.url, charset=source.charset)
