"""Retellings of a milestone meet in one event; other acts of the kind stay apart."""

from __future__ import annotations

import pytest

from graph.model import Article, EventRecord
from ingest.pipeline import extract


def events(text: str, published: str) -> list[EventRecord]:
    return list(extract(Article(id="a", text=text, published_given=published)).events)


RETOLD = [
    ("Quan hệ xấu đi sau khi Nga sáp nhập bán đảo Crimea năm 2014.", "2017-02-07", "e-annexation-of-crimea"),
    ("Tổng thống Mỹ Donald Trump tháng 5/2018 rút khỏi thỏa thuận hạt nhân Iran.", "2019-06-05", "e-us-leaves-jcpoa"),
    ("Mỹ hôm nay chính thức rút khỏi INF.", "2019-08-02", "e-end-of-inf"),
    ("Ngày 20/1, Thổ Nhĩ Kỳ bắt đầu chiến dịch tấn công lực lượng người Kurd ở Afrin.", "2018-01-23", "e-olive-branch"),
]


@pytest.mark.parametrize(("text", "published", "key"), RETOLD)
def test_retold(text: str, published: str, key: str) -> None:
    assert key in [event.id for event in events(text, published)]


APART = [
    # another doer
    ("Ukraine hôm qua tấn công bán đảo Crimea, nơi Nga tuyên bố sáp nhập.", "2023-05-03", "annexation-of-crimea"),
    # another time
    ("Ngày 20/3, Thổ Nhĩ Kỳ tấn công lực lượng người Kurd ở Afrin.", "2019-03-21", "olive-branch"),
    # not done
    ("Nga sẽ không sáp nhập thêm phần nào của Crimea.", "2016-03-21", "annexation-of-crimea"),
    # another meeting beside it
    ("Tổng thống Mỹ Donald Trump hôm nay gặp Thủ tướng Lý Hiển Long ở Singapore.",
     "2018-06-11", "trump-kim-singapore"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "published", "key"), APART)
def test_apart(text: str, published: str, key: str) -> None:
    assert f"e-{key}" not in [event.id for event in events(text, published)]


def test_two_articles_meet_in_the_event() -> None:
    one = events("Các nước lo ngại sau khi Nga sáp nhập bán đảo Crimea hồi tháng 3/2014.", "2016-06-18")
    other = events("Quan hệ căng thẳng sau sự kiện Nga sáp nhập bán đảo Crimea năm 2014.", "2018-09-20")
    assert {event.id for event in one} & {event.id for event in other} == {"e-annexation-of-crimea"}


def test_each_milestone_once_an_article() -> None:
    found = events(
        "Nga sáp nhập Crimea năm 2014. Việc Nga sáp nhập Crimea năm 2014 bị phương Tây lên án.", "2018-09-20"
    )
    ids = [event.id for event in found]
    assert len(ids) == len(set(ids))


STEPS = [
    # a year behind the name of a treaty is that of its signing
    ("Quan hệ xấu đi kể từ khi Mỹ rút khỏi thỏa thuận hạt nhân Iran năm 2015.", "2019-07-10", "2018-05-08"),
    (
        "Lãnh đạo Liên Xô Mikhail Gorbachev cùng Tổng thống Mỹ Ronald Reagan ký Hiệp ước INF.",
        "2016-10-11",
        "1987-12-08",
    ),
    # what the text says counts
    ("Tháng 5/2018, Mỹ rút khỏi thỏa thuận hạt nhân Iran.", "2019-07-10", "2018-05"),
    # the day on which Russia left may be that of the announcement or that of the end
    ("Căng thẳng tăng lên kể từ khi Nga rút khỏi Hiệp ước Bầu trời Mở.", "2022-03-10", "2022-03"),
]


@pytest.mark.parametrize(("text", "published", "date"), STEPS)
def test_the_day_a_treaty_was_signed_or_left(text: str, published: str, date: str) -> None:
    assert date in [event.date for event in events(text, published)]
