"""Which module writes which format, and writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from graph.errors import OutputError, UsageError
from timeline.entries import Timeline
from timeline.labels import Labels

FORMATS: Final[dict[str, str]] = {
    "html": "timeline.html",
    "md": "timeline.markdown",
    "csv": "timeline.csv_table",
    "json": "timeline.json_list",
}
"""Module of each format; the format's name is the ending of its files."""


class Format(Protocol):
    """What a module of a format offers."""

    def write(self, timeline: Timeline, labels: Labels, out: BinaryIO) -> None:
        """Write the timeline into an open file."""


def format_of(path: Path, name: str | None = None) -> str:
    """The format that was named, else the one of the file's ending.

    Raises UsageError when there is none.
    """
    chosen = (name or path.suffix.removeprefix(".")).lower()
    if chosen in FORMATS:
        return chosen
    asked = f"format {name!r}" if name else f"ending {path.suffix!r}" if path.suffix else f"{path.name!r}, no ending"
    known = ", ".join(FORMATS)
    raise UsageError(f"cannot tell what to write: {asked}", f"Formats are {known}: name the file so, or use --format.")


def check_writable(path: Path) -> None:
    """Raise OutputError when a file cannot be made at the path, before any work is done for it."""
    if path.is_dir():
        raise OutputError(f"{path} is a folder", "Name a file in it.")
    folder = path.resolve().parent
    if not folder.is_dir():
        raise OutputError(f"there is no folder {folder}", "Make it first, or name another place.")
    if not os.access(folder if not path.exists() or path.is_file() else path, os.W_OK):
        raise OutputError(f"{folder} cannot be written", "Name another place, or change its rights.")


def write_file(timeline: Timeline, labels: Labels, path: Path, format_name: str) -> None:
    """Write the timeline at the path, in place of a file that is there; after an error the old file is untouched.

    Raises OutputError when the file cannot be written.
    """
    check_writable(path)
    module: Format = import_module(FORMATS[format_name])  # type: ignore[assignment]
    place = path.resolve()
    try:
        if place.exists() and not place.is_file():  # a pipe or device: nothing to replace
            with place.open("wb") as out:
                module.write(timeline, labels, out)
            return
        handle, name = tempfile.mkstemp(prefix=f".{place.name}.", suffix=".part", dir=place.parent)
        try:
            with open(handle, "wb") as out:
                module.write(timeline, labels, out)
            Path(name).chmod(_mode(place))
            os.replace(name, place)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
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
