"""Dates in the names that an article has: of its file, its folders and the path of its address.

A date is a whole part of a name: `2021-12-15-geneva`, `15.12.2021`, `20211215_0930`, folders `2021/12/15` or `2021-12`.
Numbers that only look like one (ids, running numbers, versions) have digits or letters on a side, or name no day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal
from urllib.parse import unquote, urlsplit

from graph.edtf import bounds

Place = Literal["file", "folder", "address"]

FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2030
"""Years of publication that a name can tell."""
_FOLDERS: Final = 4
"""Folders above an article that are looked at: year, month, day and a section."""
_FREE_BEFORE = r"(?<![^\W_])"
_FREE_AFTER = r"(?![^\W_])"
_YEAR, _MONTH, _DAY = r"(?P<year>\d{4})", r"(?P<month>\d\d?)", r"(?P<day>\d\d?)"
_GAP, _SAME_GAP = r"(?P<gap>[-_. ])", r"(?P=gap)"
_PARTED: Final = (
    re.compile(rf"{_FREE_BEFORE}{_YEAR}{_GAP}{_MONTH}{_SAME_GAP}{_DAY}(?:{_FREE_AFTER}|(?=T\d))"),
    re.compile(rf"{_FREE_BEFORE}(?<!\d\.){_DAY}{_GAP}{_MONTH}{_SAME_GAP}{_YEAR}{_FREE_AFTER}"),
)
_TIME = r"(?:[_T-]?(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d(?:\d{3})?)?Z?)?"
"""Hours and minutes, seconds, thousandths: addresses of newspapers end so."""
_JOINED: Final = (
    re.compile(rf"{_FREE_BEFORE}(?P<year>\d{{4}})(?P<month>\d\d)(?P<day>\d\d){_TIME}{_FREE_AFTER}"),
    re.compile(rf"{_FREE_BEFORE}(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d{{4}}){_FREE_AFTER}"),
)
_WHOLE_MONTH: Final = re.compile(rf"{_YEAR}[-_.]{_MONTH}")
_IN_MANY: Final = re.compile(r"#\d+$")
"""End of the path of an article that is one of many in a file."""


@dataclass(frozen=True, slots=True)
class NamedDates:
    """Dates (EDTF days, or one month) that a name tells, the earliest first, and the words that tell them."""

    place: Place
    words: str
    values: tuple[str, ...]


def of_article(path: str | None, url: str | None) -> tuple[NamedDates, ...]:
    """What the article's own file or folder tells, and what its address does; of many in a file only the address."""
    found = []
    if path and not _IN_MANY.search(path):
        *folders, file = path.split("/")
        found.append(in_file(file) or _in_folders(folders, "folder"))
    if url:
        *folders, page = unquote(urlsplit(url).path).split("/")
        found.append(_whole(page, "address") or _in_folders(folders, "address"))
    return tuple(item for item in found if item)


def in_file(name: str) -> NamedDates | None:
    """What the name of a file tells."""
    return _whole(name, "file")


def earliest_day(item: NamedDates) -> date | None:
    """The first day that the name can mean."""
    return bounds(item.values[0])[0]


def _whole(name: str, place: Place) -> NamedDates | None:
    values = _days(name)
    return NamedDates(place, name, values) if values else None


def _in_folders(folders: Sequence[str], place: Place) -> NamedDates | None:
    """The date of the nearest folder that has one, alone or with the folders above it."""
    for end in range(len(folders), max(0, len(folders) - _FOLDERS), -1):
        for start in range(max(0, end - 3), end):
            words = "/".join(folders[start:end])
            if end - start > 1 and all(part.isdigit() for part in folders[start:end]):
                values = _days("-".join(folders[start:end])) or _month("-".join(folders[start:end]))
            elif end - start == 1:
                values = _days(words) or _month(words)
            else:
                continue
            if values:
                return NamedDates(place, words, values)
    return None


def _days(name: str) -> tuple[str, ...]:
    """All days that a name tells, the earliest first."""
    found = {day for pattern in (*_PARTED, *_JOINED) for match in _all(pattern, name) if (day := _day(match))}
    return tuple(sorted(found))


def _all(pattern: re.Pattern[str], name: str) -> Iterator[re.Match[str]]:
    """Matches, also those that begin inside another one that is no date."""
    at = 0
    while match := pattern.search(name, at):
        yield match
        at = match.end() if _day(match) else match.start() + 1


def _day(match: re.Match[str]) -> str | None:
    year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _month(name: str) -> tuple[str, ...]:
    match = _WHOLE_MONTH.fullmatch(name)
    if match and FIRST_YEAR <= int(match["year"]) <= LAST_YEAR and 1 <= int(match["month"]) <= 12:
        return (f"{match['year']}-{int(match['month']):02d}",)
    return ()
