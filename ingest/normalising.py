"""Text as given to text for analysis, with a map of offsets back.

For analysis a text is NFC, its lines end in a single newline, its spaces are plain, and characters that do not show
(zero width, directional, control) are gone.  Nothing else changes.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from graph.model import Span

_UNSEEN = re.compile("\r(?=\n)|[\x00-\x08\x0e-\x1f\x7f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_COMPOSABLE_END = 0x30000
"""No code point from here on composes or decomposes."""
_PLAIN = {
    **dict.fromkeys(map(ord, "\r\x0b\x0c\x85\u2028\u2029"), "\n"),
    **dict.fromkeys(map(ord, "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"), " "),
    **dict.fromkeys(map(ord, "\u202f\u205f\u3000"), " "),
}


@dataclass(frozen=True, slots=True)
class Edits:
    """Where a text was changed: ascending stretches of the new text and the stretches of the old one they replace."""

    new: tuple[Span, ...]
    old: tuple[Span, ...]

    def old_start(self, start: int) -> int:
        """Where a span that starts here starts in the old text; characters taken out before it stay outside."""
        i = bisect_right(self.new, start, key=lambda span: span[0]) - 1
        if i < 0:
            return start
        end = self.new[i][1]
        return self.old[i][0] if start < end else self.old[i][1] + start - end

    def old_end(self, end: int) -> int:
        """Where a span that ends here ends in the old text; characters taken out behind it stay outside."""
        i = bisect_left(self.new, end, key=lambda span: span[0]) - 1
        if i < 0:
            return end
        return self.old[i][1] + max(0, end - self.new[i][1])


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text for analysis and the steps that led to it, the last one first."""

    text: str
    steps: tuple[Edits, ...] = ()

    def to_original(self, span: Span) -> Span:
        """The span of the text as given that a span of `text` was read from."""
        start, end = span
        for step in self.steps:
            start, end = step.old_start(start), step.old_end(end)
        return start, max(start, end)


def normalise(text: str, letters: Mapping[int, str] | None = None) -> Normalised:
    """The text for analysis; `letters` replaces single characters by look-alikes that a language means."""
    steps = []
    for change in (_without_unseen, _composed):
        text, edits = change(text)
        if edits:
            steps.append(edits)
    replaced, table = _replacements(tuple(letters.items()) if letters else ())
    if replaced.search(text):
        text = text.translate(table)
    return Normalised(text, tuple(reversed(steps)))


@cache
def _replacements(letters: tuple[tuple[int, str], ...]) -> tuple[re.Pattern[str], dict[int, str]]:
    """The characters that are replaced one by one: how they are found, and by what."""
    table = _PLAIN | dict(letters)
    return re.compile(f"[{_ranges(sorted(table))}]"), table


def _without_unseen(text: str) -> tuple[str, Edits | None]:
    return _replaced(text, ((*match.span(), "") for match in _UNSEEN.finditer(text)))


def _composed(text: str) -> tuple[str, Edits | None]:
    if unicodedata.is_normalized("NFC", text):
        return text, None
    found = ((*match.span(), unicodedata.normalize("NFC", match.group())) for match in _composable().finditer(text))
    return _replaced(text, (change for change in found if text[change[0] : change[1]] != change[2]))


@cache
def _composable() -> re.Pattern[str]:
    """Stretches that NFC may change: a character with the marks or Hangul letters behind it, or a mere look-alike.

    Composition never reaches across a character that is neither a mark nor a Hangul letter (Unicode Standard
    Annex #15), so that stretches can be composed one by one.
    """
    marks, alikes = [], []
    for code in range(0x80, _COMPOSABLE_END):
        char = chr(code)
        if unicodedata.category(char).startswith("M") or 0x1160 <= code <= 0x11FF:
            marks.append(code)
        elif unicodedata.normalize("NFC", char) != char:
            alikes.append(code)
    return re.compile(f"(?s:.)?[{_ranges(marks)}]+|[{_ranges(alikes)}]")


def _ranges(codes: list[int]) -> str:
    """Ascending code points as the inside of a character class."""
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


def _replaced(text: str, changes: Iterable[tuple[int, int, str]]) -> tuple[str, Edits | None]:
    """The text with stretches replaced, and where; None when there was nothing to replace."""
    pieces: list[str] = []
    new: list[Span] = []
    old: list[Span] = []
    length = done = 0
    for start, end, replacement in changes:
        length += start - done
        pieces += text[done:start], replacement
        new.append((length, length + len(replacement)))
        old.append((start, end))
        length += len(replacement)
        done = end
    if not new:
        return text, None
    return "".join((*pieces, text[done:])), Edits(tuple(new), tuple(old))
