"""Inputs of every form to articles: files, folders, and files of many articles.

A form is a row of `READERS`; a module with a function that reads one file is all that a new one needs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from graph.errors import InputError, UsageError
from graph.model import Article, Neighbours
from ingest import name_dates, neighbours
from ingest.sources import jsonl, text
from ingest.sources.items import Item, Reject, Skip

__all__ = ["READERS", "Item", "Reader", "Reject", "Skip", "count", "endings", "read"]


@dataclass(frozen=True, slots=True)
class Reader:
    """How files of one ending are read.

    `count` tells how many articles one holds at most (quickly, for a progress bar), `days` the days that the articles
    of a file of many carry beside their texts; None for a file of one article.
    """

    read: Callable[[Path], Iterator[Article | Reject]]
    count: Callable[[Path], int] = lambda path: 1
    days: Callable[[Path], Iterator[date]] | None = None


READERS: dict[str, Reader] = {
    ".txt": Reader(text.read),
    ".jsonl": Reader(jsonl.read, jsonl.count, jsonl.days),
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
    beside = _Beside()
    for path in _files(paths):
        if not isinstance(path, Path):
            yield path
            continue
        try:
            for item in READERS[path.suffix.lower()].read(path):
                if not isinstance(item, Article):
                    yield item
                elif published:
                    yield replace(item, published_given=published)
                else:
                    yield beside.told(item, path)
        except InputError as error:
            yield Reject(str(path), error.message)
        except OSError as error:
            yield Reject(str(path), f"cannot be read: {error.strerror or error}")


class _Beside:
    """The dates of the other articles of a folder, or of a file of many; kept for the last one that was asked for."""

    def __init__(self) -> None:
        self._place: Path | None = None
        self._found: Neighbours | None = None

    def told(self, article: Article, path: Path) -> Article:
        """The article of a file; one that carries no date itself comes with what its neighbours' dates tell."""
        if _carries_date(article):
            return article
        days = READERS[path.suffix.lower()].days
        place = path if days else path.parent
        if place != self._place:
            self._place, self._found = place, neighbours.summary(days(path) if days else _days_of_names(place))
        return replace(article, neighbours=self._found) if self._found else article


def _carries_date(article: Article) -> bool:
    """Whether a date came with the article, or stands in its name or address."""
    return bool(article.published_given or name_dates.of_article(article.path, article.url))


def _days_of_names(folder: Path) -> Iterator[date]:
    """The days in the names of a folder's files of one article; none when the folder may not be listed."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                reader = READERS.get(Path(entry.name).suffix.lower())
                if reader and not reader.days and not entry.name.startswith("."):
                    found = name_dates.in_file(entry.name)
                    if found and (day := name_dates.earliest_day(found)):
                        yield day
    except OSError:
        return


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
