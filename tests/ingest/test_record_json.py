"""The record as JSON, and as text with marks."""

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from rich.console import Console

from graph.derivation import Change
from graph.labels import load
from graph.model import (
    ActorRecord,
    Article,
    ArticleRecord,
    EventRecord,
    Evidence,
    Published,
    Relation,
    TimeMention,
    TreatyLink,
    TreatyRecord,
)
from graph.writing import ForgetSummary
from ingest.highlight import bracketed, coloured, marks, printable
from ingest.record_json import plain, plain_reject
from ingest.run import IngestSummary
from ingest.sources import Reject
from ingest.terminal import print_explanation, print_forgotten, print_record, print_summary

TEXT = "Nga và Mỹ ký New START\n\nNgày 8/4/2010, Nga và Mỹ ký New START.\n\nĐọc thêm\n" + "".join(
    f"Tin khác {n}\n" for n in range(9)
)


def at(words: str, nth: int = 1) -> tuple[int, int]:
    start = -1
    for _ in range(nth):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


LINES = [line for line in TEXT.splitlines() if line.startswith(("Đọc", "Tin"))]
RECORD = ArticleRecord(
    article=Article("a-1", TEXT, path="/articles/a.txt"),
    text_hash="0",
    language="vi",
    title="Nga và Mỹ ký New START",
    published=Published("2010-04-08", "text", 0.9, (Evidence(at("Ngày 8/4/2010"), "full date", "A whole date."),)),
    extractor="1",
    times=(TimeMention(at("Ngày 8/4/2010"), "DATE", "2010-04-08", "day month year"),),
    actors=(
        ActorRecord("RUS", "Russia", "country", (at("Nga"), at("Nga", 2)), name_vi="Nga"),
        ActorRecord("USA", "United States", "country", (at("Mỹ"), at("Mỹ", 2)), name_vi="Mỹ"),
    ),
    treaties=(TreatyRecord("new-start", "New START", (at("New START", 2),)),),
    events=(
        EventRecord(
            id="e-1", report_id="r-1", type="AGREE", status="happened", date="2010-04-08", date_basis="sentence",
            sources=("RUS",), targets=("USA",), span=at("Ngày 8/4/2010, Nga và Mỹ ký New START."),
            trigger=at("ký", 2), quote="Ngày 8/4/2010, Nga và Mỹ ký New START.", summary="Russia → United States",
            treaties=(TreatyLink("new-start", "sign"),), confidence=0.8, rules=("sign",),
        ),
    ),
    debris=tuple(at(line) for line in LINES),
)  # fmt: skip


def rendered(colours: bool) -> str:
    console = Console(force_terminal=colours, no_color=not colours, record=True, width=100, legacy_windows=False)
    with console.capture() as shown:
        print_explanation(RECORD, console, load("en"))
    return shown.get()


def test_the_record_holds_what_was_read() -> None:
    found = json.loads(json.dumps(plain(RECORD)))
    assert found["article"] == {
        "id": "a-1",
        "title": "Nga và Mỹ ký New START",
        "language": "vi",
        "published": {
            "value": "2010-04-08",
            "basis": "text",
            "confidence": 0.9,
            "evidence": [{"span": list(at("Ngày 8/4/2010")), "rule": "full date", "says": "A whole date."}],
        },
    }
    assert found["times"] == [
        {
            "span": list(at("Ngày 8/4/2010")),
            "kind": "DATE",
            "value": "2010-04-08",
            "mod": None,
            "rule": "day month year",
        }
    ]
    assert [(actor["id"], actor["name_vi"], len(actor["mentions"])) for actor in found["actors"]] == [
        ("RUS", "Nga", 2),
        ("USA", "Mỹ", 2),
    ]
    assert found["treaties"] == [{"id": "new-start", "name": "New START", "mentions": [list(at("New START", 2))]}]
    (event,) = found["events"]
    assert (event["type"], event["sources"], event["targets"], event["said_by"]) == ("AGREE", ["RUS"], ["USA"], [])
    assert event["treaties"] == [{"id": "new-start", "action": "sign"}]
    assert TEXT[slice(*event["trigger"])] == "ký"


def test_a_reject_stands_in_the_place_of_an_article() -> None:
    assert plain_reject(Reject("a.jsonl:3", "is empty", "x")) == {
        "article": {"id": "x"},
        "error": "a.jsonl:3: is empty",
    }
    assert plain_reject(Reject("a.txt", "is empty"))["article"] == {"id": "a.txt"}


