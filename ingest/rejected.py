"""The file of rejects: a line of JSON for each, and which files to read again because of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.errors import InputError
from ingest.sources.items import Reject

_NUMBER = re.compile(r"[:#]\d+$")
"""The end of a place within a file of many articles."""


def line(reject: Reject) -> str:
    """A reject as it stands in the file."""
    places = [place for place in (reject.other, reject.where) if place]
    files = list(dict.fromkeys(map(_file, places)))
    told = {"where": reject.where, "reason": reject.reason, "id": reject.id, "files": files}
    return json.dumps(told, ensure_ascii=False)


def files(path: Path) -> list[str]:
    """The files to read again for the rejects in a file, each once.

    Raises InputError when it cannot be read or is no file of rejects.
    """
    return list(dict.fromkeys(file for told in _lines(path) for file in told["files"]))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    advice = "Give a file that `biennien ingest --rejects FILE` wrote."
    try:
        with path.open(encoding="utf-8") as lines:
            for number, text in enumerate(lines, 1):
                told = json.loads(text)
                if not isinstance(told, dict) or not isinstance(told.get("files"), list):
                    raise InputError(f"{path}:{number} is no reject", advice)
                yield told
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}", advice) from None
    except ValueError:
        raise InputError(f"{path} is no file of rejects", advice) from None


def _file(place: str) -> str:
    """The file, or the folder, that a place is in; the place itself when it is in none, as an address is."""
    path = Path(_NUMBER.sub("", place)).absolute()
    if path.exists():
        return str(path)
    within = next((parent for parent in path.parents if parent.is_file()), None)  # an archive
    return str(within or _NUMBER.sub("", place))
