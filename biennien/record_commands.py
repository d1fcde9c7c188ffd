"""Commands: load, bulk-import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from biennien.labelled import LabelsOption, Language
from biennien.progress import progress
from biennien.settings import DataDirOption, DbOption, examples, target
from graph.errors import BienNienError

if TYPE_CHECKING:
    from rich.console import Console

    from ingest.run import IngestSummary
    from ingest.sources.items import Reject, Rejects

RecordsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="RECORDS",
        help="Files of records (.parquet, .jsonl, .jsonl.gz), folders of them, or URLs such as s3://bucket/records/.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(
        epilog=examples(
            "biennien extract articles/ --out records/",
            "biennien load records/",
            "biennien load 's3://bucket/records/*.parquet' --db bolt://localhost:7687",
        )
    )(load)
    app.command(
        "bulk-import",
        epilog=examples(
            "biennien bulk-import records/ --out tables/",
            "biennien bulk-import s3://bucket/records/ --out /data/tables",
        ),
    )(bulk_import)


def load(
    ctx: typer.Context,
    records: RecordsArgument,
    language: LabelsOption = Language.ENGLISH,
    db: DbOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Store records that `biennien extract --out` wrote, as ingesting their articles would.

    Articles that are stored already in the same version are left alone; one that has changed replaces what it said
    before.
    """
    from graph.store import Store
    from ingest.records import places, reading
    from ingest.records.loading import Load
    from ingest.terminal import print_summary

    found = places.found(records)
    with Store.open(target(ctx, db, data_dir), access="write") as store:
        store.ensure_schema()
        run = Load(store, on_reject=lambda reject: _tell(reject, run.summary.rejects))
        try:
            with progress(reading.count(found), language.labels) as tell:

                def on_article(summary: IngestSummary) -> None:
                    tell(summary.articles, language.labels.count("event_count", summary.events))

                run.on_article = on_article
                summary = run.run(reading.read(found))
        except BienNienError:
            if run.summary.articles:
                print_summary(run.summary, _console(), language.labels, stored=True)
            raise
    print_summary(summary, _console(), language.labels, stored=True)
    _end(summary.rejects, interrupted=summary.interrupted)


def bulk_import(
    records: RecordsArgument,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="A new or empty folder for the tables.")],
) -> None:
    """Write the whole graph of records as tables for `neo4j-admin database import`, and print the command to run.

    For an empty Neo4j and many articles: no database is needed meanwhile, and the graph is the one that `load` makes.
    """
    from graph.bulk import tables
    from graph.bulk.building import build
    from graph.labels import load as load_labels
    from ingest.records import places, reading
    from ingest.records.intake import Intake
    from ingest.sources.items import Reject, Rejects

    found = places.found(records)
    rejects = Rejects()
    with Intake() as intake, progress(reading.count(found), load_labels("en")) as tell:
        for number, item in enumerate(reading.read(found), 1):
            refused = item if isinstance(item, Reject) else intake.take(item.record.article, number)
            if isinstance(refused, Reject):
                reject = Reject(item.where, refused.reason, refused.id)
                rejects.add(reject)
                _tell(reject, rejects)
            tell(number, "looked through")
        rows = build(intake.counting(reading.read(found)), out, lambda step, done: tell(done, step))
    _told_import(rows, out, tables.command(out))
    _end(rejects)


def _told_import(rows: dict[str, int], out: Path, command: str) -> None:
    from graph.bulk.columns import TABLES

    edges = sum(rows[table.name] for table in TABLES if table.edges)
    typer.echo(
        f"{rows['articles']:,} articles, {rows['events']:,} events, {rows['actors']:,} actors, "
        f"{rows['treaties']:,} treaties and {edges:,} edges are in {out}",
        err=True,
    )
    typer.echo("With the database empty and its server stopped, run on the server's machine:\n", err=True)
    typer.echo(command)
    typer.echo(
        "\nThen start the server and run `biennien db migrate --db URI`: it makes the indexes and completes the graph.",
        err=True,
    )


def _tell(reject: Reject, rejects: Rejects) -> None:
    """Tell of a reject that was counted, unless there have been too many to look at."""
    if rejects.number <= len(rejects):
        typer.echo(f"biennien: rejected {reject.where}: {reject.reason}", err=True)
    elif rejects.number == len(rejects) + 1:
        typer.echo("biennien: further rejects are counted, not told", err=True)


def _end(rejects: Rejects, *, interrupted: bool = False) -> None:
    if interrupted:
        raise KeyboardInterrupt
    if rejects:
        typer.echo(f"{rejects.number:,} rejected", err=True)
        raise typer.Exit(1)


def _console() -> Console:
    from graph.console import TextConsole

    return TextConsole()
