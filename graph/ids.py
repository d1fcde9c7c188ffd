"""Hashes that tell whether something is the same as before, and the forms under which a name is found."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from graph.model import ArticleRecord


def digest(value: Any) -> str:
    """A short hash of plain data (32 hex digits); dates count as their text, tuples as lists."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def record_hash(record: ArticleRecord) -> str:
    """Hash of all that a record says; the text and what stands beside it count by their hash, the path not at all."""
    plain = asdict(record)
    del plain["article"]["text"], plain["article"]["path"], plain["article"]["neighbours"]
    return digest(plain)


def content_key(text_hash: str, extractor: str) -> str:
    """What `Store.article_hashes` gives for an article: equal when reading the text again would give the same."""
    return f"{text_hash} {extractor}"


def fold(name: str) -> str:
    """A name as it is searched for: NFC, case-folded, without spaces at the ends."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).strip()


def search_forms(names: Iterable[str | None]) -> list[str]:
    """The distinct folded forms of names, sorted."""
    return sorted({form for name in names if name and (form := fold(name))})
