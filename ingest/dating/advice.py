"""What would settle a publication date that is unsure, in a sentence for the user."""

from __future__ import annotations

from typing import Final

from graph.labels import Labels, load
from graph.model import Published

SURE: Final = 0.9
"""Probability of the year from which an inferred date needs nothing more."""


def advice(published: Published, labels: Labels | None = None) -> str:
    """What is missing and what would settle it; empty when the date was given, stated or is sure to the day.

    In the language of the labels, in English without them.
    """
    words = labels or load("en")
    if published.basis in ("given", "metadata", "text"):
        return ""
    if published.value is None:
        return words.say("settle_unlikely" if published.evidence else "settle_unknown")
    if published.confidence < SURE:
        against = any(item.rule.startswith("against") for item in published.evidence)
        phrase = "settle_contradicted" if against else "settle_unsure"
        return words.say(phrase, year=published.value[:4], percent=f"{published.confidence:.0%}")
    return words.say("settle_day") if len(published.value) < 10 else ""
