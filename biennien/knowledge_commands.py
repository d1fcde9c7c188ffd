"""Commands: knowledge list, show, check."""

from __future__ import annotations

import csv
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from biennien.settings import KnowledgeOption
from graph.printing import json_text

if TYPE_CHECKING:
    from datetime import date

    from rich.console import Console

knowledge = typer.Typer(
    no_args_is_help=True, help="Look at what the program knows of the world: who, since when, what was signed."
)


class ListFormat(StrEnum):
    """How a list of facts is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class ShowFormat(StrEnum):
    """How a fact is printed."""

    TABLE = "table"
    JSON = "json"


class Kind(StrEnum):
    """Kinds of facts."""

    COUNTRIES = "countries"
    ORGANISATIONS = "organisations"
    PERSONS = "persons"
    OFFICES = "offices"
    TREATIES = "treaties"
    MILESTONES = "milestones"


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(knowledge, name="knowledge")


def _console() -> Console:
    from graph.console import TextConsole

    return TextConsole()


@knowledge.command(
    "list",
    epilog="\b\nExamples:\n"
    "  biennien knowledge list offices --of RUS --on 2018-03-26\n"
    "  biennien knowledge list treaties --of Iran --format csv",
)
def list_facts(
    kind: Annotated[Kind | None, typer.Argument(help="What to list; how many there are of each when left out.")] = None,
    of: Annotated[
        str | None, typer.Option("--of", metavar="NAME", help="Only what belongs to this country or organisation.")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="For offices: who held them on that day.")
    ] = None,
    form: Annotated[ListFormat, typer.Option("--format", help="How to print the list.")] = ListFormat.TABLE,
    extra: KnowledgeOption = None,
) -> None:
    """List facts of a kind, or how many there are of each."""
    from graph.errors import UsageError
    from ingest.knowledge import load
    from ingest.knowledge.finding import counts, rows
    from ingest.knowledge.terminal import print_counts, print_rows

    if kind is None and (of is not None or on is not None):
        raise UsageError(
            "--of and --on need a kind of facts", "Write, say, `biennien knowledge list offices --of RUS`."
        )
    facts = load(extra)
    if kind is None:
        numbers = counts(facts)
        if form is ListFormat.TABLE:
            print_counts(numbers, _console())
            return
        found = [{"facts": name, "number": str(number)} for name, number in numbers.items()]
    else:
        found = rows(facts, kind.value, of=of, day=_day(on))
    if form is ListFormat.JSON:
        typer.echo(json_text(found, indent=1))
    elif form is ListFormat.CSV:
        writer = csv.DictWriter(sys.stdout, fieldnames=list(found[0]) if found else [], lineterminator="\n")
        if found:
            writer.writeheader()
            writer.writerows(found)
    else:
        print_rows(found, _console())
        typer.echo(f"{len(found):,} {kind}; `biennien knowledge show ID` tells more of one", err=True)


@knowledge.command(
    epilog="\b\nExamples:\n"
    "  biennien knowledge show vladimir-putin\n"
    "  biennien knowledge show new-start\n"
    "  biennien knowledge show RUS"
)
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="An id, or a name in Vietnamese or English.")],
    form: Annotated[ShowFormat, typer.Option("--format", help="How to print it.")] = ShowFormat.TABLE,
    extra: KnowledgeOption = None,
) -> None:
    """Show all that is known of a country, organisation, person, office, treaty or milestone."""
    from ingest.knowledge import load
    from ingest.knowledge.finding import find, plain
    from ingest.knowledge.terminal import print_fact

    facts = load(extra)
    found = find(facts, name)
    if form is ShowFormat.JSON:
        typer.echo(json_text([plain(facts, fact) for fact in found], indent=1))
        return
    console = _console()
    for number, fact in enumerate(found):
        if number:
            console.print()
        print_fact(fact, facts, console)


@knowledge.command()
def check(extra: KnowledgeOption = None) -> None:
    """Read and check all facts, your own file included, and tell how many there are."""
    from ingest.knowledge import load
    from ingest.knowledge.finding import counts
    from ingest.knowledge.terminal import print_counts

    facts = load(extra)
    print_counts(counts(facts), _console())
    typer.echo("no fault found", err=True)


def _day(text: str | None) -> date | None:
    from graph.edtf import bounds
    from graph.errors import BadValue

    if text is None:
        return None
    first, last = bounds(text)
    if first is None or first != last:
        raise BadValue(f"{text!r} is no day", "Write YYYY-MM-DD.")
    return first
