"""Commands: ingest, extract, explain, forget."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from biennien.progress import progress
from biennien.settings import ClusterOption, DataDirOption, DbOption, KnowledgeOption, WorkersOption, examples, target
from graph.errors import BienNienError, OutputError, UnknownName, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from ingest.extraction import Extraction
    from ingest.run import Ingest, IngestSummary
    from ingest.sources import Item, Reject


class Format(StrEnum):
    """How extracted records are printed."""

    TABLE = "table"
    JSONL = "jsonl"


PathsArgument = Annotated[
    list[Path],
    typer.Argument(metavar="PATH", help="Text files, JSON Lines files (an article a line), or folders of them."),
]
PublishedOption = Annotated[
    str | None,
    typer.Option(
        "--published",
        metavar="DATE",
        help="When the articles were published, such as 2022-12-23 or 12/2022. Worked out for each when left out.",
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(
        epilog=examples(
            "biennien ingest articles/",
            "biennien ingest scrape.txt --published 2022-12-23",
            "biennien ingest corpus.jsonl --rejects rejects.jsonl",
            "biennien ingest articles/ --knowledge facts.yaml",
            "biennien ingest articles/ --dry-run",
            "biennien ingest corpus.jsonl --cluster tcp://10.0.0.1:8786",
        )
    )(ingest)
    app.command(
        epilog=examples(
            "biennien extract article.txt",
            "biennien extract articles/ --format jsonl > records.jsonl",
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


def ingest(
    ctx: typer.Context,
    paths: PathsArgument,
    published: PublishedOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and count, but store nothing.")] = False,
    knowledge: KnowledgeOption = None,
    rejects: Annotated[
        Path | None,
        typer.Option("--rejects", metavar="FILE", help="Write what was rejected to FILE (JSON Lines)."),
    ] = None,
    workers: WorkersOption = None,
    cluster: ClusterOption = None,
    db: DbOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Read articles and store what they say in the graph.

    Articles that are stored already are left alone; one that has changed replaces what it said before.
    """
    items = _read(paths, published, knowledge)
    with ExitStack() as stack:
        rejected = stack.enter_context(_writable(rejects)) if rejects else None
        store = None
        if not dry_run:
            from graph.store import Store

            store = stack.enter_context(Store.open(target(ctx, db, data_dir), access="write"))
            store.ensure_schema()
        from ingest.run import Ingest
        from ingest.sources import count

        def note(reject: Reject) -> None:
            if rejected:
                line = {"where": reject.where, "reason": reject.reason, "id": reject.id}
                print(json.dumps(line, ensure_ascii=False), file=rejected, flush=True)

        run = Ingest(store, extraction=_extraction(workers, knowledge, cluster), on_reject=note)
        try:
            with _progress(run, count(paths)):
                summary = run.run(items)
        except BienNienError:
            if run.summary.articles:
                _show(run.summary, stored=not dry_run)
            raise
    _show(summary, stored=not dry_run)
    if summary.interrupted:
        raise KeyboardInterrupt
    if summary.rejects:
        raise typer.Exit(1)


def extract(
    paths: PathsArgument,
    form: Annotated[Format, typer.Option("--format", help="How to print what was read.")] = Format.TABLE,
    published: PublishedOption = None,
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
) -> None:
    """Print what articles say, or write it to files, without storing it.

    A folder gets a file for every 2,000 articles; run again, the command leaves out those that are there.
    """
    items = _read(paths, published, knowledge)
    if out is not None:
        _write_records(items, out, paths, _extraction(workers, knowledge, cluster))
        return
    from ingest.extraction import results
    from ingest.record_json import plain, plain_reject
    from ingest.sources import Reject
    from ingest.terminal import print_record

    console = _console()
    rejects = []
    with closing(results(items, _extraction(workers, knowledge, cluster))) as read:
        for result in read:
            if isinstance(result, Reject):
                rejects.append(result)
            if form is Format.JSONL:
                _print_json(plain_reject(result) if isinstance(result, Reject) else plain(result))
            elif not isinstance(result, Reject):
                print_record(result, console)
    _fail_on(rejects)


