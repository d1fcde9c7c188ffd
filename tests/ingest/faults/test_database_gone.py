"""The database goes, and perhaps comes back: a rerun makes the graph that an undisturbed run makes."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from breaking_proxy import BreakingProxy
from disturbed_runs import ARTICLES, disturbed, graph, ingest, made
from processes import eventually, javas, supervisors

from graph import store as graph_store
from graph.errors import Unreachable
from graph.model import ArticleRecord
from graph.store import Store
from graph.target import EMBEDDED_DATABASE, Target, resolve

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of another kind")


@contextmanager
def through_proxy(target: Target, request: pytest.FixtureRequest) -> Iterator[tuple[Target, BreakingProxy]]:
    """Either engine by an address that can be cut."""
    engine = request.getfixturevalue("embedded_engine" if target.embedded_dir else "neo4j_engine")
    user, password = engine.login
    with BreakingProxy(urlsplit(engine.address).port) as proxy:
        with Store.open(target, "write") as store:
            store.ensure_schema()  # which differs between the engines, and by this address both look the same
        database = EMBEDDED_DATABASE if target.embedded_dir else target.database
        yield Target(f"bolt://127.0.0.1:{proxy.port}", user, password, database, None), proxy


def test_a_connection_that_is_cut_between_batches(
    undisturbed: list[str], target: Target, path: Path, request: pytest.FixtureRequest
) -> None:
    with through_proxy(target, request) as (way, proxy):
        summary = ingest(way, path, after=lambda store, batches: proxy.cut())
    assert not summary.interrupted and summary.articles == len(ARTICLES)
    assert graph(target) == undisturbed


def test_a_connection_that_is_cut_in_the_middle_of_a_batch(
    undisturbed: list[str], target: Target, path: Path, request: pytest.FixtureRequest
) -> None:
    dice = random.Random(14)
    with through_proxy(target, request) as (way, proxy):
        ingest(way, path, after=lambda store, batches: proxy.cut_after(dice.randrange(50, 4000)))
    assert graph(target) == undisturbed


def test_a_commit_whose_answer_is_lost(
    undisturbed: list[str], target: Target, path: Path, request: pytest.FixtureRequest
) -> None:
    with through_proxy(target, request) as (way, proxy):
        summary = ingest(way, path, after=lambda store, batches: proxy.cut_at_commit())
    # What was stored by then is found there by the second try.
    assert (summary.stored.articles.new, summary.stored.articles.unchanged) == (2, len(ARTICLES) - 2)
    assert graph(target) == undisturbed


def test_a_database_that_is_stopped_and_started_again(
    undisturbed: list[str], target: Target, path: Path, request: pytest.FixtureRequest
) -> None:
    told: list[str] = []
    with through_proxy(target, request) as (way, proxy):

        def stop(store: Store, batches: int) -> None:
            if batches == 2:
                proxy.go()
                threading.Timer(1, proxy.come_back).start()

        ingest(way, path, after=stop, told=told)
        assert told and told[0].startswith(f"{way.uri} does not answer; trying again for ")
    assert graph(target) == undisturbed


def test_a_database_that_does_not_come_back(
    undisturbed: list[str],
    target: Target,
    path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(graph_store, "_RETRY_SECONDS", 1)
    with through_proxy(target, request) as (way, proxy), pytest.raises(Unreachable, match="no Neo4j answers"):
        ingest(way, path, after=lambda store, batches: proxy.go())
    disturbed(target)
    ingest(target, path)
    assert graph(target) == undisturbed


def test_a_run_that_is_asked_to_end_while_the_database_is_gone(
    undisturbed: list[str], target: Target, path: Path, request: pytest.FixtureRequest
) -> None:
    with through_proxy(target, request) as (way, proxy):

        def stop(store: Store, batches: int) -> None:
            proxy.go()
            threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()

        began = time.monotonic()
        assert ingest(way, path, after=stop).interrupted
        assert time.monotonic() - began < 15
    ingest(target, path)
    assert graph(target) == undisturbed


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Target]:
    """An embedded database of the test's own."""
    folder = tmp_path / "own"
    yield resolve(data_dir=folder, environment={})
    for process in supervisors(folder) + javas(folder):
        process.kill()
    assert eventually(lambda: not javas(folder))


def test_an_embedded_server_that_is_killed(
    own: Target, embedded_target: Target, records: list[ArticleRecord], path: Path
) -> None:
    folder = own.embedded_dir
    assert folder is not None

    def kill(store: Store, batches: int) -> None:
        if batches in (1, 3):
            for process in (javas(folder), [*supervisors(folder), *javas(folder)])[batches == 3]:
                process.kill()

    told: list[str] = []
    assert ingest(own, path, after=kill, told=told).articles == len(ARTICLES)
    assert told
    assert graph(own) == made(embedded_target, records)
