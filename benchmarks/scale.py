"""What an article costs on its way to a large graph, and what a hundred million of them would.

    python -m benchmarks.scale ARTICLES.jsonl[.gz] [--articles 1500] [--out docs/scale.md]

ARTICLES has a line per article: {"text": …[, "published"]}; they are taken evenly from the whole file.  Every step is
done for a third of them and for all: extraction, records in Parquet and back, the tables of a bulk import, the import
by neo4j-admin, its completion, and loading the same records instead.  What counts is processor time, of this process
and of those it starts, so that other work on the machine does not matter; what a step costs an article is the
difference between the two sizes, so that starting it does not matter either.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks import pages
from benchmarks.times import PUBLISHED, articles
from graph.bulk.columns import TABLES
from graph.bulk.tables import arguments
from graph.model import Article, ArticleRecord
from graph.store import Store
from graph.target import Target
from ingest.extraction import InProcess
from ingest.records.loading import Load
from ingest.records.places import found
from ingest.records.reading import read
from ingest.records.writing import RecordWriter
from tests import neo4j_server
from tests.neo4j_server import LONG_TERM, Server, Size

GOAL = 100_000_000
SERVER = Size(("-Xmx1g", "-XX:+UseSerialGC"), "256m")


@dataclass
class Sizes:
    """What so many articles took: processor seconds by step, bytes by what they are of, and other numbers."""

    articles: int
    seconds: dict[str, float]
    bytes: dict[str, int]
    numbers: dict[str, float]


def spent() -> float:
    """Processor seconds of this process and of those that it has started and that have ended."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    total = 0
    for file in folder.rglob("*"):
        try:
            total += file.stat().st_size
        except FileNotFoundError:
            continue
    return total


def run_watched(command: Sequence[str], folder: Path) -> tuple[int, int]:
    """Run a program; gives the most bytes that it had in memory, and that a folder held meanwhile."""
    memory = disk = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            with suppress(psutil.Error):
                memory = max(memory, watched.memory_info().rss)
            disk = max(disk, size_of(folder))
            time.sleep(0.05)
    if process.returncode:
        raise RuntimeError(f"{command[0]} failed")
    return memory, disk


def server_seconds(server: Server) -> float:
    """Processor seconds of a server that runs."""
    times = psutil.Process(server.process.pid).cpu_times()
    return float(times.user + times.system)


def measure(records: list[ArticleRecord], extraction: float, folder: Path) -> Sizes:
    """All steps after the extraction, which took so many seconds."""
    seconds = {"extract": extraction}
    sizes: dict[str, int] = {}
    numbers: dict[str, float] = {}

    start = spent()
    by_id = {record.article.id: record for record in records}
    writer = RecordWriter(f"{folder}/records/", "measured")
    writer.write(by_id[item.id] for item in writer.fresh([r.article for r in records]) if isinstance(item, Article))
    seconds["write"] = spent() - start
    sizes["records"] = size_of(folder / "records")
    sizes["text"] = sum(len(record.article.text.encode()) for record in records)
    numbers["events"] = sum(len(record.events) for record in records)

    start = spent()
    for _ in read(found([f"{folder}/records"])):
        pass
    seconds["read"] = spent() - start

    tables = folder / "tables"
    start = spent()
    command = [sys.executable, "-m", "biennien", "bulk-import", f"{folder}/records", "--out", str(tables)]
    numbers["memory"], sizes["building"] = run_watched(command, tables)
    seconds["tables"] = spent() - start
    sizes["tables"] = size_of(tables)
    for kind in ("nodes", "edges"):
        files = [tables / f"{table.name}.csv" for table in TABLES if table.edges == (kind == "edges")]
        numbers[kind] = sum(_rows(file) for file in files)

    home = folder / "home"
    start, begin = spent(), time.monotonic()
    told = neo4j_server.admin(LONG_TERM, home, arguments(tables))
    seconds["import"] = spent() - start
    numbers["import wall"] = time.monotonic() - begin
    assert "IMPORT DONE" in told
    sizes["store"] = size_of(home / "data" / "databases")
    server = neo4j_server.start_again(LONG_TERM, home, SERVER)
    try:
        with Store.open(_target(server), access="write") as store:
            start = spent() + server_seconds(server)
            store.ensure_schema()
            seconds["complete"] = spent() + server_seconds(server) - start
    finally:
        server.shut_down()
    sizes["completed store"] = size_of(home / "data" / "databases")

    server = neo4j_server.start_again(LONG_TERM, folder / "loaded", SERVER)
    try:
        with Store.open(_target(server), access="write") as store:
            store.ensure_schema()
            start = spent() + server_seconds(server)
            Load(store).run(read(found([f"{folder}/records"])))
            seconds["load"] = spent() + server_seconds(server) - start
    finally:
        server.stop()
    return Sizes(len(records), seconds, sizes, numbers)


def _rows(file: Path) -> int:
    """Rows of a table, whose cells may hold ends of lines."""
    import csv

    with file.open(encoding="utf-8", newline="") as lines:
        return sum(1 for _ in csv.reader(lines)) - 1


def _target(server: Server) -> Target:
    return Target(server.uri, server.user, server.password, server.database, None)


