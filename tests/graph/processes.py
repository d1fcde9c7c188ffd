"""The processes behind an embedded database, for tests that count, kill or wait for them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import psutil


def javas(folder: Path) -> list[psutil.Process]:
    """Running Java processes that serve a folder."""
    return _with(f"-Darcadedb.server.rootPath={folder / 'arcadedb'}")


def supervisors(folder: Path) -> list[psutil.Process]:
    """Running supervisors of a folder."""
    return [process for process in _with(str(folder)) if "graph.embedded.supervisor" in _arguments(process)]


def _with(argument: str) -> list[psutil.Process]:
    return [process for process in psutil.process_iter() if argument in _arguments(process)]


def _arguments(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline() if process.status() != psutil.STATUS_ZOMBIE else []
    except psutil.Error:
        return []


def eventually(true: Callable[[], bool], seconds: float = 30) -> bool:
    """Whether something becomes true within some seconds."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
