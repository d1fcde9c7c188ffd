"""What ingest, extract, explain and forget show people: tables that fit the terminal, and a summary of a run."""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.labels import Labels
from graph.model import NOWHERE, ArticleRecord, EventRecord, OutsideTerm, Published
from graph.printing import printable
from graph.writing import ForgetSummary, SaveSummary
from ingest.dating import advice
from ingest.highlight import STYLES, bracketed, coloured, legend, marks
from ingest.run import IngestSummary
from ingest.sources.items import Rejects

_LISTED = 10
_QUOTE = 160


def print_record(record: ArticleRecord, console: Console, labels: Labels) -> None:
    """An article's title, publication date and events."""
    console.print(Text(printable(record.title), style="bold"), soft_wrap=True)
    published = _published(record.published, labels)
    console.print(Text(f"{printable(record.article.id)} · {published}", style="dim"), soft_wrap=True)
    print_events(record, console, labels, why=False)
    console.print()


def print_explanation(record: ArticleRecord, console: Console, labels: Labels) -> None:
    """The article with its marks, the events and why they are what they are, and the evidence for its date."""
    found = marks(record)
    colours = console.is_terminal and not console.no_color
    console.print(legend(labels, colours=colours))
    console.print()
    text = record.article.text
    shown = coloured(text, found, labels) if colours else Text(bracketed(text, found, labels))
    console.print(shown, soft_wrap=not colours)
    console.print()
    print_events(record, console, labels, why=True)
    console.print()
    published = _published(record.published, labels)
    console.print(Text(published[:1].upper() + published[1:], style="bold"))
    for item in record.published.evidence:
        words = " ".join(printable(record.article.text[slice(*item.span)]).split())
        line = Text(f"- {item.says}")
        if words:
            line.append(f" (“{_short(words)}”)", style=STYLES["time"])
        console.print(line, soft_wrap=True)
    if settles := advice(record.published, labels):
        console.print(Text(settles), soft_wrap=True)


def print_events(record: ArticleRecord, console: Console, labels: Labels, *, why: bool) -> None:
    """A table of the events of an article, numbered; with `why`, the rules that found them and how sure they are."""
    if not record.events:
        console.print(labels.say("no_events"))
        return
    names = {actor.id: labels.name(actor.name, actor.name_vi) for actor in record.actors}
    treaties = {treaty.id: labels.name(treaty.name, treaty.name_vi) for treaty in record.treaties}
    numbers = {event.report_id: number for number, event in enumerate(record.events, 1)}
    table = _table()
    table.add_column("#", justify="right")
    table.add_column(labels.say("column_date"), no_wrap=True)
    table.add_column(labels.say("column_event"), overflow="fold", ratio=1)
    for number, event in enumerate(record.events, 1):
        cell = Text(_kind(event, labels), style="bold").append(f"  {_parties(event, names, labels)}", style="not bold")
        for link in event.treaties:
            action = labels.code("actions", link.action)
            cell.append(f"\n{action}: {treaties.get(link.id, link.id)}", style="not bold magenta")
        cell.append(f"\n“{_short(printable(event.quote))}”", style="not bold")
        for relation in record.relations:
            if relation.report == event.report_id:
                told = f" ({relation.rule})" if why else ""
                kind = labels.say("relation", kind=labels.relations[relation.kind], number=numbers[relation.other])
                cell.append(f"\n{kind}{told}", style="not bold cyan")
        if why:
            sure = labels.say("sure", percent=f"{event.confidence:.0%}", rules=", ".join(event.rules))
            cell.append(f"\n{sure}", style="not bold dim")
            for outside in event.outside_terms:
                cell.append(f"\n{_contradiction(outside, record, labels)}", style="not bold yellow")
        table.add_row(str(number), labels.code_date(event.date) if event.date else "?", cell)
    console.print(table)


def print_summary(summary: IngestSummary, console: Console, labels: Labels, *, stored: bool) -> None:
    """What a run did: counts, what was skipped and why, and which articles are of an unsure date."""
    if stored and summary.articles:
        console.print(_changes(summary.stored, labels))
        if summary.stored.copies:
            console.print(Text(labels.count("near_copies", summary.stored.copies)))
    elif not stored:
        told = labels.say(
            "dry_run",
            articles=labels.count("article_count", summary.extracted),
            events=labels.count("event_count", summary.events),
            actors=labels.count("actor_count", len(summary.actors)),
            treaties=labels.count("treaty_count", len(summary.treaties)),
        )
        console.print(told)
    if summary.skipped:
        reasons = ", ".join(f"{labels.number(number)} × {reason}" for reason, number in summary.skipped.most_common())
        told = labels.say("skipped", number=labels.number(summary.skipped.total()), reasons=reasons)
        console.print(Text(told), soft_wrap=True)
    if summary.unsure:
        console.print(Text(labels.say("unsure_years", number=labels.number(summary.unsure_articles))))
        _list([f"{where}: {settles}" for where, settles in summary.unsure], console, labels, summary.unsure_articles)


