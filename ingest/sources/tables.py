"""CSV and its kin: an article a row, in columns named as the fields of JSON Lines."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, TextIO

from graph.errors import InputError
from graph.model import Article
from ingest.sources import fields
from ingest.sources.decoding import encoding_of
from ingest.sources.inputs import Input, joined, lines_in
from ingest.sources.items import MAX_CHARACTERS, Reject

_SAMPLE: Final = 1 << 16
_DELIMITERS: Final = ",;\t|"
_MAX_FIELD: Final = 2 * MAX_CHARACTERS
"""Characters of a field that are read: an article that is too long is told of, an open quotation mark ends."""
_MAX_FAULTS: Final = 1000
"""Rows in a row that are no rows before the file is given up."""
_LOST_BYTE: Final = re.compile("[\udc80-\udcff]")
"""Where surrogateescape puts bytes that are no text."""


def read(source: Input) -> Iterator[Article | Reject]:
    """The articles of a table; each bad row is a Reject of its own.

    Raises InputError when there is no heading row with a column `text`.
    """
    with source.open() as file:
        sample = file.read(_SAMPLE)
        if not sample.strip():
            raise InputError("is empty")
        encoding = _encoding(sample)
        errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
        again = joined(sample, file)
        with io.TextIOWrapper(again, encoding=encoding, errors=errors, newline="") as lines:
            yield from _rows(lines, source)


def count(source: Input) -> int:
    """How many rows the file can have."""
    with source.open() as file:
        return max(0, lines_in(file) - 1)


def days(source: Input) -> Iterator[date]:
    """The days that the rows give as `published` or in their address."""
    return fields.days(read(source))


def _encoding(sample: bytes) -> str:
    """The encoding of a table; a few bytes that are none of UTF-8 spoil no more than their rows."""
    try:
        return encoding_of(sample, whole=len(sample) < _SAMPLE)
    except InputError:
        lost = len(_LOST_BYTE.findall(sample.decode("utf-8", "surrogateescape")))
        if lost * 100 > len(sample) or b"\0" in sample:
            raise
        return "utf-8"


def _rows(lines: TextIO, source: Input) -> Iterator[Article | Reject]:
    csv.field_size_limit(max(csv.field_size_limit(), _MAX_FIELD))
    first = lines.readline(_MAX_FIELD)
    rest = _Numbered(lines, first)
    reader = csv.reader(rest, delimiter=_delimiter(first))
    try:
        heading = [name.strip().lower() for name in next(reader, [])]
    except csv.Error as error:
        raise InputError(f"its first row is no heading: {error}") from None
    _check(heading)
    faults = 0
    while faults < _MAX_FAULTS:
        number = rest.number + 1
        where = f"{source.where}:{number}"
        try:
            values = next(reader, None)
        except csv.Error as error:
            faults += 1
            yield Reject(where, f"is no row: {error}")
            continue
        if values is None:
            return
        if not any(values):
            continue
        faults = 0
        yield _row(heading, values, where, source.numbered(number))
    raise InputError(f"{_MAX_FAULTS:,} rows one after another are none; the rest was not read")


def _row(heading: Sequence[str], values: Sequence[str], where: str, place: str | None) -> Article | Reject:
    if len(values) > len(heading) and any(values[len(heading) :]):
        return Reject(where, f"has {len(values)} fields, the heading {len(heading)}; is a quotation mark missing?")
    given = {name: value for name, value in zip(heading, values, strict=False) if value or name == fields.TEXT}
    if any(map(_LOST_BYTE.search, given.values())):
        return Reject(where, "is not UTF-8, as the rows before it are", given.get("id"))
    return fields.row(given, where, place)


def _delimiter(heading: str) -> str:
    """What parts the names in the first line: that which stands there most often."""
    return max(_DELIMITERS, key=heading.count)


def _check(heading: Sequence[str]) -> None:
    if fields.TEXT not in heading:
        names = ", ".join(map(repr, heading[:12]))
        raise InputError(
            f"has no column 'text' in its first row, but {names}; known are {', '.join((fields.TEXT, *fields.OTHERS))}"
        )
    twice = {name for name in heading if heading.count(name) > 1} & {fields.TEXT, *fields.OTHERS}
    if twice:
        raise InputError(f"has two columns {min(twice)!r}")


class _Numbered:
    """Lines, one of them read already, and how many have been given out; a longer one comes in pieces."""

    def __init__(self, lines: TextIO, first: str) -> None:
        self._lines, self._first = lines, first
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line, self._first = self._first or self._lines.readline(_MAX_FIELD), ""
        if not line:
            raise StopIteration
        self.number += line.endswith("\n") or len(line) < _MAX_FIELD
        return line
