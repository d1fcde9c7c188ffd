"""Small runs on either engine, and the graph that an undisturbed one makes."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from disturbed_runs import LINES, made
from typer.testing import CliRunner, Result

from biennien.app import app
from graph import store as graph_store
from graph.model import Article, ArticleRecord
from graph.target import Target
from ingest import run, worker_processes
from ingest.extraction import InProcess
from ingest.sources import read


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two articles a transaction, processes for any number of them, and no long wait for a database."""
    monkeypatch.setattr(run, "BATCH", 2)
    monkeypatch.setattr(run, "AHEAD", 2)
    monkeypatch.setattr(worker_processes, "FEW", 0)
    monkeypatch.setattr(graph_store, "_RETRY_SECONDS", 20)


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("corpus") / "articles.jsonl"


@pytest.fixture
def path(corpus: Path) -> Path:
    """A file of all articles, always at the same place."""
    corpus.write_text("\n".join(LINES), "utf-8")
    return corpus


@pytest.fixture(scope="session")
def records(corpus: Path) -> list[ArticleRecord]:
    corpus.write_text("\n".join(LINES), "utf-8")
    found = list(InProcess().extract(item for item in read([corpus]) if isinstance(item, Article)))
    return [record for record in found if isinstance(record, ArticleRecord)]


_undisturbed: dict[bool, list[str]] = {}


@pytest.fixture
def undisturbed(target: Target, records: list[ArticleRecord]) -> list[str]:
    """The graph of the engine when nothing goes wrong; the database is empty afterwards."""
    return made(target, records)


@pytest.fixture
def variables(environment: dict[str, str], target: Target) -> dict[str, str]:
    """The environment of a command that uses the engine."""
    where = {
        "BIENNIEN_DATA_DIR": str(target.embedded_dir or ""),
        "NEO4J_URI": target.uri or "",
        "NEO4J_USERNAME": target.user or "",
        "NEO4J_PASSWORD": target.password or "",
        "NEO4J_DATABASE": target.database if target.uri else "",
    }
    return environment | {"BIENNIEN_WORKERS": "1"} | {name: value for name, value in where.items() if value}


@pytest.fixture
def command(variables: dict[str, str]) -> Callable[..., Result]:
    """Runs `biennien ingest` in this process, which saves loading it."""
    return lambda *arguments: CliRunner().invoke(app, ["ingest", *map(str, arguments)], env=variables)


@pytest.fixture
def program(variables: dict[str, str]) -> Callable[..., subprocess.Popen[str]]:
    """Starts an ingest of its own process, two articles a batch."""

    def start(*arguments: object, limit: int | None = None) -> subprocess.Popen[str]:
        def limited() -> None:
            import resource

            resource.setrlimit(resource.RLIMIT_FSIZE, (limit or 0, limit or 0))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

        return subprocess.Popen(
            [sys.executable, str(Path(__file__).parents[1] / "small_batches.py"), "ingest", *map(str, arguments)],
            env=variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            preexec_fn=limited if limit is not None else None,
        )

    return start
