"""Commands: export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from biennien.exporting import export as write
from biennien.exporting import prepare
from biennien.labelled import LabelsOption, Language
from biennien.saved_queries import ValuesOption, pairs
from biennien.settings import DataDirOption, DbOption, examples, target
from graph.printing import printable
from timeline.formats import Format


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
    language: LabelsOption = Language.ENGLISH,
    db: DbOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Write a timeline to a file: a page, a picture, a text, a table, a calendar, a network or data."""
    from queries.catalogue import load

    query = load()[name]
    options = {"actor": actor, "other": other, "treaty": treaty, "from": first, "to": last, "type": kind}
    asked: dict[str, Any] = {key: value for key, value in options.items() if value} | pairs(values)
    chosen = prepare(query, asked, out, form)

    from graph.store import Store

    with Store.open(target(ctx, db, data_dir), access="read") as store:
        done = write(store, query, asked, out, chosen, title=title, language=language.value, on_note=_say)
    labels = language.labels
    events = labels.count("event_count", done.events)
    phrase = "exported_undated" if done.undated else "exported"
    told = labels.say(phrase, out=out, events=events, undated=labels.number(done.undated))
    _say("; ".join((told, *done.notes)))
    if not done.events:
        _say(f"{labels.say('nothing_found')} {done.advice}".rstrip())


def _say(text: str) -> None:
    typer.echo(printable(text), err=True)
