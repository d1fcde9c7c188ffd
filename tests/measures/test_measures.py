"""The measure of dates found with the right value, and the page that the tables go into."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from benchmarks import measures, pages, scoring
from benchmarks.peers import READERS
from benchmarks.peers.peer import Article, Time, Unavailable

TEXT = "Ngày 8/4/2010, Nga và Mỹ ký Hiệp ước New START tại Praha, có hiệu lực từ ngày 5/2/2011 trong 10 năm."


def time(quote: str, value: str | None, kind: str = "DATE") -> dict[str, Any]:
    start = TEXT.index(quote)
    return {"quote": quote, "span": (start, start + len(quote)), "kind": kind, "value": value}


GOLD: dict[str, dict[str, Any]] = {
    "praha": {
        "text": TEXT,
        "published": {"value": "2011-02-06"},
        "timexes": [
            time("Ngày 8/4/2010", "2010-04-08"),
            time("ngày 5/2/2011", "2011-02-05"),
            time("10 năm", "P10Y", "DURATION"),
        ],
        "actors": [],
        "treaties": [],
        "events": [],
    }
}


def end_to_end(*found: dict[str, Any]) -> float:
    return scoring.end_to_end(GOLD, {"praha": {"times": list(found)}})


def test_all_dates_right() -> None:
    assert end_to_end(time("8/4/2010", "2010-04-08"), time("từ ngày 5/2/2011", "2011-02-05")) == 1


def test_nothing_found() -> None:
    assert end_to_end() == 0
    assert scoring.end_to_end({}, {}) == 0


def test_a_wrong_or_missing_value_is_not_right() -> None:
    assert end_to_end(time("8/4/2010", "2010-08-04"), time("5/2/2011", None)) == 0
    assert end_to_end(time("8/4/2010", "2010-04-08"), time("5/2/2011", "2011")) == 0.5


def test_durations_do_not_count_and_dates_invented_of_them_do() -> None:
    right = (time("8/4/2010", "2010-04-08"), time("5/2/2011", "2011-02-05"))
    assert end_to_end(*right, time("10 năm", "P10Y", "DURATION")) == 1
    assert end_to_end(*right, time("10 năm", "2001")) == pytest.approx(4 / 5)


def test_a_found_date_answers_for_one_annotated_date_only() -> None:
    whole = time(TEXT[: TEXT.index(" trong")], "2010-04-08")
    assert end_to_end(whole) == pytest.approx(2 / 3)
    assert end_to_end(whole, time("5/2/2011", "2011-02-05")) == 1


def test_the_figures_of_a_peer_stand_in_its_row(scorer: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def reader(articles: Sequence[Article]) -> dict[str, list[Time]]:
        assert [(article.id, article.published) for article in articles] == [("praha", "2011-02-06")]
        return {"praha": [Time((0, 13), "DATE", "2010-04-08"), Time((15, 18), "DATE", "2011")]}

    def missing(articles: Sequence[Article]) -> dict[str, list[Time]]:
        raise Unavailable("no Java")

    monkeypatch.setattr(measures, "READERS", {"half": reader, "gone": missing})
    lines = list(measures.times_table(scorer, GOLD, measures.other_programs(GOLD, peers=True)))
    assert lines[0] == "Articles: 1. Times: 3, of which 2 are dates."
    assert "| half | 0.40 | 0.40 | 1.00 | 0.50 |" in lines
    assert "| gone | not measured: no Java |  |  |  |" in lines


def test_programs_that_are_not_run_are_told(scorer: ModuleType) -> None:
    lines = list(measures.times_table(scorer, GOLD, measures.other_programs(GOLD, peers=False)))
    assert sum("not measured: run without `--peers`" in line for line in lines) == len(READERS)


def test_tables_go_between_the_marks() -> None:
    mark = pages.mark("measures")
    page = f"before\n{mark}\nold\n{pages.END}\nafter\n"
    once = pages.put(page, "measures", "new")
    assert once == f"before\n{mark}\n\nnew\n\n{pages.END}\nafter\n"
    assert pages.put(once, "measures", "new") == once
    with pytest.raises(ValueError, match="no line"):
        pages.put("a page without marks", "measures", "new")


@pytest.mark.parametrize("script", ["measures", "queries", "scale", "throughput"])
def test_every_page_has_the_marks_of_its_script(script: str) -> None:
    docs = Path(__file__).resolve().parents[2] / "docs"
    marked = [page for page in docs.glob("*.md") if pages.mark(script) in page.read_text(encoding="utf-8")]
    assert [pages.page_of(script)(str(page)) for page in marked] == marked
    assert len(marked) == 1
