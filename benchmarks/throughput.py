"""How fast articles are read and stored, beside programs that find dates alone and beside hand-written loading.

    python -m benchmarks.throughput ARTICLES.jsonl[.gz] [--articles 600] [--out docs/benchmarks.md]

ARTICLES has a line per article: {"text": …[, "published"]}; they are taken evenly from the whole file, and everybody
reads the same ones.  All run in turns on a machine that does nothing else; what counts are the ratios.  Reading is
timed for a third of the articles and for all, and the rate is that of the difference, so that no start counts.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import altair
import neo4j
import psutil

from benchmarks import pages
from benchmarks.loading import load_by_hand
from benchmarks.peers import dateparser_search, duckling, heideltime
from benchmarks.peers.peer import Article as PeerArticle
from benchmarks.peers.peer import Unavailable
from benchmarks.times import PUBLISHED, articles
from graph.model import Article, ArticleRecord
from graph.store import Store
from graph.target import Target
from ingest.extraction import Extraction, InProcess, collect_seldom
from ingest.records.loading import BATCH
from ingest.worker_processes import WorkerProcesses, cores
from tests import neo4j_server

ROUNDS = 3
PICTURE = "images/throughput.svg"
SLOW = 60
"""Articles that dateparser reads at most."""
MEMORY_SIZES = (1_000, 10_000, 100_000)
STORED = 300
"""Articles that are loaded."""
READER = """
import sys
import psutil
from graph.model import Article
from ingest.extraction import InProcess
from ingest.worker_processes import WorkerProcesses
number, workers = int(sys.argv[1]), int(sys.argv[2])
extraction = InProcess() if workers == 1 else WorkerProcesses(workers)
text = "Ngày 16/6, Tổng thống Nga Vladimir Putin hội đàm với Tổng thống Mỹ Joe Biden tại Geneva. Lần thứ {}."
coming = (Article(str(n), text.format(n), published_given="2021-06-16") for n in range(number))
own, most = psutil.Process(), 0
for done, record in enumerate(extraction.extract(coming)):
    if done % 50 == 0 or done == number - 1:
        family = [own, *own.children(recursive=True)]
        most = max(most, *(one.memory_info().rss for one in family))
print(most >> 20)
"""
"""Reads so many short articles, and tells the most memory that one of its processes was seen with, in MB."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Articles a second of somebody: the median of the rounds; None with why when it could not be measured."""

    name: str
    articles: float | None
    why: str = ""


def wall(work: Callable[[int], object], number: int) -> float:
    """Articles a second of `work`, which reads as many articles as it is told, after its start."""
    few = number // 3
    took = []
    for size in (few, number):
        gc.collect()
        start = time.perf_counter()
        work(size)
        took.append(time.perf_counter() - start)
    return (number - few) / max(took[1] - took[0], 1e-9)


def reading(chosen: Sequence[tuple[str, str]]) -> list[Rate]:
    """Rates of this program in one process and in one for each core, and of the others."""
    ours = [Article(f"a{n}", text, published_given=day) for n, (text, day) in enumerate(chosen)]
    theirs = [PeerArticle(f"a{n}", text, day) for n, (text, day) in enumerate(chosen)]

    def read(extraction: Extraction, size: int) -> int:
        return sum(1 for _ in extraction.extract(ours[:size]))

    readers: list[tuple[str, Callable[[int], object], int]] = [
        ("biennien, one process, everything", lambda size: read(InProcess(), size), len(ours)),
        (f"biennien, {cores()} processes, everything", lambda size: read(WorkerProcesses(cores()), size), len(ours)),
        (f"{heideltime.NAME}, times", lambda size: heideltime.read(theirs[:size]), len(theirs)),
        (
            f"{dateparser_search.NAME}, dates",
            lambda size: dateparser_search.split(theirs[:size]),
            min(SLOW, len(theirs)),
        ),
        (f"{duckling.NAME}, times", lambda size: duckling.read(theirs[:size]), len(theirs)),
    ]
    read(InProcess(), SLOW)
    collect_seldom()  # as the command line does
    rates: dict[str, list[float]] = {name: [] for name, _, _ in readers}
    failed: dict[str, str] = {}
    for _ in range(ROUNDS):
        for name, work, number in readers:
            if name in failed:
                continue
            try:
                rates[name].append(wall(work, number))
            except Unavailable as reason:
                failed[name] = str(reason)
            print(name, rates[name][-1:] or failed[name], file=sys.stderr, flush=True)
    return [
        Rate(name, statistics.median(rates[name]) if name not in failed else None, failed.get(name, ""))
        for name, _, _ in readers
    ]


