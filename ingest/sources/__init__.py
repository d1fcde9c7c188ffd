"""Inputs of every form to articles: files, folders, archives, web addresses, standard input.

A form is a row of `forms.READERS`; a module with a function that reads one input is all that a new one needs.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import InputError, UsageError
from graph.model import Article, Neighbours
from ingest import name_dates, neighbours
from ingest.sources import archives, elsewhere
from ingest.sources.archives import CONTAINERS
from ingest.sources.forms import READERS, Reader, reader_of
from ingest.sources.inputs import Input, Surroundings, file_input
from ingest.sources.items import Item, Reject, Skip

if TYPE_CHECKING:
    from ingest.sources.fetching import Fetcher

__all__ = ["CONTAINERS", "READERS", "Input", "Item", "Reader", "Reject", "Skip", "count", "endings", "read", "resting"]

_HEAD = 4096


def read(paths: Sequence[Path | str], *, published: str | None = None, allow_private: bool = False) -> Iterator[Item]:
    """Articles of files, folders, archives and addresses in the order given, a folder's files by their paths.

    `-` is standard input.  What cannot be read as an article comes as a Reject, what is none and need not be as a Skip.
    `published` (EDTF) takes the place of every publication date; `allow_private` lets addresses lead to this machine
    and its networks.  Raises UsageError at once, before anything is read, when a path does not exist.
    """
    found = [_given(path) for path in paths]
    _check(path for path in found if isinstance(path, Path))
    return _read(found, published, allow_private=allow_private)


def count(paths: Sequence[Path | str]) -> int | None:
    """How many articles the inputs hold at most; None when that cannot be told before they are read."""
    total = 0
    for given in map(_given, paths):
        if isinstance(given, str):
            held: int | None = None if given == elsewhere.STANDARD_INPUT else 1
            if held is None:
                return None
            total += held
            continue
        for item in _files([given]):
            if isinstance(item, Path):
                held = _count(item)
                if held is None:
                    return None
                total += held
    return total


def endings() -> str:
    """The endings that are known, for messages."""
    return ", ".join(sorted({*READERS, *CONTAINERS}))


def resting(path: str) -> str:
    """An input by a name that holds in every folder; addresses and the sign for standard input stay as they are."""
    given = _given(path)
    return given if isinstance(given, str) else str(given.absolute())


def _given(path: Path | str) -> Path | str:
    """A path, or the address or sign for standard input that was given in its place."""
    if isinstance(path, str) and (path == elsewhere.STANDARD_INPUT or elsewhere.is_address(path)):
        return path
    return Path(path)


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


def _count(path: Path) -> int | None:
    if archives.opened(path):
        return archives.readable_members(path)
    reader = reader_of(path.name)
    try:
        return reader.count(file_input(path)) if reader else 0
    except (OSError, InputError):
        return 1


def _read(given: Sequence[Path | str], published: str | None, *, allow_private: bool) -> Iterator[Item]:
    beside = _Beside()
    with ExitStack() as stack:
        for found in _inputs(given, stack, allow_private=allow_private):
            if not isinstance(found, tuple):
                yield found
                continue
            source, reader = found
            try:
                for item in reader.read(source):
                    if not isinstance(item, Article):
                        yield item
                    elif published:
                        yield replace(item, published_given=published)
                    else:
                        yield beside.told(item, source, reader)
            except InputError as error:
                yield Reject(source.where, error.message)
            except OSError as error:
                yield Reject(source.where, f"cannot be read: {error.strerror or error}")


def _inputs(
    given: Sequence[Path | str], stack: ExitStack, *, allow_private: bool
) -> Iterator[tuple[Input, Reader] | Reject | Skip]:
    """What is to be read, each with its reader; files once."""
    fetcher: Fetcher | None = None
    seen: set[Path] = set()
    for item in given:
        if isinstance(item, Path):
            for found in _files([item], seen):
                yield from _of_file(found) if isinstance(found, Path) else [found]
            continue
        try:
            if item == elsewhere.STANDARD_INPUT:
                yield elsewhere.standard_input()
                continue
            if fetcher is None:
                from ingest.sources.fetching import Fetcher

                fetcher = Fetcher(allow_private=allow_private)
                stack.callback(fetcher.close)
            yield elsewhere.fetched(item, fetcher)
        except InputError as error:
            yield Reject(item, error.message)


def _of_file(path: Path) -> Iterator[tuple[Input, Reader] | Reject | Skip]:
    """A file as it is, or the members of an archive."""
    members = archives.opened(path)
    around = Surroundings(str(path.parent), lambda: _days_of_names(path.parent))
    if members is None:
        reader = reader_of(path.name)
        assert reader is not None
        yield file_input(path, around), reader
        return
    try:
        for member in members(path):
            if isinstance(member, Input):
                reader = reader_of(member.name)
                assert reader is not None
                yield member if member.surroundings else replace(member, surroundings=around), reader
            else:
                yield member
    except InputError as error:
        yield Reject(str(path), error.message)
    except OSError as error:
        yield Reject(str(path), f"cannot be read: {error.strerror or error}")


class _Beside:
    """The dates of the other articles of a folder, or of a file of many; kept for the last one that was asked for."""

    def __init__(self) -> None:
        self._key: str | None = None
        self._found: Neighbours | None = None

    def told(self, article: Article, source: Input, reader: Reader) -> Article:
        """The article of an input; one that carries no date itself comes with what its neighbours' dates tell."""
        around = source.surroundings
        if _carries_date(article) or source.once:
            return article
        if reader.days is None and around is None:
            return article
        key = source.where if reader.days or around is None else around.key
        if key != self._key:
            self._key = key
            days = reader.days(source) if reader.days else around.days() if around else iter(())
            self._found = neighbours.summary(_up_to_damage(days))
        return replace(article, neighbours=self._found) if self._found else article


