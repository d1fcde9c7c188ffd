"""The life of the embedded server: shared, lingering, killed, orphaned, refused, and private to its owner."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from processes import eventually, javas, supervisors
from records import make_event, make_record

from graph.embedded import home as home_module
from graph.embedded import java, locks
from graph.embedded.home import Home
from graph.embedded.server import alone, describe, keep, stop, use
from graph.errors import StorageFull, Unreachable
from graph.store import Store
from graph.target import Target, resolve


def test_server_is_shared_and_ends_after_its_last_use(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIENNIEN_LINGER", "1")
    first = use(folder)
    second = use(folder)
    assert first.port == second.port
    assert len(javas(folder)) == len(supervisors(folder)) == 1
    first.release()
    time.sleep(2)
    assert javas(folder), "ended while it was in use"
    second.release()
    time.sleep(0.5)
    assert javas(folder), "did not linger"
    assert eventually(lambda: not javas(folder) and not supervisors(folder), 15)
    assert describe(folder).note is None


def test_kept_server_stays_until_it_is_stopped(folder: Path) -> None:
    port = keep(folder)
    time.sleep(1)
    found = describe(folder)
    assert found.note is not None
    assert (found.kept, found.note.port) == (True, port)
    assert stop(folder) is True
    assert not javas(folder)
    assert stop(folder) is False
    held = use(folder)
    held.release()
    assert eventually(lambda: not javas(folder)), "is still kept"


def test_server_in_use_is_not_stopped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.embedded.server._STOP_SECONDS", 0.5)
    with Store.open(resolve(data_dir=folder)) as store:
        with pytest.raises(Unreachable, match="another command"):
            stop(folder)
        assert store.read("RETURN 1 AS one").rows == [{"one": 1}]


def test_killed_server_is_replaced(own_target: Target, folder: Path) -> None:
    with Store.open(own_target, "write") as store:
        store.ensure_schema()
        store.save([make_record("a", [make_event("e")])])
        javas(folder)[0].kill()
    with Store.open(own_target) as store:
        assert store.counts()["Event"] == 1
        assert len(javas(folder)) == 1


def test_reading_from_a_killed_server_says_so(own_target: Target, folder: Path) -> None:
    with Store.open(own_target) as store:
        javas(folder)[0].kill()
        with pytest.raises(Unreachable, match="is gone") as lost:
            store.read("MATCH (n) RETURN n")
    assert lost.value.advice == "Run the command again."


def test_writing_goes_on_after_the_server_is_killed(own_target: Target, folder: Path) -> None:
    with Store.open(own_target, "write") as store:
        store.ensure_schema()
        javas(folder)[0].kill()
        assert store.save([make_record("a", [make_event("e")])]).events.new == 1
        assert store.counts()["Event"] == 1


def test_orphan_of_a_killed_supervisor_is_ended(own_target: Target, folder: Path) -> None:
    with Store.open(own_target):
        [orphan] = javas(folder)
        supervisors(folder)[0].kill()
    time.sleep(1)
    assert [process.pid for process in javas(folder)] == [orphan.pid]
    with Store.open(own_target) as store:
        assert store.counts()["Article"] == 0
        [java_process] = javas(folder)
        assert java_process.pid != orphan.pid


def test_orphan_is_ended_by_stop(own_target: Target, folder: Path) -> None:
    with Store.open(own_target):
        supervisors(folder)[0].kill()
    stop(folder)
    assert not javas(folder)


def test_supervisor_that_is_told_to_end_takes_java_along(folder: Path) -> None:
    with use(folder).home.supervisor_lock.open():
        supervisors(folder)[0].terminate()
        assert eventually(lambda: not javas(folder))


def test_lock_files_and_notes_of_the_dead_are_no_obstacle(own_target: Target, folder: Path) -> None:
    folder.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        note = {"supervisor_pid": 1, "java_pid": 1, "port": port, "failure": "", "advice": ""}
        (folder / "server.json").write_text(json.dumps(note))
        for name in ("use.lock", "start.lock", "supervisor.lock"):
            (folder / name).write_text("4711")
        with Store.open(own_target) as store:
            assert not store.uri.endswith(f":{port}")


def test_command_whose_output_is_captured_returns_before_the_server_ends(folder: Path) -> None:
    script = f"from pathlib import Path; from graph.embedded.server import use; use(Path({str(folder)!r})).release()"
    environment = os.environ | {"BIENNIEN_LINGER": "30"}
    begun = time.monotonic()
    subprocess.run([sys.executable, "-c", script], capture_output=True, env=environment, check=True, timeout=60)
    assert javas(folder)
    assert time.monotonic() - begun < 25
    stop(folder)


def test_a_module_of_the_current_folder_is_not_run_instead(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "graph.py").write_text("raise SystemExit('wrong module')")
    script = f"from pathlib import Path; from graph.embedded.server import use; use(Path({str(folder)!r})).release()"
    subprocess.run([sys.executable, "-P", "-c", script], cwd=tmp_path, check=True, timeout=60)


def test_folder_with_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "biên niên 100% #1 'x'"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    script = (
        "import sys; from pathlib import Path; from graph.embedded.server import use; use(Path(sys.argv[1])).release()"
    )
    subprocess.run([sys.executable, "-c", script, folder], env=environment | {"LC_ALL": "C"}, check=True, timeout=60)
    assert eventually(lambda: not javas(folder))
    assert (folder / "log" / "server.0.log").read_text()
    assert (folder / "arcadedb" / "databases" / "biennien").is_dir()


def test_files_are_for_their_owner_alone(own_target: Target, folder: Path) -> None:
    with Store.open(own_target, "write") as store:
        store.ensure_schema()
        store.save([make_record("a", [make_event("e")])])
        modes = {path: stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.rglob("*")]}
    assert {path: oct(mode) for path, mode in modes.items() if mode & 0o077} == {}


def test_server_is_closed_to_others(own_target: Target, folder: Path) -> None:
    with Store.open(own_target):
        [process] = javas(folder)
        arguments = process.cmdline()
        listening = [c.laddr.ip for c in process.net_connections() if c.status == psutil.CONN_LISTEN]
        assert len(listening) == 2
        assert {ip.removeprefix("::ffff:") for ip in listening} == {"127.0.0.1"}
        passwords = Home(folder).passwords().values()
        assert not any(password in argument for password in passwords for argument in arguments)
        classes = arguments[arguments.index("-cp") + 1]
        assert not [
            name for name in ("mcp", "postgresw", "redisw", "graphql", "console") if f"arcadedb-{name}" in classes
        ]


def test_forgotten_passwords_are_replaced_at_the_next_start(own_target: Target, folder: Path) -> None:
    with Store.open(own_target):
        pass
    assert eventually(lambda: not supervisors(folder))
    (folder / "passwords.json").unlink()
    with Store.open(own_target) as store:
        assert store.read("RETURN 1 AS one").rows == [{"one": 1}]


def test_server_that_cannot_come_up_is_reported_once(own_target: Target, folder: Path) -> None:
    (folder / "arcadedb").mkdir(parents=True)
    (folder / "arcadedb" / "databases").write_text("in the way")
    begun = time.monotonic()
    with pytest.raises(Unreachable, match="did not start") as broken:
        Store.open(own_target)
    assert str(folder) in broken.value.advice
    assert time.monotonic() - begun < 45
    assert not javas(folder)


@pytest.mark.parametrize("linger", ["soon", "1,5"])
def test_linger_that_is_no_number(own_target: Target, linger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIENNIEN_LINGER", linger)
    with pytest.raises(Unreachable, match="BIENNIEN_LINGER"):
        Store.open(own_target)


def test_no_embedded_database_for_this_system(own_target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(java, "find_spec", lambda name: None)
    with pytest.raises(Unreachable, match="no embedded database") as missing:
        java.executable()
    assert "--db" in missing.value.advice
    monkeypatch.setattr(locks, "fcntl", None)
    with pytest.raises(Unreachable, match="this system"):
        Store.open(own_target)


def test_file_in_place_of_the_folder(own_target: Target, folder: Path) -> None:
    folder.write_text("")
    with pytest.raises(StorageFull) as refused:
        Store.open(own_target)
    assert str(folder) in refused.value.message


def test_disk_that_is_nearly_full_at_the_start(own_target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home_module, "NEEDED_BYTES", 2**60)
    with pytest.raises(StorageFull, match="are needed"):
        Store.open(own_target)


@contextlib.contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """A disk of its own, in memory; skips where none can be mounted."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_disk_that_cannot_be_written(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "ro") as disk, pytest.raises(StorageFull, match="Read-only"):
        Store.open(resolve(data_dir=disk / "graph", environment={}))


