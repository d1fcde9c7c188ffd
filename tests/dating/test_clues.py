"""Each kind of clue by itself, on sentences about real events: what it fixes, and where it must keep silent."""

from __future__ import annotations

import pytest

from graph.model import Published
from ingest import cleaning, pipeline


def dated(text: str, given: str | None = None) -> Published:
    """What is found out about the publication of a Vietnamese text."""
    return pipeline.understand(cleaning.clean(text), given, "vi").published


def rules(found: Published) -> set[str]:
    return {item.rule for item in found.evidence}


YEARS = [
    # a date with its year
    ("Ngày 5/4/2011, Ngoại trưởng Nga Sergey Lavrov tới Ankara.", "2011", "date with its year"),
    # the latest year is the article's own
    ("Năm 2010 hai nước ký thỏa thuận. Ngày 3/9 năm 2012 họ ký thêm một văn kiện nữa.", "2012", "date with its year"),
    # office-holders whose terms meet in one year
    ("Tổng thống Mỹ Joe Biden gặp Thủ tướng Anh Liz Truss.", "2022", "holder of an office"),
    ("Tổng thống Mỹ Donald Trump điện đàm với Tổng thống Pháp François Hollande.", "2017", "holder of an office"),
    # new to an office
    ("Tân Thủ tướng Đức Olaf Scholz hôm 14/12 nói về đối thoại với Nga.", "2021", "new holder"),
    # elected, not yet in office
    ("Tổng thống Mỹ đắc cử Joe Biden hôm 14/12 phát biểu trên truyền hình.", "2020", "elected holder"),
    # no longer in office, before the next event
    (
        "Cựu Thủ tướng Đức Angela Merkel hôm 22/2 nói về Hiệp ước New START, trước khi Nga đình chỉ New START.",
        "2023",
        "former holder",
    ),
    # an event, its month without the year
    (
        "Từ khi Nga mở chiến dịch quân sự đặc biệt ở Ukraine hồi tháng 2, ngày 23/12 hai nước chưa gặp nhau.",
        "2022",
        "milestone with its time",
    ),
    # an event, its day without the year
    ("Nghị viện Anh hôm 14/3 bàn về vụ đầu độc ông Skripal ở Salisbury hôm 4/3.", "2018", "milestone with its time"),
    # an event last year
    (
        "Sau vụ bắn rơi MH17 năm ngoái, điều tra viên Hà Lan hôm 13/10 công bố báo cáo.",
        "2015",
        "milestone with its time",
    ),
    # an event last month, beside a year that is not its own
    (
        "Ông Donald Trump tháng trước tuyên bố rút khỏi Hiệp ước INF, văn kiện mà Mỹ và Liên Xô ký năm 1987.",
        "2018",
        "milestone with its time",
    ),
    # an age with a known birth date, 4 August 1961
    ("Ông Barack Obama, 62 tuổi, hôm 12/10 trả lời phỏng vấn.", "2023", "age"),
    # an anniversary
    ("Nga hôm nay kỷ niệm 10 năm ngày sáp nhập Crimea.", "2024", "anniversary"),
    # an event told by words that stand together
    ("Ông Kim Jong-un và ông Trump gặp nhau ở Singapore, hôm 13/6 báo Triều Tiên đăng ảnh.", "2018", "milestone"),
]


@pytest.mark.parametrize(("text", "year", "rule"), YEARS)
def test_year(text: str, year: str, rule: str) -> None:
    found = dated(text)
    assert found.value is not None, found
    assert found.value[:4] == year, found
    assert rule in rules(found), found
    assert found.basis == "inferred"


DAYS = [
    # how the last day is told decides whether it is the article's own
    ("Ngày 23/12, Nga nói về chiến dịch quân sự đặc biệt ở Ukraine bắt đầu hồi tháng 2.", "2022-12-23"),
    ("Nga hôm 23/12 nói về chiến dịch quân sự đặc biệt ở Ukraine bắt đầu hồi tháng 2.", "2022-12-24"),
    ("Hôm nay 23/12, Nga nói về chiến dịch quân sự đặc biệt ở Ukraine bắt đầu hồi tháng 2.", "2022-12-23"),
    # a date with its year in the opening, against older ones and a day without a year
    (
        "Ngày 16/4/2021, Nga trục xuất 10 nhà ngoại giao Mỹ. Hôm 13/4 hai tổng thống đã điện đàm. "
        "Một vụ tương tự diễn ra ngày 26/3/2018.",
        "2021-04-16",
    ),
    # the page's own line of date and time
    (
        "Nga và Mỹ nối lại đối thoại chiến lược\nThứ Năm, 15/04/2021, 08:30\n"
        "Bộ Ngoại giao Nga cho biết hai bên sẽ gặp nhau ở Geneva để bàn về ổn định chiến lược.",
        "2021-04-15",
    ),
]


@pytest.mark.parametrize(("text", "value"), DAYS)
def test_day(text: str, value: str) -> None:
    assert dated(text).value == value, dated(text)


def test_the_page_states_its_date() -> None:
    found = dated(DAYS[-1][0])
    assert found.basis == "text"
    assert found.evidence[0].rule == "timestamp"


