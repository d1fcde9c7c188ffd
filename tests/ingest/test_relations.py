"""Relations between acts, read from sentences of our own on facts that can be checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import KnowledgeError
from graph.model import Article, ArticleRecord
from ingest import relation_words
from ingest.languages import FOLDER
from ingest.pipeline import extract
from ingest.record_json import plain


def read(text: str, published: str) -> ArticleRecord:
    return extract(Article("test", text, published_given=published))


def told(record: ArticleRecord) -> set[tuple[str, str, str]]:
    """Relations as kind and the words of the triggers."""
    words = {event.report_id: record.article.text[slice(*event.trigger)] for event in record.events}
    return {(each.kind, words[each.report].lower(), words[each.other].lower()) for each in record.relations}


EXPELLED = "Ngày 26/3/2018, Mỹ tuyên bố trục xuất 60 nhà ngoại giao Nga."

TOLD = [
    pytest.param(
        f"{EXPELLED} Đáp lại, Nga ngày 29/3/2018 đóng cửa Tổng lãnh sự quán Mỹ tại St. Petersburg.",
        "2018-03-30", ("RESPONDS_TO", "đóng cửa", "trục xuất"), id="answer at the head",
    ),
    pytest.param(
        f"{EXPELLED} Ba ngày sau, Nga đóng cửa Tổng lãnh sự quán Mỹ tại St. Petersburg.",
        "2018-03-30", ("BEFORE", "trục xuất", "đóng cửa"), id="days after",
    ),
    pytest.param(
        f"{EXPELLED} Trước đó, Anh ngày 12/3/2018 cáo buộc Nga đầu độc cựu điệp viên Sergei Skripal.",
        "2018-03-30", ("BEFORE", "cáo buộc", "trục xuất"), id="before that",
    ),
    pytest.param(
        "Mỹ trục xuất 60 nhà ngoại giao Nga sau khi Anh cáo buộc Nga đầu độc cựu điệp viên Sergei Skripal.",
        "2018-03-27", ("BEFORE", "cáo buộc", "trục xuất"), id="clause behind",
    ),
    pytest.param(
        "Sau khi Mỹ trục xuất 60 nhà ngoại giao Nga, Moscow đã đóng cửa Tổng lãnh sự quán Mỹ tại St. Petersburg.",
        "2018-03-30", ("BEFORE", "trục xuất", "đóng cửa"), id="clause at the head",
    ),
    pytest.param(
        f"{EXPELLED} Động thái này được đưa ra sau khi Anh cáo buộc Nga đầu độc cựu điệp viên Sergei Skripal.",
        "2018-03-27", ("BEFORE", "cáo buộc", "trục xuất"), id="a noun that points back",
    ),
    pytest.param(
        "Ngày 6/7/2018, Mỹ áp thuế 25% với 34 tỷ USD hàng hóa Trung Quốc. "
        "Trung Quốc cùng ngày đánh thuế đậu nành Mỹ để trả đũa việc Mỹ áp thuế hàng hóa Trung Quốc.",
        "2018-07-07", ("RESPONDS_TO", "đánh thuế", "áp thuế"), id="answer behind, to an act told before",
    ),
    pytest.param(
        "Anh ngày 12/3/2018 cáo buộc Nga đầu độc cựu điệp viên Sergei Skripal. Nga bác bỏ cáo buộc này.",
        "2018-03-14", ("DENIES", "bác bỏ", "cáo buộc"), id="denial",
    ),
    pytest.param(
        "Tổng thống Mỹ Donald Trump ngày 24/5/2018 tuyên bố hủy bỏ cuộc gặp với nhà lãnh đạo Triều Tiên Kim Jong-un. "
        "Hai nhà lãnh đạo dự kiến có cuộc gặp tại Singapore vào ngày 12/6/2018.",
        "2018-05-25", ("CANCELS", "hủy bỏ", "cuộc gặp"), id="cancelling",
    ),
    pytest.param(
        "Chủ tịch nước Trần Đại Quang thăm Nga từ ngày 28/6 đến 1/7/2017 theo lời mời của Tổng thống Vladimir Putin.",
        "2017-07-02", ("RESPONDS_TO", "thăm", "lời mời"), id="asked for",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "published", "relation"), TOLD)
def test_words_tell_how_acts_stand_to_each_other(text: str, published: str, relation: tuple[str, str, str]) -> None:
    assert relation in told(read(text, published))


NOTHING = [
    pytest.param(f"{EXPELLED} Nga đóng cửa Tổng lãnh sự quán Mỹ tại St. Petersburg.", "2018-03-30", id="no word"),
    pytest.param(
        f"{EXPELLED} Đáp lại, Mỹ đóng cửa Tổng lãnh sự quán Nga ở Seattle.", "2018-03-30", id="nobody answers himself"
    ),
    pytest.param(
        "Ngày 29/3/2018, Nga đóng cửa Tổng lãnh sự quán Mỹ. Trước đó, ngày 2/4/2018, Anh trục xuất nhà ngoại giao Nga.",
        "2018-04-05", id="dates beside the acts tell that another act is meant",
    ),
    pytest.param(
        "Anh ngày 12/3/2018 cáo buộc Nga đầu độc cựu điệp viên Sergei Skripal. Iran bác bỏ cáo buộc của Israel.",
        "2018-03-14", id="another accusation",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "published"), NOTHING)
def test_nothing_is_told(text: str, published: str) -> None:
    record = read(text, published)
    assert len(record.events) >= 2
    assert told(record) == set()


STATUSES = [
    ("Tổng thống Mỹ Donald Trump ngày 10/4/2018 đã hủy chuyến thăm Peru.", "2018-04-11", "cancelled"),
    ("Ông Kim Jong-un đã hoãn chuyến thăm Hàn Quốc.", "2018-12-12", "postponed"),
]


@pytest.mark.parametrize(("text", "published", "status"), STATUSES)
def test_cancelled_and_postponed(text: str, published: str, status: str) -> None:
    assert status in {event.status for event in read(text, published).events}


def test_a_relation_quotes_its_sentence_and_is_printed_by_the_ids_of_events() -> None:
    record = read(f"{EXPELLED}\n\nĐáp lại, Nga ngày 29/3/2018 đóng cửa Tổng lãnh sự quán Mỹ.", "2018-03-30")
    (relation,) = record.relations
    assert relation.quote == "Đáp lại, Nga ngày 29/3/2018 đóng cửa Tổng lãnh sự quán Mỹ."
    (printed,) = plain(record)["relations"]
    events = [event.id for event in record.events]
    assert (printed["event"], printed["other"]) == (events[1], events[0])
    assert record.article.text[slice(*printed["span"])] == relation.quote
    assert relation.rule == "head:đáp lại"


FAULTS = [
    ("clause: {after: [x]}", "must have the lists"),
    ("- x", "no mapping"),
    ("clause: {after: [x, x], before: [], reply: [], asked: [], fulfil: []}", "must have the lists"),
]


@pytest.mark.parametrize(("text", "fault"), FAULTS)
def test_a_faulty_file_of_words_is_refused(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "relations.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        relation_words.read(path)
    assert fault in caught.value.message and str(path) in caught.value.message


def test_words_that_stand_twice_are_refused(tmp_path: Path) -> None:
    whole = (FOLDER / "vi" / "relations.yaml").read_text(encoding="utf-8")
    path = tmp_path / "relations.yaml"
    path.write_text(whole.replace("trước khi, ngay trước khi", "trước khi, trước khi"), encoding="utf-8")
    with pytest.raises(KnowledgeError, match="stands there twice: trước khi"):
        relation_words.read(path)
