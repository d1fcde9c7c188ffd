"""Extraction in processes of their own.

Each is served by a thread here, which gives it articles a few at a time and replaces it when it ends.  Processes share
nothing, so that one which is killed takes nothing with it but the article it was reading.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from graph.errors import BienNienError
from graph.model import Article
from ingest.extraction import Extracted, Extraction, InProcess, rejected

FEW = 64
"""Up to so many articles are read in this process.

An article takes about 25 ms, and a process 1.5 to 2 s to start and load: two of them pay from 60 to 80 articles on.
"""

TIME_LIMIT = 60
"""Seconds that an article may take; a long one takes a second."""

_CHUNK = 4
"""Articles that are given to a process at once: while it reads on, what it has read is taken in here."""

_LOOK_AHEAD = 16
"""Chunks for each process that are given out before the first of them is back: work for while a batch is written."""

_STARTS = 3
"""Times that a process is started before it is given up."""

_LAST_SECONDS = 5
"""Seconds until a process whose output has ended is ended itself."""

_PROGRAM: Final = ("-P", "-m", "ingest.worker")


def local(workers: int, facts: Path | None = None) -> Extraction:
    """Extraction on this machine by so many processes; `facts` is a file of the user's own."""
    return InProcess(facts) if workers == 1 else WorkerProcesses(workers, facts)


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class WorkerProcesses:
    """Extraction by `workers` processes, unless there are few articles.

    An article that takes longer than TIME_LIMIT is rejected, as is one whose process ends on it twice: the first time
    something else may have ended it.
    """

    workers: int
    facts: Path | None = None

    def extract(self, articles: Iterable[Article]) -> Generator[Extracted, None, None]:
        """As `Extraction` says.  Raises BienNienError when no process can be started."""
        coming = iter(articles)
        first = list(islice(coming, FEW + 1))
        if len(first) <= FEW:
            yield from InProcess(self.facts).extract(first)
            return
        waiting: deque[Future[list[Extracted]]] = deque()
        with _Crew(self.workers, self.facts) as crew:
            for chunk in _chunks(chain(first, coming)):
                waiting.append(crew.read(chunk))
                while waiting and (waiting[0].done() or len(waiting) >= self.workers * _LOOK_AHEAD):
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()


def _chunks(articles: Iterator[Article]) -> Iterator[list[Article]]:
    while chunk := list(islice(articles, _CHUNK)):
        yield chunk


class _Crew:
    """Threads with a process each."""

    def __init__(self, workers: int, facts: Path | None) -> None:
        self._facts = facts
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="biennien-worker")
        self._mine = threading.local()
        self._started: set[_Process] = set()
        self._ended = False
        self._lock = threading.Lock()

    def read(self, chunk: list[Article]) -> Future[list[Extracted]]:
        """Have articles read, in turn with those that were given before."""
        return self._threads.submit(self._read, chunk)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._ended = True
            for process in self._started:
                process.end()
        self._threads.shutdown(cancel_futures=True)
        for process in self._started:
            process.close()

    def _read(self, chunk: list[Article]) -> list[Extracted]:
        done: list[Extracted] = []
        suspect: Article | None = None
        while len(done) < len(chunk):
            process = self._process()
            try:
                process.read(chunk[len(done) :], done)
            except _ProcessEnded as end:
                self._drop(process)
                article = chunk[len(done)]
                if end.too_long or article is suspect:
                    done.append(rejected(article, end.reason))
                suspect = article
        return done

    def _process(self) -> _Process:
        """The process of this thread, started when it has none."""
        process: _Process | None = getattr(self._mine, "process", None)
        if process is None:
            process = self._mine.process = self._start()
        return process

    def _start(self) -> _Process:
        for starts_left in reversed(range(_STARTS)):
            with self._lock:
                if self._ended:
                    break
                process = _Process(self._facts)
                self._started.add(process)
            try:
                process.await_ready()
                return process
            except _ProcessEnded as end:
                self._drop(process)
                if not starts_left:
                    raise BienNienError(
                        f"an extraction process does not start: {end.reason}", "Try it with --workers 1."
                    ) from None
            except BienNienError:
                self._drop(process)
                raise
        raise CancelledError

    def _drop(self, process: _Process) -> None:
        self._mine.process = None
        process.close()
        with self._lock:
            self._started.discard(process)


class _ProcessEnded(Exception):
    """A process ended in the middle of its work: in a few words why, and whether it had worked for too long."""

    def __init__(self, reason: str, *, too_long: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.too_long = too_long


class _Process:
    """A worker process and the pipes to it."""

    def __init__(self, facts: Path | None) -> None:
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        options = [str(TIME_LIMIT), *([str(facts.absolute())] if facts else [])]
        # A session of its own, so that Ctrl-C reaches the parent alone.  Nothing of it is inherited but the pipes:
        # not the locks that it holds, and not the main module of the user's own script.
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, *_PROGRAM, *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            start_new_session=True,
        )

    def await_ready(self) -> None:
        """Wait until it has loaded what it needs.  Raises what keeps it from that, or _ProcessEnded."""
        error = self._receive()
        if isinstance(error, BaseException):
            raise error

    def read(self, articles: Sequence[Article], into: list[Extracted]) -> None:
        """Have articles read and add the results as they come.  Raises _ProcessEnded at the one that was in work."""
        assert self._process.stdin is not None
        try:
            pickle.dump(articles, self._process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()
        except OSError:
            raise self._end() from None
        for _ in articles:
            into.append(self._receive())  # noqa: PERF401 - what has come is kept when the next does not

    def end(self) -> None:
        """End it at once; without effect when it has ended."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """End it and let go of its pipes; nobody may be reading from them."""
        self.end()
        for pipe in (self._process.stdin, self._process.stdout, self._said):
            if pipe is not None:
                with suppress(OSError):  # what was not sent
                    pipe.close()

    def _receive(self) -> Any:
        assert self._process.stdout is not None
        try:
            return pickle.load(self._process.stdout)  # noqa: S301 - from a process of our own
        except (EOFError, OSError, pickle.UnpicklingError):
            raise self._end() from None

    def _end(self) -> _ProcessEnded:
        """How it ended: by which signal, else the last line that it wrote."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_LAST_SECONDS)
        self.end()
        self._said.seek(0)
        lines = [line for line in self._said.read().decode("utf-8", "replace").splitlines() if line.strip()]
        if any(line.startswith("Timeout (") for line in lines):  # what faulthandler writes
            return _ProcessEnded(f"took longer than {TIME_LIMIT} s", too_long=True)
        code = self._process.returncode
        told = signal.Signals(-code).name if code < 0 else lines[-1].strip() if lines else f"exit code {code}"
        return _ProcessEnded(f"ended its process: {told}", too_long=False)
