"""Running statements within a transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self

Run = Callable[..., list[dict[str, Any]]]
"""Runs one statement in the transaction, with parameters by name, and gives its rows."""


class InTurn:
    """Runs statements one after another, as they were given; use it in a `with` statement, as a `Run`.

    One that returns nothing is not waited for: the database carries it out while the next is prepared.  When one fails,
    nothing more is run, and the error is raised by the next that is waited for, at the latest at the end.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self._failed: BaseException | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="biennien-statements")

    def __call__(self, text: str, **parameters: Any) -> list[dict[str, Any]]:
        """Run a statement when its turn comes; lists among its parameters are not to be changed from now on."""
        done = self._thread.submit(self._run_next, text, parameters)
        return done.result() if "RETURN" in text else []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(cancel_futures=kind is not None)
        if kind is None and self._failed is not None:
            raise self._failed

    def _run_next(self, text: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        if self._failed is not None:
            raise self._failed
        try:
            return self._run(text, **parameters)
        except BaseException as error:
            self._failed = error
            raise


def run_ids(run: Run, statement: str, ids: Iterable[str]) -> list[dict[str, Any]]:
    """Run a statement on `$ids`; without ids it is not run."""
    ordered = sorted(ids)
    return run(statement, ids=ordered) if ordered else []


def run_rows(run: Run, statement: str, rows: list[dict[str, Any]]) -> None:
    """Run a statement on `$rows`; without rows it is not run."""
    if rows:
        run(statement, rows=rows)
