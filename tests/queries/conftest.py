"""The known graph on each engine, stored once for all tests of a module."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from known_graph import RECORDS

from queries.catalogue import load
from queries.runner import Result, run

if TYPE_CHECKING:
    from conftest import Engine

    from graph.store import Store


@pytest.fixture(scope="module", params=["embedded_engine", "neo4j_engine", "neo4j_current_engine"])
def graph(request: pytest.FixtureRequest) -> Iterator[Store]:
    """The known graph, open for reading, on the embedded database and on two lines of Neo4j."""
    from graph.store import Store

    engine: Engine = request.getfixturevalue(request.param)
    engine.wipe()
    with Store.open(engine.target, access="write") as store:
        store.ensure_schema()
        store.save(RECORDS)
    with Store.open(engine.target, access="read") as reader:
        yield reader
    engine.wipe()


@pytest.fixture
def ask(graph: Store) -> Callable[..., Result]:
    """Runs a saved query: `ask("timeline", actor="nga")`; a parameter named by a word of Python ends in `_`."""

    def asked(name: str, /, **parameters: Any) -> Result:
        return run(graph, load()[name], {key.rstrip("_"): value for key, value in parameters.items()})

    return asked
