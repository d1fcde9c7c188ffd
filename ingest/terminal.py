"""What ingest, extract, explain and forget show people: tables that fit the terminal, and a summary of a run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.model import NOWHERE, ArticleRecord, EventRecord, OutsideTerm, Published, PublishedBasis
from graph.writing import ForgetSummary, SaveSummary
from ingest.dating import advice
from ingest.highlight import STYLES, bracketed, coloured, legend, marks, printable
from ingest.run import IngestSummary
from ingest.sources.items import Reject

_BASIS: Final[dict[PublishedBasis, str]] = {
    "given": "as it was given",
    "metadata": "from what the page tells about itself",
    "text": "told in the text",
    "inferred": "worked out from the text",
    "unknown": "nothing in the text tells it",
}
_LISTED = 10
_QUOTE = 160


def print_record(record: ArticleRecord, console: Console) -> None:
    """An article's title, publication date and events."""
    console.print(Text(printable(record.title), style="bold"), soft_wrap=True)
    console.print(Text(f"{printable(record.article.id)} · {_published(record.published)}", style="dim"), soft_wrap=True)
    print_events(record, console, why=False)
    console.print()


def print_explanation(record: ArticleRecord, console: Console) -> None:
    """The article with its marks, the events and why they are what they are, and the evidence for its date."""
    found = marks(record)
    colours = console.is_terminal and not console.no_color
    console.print(legend(colours=colours))
    console.print()
    text = record.article.text
    console.print(coloured(text, found) if colours else Text(bracketed(text, found)), soft_wrap=not colours)
    console.print()
    print_events(record, console, why=True)
    console.print()
    console.print(Text(_published(record.published).capitalize(), style="bold"))
    for item in record.published.evidence:
        words = " ".join(printable(record.article.text[slice(*item.span)]).split())
        line = Text(f"- {item.says}")
        if words:
            line.append(f" (“{_short(words)}”)", style=STYLES["time"])
        console.print(line, soft_wrap=True)
    if settles := advice(record.published):
        console.print(Text(settles), soft_wrap=True)


def print_events(record: ArticleRecord, console: Console, *, why: bool) -> None:
    """A table of the events of an article, numbered; with `why`, the rules that found them and how sure they are."""
    if not record.events:
        console.print("no events found")
        return
    names = {actor.id: actor.name for actor in record.actors}
    treaties = {treaty.id: treaty.name for treaty in record.treaties}
    numbers = {event.report_id: number for number, event in enumerate(record.events, 1)}
    table = _table()
    table.add_column("#", justify="right")
    table.add_column("date", no_wrap=True)
    table.add_column("event", overflow="fold", ratio=1)
    for number, event in enumerate(record.events, 1):
        cell = Text(f"{event.type} {event.status}", style="bold").append(
            f"  {_parties(event, names)}", style="not bold"
        )
        for link in event.treaties:
            cell.append(f"\n{link.action}: {treaties.get(link.id, link.id)}", style="not bold magenta")
        cell.append(f"\n“{_short(printable(event.quote))}”", style="not bold")
        for relation in record.relations:
            if relation.report == event.report_id:
                told = f" ({relation.rule})" if why else ""
                kind = relation.kind.lower().replace("_", " ")
                cell.append(f"\n{kind} event {numbers[relation.other]}{told}", style="not bold cyan")
        if why:
            cell.append(f"\n{event.confidence:.0%} sure: {', '.join(event.rules)}", style="not bold dim")
            for outside in event.outside_terms:
                cell.append(f"\n{_contradiction(outside, record)}", style="not bold yellow")
        table.add_row(str(number), event.date or "?", cell)
    console.print(table)


