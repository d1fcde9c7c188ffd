"""Persons that nothing is known of but that their surname takes up their full name: "Harold Keke … Keke"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.mentions import Found
from ingest.tokens import Tokens


def with_persons(tokens: Tokens, sentences: Sequence[Sequence[Found]]) -> list[list[Found]]:
    """The mentions of each sentence; an unknown name of several words whose last stands alone elsewhere is a person."""
    alone = {
        tokens.keys[mention.first]
        for found in sentences
        for mention in found
        if mention.kind == "capitals" and mention.end - mention.first == 1
    }

    def told(mention: Found) -> Found:
        several = mention.kind == "capitals" and mention.full and mention.end - mention.first > 1
        return replace(mention, kind="person") if several and tokens.keys[mention.end - 1] in alone else mention

    return [[told(mention) for mention in found] for found in sentences]
