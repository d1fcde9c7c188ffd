"""Backup and restore of an embedded database: one zip file with the files of the stopped database and a manifest."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from graph.embedded.home import Home
from graph.embedded.server import alone, use
from graph.errors import BadValue, OutputError, StorageFull
from graph.schema import check_not_newer
from graph.target import EMBEDDED_DATABASE

FORMAT = 1
_MANIFEST = "biennien-backup.json"
_LONGEST_MANIFEST = 100_000
_ROOT = "database"
_LEFT_OUT = "database.lck"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds; `schema_version` is None for an empty graph."""

    format: int
    schema_version: int | None
    engine: str
    created: str
    nodes: dict[str, int]


def backup(folder: Path, file: Path, schema_version: int | None, engine: str, nodes: dict[str, int]) -> None:
    """Write the database of a folder to a zip file, which appears when it is complete.

    The server is stopped meanwhile, and commands that come wait.  Raises OutputError when the file cannot be
    written, Unreachable when other commands do not let go of the database.
    """
    manifest = Manifest(FORMAT, schema_version, engine, datetime.now(UTC).isoformat(timespec="seconds"), nodes)
    draft = file.with_name(f"{file.name}.part")
    with alone(folder) as home:
        database = _database(home)
        try:
            with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(_MANIFEST, json.dumps(asdict(manifest), indent=1))
                for path in sorted(database.rglob("*")):
                    if path.is_file() and path.name != _LEFT_OUT:
                        archive.write(path, f"{_ROOT}/{path.relative_to(database).as_posix()}")
            draft.chmod(0o600)
            draft.replace(file)
        except OSError as error:
            raise OutputError(
                f"cannot write {file}: {error.strerror or error}", "Choose another file, or make room."
            ) from None
        finally:
            draft.unlink(missing_ok=True)
    if home.keep.exists():
        use(folder).release()


def restore(folder: Path, file: Path) -> Manifest:
    """Put the database of a backup in the place of a folder's own.

    Nothing is changed unless the whole backup can be read.  Raises BadValue when the file is no backup, SchemaMismatch
    when a newer biennien made it, StorageFull when it does not fit, Unreachable when other commands do not let go.
    """
    with _opened(file) as archive:
        manifest, members = _checked(archive, file)
        with alone(folder) as home:
            size = sum(member.file_size for member in members)
            if size > home.free_bytes():
                raise StorageFull(f"{file} needs {size / 2**20:.0f} MB in {folder}", "Make room there.")
            fresh = home.root / "restoring"
            try:
                _extract(archive, members, fresh)
                _swap(fresh, _database(home))
            except (zipfile.BadZipFile, EOFError) as error:
                raise BadValue(f"{file} is damaged: {error}", "Give another backup.") from None
            except OSError as error:
                raise home.refusal(error) from None
            finally:
                shutil.rmtree(fresh, ignore_errors=True)
    return manifest


def _database(home: Home) -> Path:
    return home.databases / EMBEDDED_DATABASE


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(file)
    except zipfile.BadZipFile:
        raise _no_backup(file) from None
    except OSError as error:
        raise BadValue(
            f"cannot read {file}: {error.strerror or error}", "Give a file from `biennien db backup`."
        ) from None
    with archive:
        yield archive


def _no_backup(file: Path) -> BadValue:
    return BadValue(f"{file} is no backup of biennien", "Give a file from `biennien db backup`.")


def _checked(archive: zipfile.ZipFile, file: Path) -> tuple[Manifest, list[zipfile.ZipInfo]]:
    """Manifest and members; no member may lead out of the database's own folder."""
    try:
        if archive.getinfo(_MANIFEST).file_size > _LONGEST_MANIFEST:
            raise _no_backup(file)
        manifest = Manifest(**json.loads(archive.read(_MANIFEST)))
        version = int(manifest.format)
    except (KeyError, ValueError, TypeError, RecursionError, zipfile.BadZipFile):
        raise _no_backup(file) from None
    if version > FORMAT:
        raise BadValue(f"{file} was made by a newer biennien", "Upgrade biennien: pipx upgrade biennien.")
    if manifest.schema_version is not None:
        check_not_newer(manifest.schema_version)
    members = [member for member in archive.infolist() if member.filename != _MANIFEST and not member.is_dir()]
    for member in members:
        parts = PurePosixPath(member.filename).parts
        harmless = len(parts) > 1 and parts[0] == _ROOT and ".." not in parts
        if not harmless or "\\" in member.filename or ":" in member.filename:
            raise BadValue(f"{file} holds {member.filename!r}, which leads elsewhere", "Give a backup you trust.")
    if not members:
        raise _no_backup(file)
    return manifest, members


def _extract(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], fresh: Path) -> None:
    shutil.rmtree(fresh, ignore_errors=True)
    for member in members:
        path = fresh.joinpath(*PurePosixPath(member.filename).parts[1:])
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with archive.open(member) as packed, path.open("wb") as unpacked:
            shutil.copyfileobj(packed, unpacked)
        path.chmod(0o600)


def _swap(fresh: Path, database: Path) -> None:
    """Put `fresh` in the place of `database`."""
    database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    former = fresh.with_name("replaced")
    shutil.rmtree(former, ignore_errors=True)
    if database.exists():
        database.replace(former)
    fresh.replace(database)
    shutil.rmtree(former, ignore_errors=True)
