"""Reads saved queries: `.cypher` files that begin with a header.

The header is the run of `//` lines at the top; without the slashes it is YAML:

    title: what the list of queries shows
    answers: the question, in a sentence or two
    parameters:          # by name; `means` and `type` (`queries.values`) are needed
      actor: {type: actor, means: "…", example: Russia}
    columns:             # by name, in the order of RETURN: what each one means
      id: "…"
    dates: [since]       # columns that the query gives as text and rows have as dates, which are slow to send as such
    table: [edtf, "type / status", summary]    # what a terminal shows; `a / b` puts b under a
    empty: what to try when there are no rows
    examples:
      - {title: "…", with: {actor: Russia}}
    vi: {title: "…", empty: "…", columns: {id: "…"}}    # in Vietnamese; of columns the headings that labels have not

Comments of the query itself stand after an empty line.

A file `NAME.neo4j.cypher` beside it, which needs no header, is what Neo4j is asked in its place, where Neo4j has
something that the embedded database has not.  It has the same parameters and columns.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

from graph.errors import BadValue, InputError, UnknownName
from graph.labels import CODES_LANGUAGE, LANGUAGES, Labels
from queries import readonly
from queries.header import Header, read_header
from queries.names import near
from queries.values import PARAMETER_TYPES, Parameter, ParameterType

FOLDER: Final = Path(__file__).parent
_TRANSLATED: Final = tuple(language for language in LANGUAGES if language != CODES_LANGUAGE)
_FOR_NEO4J: Final = ".neo4j.cypher"
_MOST_BYTES: Final = 100_000
_PARAMETER_NAME: Final = re.compile(r"[a-z]+(_[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a query's result and its meaning in one line."""

    name: str
    means: str


@dataclass(frozen=True, slots=True)
class Example:
    """Parameters, as typed by a user, that show what a query is for."""

    title: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Translation:
    """What its file says of a query in another language; None where it says nothing."""

    title: str | None
    empty: str | None
    headings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Query:
    """A saved query, proven by its words not to write.

    `cypher` is the whole file, header included: comments to the database; `on_neo4j` is what Neo4j is asked, mostly the
    same.  `dates` are columns whose dates it gives as text.  `table` holds a tuple for each column of a table for
    people, of the names of the result columns that stand under each other in its cells.  `translations` are by
    language.
    """

    name: str
    title: str
    answers: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    dates: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]
    empty: str
    examples: tuple[Example, ...]
    cypher: str
    on_neo4j: str
    path: Path
    translations: Mapping[str, Translation] = field(default_factory=dict)

    @property
    def gives_events(self) -> bool:
        """Whether its rows are events, which a timeline can show."""
        return {"id", "edtf"} <= {column.name for column in self.columns}

    def asked_of(self, *, embedded: bool) -> str:
        """The Cypher that the embedded database is asked, or Neo4j."""
        return self.cypher if embedded else self.on_neo4j

    def title_in(self, language: str) -> str:
        """Its title in a language, in English where its file has none."""
        told = self.translations.get(language)
        return (told and told.title) or self.title

    def empty_in(self, language: str) -> str:
        """What to try when there are no rows, in a language, in English where its file has it in no other."""
        told = self.translations.get(language)
        return (told and told.empty) or self.empty

    def heading(self, column: str, labels: Labels) -> str:
        """The heading of a column of its table."""
        told = self.translations.get(labels.language)
        return (told and told.headings.get(column)) or labels.heading(column)

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name; UnknownName with near ones when there is none."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        names = [parameter.name for parameter in self.parameters]
        raise UnknownName(f"query {self.name} has no parameter {name!r}", near(name, names, "It has none."))

    def command_line(self, values: Mapping[str, str]) -> str:
        """The command that runs the query with parameters as a user types them."""
        words = ["biennien", "query", self.name]
        for name, value in values.items():
            parameter = self.parameter(name)
            words += [parameter.option] if parameter.type == "bool" else [parameter.option, value]
        return shlex.join(words)


