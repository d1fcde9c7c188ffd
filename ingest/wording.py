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
    told = Told([], [])
    before, behind = "", 0
    for word, start, end in zip(tokens.keys, tokens.starts, tokens.ends, strict=True):
        if word[0].isalnum():
            told.words.append(word)
            told.pairs.append(f"{before} {word}" if before and start - behind <= 1 else "")
            before, behind = word, end
        else:
            told.words.append("")
            told.pairs.append("")
            before = ""
    return told


def of_acts(told: Told, acts: Sequence[Sequence[range]], language: str) -> list[Terms]:
    """Words of each act of an article, told in some stretches of tokens; a word that several acts share says less."""
    table = rarities(language)
    found = [_within(told, stretches) for stretches in acts]
    rarity = {term: rarity for term in set().union(*found) if (rarity := _rarity(term, table)) > LEAST}
    rare = rarity.keys()
    kept = [[term for term in terms if term in rare] for terms in found]
    shared = Counter(chain.from_iterable(kept))
    return [_weightiest([(-rarity[term] / sqrt(shared[term]), term) for term in terms], WORDS) for terms in kept]


def _rarity(term: str, table: Mapping[str, float]) -> float:
    """How much a word or a pair tells of an act.

    A pair counts for itself when articles have it more often than its words would meet by chance, as the parts of a
    name or of a compound do.  Other pairs are as many as there are sentences: they tell little beside their words.
    """
    first, between, second = term.partition(" ")
    own = table.get(term, MOST)
    if not between:
        return own
    by_chance = table.get(first, MOST) + table.get(second, MOST)
    return own if own < by_chance and term in table else min(by_chance, CHANCE)


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
    return tuple((term, round(-weight, 2)) for weight, term in weights[:most])
