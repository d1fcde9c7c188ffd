"""Ingest runs that something goes wrong with: a rerun makes the graph that an undisturbed run makes."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest
from breaking_proxy import BreakingProxy
from fingerprint import graph_fingerprint
from processes import eventually, javas, supervisors
from typer.testing import CliRunner, Result

from biennien.app import app
from graph import store as graph_store
from graph.errors import StorageFull, Unreachable
from graph.model import Article, ArticleRecord
from graph.store import Store
from graph.target import EMBEDDED_DATABASE, Target, resolve
from ingest import extraction, run, worker_processes
from ingest.extraction import Extraction, InProcess
from ingest.journal import Begun, Journal
from ingest.run import Ingest, IngestSummary
from ingest.sources import Reject, read
from ingest.worker_processes import WorkerProcesses

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of another kind")

ARTICLES = (
    "Ngày 8/4/2010, Tổng thống Nga Dmitry Medvedev và Tổng thống Mỹ Barack Obama ký Hiệp ước New START tại Praha.",
    "Ngày 22/12/2010, Thượng viện Mỹ phê chuẩn Hiệp ước New START với Nga.",
    "Ngày 3/2/2021, Nga và Mỹ gia hạn Hiệp ước New START thêm 5 năm.",
    "Ngày 21/2/2023, Tổng thống Nga Vladimir Putin tuyên bố Nga đình chỉ tham gia Hiệp ước New START.",
    "Tháng 4/2010, Nga và Mỹ ký Hiệp ước New START. Ngày 5/2/2011, hiệp ước có hiệu lực.",
    "Ngày 22/11/2020, Mỹ chính thức rút khỏi Hiệp ước Bầu trời Mở. Nga chỉ trích Mỹ.",
    "Ngày 15/1/2021, Bộ Ngoại giao Nga tuyên bố Nga sẽ rút khỏi Hiệp ước Bầu trời Mở.",
    "Ngày 21/2/2023, Nga đình chỉ tham gia Hiệp ước New START. Mỹ phản đối quyết định của Nga.",
)
LINES = [json.dumps({"id": f"a-{n}", "text": text, "published": "2023-03-01"}) for n, text in enumerate(ARTICLES)]
BAD = 4
"""The line that something is wrong with, where a line is."""


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two articles a transaction, processes for any number of them, and no long wait for a database."""
    monkeypatch.setattr(run, "BATCH", 2)
    monkeypatch.setattr(worker_processes, "FEW", 0)
    monkeypatch.setattr(graph_store, "_RETRY_SECONDS", 20)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("corpus") / "articles.jsonl"


@pytest.fixture
def path(corpus: Path) -> Path:
    """A file of all articles, always at the same place."""
    corpus.write_text("\n".join(LINES), "utf-8")
    return corpus


@pytest.fixture(scope="module")
def records(corpus: Path) -> list[ArticleRecord]:
    corpus.write_text("\n".join(LINES), "utf-8")
    found = list(InProcess().extract(item for item in read([corpus]) if isinstance(item, Article)))
    return [record for record in found if isinstance(record, ArticleRecord)]


_undisturbed: dict[bool, list[str]] = {}


@pytest.fixture
def undisturbed(target: Target, records: list[ArticleRecord]) -> list[str]:
    """The graph of the engine when nothing goes wrong; the database is empty afterwards."""
    return _made(target, records)


def _made(target: Target, records: list[ArticleRecord]) -> list[str]:
    embedded = target.embedded_dir is not None
    if embedded not in _undisturbed:
        assert len(records) == len(ARTICLES)
        with Store.open(target, "write") as store:
            store.ensure_schema()
            store.save(records)
            _undisturbed[embedded] = graph_fingerprint(store)
            for record in records:
                store.forget(record.article.id)
    return _undisturbed[embedded]


def ingest(
    target: Target,
    path: Path,
    *,
    extraction: Extraction | None = None,
    journal: Journal | None = None,
    after: Callable[[Store, int], None] = lambda store, batches: None,
    told: list[str] | None = None,
) -> IngestSummary:
    """A run in this process; `after` is called with the store and the number of a batch that was saved."""
    with Store.open(target, "write") as store:
        store.ensure_schema()
        save, batches = store.save, 0

        def counted(found: Any) -> Any:
            nonlocal batches
            done = save(found)
            batches += 1
            after(store, batches)
            return done

        store.save = counted  # type: ignore[method-assign]
        working = Ingest(store, extraction=extraction, journal=journal)
        working.on_wait = (told if told is not None else []).append
        return working.run(read([path]))


