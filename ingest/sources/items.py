"""What reading gives beside articles, and how an article of a text is made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from graph.errors import InputError
from graph.model import Article
from ingest.identity import text_id

MAX_CHARACTERS = 500_000
"""Texts longer than this are no single article: a long report in a newspaper has a tenth of it."""

_TRACKING = ("utm_", "fbclid", "gclid", "zarsrc")


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that should have been an article and could not be read as one: where it stands, and why.

    `other` is the path of an article that stands in its way.
    """

    where: str
    reason: str
    id: str | None = None
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """Something that is no article and need not be."""

    where: str
    reason: str


Item = Article | Reject | Skip


def article(
    text: str,
    path: str,
    *,
    id: str | None = None,
    title: str | None = None,
    url: str | None = None,
    published: str | None = None,
    language: str | None = None,
) -> Article:
    """An article of a text; without an id it is known by its URL, else by its text.

    Raises InputError for a text that is empty or too long to be one article.
    """
    if not text.strip():
        raise InputError("is empty")
    if len(text) > MAX_CHARACTERS:
        raise InputError(f"has {len(text):,} characters; an article has at most {MAX_CHARACTERS:,}")
    address = canonical_url(url) if url else None
    host = urlsplit(address).hostname if address else None
    return Article(
        id=id or address or text_id(text),
        text=text,
        path=path,
        title=title or None,
        url=address,
        source=host.removeprefix("www.") if host else None,
        language=language,
        published_given=published,
    )


def canonical_url(url: str) -> str:
    """The address without fragment, tracking parameters and differences of case that lead to the same page.

    Raises InputError when it is no http or https address.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme.lower() not in ("http", "https"):
        raise InputError(f"url {url!r} is no http or https address")
    scheme = parts.scheme.lower()
    address = host if port in (None, {"http": 80, "https": 443}[scheme]) else f"{host}:{port}"
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not pair[0].startswith(_TRACKING)]
    return urlunsplit((scheme, address, parts.path or "/", urlencode(query), ""))


def location(path: Path) -> str:
    """The path as it is kept with an article: absolute, with forward slashes."""
    return path.absolute().as_posix()
