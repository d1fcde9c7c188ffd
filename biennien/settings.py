"""Options that several commands share, declared once, and which database they lead to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from graph.target import Target

DbOption = Annotated[
    str | None,
    typer.Option("--db", metavar="URI", help="A Neo4j to use, such as bolt://localhost:7687.", show_default=False),
]
KnowledgeOption = Annotated[
    Path | None,
    typer.Option("--knowledge", metavar="FILE", help="A file of your own facts, on top.", show_default=False),
]
DataDirOption = Annotated[
    Path | None,
    typer.Option("--data-dir", metavar="DIR", help="Folder of the embedded database.", show_default=False),
]
WorkersOption = Annotated[
    int | None,
    typer.Option(
        "--workers",
        metavar="N",
        envvar="BIENNIEN_WORKERS",
        min=1,
        help="Processes that read articles; as many as there are cores when left out.",
        show_default=False,
        show_envvar=False,
    ),
]
ClusterOption = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Read articles on a Dask cluster instead, such as tcp://10.0.0.1:8786 (needs `biennien[cluster]`).",
        show_default=False,
    ),
]


@dataclass(slots=True)
class RootOptions:
    """What was given before the command's name (`biennien --db URI query …`)."""

    db: str | None = None
    data_dir: Path | None = None


def target(ctx: typer.Context, db: str | None, data_dir: Path | None) -> Target:
    """The database that options and environment name; an option of the command beats one before its name."""
    from graph.target import resolve

    root = ctx.find_object(RootOptions) or RootOptions()
    if _tells_a_password(db or root.db):
        typer.echo("a password in --db is seen by all users of this machine; set NEO4J_PASSWORD instead", err=True)
    if db or data_dir:
        return resolve(db=db, data_dir=data_dir)
    return resolve(db=root.db, data_dir=root.data_dir)


def _tells_a_password(uri: str | None) -> bool:
    """Whether an address holds a password: what is typed on a command line stands in the list of processes."""
    from urllib.parse import urlsplit

    try:
        return bool(uri and urlsplit(uri).password)
    except ValueError:
        return False


def examples(*lines: str) -> str:
    """The end of a help text: `\\b` keeps its lines apart."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)