def _write_records(items: Iterator[Item], out: str, paths: list[Path], extraction: Extraction) -> None:
    from ingest.extraction import results
    from ingest.pipeline import extractor
    from ingest.records.writing import RecordWriter
    from ingest.sources import count

    writer = RecordWriter(out, extractor(facts=extraction.facts))
    with progress(count(paths)) as tell:
        writer.on_article = lambda summary: tell(summary.articles, f"{summary.events:,} events")
        with closing(results(writer.fresh(items), extraction)) as read:
            summary = writer.write(read)
    there = f"; {summary.there:,} articles were there already" if summary.there else ""
    typer.echo(
        f"{summary.records:,} records with {summary.events:,} events in {summary.files:,} "
        f"{'file' if summary.files == 1 else 'files'}: {out}{there}",
        err=True,
    )
    _fail_on(summary.rejects)


def explain(
    ctx: typer.Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE", help="Articles, in any form that ingest reads.")
    ] = None,
    event: Annotated[
        str | None,
        typer.Option("--event", metavar="ID", help="An event of the graph instead, by id or the beginning of it."),
    ] = None,
    published: PublishedOption = None,
    knowledge: KnowledgeOption = None,
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
            print_explained_event(store.explain_event(event), _console())
        return
    assert paths is not None
    items = _read(paths, published, knowledge)
    from ingest.pipeline import extract as read_article
    from ingest.sources import Reject, Skip
    from ingest.terminal import print_explanation

    console = _console()
    rejects = []
    shown = 0
    for item in items:
        if isinstance(item, Reject):
            rejects.append(item)
        elif not isinstance(item, Skip):
            if shown:
                console.rule()
            print_explanation(read_article(item, facts=knowledge), console)
            shown += 1
    _fail_on(rejects)


def forget(
    ctx: typer.Context,
    articles: Annotated[
        list[str], typer.Argument(metavar="ARTICLE", help="Id, address or path of articles to withdraw.")
    ],
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
                    print_forgotten(summary, console)
            except UnknownName as error:
                unknown.append(error)
    for other in unknown[:-1]:
        typer.echo(f"biennien: {other.message}", err=True)
    if unknown:
        raise unknown[-1]


def _read(paths: list[Path], published: str | None, facts: Path | None) -> Iterator[Item]:
    """The items of paths; a wrong date, a missing path or a fault in the user's facts is told at once."""
    from ingest.date_input import parse_published
    from ingest.knowledge import load
    from ingest.sources import read

    if facts is not None:
        load(facts)
    return read(paths, published=parse_published(published) if published else None)


def _extraction(workers: int | None, facts: Path | None, cluster: str | None) -> Extraction:
    if cluster is not None:
        from ingest.cluster import Cluster

        return Cluster(cluster, facts)
    from ingest.worker_processes import cores, local

    return local(workers or cores(), facts)


def _print_json(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _console(*, err: bool = False) -> Console:
    from rich.console import Console

    return Console(stderr=err, highlight=False, markup=False, emoji=False)


def _fail_on(rejects: list[Reject]) -> None:
    """Tell what could not be read, and end with status 1 when there was something."""
    from ingest.terminal import print_rejects

    print_rejects(rejects, _console(err=True))
    if rejects:
        raise typer.Exit(1)


def _show(summary: IngestSummary, *, stored: bool) -> None:
    from ingest.terminal import print_rejects, print_summary

    print_summary(summary, _console(), stored=stored)
    print_rejects(summary.rejects, _console(err=True))


@contextmanager
def _writable(path: Path) -> Iterator[TextIO]:
    """A file to write, told at once when it cannot be."""
    try:
        file = path.open("w", encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}", "Choose another file.") from None
    with file:
        yield file


@contextmanager
def _progress(run: Ingest, total: int) -> Iterator[None]:
    """Show on standard error how far a run is."""
    with progress(total) as tell:
        run.on_article = lambda summary: tell(summary.articles, f"{summary.events:,} events")
        yield
