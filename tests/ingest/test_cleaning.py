"""What of a page is the article."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cleaning import CleanText, clean
from ingest.sentences import split

NEWSPAPER = """Trang chủ
Thế giới
Thứ Năm, 04/02/2021 - 09:15 (GMT+7)
Nga và Mỹ gia hạn hiệp ước New START thêm 5 năm
0:00 / 0:00
Hoàng Minh
(Báo Mới) - Bộ Ngoại giao Nga hôm 3/2 cho biết hai nước hoàn tất thủ tục gia hạn hiệp ước cắt giảm vũ khí chiến lược.
Theo dõi Báo Mới trên
Nga và Mỹ gia hạn hiệp ước New START thêm 5 năm. (Nguồn: Reuters)
Tổng thống Nga Vladimir Putin tại Điện Kremlin. (Ảnh: TASS)

Hiệp ước được ký tại Praha ngày 8/4/2010 và có hiệu lực từ ngày 5/2/2011, theo Bộ Ngoại giao Nga.

Ngoại trưởng Mỹ Antony Blinken nói việc gia hạn giúp kiểm chứng kho vũ khí của Nga cho tới năm 2026.

Tin liên quan
Nga cảnh báo đáp trả lệnh trừng phạt mới
Mỹ rút khỏi Hiệp ước Bầu trời Mở

Trước đó, Duma Quốc gia Nga đã thông qua luật gia hạn hiệp ước này trong phiên họp ngày 27/1 tại Moskva.

Thủ tướng Nhật Bản thăm Mỹ vào tháng tới

Thủ tướng Nhật Bản thăm Mỹ vào tháng tới

Ngày 16/4, Thủ tướng Nhật Bản sẽ hội đàm với Tổng thống Mỹ tại Washington về an ninh khu vực và ...

(theo Reuters, TASS)

Bài viết cùng chủ đề

New START

Đọc nhiều

Lịch âm hôm nay 5/3/2023

Lịch âm hôm nay 5/3/2023

Xem lịch âm ngày 5/3/2023 và giờ tốt trong ngày.
Phiên bản di động
"""

WITHOUT_MARKS = """Pháp và Đức ký Hiệp ước Aachen

(Báo Mới) - Ngày 22/1, Tổng thống Pháp Emmanuel Macron và Thủ tướng Đức Angela Merkel ký hiệp ước hợp tác tại Aachen.
Pháp và Đức ký Hiệp ước Aachen

Hiệp ước bổ sung cho Hiệp ước Élysée mà hai nước ký năm 1963, theo thông cáo chung của hai chính phủ.

Bà Theresa May.
Hạ viện Anh bác thỏa thuận Brexit
(Báo Mới) - Ngày 15/1, các nghị sĩ Anh bỏ phiếu bác thỏa thuận mà Thủ tướng Theresa May đạt được với EU.
Ảnh minh họa.
Người dân London xuống đường
Người dân London xuống đường
(Báo Mới) - Hàng nghìn người biểu tình ở London vào cuối tuần qua đòi tổ chức trưng cầu dân ý lần nữa.
"""

WITH_MENU_AND_COMMENTS = """Mới nhất
International
Đăng nhập
Thời sự
Góc nhìn
Thế giới
Tư liệu
Thứ bảy, 24/12/2022, 08:00 (GMT+7)
Zelensky thăm Mỹ, gặp Biden tại Nhà Trắng
Tổng thống Ukraine Volodymyr Zelensky đến Washington ngày 21/12, chuyến công du đầu tiên từ khi xung đột bùng phát.
Tổng thống Zelensky và Tổng thống Biden tại Nhà Trắng ngày 21/12. Ảnh: Reuters
"Chúng tôi sẽ ở bên các bạn chừng nào còn cần thiết", Tổng thống Mỹ Joe Biden nói trong cuộc họp báo chung.
Mỹ cùng ngày công bố gói viện trợ quân sự trị giá 1,85 tỷ USD, trong đó có hệ thống phòng không Patriot.
>> Xem thêm: Ukraine nhận được gì từ Mỹ
Phản ứng của Nga
Điện Kremlin chỉ trích chuyến thăm, cho rằng Mỹ đang tiến hành "chiến tranh gián tiếp" với Nga tại Ukraine.
Tổng thống Zelensky phát biểu trước quốc hội Mỹ. Video: AP
Zelensky lên đường về nước trong đêm và dừng chân ở Ba Lan, nơi ông gặp Tổng thống Andrzej Duda.
Vũ Anh (Theo Reuters, AFP)
Trở lại Thế giới
Copy link thành công
Tin liên quan
Nga bắn 70 tên lửa vào hạ tầng Ukraine
Ông Putin nói muốn chấm dứt xung đột
Ý kiến bạn đọc (15)
Nguyễn Văn A
Mong hòa bình sớm trở lại với người dân hai nước, chiến tranh không có ai thắng cả.
Thích 12 Trả lời
Được quan tâm
World Cup 2022: Argentina mừng chức vô địch
"""

WITH_LISTS_AND_TAGS = """Home > World

