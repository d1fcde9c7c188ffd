"""Commands: extract, explain, forget."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from biennien.labelled import LabelsOption, Language
from biennien.progress import progress
from biennien.reading import AllowPrivateOption, LanguageOption, PathsArgument, PublishedOption, asked, extraction, read
from biennien.settings import ClusterOption, DataDirOption, DbOption, KnowledgeOption, WorkersOption, examples, target
from graph.errors import UnknownName, UsageError
from graph.printing import json_text, printable

if TYPE_CHECKING:
    from rich.console import Console

    from graph.labels import Labels
    from ingest.extraction import Extraction
    from ingest.sources.items import Item, Rejects


class Format(StrEnum):
    """How extracted records are printed."""

    TABLE = "table"
    JSONL = "jsonl"


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(
        epilog=examples(
            "biennien extract article.txt",
            "biennien extract articles/ --format jsonl > records.jsonl",
            "pdftotext report.pdf - | biennien extract -",
            "biennien extract articles/ --out records/",
            "biennien extract corpus.jsonl --out s3://bucket/records.parquet",
        )
    )(extract)
    app.command(
        epilog=examples(
            "biennien explain article.txt",
            "biennien explain article.txt --published 12/2022",
            "biennien explain --event e-0123456789abcdef",
        ),
    )(explain)
    app.command(
        epilog=examples(
            "biennien forget articles/old.txt",
            "biennien forget https://news.example/a-report",
            "biennien forget text-0123456789abcdef",
        )
    )(forget)


def extract(
    paths: PathsArgument,
    form: Annotated[Format, typer.Option("--format", help="How to print what was read.")] = Format.TABLE,
    published: PublishedOption = None,
    language: LanguageOption = "auto",
    knowledge: KnowledgeOption = None,
    out: Annotated[
        str | None,
        typer.Option(
            "--out",
            metavar="FILE|DIR",
            help="Write whole records for `biennien load` instead: to FILE (.parquet, .jsonl, .jsonl.gz) or in parts "
            "to a folder, here or in object storage (s3://bucket/DIR/).",
            show_default=False,
        ),
    ] = None,
    workers: WorkersOption = None,
    cluster: ClusterOption = None,
    spoken: LabelsOption = Language.ENGLISH,
    allow_private: AllowPrivateOption = False,
) -> None:
    """Print what articles say, or write it to files, without storing it.

    A folder gets a file for every 2,000 articles; run again, the command leaves out those that are there.
    """
    wanted = asked(paths, published, knowledge, language, allow_private=allow_private)
    items = read(wanted)
    if out is not None:
        _write_records(items, out, paths, extraction(wanted, workers, cluster), spoken.labels)
        return
    from ingest.extraction import results
    from ingest.record_json import plain, plain_reject
    from ingest.sources.items import Reject, Rejects
    from ingest.terminal import print_record

    console = _console()
    rejects = Rejects()
    with closing(results(items, extraction(wanted, workers, cluster))) as extracted:
        for result in extracted:
            if isinstance(result, Reject):
                rejects.add(result)
            if form is Format.JSONL:
                _print_json(plain_reject(result) if isinstance(result, Reject) else plain(result))
            elif not isinstance(result, Reject):
                print_record(result, console, spoken.labels)
    _fail_on(rejects, spoken.labels)


def _write_records(items: Iterator[Item], out: str, paths: list[str], reader: Extraction, labels: Labels) -> None:
    from ingest.extraction import results
    from ingest.pipeline import extractor
    from ingest.records.writing import RecordWriter
    from ingest.sources import count

    writer = RecordWriter(out, extractor(facts=reader.facts))
    with progress(count(paths), labels) as tell:
        writer.on_article = lambda summary: tell(summary.articles, labels.count("event_count", summary.events))
        with closing(results(writer.fresh(items), reader)) as extracted:
            summary = writer.write(extracted)
    there = f"; {summary.there:,} articles were there already" if summary.there else ""
    typer.echo(
        f"{summary.records:,} records with {summary.events:,} events in {summary.files:,} "
        f"{'file' if summary.files == 1 else 'files'}: {out}{there}",
        err=True,
    )
    _fail_on(summary.rejects, labels)


def explain(
    ctx: typer.Context,
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="FILE", help="Articles, in any form that ingest reads.")
    ] = None,
    event: Annotated[
        str | None,
        typer.Option("--event", metavar="ID", help="An event of the graph instead, by id or the beginning of it."),
    ] = None,
    published: PublishedOption = None,
    language: LanguageOption = "auto",
    knowledge: KnowledgeOption = None,
    spoken: LabelsOption = Language.ENGLISH,
    allow_private: AllowPrivateOption = False,
    db: DbOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Show an article with what was found in it, and why: times, actors, events, and the evidence for its date.

    With --event: who tells the event, why the tellings are one, and which other events nearly are the same.
    """
    if bool(paths) == bool(event):
        raise UsageError("explain takes articles or an event", "Give FILE, or --event ID.")
    if event is not None:
        from graph.store import Store
        from queries.explained_event import print_explained_event

        with Store.open(target(ctx, db, data_dir)) as store:
            print_explained_event(store.explain_event(event), _console(), spoken.labels)
        return
    assert paths is not None
    items = read(asked(paths, published, knowledge, language, allow_private=allow_private))
    from ingest.pipeline import extract as read_article
    from ingest.sources.items import Reject, Rejects, Skip
    from ingest.terminal import print_explanation

    console = _console()
    rejects = Rejects()
    shown = 0
    for item in items:
        if isinstance(item, Reject):
            rejects.add(item)
        elif not isinstance(item, Skip):
            if shown:
                console.rule()
            print_explanation(read_article(item, facts=knowledge), console, spoken.labels)
            shown += 1
    _fail_on(rejects, spoken.labels)


def forget(
    ctx: typer.Context,
    articles: Annotated[
        list[str], typer.Argument(metavar="ARTICLE", help="Id, address or path of articles to withdraw.")
    ],
    spoken: LabelsOption = Language.ENGLISH,
    db: DbOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Withdraw articles from the graph, with all that only they said."""
    from graph.store import Store
    from ingest import withdrawal
    from ingest.terminal import print_forgotten

    console = _console()
    unknown: list[UnknownName] = []
    with Store.open(target(ctx, db, data_dir), access="write") as store:
        store.ensure_schema()
        for name in articles:
            try:
                for summary in withdrawal.forget(store, name):
                    print_forgotten(summary, console, spoken.labels)
            except UnknownName as error:
                unknown.append(error)
    for other in unknown[:-1]:
        typer.echo(printable(f"biennien: {other.message}"), err=True)
    if unknown:
        raise unknown[-1]


def _print_json(line: dict[str, Any]) -> None:
    sys.stdout.write(json_text(line) + "\n")
    sys.stdout.flush()


def _console(*, err: bool = False) -> Console:
    from graph.console import TextConsole

    return TextConsole(stderr=err)


def _fail_on(rejects: Rejects, labels: Labels) -> None:
    """Tell what could not be read, and end with status 1 when there was something."""
    from ingest.terminal import print_rejects

    print_rejects(rejects, _console(err=True), labels)
    if rejects:
        raise typer.Exit(1)