def print_rejects(rejects: Rejects, console: Console, labels: Labels) -> None:
    """The first rejects with their reasons."""
    if rejects:
        console.print(Text(labels.say("rejected", number=labels.number(rejects.number)), style="bold"))
        _list([f"{reject.where}: {reject.reason}" for reject in rejects], console, labels, rejects.number)


def print_forgotten(summary: ForgetSummary, console: Console, labels: Labels) -> None:
    """What withdrawing an article removed and changed."""
    parts = []
    for name, change in (
        ("event_count", summary.events),
        ("actor_count", summary.actors),
        ("treaty_count", summary.treaties),
    ):
        if change.removed:
            parts.append(labels.say("count_removed", count=labels.count(name, change.removed)))
        if change.changed:
            parts.append(labels.say("count_changed", count=labels.count(name, change.changed)))
    changes = ", ".join(parts) or labels.say("nothing_else")
    told = labels.say("withdrawn", article=printable(summary.article), changes=changes)
    console.print(Text(told), soft_wrap=True)


def _changes(saved: SaveSummary, labels: Labels) -> Table:
    table = _table()
    table.add_column("")
    for heading in ("new", "changed", "unchanged", "removed"):
        table.add_column(labels.say(heading), justify="right")
    rows = (
        ("articles", saved.articles),
        ("events", saved.events),
        ("actors", saved.actors),
        ("treaties", saved.treaties),
    )
    for name, change in rows:
        numbers = (change.new, change.changed, change.unchanged, change.removed)
        table.add_row(labels.say(name), *map(labels.number, numbers))
    return table


def _kind(event: EventRecord, labels: Labels) -> str:
    """Type and status of an event, and the way it was done where that is told."""
    kind = labels.code("types", event.type)
    if event.mode:
        kind += f" ({labels.code('modes', event.mode)})"
    return f"{kind} {labels.code('statuses', event.status)}"


def _published(published: Published, labels: Labels) -> str:
    basis = labels.published[published.basis]
    if published.value is None:
        return labels.say("published_unknown", basis=basis)
    date = labels.code_date(published.value)
    if published.basis != "inferred":
        return labels.say("published_told", date=date, basis=basis)
    in_text = any(item.span != NOWHERE for item in published.evidence)
    told = basis if in_text or not published.evidence else labels.say("beside_text")
    return labels.say("published_sure", date=date, basis=told, percent=f"{published.confidence:.0%}")


def _parties(event: EventRecord, names: dict[str, str], labels: Labels) -> str:
    """Who did it to whom, and who says so."""
    who = _names(event.sources, names) or "?"
    whom = f" → {_names(event.targets, names)}" if event.targets else ""
    said = f" ({labels.say('as_said', names=_names(event.said_by, names))})" if event.said_by else ""
    return f"{who}{whom}{said}"


def _contradiction(outside: OutsideTerm, record: ArticleRecord, labels: Labels) -> str:
    """A sentence on somebody who acts under the title of an office that was not theirs at the time."""
    actor = next(actor for actor in record.actors if actor.id == outside.actor)
    terms = [
        labels.say("to", first=term.since or "?", last=term.until or labels.say("now"))
        for term in actor.terms
        if term.role == outside.role
    ]
    name = labels.name(actor.name, actor.name_vi)
    return labels.say("outside_term", name=name, role=labels.code("roles", outside.role), terms=", ".join(terms))


def _names(ids: Iterable[str], names: dict[str, str]) -> str:
    return ", ".join(names.get(actor, actor) for actor in ids)


def _short(words: str) -> str:
    told = " ".join(words.split())
    return told if len(told) <= _QUOTE else f"{told[:_QUOTE].rpartition(' ')[0]}…"


def _list(lines: list[str], console: Console, labels: Labels, number: int | None = None) -> None:
    for line in lines[:_LISTED]:
        console.print(Text(f"  {printable(line)}"), soft_wrap=True)
    if (more := (number or len(lines)) - _LISTED) > 0:
        console.print(f"  {labels.say('more', number=labels.number(more))}")


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, header_style="bold", padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
