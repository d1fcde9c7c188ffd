"""The built wheel, installed into an environment of its own, away from the checkout."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
PACKAGES = ("graph", "ingest", "queries", "timeline", "biennien")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # Built from a copy, so that nothing is left in the checkout.
    source = folder / "source"
    source.mkdir()
    for name in PACKAGES:
        shutil.copytree(CHECKOUT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(CHECKOUT / name, source)
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, source], check=True
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of an environment that has the wheel; what it depends on is borrowed from this one."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", wheel], check=True
    )
    site = next((folder / "lib").glob("python*/site-packages"))
    # A path file makes the other packages importable but, unlike a site folder, runs none of theirs: the checkout,
    # which is installed here by such a file, stays out.
    borrowed = next(Path(path) for path in sys.path if path.endswith("site-packages"))
    (site / "borrowed.pth").write_text(f"{borrowed}\n")
    return folder / "bin"


def test_wheel_holds_every_data_file(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    wanted = {
        path.relative_to(CHECKOUT).as_posix()
        for package in PACKAGES
        for path in (CHECKOUT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted - inside == set()
    tops = {name.split("/")[0] for name in inside}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)


def test_installed_program_reads_an_article(installed: Path, environment: dict[str, str], tmp_path: Path) -> None:
    article = tmp_path / "bài.txt"
    shutil.copy(CHECKOUT / "examples" / "geneva-summit.txt", article)

    def run(*command: str | Path) -> str:
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = run(installed / "python", "-c", "import graph, ingest; print(graph.__file__); print(ingest.__file__)")
    assert all(Path(line).is_relative_to(installed.parent) for line in where.splitlines())

    from biennien import __version__

    assert run(installed / "biennien", "--version") == f"biennien {__version__}\n"
    record = json.loads(run(installed / "biennien", "extract", article, "--format", "jsonl"))
    assert record["article"]["published"]["value"].startswith("2021")
    assert {"RUS", "USA"} <= {actor["id"] for actor in record["actors"]}
    assert record["events"]


def test_installed_program_lists_its_queries(installed: Path, environment: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        [installed / "biennien", "query", "--format", "json"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert "timeline" in {query["name"] for query in json.loads(done.stdout)}
