"""Organisations that nothing is known of but their names: by the words in these, or by what is said to be called so."""

from __future__ import annotations

from typing import Final

from ingest.mentions import Found
from ingest.owners import OwnerReader

_LONGEST_ORGANISATION: Final = 9
"""Capitalised words in the name of an organisation."""
_LONGEST_CALLED: Final = 4
"""The same in the name behind the word for a group."""


class OrganisationReader(OwnerReader):
    """Reads names of organisations without an entry in the knowledge base."""

    def _called(self, token: int, at: int, of: str | None) -> Found | None:
        """A group with its name behind it, one that nothing else is known by: "the Japanese brewer Kirin"."""
        end = self.reference(at, "called") if at < self.stop else None
        if end is None or end >= self.stop or self.name(end) is not None or self.title(end) is not None:
            return None
        behind = end
        while behind < min(self.stop, end + _LONGEST_CALLED) and self.tokens.words[behind][0].isupper():
            behind += 1
        return Found(token, behind, "group", of=of, name=(end, behind), full=True) if behind > end else None

    def _organisation(self, token: int) -> Found | None:
        """An organisation that is known by the words of its name alone: "the Pacific Islands Forum"."""
        words, end, named = self.tokens.words, token, False
        at, parts = token, 0
        while at < self.stop and parts < _LONGEST_ORGANISATION:
            if words[at][0].isupper() and words[at].isalpha():
                if self.tokens.keys[at] in self._definite or self.title(at) is not None:
                    break
                named = named or self.reference(at, "organ name") is not None
                end = at = at + 1
                parts += 1
            elif named and (behind := self._linking(at)) is not None:
                at = behind
            else:
                break
        return Found(token, end, "group", name=(token, end)) if named and parts > 1 else None

    def _linking(self, token: int) -> int | None:
        """The capital behind small words inside the name of an organisation."""
        at = token
        while at < self.stop and self.reference(at, "in name") == at + 1:
            at += 1
        return at if token < at < self.stop and self.tokens.words[at][0].isupper() else None
