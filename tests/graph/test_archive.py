"""Backup and restore of the embedded database, and archives that must not be unpacked."""

from __future__ import annotations

import json
import stat
import zipfile
from pathlib import Path

import pytest
from fingerprint import graph_fingerprint
from processes import javas
from records import make_event, make_record

from graph import schema
from graph.embedded.archive import backup, restore
from graph.embedded.server import keep, stop
from graph.errors import BadValue, OutputError, SchemaMismatch, StorageFull, Unreachable
from graph.store import Store
from graph.target import Target

MANIFEST = "biennien-backup.json"


def fill(target: Target) -> list[str]:
    """Save an article, and give the graph's fingerprint."""
    with Store.open(target, "write") as store:
        store.ensure_schema()
        store.save([make_record("a", [make_event("e", "AGREE", treaties=[("new-start", "sign")])])])
        return graph_fingerprint(store)


def fingerprint(target: Target) -> list[str]:
    """Fingerprint of a graph."""
    with Store.open(target) as store:
        return graph_fingerprint(store)


def save(folder: Path, file: Path) -> None:
    """Back up with what the command would say of the graph."""
    backup(folder, file, schema.VERSION, "ArcadeDB", {"Article": 1})


def test_restored_graph_is_the_saved_one(own_target: Target, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "graph.zip"
    wanted = fill(own_target)
    save(folder, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not list(tmp_path.glob("*.part"))
    with Store.open(own_target, "write") as store:
        store.forget("a")
        store.save([make_record("b", [make_event("f")])])
    manifest = restore(folder, file)
    assert (manifest.schema_version, manifest.nodes) == (schema.VERSION, {"Article": 1})
    assert fingerprint(own_target) == wanted
    assert not [path for path in (folder / "arcadedb").iterdir() if path.name in ("restoring", "replaced")]


def test_restored_elsewhere(own_target: Target, folder: Path, tmp_path: Path, embedded_target: Target) -> None:
    wanted = fill(own_target)
    save(folder, tmp_path / "graph.zip")
    other = tmp_path / "other"
    restore(other, tmp_path / "graph.zip")
    there = Target(None, None, None, own_target.database, other)
    assert fingerprint(there) == wanted
    stop(other)


def test_kept_server_runs_again_after_its_backup(own_target: Target, folder: Path, tmp_path: Path) -> None:
    fill(own_target)
    keep(folder)
    save(folder, tmp_path / "graph.zip")
    assert javas(folder)
    stop(folder)


def test_backup_while_another_command_works(
    own_target: Target, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.embedded.server._WAIT_SECONDS", 0.3)
    fill(own_target)
    with Store.open(own_target) as store:
        with pytest.raises(Unreachable, match="another command"):
            save(folder, tmp_path / "graph.zip")
        assert store.counts()["Article"] == 1
    assert not list(tmp_path.glob("graph.zip*"))


def test_backup_into_a_missing_folder(own_target: Target, folder: Path, tmp_path: Path) -> None:
    fill(own_target)
    with pytest.raises(OutputError, match="No such file"):
        save(folder, tmp_path / "missing" / "graph.zip")


def archive(file: Path, members: dict[str, str], **manifest: object) -> Path:
    """A made-up archive."""
    content = {"format": 1, "schema_version": 1, "engine": "", "created": "", "nodes": {}} | manifest
    with zipfile.ZipFile(file, "w") as made:
        made.writestr(MANIFEST, json.dumps(content))
        for name, text in members.items():
            made.writestr(name, text)
    return file


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "/etc/evil",
        "database/../../evil",
        "database/..\\evil",
        "C:/evil",
        "database/C:evil",
        "elsewhere/evil",
    ],
)
def test_member_that_leads_elsewhere(folder: Path, tmp_path: Path, name: str) -> None:
    file = archive(tmp_path / "evil.zip", {"database/good": "", name: "evil"})
    with pytest.raises(BadValue, match="leads elsewhere"):
        restore(folder, file)
    assert not list(tmp_path.rglob("*evil"))
    assert not folder.exists()


def test_archive_of_a_newer_biennien(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(SchemaMismatch):
        restore(folder, archive(tmp_path / "a.zip", {"database/x": ""}, schema_version=99))
    with pytest.raises(BadValue, match="newer"):
        restore(folder, archive(tmp_path / "b.zip", {"database/x": ""}, format=99))


def test_file_that_is_no_backup(folder: Path, tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("not a zip")
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as made:
        made.writestr("x", "")
    bomb = archive(tmp_path / "bomb.zip", {"database/x": ""}, engine="x" * 1_000_000)
    for file in (text, other, bomb, archive(tmp_path / "empty.zip", {})):
        with pytest.raises(BadValue, match="no backup"):
            restore(folder, file)
    with pytest.raises(BadValue, match="cannot read"):
        restore(folder, tmp_path / "missing.zip")


def test_damaged_archive_changes_nothing(own_target: Target, folder: Path, tmp_path: Path) -> None:
    wanted = fill(own_target)
    file = archive(tmp_path / "graph.zip", {"database/x": "some content"})
    file.write_bytes(file.read_bytes().replace(b"some content", b"some changes"))
    with pytest.raises(BadValue, match="damaged"):
        restore(folder, file)
    assert fingerprint(own_target) == wanted


def test_archive_that_does_not_fit(
    own_target: Target, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.embedded.home.Home.free_bytes", lambda home: 3)
    with pytest.raises(StorageFull):
        restore(folder, archive(tmp_path / "graph.zip", {"database/x": "too long"}))
