"""The acts of an article by the sentences that tell them, for what sets one act against another."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.candidates import WHOLE
from ingest.events import Draft
from ingest.merging import Merged
from ingest.reading import ActHit, Reading, SentenceReading

_TOLD: Final = frozenset({"happened", "ongoing", "planned"})
"""Statuses of acts that have a place in time."""
_BACK: Final = 3
"""Sentences among which the act is looked for that a noun with its doer points to."""
_AGREEMENT: Final = "AGREE"
_MOST: Final = 400
"""Acts to either side of a sentence among which one is looked for."""
_BOUND: Final = 12
"""Sentences before an act among which the promise is looked for that it keeps."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A telling of act `act`: tokens `first` up to `end` are its trigger; `whole` when a sentence as such tells it."""

    first: int
    end: int
    act: int
    draft: Draft
    whole: bool

    @property
    def told(self) -> bool:
        """Whether the act has, or will have, a place in time."""
        return self.draft.status in _TOLD


class ToldActs:
    """Acts by their numbers; `sides` are the states that actors act for."""

    def __init__(self, reading: Reading, merged: Sequence[Merged], sides: Mapping[str, str | None]) -> None:
        self.reading = reading
        self.fullest = [act.fullest for act in merged]
        self._sentences = [draft.candidate.sentence.index for draft in self.fullest]
        self._sides = sides
        self._by_sentence: dict[int, list[Telling]] = defaultdict(list)
        for number, act in enumerate(merged):
            for draft in (act.fullest, *act.again):
                candidate = draft.candidate
                telling = Telling(candidate.first, candidate.end, number, draft, candidate.phrase == WHOLE)
                self._by_sentence[candidate.sentence.index].append(telling)
        for tellings in self._by_sentence.values():
            tellings.sort(key=lambda telling: (telling.first, telling.act))

    def sentences(self) -> list[SentenceReading]:
        """Those that tell an act, in order."""
        return [self.reading.sentences[index] for index in sorted(self._by_sentence)]

    def of(self, sentence: SentenceReading) -> list[Telling]:
        """The tellings in a sentence, in order."""
        return self._by_sentence.get(sentence.index, [])

    def around(self, sentence: SentenceReading) -> list[tuple[int, Draft]]:
        """The acts before and behind a sentence, in text order, with their numbers."""
        middle = bisect_left(self._sentences, sentence.index)
        first = max(0, middle - _MOST)
        return list(enumerate(self.fullest[first : middle + _MOST], first))

    def sides(self, actors: Iterable[str]) -> set[str]:
        """The states that actors act for; an actor that acts for none stands for itself."""
        return {self._sides.get(actor) or actor for actor in actors}

    def sources(self, act: int) -> set[str]:
        """The sides that do an act."""
        return self.sides(self.fullest[act].sources)

    def targets(self, act: int) -> set[str]:
        """The sides that an act is done to."""
        return self.sides(self.fullest[act].targets)

    def named(self, sentence: SentenceReading, within: range) -> set[str]:
        """The sides named in a stretch of a sentence."""
        return self.sides(
            mention.actor
            for mention in sentence.mentions
            if within.start <= mention.first and mention.end <= within.stop
        )

    def before(self, sentence: SentenceReading) -> Telling | None:
        """The act that the sentence before tells, when it is running text."""
        return next(iter(self._told_in(sentence.index - 1)), None)

    def told_by(self, sentence: SentenceReading, sides: set[str]) -> Telling | None:
        """The nearest act of one of some sides that the sentences before tell."""
        for index in range(sentence.index - 1, sentence.index - 1 - _BACK, -1):
            for telling in self._told_in(index):
                if sides & self.sources(telling.act):
                    return telling
        return None

    def _told_in(self, index: int) -> list[Telling]:
        if index < 0 or self.reading.sentences[index].block not in ("body", "lead"):
            return []
        return [telling for telling in self._by_sentence.get(index, []) if telling.told]

    def elsewhere(self, sentence: SentenceReading, within: range, main: int) -> int | None:
        """The nearest act told in another sentence that a stretch of words speaks of.

        The first words of an act in the stretch are those of the other one, a doer of it stands there before them,
        and those to whom it is done, when it has any, somewhere in the stretch.
        """
        hit = first_act(sentence, within)
        if hit is None:
            return None
        named = self.named(sentence, within)
        doers = named if hit.noun else self.named(sentence, range(within.start, hit.first))
        best: tuple[int, int] | None = None
        for number, draft in self.around(sentence):
            candidate = draft.candidate
            if number == main or candidate.sentence is sentence or draft.status not in _TOLD:
                continue
            if candidate.phrase != hit.phrase or draft.type not in hit.types:
                continue
            targets = self.targets(number)
            if doers & self.sources(number) and (not targets or named & targets):
                ranked = abs(candidate.sentence.index - sentence.index), number
                best = min(best, ranked) if best else ranked
        return best[1] if best else None

    def agreed(self, sentence: SentenceReading, within: range, main: int) -> int | None:
        """The nearest promise or agreement told before that a side of an act is bound by.

        Where a stretch of words names other sides, one of them takes part in it.
        """
        own = self.sources(main)
        others = self.named(sentence, within) - own
        for number, draft in reversed(self.around(sentence)):
            parties = self.sources(number) | self.targets(number)
            if (
                draft.type == _AGREEMENT
                and draft.status == "happened"
                and 0 < sentence.index - draft.candidate.sentence.index <= _BOUND
                and own & parties
                and (not others or others & parties)
            ):
                return number
        return None


def first_act(sentence: SentenceReading, within: range) -> ActHit | None:
    """The first words in a stretch that express an act."""
    return next((hit for hit in sentence.acts if within.start <= hit.first and hit.end <= within.stop), None)
