"""Room runs out: a rerun makes the graph that an undisturbed run makes."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from disturbed_runs import Program, graph, ingest, made
from processes import eventually, javas, supervisors

from graph.errors import StorageFull
from graph.model import ArticleRecord
from graph.store import Store
from graph.target import Target, resolve

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of another kind")


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounts a small disk, which takes root")
def test_a_disk_that_is_full(embedded_target: Target, records: list[ArticleRecord], path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=192m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    own, filler = resolve(data_dir=folder / "graph", environment={}), folder / "filler"

    def fill(store: Store, batches: int) -> None:
        if batches == 2:
            with filler.open("wb", buffering=0) as file:
                try:
                    while file.write(bytes(2**20)):
                        pass
                except OSError as error:
                    assert error.errno == errno.ENOSPC

    try:
        try:
            ingest(own, path, after=fill)
        except StorageFull as full:
            assert "Make room" in full.advice
        filler.unlink()
        ingest(own, path)
        assert graph(own) == made(embedded_target, records)
    finally:
        for process in supervisors(folder / "graph") + javas(folder / "graph"):
            process.kill()
        assert eventually(lambda: not javas(folder / "graph"))
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="a device of Linux")
def test_no_room_for_rejects_and_journal(undisturbed: list[str], target: Target, path: Path, program: Program) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("\nno article")
    process = program(path, "--rejects", "/dev/full", limit=0)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "/dev/full cannot be written: No space left on device" in stderr and "Traceback" not in stderr
    assert "the run goes on without it" in stderr
    ingest(target, path)
    assert graph(target) == undisturbed
