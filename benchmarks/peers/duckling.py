"""Duckling in Vietnamese.  Of a date that returns (every 12 July, every Tuesday) it tells those to come; the nearest of
the next and the last one is taken."""

from __future__ import annotations

import calendar
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.peers.peer import BUILD, Article, Time, Unavailable, months_later

PACKAGE = "pyduckling-native-phihos==0.3.0"
NAME = f"Duckling ({PACKAGE.replace('==', ' ')})"

MONTHS = {"month": 1, "quarter": 3, "year": 12}
"""How long a grain of months is."""


@dataclass(frozen=True, slots=True)
class Answer:
    """First and last day of what Duckling says, None where it is open, and how fine it is."""

    first: date | None
    last: date | None
    grain: str

    @property
    def anchor(self) -> date:
        """The day by which two answers are compared."""
        return self.first or self.last or date.min

    def edtf(self) -> str:
        """As exact as the grain."""
        begin, end = (_written(day, self.grain) if day else ".." for day in (self.first, self.last))
        return begin if begin == end else f"{begin}/{end}"

    def before(self, following: Answer) -> Answer:
        """As far before this as the following one is after it."""
        months = (following.anchor.year - self.anchor.year) * 12 + following.anchor.month - self.anchor.month
        if following.anchor.day == self.anchor.day and months:
            first, last = (day and months_later(day, -months) for day in (self.first, self.last))
        else:
            step = following.anchor - self.anchor
            first, last = (day and day - step for day in (self.first, self.last))
        if last and self.last and self.grain in MONTHS:
            # The last day of a month is not the same everywhere.
            last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
        return Answer(first, last, self.grain)


def python() -> Path:
    """The interpreter of an environment with Duckling in it, made the first time.  Raises Unavailable."""
    home = BUILD / "duckling"
    program = home / "bin" / "python"
    if not (home / "complete").exists():
        shutil.rmtree(home, ignore_errors=True)
        for command in (
            [sys.executable, "-m", "venv", str(home)],
            [str(program), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PACKAGE],
        ):
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                raise Unavailable(f"{PACKAGE} could not be installed (it comes for Linux on x86-64 only)")
        (home / "complete").touch()
    return program


def read(articles: Sequence[Article]) -> dict[str, list[Time]]:
    """The times of each article.  Raises Unavailable."""
    if any(article.language != "vi" for article in articles):
        raise Unavailable("measured on Vietnamese alone")
    days = {article.id: article.day for article in articles}
    lines = [
        json.dumps({"id": article.id, "text": article.text, "moment": _noon(days[article.id])}) for article in articles
    ]
    program = Path(__file__).with_name("duckling_process.py")
    # -P: else its folder, with this file under the same name, would come before the package.
    command = [str(python()), "-P", str(program)]
    done = subprocess.run(command, input="\n".join(lines), capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise Unavailable(f"it stopped: {(done.stderr.strip().splitlines() or ['no message'])[-1]}")
    answers = map(json.loads, done.stdout.splitlines())
    return {row["id"]: times(row["found"], days[row["id"]]) for row in answers}


def _noon(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())


def times(entities: Sequence[dict[str, Any]], base: date) -> list[Time]:
    """Duckling's entities in our terms; a duration that lies in a date is a part of it."""
    spans = [(entity["start"], entity["end"]) for entity in entities if entity["dim"] == "time"]
    found = []
    for entity in entities:
        span = (entity["start"], entity["end"])
        if entity["dim"] == "time":
            found.append(Time(span, "DATE", edtf(entity["value"]["values"], base)))
        elif not any(start < span[1] and span[0] < end for start, end in spans):
            found.append(Time(span, "DURATION", None))
    return sorted(found, key=lambda time: time.span)


def edtf(values: Sequence[dict[str, Any]], base: date) -> str:
    """The EDTF of the answer nearest to a day: the first that is given, or the one that went before.

    `values` are Duckling's: one, or the next ones of a date that returns; each a moment with its grain, or an interval
    (`from`, `to`) that ends before the moment `to`.
    """
    first, *following = (answer(value) for value in values)
    candidates = [first, *(first.before(other) for other in following[:1])]
    return min(candidates, key=lambda candidate: abs(candidate.anchor - base)).edtf()


def answer(value: dict[str, Any]) -> Answer:
    """One of Duckling's values as days."""
    if value["type"] == "value":
        moment = datetime.fromisoformat(value["value"])
        return Answer(moment.date(), _last(_after(moment, value["grain"])), value["grain"])
    begin, end = (
        (datetime.fromisoformat(told["value"]), told["grain"]) if told else None
        for told in (value.get("from"), value.get("to"))
    )
    grain = (begin or end or (None, "day"))[1]
    return Answer(begin[0].date() if begin else None, _last(end[0]) if end else None, grain)


def _after(start: datetime, grain: str) -> datetime:
    """The first moment after a stretch of a grain."""
    if grain in MONTHS:
        return datetime.combine(months_later(start.date(), MONTHS[grain]), start.timetz())
    return start + timedelta(**{f"{grain}s": 1})


def _last(after: datetime) -> date:
    return (after - timedelta(seconds=1)).date()


def _written(day: date, grain: str) -> str:
    if grain == "year":
        return f"{day.year:04}"
    return f"{day.year:04}-{day.month:02}" if grain in MONTHS else day.isoformat()
