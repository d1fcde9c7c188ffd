"""Which language an article is in: found, given by its source, or by the user."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.errors import UsageError
from graph.model import Article
from ingest import language
from ingest.language import Unsupported, of_article, readable
from ingest.sources import Reject

ENGLISH = "The two countries signed a treaty on the border in Beijing on Monday, the foreign ministry said."
VIETNAMESE = "Hai nước đã ký hiệp định về biên giới tại Bắc Kinh hôm thứ Hai, Bộ Ngoại giao cho biết."
FRENCH = (
    "Les deux pays ont signé lundi à Pékin un traité sur la frontière, a annoncé le ministère des Affaires étrangères."
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH, "en"),
        (VIETNAMESE, "vi"),
        (f"{VIETNAMESE} Ông nói: “It was a great honour to be there, and we will come again.”", "vi"),
        (f"{ENGLISH} {ENGLISH} “Chúng tôi rất vui mừng”, the minister said in Hanoi.", "en"),
        ("2019", "vi"),
    ],
)
def test_the_language_is_found(text: str, code: str) -> None:
    assert of_article(Article("a", text)) == code


def test_what_the_source_or_the_user_says_comes_first() -> None:
    assert of_article(Article("a", VIETNAMESE, language="en-GB")) == "en"
    assert of_article(Article("a", ENGLISH, language="Vietnamese")) == "vi"
    assert of_article(Article("a", VIETNAMESE, language="en"), "vi") == "vi"


@pytest.mark.parametrize("article", [Article("a", FRENCH), Article("a", ENGLISH, language="fr")])
def test_another_language_is_rejected_with_those_that_can_be_read(article: Article) -> None:
    with pytest.raises(Unsupported):
        of_article(article)
    (reject,) = readable([article])
    assert isinstance(reject, Reject)
    assert reject.reason == "is in French; supported are English, Vietnamese"


def test_an_unknown_language_is_told() -> None:
    with pytest.raises(UsageError, match="no language 'xx'"):
        language.checked("xx")
    assert language.checked("auto") is None


def test_a_command_reads_both_languages_and_rejects_a_third(biennien: Callable[..., Any], tmp_path: Path) -> None:
    for name, text in {"en": ENGLISH, "vi": VIETNAMESE, "fr": FRENCH}.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    done = biennien("extract", str(tmp_path), "--format", "jsonl", "--published", "2018-07-17")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert {line["article"]["language"] for line in lines if "error" not in line} == {"en", "vi"}
    assert done.code == 1
    assert "is in French" in done.stdout + done.stderr


def test_no_article_in_vietnamese_is_lost(shared: Path) -> None:
    """Those that are marked least by its letters: the folder of development articles and all their sentences."""
    for path in sorted((shared / "eval" / "dev").glob("*.txt")):
        assert of_article(Article(path.stem, path.read_text("utf-8"))) == "vi", path.stem


@pytest.mark.parametrize("said", ["2021", "x", " ", "http://[", "no language", "vi[[["])
def test_what_a_source_says_that_names_no_language_counts_for_nothing(said: str) -> None:
    text = "Ngày 16/6, Tổng thống Nga Vladimir Putin hội đàm với Tổng thống Mỹ Joe Biden tại Geneva."
    assert of_article(Article("a", text, language=said)) == "vi"
