"""Which of many records count, by the rules of an ingest run; remembered on disk, so that memory does not grow."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self

from graph.model import Article, ArticleRecord
from ingest.identity import own_hash
from ingest.records.reading import Found
from ingest.sources.items import Reject, Skip

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE taken (id TEXT PRIMARY KEY, own TEXT NOT NULL, path TEXT, number INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX taken_path ON taken (path) WHERE path IS NOT NULL;
"""
_ONE_OF_MANY = re.compile(r"#\d+$")
"""The same as for stored articles: such a path is a place in a file, which other articles may take."""


class Intake:
    """Takes articles one after another.

    The same article a second time is skipped, another one of the same id is rejected.  Of two at one path the later
    one counts, as it does when articles are ingested a second time.
    """

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)  # a file that goes when it is closed
        self._db.executescript(_TABLES)
        self._db.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def take(self, article: Article, number: int) -> Skip | Reject | None:
        """Take an article, the `number`th of all; else why it is not taken."""
        own = own_hash(article)
        before = self._db.execute("SELECT own, path FROM taken WHERE id = ?", (article.id,)).fetchone()
        where = article.path or article.id
        if before is not None and before[1] != article.path:
            if before[0] == own:
                return Skip(where, "same article as another")
            return Reject(where, f"id {article.id!r} is that of {before[1]} too", article.id)
        if article.path and not _ONE_OF_MANY.search(article.path):
            self._db.execute("DELETE FROM taken WHERE path = ? AND id <> ?", (article.path, article.id))
        self._db.execute("INSERT OR REPLACE INTO taken VALUES (?, ?, ?, ?)", (article.id, own, article.path, number))
        return None

    def numbers(self) -> Iterator[int]:
        """Numbers of the articles that count in the end, in order."""
        for (number,) in self._db.execute("SELECT number FROM taken ORDER BY number"):
            yield number

    def counting(self, items: Iterable[Found | Reject]) -> Iterator[ArticleRecord]:
        """Of records read again in the same order, those that count."""
        wanted = self.numbers()
        next_one = next(wanted, None)
        for number, item in enumerate(items, 1):
            if number == next_one:
                assert isinstance(item, Found)
                yield item.record
                next_one = next(wanted, None)
