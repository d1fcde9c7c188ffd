"""Files of word processors: the text of PDF and DOCX documents."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any, Final

from graph.errors import InputError
from ingest.sources.documents import Document, source_date
from ingest.sources.items import MAX_CHARACTERS

MAX_UNPACKED: Final = 200_000_000
"""Bytes of a DOCX when it is unpacked, pictures and all."""
_MAX_PAGES: Final = 400
_SPLIT: Final = "\ufffe\r\n"
"""How PDFium writes the end of a line that parts a word."""
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MADE_BY_LIBRARY: Final = "python-docx"
"""Author of documents whose dates are those of a template."""


def pdf(data: bytes) -> Document:
    """The text of a PDF, page by page.

    Raises InputError when it is encrypted, damaged, too long to be an article, or has pictures of text only.
    """
    import pypdfium2 as pdfium

    try:
        with pdfium.PdfDocument(data) as document:
            if len(document) > _MAX_PAGES:
                raise InputError(f"has {len(document):,} pages; an article has at most {_MAX_PAGES}")
            pages: list[str] = []
            for page in document:
                text_page = page.get_textpage()
                pages.append(text_page.get_text_bounded().replace(_SPLIT, "").replace("\r\n", "\n").strip())
                text_page.close()
                page.close()
                _check(sum(map(len, pages)))
            told = document.get_metadata_dict()
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError("is encrypted; save it without a password first") from None
        raise InputError(f"is damaged, or no PDF: {error}") from None
    text = "\n".join(filter(None, pages))
    if not text.strip():
        raise InputError("has no text, perhaps pictures of it: a program that recognises text (OCR) can add it")
    made = told.get("CreationDate") or told.get("ModDate") or ""
    return Document(
        text, author=told.get("Author") or None, dates=source_date("document", _day(made), f"PDF of {made}")
    )


def docx(data: bytes) -> Document:
    """The text of a DOCX, a line for each paragraph and cell of a table; what was deleted with marks is left out.

    Raises InputError when it is none, or unpacks to more than it should.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError("is encrypted, or in the form of Word before 2007; save it as DOCX without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(info.file_size for info in archive.infolist())
    except zipfile.BadZipFile as error:
        raise InputError(f"is no DOCX: {error}") from None
    if size > MAX_UNPACKED:
        raise InputError(f"unpacks to {size / 1e6:,.0f} MB; at most {MAX_UNPACKED / 1e6:,.0f} MB are read")
    import docx as word_files

    document = word_files.Document(io.BytesIO(data))
    text = "\n".join(filter(None, map(_paragraph, document.element.body.iter(f"{_WORD}p"))))
    _check(len(text))
    if not text.strip():
        raise InputError("has no text")
    told = document.core_properties
    if told.author == _MADE_BY_LIBRARY:
        return Document(text)
    made = told.modified or told.created
    return Document(text, author=told.author or None, dates=source_date("document", made, f"DOCX of {made}"))


def _paragraph(paragraph: Any) -> str:
    """Its own words; a text box inside it has paragraphs of its own."""
    pieces = []
    for element in paragraph.iter(f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br", f"{_WORD}cr", f"{_WORD}noBreakHyphen"):
        if next(element.iterancestors(f"{_WORD}p")) is not paragraph:
            continue
        kind = element.tag.removeprefix(_WORD)
        pieces.append(element.text or "" if kind == "t" else {"tab": " ", "noBreakHyphen": "-"}.get(kind, "\n"))
    return "".join(pieces).strip()


def _check(characters: int) -> None:
    if characters > MAX_CHARACTERS:
        raise InputError(f"has more than {MAX_CHARACTERS:,} characters; an article has at most so many")


def _day(written: str) -> date | None:
    """The day of a date as PDF writes it (`D:20211215093000+07'00'`); None when it is none."""
    digits = written.removeprefix("D:")[:8]
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