def graph(target: Target) -> list[str]:
    with Store.open(target) as store:
        return graph_fingerprint(store)


def stored(target: Target) -> int:
    with Store.open(target) as store:
        return store.counts()["Article"]


def disturbed(target: Target) -> None:
    """Something, and not all, is stored, in whole batches."""
    assert stored(target) in range(2, len(ARTICLES), 2)


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
            [sys.executable, str(Path(__file__).with_name("small_batches.py")), "ingest", *map(str, arguments)],
            env=variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            preexec_fn=limited if limit is not None else None,
        )

    return start


Program = Callable[..., subprocess.Popen[str]]


def await_line(process: subprocess.Popen[str], line: str, times: int = 1) -> None:
    assert process.stdout is not None
    for _ in range(times):
        while (said := process.stdout.readline()) != f"{line}\n":
            assert said, process.communicate()[1]


# The run is ended


@pytest.mark.parametrize("line", ["saved", "saving"])
def test_a_run_that_is_killed(undisturbed: list[str], target: Target, path: Path, program: Program, line: str) -> None:
    process = program(path)
    await_line(process, line, 2)
    time.sleep(random.Random(line).uniform(0, 0.05))
    process.kill()
    process.communicate()
    disturbed(target)
    assert not ingest(target, path).rejects
    assert graph(target) == undisturbed


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_asked_to_end(
    undisturbed: list[str],
    target: Target,
    path: Path,
    program: Program,
    command: Callable[..., Result],
    number: signal.Signals,
) -> None:
    process = program(path)
    await_line(process, "saving")
    process.send_signal(number)
    stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 130, stderr
    assert "2 of 8 articles are stored; go on with: biennien ingest --resume" in stderr
    assert "Traceback" not in stderr and "articles    2" in stdout
    disturbed(target)
    assert command("--resume").exit_code == 0
    assert graph(target) == undisturbed
    nothing_left = command("--resume")
    assert nothing_left.exit_code == 2 and "no run on this database waits" in nothing_left.stderr


def test_a_worker_that_is_killed(undisturbed: list[str], target: Target, path: Path) -> None:
    def kill(store: Store, batches: int) -> None:
        if batches == 1:
            (worker,) = [child for child in psutil.Process().children() if "ingest.worker" in child.cmdline()]
            worker.kill()

    assert not ingest(target, path, extraction=WorkerProcesses(1), after=kill).rejects
    assert graph(target) == undisturbed


# The database goes


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
    assert graph(own) == _made(embedded_target, records)


# Room runs out


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounts a small disk, which takes root")
def test_a_disk_that_is_full(embedded_target: Target, records: list[ArticleRecord], path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=192m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    own, filler = resolve(data_dir=folder / "graph", environment={}), folder / "filler"

    def fill(store: Store, batches: int) -> None:
        if batches == 2:
            with filler.open("wb", buffering=0) as file:
                try:
                    while file.write(bytes(2**20)):
                        pass
                except OSError as error:
                    assert error.errno == errno.ENOSPC

    try:
        try:
            ingest(own, path, after=fill)
        except StorageFull as full:
            assert "Make room" in full.advice
        filler.unlink()
        ingest(own, path)
        assert graph(own) == _made(embedded_target, records)
    finally:
        for process in supervisors(folder / "graph") + javas(folder / "graph"):
            process.kill()
        assert eventually(lambda: not javas(folder / "graph"))
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="a device of Linux")
def test_no_room_for_rejects_and_journal(undisturbed: list[str], target: Target, path: Path, program: Program) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("\nno article")
    process = program(path, "--rejects", "/dev/full", limit=0)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "/dev/full cannot be written: No space left on device" in stderr and "Traceback" not in stderr
    assert "the run goes on without it" in stderr
    ingest(target, path)
    assert graph(target) == undisturbed


# Articles with a fault


def broken(path: Path, line: bytes) -> None:
    lines = [text.encode() for text in LINES]
    lines[BAD] = line
    path.write_bytes(b"\n".join(lines))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": "a-4", "text": "N', "is no JSON"),
        (LINES[BAD].encode("utf-8").replace(b"published", b"publ\xff\xfeshed"), "is not UTF-8"),
        (LINES[BAD].replace('"a-4"', '"a-1"').encode(), "id 'a-1' is that of"),
    ],
)
def test_a_bad_record_in_the_middle(
    undisturbed: list[str], target: Target, path: Path, line: bytes, reason: str
) -> None:
    broken(path, line)
    summary = ingest(target, path)
    (reject,) = summary.rejects
    assert reject.reason.startswith(reason)
    assert summary.stored.articles.new == len(ARTICLES) - 1
    path.write_text("\n".join(LINES), "utf-8")
    ingest(target, path)
    assert graph(target) == undisturbed


