"""What `biennien doctor` looks at, and what to do where something is wrong."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from graph import schema
from graph.errors import BienNienError
from graph.target import Target

OLDEST_NEO4J = 5
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "firefox")
_SCARCE_BYTES = 2**30
_JAVA_SECONDS = 20

Verdict = Literal["ok", "note", "broken"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at.  `note` is worth knowing, `broken` keeps biennien from working; `advice` says what to do."""

    subject: str
    verdict: Verdict
    found: str
    advice: str = ""


def examine(target: Target) -> Iterator[Finding]:
    """Look at the system, then at the database, which is started when it does not run."""
    yield Finding("Python", "ok", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    if target.embedded_dir is not None:
        yield _java()
        yield _space(target.embedded_dir)
    yield from _database(target)
    if target.embedded_dir is not None:
        yield from _repairs(target.embedded_dir)
        yield from _rights(target.embedded_dir)
    yield _browser()


def _java() -> Finding:
    from graph.embedded.java import executable

    try:
        java = executable()
        answer = subprocess.run([java, "--version"], capture_output=True, text=True, timeout=_JAVA_SECONDS, check=True)  # noqa: S603
    except BienNienError as error:
        return Finding("Java", "broken", error.message, error.advice)
    except (OSError, subprocess.SubprocessError) as error:
        advice = "Install biennien again, or use a Neo4j: --db bolt://localhost:7687."
        return Finding("Java", "broken", f"the embedded database's own Java does not run: {error}", advice)
    return Finding("Java", "ok", f"{answer.stdout.splitlines()[0]} (the embedded database's own)")


def _space(folder: Path) -> Finding:
    from graph.embedded.home import NEEDED_BYTES

    there = folder
    while not there.exists() and there != there.parent:
        there = there.parent
    free = shutil.disk_usage(there).free
    found = f"{free / 2**30:.1f} GB free for {folder}"
    if not os.access(there, os.W_OK):
        return Finding("Folder", "broken", f"{there} cannot be written to", "Give another folder with --data-dir.")
    if free < NEEDED_BYTES:
        return Finding("Folder", "broken", found, "Make room or give another folder with --data-dir.")
    if free < _SCARCE_BYTES:
        return Finding("Folder", "note", found, "Make room before you ingest much.")
    return Finding("Folder", "ok", found)


def _database(target: Target) -> Iterator[Finding]:
    from graph.store import Store

    begun = time.monotonic()
    try:
        with Store.open(target, access="write") as store:
            yield Finding("Database", "ok", f"{target.label} answers ({time.monotonic() - begun:.1f} s)")
            yield _engine(store.server.product, store.server.version)
            version = store.schema_version()
            yield _schema(version)
            counts = {label: nodes for label, nodes in store.counts().items() if nodes}
            yield Finding("Content", "ok", ", ".join(f"{nodes} {label}" for label, nodes in counts.items()) or "empty")
    except BienNienError as error:
        yield Finding("Database", "broken", error.message, error.advice)


def _repairs(folder: Path) -> Iterator[Finding]:
    """The engine repairs damaged files on its own when it starts, and may drop what it cannot read."""
    from graph.embedded.java import damage

    found = damage(folder)
    if found:
        yield Finding(
            "Files", "note", f"damage was met at the last start: {found}", "If articles are gone, restore a backup."
        )


def _rights(folder: Path) -> Iterator[Finding]:
    """The passwords and all that is stored are for the folder's owner alone, unless somebody changed that."""
    from graph.embedded.home import Home

    found = Home(folder).open_to_others()
    if found:
        told = f"other users may read or write {len(found)} files, such as {found[0]}"
        yield Finding("Rights", "note", told, f"chmod -R go= {folder}")


def _engine(product: str, version: str) -> Finding:
    major = version.partition(".")[0]
    if product == "Neo4j" and major.isdigit() and int(major) < OLDEST_NEO4J:
        return Finding("Engine", "broken", f"{product} {version}", f"Upgrade it to Neo4j {OLDEST_NEO4J}.26 or later.")
    return Finding("Engine", "ok", f"{product} {version}")


def _schema(version: int | None) -> Finding:
    if version is None:
        return Finding("Schema", "ok", "none yet; the first ingest makes it")
    try:
        schema.check_current(version)
    except BienNienError as error:
        return Finding("Schema", "broken", error.message, error.advice)
    return Finding("Schema", "ok", f"version {version}")


def _browser() -> Finding:
    for name in BROWSERS:
        if path := shutil.which(name):
            return Finding("Browser", "ok", path)
    return Finding("Browser", "note", "none found on the path", "Any browser opens an exported timeline.html.")
