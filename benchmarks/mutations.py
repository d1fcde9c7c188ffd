"""Inputs made of real ones by mutation: cut, spliced, repeated, re-encoded and salted with hostile pieces.

The same seed gives the same inputs, but for the times and random ids that files of some forms have in them.
"""

from __future__ import annotations

import gzip
import json
import random
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.hostile_texts import REPEATED, SHAPES
from benchmarks.made_sources import samples

_PIECES: Final = (
    *REPEATED.values(), "", "\ufeff", "\0", "\x1b[31m", "\x1b]0;x\x07", "\u202e", "\u2066", "\u200b", "\u2028", "\x85",
    "\u0301", "\ufffe", "\uffff", "\U0010ffff", "\ue000", "ﷺ", "ŉ", "ﬁ", "K", "Å", "ſ", "ı", "🇻🇳", "👨‍👩‍👧",
    "{}", "{{7*7}}", "%s%n", "${x}", "$(id)", "`", "<script>alert(1)</script>", "</script>", "]]>", "<!--", "&#0;",
    "'; DROP", "\\", "\\u0000", "=1+1", "@SUM(A1)", "-1", "+1", "[red]", "[/]", "[link=x]",
    "ngày 31/2", "ngày 0/0/0000", "ngày 99/99/9999", "năm 0", "năm 99999", "tháng 13/2021", "thế kỷ 99",
    "ngày 29/2/2100",
    "999999999999 năm trước", "24h60", "quý 9", "đêm 31/12 rạng sáng 1/1", "ngày 1/1/1", "năm 2021-2010", "từ 2010 đến",
    "Tổng thống", "Ngoại trưởng", "ông", "bà", "hai bên", "New START", "Hiệp ước", "LHQ", "NATO", "ký", "nói", "hủy",
    "Ảnh: Reuters", "Xem thêm:", "(TTXVN)", "Theo AFP", "Nga-Mỹ", "S-400", "Su-", "G7", "P5+1", "“", "”", "...", "./.",
)  # fmt: skip
_BYTES: Final = (
    b"\0", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80",
    b"\r", b"\x1a", b"\x1b[2J", b"\\ud800", b"\\u0000", b"[" * 200, b"{\"a\":" * 200, b"\"" * 9, b"1e999", b"NaN",
    b"PK\x03\x04", b"\x1f\x8b\x08", b"%PDF-1.7", b"<!DOCTYPE x [<!ENTITY a \"b\">]>", b"WARC/1.0\r\n",
)  # fmt: skip
_ENCODINGS: Final = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1258", "cp1252", "cp1251", "gb18030",
    "koi8-r",
)  # fmt: skip
_FIELDS: Final = ("id", "title", "url", "published", "language")
_ODD_VALUES: Final[tuple[Any, ...]] = (
    None, "", " ", "x", 0, -1, 1e308, 2**70, True, [], {}, ["x"], "2021-02-30", "2021", "1/1/2021",
    "../../../etc/passwd",
    "http://[", "http://a\u202e.b/", "javascript:alert(1)", "https://a.b/?x=1#y", "vi", "en", "tlh", "\ud800", "\0",
    "a" * 3000,
)  # fmt: skip
_LONGEST: Final = 4000

Seeds = tuple[list[str], list[tuple[str, bytes]]]
"""What inputs are made of: texts of articles, and files, each an ending and bytes."""


