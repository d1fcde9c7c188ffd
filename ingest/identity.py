"""How an article is told from others, and from an earlier version of itself."""

from __future__ import annotations

import hashlib
import json
import unicodedata

from graph.model import Article
from ingest import name_dates

_ID_DIGITS = 16


def text_id(text: str) -> str:
    """The id of an article that has neither id nor URL; composed and decomposed texts have the same."""
    return f"text-{_sha256(unicodedata.normalize('NFC', text))[:_ID_DIGITS]}"


def own_hash(article: Article) -> str:
    """Hash of the text and what came with it, wherever the article stands."""
    given = [article.title, article.url, article.language, article.published_given]
    given += [article.author] if article.author else []
    text = unicodedata.normalize("NFC", article.text)
    return _sha256(f"{text}\0{json.dumps(given)}" if any(given) else text)


def content_hash(article: Article) -> str:
    """Hash of all that a record is read from: the text, what came with it, and the clues beside it to an unknown date.

    Of the path only the dates in it count, and of the other articles of the folder only what is known of their dates:
    an article that neither touches keeps its hash when it moves or gets new neighbours.
    """
    beside = _beside(article)
    own = own_hash(article)
    return _sha256(f"{own}\0{json.dumps(beside)}") if beside else own


def _beside(article: Article) -> list[str | int]:
    """What tells of the publication date outside the text; nothing when the date was given."""
    if article.published_given:
        return []
    found: list[str | int] = []
    for date in article.dates:
        found += [date.kind, date.value]
    for item in name_dates.of_article(article.path, None):
        found += [item.place, *item.values]
    if near := article.neighbours:
        found += [str(near.first), str(near.last), near.count]
    return found


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
