"""The command line: every command parses its options, calls one library function and prints.

Modules of commands import heavy libraries inside their functions, so that `--help` stays quick.
"""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from biennien import (
    __version__,
    articles,
    browse,
    corrections,
    database,
    exports,
    ingesting,
    knowledge_commands,
    record_commands,
    saved_queries,
    sequence,
)
from biennien.settings import DataDirOption, DbOption, RootOptions
from graph.errors import BienNienError
from graph.printing import printable


class RootGroup(TyperGroup):
    """Turns errors raised on purpose into one line and an exit code, and Ctrl-C into 130."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except BienNienError as error:
            print(printable(f"biennien: {error.message}"), file=sys.stderr)
            if error.advice:
                print(printable(f"          {error.advice}"), file=sys.stderr)
            raise typer.Exit(error.exit_code) from None
        except KeyboardInterrupt:
            print("biennien: interrupted; what was finished is kept, run the command again to go on", file=sys.stderr)
            raise typer.Exit(130) from None


app = typer.Typer(
    cls=RootGroup,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"biennien {__version__}")
        raise typer.Exit


@app.callback()
def root(
    ctx: typer.Context,
    db: DbOption = None,
    data_dir: DataDirOption = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Read news articles into a graph of diplomatic events, and query their sequence."""
    ctx.obj = RootOptions(db, data_dir)


ingesting.register(app)
articles.register(app)
record_commands.register(app)
saved_queries.register(app)
sequence.register(app)
exports.register(app)
browse.register(app)
corrections.register(app)
knowledge_commands.register(app)
database.register(app)