class Mutator:
    """Draws inputs."""

    def __init__(self, seed: int, starting: Seeds) -> None:
        self.chance = random.Random(seed)
        self._texts, self._files = starting
        self._shapes = list(SHAPES.values())

    def text(self) -> str:
        """A text of an article."""
        chance = self.chance
        if chance.random() < 0.1:
            text = chance.choice(self._shapes)(chance.randrange(1, 800))
        else:
            text = self._stretch(chance.choice(self._texts))
        for _ in range(chance.choice((0, 1, 1, 2, 3, 5, 9))):
            text = self._changed(text)
        return text[:_LONGEST]

    def title(self) -> str | None:
        """A title, mostly none."""
        return self.text()[:120] if self.chance.random() < 0.2 else None

    def file(self, endings: Sequence[str]) -> tuple[str, bytes]:
        """A file: an ending of the given ones, and bytes."""
        chance = self.chance
        ending = chance.choice(list(endings))
        real = [data for of, data in self._files if of == ending]
        if real and chance.random() < 0.7:
            data = chance.choice(real)
        else:
            data = self._lines() if ending == ".jsonl" else self._encoded(self.text())
        for _ in range(chance.choice((0, 0, 1, 1, 2, 4))):
            data = self._damaged(data)
        if chance.random() < 0.03:
            data = gzip.compress(data)
        return ending, data

    def _stretch(self, text: str) -> str:
        start = self.chance.randrange(max(1, len(text)))
        return text[start : start + self.chance.randrange(20, 1200)]

    def _changed(self, text: str) -> str:
        chance = self.chance
        at, size = chance.randrange(len(text) + 1), chance.randrange(1, 40)
        changes: tuple[Callable[[], str], ...] = (
            lambda: text[:at] + chance.choice(_PIECES) + text[at:],
            lambda: text[:at] + chance.choice(_PIECES) * chance.randrange(1, 30) + text[at:],
            lambda: text[:at] + text[at + size :],
            lambda: text[:at] + text[at : at + size] * chance.randrange(2, 12) + text[at:],
            lambda: text[:at] + self._stretch(chance.choice(self._texts))[:200] + text[at:],
            lambda: text[:at] + chr(chance.choice((chance.randrange(128), chance.randrange(0xD800)))) + text[at + 1 :],
            lambda: text[:at] + str(chance.choice((0, 1, 13, 31, 99, 2021, 10**9, 10**20))) + text[at:],
            lambda: unicodedata.normalize("NFD", text),
            lambda: unicodedata.normalize("NFKD", text),
            lambda: text.upper(),
            lambda: text.lower(),
            lambda: text.replace(" ", chance.choice(("\n", "\u00a0", "  ", "\t", "", "\r\n"))),
            lambda: text.replace("\n", chance.choice((" ", "\r\n", "\r", "\n\n", "\u2028"))),
            lambda: "".join(chance.sample(text.split(" "), len(text.split(" ")))),
        )
        return chance.choice(changes)()

    def _encoded(self, text: str) -> bytes:
        return text.encode(self.chance.choice(_ENCODINGS) if self.chance.random() < 0.4 else "utf-8", errors="replace")

    def _lines(self) -> bytes:
        lines = []
        for _ in range(self.chance.randrange(1, 4)):
            row: dict[str, Any] = {"text": self.text()}
            for name in (*_FIELDS, "text"):
                if self.chance.random() < 0.15:
                    row[name] = self.chance.choice(_ODD_VALUES)
            lines.append(json.dumps(row, ensure_ascii=self.chance.random() < 0.5))
        return self.chance.choice(("\n", "\r\n", "\n\n")).join(lines).encode("utf-8", errors="surrogatepass")

    def _damaged(self, data: bytes) -> bytes:
        chance = self.chance
        at, size = chance.randrange(len(data) + 1), chance.randrange(1, 60)
        changes: tuple[Callable[[], bytes], ...] = (
            lambda: data[:at] + bytes((chance.randrange(256),)) + data[at + 1 :],
            lambda: data[:at] + chance.choice(_BYTES) + data[at:],
            lambda: data[:at],
            lambda: data[:at] + data[at + size :],
            lambda: data[:at] + data[at : at + size] * chance.randrange(2, 20) + data[at + size :],
            lambda: data[:at] + chance.choice(self._files)[1][:size] + data[at:],
        )
        return chance.choice(changes)()


def seeds(folder: Path) -> Seeds:
    """Texts and files to begin with: the files of a folder, and a file of each form."""
    texts: list[str] = []
    files = samples()
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.suffix == ".py":
            continue
        data = path.read_bytes()
        files.append((path.suffix.lower(), data))
        if path.suffix == ".txt":
            texts.append(data.decode("utf-8"))
        elif path.suffix == ".jsonl":
            texts += [json.loads(line)["text"] for line in data.decode("utf-8").splitlines() if line.strip()]
    return texts, files
