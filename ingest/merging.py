"""One event for an act that the article tells several times: in its title, its lead, a caption, and in full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from math import exp
from typing import Final, NamedTuple

from graph.edtf import bounds
from graph.model import Status
from ingest.classifier import LinearModel
from ingest.events import Draft
from ingest.lexicon import Lexicon
from ingest.reading import Reading, SentenceReading

SAME = 0.5
"""Two tellings are of one act from this probability on."""
AGAIN = 0.3
"""A telling known to repeat another one needs only this."""
SHORT = 8
"""Sentences of an article whose lead may tell what the rest does not."""
HEAD = 4
"""Sentences that title and lead take."""
REACH = 60
"""Sentences within which an act may be told again."""
LONGEST = 12
"""Tellings of one act after which further ones are not compared."""
MOST = 80
"""Acts within reach that a telling is compared with, the last ones begun: an article of the news tells at most some
forty."""

_ORDER = {"body": 0, "lead": 1, "caption": 2, "title": 3}


_GRID: Final = 1 << 24
"""Steps of a probability: on this grid the mean of equal probabilities is that probability."""


@dataclass(slots=True)
class _Telling:
    """What of a draft is compared with others; `cancels` is whether its trigger is a verb of cancelling."""

    draft: Draft
    words: frozenset[str]
    sentence: SentenceReading
    index: int
    block: str
    type: str
    status: Status
    date: str | None
    sources: frozenset[str]
    targets: frozenset[str]
    phrase: str
    noun: bool
    quoted: bool
    cancels: bool = False

    @classmethod
    def of(cls, draft: Draft, words: frozenset[str], cancels: bool = False) -> _Telling:
        candidate = draft.candidate
        sentence = candidate.sentence
        return cls(
            draft, words, sentence, sentence.index, sentence.block, draft.type, draft.status, draft.date,
            frozenset(draft.sources), frozenset(draft.targets), candidate.phrase, candidate.noun,
            sentence.is_quoted(candidate.first), cancels,
        )  # fmt: skip


class Merged(NamedTuple):
    """An act: its fullest telling, the other ones, and keys of the words of the fullest."""

    fullest: Draft
    again: list[Draft]
    words: frozenset[str]


def merge(reading: Reading, drafts: Sequence[Draft], model: LinearModel, cancelling: Lexicon[Status]) -> list[Merged]:
    """Acts with their retellings, in text order of the fullest telling; `cancelling` are the verbs that call acts off.

    A telling joins the group with whose members it agrees best on average, those of the body first, titles last,
    which say least. One that only tells again what stands in full elsewhere joins the group it goes with best. When
    there is none it counts as the telling itself in the body, in the lead of a short article and in one that tells
    nothing in full; else it is left out.
    """
    groups: list[list[_Telling]] = []
    within_reach = _Reach(groups)
    chance = _chances(model)
    any_in_full = any(not draft.again for draft in drafts)
    for draft in sorted(drafts, key=lambda draft: (draft.again, _ORDER.get(draft.candidate.sentence.block, 0))):
        calls_off = bool(cancelling.at(reading.tokens, draft.candidate.first, draft.candidate.sentence.end))
        telling = _Telling.of(draft, content(reading, draft), calls_off)
        best: int | None = None
        most = AGAIN if draft.again else SAME
        for number in within_reach.of(telling.index):
            group = groups[number]
            mean = sum([chance.between(other, telling) for other in group]) / len(group)
            if mean >= most:
                best, most = number, mean
        if best is not None:
            within_reach.put(best, telling)
        elif not (draft.again and any_in_full) or _stands_alone(reading, telling):
            groups.append([])
            within_reach.put(len(groups) - 1, telling)
    merged = []
    for group in groups:
        main = min(
            group, key=lambda telling: (telling.draft.again, _ORDER.get(telling.block, 0), -_length(telling.draft))
        )
        again = [telling.draft for telling in group if telling is not main]
        merged.append(Merged(main.draft, again, main.words))
    return sorted(merged, key=lambda act: act.fullest.trigger)


def _stands_alone(reading: Reading, telling: _Telling) -> bool:
    """Whether a telling is no mere summary of what follows: in the body, or in the lead of a short article."""
    return telling.block == "body" or (telling.block == "lead" and len(reading.sentences) <= SHORT)


class _Reach:
    """The groups by the sentences that their tellings stand in."""

    def __init__(self, groups: list[list[_Telling]]) -> None:
        self._groups = groups
        self._by_place: dict[int, list[int]] = defaultdict(list)

    def put(self, number: int, telling: _Telling) -> None:
        """Add a telling to the group with a number."""
        self._groups[number].append(telling)
        self._by_place[telling.index].append(number)

    def of(self, place: int) -> list[int]:
        """The groups that can tell an act of a sentence: begun in title or lead, or within reach, and not long yet."""
        places = {*range(HEAD), *range(place - REACH, place + REACH + 1)}
        near = {number for at in places & self._by_place.keys() for number in self._by_place[at]}
        return sorted(number for number in near if len(self._groups[number]) <= LONGEST)[-MOST:]


def _length(draft: Draft) -> int:
    return draft.span[1] - draft.span[0]


def content(reading: Reading, draft: Draft) -> frozenset[str]:
    """Keys of the words of a telling, marks left out."""
    tokens = reading.tokens
    within = tokens.inside(draft.span)
    here = slice(within.start, within.stop)
    return frozenset(
        [key for key, word in zip(tokens.keys[here], tokens.words[here], strict=True) if word[0].isalnum()]
    )


# what a pair of tellings looks like: what they tell, where they stand, how they are worded


class _Acts(NamedTuple):
    """What two tellings say of their acts; `share` is that of the words that both have."""

    one: str
    other: str
    source: bool
    target: bool
    date: str
    share: int

    def features(self) -> list[str]:
        type_ = self.one == self.other
        return [
            f"type={type_}",
            f"types={','.join(sorted((self.one, self.other)))}",
            f"source={self.source}",
            f"target={self.target}",
            f"date={self.date}",
            f"share={self.share}",
            f"type,source,share={type_},{self.source},{self.share}",
            f"type,source,date={type_},{self.source},{self.date}",
            f"type,target,source={type_},{self.target},{self.source}",
            f"one type,share={self.one if type_ else None},{self.share}",
        ]


class _Places(NamedTuple):
    """Where two tellings stand: the kinds of their blocks, their first sentences by number, how far they are apart."""

    block: str
    other_block: str
    first: int
    second: int
    distance: int
    together: bool
    share: int

    def features(self) -> list[str]:
        blocks = f"{self.block},{self.other_block}"
        return [
            f"blocks={blocks}",
            f"blocks,share={blocks},{self.share}",
            f"distance={self.distance}",
            f"same sentence={self.together}",
            f"place={self.first},{self.second}",
            f"place,share={self.first},{self.share}",
        ]


class _Wording(NamedTuple):
    """How two tellings are worded; `jaccard` is the share of their words that both have, in tenths."""

    phrase: bool
    type: bool
    status: bool
    noun: bool
    other_noun: bool
    quoted: bool
    other_quoted: bool
    jaccard: int

    def features(self) -> list[str]:
        return [
            f"jac={self.jaccard}",
            f"phrase={self.phrase}",
            f"phrase,type={self.phrase},{self.type}",
            f"status={self.status}",
            f"noun={self.noun},{self.other_noun},{self.type}",
            f"quoted={self.quoted},{self.other_quoted}",
        ]


def _aspects(one: _Telling, other: _Telling) -> tuple[tuple[Hashable, ...], ...]:
    """A pair of tellings, the earlier one first, as the classifier looks at it: the values of `_LOOKS`, in order."""
    common = len(one.words & other.words)
    size, other_size = len(one.words), len(other.words)
    share = int(5 * common / max(1, min(size, other_size)))
    jaccard = int(10 * common / max(1, size + other_size - common))
    first, second = one.index, other.index
    return (
        (
            one.type,
            other.type,
            not one.sources.isdisjoint(other.sources),
            not one.targets.isdisjoint(other.targets),
            _dates(one.date, other.date),
            share,
        ),
        (
            one.block,
            other.block,
            min(first, 3),
            min(second, 5),
            min(second - first, 8),
            one.sentence is other.sentence,
            share,
        ),
        (
            one.phrase == other.phrase,
            one.type == other.type,
            one.status == other.status,
            one.noun,
            other.noun,
            one.quoted,
            other.quoted,
            jaccard,
        ),
    )


_LOOKS: Final[tuple[Callable[..., _Acts | _Places | _Wording], ...]] = (_Acts, _Places, _Wording)
"""What is looked at of a pair of tellings."""


def features(one: Draft, other: Draft, words: frozenset[str], other_words: frozenset[str]) -> list[str]:
    """Features of a pair of tellings, the earlier one first."""
    aspects = _aspects(_Telling.of(one, words), _Telling.of(other, other_words))
    return [name for look, values in zip(_LOOKS, aspects, strict=True) for name in look(*values).features()]


class _Chances:
    """How likely two tellings are of one act; what an aspect of a pair weighs is looked up in the model once."""

    def __init__(self, model: LinearModel) -> None:
        self.model = model
        yes, no = model.labels.index("yes"), model.labels.index("no")
        weights = model.weights.astype(float)
        self._weights: list[float] = (weights[:, yes] - weights[:, no]).tolist()
        self._bias = float(model.bias[yes]) - float(model.bias[no])
        self._known: list[dict[tuple[Hashable, ...], float]] = [{} for _ in _LOOKS]

    def between(self, one: _Telling, other: _Telling) -> float:
        """The probability, on a grid."""
        if one.sentence is other.sentence and _are_apart(one, other):
            return 0.0
        if other.draft.trigger < one.draft.trigger:
            one, other = other, one
        score = self._bias
        for values, look, known in zip(_aspects(one, other), _LOOKS, self._known, strict=True):
            weight = known.get(values)
            if weight is None:
                weight = known[values] = self._weight(look(*values))
            score += weight
        return round(_GRID / (1.0 + exp(-score))) / _GRID

    def _weight(self, aspect: _Acts | _Places | _Wording) -> float:
        find = self.model.index.get
        rows = [row for name in aspect.features() if (row := find(name)) is not None]
        return sum([self._weights[row] for row in rows], 0.0)


def _are_apart(one: _Telling, other: _Telling) -> bool:
    """Whether two acts of a sentence differ: by others, or one of them may be done to the other ("put off a talk")."""
    unlike = one.type != other.type or one.status != other.status or one.cancels or other.cancels
    return one.sources.isdisjoint(other.sources) or (unlike and one.noun != other.noun)


_known_chances: dict[int, _Chances] = {}


def _chances(model: LinearModel) -> _Chances:
    """The chances of a model, kept with it: a model is no key, so its identity is."""
    found = _known_chances.get(id(model))
    if found is None:
        found = _known_chances[id(model)] = _Chances(model)
    return found


def _dates(one: str | None, other: str | None) -> str:
    if one == other:
        return "same"
    if one is None or other is None:
        return "unknown"
    first, last = bounds(one)
    start, end = bounds(other)
    if first and last and start and end and first <= end and start <= last:
        return "overlap"
    return "apart"
