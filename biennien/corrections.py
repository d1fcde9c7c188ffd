"""Commands: merge, split, edit, corrections."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from biennien.labelled import LabelsOption, Language
from biennien.settings import DataDirOption, DbOption, target
from graph.errors import BadValue

if TYPE_CHECKING:
    from rich.console import Console

    from graph.correcting import ListedCorrection
    from graph.labels import Labels
    from graph.store import Store

EventArgument = Annotated[str, typer.Argument(metavar="EVENT", help="Id of an event, or the beginning of it.")]

corrections = typer.Typer(
    help="List what was corrected by hand, or take a correction back.",
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _examples(*lines: str) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(epilog=_examples("biennien merge e-0123456789abcdef e-fedcba"))(merge)
    app.command(
        epilog=_examples(
            "biennien split e-0123456789abcdef --article vnexpress-17",
            "biennien split e-0123456789abcdef --report r-89abcdef01234567",
        )
    )(split)
    app.command(
        epilog=_examples(
            "biennien edit e-0123456789abcdef --date 2021-02-03",
            "biennien edit e-0123456789abcdef --type AGREE --add-source RUS --remove-target USA",
        )
    )(edit)
    app.add_typer(corrections, name="corrections")


def merge(
    ctx: typer.Context,
    events: Annotated[list[str], typer.Argument(metavar="EVENT...", help="Ids of events, or beginnings of them.")],
    language: LabelsOption = Language.ENGLISH,
    db: DbOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Make events one: they are the same act."""
    with _open(ctx, db, data_dir) as store:
        _show(store.merge_events(events), language.labels)


def split(
    ctx: typer.Context,
    event: EventArgument,
    reports: Annotated[
        list[str] | None,
        typer.Option("--report", metavar="REPORT", help="A report to take out, by id; repeat it for several."),
    ] = None,
    articles: Annotated[
        list[str] | None,
        typer.Option("--article", metavar="ARTICLE", help="An article to take out, by id; repeat it for several."),
    ] = None,
    language: LabelsOption = Language.ENGLISH,
    db: DbOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Take reports out of an event: they tell of another act."""
    with _open(ctx, db, data_dir) as store:
        _show(store.split_event(event, reports or [], articles or []), language.labels)


def edit(
    ctx: typer.Context,
    event: EventArgument,
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help="Its date in EDTF, such as 2021-02-03 or 2021-02, or `unknown`."),
    ] = None,
    kind: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="Its event type.")] = None,
    add_source: Annotated[
        list[str] | None, typer.Option("--add-source", metavar="ACTOR", help="Who did it, too; may be repeated.")
    ] = None,
    remove_source: Annotated[
        list[str] | None, typer.Option("--remove-source", metavar="ACTOR", help="Who did not do it.")
    ] = None,
    add_target: Annotated[
        list[str] | None, typer.Option("--add-target", metavar="ACTOR", help="To whom it was done, too.")
    ] = None,
    remove_target: Annotated[
        list[str] | None, typer.Option("--remove-target", metavar="ACTOR", help="To whom it was not done.")
    ] = None,
    language: LabelsOption = Language.ENGLISH,
    db: DbOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Correct the date, type or actors of an event."""
    from graph.corrections import Changes

    if date is not None and not date.strip():
        raise BadValue("an empty date", "Write a date, or `unknown`.")
    changes = Changes(
        date="" if date == "unknown" else date,
        type=kind.upper() if kind else None,
        add_sources=tuple(add_source or ()),
        drop_sources=tuple(remove_source or ()),
        add_targets=tuple(add_target or ()),
        drop_targets=tuple(remove_target or ()),
    )
    with _open(ctx, db, data_dir) as store:
        _show(store.edit_event(event, changes), language.labels)


@corrections.callback()
def listing(
    ctx: typer.Context,
    language: LabelsOption = Language.ENGLISH,
    db: DbOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """List what was corrected by hand, with what a correction does not find any more."""
    if ctx.invoked_subcommand is not None:
        return
    from graph.store import Store
    from queries.explained_event import print_corrections

    with Store.open(target(ctx, db, data_dir)) as store:
        found = store.corrections()
    if found:
        print_corrections(found, _console(), language.labels)
    else:
        typer.echo(language.labels.say("nothing_corrected"))


@corrections.command(epilog=_examples("biennien corrections undo 2"))
def undo(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Its number in the list.")],
    language: LabelsOption = Language.ENGLISH,
    db: DbOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Take a correction back."""
    from queries.explained_event import what

    with _open(ctx, db, data_dir) as store:
        typer.echo(language.labels.say("undone", what=what(store.undo(number), language.labels)))


@contextmanager
def _open(ctx: typer.Context, db: str | None, data_dir: Path | None) -> Iterator[Store]:
    from graph.store import Store

    with Store.open(target(ctx, db, data_dir), access="write") as store:
        store.ensure_schema()
        yield store


def _show(made: ListedCorrection, labels: Labels) -> None:
    from queries.explained_event import print_corrections

    print_corrections([made], _console(), labels)


def _console() -> Console:
    from graph.console import TextConsole

    return TextConsole()
