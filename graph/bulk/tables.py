"""Tables as CSV files that `neo4j-admin database import` reads, and the command that does so."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TextIO

from graph.bulk.columns import TABLES, Table
from graph.errors import OutputError, StorageFull

_BETWEEN: Final = "\x1f"
"""Stands between the elements of a list, which cannot be quoted; within one it is written as a space."""

COMMAND: Final = "neo4j-admin"
_DISK_FULL: Final = 28


class Tables:
    """All tables of an import, open for writing in a folder; what is written is taken away again after an error."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = ExitStack()
        self._files: dict[str, TextIO] = {}
        self.rows = dict.fromkeys((table.name for table in TABLES), 0)

    def __enter__(self) -> Self:
        for table in TABLES:
            file = self._stack.enter_context(path(self._folder, table).open("w", encoding="utf-8", newline=""))
            file.write(",".join(table.header) + "\n")
            self._files[table.name] = file
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._stack.close()
        finally:
            if kind is not None:
                for table in TABLES:
                    path(self._folder, table).unlink(missing_ok=True)

    def write(self, table: Table, ends: Sequence[str], properties: Mapping[str, Any]) -> None:
        """Write a row: ids of the ends of an edge, or what stands in `:LABEL`; then the properties.

        Raises ValueError when the table has no column for one of these.
        """
        if strange := properties.keys() - table.properties:
            raise ValueError(f"table {table.name} has no column for {', '.join(sorted(strange))}")
        given = iter(ends)
        cells = []
        for column in table.header:
            name, _, kind = column.partition(":")
            cells.append(_cell(properties.get(name) if name else next(given), kind))
        try:
            self._files[table.name].write(",".join(cells) + "\n")
        except OSError as error:
            where = path(self._folder, table)
            if error.errno == _DISK_FULL:
                raise StorageFull(f"no space is left for {where}", "Make room, or choose another folder.") from error
            raise OutputError(f"{where} cannot be written: {error.strerror}", "Choose another folder.") from error
        self.rows[table.name] += 1


def path(folder: Path, table: Table) -> Path:
    """The file of a table."""
    return folder / f"{table.name}.csv"


def arguments(folder: Path) -> list[str]:
    """The arguments for `neo4j-admin` that make the database `neo4j` of the tables in a folder."""
    command = ["database", "import", "full", "neo4j", "--array-delimiter=U+001F", "--multiline-fields=true"]
    for table in TABLES:
        option = "--relationships" if table.edges else "--nodes"
        command.append(f"{option}={table.of}={path(folder.absolute(), table)}")
    return command


def command(folder: Path) -> str:
    """The line to type."""
    first, *rest = (shlex.quote(argument) for argument in arguments(folder))
    return " \\\n  ".join([f"{COMMAND} {first} {' '.join(rest[:3])}", *rest[3:]])


def _cell(value: Any, kind: str) -> str:
    """A value as a cell; no value is an empty one, and an empty text a quoted empty one."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    return _list(value, kind)


def _list(values: Iterable[Any], kind: str) -> str:
    if kind == "string[]" or kind == "LABEL":
        told = [str(value).replace(_BETWEEN, " ") for value in values]
    else:
        told = [repr(value) for value in values]
    return _quoted(_BETWEEN.join(told)) if told else ""


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
