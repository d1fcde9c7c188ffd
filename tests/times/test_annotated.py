"""Times against annotated articles, on a part that was looked at while the rules were written and a part that was not.

Floors: what is reached may not be lost.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from marked_times import PACK

from graph.model import TimeMention
from ingest.cleaning import clean
from ingest.time_resolution import resolve
from ingest.times import find

FLOORS = {"looked at": (0.975, 0.99, 0.985), "kept apart": (0.935, 0.975, 0.975)}
"""F1 of exact spans, F1 of overlapping spans, share of dates with the right value among those found."""


def part(name: str) -> str:
    """Four fifths of the articles were looked at, chosen by the hash of their name."""
    return "looked at" if int(hashlib.sha1(name.encode()).hexdigest(), 16) % 100 < 80 else "kept apart"


def times(text: str, published: str | None) -> list[TimeMention]:
    """Times of an article as its reader finds them, offsets into the text as given."""
    page = clean(text)
    expressions = find(page.text, [block.span for block in page.blocks], PACK)
    placed = resolve(expressions, published, page.text, PACK)
    return [replace(mention, span=page.to_original(mention.span)) for mention in placed]


def f1(hits: int, found: int, gold: int) -> float:
    return 2 * hits / (found + gold)


def measures(docs: dict[str, dict[str, Any]], overlap: Any) -> tuple[float, float, float]:
    """The three measures over some articles; a time is paired with the found one that overlaps it most."""
    strict = relaxed = right = dates = found_all = gold_all = 0
    for gold in docs.values():
        found = times(gold["text"], gold["published"]["value"])
        found_all += len(found)
        gold_all += len(gold["timexes"])
        free = set(range(len(found)))
        for time in gold["timexes"]:
            shared_length, index = max(
                ((overlap(time["span"], found[i].span), i) for i in sorted(free)), default=(0, -1), key=lambda p: p[0]
            )
            if not shared_length:
                continue
            free.discard(index)
            relaxed += 1
            strict += found[index].span == tuple(time["span"])
            if time["kind"] == "DATE":
                dates += 1
                right += found[index].value == time["value"]
    return f1(strict, found_all, gold_all), f1(relaxed, found_all, gold_all), right / dates


@pytest.mark.parametrize("which", list(FLOORS))
def test_floor(which: str, shared: Path, scorer: ModuleType, record_property: Any) -> None:
    docs = {
        name: gold
        for folder in ("dev", "train")
        for name, gold in scorer.load_gold(shared / "eval" / folder).items()
        if part(name) == which
    }
    reached = measures(docs, scorer.overlap)
    record_property("strict, relaxed, value", reached)
    print(f"{which}: {len(docs)} articles, strict {reached[0]:.3f}, relaxed {reached[1]:.3f}, value {reached[2]:.3f}")
    assert all(got >= floor for got, floor in zip(reached, FLOORS[which], strict=True)), reached
