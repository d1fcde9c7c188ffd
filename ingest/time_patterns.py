"""The small pattern language of `times.yaml`, compiled to regular expressions.

    ngày <day>/<month>      a word, a gap, a field (a number, or a word of a class), marks as they are
    [hồi] tháng             brackets: may be missing, with the gap beside it
    (đến|tới)               alternatives
    <point@b>               a fragment or class whose fields get the suffix `@b` (second end of a range)
    <=class>  <!class>      what follows must, or must not, be one of the class's words or marks
    _                       a gap that may be missing
    <aside>                 a few words in brackets

There is no repetition, so every pattern has a longest match and matching is linear.  Text is matched in lower case.
A class named `field.variant` fills the field before the dot; a form whose value is a mapping fills several.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

GAP: Final = r"[ \t\u00a0]{1,3}"
NO_GAP: Final = r"[ \t\u00a0]{0,2}"
DIGITS: Final = "#"
"""Stands for any number in the first words of a pattern."""
MARK: Final = ""
"""Stands for anything that is neither word nor number in the second words of a pattern."""
SIGNS: Final = frozenset({"START", "END", "NUMBER"})
"""What a context may ask for beside words and marks: the beginning or end of a line, a number in digits."""
ANY: Final = "*"
"""In a context stands for letters: a word of its own, or the beginning of one (`*ed`)."""

NUMBERS: Final[dict[str, str]] = {
    "day": r"(?:0?[1-9]|[12]\d|3[01])(?!\d)",
    "day.late": r"(?:1[3-9]|2\d|3[01])(?!\d)",
    "month": r"(?:0?[1-9]|1[0-2])(?!\d)",
    "year": r"(?:1\d{3}|20\d\d)(?!\d)",
    "year.late": r"(?:19\d\d|20[0-4]\d)(?!\d)",
    "decade": r"[0-9]0(?!\d)",
    "century": r"[0-9]{1,2}(?!\d)",
    "quarter": r"[1-4](?!\d)",
    "hour": r"(?:[01]?\d|2[0-4])(?!\d)",
    "minute": r"[0-5]?\d(?!\d)",
    "amount": r"\d{1,4}(?![\d]|[.,]\d)",
}
"""Fields that digits may fill; a class of the same name adds the words."""

_TOKEN = re.compile(
    r"(?P<look><[=!][^<>]+>)|(?P<name><[^<>]+>)|(?P<open>[\[(])|(?P<close>[\])])|(?P<bar>\|)|(?P<gap>[ ]+)|(?P<may>_)"
    r"|(?P<word>[^\W\d_]+|\d+)|(?P<mark>\\.|[^\s])"
)
_ASIDE: Final = r"\([^()\n]{1,40}\)"
_BOUNDARY = r"(?![\w%]|[.,:/-]\d)"
_ITEM = re.compile(r"[^\W\d_]+\d*|\d+|\S")
_WHITE = re.compile(r"[ \t\u00a0]+")
Words = Mapping[str, Any]


class PatternError(ValueError):
    """A pattern that does not follow the language."""


@dataclass(frozen=True, slots=True)
class Field:
    """A group of the compiled expression: the field it fills and the value of each form (None: a number in digits)."""

    name: str
    suffix: str
    values: Words | None


@dataclass(frozen=True, slots=True)
class Compiled:
    """A pattern as an expression, its fields by group, and the words it can begin with (`#` for a number).

    `second_words` are those that can stand behind the first one, None when it may need no second one.
    """

    expression: re.Pattern[str]
    fields: tuple[Field, ...]
    first_words: frozenset[str]
    second_words: frozenset[str] | None

    def read(self, match: re.Match[str]) -> dict[str, Any]:
        """Values of the fields that took part in a match."""
        values: dict[str, Any] = {}
        for field, form in zip(self.fields, match.groups(), strict=True):
            if form is None:
                continue
            words = field.values or {}
            value = words[form] if form in words else words.get(_WHITE.sub(" ", form), form)
            if isinstance(value, dict):
                for name, part in value.items():
                    values.setdefault(name + field.suffix, part)
            else:
                values.setdefault(field.name + field.suffix, int(value) if value is form and form.isdigit() else value)
        return values


@dataclass(frozen=True, slots=True)
class _Piece:
    """An expression under construction; `empty` tells whether it may match nothing, `alone` whether a single word.

    `firsts` are its first words, `seconds` those behind the first one.
    """

    source: str
    firsts: frozenset[str] = frozenset()
    seconds: frozenset[str] = frozenset()
    alone: bool = False
    empty: bool = False
    gap: bool = False
    optional: bool = False


class Compiler:
    """Compiles patterns over one language's word classes and fragments."""

    def __init__(self, classes: Mapping[str, Words], fragments: Mapping[str, str]) -> None:
        self._classes = classes
        self._fragments = fragments
        self._fields: list[Field] = []

    def compile(self, pattern: str) -> Compiled:
        """Raises PatternError, which says what is wrong where."""
        self._fields = []
        piece = self._parse(pattern, "", 0)
        firsts = piece.firsts - {MARK}
        if piece.empty or not firsts:
            raise PatternError(f"{pattern!r} has no word or number to begin with")
        seconds = None if piece.alone else piece.seconds
        return Compiled(re.compile(piece.source + _BOUNDARY), tuple(self._fields), firsts, seconds)

    def context(self, words: Iterable[str]) -> str:
        """An expression for words and marks; `START` and `END` stand for the ends of a line."""
        return _either(sorted({_form(word) for word in words}, key=len, reverse=True))

    def _parse(self, pattern: str, suffix: str, depth: int) -> _Piece:
        if depth > 12:
            raise PatternError(f"fragments nest too deep (or in a circle) in {pattern!r}")
        tokens = [(str(match.lastgroup), match.group()) for match in _TOKEN.finditer(pattern)]
        piece, at = self._alternatives(tokens, 0, suffix, depth)
        if at != len(tokens):
            raise PatternError(f"{pattern!r} closes what it did not open")
        return piece

    def _alternatives(self, tokens: list[tuple[str, str]], at: int, suffix: str, depth: int) -> tuple[_Piece, int]:
        branches: list[_Piece] = []
        items: list[_Piece] = []
        while at < len(tokens):
            kind, text = tokens[at]
            at += 1
            if kind == "close":
                at -= 1
                break
            if kind == "bar":
                branches.append(_sequence(items))
                items = []
            elif kind == "open":
                inner, at = self._alternatives(tokens, at, suffix, depth)
                if at >= len(tokens) or tokens[at][1] != {"[": "]", "(": ")"}[text]:
                    raise PatternError(f"{text!r} is not closed")
                at += 1
                if text == "[":
                    items.append(_optional(inner, inner.source))
                else:
                    items.append(inner)
            elif kind == "gap":
                items.append(_Piece(GAP, gap=True))
            elif kind == "may":
                items.append(_Piece(NO_GAP, empty=True))
            elif kind == "look":
                items.append(_Piece(self._look(text), empty=True))
            elif kind == "name":
                items.append(self._named(text[1:-1], suffix, depth))
            elif kind == "mark":
                items.append(_Piece(re.escape(text.removeprefix("\\")), frozenset({MARK}), alone=True))
            else:
                items.append(_Piece(text.lower(), frozenset({_item(text.lower())}), alone=True))
        branches.append(_sequence(items))
        if len(branches) == 1:
            return branches[0], at
        firsts = frozenset().union(*(branch.firsts for branch in branches))
        seconds = frozenset().union(*(branch.seconds for branch in branches))
        alone, empty = any(branch.alone for branch in branches), any(branch.empty for branch in branches)
        source = "(?:" + "|".join(branch.source for branch in branches) + ")"
        return _Piece(source, firsts, seconds, alone, empty), at

    def _look(self, text: str) -> str:
        name = text[2:-1]
        if name not in self._classes:
            raise PatternError(f"{text}: no class {name!r}")
        return f"(?{text[1]}{NO_GAP}{self.context(self._classes[name])})"

    def _named(self, name: str, suffix: str, depth: int) -> _Piece:
        bare, _, own = name.partition("@")
        ending = "@" + own if own else suffix
        if bare in self._fragments:
            return self._parse(self._fragments[bare], ending, depth + 1)
        if bare == "aside":
            return _Piece(_ASIDE, frozenset({MARK}), alone=True)
        words = self._classes.get(bare)
        number = NUMBERS.get(bare)
        if words is None and number is None:
            raise PatternError(f"<{name}>: no class, fragment or number of that name")
        options = [number] if number else []
        openings = [[DIGITS]] if number else []
        if words is not None:
            forms = sorted((form.lower() for form in words), key=len, reverse=True)
            options = [_form(form) for form in forms] + options
            openings += [[_item(item) for item in _ITEM.findall(form)[:2]] for form in forms]
        self._fields.append(Field(bare.partition(".")[0], ending, words))
        return _Piece(
            "(" + "|".join(options) + ")",
            frozenset(opening[0] for opening in openings),
            frozenset(opening[1] for opening in openings if len(opening) > 1),
            any(len(opening) == 1 for opening in openings),
        )


