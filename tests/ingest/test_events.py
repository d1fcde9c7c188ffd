"""Acts read from sentences of our own: what, by whom, to whom, when, and whether it came about."""

from __future__ import annotations

import pytest

from graph.model import Article, ArticleRecord, EventRecord
from ingest.pipeline import extract

PUBLISHED = "2018-06-01"


def read(text: str, published: str = PUBLISHED) -> ArticleRecord:
    return extract(Article("test", text, published_given=published))


def only(text: str, published: str = PUBLISHED) -> EventRecord:
    record = read(text, published)
    assert len(record.events) == 1, [(event.type, event.quote) for event in record.events]
    return record.events[0]


ACTS = [
    (
        "Ngày 16/6/2021, Tổng thống Mỹ Joe Biden gặp Tổng thống Nga Vladimir Putin tại Geneva.",
        "2021-06-17", "CONSULT", "happened", "2021-06-16", {"joe-biden"}, {"vladimir-putin"},
    ),
    (
        "Ngày 2/8/2019, Mỹ chính thức rút khỏi Hiệp ước Các lực lượng hạt nhân tầm trung (INF) ký với Liên Xô.",
        "2019-08-03", "SANCTION", "happened", "2019-08-02", {"USA"}, None,
    ),
    (
        "Ngày 29/3/2018, Nga tuyên bố trục xuất 60 nhà ngoại giao Mỹ.",
        "2018-03-30", "SANCTION", "happened", "2018-03-29", {"RUS"}, None,
    ),
    (
        "Bộ Ngoại giao Nga hôm qua lên án quyết định của Mỹ về việc trục xuất các nhà ngoại giao Nga.",
        "2018-03-27", "ACCUSE", "happened", "2018-03-26", {"russian-foreign-ministry"}, {"USA"},
    ),
    (
        "Tổng thống Mỹ Donald Trump sẽ gặp nhà lãnh đạo Triều Tiên Kim Jong-un tại Singapore vào ngày 12/6.",
        "2018-06-01", "CONSULT", "planned", "2018-06-12", {"donald-trump"}, {"kim-jong-un"},
    ),
    (
        "Tổng thư ký Liên Hợp Quốc Antonio Guterres ngày 14/4 kêu gọi các bên ở Syria kiềm chế.",
        "2018-04-15", "REQUEST", "happened", "2018-04-14", {"antonio-guterres"}, None,
    ),
    (
        "Ngoại trưởng Nga Sergei Lavrov hôm 12/6 bác bỏ cáo buộc của Mỹ.",
        "2018-06-13", "REJECT", "happened", "2018-06-12", {"sergey-lavrov"}, {"USA"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "published", "type_", "status", "date", "sources", "targets"), ACTS)
def test_an_act_is_read(
    text: str, published: str, type_: str, status: str, date: str, sources: set[str], targets: set[str] | None
) -> None:
    event = only(text, published)
    assert (event.type, event.status, event.date) == (type_, status, date)
    assert set(event.sources) == sources
    if targets is not None:
        assert set(event.targets) == targets
    assert event.quote in text
    assert text[slice(*event.trigger)] in event.quote


NO_ACTS = [
    "Hiệp ước New START gồm 16 điều khoản và một nghị định thư dài hơn 100 trang.",
    "Geneva là thành phố lớn thứ hai của Thụy Sĩ, nằm bên hồ Léman.",
    "Giá dầu thô Brent hôm nay tăng 2% lên 75 USD mỗi thùng.",
    "Đội tuyển Nga thắng Arab Saudi 5-0 trong trận mở màn World Cup 2018.",
    "Một trận động đất mạnh 6,1 độ làm rung chuyển miền tây Nhật Bản.",
    "Dân số Việt Nam năm 2018 là hơn 94 triệu người.",
]


@pytest.mark.parametrize("text", NO_ACTS)
def test_what_is_no_act_is_left_out(text: str) -> None:
    assert [event.quote for event in read(text).events] == []


def test_an_act_keeps_the_treaty_it_concerns() -> None:
    record = read("Ngày 3/2/2021, Nga và Mỹ gia hạn Hiệp ước New START thêm 5 năm.", "2021-02-04")
    assert [(link.id, link.action) for event in record.events for link in event.treaties] == [("new-start", "extend")]


def test_title_lead_and_body_tell_one_act() -> None:
    text = (
        "Nga trục xuất 60 nhà ngoại giao Mỹ\n\n"
        "Nga hôm 29/3 trục xuất 60 nhà ngoại giao Mỹ để đáp trả.\n\n"
        "Ngoại trưởng Nga Sergei Lavrov ngày 29/3 thông báo Nga trục xuất 60 nhà ngoại giao Mỹ và đóng cửa "
        "tổng lãnh sự quán Mỹ ở Saint Petersburg.\n"
    )
    record = read(text, "2018-03-30")
    expulsions = [event for event in record.events if event.type == "SANCTION"]
    assert 1 <= len(expulsions) <= 2
    assert any(event.also for event in record.events)


def test_ids_are_the_same_in_every_run() -> None:
    text = ACTS[0][0]
    first, second = read(text), read(text)
    assert [(event.id, event.report_id) for event in first.events] == [
        (event.id, event.report_id) for event in second.events
    ]


def test_without_a_publication_date_nothing_is_dated_by_it() -> None:
    record = extract(
        Article("test", "Ngoại trưởng Nga Sergei Lavrov cho biết Moskva sẵn sàng đối thoại với Washington.")
    )
    assert record.published.value is None
    assert {event.date for event in record.events} <= {None}


def test_the_lead_of_a_short_article_may_tell_what_nothing_else_does() -> None:
    record = read(
        "Nga, Mỹ hội đàm tại Geneva\n\nNgày 21/1, Ngoại trưởng Mỹ Antony Blinken và Ngoại trưởng Nga Sergey Lavrov đã "
        "hội đàm tại Geneva.\n\nÔng Blinken cam kết Washington sẽ trả lời bằng văn bản các đề xuất của Moskva.",
        "2022-01-22",
    )
    assert ("CONSULT", "2022-01-21") in {(event.type, event.date) for event in record.events}


def test_an_act_dated_after_publication_is_planned() -> None:
    told = "Ngày 2/8/2019, Mỹ chính thức rút khỏi Hiệp ước Các lực lượng hạt nhân tầm trung (INF) ký với Liên Xô."
    assert only(told, "2019-08-03").status == "happened"
    assert only(told, "2019-07-30").status == "planned"


def test_what_was_announced_stays_planned_though_the_day_of_the_announcement_is_past() -> None:
    event = only("Ngày 19/6, Mỹ tuyên bố sẽ rút khỏi Hội đồng Nhân quyền Liên Hợp Quốc.", "2018-06-25")
    assert (event.status, event.date) == ("planned", "2018-06-19")


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("Tổng thống Mỹ Donald Trump có thể gặp nhà lãnh đạo Triều Tiên Kim Jong-un tại Singapore.", "hypothetical"),
        ("Mỹ đang cân nhắc áp thuế lên thép Canada.", "hypothetical"),
        ("Nga điều tàu chiến tới Địa Trung Hải để có thể tấn công lực lượng nổi dậy ở Syria.", "happened"),
        ("Ngày 30/5/2018, Tổng thống Pháp Emmanuel Macron nói EU có thể đáp trả thuế thép của Mỹ.", "happened"),
    ],
)
def test_what_could_come_has_not_happened_and_who_says_so_has_said_it(told: str, status: str) -> None:
    assert read(told).events[0].status == status


