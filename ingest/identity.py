"""How an article is told from others, and from an earlier version of itself."""

from __future__ import annotations

import hashlib
import json
import unicodedata

from graph.model import Article

_ID_DIGITS = 16


def text_id(text: str) -> str:
    """The id of an article that has neither id nor URL; composed and decomposed texts have the same."""
    return f"text-{_sha256(unicodedata.normalize('NFC', text))[:_ID_DIGITS]}"


def content_hash(article: Article) -> str:
    """Hash of all that a record is read from: the text, and what came with it."""
    given = [article.title, article.url, article.language, article.published_given]
    text = unicodedata.normalize("NFC", article.text)
    return _sha256(f"{text}\0{json.dumps(given)}" if any(given) else text)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
