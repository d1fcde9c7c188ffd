"""The process that owns Java: starts it, watches who uses the folder, and ends it when nobody does.

Run as `python -m graph.embedded.supervisor FOLDER`, detached from the command that needs the server.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from graph.embedded import java
from graph.embedded.home import Home, ServerNote
from graph.embedded.locks import FileLock
from graph.errors import DatabaseError, Unreachable

LINGER_SECONDS = 60.0
START_SECONDS = 90.0
_TICK = 0.1
_LOCK_SECONDS = 2.0
_END_SECONDS = 20.0


def main() -> None:
    """Serve one folder until it is out of use."""
    home = Home(Path(sys.argv[1]))
    os.umask(0o077)
    signal.signal(signal.SIGTERM, _interrupt)
    lock = FileLock(home.supervisor_lock)
    # Commands that look whether a supervisor lives hold this lock for an instant.
    if not lock.acquire(shared=False, timeout=_LOCK_SECONDS):
        return
    try:
        _serve(home)
    except DatabaseError as error:
        home.write_note(ServerNote(os.getpid(), failure=error.message, advice=error.advice))
    finally:
        lock.release()


def _interrupt(number: int, frame: object) -> None:
    raise SystemExit(0)


def _serve(home: Home) -> None:
    """1. End a server that lost its supervisor.  2. Start Java.  3. Say where it listens.  4. Wait.  5. End it."""
    home.note.unlink(missing_ok=True)
    linger = _linger()
    end_orphans(home)
    home.check_space()
    java.configure(home, home.passwords())
    process = java.start(home)
    try:
        port = _await_port(home, process)
        home.write_note(ServerNote(os.getpid(), process.pid, port))
        _wait_until_unused(home, process, linger)
    finally:
        home.note.unlink(missing_ok=True)
        _end(process)


def _await_port(home: Home, process: subprocess.Popen[bytes]) -> int:
    deadline = time.monotonic() + START_SECONDS
    while True:
        ended = process.poll() is not None
        port, lost = java.read_log(home)
        if port:
            return port
        if lost or ended or time.monotonic() > deadline:
            home.check_space()
            raise java.lost(home, lost)
        time.sleep(_TICK / 4)


def _wait_until_unused(home: Home, process: subprocess.Popen[bytes], linger: float) -> None:
    """Return when Java has ended, or when nobody has used the folder for `linger` seconds.

    The folder's `use.lock` is then held, so that a command that comes now waits for the end of this server.
    """
    use = FileLock(home.use_lock)

    def out_of_use() -> bool:
        return not home.keep.exists() and time.time() - home.use_lock.stat().st_mtime >= linger

    while process.poll() is None:
        if out_of_use() and use.attempt(shared=False):
            # A command may have come and gone since the look at the clock.
            if out_of_use():
                return
            use.release()
        time.sleep(_TICK)


def _linger() -> float:
    given = os.environ.get("BIENNIEN_LINGER") or str(LINGER_SECONDS)
    try:
        return float(given)
    except ValueError:
        raise Unreachable(f"BIENNIEN_LINGER is {given!r}", "Give a number of seconds, or unset it.") from None


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def end_orphans(home: Home) -> None:
    """End every Java that serves this folder; the caller knows that no supervisor owns it."""
    import psutil

    mark = java.root_property(home)
    orphans = [
        process
        for process in psutil.process_iter(["name", "cmdline"])
        if (process.info["name"] or "").startswith("java") and mark in (process.info["cmdline"] or ())
    ]
    for orphan in orphans:
        orphan.terminate()
    _, alive = psutil.wait_procs(orphans, timeout=_END_SECONDS)
    for orphan in alive:
        orphan.kill()
    psutil.wait_procs(alive, timeout=_END_SECONDS)


if __name__ == "__main__":
    main()