VnEconomy

22:15 08/05/2018

Tổng thống Trump rút Mỹ khỏi thỏa thuận hạt nhân Iran

AN HUY -

Tổng thống Mỹ Donald Trump ngày 8/5 tuyên bố rút Mỹ khỏi thỏa thuận hạt nhân Iran (JCPOA)

Tổng thống Mỹ Donald Trump ký sắc lệnh tại Nhà Trắng hôm 8/5 - Ảnh: Reuters.

Trong bài phát biểu tại Nhà Trắng, ông Trump gọi thỏa thuận năm 2015 là "tồi tệ" và nói Mỹ sẽ tái áp đặt trừng phạt.

"Thỏa thuận này lẽ ra không bao giờ được ký", ông nói.

Các nhà lãnh đạo Anh, Pháp và Đức ra tuyên bố chung bày tỏ "lấy làm tiếc" về quyết định của Mỹ.

Từ khóa:
Iran
JCPOA

TIN LIÊN QUAN
Giá dầu tăng mạnh sau tuyên bố của ông Trump
08/05/2018 23:40
Giá dầu Brent vượt 77 USD/thùng, mức cao nhất kể từ năm 2014, sau khi Mỹ rút khỏi thỏa thuận.

ĐỌC THÊM
Vàng tăng giá
10:00 09/05/2018
"""

ONE_LINE = (
    "Ấn Độ và Trung Quốc ký thỏa thuận biên giới\n\n"
    "Thủ tướng Manmohan Singh gặp Thủ tướng Lý Khắc Cường - Ảnh: Reuters Ngày 23/10/2013, hai nước ký thỏa thuận hợp "
    "tác phòng vệ biên giới. Văn kiện được ký tại Đại lễ đường Nhân dân. Minh An (tổng hợp)\n"
)

OPENING = "Mỹ rời UNESCO\n\nMỹ thông báo rút khỏi UNESCO ngày 12/10/2017."


def texts(found: CleanText, kind: str) -> list[str]:
    return [found.text[start:end] for (start, end), of in found.blocks if of == kind]


def debris(found: CleanText, reason: str) -> list[str]:
    return [found.text[start:end] for (start, end), of in found.debris if of == reason]


def kept(found: CleanText) -> str:
    return "\n".join(found.text[start:end] for (start, end), _ in found.blocks)


def test_a_newspaper_page_gives_its_article() -> None:
    found = clean(NEWSPAPER)
    assert texts(found, "title") == [found.title] == ["Nga và Mỹ gia hạn hiệp ước New START thêm 5 năm"]
    assert [lead.split()[:4] for lead in texts(found, "lead")] == [["Bộ", "Ngoại", "giao", "Nga"]]
    assert [body.split()[0] for body in texts(found, "body")] == ["Hiệp", "Ngoại", "Trước"]
    assert texts(found, "caption") == ["Tổng thống Nga Vladimir Putin tại Điện Kremlin."]


@pytest.mark.parametrize(
    ("reason", "lines"),
    [
        ("navigation", ["Trang chủ", "Thế giới"]),
        ("timestamp", ["Thứ Năm, 04/02/2021 - 09:15 (GMT+7)"]),
        ("player", ["0:00 / 0:00"]),
        ("byline", ["Hoàng Minh"]),
        ("dateline", ["(Báo Mới) - "]),
        ("prompt", ["Theo dõi Báo Mới trên"]),
        ("duplicate", ["Nga và Mỹ gia hạn hiệp ước New START thêm 5 năm. (Nguồn: Reuters)"]),
        ("credit", [" (Ảnh: TASS)"]),
        ("source note", ["(theo Reuters, TASS)"]),
    ],
)
def test_debris_is_told_apart(reason: str, lines: list[str]) -> None:
    assert debris(clean(NEWSPAPER), reason) == lines


@pytest.mark.parametrize(
    "words", ["Bầu trời Mở", "lệnh trừng phạt mới", "16/4", "Thủ tướng Nhật Bản", "2023", "Phiên bản di động"]
)
def test_nothing_of_other_articles_is_kept(words: str) -> None:
    assert words not in kept(clean(NEWSPAPER))


def test_teasers_without_a_mark_are_known_by_their_form() -> None:
    found = clean(WITHOUT_MARKS)
    assert [kind for _, kind in found.blocks] == ["title", "lead", "body"]
    assert kept(found).endswith("hai chính phủ.")


@pytest.mark.parametrize(
    ("page", "title", "timestamp", "last"),
    [
        (
            WITH_MENU_AND_COMMENTS,
            "Zelensky thăm Mỹ, gặp Biden tại Nhà Trắng",
            ["Thứ bảy, 24/12/2022, 08:00 (GMT+7)"],
            "Tổng thống Andrzej Duda.",
        ),
        (
            WITH_LISTS_AND_TAGS,
            "Tổng thống Trump rút Mỹ khỏi thỏa thuận hạt nhân Iran",
            ["22:15 08/05/2018"],
            "quyết định của Mỹ.",
        ),
    ],
)
def test_menus_lists_and_comments_are_the_page_s(page: str, title: str, timestamp: list[str], last: str) -> None:
    found = clean(page)
    assert found.title == title
    assert kept(found).startswith(title)
    assert kept(found).endswith(last)
    assert debris(found, "timestamp") == timestamp


def test_headings_of_dates_stay_in_a_chronicle() -> None:
    paragraph = (
        "Quân đội Nga tiến vào Ukraine từ nhiều hướng, Mỹ và EU công bố các lệnh trừng phạt đầu tiên với Moskva."
    )
    found = clean(
        f"Mốc chính\n\n{paragraph}\n\n24/2/2022\n\n{paragraph[:-1]} sau đó.\n\n2023\n\n{paragraph[:-1]}, Kiev."
    )
    assert "24/2/2022" in texts(found, "body")
    assert "2023" in texts(found, "body")


def test_an_article_of_one_line_gives_up_its_caption_and_authors() -> None:
    found = clean(ONE_LINE)
    assert texts(found, "caption") == ["Thủ tướng Manmohan Singh gặp Thủ tướng Lý Khắc Cường"]
    assert texts(found, "body")[0].endswith("Đại lễ đường Nhân dân.")
    assert debris(found, "byline") == ["Minh An (tổng hợp)"]


@pytest.mark.parametrize(
    "line", ["Thu Hà", "Hoàng Minh (Theo Reuters)", "T.H (Tổng hợp)", "Lan Anh - Minh Đức", "Nhóm PV", "Theo TTXVN"]
)
def test_names_below_the_article_are_its_authors(line: str) -> None:
    found = clean(
        f"Mỹ rời UNESCO\n\nMỹ thông báo rút khỏi UNESCO, theo thông cáo hôm 12/10 của Bộ Ngoại giao Mỹ.\n{line}\n"
    )
    assert line not in kept(found)


@pytest.mark.parametrize(
    "line",
    [
        "Ông Tillerson ký văn bản.",
        "Quan hệ Nga - Mỹ",
        "Theo Bộ Ngoại giao Mỹ, quyết định có hiệu lực từ ngày 31/12/2018 và Mỹ sẽ là quan sát viên.",
        "Theo dõi sát tình hình, Pháp bày tỏ lấy làm tiếc về quyết định của Mỹ trong bối cảnh hiện nay.",
        "Đọc thêm một lá thư khác của Tổng thống, các nghị sĩ yêu cầu chính phủ giải trình trước Quốc hội.",
        "Năm 1984",
        "(Nga và Trung Quốc không tham gia bỏ phiếu.)",
    ],
)
def test_lines_of_the_article_stay(line: str) -> None:
    paragraph = "Tổng giám đốc UNESCO Irina Bokova lấy làm tiếc về quyết định mà phía Mỹ đưa ra trong ngày 12/10."
    assert line in kept(clean(f"{OPENING}\n\n{paragraph}\n\n{line}\n\n{paragraph[:-1]} này.\n"))


def test_captions_told_twice_are_captions() -> None:
    caption = "Bà Bokova tại Paris hôm 12/10."
    paragraph = "Mỹ nợ UNESCO hơn 500 triệu USD từ khi ngừng đóng góp vào năm 2011 vì Palestine được kết nạp."
    found = clean(f"{OPENING}\n\n{caption}\n{paragraph}\nThu Hà\n\n\n{caption}\nTrụ sở UNESCO.\nẢnh: AFP\n")
    assert texts(found, "caption") == [caption, caption, "Trụ sở UNESCO."]
    assert texts(found, "body") == [paragraph]


def test_a_line_broken_in_mid_sentence_is_one() -> None:
    found = clean(OPENING + '\n\n" Vì sao Mỹ lại rời đi?\n", bà hỏi tại Paris.\nBà gặp H.R.\nMcMaster ở đó.')
    assert texts(found, "body") == ['" Vì sao Mỹ lại rời đi?\n", bà hỏi tại Paris.', "Bà gặp H.R.\nMcMaster ở đó."]
    assert [found.text[slice(*s.span)] for s in split(found)][2:] == texts(found, "body")


def test_text_wrapped_at_a_width_is_unwrapped() -> None:
    words = ("Hiệp ước INF cấm hai nước giữ tên lửa tầm trung phóng từ mặt đất. " * 12).split()
    wrapped, line = [], ""
    for word in words:
        if len(line) + len(word) > 70:
            wrapped.append(line)
            line = ""
        line = f"{line} {word}".strip()
    found = clean("Hiệp ước INF hết hiệu lực\n\n" + "\n".join([*wrapped, line]))
    assert len(texts(found, "body")) == 1
    assert len(split(found)) == 13


def test_a_title_from_the_source_is_found_in_the_text_or_stands_alone() -> None:
    text = "Mục lục\nMỹ rời UNESCO\nMỹ thông báo rút khỏi UNESCO ngày 12/10/2017, theo Bộ Ngoại giao nước này."
    assert texts(clean(text, title="Mỹ rời UNESCO"), "title") == ["Mỹ rời UNESCO"]
    other = clean(text, title="Một tựa đề khác")
    assert other.title == "Một tựa đề khác"
    assert texts(other, "title") == []


def test_a_text_without_a_title_is_called_by_its_beginning() -> None:
    found = clean("Mỹ thông báo rút khỏi UNESCO ngày 12/10/2017. " * 5)
    assert [kind for _, kind in found.blocks] == ["body"]
    assert found.title.startswith("Mỹ thông báo rút khỏi UNESCO ngày 12/10/2017.")
    assert found.title.endswith("…")
    assert len(found.title) <= 121


def test_a_page_that_tells_everything_twice_is_read_once() -> None:
    body = "\n".join(
        f"Điều {n} của hiệp ước quy định số đầu đạn mà hai bên được giữ đến năm 20{n}, theo bản tóm tắt."
        for n in range(10, 20)
    )
    found = clean(f"Hiệp ước có gì\n\n{body}\n\n{body}\n")
    assert len(debris(found, "duplicate")) == 10
    assert texts(found, "caption") == []


def test_decomposed_text_is_cleaned_alike_and_leads_back() -> None:
    decomposed = unicodedata.normalize("NFD", NEWSPAPER).replace("\n", "\r\n")
    found, composed = clean(decomposed), clean(NEWSPAPER)
    assert (found.text, found.blocks, found.debris) == (composed.text, composed.blocks, composed.debris)
    for span, _ in found.blocks:
        first, last = found.to_original(span)
        assert unicodedata.normalize("NFC", decomposed[first:last]).replace("\r\n", "\n") == found.text[slice(*span)]


@pytest.mark.parametrize("text", ["", "\n\n", "0:00", "?", "Nga", "a" * 100_000, "\n" * 100_000, "Nga ký. " * 50_000])
def test_odd_texts_are_cleaned(text: str) -> None:
    assert isinstance(clean(text).title, str)


@given(
    st.lists(
        st.sampled_from(NEWSPAPER.splitlines() + WITHOUT_MARKS.splitlines() + ["Ảnh: AFP", ">>", "#nga #mỹ"]),
        max_size=30,
    )
)
def test_blocks_and_debris_cover_the_text_without_overlap(lines: list[str]) -> None:
    found = clean("\n".join(lines))
    spans = sorted([block.span for block in found.blocks] + [piece.span for piece in found.debris])
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(found.text)
        assert not found.text[at:start].strip()
        at = end
    assert not found.text[at:].strip()


@pytest.mark.parametrize("folder", ["dev", "train"])
def test_no_annotated_event_is_debris(shared: Path, folder: str) -> None:
    events = times = lost_times = 0
    for path in sorted((shared / "eval" / folder).glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        found = clean(text)
        lost = [found.to_original(span) for span, _ in found.debris]
        for event in gold["events"]:
            start = _nth(text, event)
            assert not any(a < start + len(event["quote"]) and start < b for a, b in lost), event["quote"]
        events += len(gold["events"])
        times += len(gold["timexes"])
        lost_times += sum(any(a <= _nth(text, timex) < b for a, b in lost) for timex in gold["timexes"])
    assert events > 100
    assert lost_times <= 0.006 * times, f"{lost_times} of {times}"


def _nth(text: str, annotation: dict[str, Any]) -> int:
    at = -1
    for _ in range(annotation.get("nth", 1)):
        at = text.index(annotation["quote"], at + 1)
    return at


def test_the_real_pages_keep_nothing_of_teasers_and_side_bars(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        words = kept(clean(path.read_text(encoding="utf-8")))
        foreign = {"2026", "G7", "Nvidia", "gene", "Greenland", "vi", "4/12", "động"}
        assert not foreign & set(words.replace(",", " ").split())
        assert 1100 < len(words) < 3500
