"""Unpacking within limits: a packed file of a few bytes may hold more than any disk."""

from __future__ import annotations

import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any, Final

from graph.errors import InputError

MAX_RATIO: Final = 200
"""How many times its own size an archive may unpack to; news packs to a tenth, made-up repetition to a hundredth."""
_ALWAYS: Final = 50_000_000
"""Bytes to which any archive may unpack."""
FAULTS: Final = (
    zipfile.BadZipFile, tarfile.TarError, gzip.BadGzipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError,
    RuntimeError, ValueError, OverflowError, IndexError,
)  # fmt: skip
"""What the libraries raise on bytes that are no archive, or no whole one."""


def limit(size: int) -> int:
    """Bytes to which a packed file of a size may unpack."""
    return max(_ALWAYS, MAX_RATIO * size)


@contextmanager
def faults() -> Iterator[None]:
    """What is wrong with something packed comes as an InputError."""
    try:
        yield
    except FAULTS as error:
        told = " ".join(str(error).split())[:160]
        raise InputError(f"is damaged, or no archive of its form: {told or type(error).__name__}") from None
    except OSError as error:
        if error.errno:
            raise
        raise InputError(f"is damaged, or no archive of its form: {error}") from None


class Limited(io.RawIOBase):
    """What something packed unpacks to, up to a limit.  Raises InputError behind it, and for damage."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        self._stream, self._left, self._most = stream, most, most
        self._position = 0
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def readinto(self, buffer: Any) -> int:
        with faults():
            piece = self._read(len(buffer))  # no more than there is before damage
        self._left -= len(piece)
        self._position += len(piece)
        if self._left < 0:
            raise InputError(f"unpacks to more than {self._most / 1e6:,.0f} MB; that is {MAX_RATIO} times its size")
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()
