"""Articles to records one after another: what every way to do so promises, and doing it in this process."""

from __future__ import annotations

import gc
import traceback
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from graph.errors import KnowledgeError
from graph.model import Article, ArticleRecord
from ingest.language import DEFAULT
from ingest.pipeline import extract, extractor, load_models
from ingest.sources.items import Item, Reject

Extracted = ArticleRecord | Reject
"""What becomes of an article: its record, or why it has none."""

COLLECT_AFTER: Final = 10_000
"""New objects after which the youngest are looked through for cyclic garbage."""


class Extraction(Protocol):
    """A way to read articles; `facts` is a file of the user's own, on top of the knowledge base."""

    @property
    def facts(self) -> Path | None: ...

    def extract(self, articles: Iterable[Article]) -> Generator[Extracted, None, None]:
        """One result for each article, in their order.

        Articles are taken as they are needed, with a look-ahead that does not grow.  An article that cannot be read
        gives a Reject, and the others go on.  Closing the generator ends what it has started.
        """
        ...


@dataclass(frozen=True, slots=True)
class InProcess:
    """Extraction in this process, without look-ahead."""

    facts: Path | None = None

    def extract(self, articles: Iterable[Article]) -> Generator[Extracted, None, None]:
        """As `Extraction` says; there is no limit on the time that an article takes."""
        for article in articles:
            yield read_article(article, self.facts)


def results(items: Iterable[Item], extraction: Extraction) -> Generator[Extracted, None, None]:
    """What becomes of each item that is no Skip, in their order."""
    before: deque[Reject | None] = deque()  # an item each that has not come back; None stands for an article

    def articles() -> Iterator[Article]:
        for item in items:
            if isinstance(item, Article):
                before.append(None)
                yield item
            elif isinstance(item, Reject):
                before.append(item)

    with closing(extraction.extract(articles())) as extracted:
        for result in extracted:
            while (rejected_before := before.popleft()) is not None:
                yield rejected_before
            yield result
    yield from (item for item in before if item is not None)


def load(facts: Path | None) -> None:
    """Load what reading needs, so that a fault in it is no fault of an article.  Raises KnowledgeError."""
    extractor(facts=facts)
    load_models(DEFAULT)


def collect_seldom() -> None:
    """Have Python look for cyclic garbage less often, for a process that does little but read articles.

    What is loaded so far stays, and reading leaves few cycles: looking as often as usual takes a tenth of its time.
    """
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)


def read_article(article: Article, facts: Path | None) -> Extracted:
    """The record of an article, or a Reject when the extraction fails on it."""
    try:
        return extract(article, facts=facts)
    except KnowledgeError:
        raise
    except Exception as error:  # noqa: BLE001 - one article that shows a fault must not end a run of a million
        return rejected(article, f"extraction failed with {_told(error)}")


def rejected(article: Article, reason: str) -> Reject:
    """The article as one that could not be read."""
    return Reject(article.path or article.id, reason, article.id)


def _told(error: Exception) -> str:
    """The error in a line, with the place in the code where it was raised."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    said = " ".join(str(error).split())
    return f"{type(error).__name__}{f': {said}' if said else ''} ({Path(last.filename).name}:{last.lineno})"
