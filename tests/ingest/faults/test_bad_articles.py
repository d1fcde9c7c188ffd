"""Articles with a fault: the run goes on without them, and reads them again when they are mended."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from disturbed_runs import ARTICLES, BAD, LINES, graph, ingest
from typer.testing import Result

from graph.model import Article, ArticleRecord
from graph.target import Target
from ingest import extraction
from ingest.journal import Journal

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of another kind")


def broken(path: Path, line: bytes) -> None:
    lines = [text.encode() for text in LINES]
    lines[BAD] = line
    path.write_bytes(b"\n".join(lines))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": "a-4", "text": "N', "is no JSON"),
        (LINES[BAD].encode("utf-8").replace(b"published", b"publ\xff\xfeshed"), "is not UTF-8"),
        (LINES[BAD].replace('"a-4"', '"a-1"').encode(), "id 'a-1' is that of"),
    ],
)
def test_a_bad_record_in_the_middle(
    undisturbed: list[str], target: Target, path: Path, line: bytes, reason: str
) -> None:
    broken(path, line)
    summary = ingest(target, path)
    (reject,) = summary.rejects
    assert reject.reason.startswith(reason)
    assert summary.stored.articles.new == len(ARTICLES) - 1
    path.write_text("\n".join(LINES), "utf-8")
    ingest(target, path)
    assert graph(target) == undisturbed


def test_an_article_on_which_the_extraction_fails(
    undisturbed: list[str], target: Target, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_well, tried = extraction.extract, []

    def fails(article: Article, **options: Any) -> ArticleRecord:
        tried.append(article.id)
        if article.id == "a-4":
            raise ZeroDivisionError("by chance")
        return read_well(article, **options)

    monkeypatch.setattr(extraction, "extract", fails)
    with Journal(tmp_path / "journal", pytest.fail) as journal:
        first = ingest(target, path, journal=journal)
        assert [reject.id for reject in first.rejects] == ["a-4"]
        assert first.rejects[0].reason.startswith(
            "extraction failed with ZeroDivisionError: by chance (test_bad_articles.py"
        )
        tried.clear()
        again = ingest(target, path, journal=journal)
        assert (again.rejects, tried) == (first.rejects, []), "it failed before, and is not tried again"
    monkeypatch.setattr(extraction, "extract", read_well)
    ingest(target, path)
    assert graph(target) == undisturbed


def test_rejects_are_retried(
    undisturbed: list[str], target: Target, path: Path, tmp_path: Path, command: Callable[..., Result]
) -> None:
    broken(path, b"{")
    rejects = tmp_path / "rejects.jsonl"
    assert command(path, "--rejects", rejects).exit_code == 1
    assert json.loads(rejects.read_text())["files"] == [str(path)]
    path.write_text("\n".join(LINES), "utf-8")
    assert command("--retry", rejects, "--rejects", rejects).exit_code == 0
    assert rejects.read_text() == ""
    assert graph(target) == undisturbed
