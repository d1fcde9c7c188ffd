"""JSON Lines: an article a line, an object with `text` and perhaps `id`, `title`, `url`, `published`, `language`."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from graph.errors import BienNienError, InputError
from graph.model import Article
from ingest.sources import fields
from ingest.sources.inputs import Input, lines_in
from ingest.sources.items import MAX_CHARACTERS, Reject

MAX_LINE = 12 * MAX_CHARACTERS
"""Bytes of a line; a character takes at most twelve, as a pair of JSON escapes."""
_CHUNK = 1 << 20


def read(source: Input) -> Iterator[Article | Reject]:
    """The articles of a file; each bad line is a Reject of its own."""
    with source.open() as file:
        number = 0
        empty = True
        while line := file.readline(MAX_LINE):
            number += 1
            if number == 1:
                if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                    raise InputError("is UTF-16; JSON Lines must be UTF-8")
                line = line.removeprefix(codecs.BOM_UTF8)
            if not line.strip():
                continue
            empty = False
            where = f"{source.where}:{number}"
            if len(line) >= MAX_LINE - len(codecs.BOM_UTF8) and not line.endswith(b"\n"):
                yield Reject(where, f"the line has more than {MAX_LINE / 1e6:,.0f} MB")
                _pass_over(file)
                continue
            yield _article(line.rstrip(b"\r\n"), where, source.numbered(number))
        if empty:
            raise InputError("is empty")


def count(source: Input) -> int:
    """How many lines the file has."""
    with source.open() as file:
        return lines_in(file)


def days(source: Input) -> Iterator[date]:
    """The days that the lines give as `published` or in their address, to the month at least; bad lines have none."""
    return fields.days(read(source))


def looks_like(head: bytes) -> bool:
    """Whether the beginning of something is that of an object in JSON, all of it on one line."""
    line, end, _ = head.removeprefix(codecs.BOM_UTF8).lstrip().partition(b"\n")
    if not line.startswith(b"{"):
        return False
    if not end:
        return b'"text"' in line
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return b'"text"' in line


def _pass_over(file: BinaryIO) -> None:
    """Read to the end of the line."""
    while (rest := file.readline(_CHUNK)) and not rest.endswith(b"\n"):
        pass


def _article(line: bytes, where: str, place: str | None) -> Article | Reject:
    try:
        given = json.loads(line.decode("utf-8"))
        if isinstance(given, dict):
            return fields.row(given, where, place)
        return fields.checked(given, place)
    except UnicodeDecodeError as error:
        reason = f"is not UTF-8 at byte {error.start + 1:,} of the line"
    except json.JSONDecodeError as error:
        reason = f"is no JSON: {error.msg} at column {error.colno:,}"
    except ValueError:  # a number of more digits than Python reads
        reason = "is no JSON: a number is too long"
    except RecursionError:
        reason = "is no article: nested too deeply"
    except BienNienError as error:
        reason = error.message
    return Reject(where, reason)
