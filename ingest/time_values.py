"""What a time expression means before anyone asks when the article was published: frozen values without a date.

A meaning is read off the fields that a rule's pattern captured (`read`).  Fields have fixed names whatever the
language: `day`, `month`, `year`, `weekday`, `amount`, `unit`, `years`, `months`, `weeks`, `days` (shifts), `base`,
`lean`, `mod`, `first`, `last`, `decade`, `century`, `holiday`; `NAME@b` is the same field of the second end of a range.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

Base = Literal["published", "flow"]
Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A day, month or year by its parts; parts not said are None.

    `years` and `months` count from the base (0 = this one, -1 = last).  `lean` is -1 or +1 when the expression's own
    words put it before or after the publication (-2 or +2 when they leave no doubt), and 0 when they do not.
    `weekday` (1 = Monday) is said beside a day.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    years: int | None = None
    months: int | None = None
    base: Base = "published"
    lean: int = 0
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """`amount` units before (negative) or after the base.

    `counted` says that the words count ("two weeks later", against "the week after"); `exact` keeps the month of an
    anniversary.
    """

    unit: Literal["day", "week", "weekend", "month", "year"]
    amount: int
    base: Base = "published"
    counted: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, 1 = Monday to 7 = Sunday, in the week `weeks` away, or the nearest one that `lean` allows."""

    weekday: int
    weeks: int | None = None
    lean: int = 0


@dataclass(frozen=True, slots=True)
class Months:
    """Months `first` to `last` of a year (13 = January of the next): a season, quarter, half-year."""

    first: int
    last: int
    year: int | None = None
    years: int | None = None
    base: Base = "published"
    lean: int = 0


@dataclass(frozen=True, slots=True)
class Holiday:
    """A named day whose date the language pack tells by year."""

    name: str
    year: int | None = None
    years: int | None = None
    base: Base = "published"
    lean: int = 0


@dataclass(frozen=True, slots=True)
class SamePeriod:
    """The period told last, in another year."""

    year: int | None = None
    years: int | None = None
    base: Base = "published"


@dataclass(frozen=True, slots=True)
class Fixed:
    """An EDTF value that is complete in the words: a decade `198X`, a century `19XX`."""

    value: str


@dataclass(frozen=True, slots=True)
class Interval:
    """From one point to another; `last` None is an end left open (until now)."""

    first: Meaning
    last: Meaning | None


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time, ISO 8601 (`P5Y`); `P2Y/P5Y` when two are named."""

    value: str


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A time that comes again, in words (`every 6 months`)."""

    value: str


Meaning = Calendar | Shift | Weekday | Months | Holiday | SamePeriod | Fixed | Interval | Duration | Recurrence


class NoMeaning(ValueError):
    """The words matched, but no such time exists (30 February, hour 25)."""


_DAYS_IN_MONTH: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_ISO: Final[dict[str, tuple[str, int]]] = {
    "second": ("PT{}S", 1),
    "minute": ("PT{}M", 1),
    "hour": ("PT{}H", 1),
    "day": ("P{}D", 1),
    "week": ("P{}W", 1),
    "month": ("P{}M", 1),
    "quarter": ("P{}M", 3),
    "year": ("P{}Y", 1),
    "decade": ("P{}Y", 10),
    "century": ("P{}Y", 100),
}
_HALVES: Final[dict[str, tuple[str, float]]] = {
    "minute": ("second", 60),
    "hour": ("minute", 60),
    "day": ("hour", 24),
    "month": ("day", 30),
    "year": ("month", 12),
}


def read(how: str, fields: Fields) -> Meaning:
    """The meaning of captured fields, read in the way that the rule names.  Raises NoMeaning."""
    return READINGS[how](fields)


def _calendar(f: Fields, end: str = "") -> Calendar:
    day, month, year = f.get("day" + end), f.get("month" + end), f.get("year" + end)
    if day is not None and month is not None:
        if day > _DAYS_IN_MONTH[month - 1]:
            raise NoMeaning(f"{day}/{month}")
        if year is not None and month == 2 and day == 29 and (year % 4 or (year % 100 == 0 and year % 400)):
            raise NoMeaning(f"{day}/{month}/{year}")
    return Calendar(
        year=year,
        month=month,
        day=day,
        years=f.get("years" + end),
        months=f.get("months" + end),
        base=f.get("base" + end, f.get("base", "published")),
        lean=f.get("lean" + end, f.get("lean", 0)),
        weekday=f.get("weekday" + end),
    )


def _shift(f: Fields) -> Shift:
    for unit in ("day", "week", "weekend", "month", "year"):
        amount = f.get(unit + "s")
        if amount is not None:
            return Shift(unit, amount, f.get("base", "published"))
    raise NoMeaning("no shift")


def _ago(f: Fields) -> Meaning:
    """A counted shift, `direction` -1 (ago) or +1 (hence); what is shorter than a day or not whole is a duration."""
    unit, amount = f["unit"], f["amount"]
    if unit in ("decade", "century"):
        unit, amount = "year", amount * (10 if unit == "decade" else 100)
    if unit not in ("day", "week", "month", "year") or amount != int(amount):
        return _duration(f)
    return Shift(unit, int(amount) * f["direction"], f.get("base", "published"), True, bool(f.get("exact")))


def _weekday(f: Fields) -> Weekday:
    return Weekday(f["weekday"], f.get("weeks"), f.get("lean", 0))


