"""Commands: export."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from biennien.saved_queries import ValuesOption, pairs
from biennien.settings import DataDirOption, DbOption, examples, target
from graph.errors import UsageError
from timeline.formats import Format, check_writable, format_of, write_file

if TYPE_CHECKING:
    from graph.store import Store
    from queries.catalogue import Query
    from timeline.entries import TimelineEntry

ENTRIES_AT_ONCE = 5_000
"""How many entries are fetched by id in one query."""


class Language(StrEnum):
    """Languages of the words in an exported timeline."""

    ENGLISH = "en"
    VIETNAMESE = "vi"


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(
        epilog=examples(
            "biennien export timeline.html",
            "biennien export talks.png --actor Nga --other Mỹ --labels vi",
            "biennien export life.ics --query treaty-life -p treaty='New START'",
            "biennien export slides.json --format timelinejs --from 2021",
        )
    )(export)


def _filter(*names: str, metavar: str, text: str) -> Any:
    return typer.Option(*names, metavar=metavar, help=text, show_default=False, rich_help_panel="What to export")


def export(
    ctx: typer.Context,
    out: Annotated[
        Path,
        typer.Argument(
            metavar="OUT",
            help="The file to write. Its ending says what: .html, .svg, .png, .md, .csv, .json, .ics, .graphml, .mmd, "
            ".cypher. One that is there is replaced.",
        ),
    ],
    actor: Annotated[str | None, _filter("--actor", metavar="ACTOR", text="Who acted or was acted upon.")] = None,
    other: Annotated[
        str | None, _filter("--other", metavar="ACTOR", text="A second one, taking part in the same event.")
    ] = None,
    treaty: Annotated[str | None, _filter("--treaty", metavar="TREATY", text="What the event concerns.")] = None,
    first: Annotated[str | None, _filter("--from", metavar="DATE", text="First day of the period.")] = None,
    last: Annotated[str | None, _filter("--to", metavar="DATE", text="Last day of the period.")] = None,
    kind: Annotated[
        list[str] | None,
        _filter("--type", metavar="EVENT TYPE", text="Event types; repeat it, or use commas, for several."),
    ] = None,
    name: Annotated[
        str, _filter("--query", metavar="NAME", text="A saved query that gives events (default timeline).")
    ] = "timeline",
    values: ValuesOption = None,
    title: Annotated[str | None, typer.Option("--title", help="Title of the timeline.", show_default=False)] = None,
    form: Annotated[
        Format | None, typer.Option("--format", help="What to write, whatever the file is called.", show_default=False)
    ] = None,
    language: Annotated[
        Language, typer.Option("--labels", help="Language of labels, dates and names.")
    ] = Language.ENGLISH,
    db: DbOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Write a timeline to a file: a page, a picture, a text, a table, a calendar, a network or data."""
    from queries.catalogue import load
    from queries.runner import check

    query = load()[name]
    options = {"actor": actor, "other": other, "treaty": treaty, "from": first, "to": last, "type": kind}
    asked: dict[str, Any] = {key: value for key, value in options.items() if value} | pairs(values)
    chosen = form or format_of(out)
    check(query, asked)
    if not query.gives_events:
        raise UsageError(
            f"query {name} gives no events",
            f"`biennien query {name} --format csv` (or json, markdown) writes its rows; queries that give events are "
            + ", ".join(one.name for one in load() if one.gives_events),
        )
    check_writable(out)

    from graph.excerpt import Excerpt
    from graph.excerpt import read as read_excerpt
    from graph.store import Store
    from timeline.entries import Timeline
    from timeline.labels import load as load_labels

    with Store.open(target(ctx, db, data_dir), access="read") as store:
        entries = _entries(store, query, asked, language)
        excerpt = read_excerpt(store, [entry.id for entry in entries]) if chosen is Format.CYPHER else Excerpt()
    labels = load_labels(language)
    typed = {key: ",".join(value) if isinstance(value, list) else value for key, value in asked.items()}
    beginning = labels.words["timeline"] if name == "timeline" else query.title
    timeline = Timeline(
        title=title or ": ".join(filter(None, (beginning, ", ".join(typed.values())))),
        entries=entries,
        subject=query.command_line(typed),
        made=date.today(),
        excerpt=excerpt,
    )
    notes = write_file(timeline, labels, out, chosen)
    undated = sum(not entry.dated for entry in entries)
    counts = f"{len(entries)} events{f', {undated} of them undated' if undated else ''}"
    typer.echo("; ".join((f"{out}: {counts}", *notes)), err=True)
    if not entries:
        typer.echo(f"nothing found. {query.empty}".rstrip(), err=True)


def _entries(store: Store, query: Query, values: Mapping[str, Any], language: Language) -> tuple[TimelineEntry, ...]:
    """The entries of the events that a query gives: its rows need only name them."""
    from queries.catalogue import load
    from queries.runner import run
    from timeline.entries import from_rows

    result = run(store, query, values)
    for note in result.notes:
        typer.echo(note, err=True)
    full = load()["entries"]
    ids = list(dict.fromkeys(row["id"] for row in result.rows))
    rows = []
    for start in range(0, len(ids), ENTRIES_AT_ONCE):
        wanted = {"ids": ids[start : start + ENTRIES_AT_ONCE], "language": language.value}
        rows += store.read(full.cypher, wanted).rows  # not by `run`, which would look up each id
    return from_rows(rows)
