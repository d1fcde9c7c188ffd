"""The code of docs/python.md and the notebook in examples/ run as they stand."""

from __future__ import annotations

import contextlib
import io
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from graph.target import Target

CHECKOUT = Path(__file__).resolve().parents[2]


def run(code: str, name: str) -> str:
    """What code prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, name, "exec"), {"__name__": "__main__", "__file__": name})
    return printed.getvalue()


def test_the_page(target: Target, examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(examples, tmp_path / "articles")
    monkeypatch.chdir(tmp_path)
    page = CHECKOUT / "docs" / "python.md"
    blocks = [
        token.content
        for token in MarkdownIt().parse(page.read_text("utf-8"))
        if token.type == "fence" and token.info == "python"
    ]
    code = "\n".join(blocks)
    chosen = f"data_dir={str(target.embedded_dir)!r}" if target.embedded_dir else f"db={target.uri!r}"
    for name, value in (("USERNAME", target.user), ("PASSWORD", target.password), ("DATABASE", target.database)):
        monkeypatch.setenv(f"NEO4J_{name}", value or "")
    assert code.count('data_dir="graph"') == 2
    printed = run(code.replace('data_dir="graph"', chosen), str(page))
    for wanted in (
        "2021-06-16 CONSULT",
        "3 articles, 0 new events",
        "<timeline: ",
        "verbal cooperation",
        "Thượng đỉnh Geneva",
        "russia.html",
        "no actor is called 'Rusia' - Did you mean Russia (RUS)?",
    ):
        assert wanted in printed, f"{wanted} is not in\n{printed}"
    assert (tmp_path / "new-start.md").exists()


def test_the_notebook(examples: Path, tmp_path: Path) -> None:
    folder = tmp_path / "examples"
    shutil.copytree(examples, folder)
    notebook = folder / "notebook.py"
    text = notebook.read_text("utf-8")
    assert text.count("\n# %%") >= 10
    printed = run(text, str(notebook))
    assert "8 articles tell of" in printed
    assert "2023-02-21 suspend" in printed
    assert "material conflict" in printed
    assert "new-start.html: " in printed
    assert "pandas" in sys.modules
