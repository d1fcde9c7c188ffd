"""The ingest run: articles are read, extracted and stored a batch at a time, and counted."""

from __future__ import annotations

import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from time import monotonic
from types import FrameType
from typing import TYPE_CHECKING, TypeVar

from graph.ids import content_key
from graph.labels import Labels
from graph.model import Article, ArticleRecord, Published
from graph.writing import SaveSummary
from ingest.dating.advice import SURE, advice
from ingest.extraction import Extracted, Extraction, InProcess
from ingest.identity import content_hash, own_hash
from ingest.journal import Journal
from ingest.pipeline import extractor
from ingest.seen import Seen
from ingest.sources.items import Item, Reject, Rejects, Skip

if TYPE_CHECKING:
    from graph.store import Store

T = TypeVar("T")

BATCH = 100
"""Articles of one transaction at most: what an interruption may undo."""

AHEAD = 25
"""Articles at most that are taken from their source before the first of them is read, to ask for all at once whether
they are stored."""

PATIENCE = 5.0
"""Seconds after which no more is waited for: what a slow source has given by then is read, or stored, as it is."""

UNSURE_KEPT = 1000
"""Articles of an unsure year that a summary names: a run of millions would gather too many."""


@dataclass(slots=True)
class IngestSummary:
    """What a run did.

    `stored` counts what the graph has gained, `events`, `actors` and `treaties` what the extracted articles say;
    without a store the former stays empty.  `unsure_articles` is how many are of an unsure year of publication;
    `unsure` holds the paths of the first of them, each with what would settle it, as `rejects` holds the first rejects.
    """

    articles: int = 0
    extracted: int = 0
    events: int = 0
    actors: set[str] = field(default_factory=set)
    treaties: set[str] = field(default_factory=set)
    stored: SaveSummary = field(default_factory=SaveSummary)
    skipped: Counter[str] = field(default_factory=Counter)
    rejects: Rejects = field(default_factory=Rejects)
    unsure_articles: int = 0
    unsure: list[tuple[str, str]] = field(default_factory=list)
    interrupted: bool = False

    def count(self, records: Iterable[ArticleRecord], labels: Labels | None = None) -> None:
        """Count in what records say; what would settle an unsure year is told in the language of `labels`."""
        for record in records:
            self.extracted += 1
            self.events += len(record.events)
            self.actors.update(actor.id for actor in record.actors)
            self.treaties.update(treaty.id for treaty in record.treaties)
            if is_unsure(record.published):
                self.unsure_articles += 1
                if len(self.unsure) < UNSURE_KEPT:
                    where = record.article.path or record.article.id
                    self.unsure.append((where, advice(record.published, labels)))


