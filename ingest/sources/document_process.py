"""A process that reads documents for another one, so that a hostile document cannot hang it, fill its memory or end it.

A request is a line of JSON (`form`, `url`, `charset`, `size`) and as many bytes; the answer is a line of JSON: a list
of documents, or an object with `error`.  The process ends with its standard input.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable
from typing import Any, Final

from graph.errors import BienNienError
from ingest.sources import feeds, markdown, office_files, webpages
from ingest.sources.documents import Document, as_json

SECONDS: Final = 30
"""Time that one document may take."""
MEMORY: Final = 3 << 30
"""Bytes of address space of the process."""

FORMS: Final[dict[str, Callable[[bytes, str | None, str | None], list[Document]]]] = {
    "html": lambda data, url, charset: [webpages.page(data, url, charset)],
    "mhtml": lambda data, url, charset: [webpages.saved_page(data)],
    "pdf": lambda data, url, charset: [office_files.pdf(data)],
    "docx": lambda data, url, charset: [office_files.docx(data)],
    "md": lambda data, url, charset: [markdown.markdown(data)],
    "feed": lambda data, url, charset: feeds.feed(data),
}
"""Readers by name: bytes, address and encoding from outside to documents."""


def answer(form: str, data: bytes, url: str | None = None, charset: str | None = None) -> str:
    """The answer to a request."""
    try:
        return as_json(FORMS[form](data, url, charset))
    except BienNienError as error:
        return json.dumps({"error": error.message})
    except MemoryError:
        return json.dumps({"error": "needs more memory than a document may take"})
    except Exception as error:  # noqa: BLE001 - libraries that read hostile bytes raise what they like
        told = " ".join(str(error).split())[:160]
        return json.dumps({"error": f"is damaged, or no {form}: {type(error).__name__}{told and f': {told}'}"})


def main() -> None:
    """Answer requests until there are no more."""
    _limit_memory()
    logging.disable(logging.CRITICAL)
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints must not print into the answers
    while line := requests.readline():
        asked: dict[str, Any] = json.loads(line)
        data = requests.read(asked["size"])
        _limit_time()
        answers.write(answer(asked["form"], data, asked["url"], asked["charset"]).encode() + b"\n")
        answers.flush()


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _limit_time() -> None:
    """End this process when it computes too long, also when nobody is left to end it."""
    try:
        import resource
    except ImportError:  # Windows: the one that asks ends it
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + 2 * SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    main()
