"""What would settle a publication date that is unsure, in a sentence for the user."""

from __future__ import annotations

from typing import Final

from graph.model import Published

SURE: Final = 0.9
"""Probability of the year from which an inferred date needs nothing more."""


def advice(published: Published) -> str:
    """What is missing and what would settle it; empty when the date was given, stated or is sure to the day."""
    if published.basis in ("given", "metadata", "text"):
        return ""
    if published.value is None and not published.evidence:
        return "Nothing in the text tells when it was written: give the date with --published or a published column."
    against = [item for item in published.evidence if item.rule.startswith("against")]
    if published.value is None:
        return (
            "No year is likely enough: a year, an office-holder or a dated event in the text would settle it, or the "
            "date given with --published."
        )
    if published.confidence < SURE:
        near = " The clues contradict one another." if against else ""
        return (
            f"{published.value[:4]} is likeliest, {published.confidence:.0%} sure.{near} A year told beside the "
            "article's own days, or the date given with --published, would settle it."
        )
    if len(published.value) < 10:
        return "The year is sure, the day is not: the text tells no day of its own. --published gives it."
    return ""
