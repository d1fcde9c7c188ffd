"""The program of a worker process: articles come as pickles on standard input, what was read goes to standard output.

`python -m ingest.worker LIMIT [FACTS]`.  It answers with None when it is ready, or with the error that keeps it from
being so; then with one result for each article of each list that comes.  It ends with its input, so with its parent,
and when an article takes longer than LIMIT seconds.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import sys
from pathlib import Path
from typing import BinaryIO

from graph.errors import BienNienError
from ingest.extraction import collect_seldom, load, read_article


def main(arguments: list[str]) -> int:
    """Serve until the input ends."""
    # Whoever interrupts the run, the parent decides what becomes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What a library prints must not come between the results.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        try:
            _serve(sys.stdin.buffer, out, int(arguments[0]), Path(arguments[1]) if len(arguments) > 1 else None)
        except BrokenPipeError:  # the parent is gone
            os._exit(1)
    return 0


def _serve(articles: BinaryIO, out: BinaryIO, limit: int, facts: Path | None) -> None:
    try:
        load(facts)
    except BienNienError as error:
        _send(out, error)
        return
    collect_seldom()
    _send(out, None)
    while True:
        try:
            batch = pickle.load(articles)  # noqa: S301 - from the process that started this one
        except (EOFError, pickle.UnpicklingError):
            return
        for article in batch:
            # Watched from outside of Python: nothing within it could stop an endless regular expression.
            faulthandler.dump_traceback_later(limit, exit=True)
            result = read_article(article, facts)
            faulthandler.cancel_dump_traceback_later()
            _send(out, result)


def _send(out: BinaryIO, message: object) -> None:
    pickle.dump(message, out, protocol=pickle.HIGHEST_PROTOCOL)
    out.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
