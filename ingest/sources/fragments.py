"""HTML that is all article, as in feeds and from Markdown, to text: a line for each block."""

from __future__ import annotations

import re
from typing import Final

BLOCKS: Final = frozenset((
    "address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "figcaption", "figure",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
    "table", "td", "th", "tr", "ul",
))  # fmt: skip
_UNSEEN: Final = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg"})
_SPACES: Final = re.compile(r"[ \t\r\f\v\n]+")


def fragment_text(markup: str) -> str:
    """The words of a piece of HTML, a line for each block; scripts and styles are left out."""
    from lxml import etree, html

    try:
        root = html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, ValueError):  # nothing but a comment; characters that no document may hold
        return ""
    pieces: list[str] = []
    unseen = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            pieces.append(element.tail or "" if not unseen else "")
            continue
        if event == "start":
            pieces.append("\0" if element.tag in BLOCKS else "")
            unseen += element.tag in _UNSEEN
            pieces.append(element.text or "" if not unseen else "")
        else:
            unseen -= element.tag in _UNSEEN
            pieces.append("\0" if element.tag in BLOCKS else "")
            pieces.append(element.tail or "" if not unseen and element is not root else "")
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(pieces).split("\0"))
    return "\n".join(line for line in lines if line)
