"""Who "they" are: the last actors told of together, by one plural or in one list, or a body of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ingest.mentions import Found
from ingest.reading import MentionForm
from ingest.tokens import Tokens

_MOST: Final = 6
"""Actors that one word stands for at most."""
_BACK: Final = 2
"""Sentences to look back."""
_LISTING: Final = frozenset({","})


class Several:
    """Keeps, for the last sentences, who was told of together, in text order.

    `joining` are the keys of the words that join the last member of a list to the others.
    """

    def __init__(self, tokens: Tokens, joining: frozenset[str]) -> None:
        self._tokens = tokens
        self._joining = joining
        self._rows: list[list[list[str]]] = [[]]
        self._last: tuple[int, str, list[str]] | None = None

    def begin_sentence(self) -> None:
        """What follows stands in another sentence."""
        self._rows = [*self._rows[-_BACK:], []]
        self._last = None

    def add(self, mention: Found, ids: Sequence[str], kind: str, form: MentionForm) -> None:
        """Tell of a mention, the actors that it stands for and their kind."""
        if not ids or form == "pronoun":
            return
        row = self._rows[-1]
        if self._last is not None and self._last[1] == kind and self._is_listed(self._last[0], mention.first):
            together = self._last[2]
            together += [actor for actor in ids if actor not in together]
        else:
            together = list(ids)
        if (len(together) > 1 or kind == "organisation") and not any(known is together for known in row):
            row.append(together)
        self._last = mention.end, kind, together

    def told(self) -> list[str]:
        """Those told of together first in this sentence, else in the nearest one before; empty when nobody was."""
        for row in reversed(self._rows):
            lists = [together for together in row if len(together) > 1]
            if lists or row:
                return (lists or row)[0][:_MOST]
        return []

    def _is_listed(self, begin: int, end: int) -> bool:
        """Whether nothing but commas and joining words stand between two mentions."""
        words, keys = self._tokens.words, self._tokens.keys
        between = range(begin, end)
        return bool(between) and all(words[at] in _LISTING or keys[at] in self._joining for at in between)
