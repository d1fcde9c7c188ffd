"""Writes what the headers of the saved queries say into docs/queries.md, between its two marks.

Run it after a change of a header: `.venv/bin/python tools/write_query_page.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from queries.catalogue import Query, load

PAGE = Path(__file__).resolve().parent.parent / "docs" / "queries.md"
BEGIN = "<!-- what follows is written by tools/write_query_page.py -->"
END = "<!-- up to here -->"
AN_EVENT = "\"$(biennien query timeline --treaty 'New START' --limit 1 --format csv | tail -n 1 | cut -d , -f 1)\""
"""A shell's words for the id of some event, where the header of a query has EVENT."""


def page(text: str) -> str:
    """The text of the page with its generated part made anew."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{PAGE} has lost its marks {BEGIN} and {END}")
    return before + begin + "\n\n" + "\n".join(map(section, load())) + "\n" + end + after


def section(query: Query) -> str:
    """What a reader needs to know of one query."""
    examples = "\n".join(
        f"# {example.title}\n$ " + query.command_line(example.values).replace("EVENT", AN_EVENT)
        for example in query.examples
    )
    options = table(
        ("option", "value", "meaning"),
        ((f"`{one.option}`{', needed' if one.required else ''}", one.hint, one.means) for one in query.parameters),
    )
    columns = table(("column", "meaning"), ((f"`{column.name}`", column.means) for column in query.columns))
    return f"### {query.name}\n\n{query.title}. {query.answers}\n\n```console\n{examples}\n```\n\n{options}\n{columns}"


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    lines = [list(headings), *map(list, rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "".join("| " + " | ".join(re.sub(r"([|<])", r"\\\1", cell) for cell in line) + " |\n" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