def test_an_act_does_not_take_the_date_of_a_picture() -> None:
    record = read(
        "Anh muốn rời Liên minh châu Âu đúng hạn\n\nThủ tướng Anh nhắc lại lập trường về Brexit.\n\n"
        "Thủ tướng Anh Theresa May tại London ngày 28/5. Ảnh: Reuters\n\n"
        "Bà May khẳng định chính phủ Anh không thay đổi lập trường.",
    )
    assert "2018-05-28" not in [event.date for event in record.events]


DATED = [
    # counted back from the day of the main clause, the day told last, or that of the publication
    (
        "Ngày 21/3/2018, một ngày sau khi Anh trục xuất 23 nhà ngoại giao Nga, Điện Kremlin lên tiếng.",
        "2018-03-22", "SANCTION", "2018-03-20",
    ),
    ("Động thái diễn ra hai ngày sau khi Mỹ trừng phạt Iran.", "2018-05-10", "SANCTION", "2018-05-08"),
    ("Tuyên bố được đưa ra ba tháng sau khi Mỹ trừng phạt Iran.", "2018-05-10", "SANCTION", "2018-02"),
    # what is said, who somebody is, the act from which on others count, the clause of another act
    ("Tổng thống Mỹ Donald Trump nói: “Ngày 4/12 là một ngày buồn”.", "2018-12-09", "STATEMENT", "2018-12"),
    ("“Chúng ta đã làm rất tốt vào năm ngoái”, ông Donald Trump viết.", "2018-12-09", "STATEMENT", "2018-12"),
    ("Ông John McCain, ứng viên tổng thống năm 2008, chỉ trích Nga.", "2017-07-16", "ACCUSE", "2017-07"),
    (
        "Ông Macron là tổng thống Pháp đầu tiên thăm Nga kể từ khi nước này sáp nhập Crimea năm 2014.",
        "2018-05", "CONSULT", "2018-05",
    ),
    (
        "Ngày 8/5/2018, Mỹ rút khỏi JCPOA sau khi Thủ tướng Israel Benjamin Netanyahu hôm 30/4 cáo buộc Iran nói dối.",
        "2018-05-09", "ACCUSE", "2018-04-30",
    ),
    # again and again
    ("Nga nhiều lần chỉ trích NATO vì điều quân tới vùng Baltic.", "2018-05-10", "ACCUSE", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "published", "type_", "date"), DATED)
def test_the_day_of_an_act_is_that_of_the_words_around_it(
    text: str, published: str, type_: str, date: str | None
) -> None:
    assert (type_, date) in [(event.type, event.date) for event in read(text, published).events]


REPORTED = [
    ("Ngoại trưởng Nga Sergei Lavrov cho biết ông Vladimir Putin sẽ gặp ông Joe Biden tại Geneva.", ("sergey-lavrov",)),
    (
        "Ông Vladimir Putin sẽ gặp ông Joe Biden tại Geneva, Ngoại trưởng Nga Sergei Lavrov nói hôm qua.",
        ("sergey-lavrov",),
    ),
    ("“Ông Putin sẽ gặp ông Biden tại Geneva”, người phát ngôn Điện Kremlin Dmitry Peskov nói.", ("dmitry-peskov",)),
    ("Theo phát ngôn viên Điện Kremlin Dmitry Peskov, ông Putin sẽ gặp ông Biden tại Geneva.", ("dmitry-peskov",)),
    ("Ngoại trưởng Nga Sergei Lavrov phát biểu sau khi ông Putin gặp ông Biden tại Geneva.", ()),
]


@pytest.mark.parametrize(("text", "reporters"), REPORTED)
def test_who_tells_of_an_act_of_others(text: str, reporters: tuple[str, ...]) -> None:
    (event,) = (event for event in read(text, "2021-06-20").events if event.type == "CONSULT")
    assert event.said_by == reporters
