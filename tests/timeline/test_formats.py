"""Files of each format, read by programs that are not ours, and texts that would do harm if they were let."""

from __future__ import annotations

import csv
import json
import os
import stat
import threading
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from written_files import ENGLISH, HOSTILE, Reader, hostile_timeline, written

from graph.errors import OutputError, UsageError
from timeline import formats
from timeline.entries import Timeline
from timeline.formats import Format, check_writable, format_of, write_file


def test_json_is_a_list_of_events_with_their_reports(arms_control_timeline: Timeline, tmp_path: Path) -> None:
    events = json.loads(written(arms_control_timeline, tmp_path, Format.JSON).read_text(encoding="utf-8"))
    assert [event["id"] for event in events] == [entry.id for entry in arms_control_timeline.entries]
    by_id = {event["id"]: event for event in events}
    prague = by_id["prague"]
    first, second = prague.pop("reports")
    assert prague == {
        "id": "prague",
        "date": "2010-04-08",
        "date_end": "2010-04-08",
        "edtf": "2010-04-08",
        "precision": "day",
        "extent": "within",
        "type": "AGREE",
        "mode": None,
        "quad": "verbal cooperation",
        "status": "happened",
        "sources": ["Barack Obama", "Russia"],
        "targets": [],
        "source_ids": ["barack-obama", "RUS"],
        "target_ids": [],
        "source_sides": [{"id": "RUS", "name": "Russia"}, {"id": "USA", "name": "United States"}],
        "target_sides": [],
        "said_by": [],
        "treaties": [{"id": "new-start", "name": "New START", "action": "sign"}],
        "place": "Prague",
        "summary": "Barack Obama and Russia sign New START in Prague",
        "date_basis": "clause",
        "confidence": 0.9,
    }
    assert second | {"start": 0, "end": 0, "trigger": []} == {
        "article": "het-han",
        "start": 0,
        "end": 0,
        "trigger": [],
        "quote": "Ngày 8/4/2010, tại Praha, hai tổng thống Mỹ và Nga ký hiệp ước New START.",
        "title": "New START hết hạn: chặng đường mười lăm năm",
        "url": "https://example.org/vi/new-start-het-han",
        "published": "2026-02-05",
        "source": "Báo Ví Dụ",
    }
    at, end = (offset - first["start"] for offset in first["trigger"])
    assert first["quote"][at:end] == "signed"
    assert by_id["trilateral"]["date"] is None
    assert by_id["no-inspections"]["date_end"] is None


def test_csv_has_a_row_an_event_and_opens_as_utf8(arms_control_timeline: Timeline, tmp_path: Path) -> None:
    path = written(arms_control_timeline, tmp_path, Format.CSV)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf"), "without the mark Excel takes UTF-8 for something else"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert len(rows) == len(arms_control_timeline.entries)
    by_id = {row["id"]: row for row in rows}
    prague = by_id["prague"]
    assert (prague["date"], prague["sources"], prague["treaties"]) == (
        "2010-04-08", "Barack Obama; Russia", "New START: sign",
    )  # fmt: skip
    assert prague["reports"] == "2"
    assert prague["published"].splitlines() == ["2026-02-06", "2026-02-05"]
    assert prague["quotes"].splitlines()[1].startswith("Ngày 8/4/2010, tại Praha")
    assert by_id["noncompliant"]["urls"] == "", "an address that is not of the web"
    assert by_id["arsenals"]["date"] == ""


def test_a_cell_is_no_longer_than_excel_takes(arms_control_timeline: Timeline, tmp_path: Path) -> None:
    entry = arms_control_timeline.entries[0]
    long = replace(entry, summary="x" * 40_000)
    path = written(replace(arms_control_timeline, entries=(long,)), tmp_path, Format.CSV)
    with path.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["summary"] == "x" * 32_000 + "…"


def parsed(path: Path) -> list[Token]:
    return MarkdownIt("gfm-like", {"linkify": False}).parse(path.read_text(encoding="utf-8"))


def headings(tokens: list[Token]) -> list[tuple[str, str]]:
    return [(opening.tag, text.content) for opening, text in pairwise(tokens) if opening.type == "heading_open"]


def links(tokens: list[Token]) -> set[object]:
    inline = [child for token in tokens for child in token.children or ()]
    return {child.attrGet("href") for child in inline if child.type == "link_open"}


def test_markdown_groups_events_by_year_and_month(arms_control_timeline: Timeline, tmp_path: Path) -> None:
    path = written(arms_control_timeline, tmp_path, Format.MARKDOWN)
    tokens = parsed(path)
    heads = headings(tokens)
    assert heads[:6] == [
        ("h1", "Russia and the United States: arms control"),
        ("h2", "2009"),
        ("h2", "2010"),
        ("h3", "April 2010"),
        ("h3", "December 2010"),
        ("h2", "2011"),
    ]
    assert heads[-1] == ("h2", "Undated")
    assert sum(token.type == "list_item_open" for token in tokens) == len(arms_control_timeline.entries)
    quotes = sum(token.type == "blockquote_open" for token in tokens)
    assert quotes == sum(len(entry.reports) for entry in arms_control_timeline.entries)
    assert links(tokens) == {
        "https://example.org/chronicle",
        "https://example.org/vi/new-start-het-han",
        "https://example.org/inf",
    }
    text = path.read_text(encoding="utf-8")
    assert "- **between 12 and 18 August 2019** · Mobilise · United States" in text
    assert (
        "- **16 October 2020** · Request · called for · Vladimir Putin → United States · New START (extended)" in text
    )


