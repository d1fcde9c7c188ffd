"""Files of word processors: the text of PDF and DOCX documents."""

from __future__ import annotations

import io
import zipfile
from typing import Any, Final

from graph.errors import InputError
from ingest.sources.documents import Document, source_date
from ingest.sources.items import MAX_CHARACTERS

MAX_UNPACKED: Final = 200_000_000
"""Bytes of a DOCX when it is unpacked, pictures and all."""
_MAX_PAGES: Final = 400
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MADE_BY_LIBRARY: Final = "python-docx"
"""Author of documents whose dates are those of a template."""


def pdf(data: bytes) -> Document:
    """The text of a PDF, page by page.

    Raises InputError when it is encrypted, damaged, too long to be an article, or has pictures of text only.
    """
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
            raise InputError("is encrypted; save it without a password first")
        if len(reader.pages) > _MAX_PAGES:
            raise InputError(f"has {len(reader.pages):,} pages; an article has at most {_MAX_PAGES}")
        pages: list[str] = []
        for page in reader.pages:
            pages.append(page.extract_text().strip())
            _check(sum(map(len, pages)))
        told = reader.metadata
        made = told and (_date(told, "creation_date") or _date(told, "modification_date"))
        author = str(told.author).strip() if told and told.author else None
    except DependencyError:
        raise InputError("is encrypted; save it without a password first") from None
    except PyPdfError as error:
        raise InputError(f"is no PDF that can be read: {error}") from None
    text = "\n".join(filter(None, pages))
    if not text.strip():
        raise InputError("has no text, perhaps pictures of it: a program for recognising text (OCR) can add it")
    return Document(text, author=author, dates=source_date("document", made, f"PDF of {made}") if made else ())


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


def _date(told: Any, name: str) -> Any:
    """A date of a PDF; None when it is missing or written wrongly."""
    try:
        return getattr(told, name)
    except (ValueError, TypeError):
        return None
