"""RSS and Atom: an article for each entry, with the text that the feed itself gives."""

from __future__ import annotations

import io
import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

from graph.errors import InputError
from graph.model import SourceDate
from ingest.sources.documents import Document, source_date, with_title
from ingest.sources.fragments import fragment_text

_FEED: Final = re.compile(rb"<(?:\w{1,20}:)?(?:rss|feed|RDF)[\s>]")
_ENTRY: Final = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
_HEAD: Final = 4096
_MAX_ENTRIES: Final = 10_000


def looks_like_feed(head: bytes) -> bool:
    """Whether the beginning of a file names a feed; UTF-16 is looked through."""
    return _FEED.search(head[:_HEAD].replace(b"\0", b"")) is not None


def entries(data: bytes) -> int:
    """How many entries a feed has, before it is read."""
    return len(_ENTRY.findall(data.replace(b"\0", b"")))


def feed(data: bytes) -> list[Document]:
    """The entries of a feed; one without words of its own has its title as text.

    Raises InputError when it is none, or when its XML declares entities, with which it could grow without bounds.
    """
    from xml.sax import SAXException
    from xml.sax.handler import ContentHandler

    import feedparser
    from defusedxml import DefusedXmlException
    from defusedxml.sax import parseString

    if not data.strip():
        raise InputError("is empty")
    if not looks_like_feed(data):
        raise InputError("is no RSS or Atom feed")
    if (held := entries(data)) > _MAX_ENTRIES:
        raise InputError(f"has {held:,} entries; a feed has at most {_MAX_ENTRIES:,}")
    try:
        parseString(data, ContentHandler(), forbid_dtd=False, forbid_entities=True)
    except DefusedXmlException:
        raise InputError("declares XML entities, which feeds need not; it is not read") from None
    except (SAXException, LookupError, ValueError):  # not well-formed: feedparser reads what can be read
        if b"<!ENTITY" in data.replace(b"\0", b""):
            raise InputError("declares XML entities, which feeds need not; it is not read") from None
    parsed = feedparser.parse(io.BytesIO(data))
    site = _plain(parsed.feed.get("title"))
    language = (parsed.feed.get("language") or "").lower().split("-")[0] or None
    return [_entry(entry, site, language) for entry in parsed.entries]


def _entry(entry: Any, site: str | None, language: str | None) -> Document:
    title = _plain(entry.get("title"))
    bodies = [part.get("value") or "" for part in entry.get("content") or ()]
    bodies.append(entry.get("summary") or "")
    text = max((fragment_text(body) for body in bodies), key=len)
    return Document(
        with_title(title, text) if text else title or "",
        title=title,
        url=entry.get("link") or None,
        site=site,
        author=_plain(entry.get("author")),
        language=language,
        dates=_dates(entry),
    )


def _plain(markup: str | None) -> str | None:
    return " ".join(fragment_text(markup).split()) or None if markup else None


def _dates(entry: Any) -> tuple[SourceDate, ...]:
    if written := entry.get("published"):
        return source_date("metadata", _day(written, entry.get("published_parsed")), f"published {written}")
    if written := entry.get("updated"):
        return source_date("document", _day(written, entry.get("updated_parsed")), f"updated {written}")
    return ()


def _day(written: str, parsed: Any) -> datetime | None:
    """The day in the zone in which it was written, as far as that can be told."""
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return parse(written.strip())
        except (TypeError, ValueError, IndexError, OverflowError):
            continue
    try:
        return datetime(*parsed[:6]) if parsed else None
    except ValueError:
        return None