def _up_to_damage(days: Iterator[date]) -> Iterator[date]:
    """The days of a file as far as it can be read; reading its articles tells why no further."""
    try:
        yield from days
    except (InputError, OSError):
        return


def _carries_date(article: Article) -> bool:
    """Whether a date came with the article, or stands in its name or address."""
    stated = article.published_given or any(told.kind == "metadata" for told in article.dates)
    return bool(stated or name_dates.of_article(article.path, article.url))


def _days_of_names(folder: Path) -> Iterator[date]:
    """The days in the names of a folder's files of one article; none when the folder may not be listed."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                reader = reader_of(entry.name)
                if reader and not reader.days and not entry.name.startswith("."):
                    found = name_dates.in_file(entry.name)
                    if found and (day := name_dates.earliest_day(found)):
                        yield day
    except OSError:
        return


def _files(paths: Sequence[Path], seen: set[Path] | None = None) -> Iterator[Path | Reject | Skip]:
    """The files that have a reader, each once; the others as what becomes of them."""
    seen = set() if seen is None else seen
    for path in paths:
        for file in _folder(path) if path.is_dir() else [_named(path)]:
            if isinstance(file, Path):
                resolved = file.resolve()
                if resolved in seen:
                    yield Skip(str(file), "given twice")
                    continue
                seen.add(resolved)
            yield file


def _is_known(name: str) -> bool:
    return reader_of(name) is not None or archives.opened(Path(name)) is not None


def _named(path: Path) -> Path | Reject:
    """A file that was named itself, so that it must be an article."""
    try:
        if not path.is_file():
            return Reject(str(path), "is neither a file nor a folder")
    except OSError as error:
        return Reject(str(path), f"cannot be read: {error.strerror}")
    if not _is_known(path.name):
        ending = f"the ending {path.suffix!r}" if path.suffix else "a file without an ending"
        return Reject(str(path), f"{ending} is not known; known are {endings()}")
    return path


def _folder(folder: Path) -> Iterator[Path | Reject | Skip]:
    """All files below a folder by their paths; hidden ones and those of other forms are skipped."""
    articles = 0
    refused: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent) / name
            if name.startswith("."):
                yield Skip(str(path), "hidden")
            elif not _is_known(name) or archives.is_packed_other(name) or not _is_recognised(path):
                yield Skip(str(path), f"{path.suffix.lower()} file" if path.suffix else "file without an ending")
            else:
                articles += 1
                yield path
    for error in refused:
        yield Reject(str(error.filename), f"cannot be read: {error.strerror}")
    if not articles and not refused:
        yield Reject(str(folder), f"has no articles; known are files ending in {endings()}")


def _is_recognised(path: Path) -> bool:
    """Whether a file looks like its form, where the ending alone does not tell."""
    reader = reader_of(path.name)
    if reader is None or reader.recognises is None:
        return True
    try:
        with path.open("rb") as file:
            return reader.recognises(file.read(_HEAD))
    except OSError:  # reading tells why
        return True
