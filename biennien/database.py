"""Commands: db, doctor."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from biennien.settings import DataDirOption, DbOption, target

if TYPE_CHECKING:
    from graph.target import Target

db = typer.Typer(no_args_is_help=True, help="Start, stop, look at, save and bring back the embedded database.")

_TOLD_SECONDS = 5
"""Seconds between two lines on how far a long piece of work is."""

ForceOption = Annotated[bool, typer.Option("--force", help="Overwrite what is there.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(db, name="db")
    app.command()(doctor)


def _folder(chosen: Target, instead: str) -> Path:
    """Folder of the embedded database.  Raises UsageError for a Neo4j, with what to use `instead`."""
    from graph.errors import UsageError

    if chosen.embedded_dir is None:
        raise UsageError(f"{chosen.uri} is a server of its own, not the embedded database", instead)
    return chosen.embedded_dir


@db.command()
def start(ctx: typer.Context, db: DbOption = None, data_dir: DataDirOption = None) -> None:
    """Start the embedded database and keep it running until `biennien db stop`."""
    from graph.embedded.server import keep

    folder = _folder(target(ctx, db, data_dir), "Start it with its own tools: `docker compose up -d`, `neo4j start`.")
    port = keep(folder)
    typer.echo(f"running at bolt://127.0.0.1:{port}, until `biennien db stop`")


@db.command()
def stop(ctx: typer.Context, db: DbOption = None, data_dir: DataDirOption = None) -> None:
    """Stop the embedded database."""
    from graph.embedded.server import stop

    folder = _folder(target(ctx, db, data_dir), "Stop it with its own tools: `docker compose stop`, `neo4j stop`.")
    typer.echo("stopped" if stop(folder) else "was not running")


@db.command()
def status(ctx: typer.Context, db: DbOption = None, data_dir: DataDirOption = None) -> None:
    """Tell whether the database runs, where, how large it is and what it holds."""
    from rich.table import Table
    from rich.text import Text

    from graph.console import TextConsole

    chosen = target(ctx, db, data_dir)
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for name, value in _status(chosen):
        table.add_row(name, Text(value))
    TextConsole().print(table)


def _status(chosen: Target) -> list[tuple[str, str]]:
    from graph.embedded.server import describe
    from graph.store import Store

    facts: list[tuple[str, str]] = []
    if chosen.embedded_dir is not None:
        found = describe(chosen.embedded_dir)
        facts += [("folder", str(chosen.embedded_dir)), ("size", f"{found.size / 2**20:.1f} MB")]
        if found.note is None:
            return [("state", "stopped; the next command starts it"), *facts]
        kept = "until `biennien db stop`" if found.kept else "until a minute after its last use"
        facts = [("state", f"running {kept}"), ("process", str(found.note.java_pid)), *facts]
    with Store.open(chosen) as store:
        server = store.server
        facts += [("address", server.uri), ("engine", f"{server.product} {server.version}")]
        facts += [(label, str(nodes)) for label, nodes in store.counts().items()]
    return facts


@db.command()
def path(ctx: typer.Context, db: DbOption = None, data_dir: DataDirOption = None) -> None:
    """Print the folder of the embedded database."""
    typer.echo(_folder(target(ctx, db, data_dir), "Its files are where its configuration says."))


@db.command()
def migrate(ctx: typer.Context, db: DbOption = None, data_dir: DataDirOption = None) -> None:
    """Bring a graph that an older version made up to date, and complete one that was bulk imported."""
    from graph.store import Store

    last = time.monotonic()

    def tell(articles: int) -> None:
        nonlocal last
        if time.monotonic() - last >= _TOLD_SECONDS:
            last = time.monotonic()
            typer.echo(f"{articles:,} imported articles completed", err=True)

    with Store.open(target(ctx, db, data_dir), access="write") as store:
        before = store.schema_version()
        store.ensure_schema(on_completed=tell)
        after = store.schema_version()
    known = "none" if before is None else str(before)
    typer.echo(f"schema version {after}, as it was" if before == after else f"schema version {known} → {after}")


@db.command()
def backup(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="Zip file to write.", show_default=False)],
    force: ForceOption = False,
    db: DbOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Write the embedded database to one file; it is stopped meanwhile."""
    from graph.embedded.archive import backup
    from graph.errors import OutputError
    from graph.store import Store

    chosen = target(ctx, db, data_dir)
    folder = _folder(chosen, "Use `neo4j-admin database dump`.")
    if file.exists() and not force:
        raise OutputError(f"{file} exists already", "Choose another file, or give --force.")
    with Store.open(chosen) as store:
        version, server, nodes = store.schema_version(), store.server, store.counts()
    backup(folder, file, version, f"{server.product} {server.version}", nodes)
    typer.echo(f"wrote {file} ({file.stat().st_size / 2**20:.1f} MB, {nodes['Article']} articles)")


@db.command()
def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="Zip file that `biennien db backup` wrote.", show_default=False)],
    force: ForceOption = False,
    db: DbOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Bring the embedded database back from a backup."""
    from graph.embedded.archive import restore
    from graph.embedded.server import describe
    from graph.errors import UsageError
    from graph.store import Store

    chosen = target(ctx, db, data_dir)
    folder = _folder(chosen, "Use `neo4j-admin database load`.")
    if not force and describe(folder).size:
        with Store.open(chosen) as store:
            if any(store.counts().values()):
                raise UsageError(f"the {chosen.label} is not empty", "Give --force to replace what it holds.")
    restore(folder, file)
    with Store.open(chosen) as store:
        nodes = store.counts()
    typer.echo(f"restored {nodes['Article']} articles, {nodes['Event']} events from {file}")


def doctor(ctx: typer.Context, db: DbOption = None, data_dir: DataDirOption = None) -> None:
    """Check the installation and the database, and say what to do about what is wrong."""
    from rich.table import Table
    from rich.text import Text

    from graph.console import TextConsole
    from graph.diagnosis import examine

    marks = {"ok": "green", "note": "yellow", "broken": "red"}
    table = Table("", "", "found", "what to do", box=None, pad_edge=False)
    findings = list(examine(target(ctx, db, data_dir)))
    for finding in findings:
        table.add_row(
            Text(finding.verdict, marks[finding.verdict]), finding.subject, Text(finding.found), Text(finding.advice)
        )
    TextConsole().print(table)
    if any(finding.verdict == "broken" for finding in findings):
        raise typer.Exit(1)
