"""The run is ended, or a part of it: a rerun makes the graph that an undisturbed run makes."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from disturbed_runs import Program, await_line, disturbed, graph, ingest
from typer.testing import Result

from graph.store import Store
from graph.target import Target
from ingest.worker_processes import WorkerProcesses

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of another kind")


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
