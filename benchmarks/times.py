"""How fast Vietnamese time expressions are found and placed, beside dateparser's `search_dates` on the same articles.

    python benchmarks/times.py ARTICLES.jsonl[.gz] [--articles 300] [--peer-articles 60]

ARTICLES has a line per article: {"text": …[, "published": "YYYY-MM-DD"]}.  Both run warm, on one core.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from ingest.time_pack import load
from ingest.time_resolution import resolve
from ingest.times import find

PUBLISHED = "2018-06-15"
"""For articles without a date: the work is the same whatever the day."""
ROUNDS = 3


def articles(path: Path) -> Iterator[tuple[str, str]]:
    """Text and publication date of each article."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["text"], row.get("published") or PUBLISHED


def rate(work: Callable[[str, str], object], chosen: list[tuple[str, str]], rounds: int) -> float:
    """Articles a second: the median of the rounds, after one article to warm up."""
    work(*chosen[0])
    rates = []
    for _ in range(rounds):
        start = time.process_time()
        for text, published in chosen:
            work(text, published)
        rates.append(len(chosen) / (time.process_time() - start))
    return statistics.median(rates)


def ours(text: str, published: str) -> object:
    """Times of an article, each line a block."""
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    pack = load("vi")
    return resolve(find(text, spans, pack), published, text, pack)


def dateparser_search(text: str, published: str) -> object:
    """What dateparser finds in Vietnamese, counted from the publication date."""
    from dateparser.search import search_dates

    return search_dates(text, languages=["vi"], settings={"RELATIVE_BASE": datetime.fromisoformat(published)})


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--peer-articles", type=int, default=60, help="dateparser reads only these, being slow")
    options = parser.parse_args()
    chosen = list(islice(articles(options.path), options.articles))
    size = statistics.mean(len(text) for text, _ in chosen)
    start = time.perf_counter()
    load("vi")
    loading = time.perf_counter() - start
    print(f"{len(chosen)} articles of {size:.0f} characters on average; words loaded in {loading:.2f} s")
    mine = rate(ours, chosen, ROUNDS)
    peer = rate(dateparser_search, chosen[: options.peer_articles], 1)
    print(f"biennien    {mine:8.0f} articles/s  {1000 / mine:7.2f} ms an article")
    print(f"dateparser  {peer:8.0f} articles/s  {1000 / peer:7.2f} ms an article")
    print(f"ratio       {mine / peer:8.1f}")


if __name__ == "__main__":
    main()
