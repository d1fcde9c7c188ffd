"""Texts that were read in a wrong encoding somewhere on their way, and can be read in the right one still."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

_BEHIND: Final = "\x80-\x9f\xa1-\xbf\u0152-\u017e\u02c6\u02dc\u2013-\u203a\u20ac\u2122"
_SIGN: Final = re.compile(f"á[º»]|â€|Æ[°¡]|Ä[\u2018\u0091]|Ã[{_BEHIND}]|[·][ª∫]|ß[╗║]")
"""How UTF-8 of Vietnamese and of quotation marks begins when it is read as one byte a character."""
_ENOUGH: Final = 3
"""Signs of a wrong encoding in a text from which it is one: a single one may be meant."""
_OLD_SIGN: Final = re.compile(
    "(?<=[A-Za-z])[\xa8-\xae\xb5-\xb9](?=[A-Za-z\\s])|\xae[\xa8-\xff]|[aeo][ùøûõïâáàåãäê]|ö[ùøûõï]|ñ"
)
"""Letters of fonts from before Unicode, between or behind other letters where no language has them so often."""
_OLD_SHARE: Final = 0.01
"""Their share of the characters of a text from which it is looked at further."""
_MODERN: Final = re.compile(f"[{chr(0x1A0)}-{chr(0x1B0)}{chr(0x1EA0)}-{chr(0x1EF9)}]")
"""Letters that only a text in Unicode has."""
_WORDS_SHARE: Final = 0.03
"""Share of a text's words that are among those that most texts have, when it has been put right."""


def mended(text: str) -> str:
    """The text with lines that are plainly in a wrong encoding put into the right one; others are not touched."""
    if text.isascii():
        return text
    if len(_SIGN.findall(text)) >= _ENOUGH:
        from ftfy import fix_encoding

        return "\n".join(fix_encoding(line) if _SIGN.search(line) else line for line in text.split("\n"))
    return from_old_font(text)


def from_old_font(text: str) -> str:
    """The text in Unicode, when one of the fonts from before makes words of it that most texts have; else as it is."""
    if _MODERN.search(text) or len(_OLD_SIGN.findall(text)) <= _OLD_SHARE * len(text):
        return text
    fonts, words = _fonts()
    best, most = text, max(_ENOUGH, _WORDS_SHARE * len(text.split()))
    for pattern, letters in fonts:
        put_right = pattern.sub(lambda found, letters=letters: letters[found[0]], text)  # type: ignore[misc]
        known = sum(word in words for word in re.findall(r"\w+", put_right.lower()))
        if known > most:
            best, most = put_right, known
    return best


@lru_cache(maxsize=1)
def _fonts() -> tuple[list[tuple[re.Pattern[str], Mapping[str, str]]], frozenset[str]]:
    """What stands for which letters in each font of the languages that had some, and the words that show it."""
    from ingest.languages import codes, folder, read_mapping

    words: set[str] = set()
    fonts = []
    for path in (folder(code) / "encodings.yaml" for code in codes()):
        told = read_mapping(path) if path.exists() else {}
        words.update(word for word in told.pop("words", ()) if not word.isascii())
        for letters in told.values():
            longest_first = sorted(letters, key=len, reverse=True)
            fonts.append((re.compile("|".join(map(re.escape, longest_first))), letters))
    return fonts, frozenset(words)
