"""How rare words are: in how many articles of a corpus each stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log

from ingest import wording
from ingest.languages import grammar
from ingest.tokens import tokenise

LEAST = 4
"""Articles that have a word at least; rarer ones are as rare as words that no article has."""
FEW = 1000
"""Articles of a small corpus, in which two that have a word will do."""


def fit_rarities(
    texts: Iterable[str], language: str = "vi", beside: Mapping[str, float] | None = None
) -> dict[str, float]:
    """Rarity of each word or pair of words of the texts.

    `beside` is the table of a larger corpus in another language: names are written the same there, and it knows better
    how rare they are.
    """
    clitics = grammar(language).spelling.clitics
    counts: Counter[str] = Counter()
    articles = 0
    for text in texts:
        articles += 1
        tokens = tokenise(text, clitics=clitics)
        counts.update({term for terms in wording.terms(tokens) for term in terms if term})
    least = LEAST if articles >= FEW else 2
    found = {
        term: min(wording.MOST, log(articles / count))
        for term, count in counts.items()
        if count >= least and "\n" not in term
    }
    for term, rarity in (beside or {}).items():
        if term.isascii() and term.replace(" ", "").isalpha():
            found[term] = min(rarity, found.get(term, rarity))
    return found
