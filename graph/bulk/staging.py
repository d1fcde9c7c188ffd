"""What the tables are computed from, kept on disk: memory does not grow with the number of records.

It answers the reading statements of `graph.regrouping` and `graph.copying` as a database would, so that tellings are
brought together, and copies found, by the same code.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import msgspec

from graph import statements
from graph.grouping import Key
from graph.rows import ArticleRows, Row

_TABLES: Final = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -200000;
PRAGMA temp_store = FILE;
CREATE TABLE article (number INTEGER PRIMARY KEY, id TEXT NOT NULL, edtf TEXT, topics BLOB NOT NULL,
  signature TEXT, body BLOB NOT NULL);
CREATE TABLE copied (article TEXT PRIMARY KEY, original TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE report (
  article INTEGER NOT NULL, place INTEGER NOT NULL, id TEXT NOT NULL, event TEXT NOT NULL, settled INTEGER NOT NULL,
  related INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (article, place)
) WITHOUT ROWID;
CREATE TABLE clue (key INTEGER NOT NULL, article INTEGER NOT NULL);
CREATE TABLE claim (
  kind TEXT NOT NULL, id TEXT NOT NULL, claim TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (kind, id, claim)
) WITHOUT ROWID;
CREATE TABLE told (one TEXT NOT NULL, body BLOB NOT NULL);
"""
_INDEXES: Final = """
CREATE UNIQUE INDEX article_id ON article (id);
CREATE INDEX article_edtf ON article (edtf, number);
CREATE INDEX clue_key ON clue (key, article);
"""
_AT_ONCE: Final = 500
"""Values of one statement; SQLite takes some thousands."""

_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder().decode


