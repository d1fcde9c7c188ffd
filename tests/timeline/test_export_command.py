"""`biennien export` on both engines: which events, in which words, and what happens when it cannot be done."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from records import make_event, make_record

if TYPE_CHECKING:
    from conftest import Outcome

    from graph.store import Store

    Run = Callable[..., Outcome]

SAID, EXTENDED, SIGNED, HOPED, ACCUSED = (f"e-000{number}" for number in range(5))

RECORDS = [
    make_record(
        "interview",
        [
            make_event(
                SAID, "STATEMENT", "2021-12-14", ["sergey-lavrov"], ["USA"],
                "Lavrov said Washington knew the terms.", trigger="said",
            ),
            make_event(
                EXTENDED, "AGREE", "2021", ["RUS", "USA"], [], "New START was extended in 2021.",
                treaties=[("new-start", "extend")],
            ),
            make_event(HOPED, "STATEMENT", None, ["joe-biden"], [], "Biden hopes for talks."),
        ],
        published="2021-12-15", title="Phỏng vấn", url="https://news.example/interview",
    ),
    make_record(
        "extension",
        [
            make_event(
                EXTENDED, "AGREE", "2021-02-03", ["RUS", "USA"], [], "Both extended New START on 3 February.",
                treaties=[("new-start", "extend")],
            ),
            make_event(ACCUSED, "ACCUSE", "2020-05", ["USA"], ["sergey-lavrov"], "Washington blamed Lavrov in May."),
        ],
        published="2021-02-04", title="Five more years",
    ),
    make_record(
        "history",
        [
            make_event(
                SIGNED, "AGREE", "2010-04-08", ["RUS", "USA"], [], "New START was signed on 8 April 2010.",
                treaties=[("new-start", "sign")],
            )
        ],
        published="2020-01-02",
    ),
]  # fmt: skip


def events(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def ids(path: Path) -> list[str]:
    return [event["id"] for event in events(path)]


@pytest.fixture
def graph(store: Store) -> Store:
    """The records above, on either engine."""
    store.save(RECORDS)
    return store


def test_export_on_either_engine(graph: Store, biennien_on_either: Run, tmp_path: Path) -> None:
    run = biennien_on_either
    done = run("export", "out.json")
    assert (done.code, done.stdout) == (0, "")
    assert done.stderr == "out.json: 5 events, 1 of them undated\n"
    assert ids(tmp_path / "out.json") == [SIGNED, ACCUSED, EXTENDED, SAID, HOPED]

    rows = json.loads(run("query", "timeline", "--format", "json").stdout)
    for row, event in zip(rows, events(tmp_path / "out.json"), strict=True):
        assert {key: event[key] for key in row} == row, "an event has all keys of a row of the timeline"
    said = events(tmp_path / "out.json")[3]
    assert said["source_sides"] == [{"id": "RUS", "name": "Russia"}], "the minister stands for his country"
    assert said["target_sides"] == [{"id": "USA", "name": "United States"}]
    (report,) = said["reports"]
    at, end = (offset - report["start"] for offset in report["trigger"])
    assert report["quote"][at:end] == "said"
    assert (report["article"], report["url"]) == ("interview", "https://news.example/interview")
    hoped = events(tmp_path / "out.json")[4]
    assert {side["id"] for side in hoped["source_sides"]} == {"USA"}, "a day that is unknown may be in his term"

    for arguments, wanted in [
        (["--actor", "Nga", "--other", "mỹ"], [SIGNED, ACCUSED, EXTENDED, SAID]),
        (["--treaty", "START mới"], [SIGNED, EXTENDED]),
        (["--type", "accuse", "--type", "STATEMENT"], [ACCUSED, SAID, HOPED]),
        (["--from", "2020", "--to", "2021-02"], [ACCUSED, EXTENDED]),
        (["-p", "actor=Russia", "-p", "alone=true", "--from", "2011"], [EXTENDED]),
        (["--query", "treaty-life", "-p", "treaty=New START"], [SIGNED, EXTENDED]),
        (["--query", "said", "--actor", "Lavrov"], [SAID]),
    ]:
        done = run("export", "part.json", *arguments)
        assert done.code == 0, done.stderr
        assert ids(tmp_path / "part.json") == wanted, arguments

    assert run("export", "vi.json", "--labels", "vi").code == 0
    names = {name for event in events(tmp_path / "vi.json") for name in (*event["sources"], *event["targets"])}
    assert names == {"Nga", "Mỹ", "Sergey Lavrov", "Joe Biden"}
    treaties = {treaty["name"] for event in events(tmp_path / "vi.json") for treaty in event["treaties"]}
    assert treaties == {"START mới"}


@pytest.fixture
def known(embedded_graph: None, biennien: Run) -> Run:
    """The command line on the records above, in the embedded database."""
    return biennien


@pytest.fixture
def embedded_graph(biennien: Run, embedded_target: Any) -> None:
    from graph.store import Store

    with Store.open(embedded_target, access="write") as store:
        store.ensure_schema()
        store.save(RECORDS)


def test_every_format_and_what_it_is_called(known: Run, tmp_path: Path) -> None:
    for name, begins in [
        ("out.html", "<!doctype html>"),
        ("out.svg", "<svg "),
        ("out.md", "# Timeline\n"),
        ("out.csv", "\ufeffid,date,"),
        ("out.json", "[\n{"),
        ("out.ics", "BEGIN:VCALENDAR"),
        ("out.graphml", "<?xml "),
        ("out.mmd", "timeline\n"),
        ("out.cypher", "// Timeline\n"),
    ]:
        assert known("export", name).code == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)
    assert known("export", "out.png").code == 0
    assert (tmp_path / "out.png").read_bytes().startswith(b"\x89PNG")
    assert known("export", "out.json", "--format", "timelinejs").stderr == (
        "out.json: 5 events, 1 of them undated; undated ones are left out\n"
    )
    assert len(json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["events"]) == 4
    assert known("export", "out.txt", "--format", "md", "--title", "My title").code == 0
    assert (tmp_path / "out.txt").read_text(encoding="utf-8").startswith("# My title\n")


def test_the_title_says_what_was_asked_for(known: Run, tmp_path: Path) -> None:
    def first_line(*arguments: str) -> str:
        assert known("export", "out.md", *arguments).code == 0
        return (tmp_path / "out.md").read_text(encoding="utf-8").splitlines()[0]

    assert first_line("--actor", "Nga", "--type", "AGREE") == "# Timeline: Nga, AGREE"
    assert first_line("--labels", "vi", "--treaty", "New START") == "# Dòng thời gian: New START"
    assert first_line("--query", "treaty-life", "-p", "treaty=New START") == "# The life of a treaty: New START"
    assert first_line("--query", "treaty-life", "-p", "treaty=New START", "--labels", "vi") == (
        "# Cuộc đời của một hiệp ước: New START"
    )
    assert "biennien query treaty-life --treaty 'New START'" in (tmp_path / "out.md").read_text(encoding="utf-8")


def test_finding_nothing_is_told_and_still_gives_a_file(known: Run, tmp_path: Path) -> None:
    done = known("export", "out.html", "--from", "1950", "--to", "1951")
    assert done.code == 0
    assert "0 events" in done.stderr
    assert "nothing found. A wider period" in done.stderr
    assert "Nothing to show yet" in (tmp_path / "out.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["out.pdf"], 2, "out.pdf does not tell the format"),
        (["out"], 2, ".html, .svg, .png, .md, .csv, .json, .ics, .graphml, .mmd, .cypher"),
        (["out.html", "--format", "pdf"], 2, "--format"),
        (["out.html", "--query", "timelin"], 2, "timeline"),
        (["out.html", "--query", "actors"], 2, "query actors gives no events"),
        (["out.html", "--query", "actors"], 2, "`biennien query actors --format csv`"),
        (["out.html", "--query", "actors"], 2, "timeline, told, treaty-life"),
        (["out.html", "--query", "followed"], 2, "needs event"),
        (["out.html", "--query", "treaty-life", "--actor", "Nga"], 2, "no parameter 'actor'"),
        (["out.html", "-p", "actor"], 2, "NAME=VALUE"),
        (["out.html", "--from", "soon"], 2, "a day, month or year"),
        (["out.html", "--actor", "Atlantis"], 2, "Atlantis"),
        (["missing/out.html"], 1, "there is no folder"),
        (["folder.html"], 1, "is a folder"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    known: Run, tmp_path: Path, arguments: list[str], code: int, said: str
) -> None:
    (tmp_path / "folder.html").mkdir()
    done = known("export", *arguments)
    assert (done.code, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("timeline", []),
        ("entries", ["-p", f"ids={SIGNED},{EXTENDED}"]),
        ("followed", ["-p", f"event={SIGNED}"]),
        ("led-to", ["-p", f"event={EXTENDED}"]),
        ("said", ["--actor", "Lavrov"]),
        ("treaty-life", ["--treaty", "New START"]),
        ("unsure-dates", []),
    ],
)
def test_every_query_that_gives_events_can_be_exported(
    known: Run, tmp_path: Path, query: str, parameters: list[str]
) -> None:
    done = known("export", "out.json", "--query", query, *parameters)
    assert done.code == 0, done.stderr
    assert set(ids(tmp_path / "out.json")) <= {SAID, EXTENDED, SIGNED, HOPED, ACCUSED}
    assert known("export", "out.graphml", "--query", query, *parameters).code == 0
