"""Articles as fields with names, of a line of JSON or a row of a table: `text` and perhaps the others."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from graph.edtf import bounds, precision
from graph.errors import BienNienError, InputError
from graph.model import Article
from ingest import name_dates
from ingest.date_input import parse_published
from ingest.sources.items import Item, Reject, article, check_fields

TEXT: Final = "text"
OTHERS: Final = ("id", "title", "url", "published", "language")
"""Fields beside the text; those of other names are left alone."""


def row(given: Mapping[str, Any], where: str, place: str | None) -> Article | Reject:
    """The article of some fields, or why they give none."""
    try:
        return checked(given, place)
    except BienNienError as error:
        known = given.get("id")
        return Reject(where, error.message, known if isinstance(known, str) else None)


def checked(given: Any, place: str | None) -> Article:
    """The article that an object describes.  Raises InputError or BadValue when it describes none."""
    if not isinstance(given, Mapping):
        raise InputError("is no JSON object")
    if TEXT not in given:
        raise InputError(f"has no {TEXT!r}")
    text = given[TEXT]
    if not isinstance(text, str):
        raise InputError(f"{TEXT!r} is no text")
    fields: dict[str, str | None] = {}
    for name in OTHERS:
        value = given.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and name in ("id", "published"):
            value = str(value)
        if isinstance(value, (date, datetime)) and name == "published":
            value = value.isoformat()
        if value is not None and not isinstance(value, str):
            raise InputError(f"{name!r} is no text")
        fields[name] = value.strip() or None if value else None
    try:
        json.dumps([text, fields], ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise InputError("holds half of a surrogate pair") from None
    check_fields(fields)
    if fields["published"]:
        fields["published"] = parse_published(fields["published"])
    return article(
        text,
        place,
        id=fields["id"],
        title=fields["title"],
        url=fields["url"],
        published=fields["published"],
        language=fields["language"],
    )


def days(items: Iterable[Item]) -> Iterator[date]:
    """The days that articles give as `published` or in their address, to the month at least; rejects have none."""
    for item in items:
        if isinstance(item, Article) and (day := _day(item)):
            yield day


def _day(item: Article) -> date | None:
    if not item.published_given:
        return next((name_dates.earliest_day(named) for named in name_dates.of_article(None, item.url)), None)
    return bounds(item.published_given)[0] if precision(item.published_given) in ("day", "month") else None
