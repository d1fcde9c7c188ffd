"""Records as rows of an Arrow table: the columns follow from the model's own types, nested where these are.

A `Span` is a list of two numbers, a weighed word a struct; what a literal type allows is a string.
"""

from __future__ import annotations

import types
from collections.abc import Hashable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

import msgspec
import pyarrow as pa

from graph.errors import InputError
from graph.model import ArticleRecord
from ingest.records import form

_PLAIN = {str: pa.string(), float: pa.float64(), int: pa.int64(), bool: pa.bool_(), date: pa.date32()}


@cache
def schema() -> pa.Schema:
    """Columns of a table of records, one for each field; its metadata tell the version."""
    return pa.schema(list(_type(ArticleRecord)), metadata={form.VERSION_KEY: str(form.VERSION)})


def rows(records: Sequence[ArticleRecord]) -> pa.RecordBatch:
    """Records as rows of such a table."""
    plain = [msgspec.to_builtins(record, builtin_types=(date,)) for record in records]
    return pa.RecordBatch.from_pylist(plain, schema=schema())


def read_row(row: dict[str, Any]) -> ArticleRecord:
    """The record of a row as `to_pylist` gives it.  Raises InputError."""
    return form.read(_read(row, ArticleRecord))


def check(found: pa.Schema) -> None:
    """Raise InputError when a table with these columns holds no records, or records of another version."""
    version = (found.metadata or {}).get(form.VERSION_KEY.encode())
    if version is None:
        raise InputError("is no file of records", form.ADVICE)
    form.check_version(int(version) if version.isdigit() else version.decode(errors="replace"))


def _type(hint: Any) -> pa.DataType:
    """The Arrow type of a type of the model."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    if is_dataclass(hint):
        return pa.struct([_field(name, of) for name, of in _hints(cast(Hashable, hint)).items()])
    inside = get_args(hint)
    if get_origin(hint) is Literal:
        return pa.string()
    if get_origin(hint) is tuple and inside[1:] == (Ellipsis,):
        return pa.list_(_type(inside[0]))
    if inside == (int, int):
        return pa.list_(pa.int64())
    if inside == (str, float):
        return pa.struct([_field("word", str), _field("weight", float)])
    raise TypeError(f"no column for {hint}")


def _field(name: str, hint: Any) -> pa.Field:
    needed = _needed(hint)
    return pa.field(name, _type(needed), nullable=needed is not hint)


def _needed(hint: Any) -> Any:
    """The type of a value that is there."""
    if get_origin(hint) in (Union, types.UnionType):
        (one,) = (other for other in get_args(hint) if other is not type(None))
        return one
    return hint


@cache
def _hints(model: Any) -> dict[str, Any]:
    told = get_type_hints(model)
    return {field.name: told[field.name] for field in fields(model)}


def _read(value: Any, hint: Any) -> Any:
    """A value of a row as the model has it: a struct of a weighed word is a pair there."""
    needed = _needed(hint)
    if value is None:
        return None
    if is_dataclass(needed):
        hints = _hints(cast(Hashable, needed))
        return {name: _read(value[name], of) for name, of in hints.items() if name in value} if value else value
    inside = get_args(needed)
    if get_origin(needed) is tuple and inside[1:] == (Ellipsis,):
        return [_read(one, inside[0]) for one in value] if _holds_structs(inside[0]) else value
    if inside == (str, float):
        return [value["word"], value["weight"]]
    return value


def _holds_structs(hint: Any) -> bool:
    return is_dataclass(hint) or get_args(hint) == (str, float)
