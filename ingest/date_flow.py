"""The dates that an act may take over from the article around it, and days counted from them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from graph.edtf import bounds, precision
from graph.model import TimeMention
from ingest.reading import Reading, SentenceReading

_LONGEST_QUOTE: Final = 6
"""Sentences of a quote behind which the day on which it was said is looked for."""
_OVER: Final = frozenset({"happened", "ongoing", "denied"})
"""Statuses of acts that are not to come."""
_LENGTH: Final = re.compile(r"P(\d{1,4})([DWMY])")


@dataclass(frozen=True, slots=True)
class Flow:
    """Days named before the act: the last one, with how many sentences ago it was and whether in the same paragraph,
    and the first one."""

    last_told: str | None = None
    last_distance: int = 9
    first_told: str | None = None
    in_paragraph: bool = False


class Flows:
    """The dates that an act of each sentence may take over: those of the sentences before it.

    Captions give none: a picture is often older than what the article tells.  Nor does what is quoted; but inside a
    quote the day on which it was said comes first, where the sentence in which the quote ends tells it.  What is over
    takes no day after the publication.
    """

    def __init__(self, reading: Reading, published: str | None) -> None:
        self._over, self._any = _carried(reading, published), _carried(reading, None)

    def into(self, sentence: SentenceReading, status: str) -> Flow:
        """The dates that an act of a sentence may take over."""
        return (self._over if status in _OVER else self._any)[sentence.index]


def _carried(reading: Reading, until: str | None) -> list[Flow]:
    """The flow into each sentence; days after `until` are left out."""
    found: list[Flow] = []
    last = first = None
    last_at = -9
    end = 0
    in_paragraph = False
    for sentence in reading.sentences:
        in_paragraph = in_paragraph and "\n" not in reading.text[end : sentence.span[0]]
        end = sentence.span[1]
        if said := _day_of_quote(reading, sentence):
            found.append(Flow(said, 1, first or said, in_paragraph=True))
        else:
            found.append(Flow(last, sentence.index - last_at, first, in_paragraph))
        if sentence.block == "caption":
            continue
        for at, _, time in sentence.times:
            if _is_day(time) and not sentence.is_quoted(at) and not is_ahead(time.value, until):
                last, last_at, in_paragraph = time.value, sentence.index, True
                first = first or last
    return found


def _day_of_quote(reading: Reading, sentence: SentenceReading) -> str | None:
    """The day told beside a quote that goes on behind the sentence, in the sentence where it ends."""
    if not sentence.quoted or not sentence.quoted[-1]:
        return None
    for following in reading.sentences[sentence.index + 1 : sentence.index + _LONGEST_QUOTE]:
        if not following.quoted or not following.quoted[0]:
            return None
        if not following.quoted[-1]:
            return next(
                (time.value for first, _, time in following.times if _is_day(time) and not following.is_quoted(first)),
                None,
            )
    return None


def _is_day(time: TimeMention) -> bool:
    return time.kind == "DATE" and time.value is not None and precision(time.value) == "day"


def is_ahead(value: str | None, published: str | None) -> bool:
    """Whether a date begins after the last day that the publication date allows."""
    first, day = bounds(value)[0], bounds(published)[1]
    return first is not None and day is not None and first > day


def before(day: str | None, length: str) -> str | None:
    """The day (EDTF) so long before a day: as a day, a week from Monday to Sunday, a month or a year.

    `length` is an ISO 8601 duration; None for one of hours or of several units, without a day to count from,
    and before the year 1.
    """
    counted = _LENGTH.fullmatch(length)
    first, last = bounds(day)
    if counted is None or first is None or first != last:
        return None
    number, unit = int(counted[1]), counted[2]
    year, month = divmod(first.year * 12 + first.month - 1 - (number if unit == "M" else 12 * number), 12)
    try:
        match unit:
            case "D":
                return (first - timedelta(days=number)).isoformat()
            case "W":
                monday = first - timedelta(weeks=number, days=first.weekday())
                return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
    except OverflowError:
        return None
    if year < 1:
        return None
    return f"{year:04}-{month + 1:02}" if unit == "M" else f"{year:04}"
