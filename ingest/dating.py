"""The publication date of an article, with the evidence for it."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model import Published
from ingest.cleaning import CleanText
from ingest.gazetteer import Gazetteer
from ingest.mentions import Found
from ingest.time_pack import TimePack
from ingest.times import TimeExpression


def published(
    clean: CleanText,
    expressions: Sequence[TimeExpression],
    found: Sequence[Sequence[Found]],
    given: str | None,
    pack: TimePack,
    gazetteer: Gazetteer,
) -> Published:
    """The date given, else what the evidence of the text allows to say."""
    if given:
        return Published(given, "given", 1.0)
    return Published(None, "unknown", 0.0)
