"""What is learned from acts as they are read: the classifier of retellings meets the mistakes of those before it.

The examples are halved, classifiers are fitted on each half, and those of one half read the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest import events
from ingest.events import Draft, Models
from training.fit import fit, tables, with_dates
from training.gold import Example

Found = list[list[Draft]]
"""The acts read in each of some examples."""


def halves(examples: Sequence[Example]) -> list[int]:
    """The half, 0 or 1, that each example is of: by turns in the order of their names."""
    parts = [0] * len(examples)
    for turn, number in enumerate(sorted(range(len(examples)), key=lambda number: examples[number].name)):
        parts[number] = turn % 2
    return parts


def found_in(examples: Sequence[Example], apart: Sequence[Example] = (), prior: Models | None = None) -> Found:
    """The acts of all examples, and then of those `apart`, from which nothing is learned for this.

    With `prior`, the models of another language, the models begin from those.  At least two examples are needed.
    """
    parts = halves(examples)
    of_other = [
        fit(tables([item for item, part in zip(examples, parts, strict=True) if part != own]), prior=prior)
        for own in range(2)
    ]
    models = [*(of_other[part] for part in parts), *(of_other[0] for _ in apart)]
    return [
        events.find(item.reading, each, item.published, item.cast)
        for item, each in zip((*examples, *apart), models, strict=True)
    ]


def fit_all(
    examples: Sequence[Example],
    later: Sequence[Example] = (),
    prior: Models | None = None,
    found: Found | None = None,
) -> Models:
    """Models of all examples; `later` are examples for the dates alone, `found` the acts if they are read already."""
    if found is None:
        found = found_in(examples, prior=prior)
    return fit(with_dates(tables(examples, found), later), prior=prior)