def test_html_is_one_file_that_asks_for_nothing(arms_control_timeline: Timeline, tmp_path: Path) -> None:
    page = Reader(written(arms_control_timeline, tmp_path, Format.HTML).read_text(encoding="utf-8"))
    assert {"link", "img", "iframe", "object", "base"}.isdisjoint(page.tags)
    assert not [name for name, _ in page.attributes if name in ("src", "href", "action", "style") or name[:2] == "on"]
    assert "@import" not in page.texts["style"]
    assert "url(" not in page.texts["style"]
    policy = next(value for name, value in page.attributes if value and value.startswith("default-src"))
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    events = json.loads(page.texts["timeline-data"])["events"]
    assert [event["id"] for event in events] == [entry.id for entry in arms_control_timeline.entries]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_do_nothing(text: str, tmp_path: Path) -> None:
    timeline = hostile_timeline(text)
    survived = text.encode("utf-8", errors="replace").decode()

    (event, _) = json.loads(written(timeline, tmp_path, Format.JSON).read_text(encoding="utf-8"))
    assert event["summary"] == survived

    with written(timeline, tmp_path, Format.CSV).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [len(row) for row in rows] == [len(rows[0])] * 3
    for cell in rows[1]:
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝"))

    tokens = parsed(written(timeline, tmp_path, Format.MARKDOWN))
    allowed = {"heading", "paragraph", "bullet_list", "list_item", "blockquote", "hr"}
    kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens} - {"inline"}
    assert kinds <= allowed
    inline = {child.type for token in tokens for child in token.children or ()}
    assert inline <= {"text", "text_special", "strong_open", "strong_close"}
    assert [token.type for token in tokens].count("list_item_open") == 2
    assert [token.type for token in tokens].count("hr") == 1, "before the last line"
    assert len(headings(tokens)) == 3, "title, year, undated"

    page = Reader(written(timeline, tmp_path, Format.HTML).read_text(encoding="utf-8"))
    assert (page.tags.count("script"), page.tags.count("img")) == (2, 0)
    assert json.loads(page.texts["timeline-data"])["events"][0]["summary"].split() == survived.split()


@pytest.mark.parametrize("chosen", Format)
def test_the_same_timeline_gives_the_same_file(arms_control_timeline: Timeline, tmp_path: Path, chosen: Format) -> None:
    first = written(arms_control_timeline, tmp_path, chosen).read_bytes()
    assert written(arms_control_timeline, tmp_path, chosen).read_bytes() == first


@pytest.mark.parametrize("chosen", Format)
def test_an_empty_timeline_is_still_a_file(tmp_path: Path, chosen: Format) -> None:
    content = written(Timeline("Nothing", ()), tmp_path, chosen).read_bytes()
    assert {
        "html": b"Nothing to show yet", "svg": b"Nothing to show yet", "png": b"\x89PNG", "md": b"0 events",
        "csv": b"id,date,", "json": b"[\n]", "timelinejs": b'"events": []', "ics": b"END:VCALENDAR",
        "graphml": b"<graph ", "mmd": b"title Nothing", "cypher": b"CREATE CONSTRAINT event_id",
    }[chosen] in content  # fmt: skip


@pytest.mark.parametrize(
    ("name", "chosen"),
    [("a.html", "html"), ("A.MD", "md"), ("x/b.tar.csv", "csv"), ("tin tức.json", "json"), ("Ba Lan.ICS", "ics")],
)
def test_the_ending_tells_the_format(name: str, chosen: str) -> None:
    assert format_of(Path(name)) == chosen


@pytest.mark.parametrize("name", ["a", "a.txt", "a.htm", ".html", "html", "a.timelinejs"])
def test_other_endings_are_refused(name: str) -> None:
    with pytest.raises(UsageError) as refusal:
        format_of(Path(name))
    assert "--format" in refusal.value.advice


def test_a_file_is_replaced_whole(arms_control_timeline: Timeline, tmp_path: Path) -> None:
    old = tmp_path / "real" / "out.md"
    old.parent.mkdir()
    old.write_text("old")
    old.chmod(0o640)
    link = tmp_path / "out.md"
    link.symlink_to(old)
    write_file(arms_control_timeline, ENGLISH, link, Format.MARKDOWN)
    assert link.is_symlink()
    assert old.read_text(encoding="utf-8").startswith("# Russia")
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["out.md", "out.md", "real"]


def test_a_new_file_has_the_rights_of_the_mask(arms_control_timeline: Timeline, tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        path = written(arms_control_timeline, tmp_path, Format.CSV)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_pipe_gets_the_bytes(arms_control_timeline: Timeline, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reading = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reading.start()
    write_file(arms_control_timeline, ENGLISH, pipe, Format.JSON)
    reading.join(timeout=10)
    assert len(json.loads(got[0])) == len(arms_control_timeline.entries)


def test_after_a_failure_the_old_file_is_there(
    arms_control_timeline: Timeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.json"
    path.write_text("old")
    module = tmp_path / "full_disk.py"
    module.write_text(
        "def write(timeline, labels, out):\n    out.write(b'half')\n    raise OSError(28, 'No space left')\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(formats.MODULES, Format.JSON, "full_disk")
    with pytest.raises(OutputError, match="No space left") as failure:
        write_file(arms_control_timeline, ENGLISH, path, Format.JSON)
    assert failure.value.advice
    assert path.read_text() == "old"
    assert not list(tmp_path.glob(".*"))


def test_places_that_cannot_be_written_are_told_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a folder"):
        check_writable(tmp_path)
    with pytest.raises(OutputError, match="there is no folder"):
        check_writable(tmp_path / "missing" / "out.html")
    check_writable(tmp_path / "out.html")
    assert not list(tmp_path.iterdir())
