"""How and where acts take place, read from sentences of our own."""

from __future__ import annotations

import pytest

from graph.model import Article, EventRecord
from ingest.pipeline import extract


def events(text: str, published: str) -> tuple[EventRecord, ...]:
    return extract(Article("test", text, published_given=published)).events


MODES = [
    ("Tổng thống Mỹ Joe Biden ngày 18/3/2022 điện đàm với Chủ tịch Trung Quốc Tập Cận Bình.", "2022-03-19", "call"),
    ("Tổng thống Mỹ Barack Obama ngày 23/5/2016 bắt đầu chuyến thăm Việt Nam.", "2016-05-23", "visit"),
    ("Ngày 16/6/2021, Tổng thống Mỹ Joe Biden gặp Tổng thống Nga Vladimir Putin tại Geneva.", "2021-06-17", "meet"),
    ("Ngày 29/3/2018, Nga tuyên bố trục xuất 60 nhà ngoại giao Mỹ.", "2018-03-30", "expel"),
    ("Ngày 2/8/2019, Mỹ rút khỏi Hiệp ước Các lực lượng hạt nhân tầm trung (INF).", "2019-08-03", "withdraw"),
    ("Ngày 14/4/2018, Mỹ không kích các mục tiêu ở Syria.", "2018-04-14", "heavy weapons"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "published", "mode"), MODES)
def test_the_mode_is_that_of_the_words(text: str, published: str, mode: str) -> None:
    assert mode in {event.mode for event in events(text, published)}


def test_a_statement_has_no_mode() -> None:
    found = events(
        "Ngoại trưởng Nga Sergei Lavrov ngày 12/6/2018 cho biết quan hệ với Mỹ còn nhiều khó khăn.", "2018-06-13"
    )
    assert [event.mode for event in found] == [None]


PLACES = [
    ("Ngày 16/6/2021, Tổng thống Mỹ Joe Biden gặp Tổng thống Nga Vladimir Putin tại Geneva.", "2021-06-17", "Geneva"),
    (
        "Tổng thống Mỹ Donald Trump và nhà lãnh đạo Triều Tiên Kim Jong-un gặp nhau tại thủ đô Hà Nội ngày 27/2/2019.",
        "2019-02-28", "thủ đô Hà Nội",
    ),
    ("Ngày 29/3/2018, Nga đóng cửa lãnh sự quán Mỹ tại St. Petersburg.", "2018-03-30", "St. Petersburg"),
    ("Ngày 27/4/2018, hai nhà lãnh đạo Hàn Quốc và Triều Tiên gặp nhau ở Bàn Môn Điếm.", "2018-04-28", "Bàn Môn Điếm"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "published", "place"), PLACES)
def test_the_place_is_the_one_named_with_the_act(text: str, published: str, place: str) -> None:
    assert place in {event.place for event in events(text, published)}


NO_PLACES = [
    # where an envoy is posted is no place of an act
    ("Đại sứ Nga tại Mỹ Anatoly Antonov ngày 23/12/2022 chỉ trích Washington.", "2022-12-23"),
    # what follows a statement is its content
    ("Ngoại trưởng Nga Sergei Lavrov ngày 5/4/2017 kêu gọi điều tra vụ tấn công ở Syria.", "2017-04-06"),
    # an event or an institution is no place
    ("Ngày 14/4/2018, Mỹ chỉ trích Nga tại Hội đồng Bảo an Liên Hợp Quốc.", "2018-04-15"),
    ("Tổng thống Mỹ Joe Biden ngày 18/3/2022 điện đàm với Chủ tịch Trung Quốc Tập Cận Bình.", "2022-03-19"),
]


@pytest.mark.parametrize(("text", "published"), NO_PLACES)
def test_no_place_where_none_is_said(text: str, published: str) -> None:
    found = events(text, published)
    assert found and {event.place for event in found} == {None}
