"""Records into a file, or into the parts of a folder."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Protocol, Self

import pyarrow.parquet as pq

from graph.errors import UsageError
from graph.model import Article, ArticleRecord
from ingest.records import form, table
from ingest.records.places import ENDINGS, Place, place
from ingest.sources.items import Item, Reject, Rejects, Skip

PART: Final = 2_000
"""Articles of a part: what an interruption may undo."""

_ROWS: Final = 250
"""Records that are kept until they are written together."""


@dataclass(slots=True)
class WriteSummary:
    """What a run wrote: records and files, articles whose part was there before, and the first rejects."""

    records: int = 0
    events: int = 0
    files: int = 0
    there: int = 0
    rejects: Rejects = field(default_factory=Rejects)

    @property
    def articles(self) -> int:
        """All articles that were dealt with."""
        return self.records + self.there + self.rejects.number


class _Sink(Protocol):
    """An open file of records."""

    def write(self, records: list[ArticleRecord]) -> None: ...

    def close(self) -> None: ...


class _Lines:
    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, records: list[ArticleRecord]) -> None:
        self._file.writelines(form.line(record) + b"\n" for record in records)

    def close(self) -> None:
        """The file is closed by whom it was opened by."""


class _Rows:
    def __init__(self, file: IO[bytes]) -> None:
        self._writer = pq.ParquetWriter(file, table.schema(), compression="zstd")

    def write(self, records: list[ArticleRecord]) -> None:
        self._writer.write_batch(table.rows(records))

    def close(self) -> None:
        self._writer.close()


class _RecordFile:
    """A file that records are written to; it is there once it is closed without an error."""

    def __init__(self, where: Place) -> None:
        self._where = where
        self._stack = ExitStack()
        self._sink: _Sink | None = None
        self._waiting: list[ArticleRecord] = []

    def write(self, record: ArticleRecord) -> None:
        self._waiting.append(record)
        if len(self._waiting) == _ROWS:
            self._flush()

    def open(self) -> None:
        """Make the file; without this, one without records is not made."""
        if self._sink is None:
            file = self._stack.enter_context(self._where.writing())
            self._sink = _Rows(file) if self._where.kind == "parquet" else _Lines(file)

    def _flush(self) -> None:
        if self._waiting:
            self.open()
            assert self._sink is not None
            self._sink.write(self._waiting)
            self._waiting = []

    @property
    def made(self) -> bool:
        return self._sink is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            if self._sink is not None:
                with suppress(OSError):  # or the writer would do so later, when the file is gone
                    self._sink.close()
            self._stack.__exit__(kind, error, trace)
            return
        with self._stack:
            self._flush()
            if self._sink is not None:
                self._sink.close()


class RecordWriter:
    """Writes the records of a run to `out`: one file by its ending, else a folder of parts.

    A part holds what was read from PART articles and is named after these and the version that reads them.  So a run
    that is started again leaves out the parts that are there, and runs on several machines may share a folder.
    `on_article` is called with the summary after each article.
    """

    def __init__(self, out: str, version: str, *, on_reject: Callable[[Reject], None] = lambda reject: None) -> None:
        self.summary = WriteSummary()
        self.on_article: Callable[[WriteSummary], None] = lambda summary: None
        self._on_reject = on_reject
        self._out = place(out)
        self._version = version
        folder = self._out.kind is None
        if folder and Path(self._out.path).suffix and not out.endswith("/") and not self._out.exists():
            raise UsageError(
                f"{out} is neither a folder nor the name of a file of records",
                f"Names of files end in {', '.join(ENDINGS)}; write {out}/ for a folder.",
            )
        self._parts: deque[tuple[Place, int]] = deque()
        self._folder = folder

    def fresh(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items that are still to be read: all but the articles of parts that are there."""
        if not self._folder:
            yield from items
            return
        coming = iter(item for item in items if not isinstance(item, Skip))
        while group := list(islice(coming, PART)):
            articles = [item for item in group if isinstance(item, Article)]
            part = self._out.inside(f"records-{self._mark(articles)}.parquet")
            if articles and part.exists():
                self.summary.there += len(articles)
                self.on_article(self.summary)
                rejects: list[Item] = [item for item in group if isinstance(item, Reject)]
                self._expect(part, len(rejects))
                yield from rejects
            else:
                self._expect(part, len(group))
                yield from group

    def write(self, results: Iterable[ArticleRecord | Reject]) -> WriteSummary:
        """Write what became of the articles of `fresh`, in their order."""
        coming = iter(results)
        if not self._folder:
            with _RecordFile(self._out) as file:
                file.open()
                self._fill(file, coming)
            self.summary.files += 1
            return self.summary
        while (first := next(coming, None)) is not None:
            part, size = self._parts.popleft()
            with _RecordFile(part) as file:
                self._fill(file, [first])
                self._fill(file, islice(coming, size - 1))
            self.summary.files += file.made
        return self.summary

    def _fill(self, file: _RecordFile, results: Iterable[ArticleRecord | Reject]) -> None:
        for result in results:
            if not isinstance(result, Reject) and (fault := _unwritable(result)):
                result = fault
            if isinstance(result, Reject):
                self.summary.rejects.add(result)
                self._on_reject(result)
            else:
                file.write(result)
                self.summary.records += 1
                self.summary.events += len(result.events)
            self.on_article(self.summary)

    def _expect(self, part: Place, results: int) -> None:
        if results:
            self._parts.append((part, results))

    def _mark(self, articles: list[Article]) -> str:
        """Names a part: what its articles are and who reads them."""
        told = [self._version, *map(repr, articles)]
        return hashlib.blake2b("\n".join(told).encode(), digest_size=8).hexdigest()


def _unwritable(record: ArticleRecord) -> Reject | None:
    try:
        form.line(record)
    except UnicodeEncodeError:
        return Reject(record.article.path or record.article.id, "has half a character (a lone surrogate)")
    return None
