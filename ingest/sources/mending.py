"""Texts that were read in a wrong encoding somewhere on their way, and can be read in the right one still."""

from __future__ import annotations

import re
from typing import Final

_BEHIND: Final = "\x80-\x9f\xa1-\xbf\u0152-\u017e\u02c6\u02dc\u2013-\u203a\u20ac\u2122"
_SIGN: Final = re.compile(f"á[º»]|â€|Æ[°¡]|Ä[\u2018\u0091]|Ã[{_BEHIND}]|[·][ª∫]|ß[╗║]")
"""How UTF-8 of Vietnamese and of quotation marks begins when it is read as one byte a character."""
_ENOUGH: Final = 3
"""Signs of a wrong encoding in a text from which it is one: a single one may be meant."""


def mended(text: str) -> str:
    """The text with lines that are plainly in a wrong encoding put into the right one; others are not touched."""
    if text.isascii() or len(_SIGN.findall(text)) < _ENOUGH:
        return text
    from ftfy import fix_encoding

    return "\n".join(fix_encoding(line) if _SIGN.search(line) else line for line in text.split("\n"))
