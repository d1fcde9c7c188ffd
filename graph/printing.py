"""Texts of articles where they are shown or handed on: nothing in them steers a terminal or a spreadsheet."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, Final

_STEERING: Final = (*range(32), *range(127, 160), 0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Control characters, which a terminal obeys, and those that turn the direction of what stands around them."""
_SHOWN: Final = {code: 0xFFFD for code in _STEERING if chr(code) not in "\n\t"}
_SPACED: Final = dict.fromkeys(_STEERING, " ")
_IN_JSON: Final = re.compile("[" + "".join(f"\\u{code:04x}" for code in _STEERING if code > 31) + "]")

_IN_CELLS: Final = {code: 0xFFFD for code in _STEERING if chr(code) not in "\t\n\r\u061c\u200e\u200f"}
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # full-width ones work in East Asian Excel
_UNSEEN_START: Final = re.compile(r"[\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]*")


def printable(text: str) -> str:
    """The text with a replacement character for each one that could steer a terminal; lines and tabs stay."""
    return text.translate(_SHOWN)


def one_line(text: str) -> str:
    """The text on one line, with a space for each stretch of what could steer a terminal."""
    return " ".join(text.translate(_SPACED).split())


def json_text(value: object, *, default: Callable[[Any], Any] | None = None, indent: int | None = None) -> str:
    """The value as readable JSON, with escapes for what could steer a terminal."""
    text = json.dumps(value, ensure_ascii=False, default=default, indent=indent)
    return _IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def cell(text: str) -> str:
    """The text as a cell of CSV: an apostrophe before what a spreadsheet would take for a formula, no control codes."""
    clean = text.translate(_IN_CELLS)
    seen = _UNSEEN_START.match(clean)
    return "'" + clean if seen and clean.startswith(_FORMULA_STARTS, seen.end()) else clean
