"""The commands that explain and correct events, as people use them, on both engines."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Outcome

ARTICLES = (
    ("a", "2021-06-17", "Tổng thống Mỹ Joe Biden gặp Tổng thống Nga Vladimir Putin tại Geneva",
     "Ngày 16/6, Tổng thống Mỹ Joe Biden đã gặp Tổng thống Nga Vladimir Putin tại Geneva, Thụy Sĩ."),
    ("b", "2021-06-17", "Thượng đỉnh Biden - Putin tại Geneva",
     "Tổng thống Mỹ Joe Biden gặp Tổng thống Nga Vladimir Putin tại Geneva hôm 16/6."),
    ("c", "2021-06-18", "Trung Quốc phản đối tàu Mỹ",
     "Ngày 17/6, Trung Quốc phản đối tàu khu trục Mỹ đi qua eo biển Đài Loan."),
)  # fmt: skip


@pytest.fixture
def filled(biennien_on_either: Callable[..., Outcome], tmp_path: Path) -> Callable[..., Outcome]:
    """The command line on a graph of three articles."""
    lines = [
        json.dumps({"id": name, "published": published, "title": title, "text": f"{title}\n\n{text}"})
        for name, published, title, text in ARTICLES
    ]
    (tmp_path / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = biennien_on_either("ingest", "news.jsonl")
    assert done.code == 0, done.stderr
    return biennien_on_either


def events(run: Callable[..., Outcome], folder: Path) -> dict[str, list[str]]:
    """The articles that tell of each event."""
    done = run("export", "events.json")
    assert done.code == 0, done.stderr
    rows = json.loads((folder / "events.json").read_text(encoding="utf-8"))
    return {row["id"]: sorted({report["article"] for report in row["reports"]}) for row in rows}


def test_explain_and_correct(filled: Callable[..., Outcome], tmp_path: Path) -> None:
    told = events(filled, tmp_path)
    summit = next(event for event, articles in told.items() if articles == ["a", "b"])
    protest = next(event for event, articles in told.items() if articles == ["c"])

    explained = filled("explain", "--event", summit[:10])
    assert explained.code == 0, explained.stderr
    assert "Told 2 times, by 2 articles" in explained.stdout
    assert "Why these are one event" in explained.stdout
    assert "biden" in explained.stdout

    assert filled("split", summit, "--article", "b").code == 0
    assert ["a", "b"] not in events(filled, tmp_path).values()
    assert filled("merge", summit, protest).code == 0
    assert ["a", "c"] in events(filled, tmp_path).values()
    done = filled("edit", protest if protest in events(filled, tmp_path) else summit, "--date", "2021-06-15")
    assert done.code == 0, done.stderr
    assert "edit: date 2021-06-15" in done.stdout

    listed = filled("corrections").stdout
    assert [line[:1] for line in listed.splitlines()] == ["1", "2", "3"]
    vietnamese = filled("corrections", "--labels", "vi").stdout
    for words in ("tách 1 khỏi", "gộp 2 sự kiện", "sửa: ngày 15/06/2021"):
        assert words in vietnamese
    for number in ("3", "2", "1"):
        assert filled("corrections", "undo", number).code == 0
    assert filled("corrections").stdout.strip() == "nothing is corrected"
    assert events(filled, tmp_path) == told


def test_mistakes_are_told(filled: Callable[..., Outcome], tmp_path: Path) -> None:
    for arguments, said in (
        (["explain"], "articles or an event"),
        (["explain", "--event", "e-nowhere"], "no event"),
        (["merge", "e-nowhere", "e-elsewhere"], "no event"),
        (["edit", next(iter(events(filled, tmp_path)))], "nothing to edit"),
        (["edit", next(iter(events(filled, tmp_path))), "--date", "2021-13"], "2021-13"),
        (["corrections", "undo", "4"], "no correction 4"),
    ):
        done = filled(*arguments)
        assert done.code == 2, done.stderr
        assert said in done.stderr
        assert "Traceback" not in done.stderr
