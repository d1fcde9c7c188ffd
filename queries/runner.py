"""Runs a saved query: values checked, names found, writes refused, rows read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from graph.errors import BadValue, KnowledgeError
from graph.labels import Labels, load
from queries.catalogue import Query
from queries.names import find
from queries.values import NAMED_TYPES

if TYPE_CHECKING:
    from graph.store import Store


@dataclass(frozen=True, slots=True)
class Result:
    """Rows of a query, a dict each with the keys `columns`, in the order that the query gives them.

    `parameters` are the values that were sent, `notes` what a user should know about how they were read, `advice` says
    what to try when there are no rows.
    """

    query: Query
    columns: list[str]
    rows: list[dict[str, Any]]
    parameters: dict[str, Any]
    notes: tuple[str, ...] = ()
    advice: str = ""


def check(query: Query, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """A value for each parameter of the query, defaults included, before any database is asked.

    Raises UnknownName for a parameter that it does not have, BadValue for a value of another type and for a required
    one that is missing.
    """
    given = {query.parameter(name).name: value for name, value in parameters.items()}
    values = {}
    for parameter in query.parameters:
        values[parameter.name] = parameter.parse(given.get(parameter.name))
        if parameter.required and values[parameter.name] is None:
            raise BadValue(f"query {query.name} needs {parameter.name}", f"Give {parameter.accepts()}.")
    return values


def run(store: Store, query: Query, parameters: Mapping[str, Any], labels: Labels | None = None) -> Result:
    """Run the query with parameters as typed by a user, or as Python values of their types.

    `notes` and `advice` come in the language of the labels, in English without them.

    Raises what `check` raises, UnknownName for an actor, treaty, event or article that is not in the graph, ReadOnly
    for a query that would write, and KnowledgeError when its dates are none.
    """
    words = labels or load("en")
    values = check(query, parameters)
    notes: list[str] = []
    for parameter in query.parameters:
        value = values[parameter.name]
        if parameter.type not in NAMED_TYPES or value is None:
            continue
        names = [find(store, parameter.type, one, words) for one in (value if parameter.many else [value])]
        values[parameter.name] = [one.value for one in names] if parameter.many else names[0].value
        notes.extend(one.note for one in names if one.note)
    cypher = query.asked_of(embedded=store.target.embedded_dir is not None)
    store.refuse_writes(cypher, values)
    found = store.read(cypher, values)
    _read_dates(query, found.rows)
    advice = "" if found.rows else query.empty_in(words.language)
    if not found.rows and not store.read("MATCH (e:Event) RETURN e.id AS id LIMIT 1").rows:
        advice = words.say("no_events_yet")
    return Result(query, found.columns, found.rows, values, tuple(notes), advice)


def _read_dates(query: Query, rows: list[dict[str, Any]]) -> None:
    """Make dates of those that the query gives as text."""
    for column in query.dates:
        for row in rows:
            if (text := row.get(column)) is not None:
                try:
                    row[column] = date.fromisoformat(text)
                except (TypeError, ValueError):
                    raise KnowledgeError(
                        f"{query.path.name}: {column} is {text!r}, which is no text of a date",
                        f"Return toString(…) of a date, or take {column} out of 'dates'.",
                    ) from None