def print_summary(summary: IngestSummary, console: Console, *, stored: bool) -> None:
    """What a run did: counts, what was skipped and why, and which articles are of an unsure date."""
    if stored and summary.articles:
        console.print(_changes(summary.stored))
    elif not stored:
        console.print(
            f"{summary.extracted:,} articles with {summary.events:,} events, {len(summary.actors):,} actors, "
            f"{len(summary.treaties):,} treaties; nothing was stored"
        )
    if summary.skipped:
        reasons = ", ".join(f"{number:,} × {reason}" for reason, number in summary.skipped.most_common())
        console.print(Text(f"skipped {summary.skipped.total():,}: {reasons}"), soft_wrap=True)
    if summary.unsure:
        console.print(Text(f"{summary.unsure_articles:,} of unsure publication year:"))
        _list([f"{where}: {settles}" for where, settles in summary.unsure], console, summary.unsure_articles)


def print_rejects(rejects: list[Reject], console: Console) -> None:
    """The first rejects with their reasons."""
    if rejects:
        console.print(Text(f"{len(rejects):,} rejected:", style="bold"))
        _list([f"{reject.where}: {reject.reason}" for reject in rejects], console)


def print_forgotten(summary: ForgetSummary, console: Console) -> None:
    """What withdrawing an article removed and changed."""
    parts = []
    for name, change in (("event", summary.events), ("actor", summary.actors), ("treaty", summary.treaties)):
        if change.removed:
            parts.append(f"{change.removed:,} {_plural(name, change.removed)} removed")
        if change.changed:
            parts.append(f"{change.changed:,} {_plural(name, change.changed)} changed")
    console.print(
        Text(f"{printable(summary.article)}: withdrawn; {', '.join(parts) or 'nothing else changed'}"), soft_wrap=True
    )


def _plural(name: str, number: int) -> str:
    return name if number == 1 else {"treaty": "treaties"}.get(name, f"{name}s")


def _changes(saved: SaveSummary) -> Table:
    table = _table()
    table.add_column("")
    for heading in ("new", "changed", "unchanged", "removed"):
        table.add_column(heading, justify="right")
    rows = (
        ("articles", saved.articles),
        ("events", saved.events),
        ("actors", saved.actors),
        ("treaties", saved.treaties),
    )
    for name, change in rows:
        table.add_row(
            name, *(f"{number:,}" for number in (change.new, change.changed, change.unchanged, change.removed))
        )
    return table


def _published(published: Published) -> str:
    if published.value is None:
        return f"publication date unknown: {_BASIS[published.basis]}"
    if published.basis != "inferred":
        return f"published {published.value}, {_BASIS[published.basis]}"
    in_text = any(item.span != NOWHERE for item in published.evidence)
    told = _BASIS["inferred"] if in_text or not published.evidence else "worked out from what stands beside the text"
    return f"published {published.value}, {told}, the year {published.confidence:.0%} sure"


def _parties(event: EventRecord, names: dict[str, str]) -> str:
    """Who did it to whom, and who says so."""
    who = _names(event.sources, names) or "?"
    whom = f" → {_names(event.targets, names)}" if event.targets else ""
    said = f" (as {_names(event.said_by, names)} said)" if event.said_by else ""
    return f"{who}{whom}{said}"


def _contradiction(outside: OutsideTerm, record: ArticleRecord) -> str:
    """A sentence on somebody who acts under the title of an office that was not theirs at the time."""
    actor = next(actor for actor in record.actors if actor.id == outside.actor)
    terms = [
        f"{term.since or '?'} to {term.until or 'now'}" for term in actor.terms if term.role == outside.role
    ]  # fmt: skip
    return f"against it: {actor.name} is called {outside.role}; the term is {', '.join(terms)}"


def _names(ids: Iterable[str], names: dict[str, str]) -> str:
    return ", ".join(names.get(actor, actor) for actor in ids)


def _short(words: str) -> str:
    told = " ".join(words.split())
    return told if len(told) <= _QUOTE else f"{told[:_QUOTE].rpartition(' ')[0]}…"


def _list(lines: list[str], console: Console, number: int | None = None) -> None:
    for line in lines[:_LISTED]:
        console.print(Text(f"  {printable(line)}"), soft_wrap=True)
    if (more := (number or len(lines)) - _LISTED) > 0:
        console.print(f"  … and {more:,} more")


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, header_style="bold", padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
