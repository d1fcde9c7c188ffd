"""Words that stand for actors, in own sentences: what is found, how far it reaches, and what is left alone."""

from __future__ import annotations

import pytest

from ingest import mentions
from ingest.gazetteer import gazetteer
from ingest.mentions import Found
from ingest.tokens import tokenise


def _found(text: str) -> list[tuple[str, Found]]:
    tokens = tokenise(text)
    return [
        (text[slice(*tokens.span(found.first, found.end))], found)
        for found in mentions.find(tokens, range(len(tokens)), gazetteer("vi"))
    ]


def _words(text: str) -> list[str]:
    return [words for words, _ in _found(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tổng thống Pháp Emmanuel Macron tới Berlin.", "Tổng thống Pháp Emmanuel Macron"),
        ("Cựu thủ tướng Anh Tony Blair phát biểu.", "Cựu thủ tướng Anh Tony Blair"),
        ("Sau đó bà Merkel rời đi.", "bà Merkel"),
        ("Hạ nghị sĩ Dân chủ Adam Schiff phát biểu.", "Hạ nghị sĩ Dân chủ Adam Schiff"),
        ("Hôm qua 8 hạ nghị sĩ Dân chủ phản đối.", "hạ nghị sĩ Dân chủ"),
        ("Tổng thống Cộng hoà Séc Milos Zeman phát biểu.", "Tổng thống Cộng hoà Séc Milos Zeman"),
        ("Cựu ngoại trưởng Albert del Rosario phát biểu.", "Cựu ngoại trưởng Albert del Rosario"),
        ("Các đại biểu quốc hội thuộc phe đối lập phản đối.", "Các đại biểu quốc hội"),
        ("Bộ trưởng Quốc phòng Ursula von der Leyen đã tới.", "Bộ trưởng Quốc phòng Ursula von der Leyen"),
        ("Đại diện Bashar al - Jaafari phát biểu.", "Đại diện Bashar al - Jaafari"),
        ("Hôm qua ông Park Won - gon phát biểu.", "ông Park Won - gon"),
        ("Ngoại trưởng Frank - Walter Steinmeier tới Kiev.", "Ngoại trưởng Frank - Walter Steinmeier"),
        ("Hôm qua ông Jean - Yves Le Drian phát biểu.", "ông Jean - Yves Le Drian"),
        ("Hôm qua Trump - Steinmeier bất đồng.", "Trump"),
        (
            "Chủ tịch Uỷ ban Quốc phòng Hạ viện Nga Viktor Ozerov nói.",
            "Chủ tịch Uỷ ban Quốc phòng Hạ viện Nga Viktor Ozerov",
        ),
        ("Ngoại trưởng Nga và Đức hội đàm.", "Ngoại trưởng Nga và Đức"),
        ("Lãnh đạo Mỹ - Triều gặp nhau.", "Lãnh đạo Mỹ - Triều"),
        ("Người đồng cấp Pháp, Ý và Đức đồng ý.", "Người đồng cấp Pháp, Ý và Đức"),
        ("Sau đó lãnh đạo hai nước ký văn kiện.", "lãnh đạo hai nước"),
        ("Các quan chức cấp cao của Anh đã từ chức.", "Các quan chức cấp cao của Anh"),
        ("Giới chức Mỹ lên tiếng.", "Giới chức Mỹ"),
        ("Đội ngũ của Trump đã trả lời.", "Đội ngũ của Trump"),
        ("Các trợ lý của Tổng thống Mỹ họp kín.", "Các trợ lý của Tổng thống Mỹ"),
        ("Sáu cường quốc ký văn kiện.", "Sáu cường quốc"),
        ("Những người biểu tình xuống đường.", "Những người biểu tình"),
        ("Chính phủ Nga họp.", "Chính phủ Nga"),
        ("Bộ Ngoại giao Ba Lan ra thông cáo.", "Bộ Ngoại giao Ba Lan"),
        ("Phía Nga không trả lời.", "Phía Nga"),
        ("Quân đội Nga rút đi.", "Quân đội Nga"),
    ],
)
def test_a_mention_is_whole(text: str, words: str) -> None:
    assert _words(text)[0] == words


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Quân đội Mỹ rút khỏi Syria.", "named"),
        ("Các binh sĩ nước ngoài tới.", "group"),
        ("Lãnh đạo Triều Tiên tới Moskva.", "person"),
        ("Các lãnh đạo Triều Tiên tới Moskva.", "group"),
        ("Một số nước phản đối.", "group"),
        ("Hai nước phản đối.", "pronoun"),
        ("Nước này phản đối.", "pronoun"),
        ("Phương Tây phản đối.", "named"),
    ],
)
def test_kind_of_the_first_mention(text: str, kind: str) -> None:
    assert _found(text)[0][1].kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "John Carter, chuyên gia về châu Phi, đã tới.",
        "Thủ lĩnh khủng bố Ahmad Karim đã bị bắt.",
        "Hôm qua Peter Holm cho biết như vậy.",
        "Sau đó Anna Berg, người từng làm luật sư, đã tới.",
    ],
)
def test_an_unknown_name_is_a_persons_by_what_stands_around_it(text: str) -> None:
    assert "person" in [found.kind for words, found in _found(text) if found.name]


@pytest.mark.parametrize(
    "text",
    [
        "Tại Hà Tĩnh, Thủ tướng Nguyễn Xuân Phúc thăm người dân.",
        "Theo trang tin Business Standard, Tổng thống Mỹ đồng ý.",
        "Tờ Morning Herald cho biết như vậy.",
        "Anh ta sống ở Green Valley, người dân nói.",
    ],
)
def test_papers_and_places_are_no_persons(text: str) -> None:
    assert not [
        words for words, found in _found(text) if found.kind == "person" and not found.title and not found.gender
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Lực lượng đã tới hiện trường.",
        "Giám đốc Văn phòng Du lịch từ chức.",
        "Các nước phản đối.",
        "Anh em họ gặp lại nhau sau nhiều năm.",
        "Tàu đi qua Ấn Độ Dương.",
        "Ông cụ học tiếng Pháp.",
    ],
)
def test_other_words_are_no_names(text: str) -> None:
    assert [words for words, found in _found(text) if found.kind in ("named", "group", "body", "person")] == []


def test_a_spaced_hyphen_before_a_vietnamese_word_ends_a_name() -> None:
    assert _words("Bà Theresa May - ứng viên sáng giá - thắng cử.")[0] == "Bà Theresa May"


def test_who_is_described_behind_a_dash_is_a_person() -> None:
    words, found = _found("Hôm qua Jay Batongbacal - giám đốc một viện nghiên cứu - phản đối.")[0]
    assert (words, found.kind) == ("Jay Batongbacal", "person")
