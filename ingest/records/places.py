"""Files of records on this machine or in object storage, by path or URL (`s3://bucket/records/`).

fsspec reaches the storage; the library of a storage that it does not bring itself has to be installed beside it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import IO, Any, Final, Literal

from graph.errors import InputError, OutputError, UsageError

Kind = Literal["parquet", "jsonl"]

ENDINGS: Final[dict[str, Kind]] = {".parquet": "parquet", ".jsonl": "jsonl", ".jsonl.gz": "jsonl"}
"""How names of files of records end."""


@dataclass(frozen=True, slots=True)
class Place:
    """A file or folder: a file system of fsspec and the path in it; `name` is what people call it."""

    system: Any
    path: str
    name: str

    @property
    def kind(self) -> Kind | None:
        """What a file of this name holds; None for a folder or anything else."""
        return next((kind for ending, kind in ENDINGS.items() if self.path.lower().endswith(ending)), None)

    def inside(self, name: str) -> Place:
        """A file in this folder."""
        return Place(self.system, posixpath.join(self.path, name), posixpath.join(self.name, name))

    def exists(self) -> bool:
        """Whether there is such a file or folder."""
        return bool(self.system.exists(self.path))

    @contextmanager
    def reading(self) -> Iterator[IO[bytes]]:
        """The file, unpacked when it is packed.  Raises InputError."""
        with _told(InputError, f"{self.name} cannot be read"):
            file = self.system.open(self.path, "rb", compression="infer" if self.kind == "jsonl" else None)
        with file:
            yield file

    @contextmanager
    def writing(self) -> Iterator[IO[bytes]]:
        """A file that comes into being whole at the end of the block, or not at all.  Raises OutputError."""
        local = "file" in self.system.protocol
        written = f"{self.path}.part" if local else self.path
        packing = "gzip" if self.path.lower().endswith(".gz") else None
        with _told(OutputError, f"{self.name} cannot be written"):
            self.system.makedirs(posixpath.dirname(self.path), exist_ok=True)
            try:
                # On this machine the name is changed at the end, elsewhere the storage shows a file once it is closed.
                whole = nullcontext() if local else self.system.transaction
                with whole, self.system.open(written, "wb", compression=packing) as file:
                    yield file
                if local:
                    self.system.mv(written, self.path)
            except BaseException:
                if local and self.system.exists(written):
                    self.system.rm(written)
                raise


def place(name: str) -> Place:
    """The file or folder of a path or URL.  Raises UsageError when nothing here reaches such a storage."""
    from fsspec.core import url_to_fs

    try:
        system, path = url_to_fs(name)
    except ImportError as error:
        raise UsageError(f"{name} cannot be reached: {error}", "Install what is missing, such as s3fs.") from None
    except ValueError as error:
        raise UsageError(f"{name} cannot be reached: {error}", "Give a path, or a URL like s3://bucket/FILE.") from None
    return Place(system, path, name)


def found(names: list[str]) -> list[Place]:
    """The files of records that paths, URLs, folders and patterns (`*`) name, each once, in order of their names.

    Raises UsageError when one of them names none.
    """
    places: dict[str, Place] = {}
    for name in names:
        top = place(name)
        with _told(InputError, f"{name} cannot be read"):
            if "*" in top.path:
                paths = sorted(top.system.glob(top.path))
            elif top.system.isdir(top.path):
                paths = sorted(top.system.find(top.path))
            else:
                paths = [top.path] if top.exists() else []
        inside = [Place(top.system, path, _name(top, path)) for path in paths]
        if paths != [top.path]:
            inside = [each for each in inside if each.kind]
        if not inside:
            what = "holds no records" if top.exists() else "does not exist"
            raise UsageError(f"{name} {what}", f"Name files that end in {', '.join(ENDINGS)}, or folders of them.")
        for each in inside:
            if each.kind is None:
                raise UsageError(f"{each.name} is no file of records", f"Their names end in {', '.join(ENDINGS)}.")
            places[f"{each.system.protocol}{each.path}"] = each
    return list(places.values())


def _name(top: Place, path: str) -> str:
    """What people call a file that was found below a place."""
    return top.name if path == top.path else str(top.system.unstrip_protocol(path)).removeprefix("file://")


@contextmanager
def _told(kind: type[InputError | OutputError], what: str) -> Iterator[None]:
    """Errors of the storage as ours."""
    try:
        yield
    except OSError as error:
        raise kind(f"{what}: {error.strerror or error}", "Check the name, your rights, and the space.") from error
