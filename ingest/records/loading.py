"""The load run: records are read from files and stored a batch at a time, as an ingest run stores what it reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from graph.ids import content_key
from graph.model import ArticleRecord
from ingest.records.intake import Intake
from ingest.records.reading import Found
from ingest.run import Held, IngestSummary, uninterrupted
from ingest.sources.items import Reject

if TYPE_CHECKING:
    from graph.store import Store

BATCH = 100
"""Records of one transaction: what an interruption may undo."""


class Load:
    """A run; `summary` tells at any time, even after an error, what has been done.

    `on_article` is called with it after each record that was looked at or stored, `on_reject` with each reject.
    """

    def __init__(self, store: Store, *, on_reject: Callable[[Reject], None] = lambda reject: None) -> None:
        self.summary = IngestSummary()
        self.on_article: Callable[[IngestSummary], None] = lambda summary: None
        self._store = store
        self._on_reject = on_reject

    def run(self, items: Iterable[Found | Reject]) -> IngestSummary:
        """Store records; those of articles that are stored already in the same version are left alone.

        Ctrl-C ends the run between two batches, and `summary.interrupted` is set.
        """
        try:
            with Intake() as intake:
                for batch in _batches(self._taken(items, intake)):
                    self._save(batch)
        except KeyboardInterrupt:
            self.summary.interrupted = True
        return self.summary

    def _taken(self, items: Iterable[Found | Reject], intake: Intake) -> Iterator[ArticleRecord]:
        for number, item in enumerate(items, 1):
            if isinstance(item, Reject):
                self._reject(item)
                continue
            refused = intake.take(item.record.article, number)
            if refused is None:
                yield item.record
            elif isinstance(refused, Reject):
                self._reject(Reject(item.where, refused.reason, refused.id))
            else:
                self.summary.skipped[refused.reason] += 1

    def _reject(self, reject: Reject) -> None:
        self.summary.rejects.add(reject)
        self._on_reject(reject)

    def _save(self, batch: list[ArticleRecord]) -> None:
        known = self._store.article_hashes(record.article.id for record in batch)
        fresh = [r for r in batch if known.get(r.article.id) != content_key(r.text_hash, r.extractor)]
        self.summary.stored.articles.unchanged += len(batch) - len(fresh)
        if fresh:
            with uninterrupted(Held()):
                self.summary.stored.add(self._store.save(fresh))
                self.summary.count(fresh)
        self.summary.articles += len(batch)
        self.on_article(self.summary)


def _batches(records: Iterable[ArticleRecord]) -> Iterator[list[ArticleRecord]]:
    """Records in batches of at most BATCH; in none of them two that take the place of one another."""
    batch: list[ArticleRecord] = []
    held: set[str] = set()
    for record in records:
        names = {record.article.id, *filter(None, [record.article.path])}
        if len(batch) == BATCH or not held.isdisjoint(names):
            yield batch
            batch, held = [], set()
        batch.append(record)
        held |= names
    if batch:
        yield batch
