"""Offices at the time of an act: who is meant by an office alone, and who acts under one that was not theirs."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from biennien.app import app
from graph.model import Article, ArticleRecord, EventRecord, OutsideTerm
from ingest.pipeline import extract


def read(text: str, published: str | None = "2021-12-15") -> ArticleRecord:
    return extract(Article("a", text, published_given=published))


def act(text: str, published: str | None = "2021-12-15", at: str | None = None) -> EventRecord:
    """The one act of a text, or that of the sentence in which `at` stands."""
    events = [event for event in read(text, published).events if at is None or at in event.quote]
    assert len(events) == 1, events
    return events[0]


THEN = [
    ("Năm 2017, Tổng thống Mỹ tuyên bố rút khỏi Hiệp định Paris về khí hậu.", "donald-trump"),
    ("Tháng 5/2016, Tổng thống Mỹ thăm Hà Nội.", "barack-obama"),
    ("Tổng thống Mỹ thăm Hà Nội tháng 5/2016.", "barack-obama"),
    ("Ngày 30/5/2012, Ngoại trưởng Mỹ cáo buộc chính phủ Syria phạm tội ác chiến tranh.", "hillary-clinton"),
    ("Ngày 8/5/2018, Thủ tướng Đức chỉ trích Mỹ.", "angela-merkel"),
]


@pytest.mark.parametrize(("text", "who"), THEN)
def test_an_unnamed_office_is_its_holder_at_the_time_of_the_act(text: str, who: str) -> None:
    found = act(text)
    assert found.sources == (who,), found
    assert found.outside_terms == ()


NOW = [
    # of the article's own days
    ("Ngày 14/12, Tổng thống Mỹ chỉ trích Nga.", "joe-biden"),
    # the agreement is of that year, not the act
    ("Tổng thống Mỹ hôm qua chỉ trích thỏa thuận năm 2015.", "joe-biden"),
    # what lies ahead is told of the holder of today
    ("Tháng 6/2027, Tổng thống Mỹ sẽ thăm Việt Nam.", "joe-biden"),
    # the same sentence names its holder
    ("Năm 2017, ông Biden chỉ trích Tổng thống Mỹ Donald Trump.", "joe-biden"),
]


@pytest.mark.parametrize(("text", "who"), NOW)
def test_an_office_stays_with_the_holder_that_the_words_mean(text: str, who: str) -> None:
    assert act(text).sources == (who,)


def test_a_year_behind_the_act_may_be_that_of_its_object_so_the_office_stays_and_the_act_is_doubted() -> None:
    found = act("Tổng thống Mỹ tuyên bố rút khỏi thỏa thuận năm 2015 với Iran.", "2018-06-20")
    assert (found.date, found.sources) == ("2015", ("donald-trump",))
    assert found.outside_terms == (OutsideTerm("donald-trump", "president"),)
    assert found.confidence <= 0.5


def test_a_year_in_the_name_of_a_known_treaty_is_none_of_the_act() -> None:
    found = act("Tổng thống Mỹ tuyên bố rút khỏi thỏa thuận hạt nhân Iran năm 2015.", "2018-06-20")
    assert (found.date, found.sources, found.outside_terms) == ("2018-05-08", ("donald-trump",), ())


def test_the_rest_of_the_article_keeps_the_holder_of_its_own_time() -> None:
    record = read(
        "Tổng thống Mỹ Joe Biden hôm 14/12 điện đàm với ông Putin. Năm 2017, Tổng thống Mỹ tuyên bố rút khỏi Hiệp định "
        "Paris. Tổng thống Mỹ hôm 14/12 chỉ trích quyết định đó."
    )
    assert [event.sources[0] for event in record.events] == ["joe-biden", "donald-trump", "joe-biden"]
    text = record.article.text
    mentions = {actor.id: [text[slice(*span)] for span in actor.mentions] for actor in record.actors}
    assert mentions["donald-trump"] == ["Tổng thống Mỹ"]
    assert mentions["joe-biden"] == ["Tổng thống Mỹ Joe Biden", "Tổng thống Mỹ"]


def test_where_two_held_an_office_nobody_else_is_taken_and_the_doubt_is_told() -> None:
    """Theresa May came after David Cameron on 13 July 2016."""
    assert act("Tháng 9/2016, Thủ tướng Anh chỉ trích Nga.").sources == ("theresa-may",)
    found = act("Năm 2016, Thủ tướng Anh chỉ trích Nga.")
    assert found.outside_terms == (OutsideTerm("boris-johnson", "prime minister"),)
    assert found.confidence <= 0.5


OUTSIDE = [
    (
        "Ngày 8/5/2015, Tổng thống Mỹ Donald Trump tuyên bố áp đặt trừng phạt lên Iran.",
        OutsideTerm("donald-trump", "president"),
    ),
    ("Tổng thống Mỹ Barack Obama hôm 14/12 cáo buộc Nga can thiệp bầu cử.", OutsideTerm("barack-obama", "president")),
    ("Năm 2010, Thủ tướng Đức Olaf Scholz chỉ trích Nga.", OutsideTerm("olaf-scholz", "chancellor")),
]
INSIDE = [
    "Ngày 8/5/2018, Tổng thống Mỹ Donald Trump tuyên bố áp đặt trừng phạt lên Iran.",
    "Cựu Tổng thống Mỹ Barack Obama hôm 14/12 cáo buộc Nga can thiệp bầu cử.",
    "Ngày 8/5/2015, ông Donald Trump cáo buộc Mexico.",
    "Năm 2021, Tổng thống Mỹ Donald Trump tuyên bố áp đặt trừng phạt lên Iran.",
    "Tổng thống Mỹ đắc cử Joe Biden ngày 14/12/2020 cáo buộc Nga tấn công mạng.",
    "Tháng 6/2027, Tổng thống Mỹ Joe Biden sẽ thăm Việt Nam.",
]


@pytest.mark.parametrize(("text", "outside"), OUTSIDE)
def test_an_act_outside_the_doers_term_is_told_and_doubted(text: str, outside: OutsideTerm) -> None:
    found = act(text)
    assert found.outside_terms == (outside,)
    assert found.confidence <= 0.5


@pytest.mark.parametrize("text", INSIDE)
def test_an_act_that_fits_what_is_known_is_not(text: str) -> None:
    found = act(text)
    assert found.outside_terms == ()
    assert found.confidence > 0.5


def test_explain_tells_it(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(OUTSIDE[0][0], encoding="utf-8")
    shown = CliRunner().invoke(app, ["explain", str(file), "--published", "2018-06-20"], env={"COLUMNS": "160"}).stdout
    told = " ".join(shown.split())
    assert (
        "against it: Donald Trump is called president; the term is 2017-01-20 to 2021-01-20, 2025-01-20 to now" in told
    )
