"""`biennien query` as it is typed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from known_graph import EXTENDED, IN_ORDER, LAVROV_SAID, MEDVEDEV_ASKED, RECORDS

from graph.store import Store
from graph.target import Target
from queries.catalogue import load

Run = Callable[..., Any]

OWN = """\
// title: Names
// answers: Who has a name that begins so.
// parameters:
//   beginning: {type: text, required: true, means: "First letters"}
//   limit: {type: int, default: "10", means: "How many"}
// columns:
//   name: the name
MATCH (a:Actor) WHERE a.name STARTS WITH $beginning
RETURN a.name AS name ORDER BY name LIMIT $limit
"""


@pytest.fixture
def query(biennien: Run, embedded_target: Target) -> Run:
    """Runs `biennien query …` on the known graph."""
    with Store.open(embedded_target, access="write") as store:
        store.ensure_schema()
        store.save(RECORDS)

    def run(*arguments: str | Path, **more: Any) -> Any:
        return biennien("query", *arguments, **more)

    return run


def test_the_list(biennien: Run) -> None:
    listed = biennien("query")
    assert listed.code == 0
    for name in load().paths:
        assert name in listed.stdout
    assert "biennien query show NAME" in listed.stderr
    plain = json.loads(biennien("query", "--format", "json").stdout)
    assert [one["name"] for one in plain] == list(load().paths)
    (timeline,) = (one for one in plain if one["name"] == "timeline")
    assert timeline["title"]
    assert {"actor", "other", "treaty", "from", "to"} <= {one["name"] for one in timeline["parameters"]}
    wrong = biennien("query", "--format", "json", "timeline")
    assert (wrong.code, wrong.stderr.splitlines()[0]) == (2, "biennien: --format stands before the query's name")


@pytest.mark.parametrize("name", load().paths)
def test_help_shows_options_and_examples(biennien: Run, name: str) -> None:
    done = biennien("query", name, "--help")
    assert done.code == 0
    for parameter in load()[name].parameters:
        assert parameter.option in done.stdout
    for example in load()[name].examples:
        assert load()[name].command_line(example.values) in done.stdout


def test_help_comes_whatever_stands_before_it(biennien: Run) -> None:
    done = biennien("query", "timeline", "--actor", "Russia", "--from", "2021-01-01", "--help")
    assert done.code == 0
    assert "--treaty" in done.stdout


def test_formats_hold_data_alone(query: Run) -> None:
    rows = json.loads(query("timeline", "--format", "json").stdout)
    assert tuple(row["id"] for row in rows) == IN_ORDER
    assert {"id", "date", "date_end", "edtf", "type", "status", "sources", "targets", "summary"} <= set(rows[0])
    table = list(csv.DictReader(io.StringIO(query("timeline", "--format", "csv").stdout)))
    assert tuple(row["id"] for row in table) == IN_ORDER
    lines = query("timeline", "--format", "markdown").stdout.splitlines()
    assert len(lines) == len(IN_ORDER) + 2


@pytest.mark.parametrize("form", ["json", "csv", "markdown", "table"])
def test_output_is_utf_8_whatever_the_terminal(query: Run, form: str) -> None:
    done = query("timeline", "--actor", "Việt Nam", "--format", form, env={"PYTHONIOENCODING": "ascii"})
    assert done.code == 0
    assert "Hà Nội followed it closely" in done.stdout


def test_options_reach_the_query(query: Run) -> None:
    options = ["--actor", "NGA", "--other", "Hoa Kỳ", "--type", "AGREE,REQUEST", "--type", "statement"]
    options += ["--from", "2021", "--to", "2021-12", "--status", "happened"]
    rows = json.loads(query("timeline", *options, "--format", "json").stdout)
    assert [row["id"] for row in rows] == [EXTENDED, LAVROV_SAID, MEDVEDEV_ASKED]
    alone = json.loads(query("timeline", *options, "--alone", "--format", "json").stdout)
    assert [row["id"] for row in alone] == [EXTENDED]


def test_a_table_fits_the_terminal(query: Run) -> None:
    for width in ("80", "120"):
        done = query("timeline", "--actor", "nga", env={"COLUMNS": width})
        assert done.code == 0
        lines = done.stdout.splitlines()
        assert max(map(len, lines)) <= int(width)
        assert "from 10/2016" in done.stdout
        assert "undated" in done.stdout
        assert done.stderr == "10 rows\n"
    limited = query("timeline", "--limit", "2")
    assert limited.stderr == "2 rows, as many as --limit allows; a larger one may show more\n"


def test_a_long_table_says_what_it_leaves_out(
    query: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from queries import terminal
    from queries.runner import Result, check

    monkeypatch.setattr(terminal, "_MOST_ROWS", 3)
    rows = json.loads(query("timeline", "--format", "json").stdout)
    timeline = load()["timeline"]
    said = terminal.print_rows(Result(timeline, list(rows[0]), rows, check(timeline, {})))
    assert said == "3 of 12 rows; --limit 12 shows them"
    assert len([line for line in capsys.readouterr().out.splitlines() if "/" in line[:12]]) == 3


def test_nothing_found_is_no_error(query: Run) -> None:
    for form, expected in (("table", ""), ("json", "[]\n")):
        done = query("timeline", "--actor", "nga", "--type", "AID", "--format", form)
        assert (done.code, done.stdout) == (0, expected)
        assert done.stderr.startswith("nothing found. A wider period")


def test_an_empty_graph_says_so(biennien: Run) -> None:
    done = biennien("query", "timeline")
    assert (done.code, done.stdout) == (0, "")
    assert done.stderr == "nothing found. The graph holds no events yet: `biennien ingest PATH` reads articles.\n"
    assert biennien("query", "timeline", "--actor", "nga").code == 2


def test_a_name_not_taken_literally_is_told(query: Run) -> None:
    done = query("said", "--actor", "Medvedev", "--format", "json")
    assert [row["id"] for row in json.loads(done.stdout)] == [MEDVEDEV_ASKED]
    assert done.stderr == "'Medvedev' is read as Dmitry Medvedev (dmitry-medvedev)\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["timelin"], "biennien: there is no saved query 'timelin'\n          Did you mean timeline?\n"),
        (["timeline", "--actor", "Rusia"],
         "biennien: no actor is called 'Rusia'\n          Did you mean Russia (RUS)?\n"),
        (["timeline", "--from", "yesterday"],
         "biennien: from: 'yesterday' is not accepted\n"
         "          Give a day, month or year such as 2021-03-05, 2021-03 or 2021.\n"),
        (["show", "timelin"], "biennien: there is no saved query 'timelin'\n          Did you mean timeline?\n"),
        (["show", "timeline", "-p", "actor"],
         "biennien: 'actor' is no parameter\n          Write NAME=VALUE, such as -p actor=Russia.\n"),
    ],
)  # fmt: skip
def test_a_mistake_is_answered_in_a_line_and_what_to_do(query: Run, arguments: list[str], message: str) -> None:
    done = query(*arguments)
    assert (done.code, done.stdout, done.stderr) == (2, "", message)


@pytest.mark.parametrize("arguments", [["timeline", "--actr", "x"], ["said"], ["run"]])
def test_options_that_are_wrong_or_missing(biennien: Run, arguments: list[str]) -> None:
    done = biennien("query", *arguments)
    assert (done.code, done.stdout) == (2, "")
    assert "Usage:" in done.stderr


def test_show_prints_what_can_be_pasted(biennien: Run) -> None:
    done = biennien("query", "show", "timeline", "-p", "actor=nga", "-p", "from=2021")
    assert done.code == 0
    assert "//   :param actor => 'nga'\n" in done.stdout
    assert "//   :param from => date('2021-01-01')\n" in done.stdout
    assert load()["timeline"].cypher.strip() in done.stdout


def test_show_prints_what_the_database_in_use_understands(biennien: Run, tmp_path: Path) -> None:
    search = load()["search"]
    words = ("query", "show", "search", "-p", "words=Hiệp ước")
    in_neo4j = {"NEO4J_URI": "bolt://localhost:1", "BIENNIEN_DATA_DIR": None}
    for done, text in (
        (biennien(*words), search.cypher),
        (biennien(*words, "--db", "bolt://localhost:1"), search.on_neo4j),
        (biennien(*words, env=in_neo4j), search.on_neo4j),
        (biennien(*words, "--data-dir", tmp_path, env=in_neo4j), search.cypher),
    ):
        assert done.code == 0, "no server needs to answer"
        assert "//   :param words => 'hiệp ước'\n" in done.stdout
        assert done.stdout.endswith(f"\n{text.rstrip()}\n")


def test_a_query_of_ones_own(query: Run, tmp_path: Path) -> None:
    own = tmp_path / "names.cypher"
    own.write_text(OWN, encoding="utf-8")
    done = query("run", own, "-p", "beginning=R", "--format", "csv")
    assert (done.code, done.stdout) == (0, "name\nRussia\nRussian Foreign Ministry\n")
    assert query("run", own, "-p", "beginning=R", "-p", "limit=1", "--format", "csv").stdout == "name\nRussia\n"
    assert "Russia" in query("run", own, "-p", "beginning=R").stdout
    missing = query("run", own)
    assert (missing.code, missing.stderr.splitlines()[0]) == (2, "biennien: query names needs beginning")


@pytest.mark.parametrize(
    ("old", "new", "code", "message"),
    [
        ("RETURN a.name", "SET a.name = 'x' RETURN a.name", 1, "names.cypher, line 9 would write: SET"),
        ("MATCH (a:Actor)", "CALL db.labels()", 1, "names.cypher, line 8 calls the procedure db"),
        ("type: text", "type: words", 1, "names.cypher, line 4: parameters.beginning.type: 'words' is none of"),
        ("RETURN a.name AS name", "RETURN a.nme AS", 1, ""),
        ("MATCH (a:Actor)", "// dates: [nme]\nMATCH (a:Actor)", 1, "names.cypher, line 8: dates.0: 'nme' is none of"),
        ("MATCH (a:Actor)", "// dates: [name]\nMATCH (a:Actor)", 1, "names.cypher: name is 'Russia', which is no"),
    ],
)
def test_a_faulty_query_of_ones_own(query: Run, tmp_path: Path, old: str, new: str, code: int, message: str) -> None:
    own = tmp_path / "names.cypher"
    own.write_text(OWN.replace(old, new), encoding="utf-8")
    done = query("run", own, "-p", "beginning=R")
    assert (done.code, done.stdout) == (code, "")
    assert done.stderr.startswith(f"biennien: {message}")
    assert "Traceback" not in done.stderr
