"""Finding the articles that a person wants withdrawn: by id, address, path, or the file they were read from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import UnknownName
from graph.model import Article
from graph.writing import ForgetSummary
from ingest.sources import read
from ingest.sources.inputs import location

if TYPE_CHECKING:
    from graph.store import Store


def forget(store: Store, name: str) -> list[ForgetSummary]:
    """Withdraw the article with an id, URL or path; for a file or folder of several, all that it holds.

    Raises UnknownName when none of them is stored.
    """
    path = Path(name)
    unknown: list[UnknownName] = []
    for known_as in dict.fromkeys((name, location(path))):
        try:
            return [store.forget(known_as)]
        except UnknownName as error:
            unknown.append(error)
    held = list(dict.fromkeys(item.id for item in read([path]) if isinstance(item, Article))) if path.exists() else []
    stored = store.article_hashes(held)
    if not stored:
        raise unknown[0]
    return [store.forget(article) for article in held if article in stored]
