"""Records of articles whose texts are nearly the same, as far as their signatures tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from records import Telling, make_record

from graph import copies
from graph.model import ArticleRecord


def signature(story: int, *, first: int = 0, changed: int = 0) -> str:
    """The signature of a story; in a version of it so many values, of 128, are others, from the `first` on."""
    values = [story * 1000 + place for place in range(copies.VALUES)]
    for place in range(first, first + changed):
        values[place % copies.VALUES] += 500
    return copies.pack(values)


def near_text(
    id: str,
    story: int,
    published: str | None = "2021-12-15",
    *,
    first: int = 0,
    changed: int = 0,
    events: Iterable[Telling] = (),
    source: str | None = None,
) -> ArticleRecord:
    """An article that prints a version of a story."""
    made = make_record(id, events, published=published, source=source)
    return replace(made, signature=signature(story, first=first, changed=changed))


def family() -> list[ArticleRecord]:
    """Versions of one story, and texts beside it.

    `second` and `late` copy `first`; `edited` is near `second` but no longer near `first`, `again` near `edited` alone.
    `undated` copies `first`, as nobody knows when it was out; `year`, out some day of 2021, may have been later than
    all.  `other` tells another story, and `short` has too little text to tell.
    """
    return [
        near_text("first", 1, "2021-12-14"),
        near_text("second", 1, "2021-12-15", first=100, changed=28),
        near_text("late", 1, "2022-02-01"),
        near_text("edited", 1, "2021-12-16", first=60, changed=68),
        near_text("again", 1, "2021-12-17", first=10, changed=118),
        near_text("undated", 1, None, changed=30),
        near_text("year", 1, "2021", first=90, changed=9),
        near_text("other", 2, "2021-12-14"),
        make_record("short"),
    ]
