"""Inputs of every form to articles: files, folders, and files of many articles.

A form is a row of `READERS`; a module with a function that reads one file is all that a new one needs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from graph.errors import InputError, UsageError
from graph.model import Article
from ingest.sources import jsonl, text
from ingest.sources.items import Item, Reject, Skip

__all__ = ["READERS", "Item", "Reader", "Reject", "Skip", "count", "endings", "read"]


@dataclass(frozen=True, slots=True)
class Reader:
    """How files of one ending are read, and how many articles one holds at most (quickly, for a progress bar)."""

    read: Callable[[Path], Iterator[Article | Reject]]
    count: Callable[[Path], int] = lambda path: 1


READERS: dict[str, Reader] = {
    ".txt": Reader(text.read),
    ".jsonl": Reader(jsonl.read, jsonl.count),
}
"""Readers by file ending in lower case."""


def read(paths: Sequence[Path | str], *, published: str | None = None) -> Iterator[Item]:
    """Articles of files and folders in the order given, a folder's files by their paths.

    What cannot be read as an article comes as a Reject, a file of a folder that is none as a Skip.  `published` (EDTF)
    takes the place of every publication date.  Raises UsageError at once, before anything is read, when a path does
    not exist.
    """
    found = [Path(path) for path in paths]
    _check(found)
    return _read(found, published)


def count(paths: Sequence[Path | str]) -> int:
    """How many articles the files and folders hold at most."""
    total = 0
    for item in _files([Path(path) for path in paths]):
        if isinstance(item, Path) and (reader := READERS.get(item.suffix.lower())):
            try:
                total += reader.count(item)
            except OSError:
                total += 1
    return total


def endings() -> str:
    """The endings that are known, for messages."""
    return ", ".join(sorted(READERS))


def _check(paths: Iterable[Path]) -> None:
    missing = [str(path) for path in paths if not _exists(path)]
    if missing:
        more = f" (and {len(missing) - 1} more)" if len(missing) > 1 else ""
        raise UsageError(f"{missing[0]} does not exist{more}", "Nothing was read. Check the path.")


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # it may not be looked at; reading will tell why
        return True


def _read(paths: Sequence[Path], published: str | None) -> Iterator[Item]:
    for path in _files(paths):
        if not isinstance(path, Path):
            yield path
            continue
        try:
            for item in READERS[path.suffix.lower()].read(path):
                yield replace(item, published_given=published) if published and isinstance(item, Article) else item
        except InputError as error:
            yield Reject(str(path), error.message)
        except OSError as error:
            yield Reject(str(path), f"cannot be read: {error.strerror or error}")


def _files(paths: Sequence[Path]) -> Iterator[Path | Reject | Skip]:
    """The files that have a reader, each once; the others as what becomes of them."""
    seen: set[Path] = set()
    for path in paths:
        for file in _folder(path) if path.is_dir() else [_named(path)]:
            if isinstance(file, Path):
                resolved = file.resolve()
                if resolved in seen:
                    yield Skip(str(file), "given twice")
                    continue
                seen.add(resolved)
            yield file


def _named(path: Path) -> Path | Reject:
    """A file that was named itself, so that it must be an article."""
    try:
        if not path.is_file():
            return Reject(str(path), "is neither a file nor a folder")
    except OSError as error:
        return Reject(str(path), f"cannot be read: {error.strerror}")
    if path.suffix.lower() not in READERS:
        ending = f"the ending {path.suffix!r}" if path.suffix else "a file without an ending"
        return Reject(str(path), f"{ending} is not known; known are {endings()}")
    return path


def _folder(folder: Path) -> Iterator[Path | Reject | Skip]:
    """All files below a folder by their paths; hidden ones and those of unknown endings are skipped."""
    articles = 0
    refused: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent) / name
            if name.startswith("."):
                yield Skip(str(path), "hidden")
            elif path.suffix.lower() not in READERS:
                yield Skip(str(path), f"{path.suffix.lower()} file" if path.suffix else "file without an ending")
            else:
                articles += 1
                yield path
    for error in refused:
        yield Reject(str(error.filename), f"cannot be read: {error.strerror}")
    if not articles and not refused:
        yield Reject(str(folder), f"has no articles; known are files ending in {endings()}")
