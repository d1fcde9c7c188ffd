"""How many days an article is from the points in time that it tells: fitted to dated articles (`training.distances`).

Inside a year, the logarithm of a day's likelihood is a sum over the points: each has features that say how it is told,
and each feature has a weight for the distance of that day, counted in steps that grow with it.  A point that is the
last one before that day counts once more, with weights of its own.  The other clues of the text count as far as they
proved to tell the day, which is less than they tell the year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from graph.errors import KnowledgeError
from ingest.dating.days import Floats, Integers
from ingest.dating.points import Kind, Point, latest

FILE: Final = "distances.npz"
OTHERS: Final = "others"
"""Stands for the rules that have no trust of their own."""
BEGINS: Final = np.array([-60, -21, -9, -5, -3, -2, -1, 0, 1, 2, 3, 4, 5, 7, 10, 15, 22, 36, 61, 121], dtype=np.int32)
"""Days behind a point at which the steps of distance begin, all but the first."""
STEPS: Final = len(BEGINS) + 1
"""Number of steps of distance."""
_LATEST: Final[tuple[Kind, ...]] = ("day", "event")


@dataclass(frozen=True, slots=True)
class Distances:
    """`weights` has a row for each of `features` and a column for each step; `trust` says how far the clues of each of
    `rules` count."""

    features: tuple[str, ...]
    weights: Floats
    rules: tuple[str, ...]
    trust: Floats

    def shares(self, points: Sequence[Point], clues: Iterable[tuple[str, Floats]], beside: Floats) -> Floats:
        """Probability of each of the days that the points measure, given that it is one of them.

        `clues` are rules and weights of the text's own clues, `beside` the sum of what stands outside it.
        """
        index = {feature: row for row, feature in enumerate(self.features)}
        trust = dict(zip(self.rules, self.trust, strict=True))
        total = beside.copy()
        for features, at in measured(points):
            rows = [index[feature] for feature in features if feature in index]
            total += np.append(self.weights[rows].sum(axis=0), np.float32(0.0))[at]
        for rule, weights in clues:
            total += weights * trust.get(rule, trust[OTHERS])
        shares: Floats = np.exp(total - total.max())
        shares /= shares.sum()
        return shares


def measured(points: Sequence[Point]) -> Iterator[tuple[tuple[str, ...], Integers]]:
    """Features with the step of each day, -1 where they do not count."""
    for point in points:
        yield point.features, point.gaps if point.kind == "weekday" else steps(point.gaps)
    for kind in _LATEST:
        for point, gaps in latest(points, kind):
            yield tuple(f"latest {feature}" for feature in point.features), np.where(gaps < 0, -1, steps(gaps))


def steps(gaps: Integers) -> Integers:
    """The step of each distance, in days behind a point."""
    return np.searchsorted(BEGINS, gaps, side="right").astype(np.int32)


def save(path: Path, distances: Distances) -> None:
    """Write what was fitted."""
    content: dict[str, npt.NDArray[np.generic]] = {
        key: value if isinstance(value, np.ndarray) else np.frombuffer("\n".join(value).encode(), dtype=np.uint8)
        for key, value in asdict(distances).items()
    }
    np.savez_compressed(path, **content)  # type: ignore[arg-type]


@lru_cache(maxsize=4)
def load(path: Path) -> Distances | None:
    """What was fitted, None when there is no such file; KnowledgeError when it holds something else."""
    if not path.exists():
        return None
    with np.load(path) as content:
        if missing := {field.name for field in fields(Distances)} - set(content.files):
            raise KnowledgeError(f"{path} has no {', '.join(sorted(missing))}", "Run `make train`, or install again.")
        return Distances(
            features=tuple(bytes(content["features"]).decode().split("\n")),
            weights=content["weights"],
            rules=tuple(bytes(content["rules"]).decode().split("\n")),
            trust=content["trust"],
        )
