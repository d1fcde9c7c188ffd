"""Values as Cypher literals, for texts that are run without parameters."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

_PLAIN_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_ESCAPE: Final = re.compile(r"\\u|[\x00-\x1f\x7f\u2028\u2029]", re.IGNORECASE)
_ESCAPED: Final = re.compile(r"[\\'\x00-\x1f\x7f\u2028\u2029]")
_SHORT: Final = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def literal(value: Any) -> str:
    """A value on one line of Cypher; None in a map is left out.

    Raises ValueError for a number that is none, TypeError for a value that Cypher has no literal for.
    """
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case float():
            if not math.isfinite(value):
                raise ValueError(f"{value} has no literal")
            return repr(value)
        case datetime():
            return f"datetime('{value.isoformat()}')"
        case date():
            return f"date('{value.isoformat()}')"
        case str():
            return text(value)
        case list() | tuple():
            return "[" + ", ".join(map(literal, value)) + "]"
        case Mapping():
            pairs = (f"{name(key)}: {literal(part)}" for key, part in value.items() if part is not None)
            return "{" + ", ".join(pairs) + "}"
    raise TypeError(f"{type(value).__name__} has no literal in Cypher")


def text(value: str) -> str:
    """A string literal; control characters and line breaks are escapes, so that it never spans lines."""
    return "'" + _ESCAPED.sub(_escape, value) + "'"


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    return _SHORT.get(character) or f"\\u{ord(character):04x}"


def name(text: str) -> str:
    """The name of a label, an edge or a property, quoted when it has to be.

    Raises ValueError for one that databases would read as another: they decode `\\uXXXX` before they look for quotes.
    """
    if _ESCAPE.search(text):
        raise ValueError(f"{text!r} is no name")
    return text if _PLAIN_NAME.fullmatch(text) else "`" + text.replace("`", "``") + "`"