def report(small: Sizes, large: Sizes, command: str) -> str:
    """Both tables: what was measured, and what follows from it."""
    more = large.articles - small.articles

    def each(kind: str, name: str) -> float:
        return float((getattr(large, kind)[name] - getattr(small, kind)[name]) / more)

    def time_row(name: str, what: str) -> str:
        cost = each("seconds", name)
        return (
            f"| {what} | {small.seconds[name]:,.1f} s | {large.seconds[name]:,.1f} s | {1000 * cost:,.2f} ms "
            f"| {1 / cost:,.0f} |"
        )

    def hours(name: str) -> str:
        cost = each("seconds", name)
        return f"{1000 * cost:,.2f} ms × 10⁸ = {cost * GOAL / 3600:,.0f} core hours"

    def terabytes(name: str) -> str:
        return f"{each('bytes', name):,.0f} B × 10⁸ = {each('bytes', name) * GOAL / 1e12:,.2f} TB"

    def billions(name: str) -> str:
        return f"{each('numbers', name):,.1f} × 10⁸ = {each('numbers', name) * GOAL / 1e9:,.1f} billion"

    characters = large.bytes["text"] / large.articles
    return "\n".join(
        [
            f"Measured with `{command}` on {_machine()}: {large.articles:,} articles of {characters:,.0f} bytes of "
            f"text on average, and {small.articles:,} of them. Seconds are of processors, whatever else ran.",
            "",
            f"| step | {small.articles:,} articles | {large.articles:,} articles | one more | a second and core |",
            "|---|--:|--:|--:|--:|",
            time_row("extract", "extraction, one core"),
            time_row("write", "records to Parquet"),
            time_row("read", "records from Parquet"),
            time_row("tables", "`bulk-import`: tables of the graph"),
            time_row("import", "`neo4j-admin database import full`"),
            time_row("complete", "`db migrate`: indexes and empty lists, server included"),
            time_row("load", "`load` instead of these three, server included"),
            "",
            f"| what | {small.articles:,} articles | {large.articles:,} articles | one more |",
            "|---|--:|--:|--:|",
            *(
                f"| {what} | {small.bytes[name] / 1e6:,.1f} MB | {large.bytes[name] / 1e6:,.1f} MB "
                f"| {each('bytes', name):,.0f} B |"
                for name, what in (
                    ("text", "text"),
                    ("records", "records in Parquet"),
                    ("tables", "tables"),
                    ("building", "tables and working file while they are made, at most"),
                    ("store", "store after the import"),
                    ("completed store", "store with indexes"),
                )
            ),
            *(
                f"| {what} | {small.numbers[name]:,.0f} | {large.numbers[name]:,.0f} | {each('numbers', name):,.1f} |"
                for name, what in (("events", "tellings of events"), ("nodes", "nodes"), ("edges", "edges"))
            ),
            f"| memory of `bulk-import`, at most | {small.numbers['memory'] / 1e6:,.0f} MB "
            f"| {large.numbers['memory'] / 1e6:,.0f} MB | |",
            "",
            "So a hundred million (10⁸) articles like these need:",
            "",
            "| for | this much |",
            "|---|---|",
            f"| extraction | {hours('extract')}; on 100 cores "
            f"{each('seconds', 'extract') * GOAL / 3600 / 100:,.1f} hours |",
            f"| writing records | {hours('write')} |",
            f"| reading records | {hours('read')} |",
            f"| `bulk-import` | {hours('tables')}, on one core: it is one process |",
            f"| `neo4j-admin` | {hours('import')}, on all cores of the server |",
            f"| `db migrate` | {hours('complete')} |",
            f"| `load` instead of these three | {hours('load')}, one writer |",
            f"| disk: records | {terabytes('records')} |",
            f"| disk: tables and working file | {terabytes('building')} |",
            f"| disk: store | {terabytes('completed store')} |",
            f"| nodes | {billions('nodes')} |",
            f"| edges | {billions('edges')} |",
        ]
    )


def _machine() -> str:
    memory = psutil.virtual_memory().total / 2**30
    return f"{os.cpu_count()} cores and {memory:.0f} GiB of memory, Neo4j {LONG_TERM.version}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--articles", type=int, default=1500)
    parser.add_argument("--out", type=pages.page_of("scale"), help="a page between whose marks the figures are written")
    options = parser.parse_args()
    rows = list(articles(options.path))
    chosen = [
        # Articles of one made-up day would all have to be compared with one another.
        Article(f"article-{number}", text, published_given=published if published != PUBLISHED else None)
        for number, (text, published) in enumerate(rows[:: max(1, len(rows) // options.articles)][: options.articles])
    ]
    thirds = [chosen[::3], [article for number, article in enumerate(chosen) if number % 3]]
    list(InProcess().extract(chosen[:5]))  # warm
    records: list[ArticleRecord] = []
    measured: list[Sizes] = []
    extraction = 0.0
    for some in thirds:
        start = spent()
        records += [result for result in InProcess().extract(some) if isinstance(result, ArticleRecord)]
        extraction += spent() - start
        print(f"{len(records):,} articles read in {extraction:,.1f} s", file=sys.stderr)
        with tempfile.TemporaryDirectory() as folder:
            measured.append(measure(records, extraction, Path(folder)))
        print(measured[-1], file=sys.stderr)
    text = report(measured[0], measured[1], f"python -m benchmarks.scale ARTICLES --articles {options.articles}")
    print(text)
    if options.out:
        pages.write(options.out, "scale", text)


if __name__ == "__main__":
    main()
