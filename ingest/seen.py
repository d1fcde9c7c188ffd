"""Which articles a run has met: a table on disk, so that a run of many millions needs no more memory."""

from __future__ import annotations

import sqlite3


class Seen:
    """Ids of articles with the hash and path under which each came first."""

    def __init__(self) -> None:
        # A database without a name is a file of its own that SQLite writes when it outgrows its cache, and deletes.
        self._file = sqlite3.connect("", isolation_level=None)
        self._file.execute("CREATE TABLE seen (id TEXT PRIMARY KEY, hash TEXT, path TEXT) WITHOUT ROWID")
        self._file.execute("BEGIN")

    def first(self, id: str, hash: str, path: str | None) -> tuple[str, str | None]:
        """Hash and path of the first article with this id, which may be this one."""
        new = self._file.execute("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", (id, hash, path)).rowcount
        if new:
            return hash, path
        found: tuple[str, str | None] = self._file.execute("SELECT hash, path FROM seen WHERE id = ?", (id,)).fetchone()
        return found
