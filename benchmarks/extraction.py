"""How fast articles are read, all stages, beside dateparser's `search_dates` (dates alone) on the same articles.

    python benchmarks/extraction.py ARTICLES.jsonl[.gz] [--articles 300] [--peer-articles 60]

ARTICLES has a line per article: {"text": …[, "published"]}.  Articles are taken evenly from the whole file.  Both
run warm, on one core, in turns; the figure that counts is the ratio.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.times import articles, dateparser_search
from graph.model import Article
from ingest.pipeline import extract

ROUNDS = 3


def seconds(work: Callable[[str, str], object], chosen: Sequence[tuple[str, str]]) -> float:
    """Processor seconds that the work takes for all articles."""
    start = time.process_time()
    for text, published in chosen:
        work(text, published)
    return time.process_time() - start


def ours(text: str, published: str) -> object:
    """All that is read in an article."""
    return extract(Article("article", text, published_given=published))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--peer-articles", type=int, default=60, help="dateparser reads only these, being slow")
    options = parser.parse_args()
    rows = list(articles(options.path))
    chosen = rows[:: max(1, len(rows) // options.articles)][: options.articles]
    theirs = chosen[:: max(1, len(chosen) // options.peer_articles)]
    size = statistics.mean(len(text) for text, _ in chosen)
    print(f"{len(chosen)} articles of {size:.0f} characters on average, {ROUNDS} rounds in turns")
    for work in (ours, dateparser_search):
        seconds(work, theirs)
    mine, peer = [], []
    for _ in range(ROUNDS):
        mine.append(len(chosen) / seconds(ours, chosen))
        peer.append(len(theirs) / seconds(dateparser_search, theirs))
    rate, dates = statistics.median(mine), statistics.median(peer)
    print(f"biennien, all stages        {rate:7.1f} articles/s")
    print(f"dateparser search_dates     {dates:7.1f} articles/s")
    print(f"ratio                       {rate / dates:7.2f}")


if __name__ == "__main__":
    main()
