"""Clues in treaties: an article that names one is not older than its signature, and seldom than its negotiation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ingest import treaties
from ingest.dated_text import DatedText
from ingest.dating.days import Clue, clipped, fixed, flat, numbers
from ingest.gazetteer import Gazetteer

NOT_SIGNED: Final = -3.0
NEGOTIATED_FOR: Final = 400
"""Days before the signature in which a treaty is named as well."""


def clues(text: DatedText, gazetteer: Gazetteer) -> Iterator[Clue]:
    """A clue for each treaty named."""
    named: set[str] = set()
    actors = {entity for row in text.mentions for mention in row for entity in mention.entities}
    for sentence in text.sentences:
        within = text.tokens.inside(sentence.span)
        for mention in treaties.find(text.tokens, within, gazetteer, actors):
            treaty = gazetteer.knowledge.treaties[mention.actor]
            signed = numbers(treaty.signed)
            if signed is None or mention.actor in named:
                continue
            named.add(mention.actor)
            weights = flat()
            start = clipped(signed[0])
            if not start:
                continue
            weights[:start] = NOT_SIGNED - 1.0
            weights[clipped(start - NEGOTIATED_FOR) : start] = NOT_SIGNED / 2
            span = text.tokens.span(mention.first, mention.end)
            yield fixed("treaty", span, f"{treaty.name} was signed on {treaty.signed}.", weights)
