"""The command's side of the embedded server: use it (starting it if need be), look at it, stop it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.embedded.home import Home, ServerNote
from graph.embedded.locks import FileLock
from graph.embedded.supervisor import START_SECONDS, end_orphans
from graph.errors import Unreachable

_POLL = 0.02
_WAIT_SECONDS = 30.0
_STOP_SECONDS = 10.0
_WRITE_SECONDS = 300.0
_SPAWNS = 3


@dataclass(slots=True)
class Use:
    """A running server that stays as long as this is held."""

    port: int
    home: Home
    _lock: FileLock

    def password(self, user: str) -> str:
        """Password of `root` or `reader`."""
        return self.home.password(user)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer: of two transactions at once, one may not see what the other one wrote.

        Raises Unreachable when others write for too long.
        """
        with FileLock(self.home.write_lock) as lock:
            if not lock.acquire(shared=False, timeout=_WRITE_SECONDS):
                raise Unreachable(f"other commands keep writing in {self.home.folder}", "Try again when they are done.")
            yield

    def release(self) -> None:
        """Let go of the server; the time it lingers counts from now."""
        os.utime(self.home.use_lock)
        self._lock.release()


def use(folder: Path) -> Use:
    """Hold the server of a folder, started when it does not run.

    Raises Unreachable when no server starts, StorageFull when the folder or its disk takes no more.
    """
    home = Home(folder)
    home.prepare()
    lock = FileLock(home.use_lock)
    try:
        if not lock.acquire(shared=True, timeout=_WAIT_SECONDS):
            raise Unreachable(
                f"another command has locked {folder}", "Wait until it is done, such as a backup, and try again."
            )
        os.utime(home.use_lock)
        note = running(home) or _start(home)
    except OSError as error:
        lock.release()
        raise home.refusal(error) from None
    except BaseException:
        lock.release()
        raise
    return Use(note.port, home, lock)


def supervised(home: Home) -> bool:
    """Whether a supervisor lives."""
    if not home.supervisor_lock.exists():
        return False
    with FileLock(home.supervisor_lock) as lock:
        return not lock.attempt(shared=True)


def running(home: Home) -> ServerNote | None:
    """The note on a server that takes connections, None when there is none."""
    if not supervised(home):
        return None
    note = home.read_note()
    return note if note and note.port else None


def _start(home: Home) -> ServerNote:
    with FileLock(home.start_lock) as lock:
        if not lock.acquire(shared=False, timeout=START_SECONDS + _WAIT_SECONDS):
            raise Unreachable(
                f"another command has been starting the server in {home.folder} for too long", "Try again."
            )
        note = running(home)
        if note:
            return note
        home.check_space()
        home.passwords()
        return _await_server(home)


def _await_server(home: Home) -> ServerNote:
    """Start supervisors until a server runs; one may already be about to start it for a command that was killed."""
    deadline = time.monotonic() + START_SECONDS
    child: subprocess.Popen[bytes] | None = None
    spawned = 0
    while time.monotonic() < deadline:
        note = running(home)
        if note:
            return note
        if child is None or (child.poll() is not None and not supervised(home)):
            note = home.read_note() if child is not None else None
            if note and note.failure:
                raise Unreachable(note.failure, note.advice)
            if spawned == _SPAWNS:
                break
            child = _spawn(home)
            spawned += 1
        time.sleep(_POLL)
    home.check_space()
    raise Unreachable("the embedded database did not start", f"Look into {home.logs}.")


def _spawn(home: Home) -> subprocess.Popen[bytes]:
    home.note.unlink(missing_ok=True)
    home.logs.mkdir(mode=0o700, exist_ok=True)
    home.supervisor_output.touch(mode=0o600)
    with home.supervisor_output.open("wb") as output:
        # Without -P a folder named `graph` below the current one would be imported instead of ours.
        return subprocess.Popen(  # noqa: S603
            [sys.executable, "-P", "-m", "graph.embedded.supervisor", str(home.folder)],
            cwd=home.folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")},
            start_new_session=True,
            umask=0o077,
        )


@contextmanager
def alone(folder: Path, wait: float | None = None) -> Iterator[Home]:
    """Hold a folder with no server and no other command in it, waiting up to `wait` seconds for the others.

    Raises Unreachable when others still use it then.
    """
    wait = _WAIT_SECONDS if wait is None else wait
    home = Home(folder)
    home.prepare()
    with FileLock(home.use_lock) as lock:
        if not lock.acquire(shared=False, timeout=wait):
            raise Unreachable(f"another command is using {folder}", "Wait until it is done and try again.")
        _end_server(home)
        yield home


def _end_server(home: Home) -> None:
    """End Java, until there is no supervisor left that could be about to start another one."""
    deadline = time.monotonic() + _WAIT_SECONDS
    while supervised(home):
        if time.monotonic() > deadline:
            raise Unreachable(f"the server of {home.folder} does not end", "End the Java process that serves it.")
        end_orphans(home)
        time.sleep(_POLL)
    end_orphans(home)


@dataclass(frozen=True, slots=True)
class Description:
    """State of an embedded database: `note` on its server when that runs, bytes of its files, whether it is kept."""

    note: ServerNote | None
    size: int
    kept: bool


def describe(folder: Path) -> Description:
    """Look at an embedded database without starting it."""
    home = Home(folder)
    size = sum(path.stat().st_size for path in home.databases.rglob("*") if path.is_file())
    return Description(running(home), size, home.keep.exists())


def keep(folder: Path) -> int:
    """Start the server of a folder and let it run until `stop`; gives its port."""
    held = use(folder)
    try:
        held.home.write_private(held.home.keep, "")
        return held.port
    finally:
        held.release()


def stop(folder: Path) -> bool:
    """End the server of a folder; False when none was running.

    Raises Unreachable when other commands use it; it then ends when they have, and have been gone for a minute.
    """
    home = Home(folder)
    home.keep.unlink(missing_ok=True)
    ran = supervised(home)
    if home.folder.exists():
        with alone(folder, wait=_STOP_SECONDS):
            pass
    return ran
