"""Records out of files: one after another, in the order of the files, with what cannot be read as one."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from graph.errors import InputError
from graph.model import ArticleRecord
from ingest.records import form, table
from ingest.records.places import Place
from ingest.sources.items import Reject

_ROWS = 64
"""Rows of a Parquet file that are taken into memory at once."""


@dataclass(frozen=True, slots=True)
class Found:
    """A record and where it stands, as `FILE#NUMBER`."""

    record: ArticleRecord
    where: str


def read(places: Sequence[Place]) -> Iterator[Found | Reject]:
    """All records of files; what is none is a Reject, and the rest is read on."""
    for place in places:
        try:
            with place.reading() as file:
                yield from (_rows if place.kind == "parquet" else _lines)(file, place.name)
        except InputError as error:
            yield Reject(place.name, _reason(place.name, error))
        except (pa.ArrowException, OSError, EOFError, zlib.error) as error:
            yield Reject(place.name, f"is damaged: {' '.join(str(error).split())}")


def count(places: Sequence[Place]) -> int | None:
    """How many records files hold, as far as that can be told without reading them."""
    total = 0
    for place in places:
        if place.kind != "parquet":
            return None
        try:
            with place.reading() as file:
                total += pq.ParquetFile(file).metadata.num_rows
        except (InputError, pa.ArrowException, OSError):
            return None
    return total


def _lines(file: IO[bytes], name: str) -> Iterator[Found | Reject]:
    for number, text in enumerate(file, 1):
        if text.strip():
            yield _checked(lambda text=text: form.read_line(text), f"{name}#{number}")


def _rows(file: IO[bytes], name: str) -> Iterator[Found | Reject]:
    parquet = pq.ParquetFile(file)
    table.check(parquet.schema_arrow)
    number = 0
    for batch in parquet.iter_batches(batch_size=_ROWS):
        for row in batch.to_pylist():
            number += 1
            yield _checked(lambda row=row: table.read_row(row), f"{name}#{number}")


def _checked(read_one: Any, where: str) -> Found | Reject:
    try:
        return Found(read_one(), where)
    except InputError as error:
        return Reject(where, _reason(where, error))


def _reason(where: str, error: InputError) -> str:
    """What is wrong, without the name that stands before it anyway."""
    return error.message.removeprefix(f"{where} ")
