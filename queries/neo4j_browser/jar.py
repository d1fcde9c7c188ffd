"""The files of Neo4j Browser: a jar that is fetched once from Maven Central, checked, and kept.

It is licensed under the GPL and therefore no part of biennien.
"""

from __future__ import annotations

import hashlib
import http.client
import os
import tempfile
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

VERSION: Final = "5.24.0"
NAME: Final = f"neo4j-browser-{VERSION}.jar"
ADDRESS: Final = f"https://repo1.maven.org/maven2/org/neo4j/client/neo4j-browser/{VERSION}/{NAME}"
BYTES: Final = 14_940_864
SHA256: Final = "064b3291c4236002c9ea04c89592ebebc80fe1f790eda36642599c9a1ee80bb8"

_CONNECT_SECONDS: Final = 20
_CHUNK: Final = 1 << 18


@dataclass(frozen=True, slots=True)
class Missing:
    """The jar cannot be had; `reason` in a few words, and the file that would be taken in its place."""

    reason: str
    place: Path


def place() -> Path:
    """Where the jar is kept, whether it is there or not."""
    from platformdirs import user_cache_path

    return user_cache_path("biennien", appauthor=False) / NAME


def kept(path: Path) -> bool:
    """Whether the whole jar is there."""
    try:
        if path.stat().st_size != BYTES:
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == SHA256
    except OSError:
        return False


def obtain(
    path: Path, *, address: str = ADDRESS, on_fetch: Callable[[str], None] = lambda address: None
) -> Path | Missing:
    """The jar at the path, fetched when it is not there; `on_fetch` is called with the address before.

    Only a file with the right checksum ever appears at the path.
    """
    if kept(path):
        return path
    on_fetch(address)
    draft: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        draft = Path(name)
        with (
            os.fdopen(handle, "wb") as file,
            urllib.request.urlopen(address, timeout=_CONNECT_SECONDS) as answer,  # noqa: S310 (the address is ours)
        ):
            # One byte more than expected tells a longer file; no more than that is read of an endless one.
            left = BYTES + 1
            while left and (chunk := answer.read(min(_CHUNK, left))):
                left -= file.write(chunk)
        if not kept(draft):
            return Missing(f"what came from {address} is not Neo4j Browser {VERSION}", path)
        draft.replace(path)
    except (OSError, http.client.HTTPException) as error:
        return Missing(f"{address} cannot be fetched: {getattr(error, 'reason', None) or error}", path)
    finally:
        if draft is not None:
            draft.unlink(missing_ok=True)
    return path
