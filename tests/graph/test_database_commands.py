"""`biennien db` and `biennien doctor` as a user runs them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import javas
from records import make_event, make_record

from graph import schema
from graph.diagnosis import examine
from graph.store import Store
from graph.target import Target


@pytest.fixture
def run(environment: dict[str, str], folder: Path, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs `biennien` on the database in `folder`."""

    def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "biennien", *arguments],
            env=environment | {"BIENNIEN_DATA_DIR": str(folder)} | variables,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


Run = Callable[..., subprocess.CompletedProcess[str]]


def one_line(done: subprocess.CompletedProcess[str], code: int) -> str:
    """Check that a command failed with a message and its advice, and give both."""
    assert done.returncode == code, done
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 2, done.stderr
    assert lines[0].startswith("biennien: ")
    return done.stderr


def test_start_status_stop(run: Run, folder: Path) -> None:
    assert "stopped" in run("db", "status").stdout
    started = run("db", "start")
    assert started.returncode == 0
    assert started.stdout.startswith("running at bolt://127.0.0.1:")
    assert len(javas(folder)) == 1
    status = run("db", "status").stdout
    assert "until `biennien db stop`" in status
    assert str(folder) in status
    assert str(javas(folder)[0].pid) in status
    assert run("db", "stop").stdout == "stopped\n"
    assert not javas(folder)
    assert run("db", "stop").stdout == "was not running\n"


def test_path(run: Run, folder: Path) -> None:
    assert run("db", "path").stdout == f"{folder}\n"
    assert not folder.exists()


def test_backup_and_restore(run: Run, own_target: Target, tmp_path: Path) -> None:
    with Store.open(own_target, "write") as store:
        store.ensure_schema()
        store.save([make_record("a", [make_event("e")])])
    assert "1 articles" in run("db", "backup", "graph.zip").stdout
    assert "exists already" in one_line(run("db", "backup", "graph.zip"), 1)
    assert run("db", "backup", "graph.zip", "--force").returncode == 0
    assert "not empty" in one_line(run("db", "restore", "graph.zip"), 2)
    restored = run("db", "restore", "graph.zip", "--force")
    assert restored.stdout == "restored 1 articles, 1 events from graph.zip\n"
    elsewhere = run("db", "restore", "graph.zip", "--data-dir", str(tmp_path / "new"))
    assert elsewhere.returncode == 0
    assert "no backup" in one_line(run("db", "restore", "--force", __file__), 2)


@pytest.mark.parametrize("command", ["start", "stop", "path", "backup x.zip", "restore x.zip"])
def test_commands_for_the_embedded_database_name_those_of_neo4j(run: Run, command: str) -> None:
    text = one_line(run("db", *command.split(), "--db", "bolt://localhost"), 2)
    assert "bolt://localhost" in text


def test_a_password_in_the_address_is_advised_against_and_not_told(run: Run) -> None:
    done = run("db", "path", "--db", "bolt://ann:s3cret@localhost")
    assert "set NEO4J_PASSWORD instead" in done.stderr
    assert "bolt://localhost" in done.stderr
    assert "s3cret" not in done.stdout + done.stderr


def test_doctor_finds_all_well(run: Run, folder: Path) -> None:
    done = run("doctor")
    assert done.returncode == 0, done
    for subject in ("Python", "Java", "Folder", "Database", "Engine", "Schema", "Content", "Browser"):
        assert subject in done.stdout
    assert "broken" not in done.stdout
    assert "ArcadeDB" in done.stdout


def test_doctor_says_what_is_broken(run: Run) -> None:
    done = run("doctor", "--db", "bolt://127.0.0.1:1")
    assert done.returncode == 1
    assert "broken" in done.stdout
    assert "Start it" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("scheme", ["bolt", "bolt+s", "neo4j"])
def test_unreachable_neo4j_is_said_in_one_line(run: Run, scheme: str) -> None:
    assert "no Neo4j answers" in one_line(run("db", "status", "--db", f"{scheme}://127.0.0.1:1"), 1)


def test_doctor_on_either_engine(target: Target, store: Store) -> None:
    store.save([make_record("a", [make_event("e")])])
    found = {finding.subject: finding for finding in examine(target)}
    assert {finding.verdict for finding in found.values()} <= {"ok", "note"}
    assert found["Content"].found == "1 Article, 1 Event, 1 Actor, 1 Country"
    assert found["Schema"].found == f"version {schema.VERSION}"
    assert found["Engine"].found.startswith("ArcadeDB 26" if target.embedded_dir else "Neo4j 5.26")


def test_doctor_on_a_newer_graph(target: Target, store: Store) -> None:
    store._run("MATCH (s:GraphSchema) SET s.version = 99")
    found = {finding.subject: finding for finding in examine(target)}
    assert found["Schema"].verdict == "broken"
    assert "Upgrade" in found["Schema"].advice


def test_doctor_on_a_file_in_place_of_the_folder(own_target: Target, folder: Path) -> None:
    folder.write_text("")
    found = {finding.subject: finding for finding in examine(own_target)}
    assert found["Database"].verdict == "broken"


def test_migrate(run: Run, own_target: Target) -> None:
    assert run("db", "migrate").stdout == f"schema version none → {schema.VERSION}\n"
    assert run("db", "migrate").stdout == f"schema version {schema.VERSION}, as it was\n"


def test_status_of_a_neo4j(neo4j_target: Target, run: Run) -> None:
    done = run("db", "status", "--db", str(neo4j_target.uri), NEO4J_PASSWORD=str(neo4j_target.password))
    assert "Neo4j 5.26" in done.stdout, done
    refused = run("db", "status", "--db", str(neo4j_target.uri), NEO4J_PASSWORD="wrong")
    assert "NEO4J_PASSWORD" in one_line(refused, 1)
    assert "wrong" not in refused.stderr
