"""Extraction on a Dask cluster: two worker processes read what one process reads, whatever happens to them."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph.errors import Unreachable, UsageError
from graph.model import Article
from ingest import cluster, sources
from ingest.cluster import Cluster
from ingest.extraction import InProcess
from ingest.records import form
from ingest.sources import Reject

if TYPE_CHECKING:
    from conftest import Outcome


@pytest.fixture(scope="module")
def running() -> Iterator[Any]:
    """A scheduler and two worker processes."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, memory_limit=0, silence_logs=50
    ) as started:
        yield started


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    """The example articles, each several times."""
    folder = Path(__file__).parent.parent.parent / "examples"
    read = [item for item in sources.read([folder]) if isinstance(item, Article)]
    return [Article(f"{article.id}-{n}", article.text, published_given="2021") for n in range(2) for article in read]


def told(results: Any) -> list[bytes]:
    return [form.line(result) for result in results]


def test_the_same_records_byte_for_byte(running: Any, articles: list[Article], tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text("milestones: []\n", encoding="utf-8")
    for own in (None, facts):
        some = articles if own is None else articles[:3]
        there = list(Cluster(running.scheduler_address, own).extract(iter(some)))
        assert told(there) == told(InProcess(own).extract(some))


def test_articles_are_taken_as_they_are_needed(running: Any, articles: list[Article]) -> None:
    taken = 0

    def endless() -> Iterator[Article]:
        nonlocal taken
        while True:
            for article in articles:
                taken += 1
                yield article

    with closing(Cluster(running.scheduler_address).extract(endless())) as results:
        assert told(islice(results, 3)) == told(InProcess().extract(articles[:3]))
    assert taken <= 2 * cluster._LOOK_AHEAD * cluster._CHUNK


def test_what_a_lost_worker_had_is_read_by_another(running: Any, articles: list[Article]) -> None:
    from distributed import Client

    with Client(running.scheduler_address, set_as_default=False) as client:
        pids = list(client.run(os.getpid).values())
    results = Cluster(running.scheduler_address).extract(iter(articles))
    first = next(results)
    os.kill(pids[0], signal.SIGKILL)
    assert told([first, *results]) == told(InProcess().extract(articles))


def _deadly(articles: list[Article], facts: bytes | None, wanted: str) -> list[Any]:
    if any(article.id == "deadly" for article in articles):
        os.kill(os.getpid(), signal.SIGKILL)
    return [InProcess().extract([article]).send(None) for article in articles]


def test_an_article_that_ends_workers_is_rejected_alone(
    running: Any, articles: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    import cloudpickle

    # the workers do not have this module
    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    monkeypatch.setattr(cluster, "read_articles", _deadly)
    some = [articles[0], Article("deadly", "x"), articles[1]]
    monkeypatch.setattr(running.scheduler, "allowed_failures", 0)
    results = list(Cluster(running.scheduler_address).extract(some))
    assert [isinstance(result, Reject) for result in results] == [False, True, False]
    assert isinstance(results[1], Reject) and "ended every worker" in results[1].reason


def test_workers_with_another_biennien_are_refused(
    running: Any, articles: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    running.wait_for_workers(2)  # those that a test before this one ended come back
    with monkeypatch.context() as changed:
        changed.setattr(cluster, "_mark", lambda facts: "0-abcdef00 x")
        with pytest.raises(UsageError, match=r"has another biennien \(\d-\w+ there, 0-abcdef00 here\)"):
            list(Cluster(running.scheduler_address).extract(articles))
        changed.setattr(cluster, "_check", lambda *known: None)  # it came after the check
        with pytest.raises(UsageError, match="another biennien"):
            list(Cluster(running.scheduler_address).extract(articles))
    monkeypatch.setattr(cluster, "_PACKAGES", ("no_such_package_here",))
    with pytest.raises(UsageError, match=r"biennien is not installed on worker tcp://.* and 1 more"):
        list(Cluster(running.scheduler_address).extract(articles))


def test_a_cluster_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 1)
    for address in ("tcp://127.0.0.1:1", "strange://x"):
        with pytest.raises(Unreachable, match="no Dask scheduler answers at"):
            list(Cluster(address).extract([]))
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match="which is not installed") as failed:
        list(Cluster("tcp://127.0.0.1:1").extract([]))
    assert "biennien[cluster]" in failed.value.advice


def test_the_command(running: Any, biennien: Callable[..., Outcome], examples: Path) -> None:
    address = running.scheduler_address
    done = biennien("extract", examples, "--cluster", address, "--out", "there.jsonl")
    assert done.code == 0, done.stderr
    done = biennien("ingest", examples, "--cluster", address)
    assert done.code == 0 and done.stdout.splitlines()[2].split()[:2] == ["articles", "10"], done.stderr
