"""What of an article's wording tells its acts and its story apart: words and pairs of words, each with its rarity.

The rarity of a word is how much it says that another article has it too: the natural logarithm of the share of articles
that do not.  It comes from a table of the language pack (`training.rarity`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from math import log, sqrt
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from graph.errors import KnowledgeError
from ingest.languages import folder
from ingest.tokens import Tokens

Terms = tuple[tuple[str, float], ...]
"""Words with their weights, the weightiest first."""

LEAST: Final = 1.5
"""Words less rare than this say nothing."""
MOST: Final = 7.0
"""Rarity of a word that the table does not have."""
WORDS: Final = 40
"""Words of an act that are kept at most."""
TOPICS: Final = 25
"""Words of a story that are kept at most."""
CHANCE: Final = 2.0
"""Rarity at most of two words that merely stand side by side."""
TOPICAL: Final = 2.3
"""Words less rare than this, those of a tenth of all articles, tell no story."""
_MOST_TERMS: Final = 1 << 16
"""Terms whose say is kept."""
STEP: Final = 0.05
"""Rarities are stored as whole numbers of this."""


@lru_cache(maxsize=4)
def rarities(language: str) -> dict[str, float]:
    """Rarity of each word or pair of words that the language pack has; none for a language without a table."""
    path = folder(language) / "rarity.npz"
    if not path.exists():
        return {}
    try:
        with np.load(path) as table:
            terms = bytes(table["terms"]).decode("utf-8").split("\n")
            steps = table["steps"]
    except (OSError, KeyError, ValueError) as error:
        raise KnowledgeError(f"{path} is no table of rarities: {error}", "Install biennien again.") from error
    return dict(zip(terms, (steps * STEP).round(2).tolist(), strict=True))


def save(path: Path, found: dict[str, float]) -> None:
    """Write a table of rarities; the same table makes the same file."""
    terms = sorted(found)
    steps: npt.NDArray[np.uint8] = np.array([round(found[term] / STEP) for term in terms], dtype=np.uint8)
    np.savez_compressed(path, terms=np.frombuffer("\n".join(terms).encode("utf-8"), dtype=np.uint8), steps=steps)


class Told(NamedTuple):
    """For each token of an article its key, and the pair with the word before it; empty where there is none."""

    words: list[str]
    pairs: list[str]


def terms(tokens: Tokens) -> Told:
    """Keys of the words of an article, and the pairs of words that no mark parts."""
    words = [key if key[0].isalnum() else "" for key in tokens.keys]
    beside = zip(["", *words], words, [0, *tokens.ends], tokens.starts, strict=False)
    return Told(words, [f"{one} {other}" if one and other and at - end <= 1 else "" for one, other, end, at in beside])


def of_acts(told: Told, acts: Sequence[Sequence[range]], language: str) -> list[Terms]:
    """Words of each act of an article, told in some stretches of tokens; a word that several acts share says less."""
    rarity = _told_by(language)
    found = [_within(told, stretches) for stretches in acts]
    rare = {term for term in set().union(*found) if rarity[term] > LEAST}
    shared = Counter(chain.from_iterable([terms & rare for terms in found]))
    divisors = {count: sqrt(count) for count in set(shared.values())}
    weights = {term: -rarity[term] / divisors[count] for term, count in shared.items()}
    return [_weightiest([(weights[term], term) for term in terms & rare], WORDS) for terms in found]


class _Rarities(dict[str, float]):
    """How much a word or a pair tells of an act; looked up once a term, of which only so many are kept.

    A pair counts for itself when articles have it more often than its words would meet by chance, as the parts of a
    name or of a compound do.  Other pairs are as many as there are sentences: they tell little beside their words.
    """

    def __init__(self, table: Mapping[str, float]) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, term: str) -> float:
        if len(self) >= _MOST_TERMS:
            self.clear()
        self[term] = rarity = self._of(term)
        return rarity

    def _of(self, term: str) -> float:
        find = self._table.get
        first, between, second = term.partition(" ")
        own = find(term, MOST)
        if not between:
            return own
        by_chance = find(first, MOST) + find(second, MOST)
        return own if own < by_chance and term in self._table else min(by_chance, CHANCE)


@lru_cache(maxsize=4)
def _told_by(language: str) -> _Rarities:
    return _Rarities(rarities(language))


def _within(told: Told, stretches: Sequence[range]) -> set[str]:
    """The words of some stretches of tokens, and the pairs that lie in one."""
    found = {""}
    for stretch in stretches:
        found.update(told.words[stretch.start : stretch.stop], told.pairs[stretch.start + 1 : stretch.stop])
    found.discard("")
    return found


def of_story(told: Told, language: str) -> Terms:
    """Words that an article says more than once and few other articles say at all."""
    table = rarities(language)
    counts = Counter(told.words)
    counts.update(told.pairs)
    del counts[""]
    weights = [
        (-rarity * (1 + log(count)), term)
        for term, count in counts.items()
        if count > 1 and (rarity := table.get(term, MOST)) > TOPICAL
    ]
    return tuple((term, table.get(term, MOST)) for term, _ in _weightiest(weights, TOPICS))


def _weightiest(weights: list[tuple[float, str]], most: int) -> Terms:
    """The terms of the greatest weights, which are given negative, with them."""
    weights.sort()
    return tuple([(term, _shown(weight)) for weight, term in weights[:most]])


@lru_cache(maxsize=4096)
def _shown(weight: float) -> float:
    """A weight, given negative, as the record has it."""
    return round(-weight, 2)