def loading(chosen: Sequence[tuple[str, str]]) -> tuple[list[Rate], int]:
    """Rates of storing the same records on the same Neo4j, and how many events they hold.

    An article whose file tells no date is dated by the program: hundreds of one day would be no stream of news.
    """
    read = InProcess().extract(
        Article(f"a{n}", text, published_given=None if day == PUBLISHED else day)
        for n, (text, day) in enumerate(chosen[:STORED])
    )
    records = [record for record in read if isinstance(record, ArticleRecord)]
    batches = [records[at : at + BATCH] for at in range(0, len(records), BATCH)]
    names = ("biennien: one event of many articles, all computed", "hand-written UNWIND, each article by itself")
    rates: dict[str, list[float]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as scratch:
        server = neo4j_server.start(neo4j_server.LONG_TERM, Path(scratch) / "neo4j")
        target = Target(server.uri, server.user, server.password, server.database, None)
        login = (server.user, server.password)
        try:
            with neo4j.GraphDatabase.driver(server.uri, auth=login) as driver:
                for _ in range(ROUNDS):
                    with Store.open(target, access="write") as store:
                        store.ensure_schema()
                        start = time.perf_counter()
                        for batch in batches:
                            store.save(batch)
                        rates[names[0]].append(len(records) / (time.perf_counter() - start))
                    _wipe(driver)
                    start = time.perf_counter()
                    for batch in batches:
                        with driver.session(database=server.database) as session:
                            session.execute_write(load_by_hand, batch, datetime.now(UTC))
                    rates[names[1]].append(len(records) / (time.perf_counter() - start))
                    _wipe(driver)
        finally:
            server.stop()
    return [Rate(name, statistics.median(found)) for name, found in rates.items()], sum(len(r.events) for r in records)


def _wipe(driver: neo4j.Driver) -> None:
    with driver.session() as session:
        session.run("MATCH (n) DETACH DELETE n").consume()


def memory(sizes: Sequence[int]) -> list[tuple[int, int, int]]:
    """For each number of short articles the most memory, in MB, of a process that reads alone, and of several."""
    found = []
    for size in sizes:
        peaks = []
        for workers in (1, cores()):
            command = [sys.executable, "-c", READER, str(size), str(workers)]
            peaks.append(int(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
        found.append((size, peaks[0], peaks[1]))
        print(found[-1], file=sys.stderr, flush=True)
    return found


def table(rates: Sequence[Rate], unit: str) -> list[str]:
    """Rates, and each as a multiple of the first."""
    first = rates[0].articles or 1.0
    lines = [f"| | {unit} | beside the first |", "|---|--:|--:|"]
    for rate in rates:
        if rate.articles is None:
            lines.append(f"| {rate.name} | not measured: {rate.why} | |")
        else:
            lines.append(f"| {rate.name} | {rate.articles:.1f} | {rate.articles / first:.2f} |")
    return lines


def draw(rates: Sequence[Rate], out: Path) -> None:
    """A bar for each rate."""
    rows = [{"who": rate.name, "articles a second": rate.articles} for rate in rates if rate.articles is not None]
    bars = altair.Chart(altair.InlineData(values=rows)).mark_bar().encode(
        x=altair.X("articles a second:Q"),
        y=altair.Y("who:N", sort=[rate.name for rate in rates], title=None, axis=altair.Axis(labelLimit=400)),
    )  # fmt: skip
    bars.properties(width=420, background="white").save(str(out))


def report(chosen: Sequence[tuple[str, str]], sizes: Sequence[int], pictures: Path) -> str:
    """All figures as Markdown."""
    rates = reading(chosen)
    draw(rates, pictures)
    stored, events = loading(chosen)
    size = statistics.mean(len(text) for text, _ in chosen)
    machine = f"{cores()} cores, {psutil.virtual_memory().total / 2**30:.0f} GB, Python {sys.version.split()[0]}"
    lines = [
        f"{len(chosen)} articles of {size:,.0f} characters on average, {ROUNDS} rounds in turns, medians; {machine}.",
        "",
        "### Reading",
        "",
        *table(rates, "articles a second"),
        "",
        f"![Articles read in a second, by program]({PICTURE})",
        "",
        "### Storing",
        "",
        f"{min(STORED, len(chosen))} articles with {events:,} events, {BATCH} articles a transaction, an empty Neo4j "
        "each time.",
        "",
        *table(stored, "articles a second"),
        "",
        "### Memory",
        "",
        f"| short articles read | one process alone, MB | the largest of {cores()} and their parent, MB |",
        "|--:|--:|--:|",
        *(f"| {number:,} | {alone} | {largest} |" for number, alone, largest in memory(sizes)),
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure, print the report, and write it into the page when that is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--articles", type=int, default=600)
    parser.add_argument("--memory", type=int, nargs="*", default=list(MEMORY_SIZES), help="numbers of short articles")
    parser.add_argument(
        "--out", type=pages.page_of("throughput"), help="page to write the report into, such as docs/benchmarks.md"
    )
    options = parser.parse_args()
    rows = list(articles(options.path))
    chosen = list(islice(rows[:: max(1, len(rows) // options.articles)], options.articles))
    page: Path | None = options.out
    with tempfile.TemporaryDirectory() as scratch:
        picture = page.parent / PICTURE if page else Path(scratch) / "throughput.svg"
        text = report(chosen, options.memory, picture)
    print(text)
    if page:
        pages.write(page, "throughput", text)


if __name__ == "__main__":
    main()
