"""Hashes that tell whether something is the same as before, and the forms under which a name is found."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Final

from graph.model import ArticleRecord

_WORD: Final = re.compile(r"\w+")
_LEFT_OUT: Final = frozenset(("text", "path", "neighbours"))


def digest(value: Any) -> str:
    """A short hash of plain data (32 hex digits); dates count as their text, tuples as lists, dataclasses as dicts."""
    return hashlib.blake2b(_JSON.encode(value).encode(), digest_size=16).hexdigest()


def _plain(value: Any) -> dict[str, Any] | str:
    """What JSON has no form for: a dataclass or a date."""
    return _told(value) if is_dataclass(value) else str(value)


def _told(value: Any) -> dict[str, Any]:
    """The fields of a dataclass; `asdict` would copy every string and list within."""
    kind: Any = type(value)
    return {name: getattr(value, name) for name in _names(kind)}


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


_JSON: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=_plain, separators=(",", ":"))


def record_hash(record: ArticleRecord) -> str:
    """Hash of all that a record says; the text and what stands beside it count by their hash, the path not at all."""
    article = {name: value for name, value in _told(record.article).items() if name not in _LEFT_OUT}
    return digest({**_told(record), "article": article})


def content_key(text_hash: str, extractor: str) -> str:
    """What `Store.article_hashes` gives for an article: equal when reading the text again would give the same."""
    return f"{text_hash} {extractor}"


def fold(name: str) -> str:
    """A name as it is searched for: NFC, case-folded, without spaces at the ends."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).strip()


def words(text: str) -> str:
    """The words of a text, folded, with one space between them and no punctuation."""
    return " ".join(_WORD.findall(fold(text)))


class _Marks(dict[int, str | int | None]):
    """For `str.translate`: no combining marks, and d for the letter that has no decomposition; learned as it is met."""

    def __missing__(self, code: int) -> int | None:
        kept = None if unicodedata.combining(chr(code)) else code
        self[code] = kept
        return kept


_BARE: Final = _Marks({ord("\N{LATIN SMALL LETTER D WITH STROKE}"): "d"})


def bare(text: str) -> str:
    """A text, folded, without diacritics."""
    return unicodedata.normalize("NFD", fold(text)).translate(_BARE)


def word_forms(text: str) -> list[str]:
    """The words of a text with diacritics and without, each with a space around it: a phrase is found by CONTAINS."""
    exact = words(text)
    return [f" {form} " for form in dict.fromkeys([exact, bare(exact)])]


def search_forms(names: Iterable[str | None]) -> list[str]:
    """The distinct folded forms of names, sorted."""
    return sorted({form for name in names if name and (form := fold(name))})