REPORT = "Bộ Ngoại giao Việt Nam kêu gọi các bên ở Biển Đông kiềm chế và tuân thủ luật pháp quốc tế."
DATELINES = [
    "Hà Nội, ngày 15/12/2021 – ",
    "Hà Nội, 15-12-2021 (TTXVN) - ",
    "Hà Nội (TTXVN) 15/12/2021 - ",
    "(TTXVN 15/12/2021) ",
    "(Hà Nội, 15/12/2021) - ",
    "TTXVN (Hà Nội 15/12/2021) - ",
    "Washington, ngày 15 tháng 12 năm 2021: ",
    "Thứ Tư, 15/12/2021 - ",
    "Thứ Tư, 15/12/2021\n",
]
NO_DATELINES = [
    "Ngày 15/12/2021, ",
    "Ngày 15/12/2021: ",
    "15/12/2021 - ",
    "Hà Nội, ngày 15/12/2021, ",
    "New START (15/12/2021) - ",
    "Nguyễn Văn An (15/12/2021) là người phát ngôn. ",
    "Tuyên bố ra ngày 15/12/2021 - ",
    "Trong cuộc họp ở Hà Nội (TTXVN 15/12/2021) ",
    "Hà Nội, tháng 12/2021 - ",
    "Hà Nội, 15/12 - ",
]


@pytest.mark.parametrize("title", ["Việt Nam kêu gọi kiềm chế\n\n", ""])
@pytest.mark.parametrize("head", DATELINES)
def test_a_full_dateline_states_the_date(head: str, title: str) -> None:
    found = dated(f"{title}{head}{REPORT}")
    assert (found.value, found.basis) == ("2021-12-15", "text")
    assert found.confidence > 0.99


@pytest.mark.parametrize("head", NO_DATELINES)
def test_a_date_in_the_first_words_is_no_dateline(head: str) -> None:
    assert dated(f"Việt Nam kêu gọi kiềm chế\n\n{head}{REPORT}").basis != "text"


def test_a_date_further_on_is_no_dateline() -> None:
    assert dated(f"Việt Nam kêu gọi kiềm chế\n\n{REPORT}\n\nHà Nội, ngày 15/12/2021 – {REPORT}").basis != "text"


NOTHING = [
    "Trời hôm nay đẹp. Chợ đông người, ai cũng mua rau và cá.",
    "Hai bên bày tỏ hy vọng rằng đối thoại sẽ tiếp tục vì lợi ích của nhân dân hai nước.",
    "Ngày mai đoàn đại biểu sẽ lên đường.",
    "Ngày 12/5, hai đoàn gặp nhau.",
    "Nga và Mỹ cần đối thoại, đại sứ nói.",
    "Cuộc họp kéo dài 3 giờ, có 20 người dự.",
    "",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_guess_without_a_clue(text: str) -> None:
    found = dated(text)
    assert found.value is None, found
    assert found.basis == "unknown"


def test_a_year_only_when_no_more_can_be_known() -> None:
    found = dated("Tổng thống Mỹ Joe Biden gặp Thủ tướng Anh Liz Truss.")
    assert found.value in ("2022", "2022-09", "2022-10")


def test_the_weekday_tells_between_years() -> None:
    """23 October was a Tuesday in 2012 and 2018."""
    found = dated("Tổng thống Mỹ Donald Trump hôm thứ Ba (23/10) phát biểu tại Nhà Trắng.")
    assert found.value is not None
    assert found.value[:4] == "2018"


def test_a_cue_counts_only_in_one_sentence() -> None:
    together = dated("Ông Trump sa thải Giám đốc FBI James Comey. Hôm 10/5 ông nói rõ lý do.")
    apart = dated("Ông Comey đi nghỉ. Một nhà máy sa thải công nhân. Hôm 10/5 ông nói rõ lý do.")
    assert together.value is not None and together.value[:4] == "2017"
    assert not any("Comey" in item.says and item.rule == "milestone" for item in apart.evidence)


def test_a_cue_does_not_count_beside_another_year() -> None:
    found = dated("Bà Clinton và ông Trump không dự bầu cử năm 2008.")
    assert not any("2016-11-08" in item.says for item in found.evidence)


def test_the_day_the_page_was_saved_is_only_a_bound() -> None:
    text = (
        "Đại sứ Nga nói về quan hệ với Mỹ\n"
        "Ngày 23/12, Đại sứ Nga nói quan hệ xấu đi từ khi Nga mở chiến dịch quân sự đặc biệt ở Ukraine hồi tháng 2.\n"
        "Ông nói thêm rằng hai bên chỉ trao đổi qua điện thoại và thư điện tử.\n\n"
        "Đọc thêm\n\n"
        "Tử vi hôm nay 21/1/2026: may mắn tới với người tuổi Mùi\n"
        "Giá vàng hôm nay 21/1/2026 tăng nhẹ\n"
    )
    found = dated(text)
    assert found.value == "2022-12-23", found


def test_contradictions_lower_the_confidence_and_are_shown() -> None:
    agreeing = dated("Tổng thống Mỹ Donald Trump hôm 12/6 gặp ông Kim Jong-un ở Singapore.")
    torn = dated(
        "Tổng thống Mỹ Barack Obama, Thủ tướng Anh Boris Johnson và Thủ tướng Đức Olaf Scholz hôm 12/6 gặp ông Kim "
        "Jong-un và ông Trump ở Singapore."
    )
    assert torn.confidence < agreeing.confidence
    assert any(item.rule.startswith("against") for item in torn.evidence), torn


def test_a_given_date_stands() -> None:
    found = dated("Tân Thủ tướng Đức Olaf Scholz hôm 14/12 nói về đối thoại.", "2020-01-02")
    assert (found.value, found.basis, found.confidence) == ("2020-01-02", "given", 1.0)


def test_evidence_stands_where_it_says() -> None:
    text = "Tân Thủ tướng Đức Olaf Scholz hôm 14/12 nói về đối thoại với Nga."
    for item in dated(text).evidence:
        assert 0 <= item.span[0] < item.span[1] <= len(text)
        assert item.says.endswith(".")
