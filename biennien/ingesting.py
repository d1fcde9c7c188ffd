"""The command ingest: a run that stores articles, how far it is, and how it goes on after an interruption."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from biennien.labelled import LabelsOption, Language
from biennien.progress import Waiting, progress
from biennien.reading import PATHS_HELP, AllowPrivateOption, LanguageOption, PublishedOption, asked, extraction, read
from biennien.settings import ClusterOption, DataDirOption, DbOption, KnowledgeOption, WorkersOption, examples, target
from graph.errors import BienNienError, OutputError, UsageError

if TYPE_CHECKING:
    from graph.labels import Labels
    from ingest.journal import Begun, Journal
    from ingest.run import Ingest, IngestSummary
    from ingest.sources import Reject

IngestPathsArgument = Annotated[
    list[str] | None, typer.Argument(metavar="PATH...", help=PATHS_HELP, show_default=False)
]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(
        epilog=examples(
            "biennien ingest articles/",
            "biennien ingest scrape.txt --published 2022-12-23",
            "biennien ingest reports/ --language en",
            "biennien ingest corpus.jsonl --rejects rejects.jsonl",
            "biennien ingest crawl.warc.gz saved-pages.zip table.parquet",
            "biennien ingest https://news.example/a-report",
            "biennien ingest --retry rejects.jsonl",
            "biennien ingest --resume",
            "biennien ingest articles/ --knowledge facts.yaml",
            "biennien ingest articles/ --dry-run",
            "biennien ingest corpus.jsonl --cluster tcp://10.0.0.1:8786",
        )
    )(ingest)


def ingest(
    ctx: typer.Context,
    paths: IngestPathsArgument = None,
    published: PublishedOption = None,
    language: LanguageOption = "auto",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and count, but store nothing.")] = False,
    knowledge: KnowledgeOption = None,
    allow_private: AllowPrivateOption = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the last run on this database that did not come to its end.")
    ] = False,
    retry: Annotated[
        Path | None,
        typer.Option("--retry", metavar="FILE", help="Read again what an earlier run rejected and wrote to FILE."),
    ] = None,
    rejects: Annotated[
        Path | None,
        typer.Option("--rejects", metavar="FILE", help="Write what was rejected to FILE (JSON Lines)."),
    ] = None,
    workers: WorkersOption = None,
    cluster: ClusterOption = None,
    spoken: LabelsOption = Language.ENGLISH,
    db: DbOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Read articles and store what they say in the graph.

    Articles that are stored already are left alone; one that has changed replaces what it said before.
    """
    from ingest.journal import Journal
    from ingest.rejected import files, line
    from ingest.sources import count, resting

    if bool(paths) + resume + bool(retry) != 1:
        raise UsageError("ingest takes articles, --resume or --retry FILE", "Give PATH, or one of the two.")
    inputs = files(retry) if retry else map(resting, paths or ())
    begun = asked(inputs, published, knowledge, language, allow_private=allow_private)
    if resume and (dry_run or begun != asked((), None, None, "auto", allow_private=False)):
        raise UsageError("--resume reads as the run did that it goes on with", "Leave the other options out.")
    items = None if resume else read(begun, paths)
    labels = spoken.labels
    with ExitStack() as stack:
        rejected = stack.enter_context(_writable(rejects)) if rejects else None
        store = journal = None
        if not dry_run:
            from graph.store import Store

            where = target(ctx, db, data_dir)
            store = stack.enter_context(Store.open(where, access="write"))
            store.ensure_schema()
            journal = stack.enter_context(
                Journal.of(where, lambda warning: typer.echo(f"biennien: {warning}", err=True))
            )
        if items is None:
            assert journal is not None
            begun = _unfinished(journal)
            items = read(begun)
        from ingest.run import Ingest, ends_in_order

        def note(reject: Reject) -> None:
            if rejected:
                with _writing(rejected):
                    print(line(reject), file=rejected, flush=True)

        run = Ingest(
            store,
            extraction=extraction(begun, workers, cluster),
            journal=journal,
            try_again=retry is not None,
            on_reject=note,
            labels=labels,
        )
        if journal:
            journal.begin(begun)
        total = count(paths or begun.inputs)
        try:
            with ends_in_order(), _progress(run, total, labels):
                summary = run.run(items)
        except BienNienError:
            if run.summary.articles:
                _show(run.summary, labels, stored=not dry_run)
                if not dry_run:
                    _tell_how_to_go_on(run.summary, total, labels, db, data_dir)
            raise
        if journal and not summary.interrupted:
            journal.end()
    _show(summary, labels, stored=not dry_run)
    if summary.interrupted:
        if not dry_run:
            _tell_how_to_go_on(summary, total, labels, db, data_dir)
        raise KeyboardInterrupt
    if summary.rejects:
        raise typer.Exit(1)


def _unfinished(journal: Journal) -> Begun:
    if (begun := journal.unfinished()) is None:
        raise UsageError("no run on this database waits to go on", "Give the articles: biennien ingest PATH.")
    if "-" in begun.inputs:
        raise UsageError("the run read standard input, which is gone", "Give it again: biennien ingest -")
    return begun


def _tell_how_to_go_on(
    summary: IngestSummary, total: int | None, labels: Labels, db: str | None, data_dir: Path | None
) -> None:
    stored = summary.stored.articles
    articles = labels.number(stored.new + stored.changed + stored.unchanged)
    database = f" --db {db}" if db else f" --data-dir {data_dir}" if data_dir else ""
    command = f"biennien ingest --resume{database}"
    told = (
        labels.say("go_on_so_far", articles=articles, command=command)
        if total is None
        else labels.say("go_on", articles=articles, total=labels.number(total), command=command)
    )
    typer.echo(told, err=True)


def _show(summary: IngestSummary, labels: Labels, *, stored: bool) -> None:
    from graph.console import TextConsole
    from ingest.terminal import print_rejects, print_summary

    print_summary(summary, TextConsole(), labels, stored=stored)
    print_rejects(summary.rejects, TextConsole(stderr=True), labels)


@contextmanager
def _writable(path: Path) -> Iterator[TextIO]:
    """A file to write and flush within `_writing`, told at once when it cannot be."""
    with _writing(path):
        file = path.open("w", encoding="utf-8")
    try:
        yield file
    finally:
        with suppress(OSError):  # what could not be written was told then
            file.close()


@contextmanager
def _writing(file: Path | TextIO) -> Iterator[None]:
    """Turn an error of the system into one of ours."""
    try:
        yield
    except OSError as error:
        name = file if isinstance(file, Path) else file.name
        raise OutputError(f"{name} cannot be written: {error.strerror}", "Choose another file.") from None


@contextmanager
def _progress(run: Ingest, total: int | None, labels: Labels) -> Iterator[None]:
    """Show on standard error how far a run is."""
    run.on_wait = Waiting()
    with progress(total, labels) as tell:
        run.on_article = lambda summary: tell(summary.articles, labels.count("event_count", summary.events))
        yield
