"""Countries and organisations as owners of what is named beside them: before it, marked or not, or behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ingest.gazetteer import Gazetteer
from ingest.knowledge.model import Name
from ingest.mentions import Reader
from ingest.tokens import HYPHENS, Tokens

_LONGEST_LIST: Final = 6
"""Countries of a list."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Countries or organisations named before what belongs to them, and the token behind them."""

    ids: tuple[str, ...]
    end: int
    body: str | None = None


class OwnerReader(Reader):
    """Reads owners, the small words that mark them, and what stands between them and their own."""

    def __init__(self, tokens: Tokens, within: range, gazetteer: Gazetteer) -> None:
        super().__init__(tokens, within, gazetteer)
        self._definite = gazetteer.definite
        self._possessive = gazetteer.possessive

    def _owners(self, token: int) -> Owner | None:
        """The countries or organisations that stand at a token as owners: one, or a list."""
        found: list[str] = []
        at = token
        while len(found) < _LONGEST_LIST:
            name = self.name(at)
            if name is None or name[0].entity_kind == "person":
                break
            found.append(name[0].entity)
            end = name[1]
            after = self.reference(end, "and") if end < self.stop else None
            listed = end < self.stop and (self.tokens.words[end] == "," or self.tokens.words[end] in HYPHENS)
            following = after or (end + 1 if listed else None)
            at = end
            if following is None or following >= self.stop:
                break
            more = self.name(following)
            if more is None or more[0].entity_kind != "country" or name[0].kind != "demonym":
                break
            at = following
        if not found:
            return None
        return Owner(tuple(found), self._behind_clitic(at))

    def _behind_clitic(self, token: int) -> int:
        """The token behind the ending of a possessive."""
        if token < self.stop and self.tokens.keys[token] in self._possessive:
            return token + 1
        if (
            token < self.stop
            and self.tokens.words[token] in ("'", "’")
            and self.tokens.starts[token] == self.tokens.ends[token - 1]
            and self.tokens.keys[token - 1].endswith("s")
        ):
            return token + 1
        return token

    def _is_definite(self, token: int) -> bool:
        """Whether a word before a title says that a certain person is meant."""
        return token > self.start and self.tokens.keys[token - 1] in self._definite

    def _place(self, token: int) -> tuple[str, int] | None:
        """The country or organisation at a token, or behind one small word."""
        for at in (token, token + 1):
            if at < self.stop and (name := self.name(at)) and name[0].entity_kind != "person":
                return name[0].entity, name[1]
        return None

    def _owner_behind(self, token: int) -> tuple[str | None, tuple[str, ...], int]:
        """The owners behind a word of belonging: "of Ukraine", "of Bosnia, Croatia and Serbia"."""
        at = self.reference(token, "of") if token < self.stop else None
        if at is None:
            return None, (), token
        for begin in (at, at + 1):
            if begin < self.stop and (name := self.name(begin)) and name[0].entity_kind != "person":
                others, end = self._further_countries(name[1])
                return name[0].entity, others, end
        return None, (), token

    def _further_countries(self, token: int) -> tuple[tuple[str, ...], int]:
        """Countries that go on a list; each may have a small word before it ("Russia and the United States")."""
        found: list[str] = []
        at = token
        while at < self.stop and len(found) < _LONGEST_LIST:
            joined = self.reference(at, "and")
            if joined is None and self.tokens.words[at] != ",":
                break
            begin = joined or at + 1
            if begin < self.stop and self.tokens.keys[begin] in self._definite:
                begin += 1
            name = self.name(begin) if begin < self.stop else None
            if name is None or name[0].entity_kind != "country" or name[0].kind == "demonym":
                break
            found.append(name[0].entity)
            at = name[1]
            if joined:
                return tuple(found), at
        return (), token

    def _behind_qualities(self, token: int) -> list[int]:
        found = []
        at = token
        for _ in range(2):
            following = self.reference(at, "quality") if at < self.stop else None
            if following is None:
                break
            found.append(following)
            at = following
        return found

    def _allowed(self, name: Name, begin: int, end: int) -> bool:
        """Whether letters and neighbours allow a name; the stop behind an abbreviation's last letter says nothing."""
        return super()._allowed(name, begin, end - (end - begin > 1 and self.tokens.words[end - 1] == "."))

    def _skip_hyphen(self, token: int) -> int:
        """The token behind a hyphen that joins a modifier to what it changes."""
        if token < self.stop and token > self.start and self.tokens.words[token] in HYPHENS:
            return token + 1
        return token