class Catalogue:
    """Saved queries by name; a file is read when its query is asked for, and once."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.paths = {path.stem: path for path in sorted(folder.glob("*.cypher")) if not path.name.endswith(_FOR_NEO4J)}

    def __iter__(self) -> Iterator[Query]:
        return (self[name] for name in self.paths)

    def __contains__(self, name: str) -> bool:
        return name in self.paths

    def __getitem__(self, name: str) -> Query:
        """The query of that name.  Raises UnknownName with near ones, KnowledgeError or ReadOnly for a faulty file."""
        if name not in self.paths:
            raise UnknownName(f"there is no saved query {name!r}", near(name, list(self.paths), "There are none."))
        return read_query(self.paths[name])


@cache
def load() -> Catalogue:
    """The queries that come with biennien."""
    return Catalogue()


@cache
def read_query(path: Path) -> Query:
    """The query in a file.

    Raises InputError when it cannot be read, KnowledgeError that names file and line when the header is faulty, and
    ReadOnly when the query would write.
    """
    text = _text(path)
    header = read_header(text, path.name)
    header.allow(("title", "answers", "parameters", "columns", "dates", "table", "empty", "examples", *_TRANSLATED))
    parameters = tuple(_parameter(header, name) for name in header.keys("parameters"))
    used, declared = readonly.prove(text, path.name), {parameter.name for parameter in parameters}
    if used != declared:
        names = ", ".join(f"${name}" for name in sorted(used ^ declared))
        raise header.fault(f"header and query differ in {names}", ("parameters",), "Declare and use each parameter.")
    variant = path.with_name(path.stem + _FOR_NEO4J)
    on_neo4j = _text(variant) if variant.exists() else text
    if readonly.prove(on_neo4j, variant.name) != used:
        raise header.fault(f"{variant.name} has other parameters", ("parameters",), "Use the same in both.")
    columns = tuple(Column(name, header.text("columns", name)) for name in header.keys("columns"))
    if not columns:
        raise header.fault("'columns' is missing", (), "Say what each column of the result means.")
    return Query(
        name=path.stem,
        title=header.text("title"),
        answers=header.text("answers"),
        parameters=parameters,
        columns=columns,
        dates=tuple(header.one_of(header.keys("columns"), "dates", number) for number in header.indexes("dates")),
        table=tuple(_cells(header, number) for number in header.indexes("table"))
        or tuple((column.name,) for column in columns),
        empty=header.text_or_none("empty") or "",
        examples=tuple(_example(header, number, parameters) for number in header.indexes("examples")),
        cypher=text,
        on_neo4j=on_neo4j,
        path=path,
        translations={language: _translation(header, language) for language in _TRANSLATED},
    )


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError(f"{path} is no query: it has more than {_MOST_BYTES:,} bytes", "Check the path.")
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise InputError(f"there is no file {path}", "Check the path.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}", "Give a text file in UTF-8.") from error


def _parameter(header: Header, name: str) -> Parameter:
    at = ("parameters", name)
    header.allow(("type", "means", "default", "example", "required", "many", "last_day", "choices"), *at)
    if not _PARAMETER_NAME.fullmatch(name):
        raise header.fault("is no name for a parameter", at, "Use small letters and _.")
    parameter = Parameter(
        name=name,
        type=cast(ParameterType, header.one_of(PARAMETER_TYPES, *at, "type")),
        means=header.text(*at, "means"),
        example=header.text_or_none(*at, "example"),
        required=header.flag(*at, "required"),
        many=header.flag(*at, "many"),
        last_day=header.flag(*at, "last_day"),
        choices=tuple(header.text(*at, "choices", number) for number in header.indexes(*at, "choices")),
    )
    if (parameter.type == "choice") != bool(parameter.choices):
        raise header.fault("the type 'choice' goes with 'choices'", at)
    _parsed(header, parameter, *at, "example")
    default = _parsed(header, parameter, *at, "default")
    return replace(parameter, default=False if parameter.type == "bool" and default is None else default)


def _parsed(header: Header, parameter: Parameter, *path: str | int) -> Any:
    try:
        return parameter.parse(header.text_or_none(*path))
    except BadValue as error:
        raise header.fault(error.message, path, error.advice) from error


def _cells(header: Header, number: int) -> tuple[str, ...]:
    names = tuple(header.text("table", number).split(" / "))
    for name in names:
        if name not in header.keys("columns"):
            raise header.fault(f"there is no column {name!r}", ("table", number))
    return names


def _translation(header: Header, language: str) -> Translation:
    header.allow(("title", "empty", "columns"), language)
    header.allow(header.keys("columns"), language, "columns")
    headings = {name: header.text(language, "columns", name) for name in header.keys(language, "columns")}
    return Translation(header.text_or_none(language, "title"), header.text_or_none(language, "empty"), headings)


def _example(header: Header, number: int, parameters: tuple[Parameter, ...]) -> Example:
    at = ("examples", number)
    header.allow(("title", "with"), *at)
    header.allow([parameter.name for parameter in parameters], *at, "with")
    by_name = {parameter.name: parameter for parameter in parameters}
    values = {name: header.text(*at, "with", name) for name in header.keys(*at, "with")}
    for name in values:
        _parsed(header, by_name[name], *at, "with", name)
    for parameter in parameters:
        if parameter.required and parameter.name not in values:
            raise header.fault(f"{parameter.name!r} is required", at)
    return Example(header.text(*at, "title"), values)
