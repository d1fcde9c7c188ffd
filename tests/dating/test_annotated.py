"""Publication dates against annotated articles, none given: floors on a part that was looked at and one that was not.

The table of confidence and truth is printed with `-s`; benchmarks/dating.py prints it by itself.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from ingest import cleaning, pipeline

FLOORS = {"looked at": (0.9, 0.38), "kept apart": (0.82, 0.46)}
"""Share of right years and of right values."""
SURE = 0.9
SURE_RIGHT = 0.95
"""Share of right years among the answers that are that sure."""
SURE_SHARE = 0.74
"""Share of articles with such an answer."""

Outcome = tuple[bool, bool, float, bool]


def part(name: str) -> str:
    """Three fifths of the articles were looked at, chosen by the hash of their name."""
    return "looked at" if int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10 < 6 else "kept apart"


@pytest.fixture(scope="module")
def outcomes(shared: Path) -> dict[str, list[Outcome]]:
    """For each part: year right, value right, confidence, answered."""
    found: dict[str, list[Outcome]] = {"looked at": [], "kept apart": []}
    for path in sorted((shared / "eval" / "train").glob("*.json")):
        true = json.loads(path.read_text(encoding="utf-8"))["published"]["value"]
        if not true:
            continue
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        published = pipeline.understand(cleaning.clean(text), None, "vi").published
        value = published.value or ""
        row = (value[:4] == true[:4], value == true, published.confidence, bool(value))
        found[part(path.stem)].append(row)
    return found


@pytest.mark.parametrize("which", FLOORS)
def test_floor(which: str, outcomes: dict[str, list[Outcome]]) -> None:
    rows = outcomes[which]
    year, value = (sum(row[i] for row in rows) / len(rows) for i in (0, 1))
    print(f"{which}: {len(rows)} articles, year {year:.3f}, value {value:.3f}")
    assert year >= FLOORS[which][0]
    assert value >= FLOORS[which][1]


def test_sure_answers_are_right(outcomes: dict[str, list[Outcome]]) -> None:
    rows = [row for part_rows in outcomes.values() for row in part_rows]
    sure = [row for row in rows if row[3] and row[2] >= SURE]
    right = sum(row[0] for row in sure) / len(sure)
    print(f"sure: {len(sure)} of {len(rows)}, {right:.3f} with the right year")
    assert right >= SURE_RIGHT
    assert len(sure) / len(rows) >= SURE_SHARE


def test_confidence_is_neither_boast_nor_modesty(outcomes: dict[str, list[Outcome]]) -> None:
    """The mean confidence of the answers is near the share of right years."""
    rows = [row for part_rows in outcomes.values() for row in part_rows if row[3]]
    said = sum(row[2] for row in rows) / len(rows)
    right = sum(row[0] for row in rows) / len(rows)
    assert abs(said - right) < 0.08, (said, right)


SEEDS = {
    "000": ({"2022-12-23"}, {"Russia begins its military operation in Ukraine", "hồi tháng 2"}),
    "001": ({"2021-12-14", "2021-12-15"}, {"Olaf Scholz is called the new chancellor"}),
}


@pytest.mark.parametrize("seed", SEEDS)
def test_seed(seed: str, shared: Path) -> None:
    path = next(path for path in sorted((shared / "seeds").iterdir()) if path.name.startswith(seed))
    published = pipeline.understand(cleaning.clean(path.read_text(encoding="utf-8")), None, "vi").published
    dates, reasons = SEEDS[seed]
    assert published.value in dates
    assert published.confidence >= SURE
    said = " ".join(item.says for item in published.evidence)
    assert all(reason in said for reason in reasons), said
