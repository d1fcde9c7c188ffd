"""Texts for files that are XML, or become it."""

from __future__ import annotations

import re
from typing import Final

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(value: str) -> str:
    """The text with a replacement character for each one that XML has no place for."""
    return _NOT_XML.sub("\ufffd", value)