def test_an_article_on_which_the_extraction_fails(
    undisturbed: list[str], target: Target, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_well, tried = extraction.extract, []

    def fails(article: Article, **options: Any) -> ArticleRecord:
        tried.append(article.id)
        if article.id == "a-4":
            raise ZeroDivisionError("by chance")
        return read_well(article, **options)

    monkeypatch.setattr(extraction, "extract", fails)
    with Journal(tmp_path / "journal", pytest.fail) as journal:
        first = ingest(target, path, journal=journal)
        assert [reject.id for reject in first.rejects] == ["a-4"]
        assert first.rejects[0].reason.startswith("extraction failed with ZeroDivisionError: by chance (test_faults.py")
        tried.clear()
        again = ingest(target, path, journal=journal)
        assert (again.rejects, tried) == (first.rejects, []), "it failed before, and is not tried again"
    monkeypatch.setattr(extraction, "extract", read_well)
    ingest(target, path)
    assert graph(target) == undisturbed


def test_rejects_are_retried(
    undisturbed: list[str], target: Target, path: Path, tmp_path: Path, command: Callable[..., Result]
) -> None:
    broken(path, b"{")
    rejects = tmp_path / "rejects.jsonl"
    assert command(path, "--rejects", rejects).exit_code == 1
    assert json.loads(rejects.read_text())["files"] == [str(path)]
    path.write_text("\n".join(LINES), "utf-8")
    assert command("--retry", rejects, "--rejects", rejects).exit_code == 0
    assert rejects.read_text() == ""
    assert graph(target) == undisturbed


# Others, and the journal


def test_another_writer_holds_the_lock(undisturbed: list[str], target: Target, path: Path) -> None:
    with Store.open(target, "write") as other:
        other.ensure_schema()
        holding, let_go = threading.Event(), threading.Event()

        def hold(statement: Any) -> None:
            holding.set()
            let_go.wait(10)

        writer = threading.Thread(target=lambda: other._write(hold))
        writer.start()
        assert holding.wait(10)
        threading.Timer(0.5, let_go.set).start()
        ingest(target, path)
        assert let_go.is_set()
        writer.join()
    assert graph(target) == undisturbed


def test_two_runs_at_once(undisturbed: list[str], target: Target, path: Path) -> None:
    with ThreadPoolExecutor(2) as threads:
        both = [threads.submit(ingest, target, path) for _ in range(2)]
    assert [one.result().articles for one in both] == [len(ARTICLES)] * 2
    assert graph(target) == undisturbed


def test_a_journal_that_is_damaged(undisturbed: list[str], target: Target, path: Path, tmp_path: Path) -> None:
    place, told = tmp_path / "data" / "ingest.journal", list[str]()
    with Journal(place, told.append) as journal:
        journal.begin(Begun((str(path),)))
    content = place.read_bytes()
    place.write_bytes(b"\0" * 100 + content[100:])
    with Journal(place, told.append) as journal:
        assert journal.unfinished() is None
        journal.begin(Begun((str(path),)))
        ingest(target, path, journal=journal)
        journal.end()
    assert told == [f"the journal of ingest runs was damaged; it is put aside as {place}.damaged"]
    assert graph(target) == undisturbed


def test_a_journal_tells_what_was_begun_and_what_failed(tmp_path: Path) -> None:
    place = tmp_path / "journal"
    first, second = Begun(("/a",), "2010"), Begun(("/b", "/c"), None, "/facts.yaml")
    reject = Reject("/a/1.txt", "took longer than 60 s", "1")
    with Journal(place, pytest.fail) as journal:
        assert journal.unfinished() is None
        journal.begin(second)
        journal.begin(first)
        journal.note("key", reject)
        journal.begin(first)
    with Journal(place, pytest.fail) as journal:
        assert journal.unfinished() == first
        assert journal.failed(["key", "other"]) == {"key": reject}
        journal.begin(first)
        journal.end()
        assert journal.unfinished() == second
    assert place.stat().st_mode & 0o077 == 0


def test_a_journal_that_cannot_be_written_is_told_once(tmp_path: Path) -> None:
    told = list[str]()
    (tmp_path / "file").touch()
    with Journal(tmp_path / "file" / "journal", told.append) as journal:
        journal.begin(Begun(("/a",)))
        assert journal.unfinished() is None and journal.failed(["key"]) == {}
    assert len(told) == 1 and "the run goes on without it" in told[0]
