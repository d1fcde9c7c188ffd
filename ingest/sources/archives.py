"""Archives: their members as inputs, one after another.  Nothing is unpacked to a path that an archive names.

A member of one article is read into memory, up to the limit of its form; one of many goes to a temporary file without a
name.  What an archive unpacks to is limited by its own size.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, cast

from graph.errors import InputError
from ingest import name_dates
from ingest.sources.forms import READERS, ending, reader_of
from ingest.sources.inputs import Input, Surroundings, location
from ingest.sources.items import Reject, Skip
from ingest.sources.packed import FAULTS, MAX_RATIO, Limited, faults, limit

MAX_MEMBERS: Final = 1_000_000
_MAX_MEMBER: Final = 8_000_000_000
"""Bytes of a member of many articles: it takes as much room in the folder for temporary files."""
_PIECE: Final = 1 << 20
_IN_MEMORY: Final = 8_000_000
_ENCRYPTED: Final = 0x1

Member = Input | Reject | Skip


def zip_members(path: Path) -> Iterator[Member]:
    """The members of a zip archive, by their names."""
    with faults(), zipfile.ZipFile(path) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if len(infos) > MAX_MEMBERS:
            raise InputError(f"has {len(infos):,} members; at most {MAX_MEMBERS:,} are read")
        _check_size(path, sum(info.file_size for info in infos))
        around = _surroundings(path, [info.filename for info in infos])
        for info in sorted(infos, key=lambda info: _parts(info.filename)):
            if (other := _other(path, info.filename)) is not None:
                yield other
            elif info.flag_bits & _ENCRYPTED:
                yield Reject(_where(path, info.filename), "is encrypted; unpack it with its password first")
            elif info.file_size > _MAX_MEMBER:
                yield Reject(_where(path, info.filename), f"unpacks to more than {_MAX_MEMBER / 1e9:,.0f} GB")
            else:
                yield _member(path, info.filename, info.file_size, lambda info=info: archive.open(info), around)  # type: ignore[misc]


def tar_members(path: Path) -> Iterator[Member]:
    """The members of a tar archive, packed or not, in the order in which they stand; links and devices are skipped."""
    size = path.stat().st_size
    with (
        faults(),
        _unpacked(path) as stream,
        tarfile.open(fileobj=Limited(stream, limit(size)), mode="r|") as archive,
    ):
        around = _surroundings(path, [])
        for number, info in enumerate(archive, 1):
            if number > MAX_MEMBERS:
                raise InputError(f"has more than {MAX_MEMBERS:,} members; the rest was not read")
            archive.members = []  # type: ignore[attr-defined]  # it would keep them all
            if info.isdir():
                continue
            if (other := _other(path, info.name)) is not None:
                yield other
            elif not info.isreg():
                yield Skip(_where(path, info.name), "link or device in an archive")
            elif info.size > _MAX_MEMBER:
                yield Reject(_where(path, info.name), f"unpacks to more than {_MAX_MEMBER / 1e9:,.0f} GB")
            else:
                file = archive.extractfile(info)
                assert file is not None
                yield _member(path, info.name, info.size, lambda file=file: file, around)  # type: ignore[misc]


def packed_file(path: Path) -> Iterator[Member]:
    """The one file that is packed in a `.gz`; its name is that without the ending."""
    name = path.name.removesuffix(path.suffix)
    if _is_archive(name):
        yield Reject(str(path), "is an archive inside a packed file; unpack it first")
        return
    if reader_of(name) is None:
        yield Reject(str(path), f"{name!r}, packed in it, is of no form that is read")
        return
    most = limit(path.stat().st_size)

    def unpacked() -> BinaryIO:
        return io.BufferedReader(Limited(cast(IO[bytes], gzip.open(path)), most), 1 << 16)

    if name.lower().endswith(".parquet"):  # it is read in no order that unpacking could follow
        unpacked = _again(unpacked, one=False)
    yield Input(str(path), name, location(path), unpacked)


CONTAINERS: Final[dict[str, Callable[[Path], Iterator[Member]]]] = {
    ".zip": zip_members,
    ".tar": tar_members,
    ".tgz": tar_members,
    ".tar.gz": tar_members,
    ".tar.bz2": tar_members,
    ".tar.xz": tar_members,
    ".gz": packed_file,
}
"""What leads to the members of an archive, by the end of its name."""


def is_packed_other(name: str) -> bool:
    """Whether a name is that of a packed file whose own form is not read."""
    inner = name[: -len(".gz")]
    is_file = CONTAINERS.get(ending(name, {**CONTAINERS, **READERS}) or "") is packed_file
    return is_file and reader_of(inner) is None and not _is_archive(inner)


def opened(path: Path) -> Callable[[Path], Iterator[Member]] | None:
    """What leads to the members of an archive of that name; None when it is none."""
    end = ending(path.name, {**CONTAINERS, **READERS})
    return CONTAINERS.get(end or "")


def readable_members(path: Path) -> int | None:
    """How many articles an archive holds at most, when its list of contents tells."""
    if path.suffix.lower() != ".zip":
        return None
    try:
        with zipfile.ZipFile(path) as archive:
            readers = [reader_of(info.filename) for info in archive.infolist()]
    except (OSError, *FAULTS):
        return None
    return None if any(reader and reader.days for reader in readers) else sum(reader is not None for reader in readers)


def _member(path: Path, name: str, size: int, unpacked: Callable[[], IO[bytes]], around: Surroundings) -> Input:
    """A member as an input."""
    parts = _parts(name)
    reader = reader_of(parts[-1])
    opened = _again(unpacked, one=reader is not None and reader.days is None)
    place = f"{location(path)}/{'/'.join(parts)}"
    return Input(_where(path, name), parts[-1], place, opened, size, surroundings=around)


def _again(unpacked: Callable[[], IO[bytes]], *, one: bool) -> Callable[[], BinaryIO]:
    """What opens something packed as often as it is asked for, and unpacks it once, when it is first asked."""
    kept: list[bytes | BinaryIO] = []

    def opened() -> BinaryIO:
        if not kept:
            kept.append(_kept(unpacked, one=one))
        first = kept[0]
        if isinstance(first, bytes):
            return io.BytesIO(first)
        first.seek(0)
        return io.BufferedReader(_Kept(first))

    return opened


def _kept(unpacked: Callable[[], IO[bytes]], *, one: bool) -> bytes | BinaryIO:
    """What a member unpacks to: in memory when it is one article, whose limit the reader knows, else in a file."""
    from ingest.sources.pages import MAX_SAVED

    with faults():
        stream = unpacked()
        if one:
            data = bytearray()
            while len(data) <= MAX_SAVED and (piece := stream.read(_PIECE)):
                data += piece
            return bytes(data)
        file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed when the member is let go
        while piece := stream.read(_PIECE):
            file.write(piece)
        return file  # type: ignore[return-value]


def _other(path: Path, name: str) -> Reject | Skip | None:
    """What becomes of a member that is not read; None when it is."""
    parts = _parts(name)
    where = _where(path, name)
    if not parts or any(part.startswith(".") for part in parts) or parts[0] == "__MACOSX":
        return Skip(where, "hidden")
    if reader_of(parts[-1]) is not None:
        return None
    if _is_archive(parts[-1]):
        return Reject(where, "is an archive inside an archive; unpack the outer one first")
    suffix = Path(parts[-1]).suffix.lower()
    return Skip(where, f"{suffix} file" if suffix else "file without an ending")


def _is_archive(name: str) -> bool:
    return name.lower().endswith((*CONTAINERS, ".7z", ".rar", ".bz2", ".xz", ".zst"))


def _parts(name: str) -> tuple[str, ...]:
    """The folders and the name of a member, none of which leads out of the archive."""
    shown = "".join(char if char.isprintable() else "\ufffd" for char in name.replace("\\", "/"))
    return tuple(part for part in shown.split("/") if part not in ("", ".", ".."))


def _where(path: Path, name: str) -> str:
    return f"{path}/{'/'.join(_parts(name))}"


def _surroundings(path: Path, names: list[str]) -> Surroundings:
    """What the names of the members of one article tell of their days."""

    def days() -> Iterator[date]:
        for name in names:
            reader = reader_of(name)
            found = name_dates.in_file(name.rpartition("/")[2]) if reader and not reader.days else None
            if found and (day := name_dates.earliest_day(found)):
                yield day

    return Surroundings(location(path), days)


def _check_size(path: Path, unpacked: int) -> None:
    size = path.stat().st_size
    if unpacked > limit(size):
        raise InputError(f"says that it unpacks to {unpacked / 1e6:,.0f} MB, more than {MAX_RATIO} times its size")


@contextmanager
def _unpacked(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of a tar archive, by what it is rather than by its name."""
    with path.open("rb") as file:
        head = file.read(6)
    unpack: Callable[..., Any] = open
    for mark, packed in ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ", lzma.open)):
        if head.startswith(mark):
            unpack = packed
    with unpack(path, "rb") as stream:
        yield stream


class _Kept(io.RawIOBase):
    """A file that stays open when its reader closes it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readinto(self, buffer: Any) -> int:
        piece = self._file.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)