def _months(f: Fields) -> Months:
    first, last = f["first"], f["last"]
    return Months(first, last, f.get("year"), f.get("years"), f.get("base", "published"), f.get("lean", 0))


def _quarter(f: Fields) -> Months:
    quarter = f["quarter"]
    return _months({**f, "first": 3 * quarter - 2, "last": 3 * quarter})


def _first_months(f: Fields) -> Months:
    amount = f["amount"]
    if not 1 <= amount <= 12 or amount != int(amount):
        raise NoMeaning("months of a year")
    return _months({**f, "first": 1, "last": int(amount)})


def _last_months(f: Fields) -> Months:
    amount = f["amount"]
    if not 1 <= amount <= 12 or amount != int(amount):
        raise NoMeaning("months of a year")
    return _months({**f, "first": 13 - int(amount), "last": 12})


def _holiday(f: Fields) -> Holiday:
    return Holiday(f["holiday"], f.get("year"), f.get("years"), f.get("base", "published"), f.get("lean", 0))


def _same_period(f: Fields) -> SamePeriod:
    return SamePeriod(f.get("year"), f.get("years"), f.get("base", "published"))


def _decade(f: Fields) -> Fixed:
    decade = f.get("decade")
    year: int = f["year"] if decade is None else (1900 + decade if decade >= 20 else 2000 + decade)
    if year % 10:
        raise NoMeaning("a decade begins with a round year")
    return Fixed(f"{year // 10:03d}X")


def _century(f: Fields) -> Fixed:
    if not 1 <= f["century"] <= 30:
        raise NoMeaning("century")
    return Fixed(f"{f['century'] - 1:02d}XX")


def _interval(f: Fields) -> Interval:
    """Both ends are calendar points; the first takes from the last what it does not say itself."""
    if f.get("day@b") is not None and all(f.get(part + "@b") is None for part in ("month", "months")):
        f = {**f, "month@b": f.get("month"), "months@b": f.get("months")}
    first, last = _calendar(f), _calendar(f, "@b")
    if first.month is None and first.months is None and first.day is not None:
        first = Calendar(first.year, last.month, first.day, first.years, last.months, first.base, first.lean)
        first = _calendar({"day": first.day, "month": first.month, "months": first.months})
    if first.year is None and first.years is None and first.months is None:
        year, years, base = last.year, last.years, last.base
        if (
            year is not None
            and first.month
            and last.month
            and (first.month, first.day or 0)
            > (
                last.month,
                last.day or 31,
            )
        ):
            year -= 1
        first = Calendar(year, first.month, first.day, years, first.months, base, last.lean)
    if first.year is not None and last.year is not None and _key(first) > _key(last, 99):
        raise NoMeaning("ends before it begins")
    return Interval(first, last)


def _key(point: Calendar, missing: int = 0) -> tuple[int, int, int]:
    return point.year or 0, point.month or missing, point.day or missing


def _since(f: Fields) -> Interval:
    return Interval(_calendar(f), None)


def _shift_interval(f: Fields) -> Interval:
    """From a counted day to a calendar point."""
    return Interval(_shift(f), _calendar(f, "@b"))


def _weekday_interval(f: Fields) -> Interval:
    weeks = f.get("weeks")
    return Interval(Weekday(f["weekday"], weeks, f.get("lean", 0)), Weekday(f["weekday@b"], weeks, f.get("lean", 0)))


def _duration(f: Fields) -> Duration:
    low = _length(f["amount"] + f.get("half", 0), f["unit"])
    high = f.get("amount@b")
    return Duration(low if high is None else f"{low}/{_length(high, f['unit'])}")


def _length(amount: float, unit: str) -> str:
    pattern, times = _ISO[unit]
    total = amount * times
    if total == int(total):
        return pattern.format(int(total))
    if unit not in _HALVES:
        return pattern.format(f"{total:g}")
    smaller, parts = _HALVES[unit]
    whole, rest = int(total), (total - int(total)) * parts
    if not whole or unit in ("minute", "hour", "day"):
        return _ISO[smaller][0].format(f"{total * parts:g}")
    return pattern.format(whole) + _ISO[smaller][0].format(f"{rest:g}")[1:]


def _recurrence(f: Fields) -> Recurrence:
    amount, unit = f.get("amount", 1), f["unit"]
    if f.get("day") is not None and f.get("month") is not None:
        return Recurrence(f"every {unit} on --{f['month']:02d}-{f['day']:02d}")
    return Recurrence(f"every {unit}" if amount == 1 else f"every {amount:g} {unit}s")


READINGS: Final[dict[str, Callable[[Fields], Meaning]]] = {
    "calendar": _calendar,
    "shift": _shift,
    "ago": _ago,
    "weekday": _weekday,
    "months": _months,
    "quarter": _quarter,
    "first months": _first_months,
    "last months": _last_months,
    "holiday": _holiday,
    "same period": _same_period,
    "decade": _decade,
    "century": _century,
    "interval": _interval,
    "since": _since,
    "shift interval": _shift_interval,
    "weekday interval": _weekday_interval,
    "duration": _duration,
    "recurrence": _recurrence,
}
"""How a rule may read what its pattern captured."""


def kind(meaning: Meaning) -> Literal["DATE", "DURATION", "SET"]:
    """The TIMEX3 kind of a meaning."""
    if isinstance(meaning, Duration):
        return "DURATION"
    return "SET" if isinstance(meaning, Recurrence) else "DATE"
