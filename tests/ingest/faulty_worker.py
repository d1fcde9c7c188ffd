"""A worker process that does to itself what the text of an article says, and reads nothing."""

import os
import re
import signal
import sys
from pathlib import Path

from graph.model import Article, ArticleRecord, Published
from ingest import extraction, worker


def obey(article: Article, *, facts: Path | None) -> ArticleRecord:
    """A record whose title is the id of the process."""
    order, _, rest = article.text.partition(" ")
    if order == "raise":
        raise ValueError("nothing\nto be read")
    if order == "die" or (order == "die-once" and not Path(rest).exists()):
        if rest:
            Path(rest).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if order == "hang":
        re.match("(a*)*b", "a" * 40)
    if order == "print":
        print("a word that is no result", flush=True)
    return ArticleRecord(article, "", "vi", str(os.getpid()), Published(None, "unknown", 0), "1")


if __name__ == "__main__":
    extraction.extract = obey  # type: ignore[assignment]
    worker.load = lambda facts: None
    sys.exit(worker.main(sys.argv[1:]))
