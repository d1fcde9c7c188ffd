"""How far a long piece of work is: a bar on a terminal, now and then a line elsewhere; always on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from graph.printing import printable

if TYPE_CHECKING:
    from graph.labels import Labels

_PLAIN_SECONDS = 5

Tell = Callable[[int, str], None]
"""Says how many articles are done, and what else there is to say of them."""


@contextmanager
def progress(total: int | None, labels: Labels) -> Iterator[Tell]:
    """Show how far a run of `total` articles is; None when nobody knows how many there are."""
    if not sys.stderr.isatty():
        yield _Lines(total, labels)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from graph.console import TextConsole

    columns = (TextColumn(labels.say("articles")), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, TextColumn("{task.fields[note]}"), console=TextConsole(stderr=True)) as bar:
        task = bar.add_task("", total=total, note="")
        yield lambda done, note: bar.update(task, completed=done, note=note)


class Now:
    """Whether it is time to tell again."""

    def __init__(self) -> None:
        self._told: float | None = None

    def __bool__(self) -> bool:
        now = time.monotonic()
        if self._told is not None and now - self._told < _PLAIN_SECONDS:
            return False
        self._told = now
        return True


class _Lines:
    def __init__(self, total: int | None, labels: Labels) -> None:
        self._total = total
        self._labels = labels
        self._now = Now()
        bool(self._now)  # nothing is told of what takes less than the first pause

    def __call__(self, done: int, note: str) -> None:
        if not self._now:
            return
        labels, articles = self._labels, self._labels.number(done)
        told = (
            labels.say("progress_so_far", articles=articles, note=note)
            if self._total is None
            else labels.say("progress", articles=articles, total=labels.number(self._total), note=note)
        )
        print(told, file=sys.stderr)


class Waiting:
    """Tells on standard error, every so many seconds, that something is waited for."""

    def __init__(self) -> None:
        self._now = Now()

    def __call__(self, message: str) -> None:
        if self._now:
            print(printable(f"biennien: {message}"), file=sys.stderr)
