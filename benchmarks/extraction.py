"""How fast articles are read, all stages, beside dateparser's `search_dates` (dates alone) on the same articles.

    python benchmarks/extraction.py ARTICLES.jsonl[.gz] [--articles 300] [--peer-articles 60]

ARTICLES has a line per article: {"text": …[, "id", "published"]}.  Articles are taken evenly from the whole file.  Both
run warm, on one core, in turns; the figure that counts is the ratio.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from graph.model import Article
from ingest.pipeline import extract

PUBLISHED = "2018-06-15"
"""For articles without a date: dateparser needs one, and ours is given the same."""
ROUNDS = 3


def articles(path: Path, count: int) -> list[Article]:
    """About `count` articles, taken evenly from the file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    step = max(1, len(rows) // count)
    return [
        Article(row.get("id") or f"article-{number}", row["text"], published_given=row.get("published") or PUBLISHED)
        for number, row in enumerate(rows[::step][:count])
    ]


def seconds(work: Callable[[Article], object], chosen: Sequence[Article]) -> float:
    """Processor seconds that the work takes for all articles."""
    start = time.process_time()
    for article in chosen:
        work(article)
    return time.process_time() - start


def dateparser_search(article: Article) -> object:
    """What dateparser finds in Vietnamese, counted from the publication date."""
    from dateparser.search import search_dates

    base = datetime.fromisoformat(article.published_given or PUBLISHED)
    return search_dates(article.text, languages=["vi"], settings={"RELATIVE_BASE": base})


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--peer-articles", type=int, default=60, help="dateparser reads only these, being slow")
    options = parser.parse_args()
    chosen = articles(options.path, options.articles)
    theirs = chosen[:: max(1, len(chosen) // options.peer_articles)]
    size = statistics.mean(len(article.text) for article in chosen)
    print(f"{len(chosen)} articles of {size:.0f} characters on average, {ROUNDS} rounds in turns")
    for work in (extract, dateparser_search):
        for article in theirs:
            work(article)
    mine, peer = [], []
    for _ in range(ROUNDS):
        mine.append(len(chosen) / seconds(extract, chosen))
        peer.append(len(theirs) / seconds(dateparser_search, theirs))
    ours, dates = statistics.median(mine), statistics.median(peer)
    print(f"biennien, all stages        {ours:7.1f} articles/s")
    print(f"dateparser search_dates     {dates:7.1f} articles/s")
    print(f"ratio                       {ours / dates:7.2f}")


if __name__ == "__main__":
    main()
