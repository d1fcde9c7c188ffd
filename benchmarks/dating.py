"""How often publication dates are right, and whether the confidence that is told holds.

    python benchmarks/dating.py FOLDER…

Each FOLDER holds articles `NAME.txt` with `NAME.json`, whose `published.value` is the true date (day, month or year).
No date is given to the program.  Prints the shares of right years and values, a table of confidence against truth, and
the processor time of an article.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from ingest import cleaning, pipeline

BANDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


def articles(folders: list[Path]) -> Iterator[tuple[str, str]]:
    """Text and true publication date of each article that has one."""
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            true = json.loads(path.read_text(encoding="utf-8")).get("published", {}).get("value")
            text = path.with_suffix(".txt")
            if true and text.exists():
                yield text.read_text(encoding="utf-8"), true


def main() -> None:
    """Date all articles and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    chosen = list(articles(parser.parse_args().folders))
    if not chosen:
        parser.error("no articles with a true date in these folders")
    pipeline.understand(cleaning.clean(chosen[0][0]), None, "vi")
    start = time.process_time()
    rows = []
    for text, true in chosen:
        found = pipeline.understand(cleaning.clean(text), None, "vi").published
        value = found.value or ""
        rows.append((found.confidence if value else None, value[:4] == true[:4], value == true))
    spent = (time.process_time() - start) / len(rows) * 1000
    answered = [row for row in rows if row[0] is not None]
    print(f"{len(rows)} articles, {len(answered)} answered")
    print(f"right year {sum(row[1] for row in rows) / len(rows):.3f}")
    print(f"right value {sum(row[2] for row in rows) / len(rows):.3f}")
    print(f"{spent:.1f} ms of processor time an article, cleaning and reading included\n")
    print(f"{'confidence':>12} {'answers':>8} {'mean':>6} {'right year':>11}")
    for low, high in pairwise(BANDS):
        band = [(said, right) for said, right, _ in answered if said is not None and low <= said < high]
        if band:
            mean = sum(said for said, _ in band) / len(band)
            right = sum(right for _, right in band) / len(band)
            print(f"{low:.1f} to {min(high, 1):.1f}".rjust(12), f"{len(band):8} {mean:6.2f} {right:11.2f}")


if __name__ == "__main__":
    main()
