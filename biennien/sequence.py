"""Commands: order."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from biennien.labelled import LabelsOption, Language
from biennien.saved_queries import ValuesOption, pairs
from biennien.settings import DataDirOption, DbOption, target
from graph.printing import json_text, printable


class Format(StrEnum):
    """How the order is printed."""

    TABLE = "table"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(epilog="The talks of two countries in 2021: biennien order -p actor=Russia -p other=USA -p from=2021")(
        order
    )


def order(
    ctx: typer.Context,
    values: ValuesOption = None,
    form: Annotated[Format, typer.Option("--format", help="How to print the order.")] = Format.TABLE,
    language: LabelsOption = Language.ENGLISH,
    db: DbOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Put events in order by their dates and by what texts say of them ("after", "in response"), together.

    The events are those of `biennien query timeline`, with its parameters. What texts say narrows vague dates and
    orders events of one day; where it runs in a circle or against the dates, it is set aside and listed.
    """
    from queries.catalogue import load
    from queries.runner import check, run

    timeline, telling = load()["timeline"], load()["told"]
    asked = pairs(values)
    check(timeline, asked)

    from graph.store import Store
    from timeline.order_list import ordered, plain, print_order

    labels = language.labels
    with Store.open(target(ctx, db, data_dir), access="read") as store:
        result = run(store, timeline, asked, labels)
        ids = [row["id"] for row in result.rows]
        parameters = {one.name: one.default for one in telling.parameters} | {"event": ids}
        told = store.read(telling.cypher, parameters).rows  # not by `run`, which would look up each id
    for note in result.notes:
        typer.echo(printable(note), err=True)
    if not result.rows:
        typer.echo(f"{labels.say('nothing_found')} {result.advice}".rstrip(), err=True)
    found = ordered(result.rows, told)
    if form is Format.JSON:
        typer.echo(json_text(plain(found), indent=2))
    elif result.rows:
        from graph.console import TextConsole

        print_order(found, labels, TextConsole())
