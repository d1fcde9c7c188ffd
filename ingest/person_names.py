"""Runs of capitalised words that may be a person's name, with the hyphens, particles and initials inside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ingest.tokens import HYPHENS, Tokens

_LONGEST_NAME = 6
"""Parts of a name, at most."""
_SHORT = 7
"""Letters of a name's part before a hyphen that stands between blanks; a capitalised one behind it has fewer."""


class NameReader:
    """Finds where a name ends in one sentence.

    `particles` are keys of the small words inside names, `joined` the parts of names that belong to each other even
    when the hyphen between them stands between blanks; `starts_other` tells whether the name of something that is no
    person begins at a token.
    """

    def __init__(
        self,
        tokens: Tokens,
        within: range,
        particles: frozenset[str],
        joined: frozenset[tuple[str, str]],
        starts_other: Callable[[int], bool],
    ) -> None:
        self.tokens = tokens
        self.start = within.start
        self.stop = within.stop
        self.particles = particles
        self.joined = joined
        self.starts_other = starts_other

    def end(self, token: int) -> int | None:
        """The end of the run that begins at a token; None when none does."""
        words = self.tokens.words
        if token >= self.stop:
            return None
        if not words[token][0].isupper() or not words[token].isalpha():
            return self._after_particles(token)
        end = at = token + 1
        count = 1
        while at < self.stop and count < _LONGEST_NAME:
            word = words[at]
            if word in HYPHENS and at + 1 < self.stop and self._joins(at):
                if words[at + 1][0].isupper() and self.starts_other(at + 1):
                    break
                end = at = at + 2
                count += 1
            elif word[0].isupper() and word.isalpha():
                if self.starts_other(at):
                    break
                end = at = at + 1
                count += 1
            elif (after := self._inside(at)) is not None:
                at = after
            else:
                break
        return end

    def _inside(self, token: int) -> int | None:
        """Where a name goes on behind the stop of an initial or behind small words of names; None when it does not."""
        words = self.tokens.words
        if words[token] == "." and len(words[token - 1]) == 1:
            return token + 1 if token + 1 < self.stop and words[token + 1][0].isupper() else None
        return self._part_after_particles(token)

    def _after_particles(self, token: int) -> int | None:
        """The end of a name that begins with particles ("al-Assad", "von der Leyen")."""
        part = self._part_after_particles(token)
        return self.end(part) if part is not None else None

    def _part_after_particles(self, token: int) -> int | None:
        """The capitalised word behind one particle or several, and behind the hyphen that may follow them."""
        at = token
        while at < self.stop and self.tokens.keys[at] in self.particles and not self.tokens.words[at][0].isupper():
            at += 1
        if at == token or at >= self.stop:
            return None
        if self.tokens.words[at] in HYPHENS:
            at += 1
        return at if at < self.stop and self.tokens.words[at][0].isupper() else None

    def _joins(self, hyphen: int) -> bool:
        """Whether a hyphen stands inside a name: no space is beside it, or what follows looks like the part of one."""
        words, tokens = self.tokens.words, self.tokens
        following = words[hyphen + 1]
        if not following.isalpha():
            return False
        if tokens.ends[hyphen - 1] == tokens.starts[hyphen] and tokens.ends[hyphen] == tokens.starts[hyphen + 1]:
            return True
        if following[0].islower():
            return following.isascii() and len(following) < _SHORT
        if (tokens.keys[hyphen - 1], tokens.keys[hyphen + 1]) in self.joined:
            return True
        return len(words[hyphen - 1]) <= _SHORT and len(following) < _SHORT - 1 and hyphen - 1 > self.start


def parts(name: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words by which a name may be taken up: its beginnings, its ends, and each single word of a long one."""
    for size in range(len(name) + 1):
        yield name[:size]
        yield name[len(name) - size :]
    if len(name) > 2:
        for key in name:
            yield (key,)
