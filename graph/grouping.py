"""Which tellings are of one event.  Pure, and decided by the set of tellings alone, whatever their order.

Tellings of one act by its key are together from the start.  Then the two groups whose tellings are of one act with the
highest average chance are put together, as long as it reaches the model's threshold; ties go to the first by key.  Two
tellings that one article keeps apart never meet, nor do two milestones.  What people decided comes before all that.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date as day
from itertools import combinations, pairwise

from graph.ids import digest
from graph.matching import model
from graph.tellings import Telling

Key = tuple[str, str]
"""Article and id of a telling."""
Decisions = Mapping[frozenset[Key], bool]
"""What people decided of two tellings: whether they are of one event."""
Chances = Mapping[frozenset[Key], float]
"""How likely two tellings are of one act; a pair that is not in it is not."""


def group(tellings: Iterable[Telling], chances: Chances, decided: Decisions) -> list[list[Telling]]:
    """The tellings of each event, in canonical order; all that could belong together must be among them."""
    ordered = sorted(tellings, key=canonical)
    groups = _Groups(ordered, decided)
    groups.start()
    groups.join(chances)
    return sorted(
        (sorted(members, key=canonical) for members in groups.members.values()),
        key=lambda members: canonical(members[0]),
    )


def canonical(telling: Telling) -> tuple[day, str, int, str]:
    """Order of tellings: by publication, article and place in it."""
    return (telling.published[0] or day.max, telling.article, telling.start, telling.id)


def event_ids(groups: Iterable[list[Telling]]) -> dict[Key, str]:
    """The event of each telling: a milestone's id, else the act of the first telling.

    An act whose tellings people took apart gives its id to the group of its first telling; another group is named
    after its own first telling.
    """
    ordered = sorted(groups, key=lambda members: canonical(members[0]))
    taken: set[str] = set()
    named: dict[Key, str] = {}
    for members in ordered:
        known = [telling.act for telling in members if telling.known]
        identity = min(known) if known else members[0].act
        if identity in taken:
            identity = f"e-{digest(members[0].key)[:16]}"
        taken.add(identity)
        named |= {telling.key: identity for telling in members}
    return named


class _Groups:
    """Groups while they grow, by a number that is that of their first telling."""

    def __init__(self, ordered: list[Telling], decided: Decisions) -> None:
        self.members = {number: [telling] for number, telling in enumerate(ordered)}
        self._home = {telling.key: number for number, telling in enumerate(ordered)}
        self._apart: dict[Key, set[Key]] = defaultdict(set)
        self._joined: list[tuple[Key, Key]] = []
        for pair, together in decided.items():
            one, other = sorted(pair)
            if one not in self._home or other not in self._home:
                continue
            if together:
                self._joined.append((one, other))
            else:
                self._apart[one].add(other)
                self._apart[other].add(one)
        self._acts: dict[str, list[Key]] = defaultdict(list)
        for telling in ordered:
            self._acts[telling.act].append(telling.key)

    def start(self) -> None:
        """Put together what people put together, then tellings of one act."""
        for one, other in sorted(self._joined):
            self._unite(self._home[one], self._home[other])
        for keys in self._acts.values():
            for one, other in combinations(keys, 2) if self._apart else pairwise(keys):
                a, b = self._home[one], self._home[other]
                if a != b and not self._taken_apart(a, b):
                    self._unite(a, b)

    def join(self, chances: Chances) -> None:
        """Put groups together, the surest first."""
        threshold = model().threshold
        sums: dict[int, dict[int, float]] = defaultdict(dict)
        for pair, likely in chances.items():
            homes = {self._home[key] for key in pair if key in self._home}
            if len(homes) == 2:
                a, b = homes
                sums[a][b] = sums[b][a] = sums[a].get(b, 0.0) + likely
        waiting = [
            entry for a, row in sums.items() for b in row if a < b and (entry := self._entry(sums, a, b, threshold))
        ]
        heapq.heapify(waiting)
        while waiting:
            _, a, b, size = heapq.heappop(waiting)
            if a not in self.members or b not in self.members or self._size(a, b) != size:
                continue
            if not self._may_join(a, b):
                continue
            kept = self._unite(a, b)
            gone = b if kept == a else a
            for other, total in sums.pop(gone).items():
                del sums[other][gone]
                if other != kept:
                    sums[kept][other] = sums[other][kept] = sums[kept].get(other, 0.0) + total
            sums[kept].pop(gone, None)
            for other in sums[kept]:
                if entry := self._entry(sums, min(kept, other), max(kept, other), threshold):
                    heapq.heappush(waiting, entry)

    def _entry(
        self, sums: Mapping[int, Mapping[int, float]], a: int, b: int, threshold: float
    ) -> tuple[float, int, int, int] | None:
        size = self._size(a, b)
        mean = sums[a][b] / (len(self.members[a]) * len(self.members[b]))
        return (-mean, a, b, size) if mean >= threshold else None

    def _size(self, a: int, b: int) -> int:
        """Tells whether two groups are those that were compared: a group only grows."""
        return len(self.members[a]) * 1_000_000 + len(self.members[b])

    def _unite(self, a: int, b: int) -> int:
        if a == b:
            return a
        kept, gone = min(a, b), max(a, b)
        for telling in self.members[gone]:
            self._home[telling.key] = kept
        self.members[kept] += self.members.pop(gone)
        return kept

    def _taken_apart(self, a: int, b: int) -> bool:
        others = {telling.key for telling in self.members[b]}
        return any(not others.isdisjoint(self._apart.get(telling.key, ())) for telling in self.members[a])

    def _may_join(self, a: int, b: int) -> bool:
        one, other = self.members[a], self.members[b]
        return (
            {telling.article for telling in one}.isdisjoint(telling.article for telling in other)
            and not (any(t.known for t in one) and any(t.known for t in other))
            and not self._taken_apart(a, b)
        )
