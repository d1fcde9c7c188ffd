"""Dates that came with an article: what its source tells of the day of publication, and how far that is believed."""

from __future__ import annotations

import pytest

from graph.model import NOWHERE, Article, SourceDate, SourceDateKind
from ingest.identity import content_hash, own_hash
from ingest.pipeline import extract

SILENT = "Hai bên bày tỏ hy vọng rằng đối thoại sẽ tiếp tục vì lợi ích của nhân dân hai nước."
DAY_ONLY = "Ngày 5/12, hai bên bày tỏ hy vọng rằng đối thoại sẽ tiếp tục."


def told(kind: SourceDateKind, value: str = "2022-12-06") -> tuple[SourceDate, ...]:
    return (SourceDate(kind, value, "as it stands there"),)


def test_what_the_page_tells_of_itself_is_the_date() -> None:
    found = extract(Article("a", SILENT, dates=told("metadata"))).published
    assert (found.value, found.basis) == ("2022-12-06", "metadata")
    assert found.confidence > 0.99
    (evidence,) = found.evidence
    assert (evidence.span, evidence.rule) == (NOWHERE, "metadata")
    assert evidence.says == "The source gives 2022-12-06 as the day of publication: as it stands there."


@pytest.mark.parametrize(
    ("kind", "rule", "least", "most"),
    [
        ("page", "date on the page", 0.8, 1),
        ("document", "document made", 0.5, 0.95),
        ("crawl", "page fetched", 0.3, 0.8),
    ],
)
def test_other_dates_are_believed_less(kind: SourceDateKind, rule: str, least: float, most: float) -> None:
    found = extract(Article("a", SILENT, dates=told(kind))).published
    assert found.value is not None and found.value.startswith("2022")
    assert found.basis == "inferred"
    assert least < found.confidence < most
    assert [item.rule for item in found.evidence] == [rule]


@pytest.mark.parametrize("kind", ["page", "document", "crawl"])
def test_the_text_gives_the_day_and_the_source_the_year(kind: SourceDateKind) -> None:
    found = extract(Article("a", DAY_ONLY, dates=told(kind))).published
    assert found.value in ("2022-12-05", "2022-12-06")


def test_a_text_of_another_time_speaks_against_a_crawl() -> None:
    text = "Ngày 16/6/2021, Tổng thống Mỹ Joe Biden gặp Tổng thống Nga Vladimir Putin tại Geneva."
    found = extract(Article("a", text, dates=told("crawl", "2024-03-01"))).published
    assert found.value is not None and found.value.startswith("2021-06")


def test_a_date_that_was_given_comes_first() -> None:
    found = extract(Article("a", SILENT, published_given="2020", dates=told("metadata"))).published
    assert (found.value, found.basis) == ("2020", "given")


def test_a_date_outside_the_days_of_publication_says_nothing() -> None:
    for kind in ("metadata", "page"):
        found = extract(Article("a", SILENT, dates=told(kind, "1970-01-01"))).published  # type: ignore[arg-type]
        assert found.value is None or found.basis == "inferred"


def test_an_article_is_read_again_when_its_source_tells_another_date() -> None:
    plain = Article("a", SILENT)
    assert content_hash(plain) != content_hash(Article("a", SILENT, dates=told("metadata")))
    assert content_hash(Article("a", SILENT, dates=told("page"))) != content_hash(
        Article("a", SILENT, dates=told("crawl"))
    )
    assert own_hash(plain) == own_hash(Article("a", SILENT, dates=told("metadata")))
    assert own_hash(plain) != own_hash(Article("a", SILENT, author="Trần Bình"))
    given = Article("a", SILENT, published_given="2020")
    assert content_hash(given) == content_hash(Article("a", SILENT, published_given="2020", dates=told("page")))
