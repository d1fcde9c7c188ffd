"""How long it takes to write a timeline of many events in each format, and how big the files are.

    python benchmarks/exports.py [--events 50000] [FORMAT…]

The events are made up: a day or a range each, by fifty actors over ten years, with one to three reports.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from graph import labels
from graph.excerpt import Edge, Excerpt, Node
from timeline.entries import ConcernedTreaty, Report, Side, Timeline, TimelineEntry
from timeline.formats import Format, write_file

TYPES = (("CONSULT", "verbal cooperation"), ("AID", "material cooperation"), ("ACCUSE", "verbal conflict"),
         ("COERCE", "material conflict"), ("STATEMENT", None))  # fmt: skip
FIRST, DAYS = date(2012, 1, 1), 3650


def made_up(count: int) -> Timeline:
    """A timeline of so many events, with its part of the graph."""
    entries = tuple(_entry(number, count) for number in range(count))
    return Timeline(f"{count} events", entries, f"timeline --limit {count}", date(2026, 2, 7), _excerpt(entries))


def _entry(number: int, count: int) -> TimelineEntry:
    day = FIRST + timedelta(days=number * DAYS // count)
    last = day + timedelta(days=(0, 0, 0, 6, 30)[number % 5])
    kind, quad = TYPES[number % len(TYPES)]
    actor, other = number * number % 50, (number * number + 1 + number % 7) % 50
    words = f"Country {actor} speaks with country {other} of matter {number}"
    reports = tuple(
        Report(
            f"article-{number + at}", 0, len(words), (11, 17), words, f"Article {number + at}",
            f"https://news.example/{number + at}", last.isoformat(), "Example Wire",
        )
        for at in range(1 + number % 3)
    )  # fmt: skip
    return TimelineEntry(
        f"event-{number:08}", day, last, day.isoformat() if day == last else f"{day}/{last}",
        "day" if day == last else "interval", "within", kind, None, quad, "happened", (f"Country {actor}",),
        (f"Country {other}",), (f"C{actor}",), (f"C{other}",), (Side(f"C{actor}", f"Country {actor}"),),
        (Side(f"C{other}", f"Country {other}"),), (),
        (ConcernedTreaty(f"t{number % 9}", f"Treaty {number % 9}", "mention"),),
        None, words, "clause", 0.8, reports,
    )  # fmt: skip


def _excerpt(entries: tuple[TimelineEntry, ...]) -> Excerpt:
    """The nodes and edges of the entries, with the properties that their fields tell."""
    nodes: dict[tuple[str, str], Node] = {}
    edges = []
    for entry in entries:
        properties = {
            name: value
            for name in ("id", "date", "date_end", "edtf", "precision", "extent", "type", "quad", "status", "summary",
                         "date_basis", "confidence")
            if (value := getattr(entry, name)) is not None
        }  # fmt: skip
        nodes["Event", entry.id] = Node(("Event",), properties)
        for kind, ids, names in (
            ("SOURCE_OF", entry.source_ids, entry.sources),
            ("TARGETS", entry.target_ids, entry.targets),
        ):
            for identity, name in zip(ids, names, strict=True):
                actor = {"id": identity, "name": name, "search": [identity.lower(), name.lower()]}
                nodes["Actor", identity] = Node(("Actor", "Country"), actor)
                ends = (
                    ("Actor", identity, kind, "Event", entry.id)
                    if kind == "SOURCE_OF"
                    else ("Event", entry.id, kind, "Actor", identity)
                )
                edges.append(Edge(*ends, {"date": entry.date}))
        for treaty in entry.treaties:
            nodes["Treaty", treaty.id] = Node(("Treaty",), {"id": treaty.id, "name": treaty.name})
            edges.append(Edge("Event", entry.id, "CONCERNS", "Treaty", treaty.id, {"action": treaty.action}))
        for report in entry.reports:
            article = {
                "id": report.article,
                "title": report.title,
                "url": report.url,
                "published_edtf": report.published,
            }
            nodes["Article", report.article] = Node(("Article",), article)
            said = {"id": f"{report.article}:{entry.id}", "quote": report.quote, "start": 0, "end": report.end}
            edges.append(Edge("Article", report.article, "REPORTS", "Event", entry.id, said))
    return Excerpt(tuple(nodes.values()), tuple(edges))


def main() -> None:
    """Print a line for each format."""
    parser = argparse.ArgumentParser(description="Time the export of many events.")
    parser.add_argument("--events", type=int, default=50_000)
    parser.add_argument("formats", nargs="*", type=Format, default=list(Format), metavar="FORMAT")
    arguments = parser.parse_args()
    timeline, words = made_up(arguments.events), labels.load("en")
    with tempfile.TemporaryDirectory() as folder:
        for one in arguments.formats:
            path = Path(folder, f"out.{one}")
            began, cpu = time.perf_counter(), time.process_time()
            notes = write_file(timeline, words, path, one)
            took, used = time.perf_counter() - began, time.process_time() - cpu
            size = path.stat().st_size / 1e6
            print(f"{one:<11} {took:6.1f} s   {used:6.1f} s CPU   {size:7.1f} MB   {'; '.join(notes)}", flush=True)


if __name__ == "__main__":
    main()
