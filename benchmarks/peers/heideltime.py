"""HeidelTime: rules of the article's language, document type news, no tagger of parts of speech; one JVM a language."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from benchmarks.peers.peer import BUILD, Article, Time, Unavailable, interval, week

NAME = "HeidelTime 2.2.1"

PROJECT = Path(__file__).with_name("heideltime-java")
GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"

RULES = {"vi": "VIETNAMESE", "en": "ENGLISH"}
"""HeidelTime's names of the languages."""

MONTHS = {
    "SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14),
    "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12),
    "H1": (1, 6), "H2": (7, 12),
}  # fmt: skip
"""First and last month of TIMEX3's seasons, quarters and halves of a year; past 12 in the next year."""


def jars() -> Path:
    """The folder with HeidelTime's jars, brought by Maven the first time.  Raises Unavailable."""
    lib = BUILD / "heideltime"
    if lib.is_dir():
        return lib
    maven = shutil.which("mvn")
    if maven is None:
        raise Unavailable("no Maven to fetch it with")
    partial = lib.with_name("heideltime.partial")
    shutil.rmtree(partial, ignore_errors=True)
    command = [maven, "-q", "-B", "-ntp", "-f", str(PROJECT / "pom.xml"), GOAL]
    command += ["-DincludeScope=runtime", f"-DoutputDirectory={partial}"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unavailable("Maven could not fetch it")
    partial.rename(lib)
    return lib


def read(articles: Sequence[Article]) -> dict[str, list[Time]]:
    """The times of each article.  Raises Unavailable."""
    java = shutil.which("java")
    if java is None:
        raise Unavailable("no Java")
    found: dict[str, list[Time]] = {}
    for language in sorted({article.language for article in articles}):
        found |= _read(java, [article for article in articles if article.language == language], RULES[language])
    return found


def _read(java: str, articles: Sequence[Article], rules: str) -> dict[str, list[Time]]:
    lines = [
        json.dumps({"id": article.id, "text": article.text, "published": article.day.isoformat()}, ensure_ascii=False)
        for article in articles
    ]
    command = [java, "-cp", f"{jars()}/*", str(PROJECT / "TimexTagger.java"), rules]
    done = subprocess.run(command, input="\n".join(lines), capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise Unavailable(f"it stopped: {(done.stderr.strip().splitlines() or ['no message'])[-1]}")
    return {
        row["id"]: [time((timex["start"], timex["end"]), timex["type"], timex["value"]) for timex in row["timexes"]]
        for row in map(json.loads, done.stdout.splitlines())
    }


def time(span: tuple[int, int], kind: str, value: str) -> Time:
    """A TIMEX3 in our terms: a TIME is a DATE, valued by its day."""
    if kind in ("DURATION", "SET"):
        return Time(span, kind, None)
    return Time(span, "DATE", edtf(value))


def edtf(value: str) -> str | None:
    """The EDTF of a TIMEX3 value; None for one that is not on the calendar (PAST_REF, XXXX-05)."""
    day = value.partition("T")[0]
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", day):
        return day
    if re.fullmatch(r"\d{2,3}", day):
        return day.ljust(4, "X")
    if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", day):
        try:
            monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        except ValueError:
            return None
        return interval(monday + timedelta(days=5), monday + timedelta(days=6)) if match[3] else week(monday)
    if (match := re.fullmatch(r"(\d{4})-(\w\w)", day)) and match[2] in MONTHS:
        year, (first, last) = int(match[1]), MONTHS[match[2]]
        return f"{year}-{first:02}/{year + (last > 12)}-{last - 12 if last > 12 else last:02}"
    return None
