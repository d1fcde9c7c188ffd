"""Rows of a query, and the list of queries, as tables that fit the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from queries.catalogue import Query
from queries.display import cells, headings
from queries.runner import Result

_WRAPPED: Final = frozenset(
    {"summary", "quote", "title", "sources", "speakers", "parties", "represents", "name", "why"}
)
_MOST_ROWS: Final = 200  # what fits a scrollback; a limit that was asked for beats it


def print_rows(result: Result) -> str:
    """Print the table of the result, and return a line that says how many rows there are and how to see more."""
    limit = result.parameters.get("limit")
    shown = result.rows[: limit if limit is not None else _MOST_ROWS]
    table = _table()
    for cell, heading in zip(result.query.table, headings(result.query), strict=True):
        wrapped = any(name in _WRAPPED for name in cell)
        table.add_column(heading, overflow="fold", no_wrap=not wrapped, ratio=None)
    for row in cells(result.query, shown):
        table.add_row(*(Text("\n".join(lines)) for lines in row))
    Console().print(table)
    total = len(result.rows)
    if len(shown) < total:
        more = f"--limit {total} shows them" if "limit" in result.parameters else "--format csv gives them"
        return f"{len(shown):,} of {total:,} rows; {more}"
    if limit is not None and total == limit:
        return f"{total:,} {_rows(total)}, as many as --limit allows; a larger one may show more"
    return f"{total:,} {_rows(total)}"


def print_queries(queries: Iterable[Query]) -> None:
    """Print the list of saved queries with their parameters; those needed stand without brackets."""
    table = _table()
    table.add_column("query", no_wrap=True)
    table.add_column("what it answers", overflow="fold", ratio=3)
    table.add_column("options", overflow="fold", ratio=2)
    for query in queries:
        options = (f"--{one.name}" if one.required else f"[--{one.name}]" for one in query.parameters)
        table.add_row(Text(query.name, style="bold"), Text(query.title), Text(" ".join(options)))
    Console().print(table)


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, header_style="bold", padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)


def _rows(number: int) -> str:
    return "row" if number == 1 else "rows"
