"""The EDTF values that biennien uses (levels 0 and 1), read without a parser library because it is in every loop.

Values: day `2017-10-01`, month `2017-10`, year `2017`, decade `199X`, century `19XX`, interval `2016-10/2017-09`, open
end `2016-10/..`.  Qualifiers `~ ? %` are allowed at the end and ignored here.  Source: ISO 8601-2:2019, annex A.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Literal

from graph.errors import BadValue

Precision = Literal["day", "month", "year", "decade", "century", "interval", "unknown"]

_SIMPLE = re.compile(r"^(?:\d{4}(?:-\d\d(?:-\d\d)?)?|\d{3}X|\d\dXX)[~?%]?$")


@lru_cache(maxsize=65536)
def bounds(edtf: str | None) -> tuple[date | None, date | None]:
    """First and last day that a value allows; None on an open or unknown side.

    Raises BadValue when the text is no EDTF value of the kinds above.
    """
    if not edtf:
        return None, None
    start, slash, end = edtf.partition("/")
    first = _edge(start, edtf, first=True)
    last = _edge(end if slash else start, edtf, first=False)
    if first and last and first > last:
        raise BadValue(f"{edtf!r} ends before it begins", "Write intervals as FIRST/LAST.")
    return first, last


def _edge(value: str, whole: str, *, first: bool) -> date | None:
    if value in ("", ".."):
        return None
    if not _SIMPLE.match(value):
        raise BadValue(f"{whole!r} is no date", "Write YYYY-MM-DD, YYYY-MM, YYYY or FIRST/LAST.")
    parts = value.rstrip("~?%").replace("X", "0" if first else "9").split("-")
    year = int(parts[0])
    try:
        month = int(parts[1]) if len(parts) > 1 else (1 if first else 12)
        day = int(parts[2]) if len(parts) > 2 else (1 if first else monthrange(year, month)[1])
        return date(year, month, day)
    except ValueError as error:
        raise BadValue(f"{whole!r} is not in the calendar", "Check day and month.") from error


@lru_cache(maxsize=65536)
def precision(edtf: str | None) -> Precision:
    """How exact a value is."""
    if not edtf:
        return "unknown"
    if "/" in edtf:
        return "interval"
    bare = edtf.rstrip("~?%")
    if bare.endswith("XX"):
        return "century"
    if bare.endswith("X"):
        return "decade"
    kinds: tuple[Precision, ...] = ("year", "month", "day")
    return kinds[bare.count("-")]
