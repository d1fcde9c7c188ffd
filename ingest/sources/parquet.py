"""Parquet: an article a row, in columns named as the fields of JSON Lines, a few rows in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from graph.errors import InputError
from graph.model import Article
from ingest.sources import fields
from ingest.sources.inputs import Input
from ingest.sources.items import Reject

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

_ROWS: Final = 32
"""Rows that are in memory at a time."""
_BUFFER: Final = 1 << 20
_MAX_FOOTER: Final = 100_000_000
"""Bytes of names and numbers of the description of a file."""


def read(source: Input) -> Iterator[Article | Reject]:
    """The articles of a file; each bad row is a Reject of its own.

    Raises InputError when it is no Parquet file or has no column `text`.
    """
    return _read(source, (fields.TEXT, *fields.OTHERS))


def count(source: Input) -> int:
    """How many rows the file says it has."""
    with _opened(source) as file:
        return int(file.metadata.num_rows)


def days(source: Input) -> Iterator[date]:
    """The days that the rows give as `published` or in their address; the texts are not read."""
    return fields.days(_read(source, ("published", "url"), text="-"))


def _read(source: Input, wanted: tuple[str, ...], text: str | None = None) -> Iterator[Article | Reject]:
    with _opened(source) as file:
        named = {name.strip().lower(): name for name in reversed(file.schema_arrow.names)}
        if fields.TEXT not in named:
            shown = ", ".join(map(repr, file.schema_arrow.names[:12])) or "none"
            known = ", ".join((fields.TEXT, *fields.OTHERS))
            raise InputError(f"has no column 'text', but {shown}; known are {known}")
        columns = {name: named[name] for name in wanted if name in named}
        number = 0
        for batch in file.iter_batches(batch_size=_ROWS, columns=list(columns.values()), use_threads=False):
            for given in _rows(batch, columns, number):
                number += 1
                if text is not None:
                    given[fields.TEXT] = text
                given = {name: value for name, value in given.items() if value is not None or name == fields.TEXT}
                yield fields.row(given, f"{source.where}:{number}", source.numbered(number))
        if not number and text is None:
            raise InputError("is empty")


def _rows(batch: Any, columns: dict[str, str], number: int) -> Iterator[dict[str, Any]]:
    """The rows of a batch; a text that is not UTF-8 spoils its row alone."""
    import pyarrow as pa

    arrays = {name: batch.column(held) for name, held in columns.items()}
    for i in range(batch.num_rows):
        given: dict[str, Any] = {}
        for name, array in arrays.items():
            try:
                given[name] = array[i].as_py()
            except (UnicodeDecodeError, pa.ArrowException, ValueError, OverflowError):
                given[name] = b""  # told of as no text
        yield given


@contextmanager
def _opened(source: Input) -> Iterator[ParquetFile]:
    """The file; what pyarrow has against it comes as an InputError."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with source.open() as stream:
        try:
            yield pq.ParquetFile(
                stream,
                buffer_size=_BUFFER,
                pre_buffer=False,
                thrift_string_size_limit=_MAX_FOOTER,
                thrift_container_size_limit=_MAX_FOOTER,
            )
        except pa.ArrowException as error:
            raise InputError(f"is damaged, or no Parquet file: {_short(error)}") from None
        except (OSError, ValueError, OverflowError, KeyError) as error:
            if isinstance(error, OSError) and error.errno:
                raise
            raise InputError(f"is damaged, or no Parquet file: {_short(error)}") from None


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:160]
