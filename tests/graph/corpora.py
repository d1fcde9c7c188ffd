"""Batches of records that overlap, for tests that save many; run as a script, it saves them into a folder.

`python corpora.py FOLDER BATCHES` prints the number of each batch once it is stored.
"""

from __future__ import annotations

import sys
from pathlib import Path

from records import ACTORS, make_event, make_record

from graph.model import ArticleRecord
from graph.store import Store
from graph.target import resolve

TYPES = ("AGREE", "CONSULT", "THREATEN", "STATEMENT", "REQUEST")
ACTIONS = ("sign", "extend", "mention")


def batch(number: int, articles: int = 10) -> list[ArticleRecord]:
    """Ten articles of four events each; every event is told by articles of several batches."""
    names = sorted(ACTORS)
    made = []
    for article in range(number * articles, (number + 1) * articles):
        events = []
        for place in range(4):
            act = (article * 3 + place) % 60
            precise = (article + place) % 2
            events.append(
                make_event(
                    f"event-{act}",
                    TYPES[act % 5],
                    f"2021-{act % 12 + 1:02}-{act % 28 + 1:02}" if precise else f"2021-{act % 12 + 1:02}",
                    [names[act % 7]],
                    [names[(act + 1) % 7]],
                    f"Sentence {place} of article {article} on act {act}.",
                    treaties=[("new-start", ACTIONS[article % 3])] if act % 4 == 0 else (),
                    confidence=0.5 + article % 5 / 10,
                )
            )
        made.append(make_record(f"article-{article}", events, path=f"{article}.txt"))
    return made


if __name__ == "__main__":
    with Store.open(resolve(data_dir=Path(sys.argv[1]), environment={}), "write") as store:
        store.ensure_schema()
        for number in range(int(sys.argv[2])):
            store.save(batch(number))
            print(number, flush=True)
