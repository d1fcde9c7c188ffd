"""Which module writes which format, and writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Protocol

from graph.errors import OutputError, UsageError

if TYPE_CHECKING:
    from timeline.entries import Timeline
    from timeline.labels import Labels


class Format(StrEnum):
    """Formats of exported timelines; the values are the endings of their files."""

    HTML = "html"
    MARKDOWN = "md"
    CSV = "csv"
    JSON = "json"


MODULES: Final[dict[Format, str]] = {
    Format.HTML: "timeline.html",
    Format.MARKDOWN: "timeline.markdown",
    Format.CSV: "timeline.csv_table",
    Format.JSON: "timeline.json_list",
}
"""The module that writes each format; it is loaded when it is needed."""


class Writer(Protocol):
    """What the module of a format offers."""

    def write(self, timeline: Timeline, labels: Labels, out: BinaryIO) -> None:
        """Write the timeline into an open file."""


def format_of(path: Path) -> Format:
    """The format of a file by its ending.  Raises UsageError when no format has it."""
    ending = path.suffix.removeprefix(".").lower()
    by_ending = {one.value: one for one in Format}
    if ending in by_ending:
        return by_ending[ending]
    known = ", ".join(f".{one}" for one in Format)
    raise UsageError(f"{path} does not tell the format to write", f"Name a file that ends in {known}, or use --format.")


def check_writable(path: Path) -> None:
    """Raise OutputError when a file cannot be made at the path, before any work is done for it."""
    if path.is_dir():
        raise OutputError(f"{path} is a folder", "Name a file in it.")
    folder = path.resolve().parent
    if not folder.is_dir():
        raise OutputError(f"there is no folder {folder}", "Make it first, or name another place.")
    for place in (path, folder):
        if place.exists() and not os.access(place, os.W_OK):
            raise OutputError(f"{place} is write-protected", "Name another place, or change its rights.")


def write_file(timeline: Timeline, labels: Labels, path: Path, chosen: Format) -> None:
    """Write the timeline at the path, in place of a file that is there; after an error the old file is untouched.

    Raises OutputError when the file cannot be written.
    """
    check_writable(path)
    module: Writer = import_module(MODULES[chosen])
    place = path.resolve()
    try:
        if place.exists() and not place.is_file():  # a pipe or device: nothing to replace
            with place.open("wb") as out:
                module.write(timeline, labels, out)
            return
        handle, name = tempfile.mkstemp(prefix=f".{place.name}.", suffix=".part", dir=place.parent)
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as out:
                module.write(timeline, labels, out)
            part.chmod(_mode(place))
            part.replace(place)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"{path} was not written: {reason}", "Check the free space and the rights there.") from error


def _mode(place: Path) -> int:
    """Rights for the new file: those of the one it replaces, else what the user's mask leaves."""
    if place.exists():
        return place.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