@pytest.mark.skipif(os.getuid() == 0, reason="the superuser may write everywhere")
def test_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StorageFull, match="Permission denied"):
        Store.open(resolve(data_dir=tmp_path / "graph", environment={}))
    with pytest.raises(StorageFull, match="Permission denied"):
        Store.open(resolve(data_dir=tmp_path, environment={}))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 100 MB."""
    with mounted(tmp_path / "disk", "size=100m") as disk:
        yield disk
        assert eventually(lambda: not javas(disk / "graph") and not supervisors(disk / "graph"))


def test_disk_that_fills_up_loses_nothing_stored(small_disk: Path) -> None:
    target = resolve(data_dir=small_disk / "graph", environment={})
    with Store.open(target, "write") as store:
        store.ensure_schema()
        store.save([make_record("kept", [make_event("e")])])
        filler = small_disk / "filler"
        with filler.open("wb") as file:
            file.write(b"\0" * (shutil.disk_usage(small_disk).free - 2**20))
        with pytest.raises(StorageFull, match="are free"):
            for number in range(200):
                store.save([make_record(f"{number}", [make_event(f"{number}-{n}") for n in range(50)])])
        filler.unlink()
    with Store.open(target, "write") as store:
        stored = store.counts()
        assert store.read("MATCH (a:Article {id: 'kept'})-[:REPORTS]->(e) RETURN e.id AS id").rows == [{"id": "e"}]
        assert stored["Event"] == 1 + 50 * (stored["Article"] - 1), "half a transaction"
        store.save([make_record("after", [make_event("f")])])


def test_folder_held_alone_waits_for_others(folder: Path) -> None:
    held = use(folder)
    with pytest.raises(Unreachable, match="another command"), alone(folder, wait=0.3):
        pass
    held.release()
    with alone(folder):
        assert not javas(folder)


def test_interrupt_does_not_reach_the_server(own_target: Target, folder: Path) -> None:
    with Store.open(own_target):
        [process] = javas(folder)
        assert os.getpgid(process.pid) != os.getpgid(0)
        assert os.getsid(supervisors(folder)[0].pid) != os.getsid(0)
        os.kill(process.pid, signal.SIGWINCH)
