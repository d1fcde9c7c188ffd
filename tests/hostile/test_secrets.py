"""Passwords are used and never shown: not in output, errors, tracebacks, logs, files, or the list of processes."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import traceback
from pathlib import Path

import psutil
import pytest
from typer.testing import CliRunner

from biennien.app import app
from graph import diagnosis
from graph.embedded import home as home_module
from graph.embedded.home import Home
from graph.embedded.server import use
from graph.errors import BienNienError, Refused
from graph.logins import Login
from graph.store import Store
from graph.target import Target, resolve

CANARY = "c4n4ry-s3cret"
WITH_PASSWORD = f"bolt://ann:{CANARY}@127.0.0.1:1"
ADDRESSES = [
    WITH_PASSWORD,
    f"http://ann:{CANARY}@127.0.0.1:7474",
    f"bolt://ann:{CANARY}@127.0.0.1:port",
    f"bolt://ann:{CANARY}@[::1",
    f"neo4j+s://:{CANARY}@127.0.0.1:1",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("command", [("doctor",), ("query", "timeline"), ("forget", "x")])
def test_no_command_shows_a_password(address: str, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", CANARY)
    for arguments, uri in (((*command, "--db", address), None), (command, address)):
        monkeypatch.setenv("NEO4J_URI", uri or "")
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code in (1, 2), done.output
        assert done.output
        assert CANARY not in done.output + done.stderr
        if done.exception is not None:
            assert CANARY not in "".join(traceback.format_exception(done.exception))


def test_a_password_on_the_command_line_is_advised_against(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "x")
    told = "seen by all users of this machine"
    assert told in CliRunner().invoke(app, ["query", "timeline", "--db", WITH_PASSWORD]).stderr
    assert told in CliRunner().invoke(app, ["--db", WITH_PASSWORD, "query", "timeline"]).stderr
    assert told not in CliRunner().invoke(app, ["query", "timeline", "--db", "bolt://127.0.0.1:1"]).stderr


def test_tracebacks_and_logs_hold_no_password(
    neo4j_target: Target, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    assert neo4j_target.password
    caplog.set_level(logging.DEBUG)
    with Store.open(neo4j_target) as store:
        with pytest.raises(BienNienError) as failed:
            store.read("MATCH (")
        told = "".join(traceback.format_exception(failed.value)) + repr(store.target)
    with pytest.raises(Refused) as refused:
        Store.open(Target(neo4j_target.uri, neo4j_target.user, CANARY, neo4j_target.database, None))
    told += "".join(traceback.format_exception(refused.value)) + caplog.text + "".join(capfd.readouterr())
    assert neo4j_target.password not in told
    assert CANARY not in told
    assert CANARY not in repr(Login("bolt://x", "u", CANARY, "d"))
    assert CANARY not in repr(resolve(db=WITH_PASSWORD, environment={}))


def test_the_embedded_server_shows_its_passwords_to_nobody(embedded_target: Target) -> None:
    folder = embedded_target.embedded_dir
    assert folder is not None
    held = use(folder)
    try:
        passwords = Home(folder).passwords()
        note = Home(folder).read_note()
        assert note is not None
        for pid in (note.java_pid, note.supervisor_pid):
            process = psutil.Process(pid)
            seen = " ".join(process.cmdline()) + " ".join(f"{k}={v}" for k, v in process.environ().items())
            assert not [one for one in passwords.values() if one in seen]
            assert "NEO4J_" not in seen
        for path in folder.rglob("*"):
            if path.is_file() and path.name != "passwords.json":
                data = path.read_bytes()
                assert not [one for one in passwords.values() if one.encode() in data], path
    finally:
        held.release()


def test_the_password_of_a_neo4j_does_not_reach_the_embedded_server(tmp_path: Path) -> None:
    script = (
        "import sys, psutil; from pathlib import Path; from graph.embedded.server import use;"
        "held = use(Path(sys.argv[1])); note = held.home.read_note();"
        "print([psutil.Process(pid).environ().get('NEO4J_PASSWORD') for pid in (note.java_pid, note.supervisor_pid)]);"
        "held.release()"
    )
    environment = os.environ | {"NEO4J_PASSWORD": CANARY, "BIENNIEN_LINGER": "0"}
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "graph"], env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "[None, None]\n", done.stderr


def test_a_folder_of_another_user_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home_module.os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    with pytest.raises(Refused, match="belongs to another user"):
        Home(tmp_path).prepare()


def test_doctor_tells_what_others_may_read(tmp_path: Path) -> None:
    home = Home(tmp_path / "graph")
    home.prepare()
    home.passwords()
    assert list(diagnosis._rights(home.folder)) == []
    secret = home.folder / "passwords.json"
    secret.chmod(0o644)
    assert home.open_to_others() == [], "nobody gets into the folder"
    home.folder.chmod(0o755)
    assert home.open_to_others() == [secret]
    (found,) = diagnosis._rights(home.folder)
    assert (found.verdict, str(secret) in found.found) == ("note", True)
    subprocess.run(found.advice.split(), check=True)
    assert home.open_to_others() == []


def test_new_files_are_private_whatever_the_mask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        home = Home(tmp_path / "graph")
        home.prepare()
        home.passwords()
        home.write_private(home.note, "{}")
    finally:
        os.umask(before)
    assert not [path for path in [home.folder, *home.folder.rglob("*")] if path.stat().st_mode & 0o077]
