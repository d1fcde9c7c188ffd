"""What is read: bytes with a name, of a file, a member of an archive, an address or standard input."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from graph.errors import InputError
from graph.model import SourceDate


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where an input stands among others, and the days in the names of those; `key` is the same for all of them."""

    key: str
    days: Callable[[], Iterator[date]]


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read.

    `where` names it in messages, `name` tells its form by its ending, `place` is the path that is kept with its
    articles (None when it has none that could be read again).  `open` gives its bytes from the start, as often as it is
    called, unless it can be read `once` only.  `size` is in bytes, None when it is not known before.
    """

    where: str
    name: str
    place: str | None
    open: Callable[[], BinaryIO]
    size: int | None = None
    url: str | None = None
    charset: str | None = None
    dates: tuple[SourceDate, ...] = ()
    surroundings: Surroundings | None = None
    once: bool = False

    def numbered(self, number: int) -> str | None:
        """The place of one article of many in it."""
        return f"{self.place}#{number}" if self.place else None


def file_input(path: Path, surroundings: Surroundings | None = None) -> Input:
    """A file as an input."""
    try:
        size = path.stat().st_size
    except OSError:  # reading tells why
        size = None
    return Input(str(path), path.name, location(path), lambda: path.open("rb"), size, surroundings=surroundings)


def location(path: Path) -> str:
    """The path as it is kept with an article: absolute, with forward slashes."""
    return path.absolute().as_posix()


def content(source: Input, limit: int, why: str = "") -> bytes:
    """All bytes of an input.  Raises InputError when they are more than `limit`; `why` tells what the limit is for."""
    hint = f"; {why}" if why else ""
    if source.size is not None and source.size > limit:
        raise InputError(f"has {source.size / 1e6:,.1f} MB{hint or f'; at most {limit / 1e6:,.0f} MB are read'}")
    with source.open() as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise InputError(f"has more than {limit / 1e6:,.0f} MB{hint}")
    return data


def lines_in(file: BinaryIO) -> int:
    """How many lines a file has."""
    lines = 0
    last = b"\n"
    while chunk := file.read(1 << 20):
        lines += chunk.count(b"\n")
        last = chunk[-1:]
    return lines + (last != b"\n")


def joined(head: bytes, rest: BinaryIO) -> io.BufferedReader:
    """Bytes that were read already, and the rest behind them."""
    return io.BufferedReader(_Joined(head, rest))


class _Joined(io.RawIOBase):
    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(piece) :] if self._head else b""
        buffer[: len(piece)] = piece
        return len(piece)
