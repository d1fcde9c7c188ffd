"""What of an article's wording tells its acts and its story apart: words and pairs of words, each with its rarity.

The rarity of a word is how much it says that another article has it too: the natural logarithm of the share of articles
that do not.  It comes from a table of the language pack (`training.rarity`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from math import log, sqrt
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from graph.errors import KnowledgeError
from graph.model import Span
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


def terms(tokens: Tokens, within: Iterable[range]) -> Iterator[str]:
    """Keys of the words of some stretches of tokens, and pairs of words that no mark parts."""
    keys, starts, ends = tokens.keys, tokens.starts, tokens.ends
    for stretch in within:
        before = ""
        for at in stretch:
            word = keys[at]
            if not word[0].isalnum():
                before = ""
                continue
            yield word
            if before and starts[at] - ends[at - 1] <= 1:
                yield f"{before} {word}"
            before = word


def of_acts(tokens: Tokens, acts: Sequence[Sequence[Span]], language: str) -> list[Terms]:
    """Words of each act of an article, told in some spans; a word that several acts share says less of each."""
    table = rarities(language)
    found = [{*terms(tokens, [tokens.inside(span) for span in spans])} for spans in acts]
    shared = Counter(term for words in found for term in words)
    weighed = []
    for words in found:
        weights = {word: rarity / sqrt(shared[word]) for word in words if (rarity := table.get(word, MOST)) > LEAST}
        weighed.append(_weightiest(weights, WORDS))
    return weighed


def of_story(tokens: Tokens, language: str) -> Terms:
    """Words that an article says more than once and few other articles say at all."""
    table = rarities(language)
    counts = Counter(terms(tokens, [range(len(tokens))]))
    weights = {
        word: rarity * (1 + log(count))
        for word, count in counts.items()
        if count > 1 and (rarity := table.get(word, MOST)) > TOPICAL
    }
    return tuple((word, table.get(word, MOST)) for word, _ in _weightiest(weights, TOPICS))


def _weightiest(weights: dict[str, float], most: int) -> Terms:
    ordered = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return tuple((word, round(weight, 2)) for word, weight in ordered[:most])
