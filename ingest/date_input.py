"""Publication dates as people and feeds write them, turned into EDTF.  dateparser is loaded only when it is needed."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from graph.edtf import bounds
from graph.errors import BadValue

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

LANGUAGES: Final = ("vi", "en")
_LONGEST: Final = 100
_FIRST_YEAR: Final = 1000
_NOT_QUITE_EDTF = re.compile(r"\d{4}-\d{1,2}(?!-?\d)|.*\.\.$")
"""A month that is none, an open end: dateparser would make a date of the rest."""


def parse_published(text: str) -> str:
    """The EDTF day, month or year (or closed interval) that a text gives.

    Takes EDTF, ISO dates with or without a time (the day is that of the time's own zone), and dates in Vietnamese or
    English, day before month.  Missing parts are never filled in: `tháng 12 năm 2022` is `2022-12`.  Raises BadValue
    when no year is given or the text is no date.
    """
    written = unicodedata.normalize("NFC", text).strip()
    if written and len(written) <= _LONGEST:
        value = _edtf(written) or _iso(written) or _spoken(written)
        if value is not None:
            return value
    shown = written if len(written) <= _LONGEST else written[:_LONGEST] + "…"
    raise BadValue(
        f"{shown!r} is no date of publication", "Write YYYY-MM-DD, YYYY-MM, YYYY or a date such as 23/12/2022."
    )


def _edtf(text: str) -> str | None:
    try:
        first, last = bounds(text)
    except BadValue:
        return None
    return text if first is not None and last is not None and first.year >= _FIRST_YEAR else None


def _iso(text: str) -> str | None:
    try:
        return datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        return None


def _spoken(text: str) -> str | None:
    if _NOT_QUITE_EDTF.match(text):
        return None
    found = _parser().get_date_data(text)
    day = found.date_obj
    if day is None or day.year < _FIRST_YEAR:
        return None
    if found.period == "year":
        return f"{day.year:04d}"
    if found.period == "month":
        return f"{day.year:04d}-{day.month:02d}"
    return day.date().isoformat()


@lru_cache(maxsize=1)
def _parser() -> DateDataParser:
    from dateparser.date import DateDataParser

    return DateDataParser(
        languages=list(LANGUAGES),
        settings={
            "DATE_ORDER": "DMY",
            "PREFER_LOCALE_DATE_ORDER": False,
            "PARSERS": ["absolute-time"],
            "REQUIRE_PARTS": ["year"],
        },
    )
