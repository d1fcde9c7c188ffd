"""Extraction on a cluster of machines, by Dask (the extra `biennien[cluster]`).

Every worker needs the same biennien as this machine; what differs is told before an article is sent.  The scheduler
gives the articles of a worker that is lost to another one.
"""

from __future__ import annotations

import hashlib
import importlib.util
import tempfile
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

from graph.errors import BienNienError, KnowledgeError, Unreachable, UsageError
from graph.model import Article
from ingest.extraction import Extracted, load, read_article, rejected
from ingest.pipeline import extractor

_CHUNK: Final = 8
"""Articles of a task: some tenths of a second, beside some milliseconds for sending it."""
_LOOK_AHEAD: Final = 4
"""Tasks for each thread of the cluster that are given out before the first of them is back."""
_CONNECT_SECONDS: Final = 10
_COUNT_SECONDS: Final = 10
"""Workers come and go: after so many seconds they are counted again."""
_PACKAGES: Final = ("graph", "ingest")
"""The packages that a worker needs; what is in them decides what is read."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Extraction by the workers of the Dask scheduler at `address`, such as `tcp://10.0.0.1:8786`.

    An article whose task ends its worker again and again is rejected.
    """

    address: str
    facts: Path | None = None

    def extract(self, articles: Iterable[Article]) -> Generator[Extracted, None, None]:
        """As `Extraction` says.

        Raises UsageError when Dask is not installed here or a worker has not the same biennien, and Unreachable when
        no scheduler answers, it has no workers, or it is lost on the way.
        """
        facts = self.facts.read_bytes() if self.facts else None
        wanted = _mark(self.facts)
        with _connected(self.address) as client:
            _check(client, facts, wanted)
            yield from _Tasks(client, facts, wanted).results(iter(articles))


class _Tasks:
    """The tasks that are under way, in the order of their articles."""

    def __init__(self, client: Any, facts: bytes | None, wanted: str) -> None:
        self._client = client
        self._facts = facts
        self._wanted = wanted
        self._threads = 0
        self._counted = 0.0

    def results(self, articles: Iterator[Article]) -> Iterator[Extracted]:
        waiting: deque[tuple[list[Article], Any]] = deque()
        while chunk := list(islice(articles, _CHUNK)):
            waiting.append((chunk, self._submit(chunk)))
            if len(waiting) >= self._most():
                yield from self._result(*waiting.popleft())
        while waiting:
            yield from self._result(*waiting.popleft())

    def _submit(self, chunk: Sequence[Article]) -> Any:
        return self._client.submit(read_articles, chunk, self._facts, self._wanted, pure=False)

    def _result(self, chunk: list[Article], task: Any) -> list[Extracted]:
        from distributed import KilledWorker

        try:
            done: list[Extracted] = task.result()
            return done
        except KilledWorker:
            if len(chunk) == 1:
                return [rejected(chunk[0], "ended every worker that read it")]
        except CancelledError:
            raise Unreachable("the cluster lost what it was given", "Run the command again to go on.") from None
        # One of them, or something else, ended the workers: each for itself, so that it is known which.
        return [result for article in chunk for result in self._result([article], self._submit([article]))]

    def _most(self) -> int:
        """Tasks that may be under way."""
        if time.monotonic() - self._counted > _COUNT_SECONDS:
            self._counted = time.monotonic()
            self._threads = sum(self._client.nthreads().values()) or self._threads
        return max(1, self._threads) * _LOOK_AHEAD


def read_articles(articles: Sequence[Article], facts: bytes | None, wanted: str) -> list[Extracted]:
    """What a worker does: the results of some articles.  Raises UsageError when it is not the same biennien."""
    file = _facts_file(facts)
    if worker_mark(facts) != wanted:
        raise UsageError("a worker of the cluster has another biennien", "Install the same version on all machines.")
    return [read_article(article, file) for article in articles]


def worker_mark(facts: bytes | None) -> str:
    """The mark of the biennien that a worker has; loads all that reading needs."""
    file = _facts_file(facts)
    load(file)
    return _mark(file)


def _mark(facts: Path | None) -> str:
    """Equal where extraction gives the same: version, world knowledge with the user's own facts, code and models."""
    return f"{extractor(facts=facts)} {_code()}"


@lru_cache(maxsize=1)
def _code() -> str:
    """Hash of all that is installed of the packages."""
    told = hashlib.blake2b(digest_size=16)
    above = Path(__file__).parent.parent
    for package in _PACKAGES:
        for file in sorted((above / package).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                told.update(f"{file.relative_to(above).as_posix()}\0".encode())
                told.update(file.read_bytes())
    return told.hexdigest()


@lru_cache(maxsize=4)
def _facts_file(facts: bytes | None) -> Path | None:
    """The user's own facts as a file on the worker's machine, which has none of the user's."""
    if facts is None:
        return None
    file = Path(tempfile.mkdtemp(prefix="biennien-")) / "facts.yaml"
    file.write_bytes(facts)
    return file


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    """A client of the scheduler at an address."""
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise UsageError("a cluster needs Dask, which is not installed", "pip install 'biennien[cluster]'") from None
    try:
        client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise Unreachable(
            f"no Dask scheduler answers at {address}: {' '.join(str(error).split())}",
            "Give the address that `dask scheduler` prints, such as tcp://10.0.0.1:8786.",
        ) from None
    try:
        yield client
    finally:
        client.close()


def _check(client: Any, facts: bytes | None, wanted: str) -> None:
    """Look at all workers there are; one that comes later is looked at by its first task."""
    if not client.nthreads():
        raise Unreachable("the cluster has no workers", "Start some: `dask worker ADDRESS`.")
    for package in _PACKAGES:
        specs = client.run(importlib.util.find_spec, package)
        if missing := sorted(worker for worker, spec in specs.items() if spec is None):
            raise UsageError(
                f"biennien is not installed on {_some(missing)}", "Install the same version there as here."
            )
    try:
        marks = client.run(worker_mark, facts)
    except KnowledgeError:
        raise
    except (ImportError, AttributeError) as error:
        raise _other_version("a worker", str(error)) from None
    if others := sorted(worker for worker, mark in marks.items() if mark != wanted):
        raise _other_version(_some(others), f"{marks[others[0]].split()[0]} there, {wanted.split()[0]} here")


def _other_version(who: str, why: str) -> BienNienError:
    return UsageError(f"{who} of the cluster has another biennien ({why})", "Install the same version on all machines.")


def _some(workers: Sequence[str]) -> str:
    more = f" and {len(workers) - 1} more" if len(workers) > 1 else ""
    return f"worker {workers[0]}{more}"
