"""The ingest run: articles are read, extracted and stored a batch at a time, and counted."""

from __future__ import annotations

import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from types import FrameType
from typing import TYPE_CHECKING, TypeVar

from graph.ids import content_key
from graph.model import Article, ArticleRecord, Published
from graph.writing import SaveSummary
from ingest.dating.advice import SURE, advice
from ingest.extraction import Extracted, Extraction, InProcess
from ingest.identity import content_hash, own_hash
from ingest.pipeline import extractor
from ingest.sources.items import Item, Reject, Skip

if TYPE_CHECKING:
    from graph.store import Store

T = TypeVar("T")

BATCH = 32
"""Articles of one transaction: what an interruption may undo."""


@dataclass(slots=True)
class IngestSummary:
    """What a run did.

    `stored` counts what the graph has gained, `events`, `actors` and `treaties` what the extracted articles say;
    without a store the former stays empty.  `unsure` holds the paths of articles whose year of publication is
    unsure, each with what would settle it.
    """

    articles: int = 0
    extracted: int = 0
    events: int = 0
    actors: set[str] = field(default_factory=set)
    treaties: set[str] = field(default_factory=set)
    stored: SaveSummary = field(default_factory=SaveSummary)
    skipped: Counter[str] = field(default_factory=Counter)
    rejects: list[Reject] = field(default_factory=list)
    unsure: list[tuple[str, str]] = field(default_factory=list)
    interrupted: bool = False

    def count(self, records: Iterable[ArticleRecord]) -> None:
        """Count in what records say."""
        for record in records:
            self.extracted += 1
            self.events += len(record.events)
            self.actors.update(actor.id for actor in record.actors)
            self.treaties.update(treaty.id for treaty in record.treaties)
            if is_unsure(record.published):
                self.unsure.append((record.article.path or record.article.id, advice(record.published)))


class Ingest:
    """A run; `summary` tells at any time, even after an error, what has been done.

    `extraction` says how articles are read; its `facts` are a file of the user's own, on top of the knowledge base.
    `on_article` is called with it after each article, `on_reject` with each reject.
    """

    def __init__(
        self,
        store: Store | None = None,
        *,
        extraction: Extraction | None = None,
        on_reject: Callable[[Reject], None] = lambda reject: None,
    ) -> None:
        self.summary = IngestSummary()
        self._store = store
        self._extraction = extraction or InProcess()
        self.on_article: Callable[[IngestSummary], None] = lambda summary: None
        self._on_reject = on_reject
        self._seen: dict[str, tuple[str, str | None]] = {}

    def run(self, items: Iterable[Item]) -> IngestSummary:
        """Read, extract and store; articles that are stored already in this version are left alone.

        Ctrl-C ends the run between two batches: one that is being written is finished, one that is being extracted is
        dropped, and `summary.interrupted` is set.
        """
        try:
            with closing(self._extraction.extract(self._fresh(items))) as results:
                for batch in _batches(self._records(results)):
                    self._store_records(batch)
        except KeyboardInterrupt:
            self.summary.interrupted = True
        return self.summary

    def _fresh(self, items: Iterable[Item]) -> Iterator[Article]:
        """The articles to be read: those that are not stored already in this version."""
        for batch in _batches(filter(None, map(self._sorted_out, items))):
            known = self._store.article_hashes(article.id for article in batch) if self._store else {}
            for article in batch:
                if known.get(article.id) == self._key(article):
                    self.summary.stored.articles.unchanged += 1
                    self._done()
                else:
                    yield article

    def _records(self, results: Iterable[Extracted]) -> Iterator[ArticleRecord]:
        """The records among results; articles that have none are rejected."""
        for result in results:
            if isinstance(result, Reject):
                self._reject(result)
            else:
                yield result
            self._done()

    def _key(self, article: Article) -> str:
        return content_key(content_hash(article), extractor(facts=self._extraction.facts))

    def _done(self) -> None:
        self.summary.articles += 1
        self.on_article(self.summary)

    def _sorted_out(self, item: Item) -> Article | None:
        """The article, unless it is none, or one that came before."""
        if isinstance(item, Skip):
            self.summary.skipped[item.reason] += 1
            return None
        if isinstance(item, Reject):
            self._reject(item)
            return None
        key = own_hash(item)
        before = self._seen.setdefault(item.id, (key, item.path))
        if before[1] == item.path:
            return item
        if before[0] == key:
            self.summary.skipped["same article as another"] += 1
        else:
            self._reject(Reject(item.path or item.id, f"id {item.id!r} is that of {before[1]} too", item.id))
        return None

    def _reject(self, reject: Reject) -> None:
        self.summary.rejects.append(reject)
        self._on_reject(reject)

    def _store_records(self, records: list[ArticleRecord]) -> None:
        if self._store:
            with uninterrupted():
                self.summary.stored.add(self._store.save(records))
                self.summary.count(records)
        else:
            self.summary.count(records)


def _batches(things: Iterable[T]) -> Iterator[list[T]]:
    coming = iter(things)
    while batch := list(islice(coming, BATCH)):
        yield batch


def is_unsure(published: Published) -> bool:
    """Whether even the year of publication is unsure."""
    return published.value is None or (published.basis == "inferred" and published.confidence < SURE)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold back a Ctrl-C until the end of the block; a second one is let through."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGINT)
    asked = False

    def hold(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True

    signal.signal(signal.SIGINT, hold)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if asked:
        raise KeyboardInterrupt
