"""Reads marked sentences: `[[…]]` stands around every time expression that should be found."""

from __future__ import annotations

import re

from graph.model import TimeMention
from ingest.time_pack import load
from ingest.time_resolution import resolve
from ingest.times import find

PACK = load("vi")
WEDNESDAY = "2019-06-19"
"""The publication date of the examples, a Wednesday."""

_MARK = re.compile(r"\[\[|\]\]")


def unmark(marked: str) -> tuple[str, list[str]]:
    """The sentence, and the expressions that are marked in it."""
    return _MARK.sub("", marked), re.findall(r"\[\[(.*?)\]\]", marked)


def mentions(text: str, published: str | None = WEDNESDAY) -> tuple[TimeMention, ...]:
    """Time mentions of a text, each line a block."""
    spans = []
    start = 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return resolve(find(text, spans, PACK), published, text, PACK)


def found(text: str, published: str | None = WEDNESDAY) -> list[tuple[str, str | None]]:
    """Words and value of each mention."""
    return [(text[m.span[0] : m.span[1]], m.value) for m in mentions(text, published)]
