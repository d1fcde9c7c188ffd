"""The folder of an embedded database: what lies where, its passwords, and the note on its running server."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.errors import DatabaseError, Refused, StorageFull, Unreachable

NEEDED_BYTES = 64 * 2**20
"""Free space below which a server is not started: the log of transactions alone takes several megabytes."""


@dataclass(frozen=True, slots=True)
class ServerNote:
    """The supervisor's note on its server.  While it starts, `port` is 0; when it could not, `failure` says why."""

    supervisor_pid: int
    java_pid: int = 0
    port: int = 0
    failure: str = ""
    advice: str = ""


class Home:
    """Paths below the folder of an embedded database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.use_lock = folder / "use.lock"
        self.start_lock = folder / "start.lock"
        self.supervisor_lock = folder / "supervisor.lock"
        self.write_lock = folder / "write.lock"
        self.keep = folder / "keep"
        """Exists while the server is to run until `biennien db stop`."""
        self.note = folder / "server.json"
        self.logs = folder / "log"
        self.log = self.logs / "server.0.log"
        self.java_output = self.logs / "java.txt"
        self.supervisor_output = self.logs / "supervisor.txt"
        self.root = folder / "arcadedb"
        self.config = self.root / "config"
        self.databases = self.root / "databases"
        self._passwords = folder / "passwords.json"

    def prepare(self) -> None:
        """Make the folder, for its owner alone.  Raises StorageFull when that cannot be done, Refused for another's."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self.use_lock.exists():
                self.use_lock.touch(mode=0o600)
        except OSError as error:
            raise self.refusal(error) from None
        self._check_owner()

    def _check_owner(self) -> None:
        """Raise Refused when the folder is another user's, who could read and change all that is in it."""
        if os.name == "nt" or os.geteuid() == 0:
            return
        if self.folder.stat().st_uid != os.geteuid():
            raise Refused(f"{self.folder} belongs to another user", "Give a folder of your own with --data-dir.")

    def open_to_others(self) -> list[Path]:
        """What of the folder other users may read or write; its own rights count for all that is in it."""
        if os.name == "nt" or not self.folder.exists() or not self.folder.stat().st_mode & 0o077:
            return []
        found = (path for path in self.folder.rglob("*") if not path.is_symlink())
        return sorted(path for path in found if path.stat().st_mode & 0o077)

    def refusal(self, error: OSError) -> DatabaseError:
        """The error to show for a failed write below the folder."""
        return StorageFull(
            f"cannot write in {self.folder}: {error.strerror or error}",
            "Make room or give another folder with --data-dir.",
        )

    def check_space(self) -> None:
        """Raise StorageFull when the disk is nearly full."""
        free = self.free_bytes()
        if free < NEEDED_BYTES:
            raise StorageFull(
                f"only {free / 2**20:.0f} MB are free for {self.folder}, {NEEDED_BYTES >> 20} MB are needed",
                "Make room or give another folder with --data-dir.",
            )

    def free_bytes(self) -> int:
        """Free space of the disk that holds the folder."""
        return shutil.disk_usage(self.folder).free

    def passwords(self) -> dict[str, str]:
        """Passwords of the users `root` and `reader`, made on first use; call it with `start.lock` held."""
        try:
            found = json.loads(self._passwords.read_text("utf-8"))
            return {user: str(found[user]) for user in ("root", "reader")}
        except (OSError, ValueError, KeyError, TypeError):
            made = {user: secrets.token_urlsafe(24) for user in ("root", "reader")}
            self.write_private(self._passwords, json.dumps(made))
            return made

    def password(self, user: str) -> str:
        """Password of one user.  Raises Unreachable when the file is gone or not readable."""
        try:
            return str(json.loads(self._passwords.read_text("utf-8"))[user])
        except (OSError, ValueError, KeyError, TypeError):
            raise Unreachable(
                f"{self._passwords} cannot be read", "Run `biennien db stop`, then the command again."
            ) from None

    def write_note(self, note: ServerNote) -> None:
        """Leave a note for the commands that look for a server."""
        self.write_private(self.note, json.dumps(asdict(note)))

    def read_note(self) -> ServerNote | None:
        """The note on the server, None when there is none."""
        try:
            return ServerNote(**json.loads(self.note.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def write_private(self, path: Path, text: str) -> None:
        """Write a file that only its owner can read, in one step."""
        draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        try:
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
            draft.replace(path)
        except OSError as error:
            raise self.refusal(error) from None
