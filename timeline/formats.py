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
    from graph.labels import Labels
    from timeline.entries import Timeline


Notes = tuple[str, ...]
"""What a user should know of a file that was written, such as what the format has no place for: a sentence each."""


class Format(StrEnum):
    """Formats of exported timelines; the values are the endings of their files, except for TimelineJS."""

    HTML = "html"
    SVG = "svg"
    PNG = "png"
    MARKDOWN = "md"
    CSV = "csv"
    JSON = "json"
    TIMELINEJS = "timelinejs"
    ICALENDAR = "ics"
    GRAPHML = "graphml"
    MERMAID = "mmd"
    CYPHER = "cypher"


MODULES: Final[dict[Format, str]] = {
    Format.HTML: "timeline.html",
    Format.SVG: "timeline.picture.svg",
    Format.PNG: "timeline.picture.png",
    Format.MARKDOWN: "timeline.markdown",
    Format.CSV: "timeline.csv_table",
    Format.JSON: "timeline.json_list",
    Format.TIMELINEJS: "timeline.timelinejs",
    Format.ICALENDAR: "timeline.calendar",
    Format.GRAPHML: "timeline.graphml",
    Format.MERMAID: "timeline.mermaid",
    Format.CYPHER: "timeline.cypher_script",
}
"""The module that writes each format; it is loaded when it is needed."""

ENDINGS: Final[dict[str, Format]] = {one.value: one for one in Format if one is not Format.TIMELINEJS}
"""The format that an ending means; a TimelineJS file is a `.json`, and named by `--format`."""


class Writer(Protocol):
    """What the module of a format offers."""

    def write(self, timeline: Timeline, labels: Labels, out: BinaryIO) -> Notes:
        """Write the timeline into an open file."""


def format_of(path: Path) -> Format:
    """The format of a file by its ending.  Raises UsageError when no format has it."""
    ending = path.suffix.removeprefix(".").lower()
    if ending in ENDINGS:
        return ENDINGS[ending]
    known = ", ".join(f".{one}" for one in ENDINGS)
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


def write_file(timeline: Timeline, labels: Labels, path: Path, chosen: Format) -> Notes:
    """Write the timeline at the path, in place of a file that is there; after an error the old file is untouched.

    Gives what a user should know of the file.  Raises OutputError when the file cannot be written.
    """
    check_writable(path)
    module: Writer = import_module(MODULES[chosen])
    place = path.resolve()
    try:
        if place.exists() and not place.is_file():  # a pipe or device: nothing to replace
            with place.open("wb") as out:
                return module.write(timeline, labels, out)
        handle, name = tempfile.mkstemp(prefix=f".{place.name}.", suffix=".part", dir=place.parent)
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as out:
                notes = module.write(timeline, labels, out)
            part.chmod(_mode(place))
            part.replace(place)
            return notes
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
