"""Texts that are made to cost much: hostile repetition in many shapes, each of any length.

`SHAPES` maps a name to a function that gives a text of about so many characters.  A reader that takes longer than in
proportion to the length is at fault.  Words are from the language pack, so that rules do begin to match.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

Shape = Callable[[int], str]


def repeated(piece: str, size: int) -> str:
    """A piece again and again, cut at `size` characters."""
    return (piece * (size // len(piece) + 1))[:size]


def nested(opening: str, inside: str, closing: str, size: int) -> str:
    """Brackets within brackets around one word."""
    depth = size // (len(opening) + len(closing))
    return opening * depth + inside + closing * depth


def numbered(pattern: str, size: int, joined: str = " ") -> str:
    """Pieces that each hold another number, so that no two are the same."""
    pieces: list[str] = []
    length = number = 0
    while length < size:
        pieces.append(pattern.format(n=number, day=number % 28 + 1, month=number % 12 + 1, year=1950 + number % 80,
                                     name=_name(number)))  # fmt: skip
        length += len(pieces[-1]) + len(joined)
        number += 1
    return joined.join(pieces)[:size]


def _name(number: int) -> str:
    """A made-up name of two words, another one for each number."""
    letters = "aeiouybcdghklmnprstvx"
    word = ""
    rest = number + 441
    while rest:
        word += letters[rest % len(letters)]
        rest //= len(letters)
    return f"{word.capitalize()} {word[::-1].capitalize()}"


REPEATED: Mapping[str, str] = {
    "letters": "a",
    "capital letters": "A",
    "digits": "1",
    "digit groups": "12.",
    "dates in a row": "1/1/",
    "dashed years": "2021-",
    "year ranges": "2010-2021 ",
    "full stops": ".",
    "ellipses": "… ",
    "spaced stops": ". ",
    "question marks": "?!",
    "initials": "A.",
    "hyphens": "-",
    "hyphened capitals": "A-",
    "apostrophes": "a'",
    "quotes": '"',
    "quoted letters": '"a" ',
    "curly quotes": "“a” ",
    "opening brackets": "(",
    "closing brackets": ")",
    "square brackets": "[",
    "brackets of words": "(a b) ",
    "open brackets of words": "(a ",
    "colons": ": ",
    "commas": ", ",
    "angle quotes": "» ",
    "crumbs": "a > ",
    "pipes": "| ",
    "spaces": " ",
    "spaced letters": "a  ",
    "no-break spaces": "\u00a0a",
    "tabs": "\ta",
    "line breaks": "\n",
    "letters on lines": "a\n",
    "words on lines": "Tổng thống Nga\n\n",
    "carriage returns": "\r",
    "nulls": "\0",
    "nulls in words": "a\0",
    "combining marks": "\u0301",
    "marked letters": "a\u0301\u0323",
    "right-to-left marks": "\u202ea",
    "Arabic": "قال الرئيس. ",
    "Hebrew": "אמר הנשיא. ",
    "zero-width joiners": "👩\u200d👩\u200d👧\u200d👦",
    "emoji": "😀 ",
    "underscores": "_",
    "slashes": "a/",
    "URLs": "https://a.b/c?d=e&f ",
    "tags": "<b>",
    "entities": "&amp;",
    "Hangul": "\u1112\u1161\u11ab",
    "full-width digits": "２０２１",
    "superscripts": "²",
    "dotted capital I": "İ",
    "sharp s": "ß",
    "day words": "ngày ",
    "month words": "tháng ",
    "day and number": "ngày 1 ",
    "from day": "từ ngày ",
    "from day to day": "từ ngày 1 đến ngày ",
    "days of a list": "các ngày 1, ",
    "days in a list": "ngày 1, 2, 3 và ",
    "months of a list": "tháng 1, 2, ",
    "dates": "ngày 1/2/2021 ",
    "yesterday": "hôm qua ",
    "ago": "cách đây 2 năm ",
    "titles": "Tổng thống ",
    "titles with countries": "Tổng thống Nga ",
    "countries": "Nga ",
    "countries in a list": "Nga, Mỹ, ",
    "countries with hyphens": "Nga-Mỹ-",
    "capitalised words": "Nga Mỹ Anh Pháp ",
    "presidents": "Tổng thống Nga Vladimir Putin nói. ",
    "pronouns": "ông ",
    "pronouns on sentences": "Ông nói. ",
    "they": "họ ",
    "said": "nói ",
    "said that": "nói rằng ",
    "signs": "ký ",
    "signs treaties": "ký hiệp ước ",
    "treaties": "Hiệp ước ",
    "named treaties": "Hiệp ước New START ",
    "described treaties": "hiệp ước về vũ khí giữa Nga và Mỹ ",
    "and": "và ",
    "not": "không ",
    "after": "sau khi ",
    "cancels": "hủy chuyến thăm ",
    "visit": "thăm Nga ",
    "sentence of acts": "Nga ký hiệp ước với Mỹ, ",
    "sentences of acts": "Nga ký hiệp ước với Mỹ. ",
    "lines of acts": "Nga ký hiệp ước với Mỹ.\n\n",
    "quoted acts": "“Nga ký hiệp ước với Mỹ” ",
    "dated acts": "Ngày 1/2/2021, Nga ký hiệp ước với Mỹ. ",
    "sayings": "Ông nói rằng Nga sẽ ký hiệp ước với Mỹ. ",
    "see also": "Xem thêm: Nga và Mỹ ký hiệp ước mới\n",
    "credits": "Ảnh: Reuters. ",
    "credit lines": "Ảnh: Reuters\n",
    "by-lines": "Nguyễn Văn A\n",
    "datelines": "(TTXVN) - ",
    "sources": "Theo Reuters, ",
    "captions": "Tổng thống Nga thăm Mỹ. Ảnh: Reuters Tổng thống ",
    "initials of names": "V. Putin, ",
    "abbreviations": "TP. ",
}
"""Pieces that are repeated."""

SHAPES: Mapping[str, Shape] = {
    **{name: partial(repeated, piece) for name, piece in REPEATED.items()},
    "nested round brackets": partial(nested, "(", "Nga", ")"),
    "nested square brackets": partial(nested, "[", "Nga", "]"),
    "nested curly quotes": partial(nested, "“", "Nga", "”"),
    "nested brackets of words": partial(nested, "(ngày 1 ", "Nga", ")"),
    "different words": partial(numbered, "từ{n}"),
    "different names": partial(numbered, "Ông {name} nói."),
    "different names in a list": partial(numbered, "{name}", joined=", "),
    "different presidents": partial(numbered, "Tổng thống Nga {name} thăm Mỹ."),
    "different ministers": partial(numbered, "Bộ trưởng {name}", joined=", "),
    "different dates": partial(numbered, "ngày {day}/{month}/{year}"),
    "days of months": partial(numbered, "Ngày {day}/{month}, Nga ký hiệp ước với Mỹ."),
    "different acts": partial(numbered, "Ngày {day}/{month}/{year}, ông {name} thăm Nga và ký {n} thỏa thuận."),
    "different lines": partial(numbered, "Ông {name} thăm Nga {n}", joined="\n"),
    "different paragraphs": partial(numbered, "Ngày {day}/{month}, Nga ký {n} hiệp ước với Mỹ.", joined="\n\n"),
    "different treaties": partial(numbered, "Hiệp ước {name}", joined=", "),
    "short sentences": partial(numbered, "Ông {n} đi."),
    "one sentence of acts": partial(numbered, "ông {name} ký thỏa thuận {n}", joined=", "),
    "one sentence of sayings": partial(numbered, "ông {name} nói rằng Nga", joined=" "),
    "visits cancelled": partial(numbered, "Ông {name} hủy chuyến thăm Nga ngày {day}/{month}."),
    "after one another": partial(numbered, "Sau khi ông {name} thăm Nga, Mỹ ký thỏa thuận {n}."),
    "headlines told twice": lambda size: repeated("Nga và Mỹ ký hiệp ước mới\nNga và Mỹ ký hiệp ước mới\n", size),
    "headlines, each twice": partial(numbered, "Ông {name} thăm Nga\nÔng {name} thăm Nga\nNga đón.", joined="\n"),
}  # fmt: skip
"""Every shape by name."""