def _item(text: str) -> str:
    """A word, number or mark as it stands among first and second words."""
    if text[0].isdigit():
        return DIGITS
    return text if text[0].isalpha() else MARK


def _optional(item: _Piece, source: str) -> _Piece:
    return _Piece(f"(?:{source})?", item.firsts, item.seconds, item.alone, empty=True, optional=True)


def _sequence(items: list[_Piece]) -> _Piece:
    """Items in a row; the gap beside an optional item goes with it."""
    parts: list[_Piece] = []
    leading = True
    at = 0
    while at < len(items):
        item = items[at]
        following = items[at + 1] if at + 1 < len(items) else None
        if item.optional and leading and following is not None and following.gap:
            parts.append(_optional(item, item.source[3:-2] + GAP))
            at += 2
            continue
        if item.optional and not leading and parts[-1].gap:
            parts[-1] = _optional(item, GAP + item.source[3:-2])
        else:
            parts.append(item)
        leading = leading and item.optional
        at += 1
    firsts: set[str] = set()
    seconds: set[str] = set()
    none, alone = True, False
    for part in parts:
        if none:
            firsts |= part.firsts
            seconds |= part.seconds
        if alone:
            seconds |= part.firsts
        wordless = part.empty or part.gap
        none, alone = none and wordless, (alone and wordless) or (none and part.alone)
    source = "".join(part.source for part in parts)
    return _Piece(source, frozenset(firsts), frozenset(seconds), alone, all(part.empty for part in parts))


@lru_cache(maxsize=4096)
def _form(form: str) -> str:
    """A word form or mark as an expression."""
    if form == "END":
        return r"(?=\n|$)"
    if form == "NUMBER":
        return r"\d"
    if form == "START":
        return r"(?<![^\n])"
    if ANY in form:
        return GAP.join(re.escape(word).replace(re.escape(ANY), r"\w+") for word in form.lower().split()) + r"(?!\w)"
    words = [re.escape(word) for word in form.lower().split()]
    return GAP.join(words) + (r"(?!\w)" if form[-1].isalnum() else "")


def _either(options: list[str]) -> str:
    return "(?:" + "|".join(options) + ")"