class Staging:
    """A file of SQLite; dates in what comes back are ISO text."""

    def __init__(self, file: Path) -> None:
        self._db = sqlite3.connect(file, isolation_level=None)
        self._db.executescript(_TABLES)
        self._db.execute("BEGIN")
        self._articles = 0

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def add(self, rows: ArticleRows) -> None:
        """Keep what the rows of one article say."""
        self._articles += 1
        number, properties = self._articles, rows.articles[0]["properties"]
        self._db.execute(
            "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?)",
            (number, properties["id"], properties["published_edtf"] or "",
             _pack([properties["topics"] or [], properties["topic_weights"] or []]), properties["signature"],
             _pack({name: value for name, value in properties.items() if value is not None})),
        )  # fmt: skip
        self._db.executemany(
            "INSERT INTO report VALUES (?, ?, ?, ?, 0, ?, ?)",
            [
                (number, place, row["properties"]["id"], row["event"], "relation_kinds" in row["properties"],
                 _pack({name: value for name, value in row["properties"].items() if value is not None}))
                for place, row in enumerate(rows.reports)
            ],
        )  # fmt: skip
        self._db.executemany("INSERT INTO clue VALUES (?, ?)", [(_number(row["key"]), number) for row in rows.clues])
        for kind, mentions in (("actor", rows.actor_mentions), ("treaty", rows.treaty_mentions)):
            self._db.executemany(
                "INSERT OR IGNORE INTO claim VALUES (?, ?, ?, ?)",
                [(kind, row[kind], row["properties"]["claim"], _pack(row["properties"])) for row in mentions],
            )

    def added(self) -> None:
        """All articles are there: make ready for questions."""
        self._db.execute("COMMIT")
        self._db.executescript(_INDEXES)
        self._db.execute("BEGIN")

    def articles(self, at_once: int) -> Iterator[list[Row]]:
        """The properties of all articles, some at a time."""
        after = 0
        while batch := self._db.execute(
            "SELECT number, body FROM article WHERE number > ? ORDER BY number LIMIT ?", (after, at_once)
        ).fetchall():
            after = batch[-1][0]
            yield [_unpack(body) for _, body in batch]

    def copy(self, article: str, original: str) -> None:
        """Say which article another one copies."""
        self._db.execute("INSERT INTO copied VALUES (?, ?)", (article, original))

    def copied_by(self, article: str) -> str | None:
        """Which article one copies, None when it copies none."""
        found = self._db.execute("SELECT original FROM copied WHERE article = ?", (article,)).fetchone()
        return found[0] if found else None

    def unsettled(self, articles: int) -> Iterator[dict[str, set[Key]]]:
        """Batches of articles in order of their publication, each with those of its tellings that have no home yet."""
        after: tuple[str, int] = ("", 0)
        while True:
            batch = self._db.execute(
                "SELECT edtf, number, id FROM article WHERE (edtf, number) > (?, ?) ORDER BY edtf, number LIMIT ?",
                (*after, articles),
            ).fetchall()
            if not batch:
                return
            after = batch[-1][:2]
            ids = {number: identity for _, number, identity in batch}
            keys: dict[str, set[Key]] = {identity: set() for identity in ids.values()}
            for number, report in self._in("SELECT article, id FROM report WHERE settled = 0 AND article IN", ids):
                keys[ids[number]].add((ids[number], report))
            yield keys

    def settle(self, homes: Iterable[tuple[Key, str]]) -> None:
        """Say of which events tellings are."""
        self._db.executemany(
            "UPDATE report SET settled = 1, event = ? "
            "WHERE article = (SELECT number FROM article WHERE id = ?) AND id = ?",
            [(event, article, report) for (article, report), event in homes],
        )

    def events(self) -> Iterator[tuple[str, list[tuple[str, Row]]]]:
        """Every event with its reports: the article's id and the properties."""
        found = self._db.execute(
            "SELECT r.event, a.id, r.body FROM report r JOIN article a ON a.number = r.article ORDER BY r.event"
        )
        for event, group in groupby(found, itemgetter(0)):
            yield event, [(article, _unpack(body)) for _, article, body in group]

    def relations(self) -> Iterator[list[Row]]:
        """What articles say of how events stand to each other, as RELATIONS_TOLD gives it, an event after another."""
        numbers = self._db.execute("SELECT DISTINCT article FROM report WHERE related ORDER BY article").fetchall()
        for (number,) in numbers:
            self._db.executemany("INSERT INTO told VALUES (?, ?)", self._related(number))
        found = self._db.execute("SELECT one, body FROM told ORDER BY one")
        for _, group in groupby(found, itemgetter(0)):
            yield [_unpack(body) for _, body in group]

    def _related(self, number: int) -> Iterator[tuple[str, bytes]]:
        (article,) = self._db.execute("SELECT id FROM article WHERE number = ?", (number,)).fetchone()
        told = self._db.execute("SELECT id, event, body FROM report WHERE article = ?", (number,)).fetchall()
        homes = {report: event for report, event, _ in told}
        for report, event, body in told:
            properties = _unpack(body)
            for other in dict.fromkeys(properties.get("relation_others", ())):
                row = {
                    "article": article, "report": report, "one": event, "other_report": other, "other": homes[other],
                    **{name: properties[f"relation_{name}"] for name in ("kinds", "others", "quotes", "rules")},
                }  # fmt: skip
                yield event, _pack(row)

    def claims(self, kind: str) -> Iterator[tuple[str, list[Row]]]:
        """Every actor or treaty with its distinct descriptions."""
        found = self._db.execute("SELECT id, body FROM claim WHERE kind = ? ORDER BY id, claim", (kind,))
        for identity, group in groupby(found, itemgetter(0)):
            yield identity, [_unpack(body) for _, body in group]

    def __call__(self, statement: str, *, ids: Sequence[str]) -> list[Row]:
        """The rows of a reading statement, as a `graph.running.Run` gives them."""
        if statement == statements.ARTICLES_BY_CLUES:
            return self._by_clues(ids)
        if statement == statements.TOPICS_OF_ARTICLES:
            found = self._in("SELECT id, topics FROM article WHERE id IN", ids)
            return [{"id": identity, "topics": _unpack(topics)[0]} for identity, topics in found]
        if statement == statements.SKETCHES_OF_ARTICLES:
            sketches = self._in("SELECT id, signature, edtf FROM article WHERE id IN", ids)
            return [
                {"id": identity, "signature": signature, "published_edtf": edtf or None, "copies": None}
                for identity, signature, edtf in sketches
            ]
        if statement == statements.TELLINGS_OF_ARTICLES:
            return self._tellings(ids)
        raise ValueError(f"not a statement that records answer: {statement}")

    def _by_clues(self, keys: Sequence[str]) -> list[Row]:
        """Two keys of one number would only lead to articles that prove to tell of other acts."""
        named: dict[int, list[str]] = defaultdict(list)
        for key in keys:
            named[_number(key)].append(key)
        found = self._in(
            "SELECT DISTINCT c.key, a.id FROM clue c JOIN article a ON a.number = c.article WHERE c.key IN", named
        )
        return [{"key": key, "article": article} for number, article in found for key in named[number]]

    def _tellings(self, ids: Sequence[str]) -> list[Row]:
        found = self._in(
            "SELECT a.id, a.edtf, a.topics, r.event, r.body FROM article a JOIN report r ON r.article = a.number "
            "WHERE a.id IN",
            ids,
        )
        rows = []
        for article, edtf, packed, event, body in found:
            topics, weights = _unpack(packed)
            rows.append(
                {
                    "article": article, "published_edtf": edtf or None, "topics": topics, "topic_weights": weights,
                    "event": event, "report": _unpack(body),
                }
            )  # fmt: skip
        return rows

    def _in(self, query: str, values: Iterable[str | int]) -> Iterator[tuple[Any, ...]]:
        """The rows of a query that ends with IN, for some values at a time."""
        ordered = list(values)
        for begin in range(0, len(ordered), _AT_ONCE):
            some = ordered[begin : begin + _AT_ONCE]
            yield from self._db.execute(f"{query} ({','.join('?' * len(some))})", some)


def _number(key: str) -> int:
    """A clue as a number of 64 bits."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)
