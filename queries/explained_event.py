"""An event explained in a terminal: who tells it, why the tellings are one, and which other events nearly were."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rich.console import Console
from rich.text import Text

from graph.correcting import ListedCorrection
from graph.corrections import Anchor, Changes, Correction
from graph.explanation import Explanation, Match, NearEvent, Told

_WORDS: Final = {
    "type": "the same type",
    "class": "types of one class",
    "two sayings": "both only say something",
    "one saying": "one only says something",
    "saying of another": "another speaker",
    "status": "the same status",
    "source": "the same doer",
    "source's side": "doers of one side",
    "all sources": "all doers the same",
    "other source": "other doers",
    "target": "the same target",
    "target's side": "targets of one side",
    "other target": "other targets",
    "no target": "one names no target",
    "sides swapped": "doer and target swapped",
    "sides swapped, mutual": "a mutual act told from the other side",
    "no side": "nobody in common",
    "type, source, target": "the same type between the same sides",
    "treaty": "the same treaty",
    "mode": "the same way",
    "other mode": "another way",
    "place": "the same place",
    "only one of the type": "the only act of its type in both articles",
    "only one of the type and source": "the only act of its type and doer in both articles",
    "undated": "a date is missing",
    "same day": "the same day",
    "same day, told later": "the same day, told long apart",
    "dates overlap": "dates that overlap",
    "a day apart": "a day apart",
    "days apart": "days apart",
    "weeks apart": "weeks apart",
    "around publication": "one without a date of its own, published then",
    "off publication": "one without a date of its own, published later",
    "far off publication": "one without a date of its own, published much later",
    "published together": "both without dates of their own, published together",
    "same date": "the same date",
    "words": "words in common",
    "words covered": "the shorter wording is in the longer",
    "words, type": "words in common for one type",
    "words, story": "words in common in one story",
    "words of a saying": "the same is said",
    "trigger": "the same verb",
    "numbers": "the same numbers",
    "story": "articles of one story",
    "story, type, source, target": "one story, type and sides",
    "story, only one": "the only such act of one story",
    "published apart": "time between the articles",
    "crowd of the type": "how many acts of the type the articles tell",
    "crowd of the type and source": "how many such acts of the doer the articles tell",
}
"""What each feature of `graph.matching` says."""

_REASONS: Final = 5
"""Reasons for and against that are shown."""
_LEAST: Final = 0.1
"""Reasons that add less to the log-odds are not shown."""
_QUOTE: Final = 220


def print_explained_event(explained: Explanation, console: Console) -> None:
    """The event, its tellings with what each says differently, why they are one, and what stays apart."""
    head = f"{explained.type} · {explained.status} · {explained.edtf or 'no date'}"
    console.print(Text(explained.summary, style="bold"), soft_wrap=True)
    console.print(Text(f"{explained.id} · {head}", style="dim"), soft_wrap=True)
    articles = len({told.telling.article for told in explained.tellings})
    console.print()
    console.print(Text(f"Told {_times(len(explained.tellings))}, by {_articles(articles)}", style="bold"))
    for number, told in enumerate(explained.tellings, 1):
        _print_telling(number, told, explained, console)
    if explained.matches:
        console.print()
        console.print(Text("Why these are one event", style="bold"))
        places = {told.telling.key: number for number, told in enumerate(explained.tellings, 1)}
        for match in explained.matches:
            one, other = places[match.one.key], places[match.other.key]
            console.print(Text(f"{other} and {one}: {_why_one(match)}"), soft_wrap=True)
    if explained.near:
        console.print()
        console.print(Text("Nearly the same, and apart", style="bold"))
        for near in explained.near:
            _print_near(near, explained.threshold, console)
    if explained.corrections:
        console.print()
        console.print(Text("Corrected", style="bold"))
        for correction in explained.corrections:
            console.print(Text(f"{correction.number}: {what(correction)}"), soft_wrap=True)


def print_corrections(listed: Iterable[ListedCorrection], console: Console) -> None:
    """The corrections, each with what it does and what it does not find any more."""
    any_lost = False
    for item in listed:
        correction = item.correction
        made = correction.made_at.strftime("%Y-%m-%d %H:%M")
        events = ", ".join(item.events) or "no event"
        console.print(Text(f"{correction.number}  {made}  {what(correction)} → {events}"), soft_wrap=True)
        for anchor in item.lost:
            any_lost = True
            console.print(Text(f"   not found: {_place(anchor)}", style="yellow"), soft_wrap=True)
    if any_lost:
        console.print(Text("What is not found is kept, and holds again once its article tells it.", style="dim"))


def what(correction: Correction) -> str:
    """What a correction does, in words."""
    if correction.kind == "merge":
        return f"merge of {len(correction.sides)} events, {len(correction.anchors)} reports"
    if correction.kind == "split":
        out, kept = correction.sides
        return f"split of {len(out)} from {len(kept)} reports"
    return f"edit: {', '.join(_changed(correction.changes))}"


def _changed(changes: Changes) -> Iterable[str]:
    if changes.date is not None:
        yield f"date {changes.date or 'unknown'}"
    if changes.type is not None:
        yield f"type {changes.type}"
    for sign, kind, actors in (
        ("+", "source", changes.add_sources),
        ("-", "source", changes.drop_sources),
        ("+", "target", changes.add_targets),
        ("-", "target", changes.drop_targets),
    ):
        for actor in actors:
            yield f"{sign}{kind} {actor}"


def _place(anchor: Anchor) -> str:
    nth = f", occurrence {anchor.occurrence + 1}" if anchor.occurrence else ""
    return f"“{anchor.trigger}”{nth} in {anchor.article}"


def _print_telling(number: int, told: Told, explained: Explanation, console: Console) -> None:
    telling = told.telling
    published = telling.published[0]
    console.print(
        Text(f"{number}. {told.title or telling.article}", style="cyan").append(
            f"  {telling.article} · published {published or 'unknown'} · report {telling.id}", style="dim"
        ),
        soft_wrap=True,
    )
    console.print(Text(f"   “{_short(told.quote)}”"), soft_wrap=True)
    parts = [f"{', '.join(told.sources) or 'nobody'} → {', '.join(told.targets) or 'nobody'}"]
    for mine, theirs, name in (
        (telling.type, explained.type, "type"),
        (telling.status, explained.status, "status"),
        (telling.edtf or "unknown", explained.edtf or "unknown", "date"),
    ):
        if mine != theirs:
            parts.append(f"{name} {mine} here")
    console.print(Text(f"   {'; '.join(parts)}", style="dim"), soft_wrap=True)


def _why_one(match: Match) -> str:
    if match.one.act == match.other.act:
        return "the same act by type, date, actors and words" if not match.one.known else "the same milestone"
    if match.chance is None:
        return "brought together by other tellings, or by a correction"
    return f"{match.chance:.0%} likely; {_reasons(match)}"


def _print_near(near: NearEvent, threshold: float, console: Console) -> None:
    chance = near.match.chance or 0.0
    console.print(Text(f"{near.id}  {_short(near.summary)}"), soft_wrap=True)
    by = {
        "people": "a correction keeps them apart",
        "article": "one article tells both, so they are two",
        "chance": f"{threshold:.0%} is needed" if chance < threshold else "not likely enough for all tellings together",
    }[near.apart_by]
    console.print(Text(f"   {chance:.0%} likely; {by}; {_reasons(near.match)}", style="dim"), soft_wrap=True)


def _reasons(match: Match) -> str:
    told = [(name, share) for name, share in match.reasons if abs(share) >= _LEAST]
    parts = []
    for label, chosen in (
        ("for it", [name for name, share in told if share > 0]),
        ("against it", [name for name, share in told if share < 0]),
    ):
        if chosen:
            parts.append(f"{label}: {', '.join(_WORDS.get(name, name) for name in chosen[:_REASONS])}")
    if match.words:
        parts.append(f"words: {', '.join(match.words)}")
    return "; ".join(parts)


def _short(quote: str) -> str:
    told = " ".join(quote.split())
    return told if len(told) <= _QUOTE else f"{told[: _QUOTE - 1].rsplit(' ', 1)[0]}…"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _articles(count: int) -> str:
    return "one article" if count == 1 else f"{count} articles"
