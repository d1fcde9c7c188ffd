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


BOTH = ("embedded_engine", "neo4j_engine")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests of a module run on both engines, or on those that it names in ENGINES."""
    if "graph" in metafunc.fixturenames:
        engines = getattr(metafunc.module, "ENGINES", BOTH)
        metafunc.parametrize("graph", engines, indirect=True, scope="module")


@pytest.fixture(scope="module")
def graph(request: pytest.FixtureRequest) -> Iterator[Store]:
    """The known graph on one engine, or that of the RECORDS that a module names, open for reading."""
    from graph.store import Store

    engine: Engine = request.getfixturevalue(request.param)
    engine.wipe()
    with Store.open(engine.target, access="write") as store:
        store.ensure_schema()
        store.save(getattr(request.module, "RECORDS", RECORDS))
    with Store.open(engine.target, access="read") as reader:
        yield reader
    engine.wipe()


@pytest.fixture
def ask(graph: Store) -> Callable[..., Result]:
    """Runs a saved query: `ask("timeline", actor="nga")`; a parameter named by a word of Python ends in `_`."""

    def asked(name: str, /, **parameters: Any) -> Result:
        return run(graph, load()[name], {key.rstrip("_"): value for key, value in parameters.items()})

    return asked
