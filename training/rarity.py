"""How rare words are: in how many articles of a corpus each stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log

from ingest import wording
from ingest.languages import grammar
from ingest.tokens import tokenise

LEAST = 4
"""Articles that have a word at least; rarer ones are as rare as words that no article has."""


def fit_rarities(texts: Iterable[str], language: str = "vi") -> dict[str, float]:
    """Rarity of each word or pair of words of the texts."""
    clitics = grammar(language).spelling.clitics
    counts: Counter[str] = Counter()
    articles = 0
    for text in texts:
        articles += 1
        tokens = tokenise(text, clitics=clitics)
        counts.update(set(wording.terms(tokens, [range(len(tokens))])))
    return {
        term: min(wording.MOST, log(articles / count))
        for term, count in counts.items()
        if count >= LEAST and "\n" not in term
    }
