"""A text file: one article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.errors import InputError
from graph.model import Article
from ingest.sources.decoding import decode
from ingest.sources.items import MAX_CHARACTERS, article, location

_MAX_BYTES = 4 * MAX_CHARACTERS
"""No character takes more bytes in the encodings that are read."""


def read(path: Path) -> Iterator[Article]:
    """The article of a file."""
    size = path.stat().st_size
    if size > _MAX_BYTES:
        raise InputError(f"has {size / 1e6:,.1f} MB; an article has at most {MAX_CHARACTERS:,} characters")
    yield article(decode(path.read_bytes()), location(path))
