"""Bytes to text, whatever the encoding: UTF-8, UTF-16 or -32 with or without a mark, Windows-1258, others by guess."""

from __future__ import annotations

import codecs
import unicodedata

from charset_normalizer import from_bytes

from graph.errors import InputError
from ingest.sources.mending import from_old_font

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 1 << 16
_GUESSED = ["cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "koi8_r", "gb18030", "big5", "shift_jis", "euc_kr"]
"""Encodings of pages from before UTF-8; rarer ones resemble them too much to be guessed."""
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
_CONTROL_SHARE = 0.01
_STRAY_MARKS = 0.02


def decode(data: bytes) -> str:
    """The text of a file; a byte order mark is no part of it.

    Raises InputError when the bytes are no text, or none of an encoding that can be told.
    """
    return _strictly(data, encoding_of(data))


def encoding_of(data: bytes, *, whole: bool = True) -> str:
    """The encoding of a text, or of one that begins so when it is not `whole`.

    Raises InputError when the bytes are no text, or none of an encoding that can be told.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    wide = _wide(data[:_SAMPLE])
    if wide:
        return wide
    if _is_binary(data[:_SAMPLE]):
        raise InputError("is not text")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=whole)
    except UnicodeDecodeError:
        return _legacy(data)
    return "utf-8"


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"is not text: no {encoding.removesuffix('-sig')} at byte {error.start:,}") from None


def _wide(sample: bytes) -> str | None:
    """The UTF-16 that a text without a mark is in: the upper bytes of Latin letters are zeros or ones."""
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    for encoding, upper in (("utf-16-le", sample[1 : 2 * pairs : 2]), ("utf-16-be", sample[0 : 2 * pairs : 2])):
        lower = sample[0 : 2 * pairs : 2] if encoding.endswith("le") else sample[1 : 2 * pairs : 2]
        if sum(upper.count(byte) for byte in (0, 1, 0x1E, 3)) > 0.9 * pairs and lower.count(0) < 0.05 * pairs:
            try:
                sample[: 2 * pairs - 2].decode(encoding)
            except UnicodeDecodeError:
                return None
            return encoding if b"\0" in upper else None
    return None


def _is_binary(sample: bytes) -> bool:
    return b"\0" in sample or sum(map(sample.count, _each(_CONTROL))) > _CONTROL_SHARE * len(sample)


def _each(values: bytes) -> list[bytes]:
    return [bytes((value,)) for value in values]


def _legacy(data: bytes) -> str:
    """The encoding of one byte a character that a text is in."""
    western = data[:_SAMPLE].decode("cp1252", "replace")
    if from_old_font(western) != western:  # letters of an old font: an article puts them right
        return "cp1252" if _reads(data, "cp1252") else "latin-1"
    try:
        vietnamese = data.decode("cp1258")
    except UnicodeDecodeError:
        vietnamese = ""
    # Windows-1258 writes tones as combining marks; read from other bytes they would stand where none can.
    marks = _marks(vietnamese[:_SAMPLE])
    if marks and _marks(unicodedata.normalize("NFC", vietnamese[:_SAMPLE])) <= _STRAY_MARKS * marks:
        return "cp1258"
    best = from_bytes(data[:_SAMPLE], cp_isolation=_GUESSED).best()
    if best is not None and _reads(data, best.encoding):
        return best.encoding
    raise InputError("its encoding cannot be told; save it as UTF-8")


def _reads(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _marks(text: str) -> int:
    """How many combining marks stand apart from their letters."""
    return sum(map(bool, map(unicodedata.combining, text)))
