"""What texts say is shown and handed on, and never obeyed: by a terminal, by rich, by a spreadsheet."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rich.table import Table
from rich.text import Text

from graph.console import TextConsole
from graph.labels import load
from graph.model import ArticleRecord
from graph.printing import cell, json_text, printable
from ingest.pipeline import extract
from ingest.sources.items import article
from ingest.terminal import print_explanation, print_record

Run = Callable[..., Any]

CHECKOUT = Path(__file__).resolve().parents[2]
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b31m[red]Nga[/red] \u202eđảo\u202c [link=x]:smile:"
TEXT = f"{HOSTILE}\n\nNgày 8/4/2010, Nga {HOSTILE} và Mỹ ký hiệp ước {HOSTILE} tại Praha, theo \x9b5mReuters.\n"


def shown(print_on: Callable[[TextConsole], object]) -> str:
    console = TextConsole(width=200)
    console.file = io.StringIO()
    print_on(console)
    return console.file.getvalue()


@given(st.text(alphabet=st.sampled_from("\x1b\x07\x9b\x00\r\u202e\u2066[]/red a\n\t"), max_size=60))
def test_no_text_steers_a_console(text: str) -> None:
    def print_on(console: TextConsole) -> None:
        table = Table()
        table.add_column(text)
        table.add_row(text)
        table.add_row(Text(text, style="bold"))
        console.print(text)
        console.print(table)
        console.rule(Text(text))

    assert not STEERS.search(shown(print_on))


def test_markup_and_emoji_in_texts_stay_as_they_are() -> None:
    assert shown(lambda console: console.print("[red]a[/red] :smile: [link=x]b")) == "[red]a[/red] :smile: [link=x]b\n"


def record() -> ArticleRecord:
    return extract(article(TEXT, "/\x1b[31m.txt", id=f"id {HOSTILE}", title=HOSTILE))


def test_what_is_read_of_an_article_is_only_shown() -> None:
    found = record()
    assert found.events
    for print_on in (print_record, print_explanation):
        out = shown(lambda console, print_on=print_on: print_on(found, console, load("en")))  # type: ignore[misc]
        assert "[red]Nga" in out
        assert not STEERS.search(out)


def test_json_holds_the_text_and_steers_nothing() -> None:
    value = {HOSTILE: [HOSTILE, "Ngày 8/4/2010"]}
    text = json_text(value)
    assert json.loads(text) == value
    assert "Ngày" in text
    assert not STEERS.search(text)


@given(st.text(max_size=30), st.sampled_from("=+-@＝＋－＠"))
def test_no_cell_is_a_formula(text: str, sign: str) -> None:
    for before in ("", " ", "\t", "\r", "\n", "\u200b", "\ufeff", "\x00", "\u00a0"):
        assert cell(before + sign + text).startswith("'")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", cell(text))


def test_cells_come_back_from_a_table() -> None:
    out = io.StringIO()
    csv.writer(out).writerow([cell(text) for text in ('a "b", c', "two\nlines", "Ngày", "5-3", "a=b")])
    assert next(csv.reader(io.StringIO(out.getvalue()))) == ['a "b", c', "two\nlines", "Ngày", "5-3", "a=b"]


def test_printable_keeps_what_people_read() -> None:
    assert printable("Ngày 8/4\n\t“👩\u200d👩” ≤ …") == "Ngày 8/4\n\t“👩\u200d👩” ≤ …"


def test_every_console_is_one_that_texts_cannot_steer() -> None:
    for package in ("biennien", "graph", "ingest", "queries", "timeline"):
        for path in (CHECKOUT / package).rglob("*.py"):
            calls = {
                node.func.id
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            }
            assert "Console" not in calls, path


def test_commands_obey_no_text(biennien: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"text": TEXT, "title": HOSTILE, "id": f"id {HOSTILE}", "published": "2010-04-09"}) + "\n", "utf-8"
    )
    assert biennien("ingest", "a.jsonl").code == 0
    rows = json.loads(biennien("query", "timeline", "--format", "json").stdout)
    assert any(STEERS.search(row["summary"]) for row in rows), "nothing hostile was stored"
    for command in (
        ("query", "timeline"),
        ("query", "timeline", "--format", "csv"),
        ("explain", "--event", rows[0]["id"]),
        ("forget", HOSTILE),
    ):
        done = biennien(*command)
        assert done.stdout + done.stderr
        assert not STEERS.search(done.stdout + done.stderr), command
