"""Figures over annotated articles: those of the scoring script beside them, and times found with the right value."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

Gold = Mapping[str, dict[str, Any]]
"""Annotations by article, as the scoring script loads them."""
Records = Mapping[str, dict[str, Any]]
"""Extraction records by article."""


@dataclass(frozen=True, slots=True)
class Times:
    """How well times are found, 0 to 1.

    `strict` and `relaxed` are the F1 of spans that are the same and that overlap, `value` the share of overlapping
    dates with the right value, `end_to_end` the F1 of dates that overlap and have exactly the right value.
    """

    strict: float
    relaxed: float
    value: float
    end_to_end: float


def figures(scorer: ModuleType, gold: Gold, records: Records) -> dict[str, float]:
    """All measures of the script, of precision, recall and F1 the last."""
    scores = scorer.score(gold, records, False)
    return {name: float(value[2] if isinstance(value, tuple) else value) for name, value in scores.items()}


def times(scorer: ModuleType, gold: Gold, records: Records) -> Times:
    """The measures of times."""
    scores = figures(scorer, gold, records)
    return Times(scores["time_strict_f1"], scores["time_relaxed_f1"], scores["time_value"], end_to_end(gold, records))


def end_to_end(gold: Gold, records: Records) -> float:
    """F1 of dates: an annotated one is right when a found one of its own overlaps it and has exactly its value."""
    right = found = annotated = 0
    for name, annotation in gold.items():
        theirs = [time for time in records.get(name, {}).get("times", []) if time["kind"] == "DATE"]
        dates = [time for time in annotation["timexes"] if time["kind"] == "DATE"]
        found += len(theirs)
        annotated += len(dates)
        right += sum(other is not None and other["value"] == date["value"] for date, other in _paired(dates, theirs))
    return 2 * right / (found + annotated) if found + annotated else 0.0


def _paired(
    dates: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]
) -> list[tuple[dict[str, Any], dict[str, Any] | None]]:
    """Each annotated date with the found one that overlaps it most and belongs to none before."""
    free = list(found)
    pairs: list[tuple[dict[str, Any], dict[str, Any] | None]] = []
    for date in dates:
        best = max(free, key=lambda time: _overlap(date["span"], time["span"]), default=None)
        if best is not None and _overlap(date["span"], best["span"]) > 0:
            free.remove(best)
            pairs.append((date, best))
        else:
            pairs.append((date, None))
    return pairs


def _overlap(one: Sequence[int], other: Sequence[int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def read_records(path: Path) -> dict[str, dict[str, Any]]:
    """Extraction records of a file, a JSON object a line, by article."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {row["article"]["id"]: row for row in rows}
