"""What commands read: the options that name articles and say how to read them, and what those lead to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ingest.extraction import Extraction
    from ingest.journal import Begun
    from ingest.sources import Item

PATHS_HELP = (
    "Files (text, web pages, Markdown, PDF, DOCX, JSON Lines, CSV, Parquet, feeds, web archives), folders and archives "
    "of them, web addresses, or - for standard input."
)
PathsArgument = Annotated[list[str], typer.Argument(metavar="PATH", help=PATHS_HELP)]
AllowPrivateOption = Annotated[
    bool,
    typer.Option("--allow-private", help="Let web addresses lead to this machine and private networks."),
]
PublishedOption = Annotated[
    str | None,
    typer.Option(
        "--published",
        metavar="DATE",
        help="When the articles were published, such as 2022-12-23 or 12/2022. Worked out for each when left out.",
        show_default=False,
    ),
]
LanguageOption = Annotated[
    str,
    typer.Option(
        "--language",
        metavar="CODE",
        help="Language of the articles: vi, en, or auto to find it for each.",
    ),
]


def asked(
    inputs: Iterable[str], published: str | None, knowledge: Path | None, language: str, *, allow_private: bool
) -> Begun:
    """What a command is asked to read."""
    from ingest.journal import Begun

    return Begun(tuple(inputs), published, str(knowledge.absolute()) if knowledge else None, allow_private, language)


def read(begun: Begun, paths: list[str] | None = None) -> Iterator[Item]:
    """The items of a run's inputs, which `paths` name as they were given; a wrong date or language, a missing path or
    a fault in the user's facts is told at once."""
    from ingest.date_input import parse_published
    from ingest.knowledge import load
    from ingest.language import checked, readable
    from ingest.sources import read as read_paths

    if begun.knowledge is not None:
        load(Path(begun.knowledge))
    wanted = checked(begun.language)
    day = parse_published(begun.published) if begun.published else None
    return readable(read_paths(paths or begun.inputs, published=day, allow_private=begun.allow_private), wanted)


def extraction(begun: Begun, workers: int | None, cluster: str | None) -> Extraction:
    """How articles are read: on a cluster, else by so many processes of this machine."""
    facts = Path(begun.knowledge) if begun.knowledge else None
    if cluster is not None:
        from ingest.cluster import Cluster

        return Cluster(cluster, facts)
    from ingest.extraction import collect_seldom
    from ingest.worker_processes import cores, local

    collect_seldom()
    return local(workers or cores(), facts)
