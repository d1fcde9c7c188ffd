"""Inputs that are no files: pages at web addresses, and standard input."""

from __future__ import annotations

import io
import re
import sys
from typing import TYPE_CHECKING, BinaryIO, Final

from graph.errors import InputError
from ingest.sources import jsonl
from ingest.sources.feeds import looks_like_feed
from ingest.sources.forms import READERS, Reader, ending
from ingest.sources.inputs import Input, joined
from ingest.sources.items import canonical_url

if TYPE_CHECKING:
    from ingest.sources.fetching import Fetcher

STANDARD_INPUT: Final = "-"
_ADDRESS: Final = re.compile("https?://", re.IGNORECASE)
_HEAD: Final = 1 << 16
_KINDS: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/rdf+xml": ".rss",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/jsonl": ".jsonl",
    "application/ndjson": ".jsonl",
    "application/jsonlines": ".jsonl",
    "application/vnd.apache.parquet": ".parquet",
    "multipart/related": ".mhtml",
    "message/rfc822": ".mhtml",
}
"""Endings of the forms that media types name, without the `x-` of those that nobody registered."""
_VAGUE: Final = frozenset({"", "text/plain", "application/octet-stream", "binary/octet-stream", "application/gzip"})
"""Media types with which servers send files of any form."""


def is_address(given: str) -> bool:
    """Whether something that was named is a web address, not a path."""
    return _ADDRESS.match(given) is not None


def fetched(url: str, fetcher: Fetcher) -> tuple[Input, Reader]:
    """The page at an address, and what reads it.  Raises InputError when there is nothing that can be read."""
    found = fetcher.fetch(canonical_url(url))
    form = _form(found.kind, found.url, found.body)
    reader = READERS[form]
    many = reader.days is not None
    address = None if many else canonical_url(found.url)
    return Input(url, form, None, lambda: io.BytesIO(found.body), len(found.body), address, found.charset), reader


def standard_input() -> tuple[Input, Reader]:
    """What comes in, and what reads it: JSON Lines when it looks so, a page, a feed, a PDF, else text."""
    stream: BinaryIO = sys.stdin.buffer
    head = stream.read(_HEAD)
    kept = joined(head, stream)
    form = _looks(head)
    return Input("standard input", form, None, lambda: kept, once=True), READERS[form]


def _form(kind: str, url: str, body: bytes) -> str:
    """The ending of the form in which an answer came."""
    named = ending(url.partition("?")[0].rpartition("/")[2], READERS)
    known = _KINDS.get(kind.replace("/x-", "/"))
    if known:
        return known
    if kind in _VAGUE:
        return named or _looks(body[:_HEAD])
    if kind in ("text/xml", "application/xml") and looks_like_feed(body):
        return ".xml"
    if kind == "application/json" and jsonl.looks_like(body):
        return ".jsonl"
    if named and not kind.startswith(("image/", "audio/", "video/", "font/")):
        return named
    raise InputError(f"is {kind}, which is not read from an address; if it holds articles, fetch the file first")


def _looks(head: bytes) -> str:
    """The ending of the form that something begins like."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:512].lower()
    if jsonl.looks_like(head):
        return ".jsonl"
    if start.startswith(b"%pdf-"):
        return ".pdf"
    if looks_like_feed(head):
        return ".xml"
    if start.startswith((b"<!doctype html", b"<html")):
        return ".html"
    return ".txt"
