"""The programs for the web that read our files: TimelineJS and Mermaid, brought from npm.

`python tests/web_readers.py fetch` brings them below `build/readers/` (once), `… check` says in one line each what is
missing.  Of each package only the files that a page needs are kept.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

READERS = Path(__file__).resolve().parent.parent / "build" / "readers"


class Missing(Exception):
    """A package is not on this machine; the message says how to get it."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package of npm, and which of its files are kept (a path that ends in `/` is a folder)."""

    name: str
    version: str
    kept: tuple[str, ...]

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return READERS / f"{self.name.rpartition('/')[2]}-{self.version}"

    def files(self) -> Path:
        """The folder, when it is there.  Raises Missing otherwise."""
        if not self.folder.is_dir():
            raise Missing(
                f"no {self.name} {self.version} in build/readers (fetch it: python tests/web_readers.py fetch)"
            )
        return self.folder


MERMAID = Package("mermaid", "12.3.0", ("dist/mermaid.min.js",))
TIMELINEJS = Package("@knight-lab/timelinejs", "3.9.11", ("dist/js/timeline.js", "dist/css/"))
PACKAGES = (MERMAID, TIMELINEJS)


def fetch(package: Package) -> None:
    """Bring a package, unless it is there.  Raises Missing when it cannot be had."""
    if package.folder.is_dir():
        return
    npm = shutil.which("npm")
    if npm is None:
        raise Missing("no npm (install it: apt-get install npm)")
    READERS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=READERS) as work:
        wanted = f"{package.name}@{package.version}"
        done = subprocess.run(
            [npm, "pack", "--silent", wanted], cwd=work, capture_output=True, encoding="utf-8", timeout=600, check=False
        )
        archives = list(Path(work).glob("*.tgz"))
        if done.returncode or not archives:
            raise Missing(
                f"npm does not give {wanted}: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}"
            )
        part = Path(work, "part")
        with tarfile.open(archives[0]) as archive:
            for member in archive.getmembers():
                inside = member.name.removeprefix("package/")
                folders = tuple(one for one in package.kept if one.endswith("/"))
                if member.isfile() and (inside in package.kept or inside.startswith(folders)):
                    member.name = inside
                    archive.extract(member, part, filter="data")
        part.rename(package.folder)


def main(arguments: list[str]) -> int:
    """`fetch` or `check`; one line on standard error for each package that cannot be had, and exit code 1."""
    if arguments not in (["fetch"], ["check"]):
        print(f"usage: {Path(__file__).name} fetch|check", file=sys.stderr)
        return 2
    failed = 0
    for package in PACKAGES:
        try:
            if arguments == ["fetch"]:
                fetch(package)
            package.files()
        except Missing as reason:
            failed = 1
            print(f"not tested with {package.name}: {reason}", file=sys.stderr)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
