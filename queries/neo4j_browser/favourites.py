"""Saved queries, and queries that draw a picture, as favourites of Neo4j Browser."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graph.literals import literal
from queries.catalogue import Catalogue, Query, load
from queries.runner import check

PICTURES: Final = Path(__file__).parent / "pictures"

PICTURE_FOLDER: Final = "biennien: pictures"
QUERY_FOLDER: Final = "biennien: saved queries"


@dataclass(frozen=True, slots=True)
class Favourite:
    """A text for the editor, which begins with its name in a comment, in a folder of the list of favourites."""

    id: str
    folder: str
    content: str


def favourites(examples: Mapping[str, str], *, embedded: bool = False) -> list[Favourite]:
    """All of them; `examples` are values from the graph at hand, by names of parameters.

    The embedded database is asked what it understands where Neo4j is asked something of its own.

    A picture is one text with its values written into it.  A saved query is two: the first sets its parameters, the
    second asks.
    """
    found = [Favourite(f"biennien-{query.name}", PICTURE_FOLDER, drawing(query, examples)) for query in pictures()]
    for query in load():
        setting = parameters(query, examples)
        if setting:
            name = f"// {query.name} (1): parameters\n// Change them here, run this, then run (2).\n"
            found.append(Favourite(f"biennien-{query.name}-1", QUERY_FOLDER, f"{name}{setting}"))
        name = f"// {query.name}{' (2)' if setting else ''}: {query.title}"
        found.append(
            Favourite(f"biennien-{query.name}-2", QUERY_FOLDER, f"{name}\n{body(query.asked_of(embedded=embedded))}")
        )
    return found


def pictures() -> Catalogue:
    """The queries whose result is a graph."""
    return Catalogue(PICTURES)


def drawing(query: Query, examples: Mapping[str, str]) -> str:
    """A query with values in the place of its parameters."""
    values = filled(query, examples)
    text = re.sub(r"\$(\w+)", lambda name: literal(values[name[1]]), body(query.cypher))
    return f"// {query.title}\n{text}"


def parameters(query: Query, examples: Mapping[str, str]) -> str:
    """The command of Neo4j Browser that sets the parameters of a query; empty when it has none."""
    values = filled(query, examples)
    if not values:
        return ""
    given = ",\n".join(f"  {literal(value)} AS {name}" for name, value in values.items())
    return f":param [{{{', '.join(values)}}}] => {{ RETURN\n{given} }}\n"


def filled(query: Query, examples: Mapping[str, str]) -> dict[str, Any]:
    """Defaults, and for parameters that are required the values of `examples`, else the query's own."""
    required = {one.name: examples.get(one.name) or one.example or one.name for one in query.parameters if one.required}
    return check(query, required)


def body(cypher: str) -> str:
    """A query without its header."""
    lines = cypher.splitlines()
    while lines and (lines[0].startswith("//") or not lines[0].strip()):
        lines.pop(0)
    return "\n".join(lines).rstrip() + "\n"


def archive(found: Iterable[Favourite]) -> bytes:
    """A zip file that Neo4j Browser imports when it is dropped on its window: a file for each favourite, in folders."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for one in found:
            folder = one.folder.replace(": ", "-").replace(" ", "-")
            file.writestr(zipfile.ZipInfo(f"{folder}/{one.id}.cypher"), one.content)
    return packed.getvalue()
