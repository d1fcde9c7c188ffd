"""A saved query as text to paste into Neo4j Browser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.literals import literal
from queries.catalogue import Query
from queries.runner import check


def pasteable(query: Query, parameters: Mapping[str, Any], *, embedded: bool) -> str:
    """The query below comment lines that set its parameters, to the values given and else to their defaults.

    It is the one that the embedded database understands, or Neo4j.  Raises UnknownName and BadValue like
    `queries.runner.check`, but a required value may be missing.
    """
    missing = {one.name: one.example or one.name for one in query.parameters if one.required}
    values = check(query, missing | dict(parameters))
    lines = [f"//   :param {name} => {literal(value)}" for name, value in values.items()]
    if lines:
        lines.insert(0, "// In Neo4j Browser run these first, without the slashes:")
    return "\n".join([*lines, "", query.asked_of(embedded=embedded).rstrip(), ""]).lstrip("\n")