class Ingest:
    """A run; `summary` tells at any time, even after an error, what has been done.

    `extraction` says how articles are read; its `facts` are a file of the user's own, on top of the knowledge base.
    Articles on which it failed before are in the `journal`; they are rejected again at once unless `try_again`.
    `on_article` is called with the summary after each article, `on_reject` with each reject, `on_wait` with a line when
    the database has gone and is waited for.
    What the summary says of unsure dates is in the language of `labels`, in English without them.
    """

    def __init__(
        self,
        store: Store | None = None,
        *,
        extraction: Extraction | None = None,
        journal: Journal | None = None,
        try_again: bool = False,
        on_reject: Callable[[Reject], None] = lambda reject: None,
        labels: Labels | None = None,
    ) -> None:
        self.summary = IngestSummary()
        self._store = store
        self._extraction = extraction or InProcess()
        self.on_article: Callable[[IngestSummary], None] = lambda summary: None
        self._on_reject = on_reject
        self._labels = labels
        self._journal = journal
        self._try_again = try_again
        self._seen = Seen()
        self._reading: deque[str] = deque()
        self._held = Held()
        self.on_wait: Callable[[str], None] = lambda message: None
        if store is not None:
            store.on_wait = self._wait

    def run(self, items: Iterable[Item]) -> IngestSummary:
        """Read, extract and store; articles that are stored already in this version are left alone.

        Ctrl-C ends the run between two batches: one that is being written is finished, one that is being extracted is
        dropped, and `summary.interrupted` is set.
        """
        try:
            with closing(self._extraction.extract(self._fresh(items))) as results:
                for batch in _batches(self._records(results), BATCH):
                    self._store_records(batch)
        except KeyboardInterrupt:
            self.summary.interrupted = True
        return self.summary

    def _fresh(self, items: Iterable[Item]) -> Iterator[Article]:
        """The articles to be read: those that are not stored already in this version."""
        for batch in _batches(filter(None, map(self._sorted_out, items)), AHEAD):
            known = self._known(batch)
            keys = {article.id: self._key(article) for article in batch}
            failed = self._journal.failed(list(keys.values())) if self._journal and not self._try_again else {}
            for article in batch:
                key = keys[article.id]
                if known.get(article.id) == key:
                    self.summary.stored.articles.unchanged += 1
                    self._done()
                elif reject := failed.get(key):
                    self._reject(reject)
                    self._done()
                else:
                    self._reading.append(key)
                    yield article

    def _known(self, batch: list[Article]) -> dict[str, str]:
        """What is stored of articles.  A driver that is interrupted may tell that its connection is lost instead."""
        if self._store is None:
            return {}
        with uninterrupted(self._held):
            return self._store.article_hashes(article.id for article in batch)

    def _records(self, results: Iterable[Extracted]) -> Iterator[ArticleRecord]:
        """The records among results; articles that have none are rejected."""
        for result in results:
            key = self._reading.popleft()
            self._done()
            if not isinstance(result, Reject):
                yield result
                continue
            self._reject(result)
            if self._journal:
                self._journal.note(key, result)

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
        first, path = self._seen.first(item.id, key, item.path)
        if path == item.path:
            return item
        if first == key:
            self.summary.skipped["same article as another"] += 1
        else:
            self._reject(Reject(item.path or item.id, f"id {item.id!r} is that of {path} too", item.id, path))
        return None

    def _wait(self, message: str) -> None:
        """The store waits for its database, with nothing half done: whoever asked for an end need not wait as well."""
        if self._held.asked:
            raise KeyboardInterrupt
        self.on_wait(message)

    def _reject(self, reject: Reject) -> None:
        self.summary.rejects.add(reject)
        self._on_reject(reject)

    def _store_records(self, records: list[ArticleRecord]) -> None:
        if self._store:
            with uninterrupted(self._held):
                self.summary.stored.add(self._store.save(records))
                self.summary.count(records, self._labels)
        else:
            self.summary.count(records, self._labels)


def _batches(things: Iterable[T], most: int) -> Iterator[list[T]]:
    """Batches of so many at most; one that is not full after PATIENCE seconds ends with the next thing to come."""
    batch: list[T] = []
    began = 0.0
    for thing in things:
        began = began if batch else monotonic()
        batch.append(thing)
        if len(batch) >= most or monotonic() - began >= PATIENCE:
            yield batch
            batch = []
    if batch:
        yield batch


def is_unsure(published: Published) -> bool:
    """Whether even the year of publication is unsure."""
    return published.value is None or (published.basis == "inferred" and published.confidence < SURE)


@dataclass(slots=True)
class Held:
    """Whether an end was asked for while it was held back."""

    asked: bool = False


@contextmanager
def uninterrupted(held: Held) -> Iterator[None]:
    """Hold back a Ctrl-C, or a request to end, until the end of the block; a second one is let through."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    before = {number: handler for number, handler in handlers.items() if callable(handler)}
    held.asked = False

    def hold(number: int, frame: FrameType | None) -> None:
        if held.asked:
            raise KeyboardInterrupt
        held.asked = True

    for number in before:
        signal.signal(number, hold)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if held.asked:
        raise KeyboardInterrupt


@contextmanager
def ends_in_order() -> Iterator[None]:
    """Have a request to end (SIGTERM) interrupt the block as Ctrl-C does."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
