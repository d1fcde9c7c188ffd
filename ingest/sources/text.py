"""A text file: one article."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model import Article
from ingest.sources.decoding import decode
from ingest.sources.inputs import Input, content
from ingest.sources.items import MAX_CHARACTERS, article

MAX_BYTES = 4 * MAX_CHARACTERS
"""No character takes more bytes in the encodings that are read."""


def read(source: Input) -> Iterator[Article]:
    """The article of a file."""
    data = content(source, MAX_BYTES, f"an article has at most {MAX_CHARACTERS:,} characters")
    yield article(decode(data), source.place, url=source.url, dates=source.dates)
