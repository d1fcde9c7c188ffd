"""Web archives (WARC, plain or packed): an article for each web page that was fetched with success."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, redirect_stderr
from datetime import date, datetime
from typing import IO, Any, Final, cast

from graph.errors import InputError
from ingest import name_dates
from ingest.sources.apart import documents_apart
from ingest.sources.documents import as_article, source_date
from ingest.sources.inputs import Input, joined
from ingest.sources.items import Item, Reject, Skip, canonical_url
from ingest.sources.packed import Limited, limit
from ingest.sources.pages import MAX_PAGE

_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})
_UNKNOWN: Final = 1 << 40
"""Bytes to which an archive of unknown size may unpack: it is itself a member, within limits."""
_FAULTS: Final = (ValueError, EOFError, OSError, zlib.error, LookupError, AttributeError, TypeError)
"""What warcio raises on bytes that are no web archive."""


def read(source: Input) -> Iterator[Item]:
    """The articles of an archive; other records are skipped, and pages without an article rejected with their address.

    Raises InputError where the archive is damaged: what stood before it has been read.
    """
    for number, record in _records(source):
        where = f"{source.where}:{number}"
        if (reason := _no_page(record)) is not None:
            yield Skip(where, reason)
            continue
        address = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
        where = f"{where} {address}"
        try:
            body = record.content_stream().read(MAX_PAGE + 1)
        except _FAULTS as error:
            yield Reject(where, f"is damaged: {error}")
            continue
        if getattr(record.raw_stream, "limit", 0) > 0 and len(body) <= MAX_PAGE:
            yield Reject(where, "is cut off")
            continue
        if len(body) > MAX_PAGE:
            yield Reject(where, f"has more than {MAX_PAGE / 1e6:,.0f} MB")
            continue
        try:
            url = canonical_url(address)
            (found,) = documents_apart.documents("html", body, url=url, charset=_charset(record))
            page = Input(where, source.name, None, source.open, url=url, dates=_fetched(record))
            yield as_article(found, page, source.numbered(number))
        except InputError as error:
            yield Reject(where, error.message)


def count(source: Input) -> None:
    """Nobody knows before it is read."""
    return None


def days(source: Input) -> Iterator[date]:
    """The days in the addresses of the pages; the pages are not read."""
    for _, record in _records(source):
        if _no_page(record) is None:
            address = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
            try:
                named = name_dates.of_article(None, canonical_url(address))
            except InputError:
                continue
            yield from filter(None, map(name_dates.earliest_day, named))


def _records(source: Input) -> Iterator[tuple[int, Any]]:
    """The records with their numbers, from 1."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    with ExitStack() as stack:
        stream = stack.enter_context(_unpacked(source))
        try:
            records = iter(ArchiveIterator(stream))
            while True:
                with redirect_stderr(io.StringIO()):  # it would tell there what it passes over
                    record = next(records, None)
                if record is None:
                    break
                number += 1
                yield number, record
        except (ArchiveLoadFailed, *_FAULTS) as error:
            if isinstance(error, OSError) and error.errno:
                raise
            told = " ".join(str(error).split())[:160]
            raise InputError(f"is damaged behind record {number:,}, or no web archive: {told}") from None
    if not number:
        raise InputError("has no records of a web archive")


def _unpacked(source: Input) -> io.BufferedReader | Limited:
    """The archive's bytes, unpacked where they are packed: warcio would end at damage as if it were the end."""
    stream = source.open()
    head = stream.read(2)
    if not head:
        raise InputError("is empty")
    whole = joined(head, stream)
    if head != b"\x1f\x8b":
        return whole
    most = limit(source.size) if source.size is not None else _UNKNOWN
    return Limited(cast(IO[bytes], gzip.GzipFile(fileobj=whole)), most)


def _no_page(record: Any) -> str | None:
    """Why a record is no page; None when it is one."""
    if record.rec_type != "response":
        return f"{record.rec_type} record of a web archive"
    if record.http_headers is None:
        return "record of a web archive without a page"
    kind = str(record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    if kind not in _PAGES:
        return f"{kind or 'nameless'} record of a web archive"
    status = record.http_headers.get_statuscode()
    return None if status == "200" else f"page of status {status} in a web archive"


def _charset(record: Any) -> str | None:
    kind = str(record.http_headers.get_header("Content-Type") or "")
    return kind.lower().partition("charset=")[2].partition(";")[0].strip(" \"'") or None


def _fetched(record: Any) -> Any:
    written = str(record.rec_headers.get_header("WARC-Date") or "")
    try:
        return source_date("crawl", datetime.fromisoformat(written), f"WARC-Date {written}")
    except ValueError:
        return ()
