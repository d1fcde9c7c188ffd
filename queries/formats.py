"""Rows of a query as JSON, CSV and Markdown."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from typing import Any, TextIO

from graph.printing import cell, json_text
from queries.catalogue import Query
from queries.display import cells, headings
from queries.runner import Result
from queries.table_words import TableWords


def write_json(result: Result, out: TextIO) -> None:
    """A list of rows, a row a line; days and times are ISO 8601."""
    lines = [json_text(row, default=_plain) for row in result.rows]
    out.write("[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n")


def write_csv(result: Result, out: TextIO) -> None:
    """A row a line under the names of the columns.

    Texts of a list are joined by `; `, anything deeper is JSON.  A text that a spreadsheet would take for a formula
    begins with an apostrophe.
    """
    table = csv.writer(out, lineterminator="\n")
    table.writerow(result.columns)
    for row in result.rows:
        table.writerow([_csv_cell(row[name]) for name in result.columns])


def write_markdown(result: Result, out: TextIO, words: TableWords | None = None) -> None:
    """The columns of the query's table as people read them, in the language of `words` (English without them)."""
    out.write("| " + " | ".join(headings(result.query, words.labels if words else None)) + " |\n")
    out.write("|" + " --- |" * len(result.query.table) + "\n")
    for row in cells(result.query, result.rows, words):
        out.write("| " + " | ".join("<br>".join(map(_markdown_text, lines)) for lines in row) + " |\n")


def write_catalogue(queries: Iterable[Query], out: TextIO) -> None:
    """The saved queries as a JSON list, a query a line: name, title, what it answers, parameters and columns."""
    lines = [json_text(_plain_query(query), default=_plain) for query in queries]
    out.write("[\n" + ",\n".join(lines) + "\n]\n")


def _plain_query(query: Query) -> dict[str, Any]:
    return {
        "name": query.name,
        "title": query.title,
        "answers": query.answers,
        "parameters": [
            {
                "name": parameter.name,
                "type": parameter.type,
                "means": parameter.means,
                "required": parameter.required,
                "many": parameter.many,
                "default": parameter.default,
                "example": parameter.example,
                "allowed": list(parameter.allowed()),
            }
            for parameter in query.parameters
        ],
        "columns": [{"name": column.name, "means": column.means} for column in query.columns],
    }


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _csv_cell(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        value = "; ".join(value)
    elif isinstance(value, list | dict):
        value = json_text(value, default=_plain)
    return cell(value) if isinstance(value, str) else value


def _markdown_text(text: str) -> str:
    for sign in "\\|<*_`[":
        text = text.replace(sign, "\\" + sign)
    return text
