"""Which events fall into a period, however exact their dates are, and however busy those who take part in them are."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from records import make_event, make_record

from queries.catalogue import Query, load
from queries.runner import run

if TYPE_CHECKING:
    from graph.store import Store

JUNE = {"from": "2017-06-01", "to": "2017-06-30"}

WITHIN = (
    "2017-06-01", "2017-06-30", "2017-06", "2017", "201X", "20XX", "2017-05-20/2017-06-01", "2017-06-30/2017-07-04",
    "2016/..", "2016/", "../2017-06", "/2018",
)  # fmt: skip
OUTSIDE = (
    "2017-05-31", "2017-07-01", "2017-05", "2016", "200X", "19XX", "2017-01/2017-05", "2017-07/2018", "2018/..",
    "2018/", "../2016", "/2016", None,
)  # fmt: skip


def _id(edtf: str | None) -> str:
    return f"{(*WITHIN, *OUTSIDE).index(edtf):016x}"


RECORDS = (
    make_record(
        "complaints",
        [
            make_event(_id(edtf), "ACCUSE", edtf, ["RUS"], ["USA"], f"Moscow complained of plan {number}.")
            for number, edtf in enumerate((*WITHIN, *OUTSIDE))
        ],
    ),
)


def _as_it_is(query: Query) -> Query:
    return query


def _all_busy(query: Query) -> Query:
    """Every actor taken for a busy one, whose events are found by their time."""
    cypher, on_neo4j = (re.sub(r"\b(10000|5000)\b", "0", text) for text in (query.cypher, query.on_neo4j))
    assert cypher != query.cypher
    return replace(query, cypher=cypher, on_neo4j=on_neo4j)


@pytest.mark.parametrize("taken", [_as_it_is, _all_busy])
@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("timeline", {"actor": "Russia"}),
        ("timeline", {"actor": "Russia", "other": "USA"}),
        ("said", {"actor": "Russia"}),
    ],
)
def test_events_of_a_period(
    graph: Store, name: str, parameters: dict[str, Any], taken: Callable[[Query], Query]
) -> None:
    rows = run(graph, taken(load()[name]), parameters | JUNE).rows
    assert sorted(row["edtf"] for row in rows) == sorted(WITHIN)


def test_events_of_a_period_whoever_takes_part(graph: Store) -> None:
    for name, parameters in (("timeline", {}), ("corroborated", {"least": 1})):
        assert sorted(row["edtf"] for row in run(graph, load()[name], parameters | JUNE).rows) == sorted(WITHIN)


@pytest.mark.parametrize("taken", [_as_it_is, _all_busy])
def test_acts_of_a_period_are_counted(graph: Store, taken: Callable[[Query], Query]) -> None:
    (pair,) = run(graph, taken(load()["pairs"]), {"actor": "Russia"} | JUNE).rows
    assert (pair["other"], pair["events"]) == ("United States", len(WITHIN))
    months = run(graph, taken(load()["escalation"]), {"actor": "Russia", "other": "USA"} | JUNE).rows
    assert sum(month["acts"] for month in months) == len(WITHIN)


def test_a_limit_takes_the_earliest(graph: Store) -> None:
    """Also between events that have the same first and last day."""
    whole = run(graph, load()["timeline"], {}).rows
    assert len(whole) == len(WITHIN + OUTSIDE)
    for limit in range(1, len(whole) + 2):
        assert run(graph, load()["timeline"], {"limit": limit}).rows == whole[:limit]
