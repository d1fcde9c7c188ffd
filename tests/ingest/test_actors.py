"""Who the mentions of an article stand for, in own articles about facts that can be checked."""

from __future__ import annotations

import pytest

from ingest import actor_records, cleaning, pipeline
from ingest.entities import Entity, slug
from ingest.gazetteer import gazetteer


def _read(text: str, published: str | None = "2018-06-20") -> tuple[pipeline.Understood, list[tuple[str, str]]]:
    """What was read, and the words of each mention with its actor, in text order."""
    read = pipeline.understand(cleaning.clean(text, language="vi"), published, "vi")
    tokens = read.reading.tokens
    return read, [
        (read.reading.text[slice(*tokens.span(mention.first, mention.end))], mention.actor)
        for sentence in read.reading.sentences
        for mention in sentence.mentions
    ]


def _who(text: str, words: str, published: str | None = "2018-06-20") -> list[str]:
    """The actors that the last mention of these words stands for."""
    found = [(told, actor) for told, actor in _read(text, published)[1] if told == words]
    tokens = [actor for _, actor in found]
    return sorted(set(tokens))


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        ("Tổng thống Mỹ tới Singapore.", "Tổng thống Mỹ", ["donald-trump"]),
        ("Nhà lãnh đạo Nga tới Bắc Kinh.", "Nhà lãnh đạo Nga", ["vladimir-putin"]),
        ("Ông chủ Nhà Trắng phản đối.", "Ông chủ Nhà Trắng", ["donald-trump"]),
        ("Ngoại trưởng Nga và Mỹ hội đàm.", "Ngoại trưởng Nga và Mỹ", ["mike-pompeo", "sergey-lavrov"]),
        ("Lãnh đạo Mỹ - Triều gặp nhau.", "Lãnh đạo Mỹ - Triều", ["donald-trump", "kim-jong-un"]),
        (
            "Mỹ và Nga bất đồng. Ngoại trưởng hai nước sẽ gặp nhau.",
            "Ngoại trưởng hai nước",
            ["mike-pompeo", "sergey-lavrov"],
        ),
        ("Nga và Nhật Bản họp. Hai nước ký văn kiện.", "Hai nước", ["JPN", "RUS"]),
        ("Ông Putin gặp ông Abe. Hai nước ký văn kiện.", "Hai nước", ["JPN", "RUS"]),
        ("Ông Putin gặp ông Trump. Hai nhà lãnh đạo bắt tay.", "Hai nhà lãnh đạo", ["donald-trump", "vladimir-putin"]),
        ("Tổng thống Nga Putin phát biểu. Ông nói sẽ thăm Việt Nam.", "Ông", ["vladimir-putin"]),
        ("Chủ tịch Trung Quốc Tập Cận Bình tới Đà Nẵng. Ông Tập dự APEC.", "Ông Tập", ["xi-jinping"]),
        ("Iran phản đối. Nước này sẽ kiện.", "Nước này", ["IRN"]),
        ("Quân đội Nga rút đi.", "Quân đội Nga", ["russian-armed-forces"]),
        ("Bộ Ngoại giao Mỹ ra thông cáo.", "Bộ Ngoại giao Mỹ", ["us-department-of-state"]),
        ("Anh gặp Iran. Chính quyền Trump rời thoả thuận.", "Chính quyền", ["us-government"]),
        ("Anh gặp Iran. Chính phủ của bà Merkel phản đối.", "Chính phủ", ["deu-government"]),
        ("Anh gặp Iran. Chính quyền Obama ký thoả thuận.", "Chính quyền", ["us-government"]),
        (
            "Anh gặp Iran. Chính quyền Tổng thống Emmanuel Macron phản đối.",
            "Chính quyền Tổng thống Emmanuel Macron",
            ["fra-government"],
        ),
    ],
)
def test_who_is_meant(text: str, words: str, who: list[str]) -> None:
    assert _who(text, words) == who


@pytest.mark.parametrize(
    ("published", "who"),
    [("2015-05-01", "barack-obama"), ("2018-05-01", "donald-trump"), ("2022-05-01", "joe-biden")],
)
def test_a_title_leads_to_its_holder_at_the_time(published: str, who: str) -> None:
    assert _who("Tổng thống Mỹ lên tiếng.", "Tổng thống Mỹ", published) == [who]


def test_who_held_an_office_once_or_does_not_hold_it_yet_is_not_its_holder() -> None:
    assert "donald-trump" not in _who("Cựu tổng thống Mỹ lên tiếng.", "Cựu tổng thống Mỹ")
    assert "barack-obama" not in _who("Tổng thống đắc cử Mỹ lên tiếng.", "Tổng thống đắc cử Mỹ", "2016-12-01")


def test_a_short_name_finds_the_full_one_further_on() -> None:
    text = "Taguba khai báo\n\nMark Taguba, người trung gian, khai như vậy hôm 7/8. Sau đó Taguba im lặng."
    assert {actor for _, actor in _read(text)[1]} == {"mark-taguba"}


def test_a_surname_heads_a_sentence() -> None:
    text = "Người phát ngôn Lầu Năm Góc Jeff Davis phản đối. Davis cho rằng đó là sai lầm."
    assert _who(text, "Davis") == ["jeff-davis"]


def test_a_word_at_the_head_of_a_sentence_is_no_name_of_someone_else() -> None:
    text = "Chủ tịch Trung Quốc Tập Cận Bình đã tới. Bình thường hai bên họp kín."
    assert "Bình" not in [words for words, _ in _read(text)[1]]


def test_words_of_number_do_not_make_a_group_another_one() -> None:
    text = "Các nhân viên Triều Tiên rời đi. Một số nhân viên Triều Tiên ở lại."
    assert len({actor for _, actor in _read(text)[1]}) == 1


def test_records_tell_what_an_actor_stands_for() -> None:
    read, _ = _read("Thủ tướng Đức Angela Merkel tới Pháp.")
    found = {r.id: r for r in actor_records.named(read.entities, read.reading.tokens, gazetteer("vi").knowledge)}
    assert found["FRA"].kind == "country"
    assert found["FRA"].name_vi == "Pháp"
    merkel = found["angela-merkel"]
    assert (merkel.kind, merkel.of) == ("person", "DEU")
    assert merkel.terms


def test_a_slug_keeps_letters_and_joins_words() -> None:
    assert slug("  Nguyễn Văn A. ") == "nguyễn-văn-a"
    assert Entity("x", "X", "person").mentions == []
