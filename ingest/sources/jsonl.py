"""JSON Lines: an article a line, an object with `text` and perhaps `id`, `title`, `url`, `published`, `language`."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from graph.edtf import bounds, precision
from graph.errors import BienNienError, InputError
from graph.model import Article
from ingest import name_dates
from ingest.date_input import parse_published
from ingest.sources.items import MAX_CHARACTERS, Reject, article, check_fields, location

_FIELDS = ("id", "title", "url", "published", "language")
_MAX_LINE = 12 * MAX_CHARACTERS
"""Bytes of a line; a character takes at most twelve, as a pair of JSON escapes."""
_CHUNK = 1 << 20


def read(path: Path) -> Iterator[Article | Reject]:
    """The articles of a file; each bad line is a Reject of its own."""
    with path.open("rb") as file:
        start = file.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise InputError("is UTF-16; JSON Lines must be UTF-8")
        file.seek(len(codecs.BOM_UTF8) if start.startswith(codecs.BOM_UTF8) else 0)
        number = 0
        empty = True
        while line := file.readline(_MAX_LINE):
            number += 1
            if not line.strip():
                continue
            empty = False
            where = f"{path}:{number}"
            if len(line) == _MAX_LINE and not line.endswith(b"\n"):
                yield Reject(where, f"the line has more than {_MAX_LINE / 1e6:,.0f} MB")
                while (rest := file.readline(_CHUNK)) and not rest.endswith(b"\n"):
                    pass
                continue
            yield _article(line.rstrip(b"\r\n"), where, f"{location(path)}#{number}")
        if empty:
            raise InputError("is empty")


def count(path: Path) -> int:
    """How many lines the file has."""
    lines = 0
    last = b"\n"
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            lines += chunk.count(b"\n")
            last = chunk[-1:]
    return lines + (last != b"\n")


def days(path: Path) -> Iterator[date]:
    """The days that the lines give as `published` or in their address, to the month at least; bad lines have none."""
    for item in read(path):
        if isinstance(item, Article) and (day := _day(item)):
            yield day


def _day(item: Article) -> date | None:
    if not item.published_given:
        return next((name_dates.earliest_day(named) for named in name_dates.of_article(None, item.url)), None)
    return bounds(item.published_given)[0] if precision(item.published_given) in ("day", "month") else None


def _article(line: bytes, where: str, place: str) -> Article | Reject:
    given: Any = None
    try:
        given = json.loads(line.decode("utf-8"))
        return _checked(given, place)
    except UnicodeDecodeError as error:
        reason = f"is not UTF-8 at byte {error.start + 1:,} of the line"
    except json.JSONDecodeError as error:
        reason = f"is no JSON: {error.msg} at column {error.colno:,}"
    except RecursionError:
        reason = "is no article: nested too deeply"
    except ValueError:  # Python reads no number of more than some thousand digits
        reason = "is no article: a number is too long"
    except BienNienError as error:
        reason = error.message
    known = isinstance(given, dict) and isinstance(given.get("id"), str)
    return Reject(where, reason, given["id"] if known else None)


def _checked(given: Any, place: str) -> Article:
    """The article that an object describes; fields that are not known are left alone."""
    if not isinstance(given, dict):
        raise InputError("is no JSON object")
    if "text" not in given:
        raise InputError("has no 'text'")
    text = given["text"]
    if not isinstance(text, str):
        raise InputError("'text' is no text")
    fields: dict[str, str | None] = {}
    for name in _FIELDS:
        value = given.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and name in ("id", "published"):
            value = str(value)
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
    return article(text, place, **fields)
