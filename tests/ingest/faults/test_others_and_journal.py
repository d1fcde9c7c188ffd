"""Other writers, and a journal that is damaged or cannot be written."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from disturbed_runs import ARTICLES, graph, ingest

from graph.store import Store
from graph.target import Target
from ingest.journal import Begun, Journal
from ingest.sources import Reject

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of another kind")


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
