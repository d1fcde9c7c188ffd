"""Rows of a query, and the list of queries, as tables that fit the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from rich import box
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from graph.console import TextConsole
from graph.labels import Labels, load
from queries.catalogue import Query
from queries.display import cells, headings
from queries.runner import Result
from queries.table_words import TableWords

_TEXTS: Final = frozenset(
    (
        "summary",
        "quote",
        "title",
        "url",
        "sources",
        "targets",
        "speakers",
        "parties",
        "represents",
        "name",
        "why",
        "other_summary",
        "response_summary",
        "act_summary",
        "says",
    )
)
"""Columns of texts, which wrap when the terminal is narrow; dates, types, numbers and ids do not."""

_NARROWEST: Final = 12
_GAP: Final = 2  # a space of padding and one of the box
_MOST_ROWS: Final = 200  # what fits a scrollback; a limit that was asked for beats it


def print_rows(result: Result, words: TableWords | None = None) -> str:
    """Print the table of the result, and return a line that says how many rows there are and how to see more.

    Headings, codes, dates and names come in the language of `words`, in English without them.
    """
    called = words or TableWords(load("en"))
    labels = called.labels
    limit = result.parameters.get("limit")
    shown = result.rows[: limit if limit is not None else _MOST_ROWS]
    console = TextConsole()
    heads = headings(result.query, labels)
    lines = cells(result.query, shown, called)
    wraps = [not _TEXTS.isdisjoint(names) for names in result.query.table]
    table = _table()
    for heading, width in zip(heads, _widths(heads, lines, wraps, console.width), strict=True):
        table.add_column(heading, overflow="fold", width=width)
    for row in lines:
        table.add_row(*(Text("\n".join(cell)) for cell in row))
    console.print(table)
    total = len(result.rows)
    rows = labels.count("rows", total)
    if len(shown) < total:
        phrase = "rows_limited" if "limit" in result.parameters else "rows_cut"
        return labels.say(phrase, shown=labels.number(len(shown)), rows=rows, total=total)
    return labels.say("rows_as_allowed", rows=rows) if limit is not None and total == limit else rows


def _widths(
    heads: Sequence[str], rows: Sequence[Sequence[Sequence[str]]], wraps: Sequence[bool], room: int
) -> list[int | None]:
    """Widths of columns: those that do not wrap get what they need, the others share the rest by the text they hold.

    A heading needs its longest word; where there is room, a line for each column that it names.  All None, which
    leaves it to the table, where that does not fit.
    """
    texts = [
        max([cell_len(line) for row in rows for line in row[number]] + [max(map(cell_len, head.split()))])
        for number, head in enumerate(heads)
    ]
    widths = [min(text, _NARROWEST) if wrap else text for text, wrap in zip(texts, wraps, strict=True)]
    needs = [max(text, _heading_width(head)) for text, head in zip(texts, heads, strict=True)]
    spare = room - sum(widths) - _GAP * (len(widths) - 1)
    if spare < 0:
        return [None] * len(widths)
    for _ in range(spare):
        lines, tightest = max(
            (need / width, number) for number, (need, width) in enumerate(zip(needs, widths, strict=True))
        )
        if lines <= 1:
            break
        widths[tightest] += 1
    return list(widths)


def _heading_width(heading: str) -> int:
    """Columns of the terminal that let a heading break only between the names in it."""
    *names, last = heading.split(" / ")
    return max(map(cell_len, (*(f"{name} /" for name in names), last)))


def print_queries(queries: Iterable[Query], labels: Labels) -> None:
    """Print the list of saved queries with their parameters; those needed stand without brackets."""
    table = _table()
    table.add_column(labels.say("column_query"), no_wrap=True)
    table.add_column(labels.say("column_answers"), overflow="fold", ratio=3)
    table.add_column(labels.say("column_options"), overflow="fold", ratio=2)
    for query in queries:
        options = (f"--{one.name}" if one.required else f"[--{one.name}]" for one in query.parameters)
        table.add_row(Text(query.name, style="bold"), Text(query.title_in(labels.language)), Text(" ".join(options)))
    TextConsole().print(table)


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, header_style="bold", padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
