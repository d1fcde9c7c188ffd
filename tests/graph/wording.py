"""Tellings with words and stories, for tests of matching: one act told by several articles, and others beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from records import Telling, make_event, make_record

from graph.model import ArticleRecord

SUMMIT = ("summit", "CONSULT", "2021-06-16", ["joe-biden"], ["RUS"], "Biden met the Russian president in Geneva.")
TALKS = ("talks", "CONSULT", "2021-06-18", ["CHN"], ["VNM"], "China and Vietnam talked about trade in Hanoi.")
WARNING = ("warning", "THREATEN", "2021-06-16", ["sergey-lavrov"], ["nato"], "Lavrov warned NATO of a new arms race.")
REPLY = ("reply", "REJECT", "2021-06-17", ["nato"], ["RUS"], "NATO rejected the warning as groundless.")


def telling(
    article: str, act: tuple[str, str, str | None, Sequence[str], Sequence[str], str], **more: object
) -> Telling:
    """An act as one article has it: with an id of its own, so that only its wording shows what it is."""
    name, kind, date, sources, targets, quote = act
    return make_event(f"e-{name}-{article}", kind, date, sources, targets, quote, **more)


def worded(
    article: str, told: Iterable[Telling], *, published: str | None = "2021-06-18", story: Sequence[str] = ("geneva",)
) -> ArticleRecord:
    """An article whose acts have the words of their quotes, all equally rare, and whose story has some words."""
    record = make_record(article, told, published=published)
    events = tuple(
        replace(event, words=tuple((word, 4.0) for word in sorted(set(event.quote.casefold().strip(".").split()))))
        for event in record.events
    )
    return replace(record, events=events, topics=tuple((word, 6.0) for word in story))


def story() -> list[ArticleRecord]:
    """Four articles: three tell of one summit, two of one warning, one of the reply; one tells something else."""
    again = (*SUMMIT[:5], "In Geneva Biden met the Russian president.")
    late = ("summit", "CONSULT", "2021-06", ["USA"], ["RUS"], "Biden met the Russian president in Geneva in June.")
    return [
        worded("a", [telling("a", SUMMIT), telling("a", WARNING)]),
        worded("b", [telling("b", again), telling("b", REPLY)]),
        worded("c", [telling("c", late), telling("c", WARNING)], published="2021-06-19"),
        worded("d", [telling("d", TALKS)], story=("hanoi",)),
    ]
