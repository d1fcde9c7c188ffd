"""Rows of a query for Python: a frozen dataclass a row, and all of them as a table of pandas or polars."""

from __future__ import annotations

import keyword
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, make_dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final, overload

from graph.errors import UsageError

if TYPE_CHECKING:
    import pandas
    import polars

_PANDAS: Final[dict[type, Any]] = {int: "Int64", float: "Float64", bool: "boolean"}
"""Types of pandas that have room for what is missing."""


class Row:
    """A row: a frozen dataclass with a field for each column, which its class is made of and documents.

    A column whose name is a word of Python has a `_` after it.
    """

    __slots__ = ()

    if TYPE_CHECKING:

        def __getattr__(self, column: str) -> Any: ...


@dataclass(frozen=True, slots=True, repr=False)
class Answer(Sequence[Row]):
    """The answer to a query: a sequence of rows, in the order that the query gives them.

    `columns` are the names of its columns, `notes` what there is to know about how values were read, and `advice` says
    what to try when there are no rows.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    advice: str = ""

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        return self.rows[index]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __repr__(self) -> str:
        return f"<{self.name}: {len(self.rows)} rows of {', '.join(self.columns)}>"

    def dicts(self) -> list[dict[str, Any]]:
        """The rows as dicts by column."""
        names = field_names(self.columns)
        return [
            {column: getattr(row, name) for column, name in zip(self.columns, names, strict=True)} for row in self.rows
        ]

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a table of pandas; dates are `datetime64[s]`, numbers `Int64` or `Float64`.

        Raises UsageError when pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            raise _not_installed("pandas") from None
        import numpy

        table = pandas.DataFrame(self.dicts(), columns=list(self.columns), dtype=object)
        for column in self.columns:
            values = list(table[column])
            kinds = {type(value) for value in values if value is not None}
            if kinds == {date}:
                days = numpy.array(values, dtype="datetime64[D]")  # pandas itself knows the years 1678 to 2262 alone
                table[column] = days.astype("datetime64[s]")
            elif kinds in ({int}, {float}, {bool}):
                table[column] = table[column].astype(_PANDAS[kinds.pop()])
        return table

    def to_polars(self) -> polars.DataFrame:
        """The rows as a table of polars; lists and dicts in them become lists and structs.

        Raises UsageError when polars is not installed.
        """
        try:
            import polars
        except ImportError:
            raise _not_installed("polars") from None
        return polars.DataFrame(self.dicts(), schema=list(self.columns), infer_schema_length=None)


def answer(
    name: str,
    columns: Sequence[str],
    rows: Sequence[Mapping[str, Any]],
    meanings: Mapping[str, str],
    notes: Sequence[str] = (),
    advice: str = "",
) -> Answer:
    """An answer out of rows as dicts; `meanings` say of columns what they mean."""
    told = tuple((column, meanings.get(column, "")) for column in columns)
    kind = row_class(name, told)
    made = tuple(kind(*(row[column] for column in columns)) for row in rows)
    return Answer(name, tuple(columns), made, tuple(notes), advice)


@cache
def row_class(name: str, columns: tuple[tuple[str, str], ...]) -> type[Row]:
    """The dataclass for rows of a query, from the names and meanings of its columns: `TimelineRow` for `timeline`."""
    title = "".join(part.capitalize() for part in name.replace("_", "-").split("-") if part.isidentifier())
    names = field_names([column for column, _ in columns])
    lines = "\n".join(f"    {name}: {means}" for name, (_, means) in zip(names, columns, strict=True))
    made = make_dataclass(
        f"{title}Row",
        [(name, Any) for name in names],
        bases=(Row,),
        frozen=True,
        slots=True,
        namespace={"__doc__": f"A row of `{name}`.\n\n{lines}\n"},
    )
    made.__module__ = __name__
    return made


def field_names(columns: Sequence[str]) -> list[str]:
    """The names of the fields for columns: words of Python get a `_`, signs that are none of a name become one.

    Of two columns that would have one field, the second has its place, counted from 1, in the name.
    """
    names: list[str] = []
    for place, column in enumerate(columns, 1):
        name = "".join(sign if sign.isalnum() else "_" for sign in column)
        if not name.isidentifier():
            name = f"_{name}"
        if keyword.iskeyword(name):
            name = f"{name}_"
        names.append(f"{name}_{place}" if name in names else name)
    return names


def _not_installed(package: str) -> UsageError:
    return UsageError(f"{package} is not installed", f"Install it beside biennien: pip install {package}")
