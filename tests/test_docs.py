"""What README and docs say to type is typed, and every query they show is asked.

- ```` ```console ```` blocks: each line `$ biennien …` is run by a shell, page by page and in order, in a folder that
  has the example articles in `examples/` and in `articles/`.  It must succeed.  In a block ```` ```console check ````
  the lines below a command must also come out of it in that order; `…` in them stands for anything.
- ```` ```cypher ```` blocks are asked, with read access, of a graph that holds the example articles, on both engines.
- Links to other files of the project must lead somewhere.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from biennien import __version__
from graph.target import Target

CHECKOUT = Path(__file__).resolve().parent.parent
PAGES = [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").rglob("*.md"))]


def name(page: Path) -> str:
    return page.relative_to(CHECKOUT).as_posix()


def blocks(page: Path, kind: str) -> Iterator[Token]:
    """The fenced blocks of a page whose first word is `kind`."""
    for token in MarkdownIt().parse(page.read_text(encoding="utf-8")):
        if token.type == "fence" and token.info.split()[:1] == [kind]:
            yield token


@dataclass(frozen=True)
class Command:
    """A line to type, and the lines it must print."""

    where: str
    line: str
    expected: tuple[str, ...]


def commands(page: Path) -> list[Command]:
    found = []
    for token in blocks(page, "console"):
        checked = "check" in token.info.split()
        text = token.content.replace("\\\n", " ")
        for line, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", text, re.MULTILINE):
            expected = tuple(wanted for wanted in output.splitlines() if wanted.strip()) if checked else ()
            found.append(Command(f"{name(page)}:{token.map[0] + 1 if token.map else 0}", line, expected))
    return [command for command in found if command.line.split()[0] == "biennien"]


def missing_lines(expected: tuple[str, ...], printed: str) -> list[str]:
    """The expected lines that do not come, counted from the first one that does not."""
    lines = iter(printed.splitlines())
    for number, wanted in enumerate(expected):
        pattern = ".*".join(re.escape(part) for part in wanted.strip().split("…"))
        if not any(re.fullmatch(pattern, line.strip()) for line in lines):
            return list(expected[number:])
    return []


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=name)
def test_commands_work(page: Path, environment: dict[str, str], examples: Path, tmp_path: Path) -> None:
    for folder in ("examples", "articles"):
        shutil.copytree(examples, tmp_path / folder)
    path = os.pathsep.join([str(Path(sys.executable).parent), environment["PATH"]])
    # The graph is this page's own; its server outlives the pauses between commands.
    wanted = environment | {"PATH": path, "BIENNIEN_DATA_DIR": str(tmp_path / "graph"), "BIENNIEN_LINGER": "5"}

    def run(line: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            line,
            shell=True,
            cwd=tmp_path,
            env=wanted,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    try:
        for command in commands(page):
            done = run(command.line)
            assert done.returncode == 0, f"{command.where}: {command.line}\n{done.stdout}"
            absent = missing_lines(command.expected, done.stdout)
            assert not absent, f"{command.where}: {command.line} printed\n{done.stdout}\nwithout {absent}"
    finally:
        run("biennien db stop")


def test_queries_work(target: Target, biennien_on_either: Callable[..., Any], examples: Path) -> None:
    from graph.store import Store

    done = biennien_on_either("ingest", examples)
    assert done.code == 0, done.stderr
    with Store.open(target) as store:
        for page in PAGES:
            for token in blocks(page, "cypher"):
                store.refuse_writes(token.content)
                assert store.read(token.content, {}).columns, f"{name(page)}: {token.content}"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:|#", link):
            assert (page.parent / link.split("#")[0]).exists(), f"{name(page)} links to {link}"


def test_changelog_begins_with_this_version() -> None:
    versions = re.findall(r"^## \[(.+?)\]", (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert versions[0] == __version__


def test_what_a_block_says_is_understood(tmp_path: Path) -> None:
    assert missing_lines(("a … c", "d"), "x\n  a b c\nd\n") == []
    assert missing_lines(("d", "a"), "a\nd\n") == ["a"]


def table(page: Path, heading: str) -> list[list[str]]:
    """The cells of the rows of the table below a heading, as text."""
    part = page.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line.strip().strip("|").split("|") for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def test_readme_shows_what_the_demo_finds(biennien: Callable[..., Any], examples: Path) -> None:
    assert biennien("ingest", examples).code == 0
    rows = json.loads(biennien("query", "timeline", "--format", "json").stdout)
    found = [
        (row["edtf"], row["type"], {*row["sources"], *row["targets"]}, report["quote"])
        for row in rows
        for report in row["reports"]
    ]
    shown = table(CHECKOUT / "README.md", "What the demo finds")
    assert shown
    for date, kind, who, words in shown:
        assert [
            quote
            for found_date, found_kind, actors, quote in found
            if (found_date, found_kind) == (date, kind)
            and set(who.split(", ")) <= actors
            and words.rstrip("…") in quote
        ], f"README.md shows what the demo does not find: {date} {kind} {who}"
