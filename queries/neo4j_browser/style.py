"""The style sheet for the graph, as text and as the rules that Neo4j Browser keeps."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).parent / "style.grass"

_RULE: Final = re.compile(r"([^{}]+)\{((?:'[^']*'|[^{}'])*)\}")
_PROPERTY: Final = re.compile(r"([\w-]+)\s*:\s*(?:'([^']*)'|([^;']+?))\s*;")


def text() -> str:
    """The style sheet."""
    return FILE.read_text(encoding="utf-8")


def rules(sheet: str) -> dict[str, dict[str, str]]:
    """Properties by selector: `{"node.Event": {"caption": "{type} {edtf}", …}, …}`, in the order of the sheet."""
    return {
        selector.strip(): {name: quoted or plain for name, quoted, plain in _PROPERTY.findall(inside)}
        for selector, inside in _RULE.findall(sheet)
    }
