"""Commands: query, with a subcommand for each saved query, made from its header when it is called."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from biennien.labelled import LabelsOption, Language
from biennien.settings import DataDirOption, DbOption, target
from graph.errors import BadValue, UsageError
from graph.printing import printable

if TYPE_CHECKING:
    from queries.catalogue import Query
    from queries.values import Parameter


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


class ListFormat(StrEnum):
    """How the list of queries is printed."""

    TABLE = "table"
    JSON = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="How to print the rows.")]
ValuesOption = Annotated[
    list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter of the query; repeatable.")
]


class QueryGroup(TyperGroup):
    """The commands of `query`: those written here and one for each saved query."""

    def list_commands(self, ctx: Any) -> list[str]:
        from queries.catalogue import load

        return [*load().paths, *super().list_commands(ctx)]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        written = super().get_command(ctx, cmd_name)
        if written is not None:
            return written
        from queries.catalogue import load

        if ctx.resilient_parsing and cmd_name not in load():  # completing a half-typed name
            return None
        return _command(load()[cmd_name])


queries = typer.Typer(cls=QueryGroup, invoke_without_command=True)


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(queries, name="query")


@queries.callback()
def query(
    ctx: typer.Context,
    form: Annotated[ListFormat | None, typer.Option("--format", help="How to print the list of queries.")] = None,
    language: LabelsOption = Language.ENGLISH,
) -> None:
    """List the saved queries, or run one: `biennien query NAME`."""
    if ctx.invoked_subcommand is not None:
        if form is not None:
            raise UsageError("--format stands before the query's name", "Put it after the name.")
        return
    from queries.catalogue import load

    if form is ListFormat.JSON:
        from queries.formats import write_catalogue

        write_catalogue(load(), sys.stdout)
        return
    from queries.terminal import print_queries

    print_queries(load(), language.labels)
    _say(language.labels.say("query_hint"))


@queries.command()
def show(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A saved query.")],
    values: ValuesOption = None,
    db: DbOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Print the Cypher of a saved query, to paste into Neo4j Browser.

    A few queries ask Neo4j otherwise than the embedded database: it is what the database in use understands.
    """
    from queries.browser import pasteable
    from queries.catalogue import load

    embedded = target(ctx, db, data_dir).embedded_dir is not None
    typer.echo(pasteable(load()[name], pairs(values), embedded=embedded), nl=False)


@queries.command()
def run(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .cypher file with a header like the saved ones.")],
    values: ValuesOption = None,
    form: FormatOption = Format.TABLE,
    language: LabelsOption = Language.ENGLISH,
    db: DbOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Run a query of your own, proven to only read."""
    from queries.catalogue import read_query

    _print(ctx, read_query(file), pairs(values), form, language, db, data_dir)


def _command(query: Query) -> Any:
    """The command of a saved query: an option for each parameter, and help with its examples."""

    def call(
        ctx: typer.Context, form: Format, language: Language, db: str | None, data_dir: Path | None, **options: Any
    ) -> None:
        values = {one.name: options[_variable(one)] for one in query.parameters}
        _print(ctx, query, values, form, language, db, data_dir)

    arguments = [
        _argument("ctx", typer.Context),
        *(_option(one) for one in query.parameters),
        _argument("form", FormatOption, Format.TABLE),
        _argument("language", LabelsOption, Language.ENGLISH),
        _argument("db", DbOption, None),
        _argument("data_dir", DataDirOption, None),
    ]
    call.__signature__ = inspect.Signature(arguments)  # type: ignore[attr-defined]
    call.__annotations__ = {one.name: one.annotation for one in arguments}
    examples = [f"{one.title}: {query.command_line(one.values)}" for one in query.examples]
    app = typer.Typer(add_completion=False)
    app.command(
        query.name,
        help=f"{query.title}.\n\n{query.answers}",
        short_help=query.title,
        epilog="\n\n".join(examples),
    )(call)
    return get_command(app)


def _argument(name: str, annotation: Any, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def _variable(parameter: Parameter) -> str:
    return f"{parameter.name}_"  # `from` is a word of Python


def _option(parameter: Parameter) -> inspect.Parameter:
    means = parameter.means
    if parameter.default not in (None, False):
        means += f" (default {parameter.default})"
    if parameter.example is not None:
        means += f", such as {parameter.example}"
    if parameter.allowed():
        means += f"; one of {', '.join(parameter.allowed())}"
    if parameter.many:
        means += "; repeat it, or use commas, for several"
    flag = parameter.option
    if parameter.type == "bool":
        flag = f"{flag}/--no-{parameter.name}" if parameter.default else flag
        kind: Any = Annotated[bool, typer.Option(flag, help=means, show_default=False)]
        return _argument(_variable(parameter), kind, parameter.default)
    option = typer.Option(
        flag,
        metavar=parameter.type.upper().replace("_", " "),
        help=means,
        show_default=False,
        autocompletion=lambda incomplete: [
            one for one in parameter.allowed() if one.lower().startswith(incomplete.lower())
        ],
    )
    if parameter.required:
        return _argument(_variable(parameter), Annotated[str, option])
    text = list[str] | None if parameter.many else str | None
    return _argument(_variable(parameter), Annotated[text, option], None)


def pairs(values: list[str] | None) -> dict[str, str]:
    """Values by name from `NAME=VALUE` texts; BadValue for a text that is none."""
    pairs = {}
    for value in values or ():
        name, sign, text = value.partition("=")
        if not sign or not name:
            raise BadValue(f"{value!r} is no parameter", "Write NAME=VALUE, such as -p actor=Russia.")
        pairs[name] = text
    return pairs


def _print(
    ctx: typer.Context,
    query: Query,
    values: Mapping[str, Any],
    form: Format,
    language: Language,
    db: str | None,
    data_dir: Path | None,
) -> None:
    from queries.runner import check, run

    check(query, values)  # before a database is started
    from graph.store import Store
    from queries.table_words import table_words

    labels = language.labels
    with Store.open(target(ctx, db, data_dir), access="read") as store:
        result = run(store, query, values, labels)
        words = table_words(store, labels, result.columns, result.rows)
    for note in result.notes:
        _say(note)
    if not result.rows:
        _say(f"{labels.say('nothing_found')} {result.advice}".rstrip())
    if form is Format.TABLE:
        if result.rows:
            from queries.terminal import print_rows

            _say(print_rows(result, words))
        return
    from queries import formats

    match form:
        case Format.JSON:
            formats.write_json(result, sys.stdout)
        case Format.CSV:
            formats.write_csv(result, sys.stdout)
        case Format.MARKDOWN:
            formats.write_markdown(result, sys.stdout, words)


def _say(text: str) -> None:
    typer.echo(printable(text), err=True)