def test_marks_share_no_character() -> None:
    spans = [mark.span for mark in marks(RECORD)]
    assert spans == sorted(spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_without_colours_brackets_mark_the_words() -> None:
    shown = bracketed(TEXT, marks(RECORD), load("en"))
    assert "{Ngày 8/4/2010: 2010-04-08}, [Nga: RUS] và [Mỹ: USA] *ký*(1) <New START: new-start>." in shown
    assert "~Đọc thêm~" in shown
    assert "~… and 5 more lines~" in shown
    assert "Tin khác 8" not in shown


def test_with_colours_the_words_stay_as_they_are() -> None:
    shown = coloured(TEXT, marks(RECORD), load("en")).plain
    assert "Ngày 8/4/2010 2010-04-08, Nga và Mỹ ký(1) New START." in shown


def test_an_explanation_tells_events_and_the_evidence_for_the_date() -> None:
    shown = rendered(colours=False)
    assert "AGREE happened  Russia → United States" in shown
    assert "sign: New START" in shown
    assert "80% sure: sign" in shown
    assert "Published 2010-04-08, told in the text" in shown
    assert "- A whole date. (“Ngày 8/4/2010”)" in shown
    assert "\x1b" not in shown
    assert "\x1b[" in rendered(colours=True)


def test_a_record_is_shown_with_its_events() -> None:
    console = Console(width=100, no_color=True)
    with console.capture() as shown:
        print_record(RECORD, console, load("en"))
    assert "a-1 · published 2010-04-08" in shown.get()
    assert "Russia → United States" in shown.get()


def printed(show: Callable[[Console], None]) -> str:
    console = Console(width=100, no_color=True)
    with console.capture() as shown:
        show(console)
    return shown.get()


def test_in_vietnamese() -> None:
    words = load("vi")
    planned = replace(
        RECORD.events[0], report_id="r-2", status="planned", mode="negotiate", date="2010-05", said_by=("USA",)
    )
    told = replace(
        RECORD,
        events=(RECORD.events[0], planned),
        relations=(Relation("BEFORE", "r-1", "r-2", (0, 0), "", "before"),),
        published=replace(RECORD.published, basis="inferred", confidence=0.5),
    )
    shown = printed(lambda console: print_explanation(told, console, words))
    assert "*hành động*(số thứ tự sự kiện)  <hiệp ước: mã>" in shown
    assert "~… và 5 dòng nữa~" in shown
    assert "Thỏa thuận Đã diễn ra  Nga → Mỹ" in shown
    assert "Thỏa thuận (đàm phán) Dự kiến  Nga → Mỹ (theo lời Mỹ)" in shown
    assert "diễn ra trước sự kiện 2 (before)" in shown
    assert "ký kết: New START" in shown
    assert "chắc 80%: sign" in shown
    assert "08/04/2010" in shown
    assert "05/2010" in shown
    assert "Đăng 08/04/2010, suy ra từ bài viết, năm chắc 50%" in shown
    assert "2010 là năm có khả năng nhất" in shown


def test_what_a_run_did_in_vietnamese() -> None:
    words = load("vi")
    summary = IngestSummary(articles=1200, extracted=1200, events=3, actors={"RUS"}, treaties={"abm"})
    summary.skipped["hidden"] = 2
    summary.stored.events.new = 1234
    stored = printed(lambda console: print_summary(summary, console, words, stored=True))
    assert stored.split()[:6] == ["mới", "thay", "đổi", "giữ", "nguyên", "bị"]
    assert "sự kiện" in stored
    assert "1.234" in stored
    assert "bỏ qua 2: 2 × hidden" in stored
    dry = printed(lambda console: print_summary(summary, console, words, stored=False))
    assert "1.200 bài viết với 3 sự kiện, 1 chủ thể, 1 hiệp ước; không lưu gì" in dry
    gone = ForgetSummary("a-1", Change(), Change(), Change())
    assert "a-1: đã rút khỏi đồ thị; ngoài ra không có gì thay đổi" in printed(
        lambda console: print_forgotten(gone, console, words)
    )
    gone.events.removed = 2
    gone.actors.changed = 1
    assert "xóa 2 sự kiện, thay đổi 1 chủ thể" in printed(lambda console: print_forgotten(gone, console, words))


def test_text_cannot_steer_the_terminal() -> None:
    assert printable("a\x1b[31mb\x07\x9bc\n\td") == "a\ufffd[31mb\ufffd\ufffdc\n\td"
