"""What `biennien export` and the Python interface share: events in full, and a timeline written to a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import BadValue, UsageError
from timeline.formats import Format, check_writable, format_of, write_file

if TYPE_CHECKING:
    from graph.store import Store
    from queries.catalogue import Query
    from timeline.entries import TimelineEntry

ENTRIES_AT_ONCE = 5_000
"""How many entries are fetched by id in one query."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written, and how many events it shows.

    `notes` say what its format has no place for; `advice` says what to try when it shows no event.
    """

    path: Path
    events: int
    undated: int
    notes: tuple[str, ...] = ()
    advice: str = ""


def prepare(query: Query, asked: Mapping[str, Any], out: Path, form: Format | None) -> Format:
    """The format to write, after all that can be told to be wrong before a database is asked.

    Raises UsageError when the query gives no events or the format is not known, what `queries.runner.check` raises for
    wrong values, and OutputError when the file cannot be made.
    """
    from queries.runner import check

    chosen = form or format_of(out)
    check(query, asked)
    check_events(query)
    check_writable(out)
    return chosen


def check_events(query: Query) -> None:
    """Raise UsageError when the rows of a query are no events."""
    if not query.gives_events:
        from queries.catalogue import load

        raise UsageError(
            f"query {query.name} gives no events",
            f"`biennien query {query.name} --format csv` (or json, markdown) writes its rows; queries that give events "
            "are " + ", ".join(one.name for one in load() if one.gives_events),
        )


def export(
    store: Store,
    query: Query,
    asked: Mapping[str, Any],
    out: Path,
    chosen: Format,
    *,
    title: str | None = None,
    language: str = "en",
    on_note: Callable[[str], None] = lambda note: None,
) -> Exported:
    """Write the events that a query gives to a file, in a format that `prepare` has chosen.

    `language` (`en` or `vi`) is that of labels, dates and names.  `on_note` is called with what a user should
    know about how values were read.
    """
    from graph.excerpt import Excerpt
    from graph.excerpt import read as read_excerpt
    from graph.labels import load as load_labels
    from timeline.entries import Timeline

    found = entries(store, query, asked, language, on_note)
    labels = load_labels(language)
    typed = {name: _typed(value) for name, value in asked.items()}
    beginning = labels.words["timeline"] if query.name == "timeline" else query.title_in(language)
    timeline = Timeline(
        title=title or ": ".join(filter(None, (beginning, ", ".join(typed.values())))),
        entries=found,
        subject=query.command_line(typed),
        made=date.today(),
        excerpt=read_excerpt(store, [entry.id for entry in found]) if chosen is Format.CYPHER else Excerpt(),
    )
    notes = write_file(timeline, labels, out, chosen)
    undated = sum(not entry.dated for entry in found)
    return Exported(out, len(found), undated, tuple(notes), "" if found else query.empty_in(language))


def entries(
    store: Store,
    query: Query,
    values: Mapping[str, Any],
    language: str = "en",
    on_note: Callable[[str], None] = lambda note: None,
) -> tuple[TimelineEntry, ...]:
    """The events that a query gives, in full: its rows need only name them."""
    from graph.labels import load as load_labels
    from queries.catalogue import load
    from queries.runner import run
    from timeline.entries import from_rows

    result = run(store, query, values, load_labels(language))
    for note in result.notes:
        on_note(note)
    full = load()["entries"]
    ids = list(dict.fromkeys(row["id"] for row in result.rows))
    rows = []
    for start in range(0, len(ids), ENTRIES_AT_ONCE):
        wanted = {"ids": ids[start : start + ENTRIES_AT_ONCE], "language": language}
        rows += store.read(full.cypher, wanted).rows  # not by `run`, which would look up each id
    return from_rows(rows)


def _typed(value: Any) -> str:
    """A value as a user types it."""
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def named(form: str) -> Format:
    """The format of that name.  Raises BadValue when there is none."""
    try:
        return Format(form)
    except ValueError:
        raise BadValue(f"there is no format {form!r}", f"Use one of {', '.join(Format)}.") from None
