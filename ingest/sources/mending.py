"""Texts that were read in a wrong encoding somewhere on their way, and can be read in the right one still."""

from __future__ import annotations

from typing import Final

_SIGNS: Final = ("á»", "áº", "Ã", "â€", "Æ°", "Ä\u2018", "Ä\x91", "·ª", "·∫", "ß╗", "ß║")
"""How UTF-8 of Vietnamese and of quotation marks begins when it is read as one byte a character.  Most texts have none
of them and need not be looked at further."""


def mended(text: str) -> str:
    """The text with lines that are plainly in a wrong encoding put into the right one; others are not touched."""
    if not any(sign in text for sign in _SIGNS):
        return text
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    if not is_bad(text):
        return text
    return "\n".join(fix_encoding(line) if is_bad(line) else line for line in text.split("\n"))
