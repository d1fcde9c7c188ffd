"""The signature of an article's text, by which nearly the same text is recognised wherever it comes from."""

from __future__ import annotations

from itertools import islice
from typing import Final

from graph import copies
from graph.ids import words
from ingest.cleaning import CleanText

_RUN: Final = 3
"""Words of a run; a text is known by the set of its runs."""
_LEAST: Final = 40
"""A text of fewer runs has no signature: a sentence or two may be the same in articles that owe each other nothing."""
_SEED: Final = 1
_TEXT: Final = frozenset(("lead", "body"))
"""Titles and captions are what papers change first."""


def of_text(clean: CleanText) -> str:
    """The signature as `graph.copies.pack` writes it; empty for a text that is too short to tell."""
    from rensa import RMinHash

    told = words("\n".join(clean.text[slice(*block.span)] for block in clean.blocks if block.kind in _TEXT)).split()
    runs = list(map(" ".join, zip(*(islice(told, start, None) for start in range(_RUN)), strict=False)))
    if len(runs) < _LEAST:
        return ""
    sketch = RMinHash(copies.VALUES, _SEED)
    sketch.update(runs)
    return copies.pack(sketch.digest())
