"""dateparser's `search_dates`, told the language of the text and asked for the period of each date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time
from importlib.metadata import version
from inspect import signature
from typing import Any

from dateparser.search import search_dates

from benchmarks.peers.peer import Article, Time, Unavailable, week

NAME = f"dateparser {version('dateparser')}"


def split(articles: Sequence[Article]) -> dict[str, list[Time]]:
    """The times of each article by the default strategy.  Raises Unavailable."""
    return _read(articles, "split")


def ngram(articles: Sequence[Article]) -> dict[str, list[Time]]:
    """The times of each article by the strategy that tries the longest rows of words.  Raises Unavailable."""
    return _read(articles, "ngram")


def _read(articles: Sequence[Article], strategy: str) -> dict[str, list[Time]]:
    if not {"strategy", "add_period"} <= set(signature(search_dates).parameters):
        raise Unavailable("needs dateparser 1.5 or later, which tells a month from a day")
    # Its type stubs are older than the period.
    search: Callable[..., Any] = search_dates
    found = {}
    for article in articles:
        rows = search(
            article.text,
            languages=[article.language],
            settings={"RELATIVE_BASE": datetime.combine(article.day, time(12))},
            strategy=strategy,
            add_period=True,
        )
        hits = [(row[0], value(row[1], row[2])) for row in rows or ()]
        spans = place(article.text, (hit for hit, _ in hits))
        found[article.id] = [Time(span, "DATE", edtf) for span, (_, edtf) in zip(spans, hits, strict=True)]
    return found


def value(moment: datetime, period: str | None) -> str:
    """EDTF of a date as exact as its period says."""
    if period == "year":
        return f"{moment.year:04}"
    if period == "month":
        return f"{moment.year:04}-{moment.month:02}"
    if period == "week":
        return week(moment.date())
    return moment.date().isoformat()


def place(text: str, hits: Iterable[str]) -> list[tuple[int, int]]:
    """Where the found pieces of text stand, each looked for from the end of the one before.

    A hit must be whole words and may differ in white space and case.  One that is not found there stands nowhere: its
    span is empty, so that it is counted as found and overlaps nothing.
    """
    spans, at = [], 0
    for hit in hits:
        words = r"\s+".join(re.escape(word) for word in hit.split())
        match = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE).search(text, at) if words else None
        if match:
            spans.append(match.span())
            at = match.end()
        else:
            spans.append((at, at))
    return spans
