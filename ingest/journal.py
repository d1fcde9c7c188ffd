"""The journal of ingest runs: which one has not come to its end, and which articles could not be read.

What is stored tells the graph itself, so that nothing is lost with a journal but the word on where a run stood.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from graph.target import Target
from ingest.sources.items import Reject

_TABLES = """
CREATE TABLE IF NOT EXISTS runs (
    inputs TEXT NOT NULL, published TEXT, knowledge TEXT, private INTEGER NOT NULL,
    language TEXT NOT NULL, began TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS failed (key TEXT PRIMARY KEY, place TEXT NOT NULL, reason TEXT NOT NULL, id TEXT);
"""
_WAIT_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Begun:
    """What a run reads: paths and addresses, and the options that say how."""

    inputs: tuple[str, ...]
    published: str | None = None
    knowledge: str | None = None
    allow_private: bool = False
    language: str = "auto"


class Journal:
    """A journal in a file; use it in a `with` statement.

    A file that is damaged is put aside, one that cannot be written is left alone: runs go on without it, and `warn` is
    told so in a line.
    """

    def __init__(self, path: Path, warn: Callable[[str], None]) -> None:
        self._path = path
        self._warn = warn
        self._run: int | None = None
        self._file: sqlite3.Connection | None = None
        try:
            self._file = self._opened_or_replaced()
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)

    @classmethod
    def of(cls, target: Target, warn: Callable[[str], None]) -> Self:
        """The journal of a database: in the folder of an embedded one, in the user's data folder for a Neo4j."""
        if target.embedded_dir is not None:
            return cls(target.embedded_dir / "ingest.journal", warn)
        from platformdirs import user_data_path

        name = hashlib.sha256(f"{target.uri} {target.database}".encode()).hexdigest()[:16]
        return cls(user_data_path("biennien", appauthor=False) / "journals" / f"{name}.journal", warn)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def unfinished(self) -> Begun | None:
        """The last run that has not come to its end, None when there is none."""
        for inputs, published, knowledge, private, language in self._rows(
            "SELECT inputs, published, knowledge, private, language FROM runs ORDER BY rowid DESC LIMIT 1"
        ):
            return Begun(tuple(json.loads(inputs)), published, knowledge, bool(private), language)
        return None

    def begin(self, run: Begun) -> None:
        """Note that a run begins; one that reads the same again takes the place of the one that did not end."""
        inputs = json.dumps(run.inputs, ensure_ascii=False)
        told = (inputs, run.published, run.knowledge, run.allow_private, run.language)
        self._rows(
            "DELETE FROM runs WHERE inputs = ? AND published IS ? AND knowledge IS ? AND private = ? AND language = ?",
            told,
        )
        now = datetime.now(UTC).isoformat(timespec="seconds")
        columns = "inputs, published, knowledge, private, language, began"
        self._rows(f"INSERT INTO runs ({columns}) VALUES (?, ?, ?, ?, ?, ?)", (*told, now))  # noqa: S608
        self._run = next((row[0] for row in self._rows("SELECT last_insert_rowid()")), None)

    def end(self) -> None:
        """Note that the run that was begun has read all there is."""
        self._rows("DELETE FROM runs WHERE rowid = ?", (self._run,))

    def failed(self, keys: Sequence[str]) -> dict[str, Reject]:
        """Those of some articles, by `graph.ids.content_key`, on which the extraction failed before, and how."""
        marks = ",".join("?" * len(keys))
        rows = self._rows(f"SELECT key, place, reason, id FROM failed WHERE key IN ({marks})", keys)  # noqa: S608
        return {key: Reject(place, reason, id) for key, place, reason, id in rows}

    def note(self, key: str, reject: Reject) -> None:
        """Note that the extraction failed on an article."""
        row = (key, reject.where, reject.reason, reject.id)
        self._rows("INSERT OR REPLACE INTO failed (key, place, reason, id) VALUES (?, ?, ?, ?)", row)

    def _opened_or_replaced(self) -> sqlite3.Connection:
        try:
            return self._opened()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            aside = self._path.with_name(f"{self._path.name}.damaged")
            self._path.replace(aside)
            self._warn(f"the journal of ingest runs was damaged; it is put aside as {aside}")
            return self._opened()

    def _opened(self) -> sqlite3.Connection:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600))
        file = sqlite3.connect(self._path, timeout=_WAIT_SECONDS, isolation_level=None)
        try:
            file.executescript(_TABLES)
            if file.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
                raise sqlite3.DatabaseError
            file.execute("SELECT inputs, published, knowledge, private, language, began FROM runs LIMIT 1")
        except BaseException:
            file.close()
            raise
        return file

    def _rows(self, statement: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        if self._file is None:
            return []
        try:
            with closing(self._file.execute(statement, tuple(values))) as found:
                return found.fetchall()
        except sqlite3.Error as error:
            self._give_up(error)
            return []

    def _give_up(self, error: Exception) -> None:
        self.__exit__()
        self._warn(f"the journal {self._path} cannot be used ({error}); the run goes on without it")
