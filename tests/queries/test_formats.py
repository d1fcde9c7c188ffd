"""How rows are printed: for people no date more exact than it is, for programs nothing lost."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from graph.labels import load as load_labels
from graph.literals import literal
from queries.browser import pasteable
from queries.catalogue import load
from queries.display import cells, headings, text_of
from queries.formats import write_csv, write_json, write_markdown
from queries.runner import Result, check
from queries.table_words import TableWords


@pytest.mark.parametrize(
    ("edtf", "text"),
    [
        ("2021-12-14", "14/12/2021"),
        ("2021-12", "12/2021"),
        ("2021", "2021"),
        ("2021?", "2021?"),
        ("2021-12~", "about 12/2021"),
        ("2021%", "about 2021?"),
        ("199X", "1990s"),
        ("19XX", "1900–1999"),
        ("2016-10/2017-09", "10/2016 – 09/2017"),
        ("2016-10/..", "from 10/2016"),
        ("../2017", "until 2017"),
        ("", "undated"),
        (None, "undated"),
    ],
)
def test_dates_are_shown_as_exact_as_they_are(edtf: str | None, text: str) -> None:
    assert load_labels("en").date(edtf) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (0, "0"),
        (0.8, "0.80"),
        (date(2021, 3, 5), "05/03/2021"),
        (datetime(2021, 3, 5, 7, 8, tzinfo=UTC), "05/03/2021 07:08"),
        (["Nga", "Mỹ"], "Nga, Mỹ"),
        ({"id": "x", "action": "sign"}, "x sign"),
        ("a\nb\x1b[31mred\x07", "a b [31mred"),
    ],
)
def test_values_are_lines_of_text(value: Any, text: str) -> None:
    assert text_of("summary", value, TableWords(load_labels("en"))) == text


def result(**changes: Any) -> Result:
    query = load()["timeline"]
    row = {column.name: None for column in query.columns} | {
        "id": "a1b2c3d4e5f60001",
        "date": date(2021, 12, 14),
        "edtf": "2021-12-14",
        "type": "ACCUSE",
        "status": "happened",
        "sources": ["Nga", "Trung Quốc"],
        "targets": ["Mỹ"],
        "summary": "=x | <b>*y*\nz",
        "treaties": [{"id": "inf", "name": "INF"}],
        "confidence": 0.5,
    }
    return Result(query, [column.name for column in query.columns], [row | changes], check(query, {}))


def test_cells_stack_their_columns() -> None:
    assert headings(load()["timeline"]) == ["date", "type / status", "sources / targets", "summary", "id"]
    found = result()
    assert cells(found.query, found.rows) == [
        [["14/12/2021"], ["ACCUSE", "happened"], ["Nga, Trung Quốc", "→ Mỹ"], ["=x | <b>*y* z"], ["a1b2c3d4e5"]]
    ]


def test_long_ids_are_cut_to_what_tells_them_apart() -> None:
    query = load()["timeline"]
    rows = [result().rows[0] | {"id": one} for one in ("a1b2c3d4e5f60001", "a1b2c3d4e5f60002", "new-start")]
    assert [row[-1] for row in cells(query, rows)] == [["a1b2c3d4e5f60001"], ["a1b2c3d4e5f60002"], ["new-start"]]
    rows = [result().rows[0] | {"id": one} for one in ("a1b2c3d4e5f60001", "a1b2c3d4e5e00002")]
    assert [row[-1] for row in cells(query, rows)] == [["a1b2c3d4e5f"], ["a1b2c3d4e5e"]]


def test_json_keeps_everything() -> None:
    out = io.StringIO()
    write_json(result(), out)
    (row,) = json.loads(out.getvalue())
    assert list(row) == result().columns
    assert (row["date"], row["date_end"], row["sources"]) == ("2021-12-14", None, ["Nga", "Trung Quốc"])
    out = io.StringIO()
    write_json(Result(result().query, [], [], {}), out)
    assert json.loads(out.getvalue()) == []


def test_csv_is_read_back_and_runs_no_formula() -> None:
    out = io.StringIO()
    write_csv(result(), out)
    (row,) = csv.DictReader(io.StringIO(out.getvalue()))
    assert list(row) == result().columns
    assert (row["date"], row["date_end"], row["sources"]) == ("2021-12-14", "", "Nga; Trung Quốc")
    assert row["summary"] == "'=x | <b>*y*\nz"
    assert json.loads(row["treaties"]) == [{"id": "inf", "name": "INF"}]


def test_markdown_is_one_line_a_row() -> None:
    out = io.StringIO()
    write_markdown(result(), out)
    assert out.getvalue().splitlines() == [
        "| date | type / status | sources / targets | summary | id |",
        "| --- | --- | --- | --- | --- |",
        r"| 14/12/2021 | ACCUSE<br>happened | Nga, Trung Quốc<br>→ Mỹ | =x \| \<b>\*y\* z | a1b2c3d4e5 |",
    ]


def test_a_query_can_be_pasted_with_its_parameters() -> None:
    text = pasteable(
        load()["timeline"], {"actor": "O'Neill", "from": "2021", "type": "accuse", "alone": "yes"}, embedded=False
    )
    for line in (
        r"//   :param actor => 'O\'Neill'",
        "//   :param other => null",
        "//   :param from => date('2021-01-01')",
        "//   :param type => ['ACCUSE']",
        "//   :param alone => true",
    ):
        assert line in text.splitlines()
    assert load()["timeline"].cypher.strip() in text
    assert literal(["a\\'b", 5]) == "['a\\\\\\'b', 5]"
