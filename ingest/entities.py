"""An actor of an article while it is being put together, and how it is called in ids."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from graph.model import ActorKind


@dataclass(slots=True)
class Entity:
    """An actor of the article while it is being put together; `former` when told to hold its office no more."""

    id: str
    name: str
    kind: ActorKind
    of: str | None = None
    role: str | None = None
    gender: str | None = None
    former: bool = False
    known: bool = False
    names: list[tuple[str, ...]] = field(default_factory=list)
    titles: set[tuple[str, str | None]] = field(default_factory=set)
    mentions: list[tuple[int, int]] = field(default_factory=list)


def slug(text: str) -> str:
    """A readable id: NFC, case-folded, words joined by hyphens; diacritics stay."""
    words = "".join(char if char.isalnum() else " " for char in unicodedata.normalize("NFC", text).casefold()).split()
    return "-".join(words)
