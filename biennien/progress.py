"""How far a long piece of work is: a bar on a terminal, now and then a line elsewhere; always on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

_PLAIN_SECONDS = 5


class Tell(Protocol):
    """Say how many articles are done, and what else there is to say of them."""

    def __call__(self, done: int, note: str = "") -> None: ...


@contextmanager
def progress(total: int | None) -> Iterator[Tell]:
    """Show how far a run of `total` articles is; None when nobody knows how many there are."""
    if not sys.stderr.isatty():
        yield _Lines(total)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    columns = (TextColumn("articles"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, TextColumn("{task.fields[note]}"), console=console) as bar:
        task = bar.add_task("articles", total=total, note="")
        yield lambda done, note="": bar.update(task, completed=done, note=note)


class _Lines:
    def __init__(self, total: int | None) -> None:
        self._of = f" of {total:,}" if total is not None else ""
        self._last = time.monotonic()

    def __call__(self, done: int, note: str = "") -> None:
        if time.monotonic() - self._last >= _PLAIN_SECONDS:
            self._last = time.monotonic()
            print(f"{done:,}{self._of} articles{f', {note}' if note else ''}", file=sys.stderr)
