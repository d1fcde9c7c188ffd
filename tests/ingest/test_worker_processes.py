"""Extraction in processes: the same records in the same order, whatever happens to a process."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import psutil
import pytest

from graph.errors import BienNienError, KnowledgeError
from graph.model import Article, ArticleRecord
from ingest import worker_processes
from ingest.extraction import Extracted, InProcess
from ingest.sources import Reject
from ingest.worker_processes import WorkerProcesses, cores, local

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are ended by signals")

TEXT = "Ngày 7/2/2007, Đại sứ Hoa Kỳ tại Việt Nam Michael Marine tuyên bố Hoa Kỳ ủng hộ Việt Nam gia nhập WTO."


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are started for any number of articles."""
    monkeypatch.setattr(worker_processes, "FEW", 0)


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch, always: None) -> None:
    """Processes do what the text of an article says."""
    program = str(Path(__file__).with_name("faulty_worker.py"))
    monkeypatch.setattr(worker_processes, "_PROGRAM", (program,))


def articles(*texts: str) -> list[Article]:
    return [Article(str(number), text, path=f"/{number}.txt") for number, text in enumerate(texts)]


def read(workers: int, *texts: str) -> list[Extracted]:
    return list(WorkerProcesses(workers).extract(articles(*texts)))


def ids(results: list[Extracted]) -> list[str | None]:
    return [result.id if isinstance(result, Reject) else result.article.id for result in results]


def reasons(results: list[Extracted]) -> dict[str | None, str]:
    return {result.id: result.reason for result in results if isinstance(result, Reject)}


def test_records_are_those_of_one_process_in_their_order(always: None) -> None:
    several = [Article(str(day), TEXT.replace("7/2", f"{day}/2")) for day in range(1, 20)]
    assert list(WorkerProcesses(2).extract(several)) == list(InProcess().extract(several))


def test_few_articles_are_read_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_processes, "_PROGRAM", ("-c", "raise SystemExit"))
    (record,) = local(8).extract([Article("a", TEXT)])
    assert isinstance(record, ArticleRecord) and record.events


def test_an_article_that_raises_is_rejected_with_the_reason(faulty: None) -> None:
    results = read(2, "a", "raise", "b")
    assert ids(results) == ["0", "1", "2"]
    assert reasons(results)["1"].startswith("extraction failed with ValueError: nothing to be read (faulty_worker.py:")
    assert results[1] == Reject("/1.txt", reasons(results)["1"], "1")


def test_an_article_that_kills_its_process_is_rejected_and_the_others_are_read(faulty: None) -> None:
    results = read(2, "a", "b", "die", "c", "d", "die", *"efghijk")
    assert ids(results) == [str(number) for number in range(13)]
    assert reasons(results) == {"2": "ended its process: SIGKILL", "5": "ended its process: SIGKILL"}


def test_an_article_whose_process_is_killed_once_is_read_again(faulty: None, tmp_path: Path) -> None:
    results = read(1, "a", f"die-once {tmp_path / 'died'}", "b")
    assert (tmp_path / "died").exists()
    assert ids(results) == ["0", "1", "2"] and not reasons(results)


def test_an_article_without_end_is_rejected(faulty: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_processes, "TIME_LIMIT", 1)
    results = read(1, "a", "hang", "b")
    assert ids(results) == ["0", "1", "2"]
    assert reasons(results) == {"1": "took longer than 1 s"}


def test_what_a_library_prints_is_no_result(faulty: None) -> None:
    assert ids(read(1, "print", "a")) == ["0", "1"]


def test_the_look_ahead_does_not_grow_with_the_input(faulty: None) -> None:
    taken = 0

    def endless() -> Iterator[Article]:
        nonlocal taken
        for taken in count(1):
            yield Article(str(taken), "a")

    with closing(WorkerProcesses(2).extract(endless())) as results:
        for wanted in range(1, 1001):
            result = next(results)
            assert isinstance(result, ArticleRecord) and result.article.id == str(wanted)
            assert taken - wanted < 200


def test_processes_end_with_the_generator(faulty: None) -> None:
    results = WorkerProcesses(2).extract(articles(*"abcdefgh"))
    record = next(results)
    assert isinstance(record, ArticleRecord) and psutil.pid_exists(int(record.title))
    results.close()
    assert not psutil.pid_exists(int(record.title))


def test_processes_end_with_their_parent() -> None:
    code = (
        f"from ingest import worker_processes as w; w.FEW = 0; from graph.model import Article; import time;"
        f"results = w.WorkerProcesses(1).extract([Article('a', {TEXT!r})] * 9); next(results);"
        "print(1, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as parent:
        assert parent.stdout and parent.stdout.readline()
        workers = psutil.Process(parent.pid).children()
        assert workers
        parent.send_signal(signal.SIGKILL)
    assert psutil.wait_procs(workers, timeout=10)[1] == []


def test_a_process_that_does_not_start_is_told(always: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_processes, "_PROGRAM", ("-c", "raise OSError('no room')"))
    with pytest.raises(BienNienError, match=r"does not start: .*no room") as told:
        read(2, "a", "b")
    assert "--workers 1" in told.value.advice


def test_facts_with_a_fault_are_told_as_such(always: None, tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text("nothing: known", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"facts\.yaml"):
        list(WorkerProcesses(2, tmp_path / "facts.yaml").extract(articles("a")))


def test_there_is_a_process_for_each_core_that_may_be_used() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)
    assert local(1) == InProcess()
