"""What the tests of the graph share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from processes import eventually, javas, supervisors

from graph.store import Store
from graph.target import Target, resolve


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder for an embedded server of the test's own, which is ended after it."""
    folder = tmp_path / "graph"
    yield folder
    for process in supervisors(folder) + javas(folder):
        process.kill()
    assert eventually(lambda: not javas(folder))


@pytest.fixture
def own_target(folder: Path) -> Target:
    """The embedded database in `folder`."""
    return resolve(data_dir=folder, environment={})


@pytest.fixture
def embedded_store(embedded_target: Target) -> Iterator[Store]:
    """An empty embedded graph, open for writing."""
    with Store.open(embedded_target, access="write") as store:
        store.ensure_schema()
        yield store
