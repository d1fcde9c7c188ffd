"""Running statements within a transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Run = Callable[..., list[dict[str, Any]]]
"""Runs one statement in the transaction, with parameters by name, and gives its rows."""


def run_ids(run: Run, statement: str, ids: Iterable[str]) -> list[dict[str, Any]]:
    """Run a statement on `$ids`; without ids it is not run."""
    ordered = sorted(ids)
    return run(statement, ids=ordered) if ordered else []


def run_rows(run: Run, statement: str, rows: list[dict[str, Any]]) -> None:
    """Run a statement on `$rows`; without rows it is not run."""
    if rows:
        run(statement, rows=rows)
