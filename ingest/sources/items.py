"""What reading gives beside articles, and how an article of a text is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from graph.errors import InputError
from graph.model import Article, SourceDate
from ingest.identity import text_id
from ingest.sources.mending import mended

MAX_CHARACTERS = 500_000
"""Texts longer than this are no single article: a long report in a newspaper has a tenth of it."""

MOST_OF_A_FIELD = 2_000
"""Characters of an id, title, address or any other field beside the text: browsers and papers keep below that."""

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


REJECTS_KEPT = 1_000
"""Rejects that a summary names: a run of millions would gather too many."""


class Rejects(list[Reject]):
    """The first rejects of a run; `number` is how many there were in all."""

    def __init__(self) -> None:
        super().__init__()
        self.number = 0

    def add(self, reject: Reject) -> None:
        """Count one in, and keep it if it is among the first."""
        self.number += 1
        if self.number <= REJECTS_KEPT:
            self.append(reject)


@dataclass(frozen=True, slots=True)
class Skip:
    """Something that is no article and need not be."""

    where: str
    reason: str


Item = Article | Reject | Skip


def article(
    text: str,
    path: str | None,
    *,
    id: str | None = None,
    title: str | None = None,
    url: str | None = None,
    published: str | None = None,
    language: str | None = None,
    author: str | None = None,
    site: str | None = None,
    dates: tuple[SourceDate, ...] = (),
) -> Article:
    """An article of a text; without an id it is known by its URL, else by its text.  `site` names the source of one
    without a URL.  What is plainly in a wrong encoding is put right.

    Raises InputError for a text that is empty or too long to be one article, and for other fields that are too long.
    """
    check_fields(
        {
            "id": id,
            "title": title,
            "url": url,
            "published": published,
            "language": language,
            "author": author,
            "site": site,
        }
    )
    text = mended(text)
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
        title=mended(title) if title else None,
        url=address,
        source=host.removeprefix("www.") if host else site,
        language=language,
        published_given=published,
        author=author,
        dates=dates,
    )


def check_fields(fields: Mapping[str, str | None]) -> None:
    """Raise InputError when a field beside the text is too long."""
    for name, value in fields.items():
        if value and len(value) > MOST_OF_A_FIELD:
            raise InputError(f"{name!r} has {len(value):,} characters; it may have {MOST_OF_A_FIELD:,}")


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
    host = f"[{host}]" if ":" in host else host
    address = host if port in (None, {"http": 80, "https": 443}[scheme]) else f"{host}:{port}"
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not pair[0].startswith(_TRACKING)]
    return urlunsplit((scheme, address, parts.path or "/", urlencode(query), ""))
