"""Treaties in own sentences: by name, by description, taken up again; and what an act does to them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from graph.model import Article
from ingest import cleaning, pipeline
from ingest.acts_on_treaties import links


def _read(text: str) -> pipeline.Understood:
    return pipeline.understand(cleaning.clean(text, language="vi"), "2019-02-05", "vi")


def _told(text: str) -> list[tuple[str, str]]:
    """The words that stand for treaties with the ids of those, in text order."""
    read = _read(text)
    tokens = read.reading.tokens
    return [
        (read.reading.text[slice(*tokens.span(mention.first, mention.end))].casefold(), mention.actor)
        for mention in sorted(read.treaty_mentions, key=lambda mention: mention.first)
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Mỹ rút khỏi Hiệp ước INF. Nga nói sẽ không tuân thủ hiệp ước này.", ["inf-treaty", "inf-treaty"]),
        ("Iran nhắc tới JCPOA. Tehran khẳng định không vi phạm thoả thuận.", ["jcpoa", "jcpoa"]),
        ("Iran nhắc tới JCPOA. Các bên nói thoả thuận nói trên cần được giữ.", ["jcpoa", "jcpoa"]),
        (
            "Mỹ vào Hiệp định Paris. Ông Trump rút khỏi hiệp định năm 2017.",
            ["paris-agreement", "paris-agreement"],
        ),
        ("Mỹ rời New START. Nga tiếc hiệp ước vũ khí hạt nhân giữa Nga và Mỹ.", ["new-start", "new-start"]),
        ("Đức lo cho hiệp ước hạt nhân với Nga. Hiệp ước INF được ký năm 1987.", ["inf-treaty", "inf-treaty"]),
        ("Hiệp ước các lực lượng hạt nhân tầm chung (INF) đã hết hạn.", ["inf-treaty"]),
        ("Nga và Mỹ từng ký INF. Pháp gọi đây là trụ cột của an ninh châu Âu.", ["inf-treaty", "inf-treaty"]),
    ],
)
def test_a_noun_takes_up_a_treaty_told_of(text: str, told: list[str]) -> None:
    assert [treaty for _, treaty in _told(text)] == told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Israel và Mỹ bàn về một hiệp ước phòng thủ chung.", "hiệp ước phòng thủ chung"),
        ("Lào và Campuchia ký thoả thuận hợp tác quốc phòng.", "thoả thuận hợp tác quốc phòng"),
        ("Peru và Chile ký hiệp định thương mại tự do với Úc.", "hiệp định thương mại tự do"),
        ("Hai phe tại Libya ký thoả thuận ngừng bắn.", "thoả thuận ngừng bắn"),
        ("Pháp nhắc lại nghị quyết của Hội đồng Bảo an Liên Hợp Quốc.", "nghị quyết"),
        ("Anh và Trung Quốc có bất đồng về thoả thuận giữa Anh và Trung Quốc.", "thoả thuận"),
        ("Maroc và Algeria tuân thủ lệnh ngừng bắn.", "lệnh ngừng bắn"),
    ],
)
def test_a_description_stands_for_a_treaty_of_its_own(text: str, words: str) -> None:
    assert [found for found, _ in _told(text)] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Hai bên không đạt được thoả thuận nào.",
        "Hai nước đã thoả thuận tiếp tục đàm phán.",
        "Nga nói sẽ tôn trọng các hiệp ước quốc tế.",
        "Tổng thư ký Tổ chức Hiệp ước Bắc Đại Tây Dương tới Kiev.",
        "Ông Kim nói hai bên có thể đạt thoả thuận.",
        "Quốc hội Đức thảo luận dự thảo nghị quyết.",
        "Hai công ty ký ba thoả thuận hợp tác.",
        "Mọi thoả thuận có thể chấm dứt.",
        "Trung Quốc gọi đây là hành động sai lầm.",
    ],
)
def test_other_words_are_no_treaty(text: str) -> None:
    assert _told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Nga rút khỏi INF. Mỹ muốn ký một hiệp ước mới.",
        "Nga rút khỏi INF. Mỹ và Iran đạt được thoả thuận.",
        "Nga rút khỏi INF. Hội đồng Bảo an ra nghị quyết mới.",
        "Úc gia nhập CPTPP. Anh muốn có một thoả thuận thương mại tự do với Úc.",
    ],
)
def test_a_new_treaty_is_not_the_one_told_of(text: str) -> None:
    told = _told(text)
    assert told[0][1] in ("inf-treaty", "cptpp")
    assert told[0][1] not in [treaty for _, treaty in told[1:]]


def test_retellings_of_a_description_are_one_treaty_and_sides_tell_treaties_apart() -> None:
    text = "Mỹ và Israel bàn một hiệp ước phòng thủ chung. Hiệp ước này do ông Trump nêu ra."
    found = {treaty for _, treaty in _told(text)}
    other = {treaty for _, treaty in _told("Iran và Syria ký hiệp ước phòng thủ chung.")}
    assert len(found) == len(other) == 1
    assert found.isdisjoint(other)


def test_the_sides_stay_actors() -> None:
    read = _read("Mexico ký hiệp định thương mại mới với Mỹ và Canada.")
    assert {"MEX", "USA", "CAN"} <= {mention.actor for s in read.reading.sentences for mention in s.mentions}


def _action(text: str, type_: str, trigger: str) -> list[str]:
    read = _read(text)
    tokens = read.reading.tokens
    sentence = read.reading.sentences[0]
    inside = tokens.inside((text.index(trigger), text.index(trigger) + len(trigger)))
    draft: Any = SimpleNamespace(
        type=type_,
        span=sentence.span,
        candidate=SimpleNamespace(sentence=sentence, first=inside.start, end=inside.stop),
    )
    return [link.action for link in links(read.reading, draft, sentence.treaties, "vi")]


@pytest.mark.parametrize(
    ("text", "type_", "trigger", "action"),
    [
        ("Mỹ rút khỏi Hiệp ước INF.", "SANCTION", "rút khỏi", "withdraw"),
        ("Hiệp ước INF được Mỹ và Liên Xô ký năm 1987.", "AGREE", "ký", "sign"),
        ("Hạ viện Nga phê chuẩn New START.", "SUPPORT", "phê chuẩn", "ratify"),
        ("Mỹ cáo buộc Nga vi phạm Hiệp ước INF.", "ACCUSE", "cáo buộc", "violate"),
        ("Nga doạ rút khỏi New START.", "THREATEN", "doạ", "withdraw"),
        ("Nga và Mỹ đàm phán về New START.", "CONSULT", "đàm phán", "negotiate"),
        ("Nga khẳng định không vi phạm Hiệp ước INF.", "REJECT", "không vi phạm", "mention"),
        ("Ông Putin nói việc Mỹ rút khỏi INF là sai lầm.", "STATEMENT", "nói", "mention"),
        ("Pháp chỉ trích JCPOA.", "ACCUSE", "chỉ trích", "mention"),
    ],
)
def test_what_an_act_does_to_a_treaty(text: str, type_: str, trigger: str, action: str) -> None:
    assert _action(text, type_, trigger) == [action]


def test_a_new_treaty_that_is_signed_counts_without_a_name() -> None:
    told = _told("Ngày 5/2, Nga và Cuba ký một thoả thuận trị giá 50 triệu USD.")
    assert [words for words, _ in told] == ["thoả thuận"]
    assert not _told("Ngày 5/2, Nga và Cuba nói về một thoả thuận trị giá 50 triệu USD.")


def test_a_treaty_in_what_is_said_belongs_to_the_saying() -> None:
    text = "Ngày 5/2, Ngoại trưởng Nga Sergei Lavrov nói rằng Nga lấy làm tiếc và Mỹ rút khỏi Hiệp ước INF."
    found = pipeline.extract(Article("test", text, published_given="2019-02-05")).events
    assert found and all(link.id == "inf-treaty" for event in found for link in event.treaties)
    assert any(event.treaties for event in found if event.span[0] == 0)
