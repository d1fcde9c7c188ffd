"""Locks between processes that vanish with the process that holds them (flock)."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from graph.errors import Unreachable

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_POLL = 0.01


class FileLock:
    """One lock on one file, shared or exclusive; two of them in one process exclude each other like two processes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    def attempt(self, *, shared: bool) -> bool:
        """Take the lock if that needs no waiting; False when another holder is in the way."""
        if fcntl is None:
            raise Unreachable(
                "the embedded database does not run on this system", "Use a Neo4j: --db bolt://localhost:7687."
            )
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError as error:
            os.close(descriptor)
            if error.errno in (errno.EAGAIN, errno.EACCES):
                return False
            raise Unreachable(
                f"no file can be locked in {self.path.parent}: {error.strerror}",
                "Choose a folder on a local disk with --data-dir.",
            ) from None
        self._descriptor = descriptor
        return True

    def acquire(self, *, shared: bool, timeout: float) -> bool:
        """Take the lock within `timeout` seconds; False when that was not possible."""
        deadline = time.monotonic() + timeout
        while not self.attempt(shared=shared):
            if time.monotonic() > deadline:
                return False
            time.sleep(_POLL)
        return True

    def release(self) -> None:
        """Give the lock back; without effect when it is not held."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
