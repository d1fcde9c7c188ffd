"""A user's own file of facts, used where articles are read."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from biennien.app import app
from graph.model import Article
from ingest.pipeline import extract, extractor

FACTS = """\
milestones:
  - id: nay-pyi-taw-summit
    date: 2014-05-10/2014-05-11
    kind: summit
    name: ASEAN summit in Nay Pyi Taw
    name_vi: Hội nghị Nay Pyi Taw
treaties:
  - id: nay-pyi-taw-declaration
    name: Nay Pyi Taw Declaration
    name_vi: Tuyên bố Nay Pyi Taw
    topic: security
    kind: agreement
    signed: 2014-05-11
"""
TEXT = "Hội nghị Nay Pyi Taw\n\nViệt Nam và Myanmar hôm qua dự Hội nghị Nay Pyi Taw và ký Tuyên bố Nay Pyi Taw.\n"


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.yaml"
    path.write_text(FACTS, encoding="utf-8")
    return path


def test_an_article_is_dated_by_them(facts: Path) -> None:
    article = Article("a", TEXT)
    assert (extract(article, facts=facts).published.value or "").startswith("2014")
    assert extract(article).published.value is None


def test_treaties_are_found_by_them(facts: Path) -> None:
    article = Article("a", TEXT, published_given="2014-05-12")
    assert [treaty.id for treaty in extract(article, facts=facts).treaties] == ["nay-pyi-taw-declaration"]
    assert "nay-pyi-taw-declaration" not in [treaty.id for treaty in extract(article).treaties]


def test_articles_read_with_other_facts_are_read_again(facts: Path) -> None:
    assert extractor(facts=facts) != extractor()


@pytest.mark.parametrize("command", ["ingest", "extract", "explain"])
def test_a_fault_is_told_before_anything_is_read(command: str, tmp_path: Path, facts: Path) -> None:
    facts.write_text("milestones:\n  - {id: x, date: soon, kind: act, name: X}\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    found = CliRunner().invoke(app, [command, str(tmp_path / "a.txt"), "--knowledge", str(facts)])
    assert found.exit_code != 0
    assert "facts.yaml" in found.output
