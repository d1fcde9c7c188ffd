"""How long saved queries take on a large graph in Neo4j, and whether indexes answer them; writes docs/speed.md.

    python -m benchmarks.queries [--events 1000000] [--runs 20] [--only NAME...] [--out docs/speed.md]

The graph is made up (`benchmarks/synthetic_news.py`), is built once for each size, which takes half an hour for a
million events, and stays in build/benchmark.  Each query is asked as `biennien query` asks it, on an open connection.
The server compiles what is asked often, so that a question is asked until it gets no quicker, for at least fifteen
seconds and a minute at most, before it is timed; its time includes reading all rows.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import neo4j

from benchmarks import pages
from benchmarks.query_graph import graph_of
from graph.store import Store
from graph.target import Target
from queries.catalogue import Query, load
from queries.runner import check, run

TARGET_SECONDS: Final = 0.1
_ROUND: Final = 5.0
"""Seconds for which a question is asked before it is seen whether that made it quicker."""
_ROUNDS: Final = 12
_SCANS: Final = ("AllNodesScan", "NodeByLabelScan", "DirectedRelationshipTypeScan", "UndirectedRelationshipTypeScan")
_LARGE: Final = ("Event", "Article", "REPORTS", "SOURCE_OF", "TARGETS")
"""Labels and types of which there are many: to look at all of them is no way to answer a selective question."""


@dataclass(frozen=True, slots=True)
class Case:
    """A selective question: a saved query and its parameters, in words for the table."""

    query: str
    words: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """Seconds of each run in order, how many rows came, and the scans of large parts of the graph."""

    case: Case
    seconds: tuple[float, ...]
    rows: int
    scans: tuple[str, ...]

    @property
    def median(self) -> float:
        """Seconds."""
        return statistics.median(self.seconds)

    @property
    def late(self) -> float:
        """The 95th percentile, in seconds."""
        return statistics.quantiles(self.seconds, n=20, method="inclusive")[-1]


MONTH: Final = {"from": "2019-06-01", "to": "2019-06-30"}
BUSIEST: Final = "C00"  # the synthetic news has its countries in order


def cases(store: Store) -> list[Case]:
    """A question or two for each saved query.

    Left out is what the made-up news knows nothing of: how events stand to each other, and acts outside of a term.

    The person is the busiest actor's head of state in mid 2019, event and day are among the last of that month.
    """
    person = store.read(
        "MATCH (:Actor {id: $id})<-[term:REPRESENTS {role: 'head of state'}]-(one:Actor) "
        "WHERE term.since <= date('2019-06-15') AND coalesce(term.until >= date('2019-06-15'), true) "
        "RETURN one.id AS id",
        {"id": BUSIEST},
    ).rows[0]["id"]
    found = store.read(
        "MATCH (e:Event) WHERE e.precision = 'day' AND e.date >= date('2019-06-01') AND e.date < date('2019-07-01') "
        "RETURN e.id AS id, e.date AS date ORDER BY date DESC, id LIMIT 20"
    ).rows
    event, some = found[0]["id"], [row["id"] for row in found]
    treaty, word = "treaty-40", "hiệp ước cắt"
    day = found[-1]["date"]  # the news comes in waves with days of silence between them
    one_day = {"from": day, "to": day}
    rare = "C60"
    pair = {"actor": BUSIEST, "other": rare}
    return [
        Case("timeline", "the busiest actor, one month", {"actor": BUSIEST, **MONTH}),
        Case("timeline", "the two busiest actors, one month", {"actor": BUSIEST, "other": "C01", **MONTH}),
        Case("timeline", "everybody, one day", {**one_day, "limit": 200}),
        Case("timeline", "a treaty", {"treaty": treaty}),
        Case("activity", "the busiest actor and a rare one, by year", {**pair, "by": "year"}),
        Case("actors", "actors by a part of their name", {"name": "person 77"}),
        Case("articles", "published on one day", one_day),
        Case("entries", "20 events", {"ids": some}),
        Case("followed", "what followed an event, 30 days", {"event": event, "days": 30}),
        Case("led-to", "what led to an event, 30 days", {"event": event, "days": 30}),
        Case("said", "a head of state, one month", {"actor": person, **MONTH}),
        Case("said", "the busiest actor, one month", {"actor": BUSIEST, **MONTH}),
        Case("sources", "an event", {"event": event}),
        Case("treaties", "treaties by a part of their name", {"name": "treaty 4"}),
        Case("treaty-life", "a treaty", {"treaty": treaty}),
        Case("unsure-dates", "a head of state", {"actor": person, "limit": 50}),
        Case("escalation", "the busiest actor and a rare one", pair),
        Case("escalation", "the two busiest actors, one month", {"actor": BUSIEST, "other": "C01", **MONTH}),
        Case("silences", "the busiest actor and a rare one", pair),
        Case("first-and-last", "the busiest actor and a rare one", pair),
        Case("pairs", "the busiest actor, one month", {"actor": BUSIEST, **MONTH}),
        Case("network", "everybody, one day", one_day),
        Case("known-on", "what became known on one day", {"on": day, "since": day}),
        Case("quoted", "a head of state", {"actor": person}),
        Case("quoted", "the busiest actor, one month", {"actor": BUSIEST, **MONTH}),
        Case("corroborated", "told by three or more, one day", {"least": 3, **one_day}),
        Case("anniversaries", "of a day, the busiest actor", {"on": "2026-06-10", "actor": BUSIEST, "every": 5}),
        Case("disagreements", "one day", one_day),
        Case("offices", "of the busiest actor", {"on": "2019-06-10", "actor": BUSIEST}),
        Case("open-plans", "due in one week", {"on": "2019-06-30", "since": "2019-06-24", "limit": 50}),
        Case(
            "open-plans",
            "of a rare actor, due in one year",
            {"on": "2019-06-30", "since": "2018-07-01", "actor": "C60"},
        ),
        Case("changed", "the busiest actor, one month", {"actor": BUSIEST, **MONTH}),
        Case("search", "three words in a row", {"words": word}),
        Case("search", "the same without diacritics", {"words": "hiep uoc cat", "limit": 20}),
    ]


def measure(store: Store, session: neo4j.Session, case: Case, runs: int) -> Result:
    """Ask a question many times."""
    query = load()[case.query]
    answer = run(store, query, case.values)

    def ask() -> float:
        began = time.perf_counter()
        run(store, query, case.values)
        return time.perf_counter() - began

    _warm(ask)
    seconds = [ask() for _ in range(runs)]
    scans = sorted(set(_scans(session, query, answer.parameters)))
    return Result(case, tuple(seconds), len(answer.rows), tuple(scans))


def _warm(ask: Callable[[], float]) -> None:
    """Ask until two rounds together have not made the median a twentieth smaller; `ask` gives its seconds."""
    quickest, since = float("inf"), 0
    for _ in range(_ROUNDS):
        end, seconds = time.perf_counter() + _ROUND, [ask()]
        while time.perf_counter() < end:
            seconds.append(ask())
        median = statistics.median(seconds)
        since = 0 if median < 0.95 * quickest else since + 1
        quickest = min(quickest, median)
        if since == 2:
            return


def _scans(session: neo4j.Session, query: Query, values: dict[str, Any]) -> Iterator[str]:
    """Labels and types of which the plan that was carried out looked at all."""
    steps: list[Any] = [session.run(neo4j.Query(f"PROFILE {query.on_neo4j}"), values).consume().profile]
    while steps:
        step = steps.pop()
        steps += step.get("children", [])
        details = step["args"].get("Details", "")
        if step["operatorType"].split("@")[0] in _SCANS and step["dbHits"] > 0:
            yield from (name for name in _LARGE if f":{name}" in details)


def table(results: list[Result]) -> str:
    """The results as a Markdown table, in milliseconds."""
    lines = [
        "| query | question | rows | median, ms | 95th percentile, ms | scans |",
        "|---|---|---|---|---|---|",
    ]
    for one in results:
        scans = ", ".join(one.scans) or "none"
        lines.append(
            f"| `{one.case.query}` | {one.case.words} | {one.rows:,} | {one.median * 1000:.0f} | {one.late * 1000:.0f} "
            f"| {scans} |"
        )
    return "\n".join(lines)


def summary(results: list[Result], events: int, runs: int) -> str:
    """What was measured on what, and how many questions stay within the target."""
    quick = sum(one.median <= TARGET_SECONDS for one in results)
    return (
        f"{events:,} events, {runs} runs of each question: {quick} of {len(results)} have a median of at most "
        f"{TARGET_SECONDS * 1000:.0f} ms."
    )


def measured(target: Target, runs: int, only: list[str]) -> list[Result]:
    """The results of all questions, or of those of some queries, as they come."""
    results = []
    with (
        Store.open(target) as store,
        neo4j.GraphDatabase.driver(target.uri or "", auth=(target.user or "", target.password or "")) as driver,
        driver.session(database=target.database) as session,
    ):
        for case in cases(store):
            if only and case.query not in only:
                continue
            check(load()[case.query], case.values)
            results.append(measure(store, session, case, runs))
            print(table(results[-1:]).splitlines()[-1], file=sys.stderr, flush=True)
    return results


def main() -> int:
    """Measure, print the table, and write it into the page when that is asked for."""
    parser = argparse.ArgumentParser(description="Time the saved queries on a large graph.")
    parser.add_argument("--events", type=int, default=1_000_000, help="size of the graph")
    parser.add_argument("--runs", type=int, default=20, help="timed runs of each question")
    parser.add_argument("--only", nargs="*", default=[], help="names of queries")
    parser.add_argument(
        "--out", type=pages.page_of("queries"), help="page to write the table into, such as docs/speed.md"
    )
    options = parser.parse_args()
    with graph_of(options.events) as target:
        results = measured(target, options.runs, options.only)
    text = f"{summary(results, options.events, options.runs)}\n\n{table(results)}"
    print(text)
    if options.out:
        pages.write(options.out, "queries", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
