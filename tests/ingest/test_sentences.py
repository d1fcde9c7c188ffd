"""Where sentences end."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cleaning import clean
from ingest.sentences import goes_on, spans, split


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in spans(text, (0, len(text)))]


@pytest.mark.parametrize(
    "text",
    [
        "Đoàn đến TP. Hồ Chí Minh rồi ra Hà Nội.",
        "Lễ ký diễn ra tại TP.HCM và Hà Nội.",
        "Theo PGS.TS. Nguyễn Văn Hùng, hiệp ước còn hiệu lực.",
        "Tổng thống George W. Bush rút Mỹ khỏi hiệp ước ABM năm 2002.",
        "Cố vấn H.R. McMaster từ chức năm 2018.",
        "Ông N.V.A. bị triệu tập.",
        "Cuộc gặp ở St. Petersburg kéo dài hai giờ.",
        "Mr. Smith gặp Dr. Kissinger.",
        "Mỹ có 1.550 đầu đạn, Nga có 1.549 đầu đạn.",
        "Họ bàn về quân sự, kinh tế... và cả văn hóa.",
        "Ông ấy nói rồi… im lặng.",
        '" Ông có ký không? ", một phóng viên hỏi.',
        '"Chúng tôi sẽ không ký!", ông nói.',
        "“Hiệp ước đã chết?”, tờ báo đặt câu hỏi.",
        "Trang mạng Mofa.gov.vn đăng tin này.",
        "3. Điều khoản cuối cùng",
        "Donald Trump Jr. đến Jakarta.",
        "Hai nước (Nga, Mỹ...) chưa trả lời.",
    ],
)
def test_one_sentence_stays_whole(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ["Hai bên ký hiệp ước ngày 8/4/2010.", "Hiệp ước có hiệu lực năm 2011."],
        ['Ông nói: "Nga sẽ tuân thủ."', "Phía Mỹ chưa trả lời."],
        ["Ông nói: “Nga sẽ tuân thủ.”", "Phía Mỹ chưa trả lời."],
        ['" Nga sẽ tuân thủ. "', "Phía Mỹ chưa trả lời."],
        ["“Nga sẽ tuân thủ”.", "Phía Mỹ chưa trả lời."],
        ["Nga có tuân thủ không?", "Mỹ chưa rõ."],
        ["Hai bên đã ký./.", "Lễ ký kết thúc lúc 10h."],
        ["Ông đến Washington D.C.", "Lễ đón diễn ra sau đó."],
        ["Hai nước hợp tác về dầu khí, điện v.v.", "Kim ngạch tăng."],
        ["Ký năm 1987.", "1.846 tên lửa Liên Xô bị phá hủy."],
        ["Nga rút lui...", "Mỹ ở lại."],
        ["(Hiệp ước hết hạn năm 2026.)", "Hai bên chưa gia hạn."],
    ],
)
def test_sentences_part(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


def test_a_full_stop_without_space_parts_two_words() -> None:
    assert sentences("Hai bên đã ký.Sau đó họ họp báo.") == ["Hai bên đã ký.", "Sau đó họ họp báo."]


def test_quotes_that_stand_between_spaces_take_turns() -> None:
    text = 'Ông gọi đó là " thắng lợi ". " Chúng tôi hài lòng. " Bà đồng ý.'
    assert sentences(text) == ['Ông gọi đó là " thắng lợi ".', '" Chúng tôi hài lòng. "', "Bà đồng ý."]


def test_abbreviations_go_on() -> None:
    assert goes_on("Lễ ký tại TP.")
    assert goes_on("Cố tổng thống George H.W.")
    assert not goes_on("Hai bên đã ký.")
    assert not goes_on("khách sạn ở Washington D.C.")


def test_sentences_know_their_block() -> None:
    found = clean(
        "Hai nước gia hạn hiệp ước\n\nNga và Mỹ gia hạn New START thêm 5 năm. Thỏa thuận có hiệu lực ngày 3/2/2021.\n\n"
        "Hiệp ước được ký tại Praha năm 2010 và có hiệu lực từ ngày 5/2/2011 sau khi hai nước phê chuẩn."
    )
    made = split(found)
    assert [(s.kind, s.index, s.paragraph) for s in made] == [
        ("title", 0, 0),
        ("lead", 1, 1),
        ("lead", 2, 1),
        ("body", 3, 2),
    ]


@given(st.text(alphabet="aB đ.!?…\"”“'()1,\n", max_size=60))
def test_sentences_hold_all_words_in_order(text: str) -> None:
    found = spans(text, (0, len(text)))
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    assert "".join("".join(text[a:b].split()) for a, b in found) == "".join(text.split())


@pytest.mark.parametrize("piece", ["Nga. ", '" ', ". ", "a", "TP. ", '?" '])
def test_time_grows_with_length_alone(piece: str) -> None:
    text = piece * 200_000
    begun = time.perf_counter()
    spans(text, (0, len(text)))
    assert time.perf_counter() - begun < 10
