"""Commands: ingest, extract, explain, forget."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from biennien.settings import DataDirOption, DbOption, KnowledgeOption, examples, target
from graph.errors import BienNienError, OutputError, UnknownName, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from ingest.run import Ingest, IngestSummary
    from ingest.sources import Item, Reject

_PLAIN_PROGRESS_SECONDS = 5


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
            "biennien ingest articles/ --knowledge facts.yaml",
            "biennien ingest articles/ --dry-run",
        )
    )(ingest)
    app.command(
        epilog=examples(
            "biennien extract article.txt",
            "biennien extract articles/ --format jsonl > records.jsonl",
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
    language: LanguageOption = "auto",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and count, but store nothing.")] = False,
    knowledge: KnowledgeOption = None,
    rejects: Annotated[
        Path | None,
        typer.Option("--rejects", metavar="FILE", help="Write what was rejected to FILE (JSON Lines)."),
    ] = None,
    db: DbOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Read articles and store what they say in the graph.

    Articles that are stored already are left alone; one that has changed replaces what it said before.
    """
    items = _read(paths, published, knowledge, language)
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

        run = Ingest(store, facts=knowledge, on_reject=note)
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
    language: LanguageOption = "auto",
    knowledge: KnowledgeOption = None,
) -> None:
    """Print what articles say, without storing it."""
    items = _read(paths, published, knowledge, language)
    from ingest.pipeline import extract as read_article
    from ingest.record_json import plain, plain_reject
    from ingest.sources import Reject, Skip
    from ingest.terminal import print_record

    console = _console()
    rejects = []
    for item in items:
        if isinstance(item, Skip):
            continue
        if isinstance(item, Reject):
            rejects.append(item)
            if form is Format.JSONL:
                _print_json(plain_reject(item))
        elif form is Format.JSONL:
            _print_json(plain(read_article(item, facts=knowledge)))
        else:
            print_record(read_article(item, facts=knowledge), console)
    _fail_on(rejects)


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
    language: LanguageOption = "auto",
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
    items = _read(paths, published, knowledge, language)
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


def _read(paths: list[Path], published: str | None, facts: Path | None, language: str) -> Iterator[Item]:
    """The items of paths; a wrong date or language, a missing path or a fault in the user's facts is told at once."""
    from ingest.date_input import parse_published
    from ingest.knowledge import load
    from ingest.language import checked, readable
    from ingest.sources import read

    if facts is not None:
        load(facts)
    wanted = checked(language)
    return readable(read(paths, published=parse_published(published) if published else None), wanted)


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
    """Show on standard error how far a run is: a bar in a terminal, now and then a line elsewhere."""
    if not sys.stderr.isatty():
        last = time.monotonic()

        def tell(summary: IngestSummary) -> None:
            nonlocal last
            if time.monotonic() - last >= _PLAIN_PROGRESS_SECONDS:
                last = time.monotonic()
                print(f"{summary.articles:,} of {total:,} articles, {summary.events:,} events", file=sys.stderr)

        run.on_article = tell
        yield
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("articles"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, TextColumn("{task.fields[events]:,} events"), console=_console(err=True)) as bar:
        task = bar.add_task("articles", total=total, events=0)
        run.on_article = lambda summary: bar.update(task, completed=summary.articles, events=summary.events)
        yield
