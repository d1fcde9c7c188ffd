"""An event explained in a terminal: who tells it, why the tellings are one, and which other events nearly were."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rich.console import Console
from rich.text import Text

from graph.correcting import ListedCorrection
from graph.corrections import Anchor, Changes, Correction
from graph.explanation import Explanation, Match, NearEvent, Told
from graph.labels import Labels

_REASONS: Final = 5
"""Reasons for and against that are shown."""
_LEAST: Final = 0.1
"""Reasons that add less to the log-odds are not shown."""
_QUOTE: Final = 220


def print_explained_event(explained: Explanation, console: Console, labels: Labels) -> None:
    """The event, its tellings with what each says differently, why they are one, and what stays apart."""
    kind, status = labels.code("types", explained.type), labels.code("statuses", explained.status)
    head = f"{kind} · {status} · {labels.code_date(explained.edtf) if explained.edtf else labels.say('no_date')}"
    console.print(Text(explained.summary, style="bold"), soft_wrap=True)
    console.print(Text(f"{explained.id} · {head}", style="dim"), soft_wrap=True)
    articles = _articles(len({told.telling.article for told in explained.tellings}), labels)
    times = len(explained.tellings)
    told_by = labels.say("told_once" if times == 1 else "told_times", number=times, articles=articles)
    _print_heading(told_by, console)
    for number, told in enumerate(explained.tellings, 1):
        _print_telling(number, told, explained, console, labels)
    if explained.matches:
        _print_heading(labels.say("why_one"), console)
        places = {told.telling.key: number for number, told in enumerate(explained.tellings, 1)}
        for match in explained.matches:
            one, other = places[match.one.key], places[match.other.key]
            why = labels.say("between", one=other, other=one, why=_why_one(match, labels))
            console.print(Text(why), soft_wrap=True)
    if explained.near:
        _print_heading(labels.say("nearly"), console)
        for near in explained.near:
            _print_near(near, explained.threshold, console, labels)
    if explained.corrections:
        _print_heading(labels.say("corrected"), console)
        for correction in explained.corrections:
            console.print(Text(f"{correction.number}: {what(correction, labels)}"), soft_wrap=True)


def print_corrections(listed: Iterable[ListedCorrection], console: Console, labels: Labels) -> None:
    """The corrections, each with what it does and what it does not find any more."""
    any_lost = False
    for item in listed:
        correction = item.correction
        made = correction.made_at.strftime("%Y-%m-%d %H:%M")
        events = ", ".join(item.events) or labels.say("no_event")
        told = f"{correction.number}  {made}  {what(correction, labels)} → {events}"
        console.print(Text(told), soft_wrap=True)
        for anchor in item.lost:
            any_lost = True
            lost = labels.say("not_found", place=_place(anchor, labels))
            console.print(Text(f"   {lost}", style="yellow"), soft_wrap=True)
    if any_lost:
        console.print(Text(labels.say("kept_anyway"), style="dim"))


def what(correction: Correction, labels: Labels) -> str:
    """What a correction does, in words."""
    if correction.kind == "merge":
        return labels.say("merged", events=len(correction.sides), reports=len(correction.anchors))
    if correction.kind == "split":
        out, kept = correction.sides
        return labels.say("split_off", out=len(out), kept=len(kept))
    return labels.say("edited", changes=", ".join(_changed(correction.changes, labels)))


def _changed(changes: Changes, labels: Labels) -> Iterable[str]:
    if changes.date is not None:
        date = labels.code_date(changes.date) if changes.date else labels.say("unknown")
        yield labels.say("edit_date", value=date)
    if changes.type is not None:
        yield labels.say("edit_type", value=labels.code("types", changes.type))
    for sign, phrase, actors in (
        ("+", "edit_source", changes.add_sources),
        ("-", "edit_source", changes.drop_sources),
        ("+", "edit_target", changes.add_targets),
        ("-", "edit_target", changes.drop_targets),
    ):
        for actor in actors:
            yield labels.say(phrase, sign=sign, actor=actor)


def _place(anchor: Anchor, labels: Labels) -> str:
    phrase = "occurrence" if anchor.occurrence else "place"
    return labels.say(phrase, words=anchor.trigger, number=anchor.occurrence + 1, article=anchor.article)


def _print_heading(text: str, console: Console) -> None:
    console.print()
    console.print(Text(text, style="bold"))


def _print_telling(number: int, told: Told, explained: Explanation, console: Console, labels: Labels) -> None:
    telling = told.telling
    published = telling.published[0]
    date = labels.code_date(str(published)) if published else labels.say("unknown")
    source = labels.say("telling", article=telling.article, date=date, report=telling.id)
    console.print(
        Text(f"{number}. {told.title or telling.article}", style="cyan").append(f"  {source}", style="dim"),
        soft_wrap=True,
    )
    console.print(Text(f"   “{_short(told.quote)}”"), soft_wrap=True)
    nobody = labels.say("nobody")
    parts = [f"{', '.join(told.sources) or nobody} → {', '.join(told.targets) or nobody}"]
    if telling.type != explained.type:
        parts.append(labels.say("type_here", value=labels.code("types", telling.type)))
    if telling.status != explained.status:
        parts.append(labels.say("status_here", value=labels.code("statuses", telling.status)))
    if telling.edtf != explained.edtf:
        here = labels.code_date(telling.edtf) if telling.edtf else labels.say("unknown")
        parts.append(labels.say("date_here", value=here))
    console.print(Text(f"   {'; '.join(parts)}", style="dim"), soft_wrap=True)


def _why_one(match: Match, labels: Labels) -> str:
    if match.one.act == match.other.act:
        return labels.say("same_milestone" if match.one.known else "same_act")
    if match.chance is None:
        return labels.say("by_others")
    return labels.say("likely", percent=f"{match.chance:.0%}", reasons=_reasons(match, labels))


def _print_near(near: NearEvent, threshold: float, console: Console, labels: Labels) -> None:
    chance = near.match.chance or 0.0
    console.print(Text(f"{near.id}  {_short(near.summary)}"), soft_wrap=True)
    phrase = {
        "people": "apart_by_people",
        "article": "apart_by_article",
        "chance": "apart_below" if chance < threshold else "apart_together",
    }[near.apart_by]
    by = labels.say(phrase, percent=f"{threshold:.0%}")
    why = labels.say("likely_by", percent=f"{chance:.0%}", by=by, reasons=_reasons(near.match, labels))
    console.print(Text(f"   {why}", style="dim"), soft_wrap=True)


def _reasons(match: Match, labels: Labels) -> str:
    told = [(name, share) for name, share in match.reasons if abs(share) >= _LEAST]
    parts = []
    for phrase, chosen in (
        ("for_it", [name for name, share in told if share > 0]),
        ("against_it", [name for name, share in told if share < 0]),
    ):
        if chosen:
            reasons = ", ".join(labels.reasons.get(name, name) for name in chosen[:_REASONS])
            parts.append(labels.say(phrase, reasons=reasons))
    if match.words:
        parts.append(labels.say("words_shared", words=", ".join(match.words)))
    return "; ".join(parts)


def _short(quote: str) -> str:
    told = " ".join(quote.split())
    return told if len(told) <= _QUOTE else f"{told[: _QUOTE - 1].rsplit(' ', 1)[0]}…"


def _articles(count: int, labels: Labels) -> str:
    return labels.say("one_article") if count == 1 else labels.count("article_count", count)
