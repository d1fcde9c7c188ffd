"""Titles as news writes them: before a country and a name, with what changes them."""

from __future__ import annotations

import pytest

from ingest.gazetteer import gazetteer
from ingest.languages import FOLDER, read_mapping
from ingest.mentions import Found, find
from ingest.tokens import key, tokenise

READ = [
    # sentence, mention, role, modifiers, country or body, name
    ("Tổng thống Mỹ Donald Trump tới Hà Nội.", "Tổng thống Mỹ Donald Trump", "president", (), "USA"),
    ("Cố vấn An ninh Quốc gia Mỹ John Bolton đã phát biểu.", "Cố vấn An ninh Quốc gia Mỹ John Bolton",
     "national security adviser", (), "USA"),
    ("Phó Thủ tướng Nga Dmitry Rogozin đã phát biểu.", "Phó Thủ tướng Nga Dmitry Rogozin", "deputy prime minister", (),
     "RUS"),
    ("Cựu Tổng thống Pháp Nicolas Sarkozy đã phát biểu.", "Cựu Tổng thống Pháp Nicolas Sarkozy", "president",
     ("former",), "FRA"),
    ("Tân Thủ tướng Đức Olaf Scholz đã phát biểu.", "Tân Thủ tướng Đức Olaf Scholz", "prime minister", ("new",), "DEU"),
    ("Tổng thống đắc cử Mỹ Joe Biden đã phát biểu.", "Tổng thống đắc cử Mỹ Joe Biden", "president", ("elect",), "USA"),
    ("Quyền Bộ trưởng Quốc phòng Mỹ Patrick Shanahan đã phát biểu.", "Quyền Bộ trưởng Quốc phòng Mỹ Patrick Shanahan",
     "defence minister", ("acting",), "USA"),
    ("Thủ tướng khi đó của Anh David Cameron đã phát biểu.", "Thủ tướng khi đó của Anh David Cameron",
     "prime minister", ("then",), "GBR"),
    ("Đặc phái viên Mỹ về Triều Tiên Stephen Biegun đã phát biểu.", "Đặc phái viên Mỹ về Triều Tiên Stephen Biegun",
     "special envoy", (), "USA"),
    ("Đại sứ Nga tại Mỹ Anatoly Antonov đã phát biểu.", "Đại sứ Nga tại Mỹ Anatoly Antonov", "ambassador", (), "RUS"),
    ("Tổng thư ký NATO Jens Stoltenberg đã phát biểu.", "Tổng thư ký NATO Jens Stoltenberg", "secretary general", (),
     "nato"),
    ("Nhà vua Thái Lan Maha Vajiralongkorn đã phát biểu.", "Nhà vua Thái Lan Maha Vajiralongkorn", "monarch", (),
     "THA"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "words", "role", "modifiers", "of"), READ)
def test_titles_are_read(sentence: str, words: str, role: str, modifiers: tuple[str, ...], of: str) -> None:
    mention = _first(sentence)
    tokens = tokenise(sentence)
    start, end = tokens.span(mention.first, mention.end)
    assert sentence[start:end] == words
    assert mention.title is not None
    assert (mention.title.role, mention.modifiers, mention.of) == (role, modifiers, of)
    assert mention.name is not None


@pytest.mark.parametrize("words", ["nói rằng tập đoàn đã họp", "đã có phó bản", "cố gắng hết sức", "quyền lợi của dân"])
def test_other_words_are_no_titles(words: str) -> None:
    assert not [
        mention for mention in find(tokenise(words), range(len(tokenise(words))), gazetteer("vi")) if mention.title
    ]


def test_each_phrase_has_one_role() -> None:
    content = read_mapping(FOLDER / "vi" / "titles.yaml")
    phrases = [_keys(phrase) for entry in content["titles"] for phrase in entry["words"]]
    assert len(phrases) == len(set(phrases))
    modifiers = [_keys(phrase) for group in content["modifiers"].values() for phrase in group]
    assert len(modifiers) == len(set(modifiers))
    assert not set(modifiers) & set(phrases)
    portfolios = [_keys(phrase) for phrase in content["portfolios"]]
    assert len(portfolios) == len(set(portfolios))
    assert not set(portfolios) & set(modifiers)


def test_roles_are_english() -> None:
    for entry in read_mapping(FOLDER / "vi" / "titles.yaml")["titles"]:
        assert entry["role"].isascii()
        assert set(entry) <= {"role", "words", "office", "takes"}


def _first(sentence: str) -> Found:
    tokens = tokenise(sentence)
    return find(tokens, range(len(tokens)), gazetteer("vi"))[0]


def _keys(phrase: str) -> tuple[str, ...]:
    return tuple(key(syllable) for syllable in phrase.split())
