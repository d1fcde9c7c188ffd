"""Web pages: the article of a page without the page around it, and what the page tells of itself.

trafilatura finds the article, htmldate reads the dates.  The two kinds of date are kept apart: what the page tells
programs as its day of publication, and what it only shows.
"""

from __future__ import annotations

import codecs
import copy
import re
from datetime import date
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any, Final

from graph.errors import InputError
from graph.model import SourceDate
from ingest.name_dates import FIRST_YEAR, LAST_YEAR
from ingest.sources.decoding import decode
from ingest.sources.documents import Document, source_date, with_title

_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_HEAD: Final = 4096
"""Bytes in which a page names its encoding."""
_LATER: Final = re.compile("modif|updat|revis|og:url|lastmod|expire|valid", re.IGNORECASE)
"""Names of metadata that tell of later days than that of publication, or of addresses."""
_LATER_IN_DATA: Final = re.compile(r'"(?:dateModified|uploadDate|expires|validThrough)"\s*:\s*"[^"]{0,60}"\s*,?')
_CHANGED: Final = re.compile("modif|updat|revis|lastmod", re.IGNORECASE)
_BULLET: Final = re.compile("^- ", re.MULTILINE)
"""What trafilatura puts before the items of a list."""
_BOUNDS: Final[dict[str, Any]] = {"min_date": f"{FIRST_YEAR}-01-01", "max_date": f"{LAST_YEAR}-12-31"}


def page(data: bytes, url: str | None = None, charset: str | None = None) -> Document:
    """The article of a page.  `charset` is what came with it, from outside.

    Raises InputError when the page has none.
    """
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    text = _text(data, charset)
    if not text.strip():
        raise InputError("is empty")
    tree = load_html(text)
    if tree is None:
        raise InputError("is no HTML")
    dates = _dates(tree)
    found: Any = bare_extraction(
        tree, url=url, with_metadata=True, include_comments=False, date_extraction_params=_BOUNDS
    )
    if found is None or not (found.text or "").strip():
        raise InputError("has no text that looks like an article")
    words = found.text
    if next(found.body.iter("item"), None) is not None:
        words = _BULLET.sub("", words)
    return Document(
        with_title(found.title, words),
        title=found.title or None,
        url=url or found.url,
        site=found.sitename or None,
        author=found.author or None,
        language=_language(tree),
        dates=dates,
    )


def saved_page(data: bytes) -> Document:
    """The article of a page that a browser saved with all its parts (MHTML)."""
    message = message_from_bytes(data)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            body = part.get_payload(decode=True)
            if isinstance(body, bytes) and body.strip():
                found = page(body, _location(part) or _location(message), part.get_content_charset())
                return Document(
                    found.text, found.title, found.url, found.site, found.author, found.language,
                    (*found.dates, *_saved(message)),
                )  # fmt: skip
    raise InputError("holds no web page")


def _location(part: Message) -> str | None:
    for name in ("Content-Location", "Snapshot-Content-Location"):
        value = str(part.get(name, "")).strip()
        if value.lower().startswith(("http://", "https://")):
            return value
    return None


def _saved(message: Message) -> tuple[SourceDate, ...]:
    written = str(message.get("Date", ""))
    try:
        return source_date("crawl", parsedate_to_datetime(written), f"saved {written}")
    except (TypeError, ValueError, IndexError, OverflowError):
        return ()


def _text(data: bytes, charset: str | None) -> str:
    """The page as text: in the encoding that came with it, or that it names, unless another one is plain."""
    named = _CHARSET.search(data[:_HEAD])
    for name in (charset, named[1].decode("ascii", "ignore") if named else None):
        if name:
            try:
                return codecs.decode(data, _lookup(name))
            except (LookupError, UnicodeError):
                continue
    try:
        return decode(data)
    except InputError as error:
        if named or charset:  # most of it is text: what is not shows as such
            replaced = data.decode("utf-8", "replace")
            if replaced.count("\ufffd") < len(replaced) / 100:
                return replaced
        raise error


def _lookup(name: str) -> str:
    """A codec of text; pages that name Latin-1 mean what Windows makes of it."""
    info = codecs.lookup(name)
    if not getattr(info, "_is_text_encoding", True):
        raise LookupError(name)
    return {"iso8859-1": "cp1252", "ascii": "utf-8"}.get(info.name, info.name)


def _language(tree: Any) -> str | None:
    value = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip().lower()
    return value.replace("_", "-").split("-")[0] if re.fullmatch(r"[a-z]{2,3}([-_][\w-]{1,20})?", value) else None


def _dates(tree: Any) -> tuple[SourceDate, ...]:
    """The day of publication by the page's metadata, else what it shows, and what was changed when."""
    published, changed = _head(tree, later=False), _head(tree, later=True)
    if published is not None:
        return published
    return (*_shown(tree), *(changed or ()))


def _head(tree: Any, *, later: bool) -> tuple[SourceDate, ...] | None:
    """What elements for programs tell of publication, or of later changes."""
    from lxml import html

    root = html.Element("html")
    head = html.Element("head")
    root.append(head)
    root.append(html.Element("body"))
    told: list[str] = []
    for meta in tree.iter("meta"):
        name = " ".join(meta.get(key, "") for key in ("property", "name", "itemprop", "http-equiv", "pubdate"))
        if meta.get("content") and bool((_CHANGED if later else _LATER).search(name)) is later:
            head.append(copy.copy(meta))
            told.append(f"{name.strip()} {meta.get('content')}")
    if not later:
        for script in tree.iter("script"):
            if "ld+json" in (script.get("type") or "") and script.text and len(script.text) < 200_000:
                kept = html.Element("script", type="application/ld+json")
                kept.text = _LATER_IN_DATA.sub("", script.text)
                head.append(kept)
                told += re.findall(r'"date\w{0,20}"\s*:\s*"[^"]{4,40}"', kept.text)
    if not len(head):
        return None
    value = _found(html.tostring(root, encoding="unicode"))
    if value is None:
        return None
    words = next((words for words in told if value.isoformat() in words), "")
    return source_date("document" if later else "metadata", value, words or f"{value}, in the head of the page") or None


def _shown(tree: Any) -> tuple[SourceDate, ...]:
    """The date that the page shows in a place made for it."""
    from lxml import html

    body = tree.find("body")
    if body is None:
        return ()
    root = html.Element("html")
    root.append(html.Element("head"))
    root.append(copy.deepcopy(body))
    value = _found(html.tostring(root, encoding="unicode"))
    return source_date("page", value, f"{value}, as htmldate reads it") if value else ()


def _found(markup: str) -> date | None:
    from htmldate import find_date

    value = find_date(markup, original_date=True, extensive_search=False, **_BOUNDS)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None
