"""Commands: ingest, extract, explain, forget."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from biennien.labelled import LabelsOption, Language
from biennien.progress import Waiting, progress
from biennien.settings import ClusterOption, DataDirOption, DbOption, KnowledgeOption, WorkersOption, examples, target
from graph.errors import BienNienError, OutputError, UnknownName, UsageError
from graph.printing import json_text, printable

if TYPE_CHECKING:
    from rich.console import Console

    from graph.labels import Labels
    from ingest.extraction import Extraction
    from ingest.journal import Begun, Journal
    from ingest.run import Ingest, IngestSummary
    from ingest.sources import Item, Reject


class Format(StrEnum):
    """How extracted records are printed."""

    TABLE = "table"
    JSONL = "jsonl"


_PATHS_HELP = (
    "Files (text, web pages, Markdown, PDF, DOCX, JSON Lines, CSV, Parquet, feeds, web archives), folders and archives "
    "of them, web addresses, or - for standard input."
)
PathsArgument = Annotated[list[str], typer.Argument(metavar="PATH", help=_PATHS_HELP)]
AllowPrivateOption = Annotated[
    bool,
    typer.Option("--allow-private", help="Let web addresses lead to this machine and private networks."),
]
IngestPathsArgument = Annotated[
    list[str] | None, typer.Argument(metavar="PATH...", help=_PATHS_HELP, show_default=False)
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
LanguageOption = Annotated[
    str,
    typer.Option(
        "--language",
        metavar="CODE",
        help="Language of the articles: vi, en, or auto to find it for each.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
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
    from ingest.journal import Begun, Journal
    from ingest.rejected import files, line
    from ingest.sources import count, resting

    if bool(paths) + resume + bool(retry) != 1:
        raise UsageError("ingest takes articles, --resume or --retry FILE", "Give PATH, or one of the two.")
    if resume and (published or knowledge or allow_private or dry_run or language != "auto"):
        raise UsageError("--resume reads as the run did that it goes on with", "Leave the other options out.")
    begun = Begun(
        tuple(files(retry) if retry else map(resting, paths or ())),
        published,
        str(knowledge.absolute()) if knowledge else None,
        allow_private,
        language,
    )
    items = None if resume else _read(_paths(begun, paths), published, knowledge, language, allow_private=allow_private)
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
            knowledge = Path(begun.knowledge) if begun.knowledge else None
            items = _read(_paths(begun), begun.published, knowledge, begun.language, allow_private=begun.allow_private)
        from ingest.run import Ingest, ends_in_order

        def note(reject: Reject) -> None:
            if rejected:
                with _writing(rejected):
                    print(line(reject), file=rejected, flush=True)

        run = Ingest(
            store,
            extraction=_extraction(workers, knowledge, cluster),
            journal=journal,
            try_again=retry is not None,
            on_reject=note,
            labels=labels,
        )
        if journal:
            journal.begin(begun)
        total = count(_paths(begun, paths))
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
    items = _read(paths, published, knowledge, language, allow_private=allow_private)
    if out is not None:
        _write_records(items, out, paths, _extraction(workers, knowledge, cluster), spoken.labels)
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
                print_record(result, console, spoken.labels)
    _fail_on(rejects, spoken.labels)


def _write_records(items: Iterator[Item], out: str, paths: list[str], extraction: Extraction, labels: Labels) -> None:
    from ingest.extraction import results
    from ingest.pipeline import extractor
    from ingest.records.writing import RecordWriter
    from ingest.sources import count

    writer = RecordWriter(out, extractor(facts=extraction.facts))
    with progress(count(paths), labels) as tell:
        writer.on_article = lambda summary: tell(summary.articles, labels.count("event_count", summary.events))
        with closing(results(writer.fresh(items), extraction)) as read:
            summary = writer.write(read)
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
    items = _read(paths, published, knowledge, language, allow_private=allow_private)
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


def _read(
    paths: list[str], published: str | None, facts: Path | None, language: str, *, allow_private: bool = False
) -> Iterator[Item]:
    """The items of paths; a wrong date or language, a missing path or a fault in the user's facts is told at once."""
    from ingest.date_input import parse_published
    from ingest.knowledge import load
    from ingest.language import checked, readable
    from ingest.sources import read

    if facts is not None:
        load(facts)
    wanted = checked(language)
    day = parse_published(published) if published else None
    return readable(read(paths, published=day, allow_private=allow_private), wanted)


def _extraction(workers: int | None, facts: Path | None, cluster: str | None) -> Extraction:
    if cluster is not None:
        from ingest.cluster import Cluster

        return Cluster(cluster, facts)
    from ingest.extraction import collect_seldom
    from ingest.worker_processes import cores, local

    collect_seldom()
    return local(workers or cores(), facts)


def _paths(begun: Begun, given: list[str] | None = None) -> list[str]:
    """What a run reads, as it was given where it was."""
    return given or list(begun.inputs)


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


def _print_json(line: dict[str, Any]) -> None:
    sys.stdout.write(json_text(line) + "\n")
    sys.stdout.flush()


def _console(*, err: bool = False) -> Console:
    from graph.console import TextConsole

    return TextConsole(stderr=err)


def _fail_on(rejects: list[Reject], labels: Labels) -> None:
    """Tell what could not be read, and end with status 1 when there was something."""
    from ingest.terminal import print_rejects

    print_rejects(rejects, _console(err=True), labels)
    if rejects:
        raise typer.Exit(1)


def _show(summary: IngestSummary, labels: Labels, *, stored: bool) -> None:
    from ingest.terminal import print_rejects, print_summary

    print_summary(summary, _console(), labels, stored=stored)
    print_rejects(summary.rejects, _console(err=True), labels)


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
