"""All saved queries alike, on the embedded database and on two lines of Neo4j: examples run, and nothing writes."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date

import known_graph
import pytest
import relations_graph
from known_graph import EXTENDED, LAVROV_SAID

from graph.errors import ReadOnly, UnknownName
from graph.store import Store
from queries.catalogue import load
from queries.runner import run

ENGINES = ("embedded_engine", "neo4j_engine", "neo4j_current_engine")

RECORDS = (*known_graph.RECORDS, *relations_graph.RECORDS)

EXAMPLES = [(query.name, number) for query in load() for number in range(len(query.examples))]


@pytest.mark.parametrize(("name", "number"), EXAMPLES)
def test_examples_of_headers_find_something(graph: Store, name: str, number: int) -> None:
    query = load()[name]
    values = {key: LAVROV_SAID if value == "EVENT" else value for key, value in query.examples[number].values.items()}
    if name == "followed":
        values["event"] = EXTENDED
    result = run(graph, query, values)
    assert result.columns == [column.name for column in query.columns]
    assert result.rows


@pytest.mark.parametrize("name", load().paths)
def test_a_query_that_was_turned_into_a_write_is_refused(graph: Store, name: str) -> None:
    """By the engine itself: the words that would give it away are not looked at here."""
    query = load()[name]
    sent = {one.name: "RUS" if one.required and one.type == "actor" else one.default for one in query.parameters}
    sent |= {one.name: date(2021, 6, 1) for one in query.parameters if one.required and one.type == "date"}
    sent |= {one.name: "start" for one in query.parameters if one.required and one.type == "phrase"}
    sent |= {one.name: "abm" for one in query.parameters if one.required and one.type == "treaty"}
    sent |= {one.name: LAVROV_SAID for one in query.parameters if one.required and one.type == "event"}
    before = graph.counts()
    writing = f"{query.cypher}\nUNION ALL CREATE (n:Event {{id: 'x'}}) RETURN " + ", ".join(
        f"null AS {column.name}" for column in query.columns
    )
    with pytest.raises(ReadOnly):
        graph.refuse_writes(writing)
        graph.read(writing, sent)
    assert graph.counts() == before


@pytest.mark.parametrize("name", load().paths)
def test_texts_in_parameters_stay_texts(graph: Store, name: str) -> None:
    query = load()[name]
    before = graph.counts()
    attack = "x' OR 1=1 DETACH DELETE n //"
    texts = [one for one in query.parameters if one.type in ("text", "phrase", "actor", "treaty", "event", "article")]
    days = {one.name: date(2021, 6, 1) for one in query.parameters if one.type == "date"}
    sent = {one.name: one.default for one in query.parameters} | days | {one.name: attack for one in texts}
    if texts:
        assert graph.read(query.cypher, sent).rows == []
        harmless = {one.type for one in texts} <= {"text", "phrase"}
        with nullcontext() if harmless else pytest.raises(UnknownName):
            run(graph, query, {one.name: attack for one in texts} | days)
    assert graph.counts() == before
