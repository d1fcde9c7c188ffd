"""Many commands at once, and processes killed in the middle of their work."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from corpora import batch
from fingerprint import graph_fingerprint
from processes import eventually, javas, supervisors

from graph.store import Store
from graph.target import Target

TESTS = Path(__file__).resolve().parents[1]
COMMANDS = 24
KILLED = 8
LINGER_SECONDS = 2
BATCHES = 6


def script(*arguments: object, linger: float = 0) -> subprocess.Popen[str]:
    """Start a Python script or module as a user would."""
    paths = os.pathsep.join([str(TESTS), str(TESTS / "graph")])
    return subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        env=os.environ | {"BIENNIEN_LINGER": str(linger), "PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_storm_of_commands_never_makes_two_servers(folder: Path) -> None:
    dice = random.Random(20211214)
    running = []
    most = 0
    for number in range(COMMANDS):
        arguments: tuple[object, ...] = ("-m", "biennien", "db", "migrate", "--data-dir", folder)
        if number % 3 == 0:
            arguments = (TESTS / "graph" / "corpora.py", folder, 1)
        running.append(script(*arguments, linger=LINGER_SECONDS))
        time.sleep(dice.uniform(0, 0.1))
        most = max(most, len(javas(folder)))
    victims = dice.sample(range(COMMANDS), KILLED)
    for victim in victims:
        running[victim].kill()
        time.sleep(dice.uniform(0, 0.4))
        most = max(most, len(javas(folder)))
    while any(command.poll() is None for command in running):
        most = max(most, len(javas(folder)))
        time.sleep(0.05)
    failed = {
        number: command.communicate()[1]
        for number, command in enumerate(running)
        if command.returncode and number not in victims
    }
    assert failed == {}
    assert most == 1
    ended = time.monotonic()
    assert eventually(lambda: not javas(folder) and not supervisors(folder), 30)
    assert time.monotonic() - ended < LINGER_SECONDS + 10


@pytest.fixture
def undisturbed(embedded_target: Target) -> list[str]:
    """The graph of all batches, saved one after the other."""
    with Store.open(embedded_target, "write") as store:
        store.ensure_schema()
        for number in range(BATCHES):
            store.save(batch(number))
        return graph_fingerprint(store)


def test_saving_survives_a_killed_server(folder: Path, own_target: Target, undisturbed: list[str]) -> None:
    saver = script(TESTS / "graph" / "corpora.py", folder, BATCHES)
    assert saver.stdout is not None
    assert saver.stdout.readline() == "0\n"
    for process in javas(folder):
        process.kill()
    assert saver.wait(120) == 0, saver.communicate()
    with Store.open(own_target) as store:
        assert graph_fingerprint(store) == undisturbed


def test_saving_again_after_everything_was_killed(folder: Path, own_target: Target, undisturbed: list[str]) -> None:
    dice = random.Random(7)
    for last_line in ("0\n", "2\n"):
        saver = script(TESTS / "graph" / "corpora.py", folder, BATCHES)
        assert saver.stdout is not None
        while saver.stdout.readline() != last_line:
            pass
        time.sleep(dice.uniform(0, 0.05))
        for process in [*supervisors(folder), *javas(folder)]:
            process.kill()
        saver.kill()
        saver.communicate()
    with Store.open(own_target, "write") as store:
        assert 10 <= store.counts()["Article"] < 10 * BATCHES, "killed too late to tell"
        for number in range(BATCHES):
            store.save(batch(number))
        assert graph_fingerprint(store) == undisturbed


def test_parallel_writers_make_the_same_graph(target: Target, store: Store) -> None:
    for number in range(BATCHES):
        store.save(batch(number))
    wanted = graph_fingerprint(store)
    for number in range(BATCHES):
        for record in batch(number):
            store.forget(record.article.id)

    def write(number: int) -> None:
        with Store.open(target, "write") as own:
            own.save(batch(number))

    with ThreadPoolExecutor(4) as writers:
        list(writers.map(write, range(BATCHES)))
    assert graph_fingerprint(store) == wanted
