"""`biennien knowledge` as it is typed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from biennien.app import app

OWN = """\
offices:
  - id: rus-foreign-minister
    of: RUS
    holders:
      - {person: test-person, since: 2099-01-01, until: null, source: made up}
persons:
  - {id: test-person, name: Test Person, names_vi: [Người Thử]}
"""


def run(*arguments: str, code: int = 0) -> Any:
    result = CliRunner().invoke(app, ["knowledge", *arguments], env={"COLUMNS": "100"})
    assert result.exit_code == code, result.output
    return result


def test_counts() -> None:
    numbers = {row["facts"]: int(row["number"]) for row in json.loads(run("list", "--format", "json").stdout)}
    assert numbers["countries"] >= 200
    assert numbers["persons"] >= 2500
    assert numbers["offices"] >= 700
    assert numbers["terms of office"] >= 3000
    assert "persons" in run("list").stdout


def test_offices_on_a_day() -> None:
    listed = json.loads(run("list", "offices", "--of", "Nga", "--on", "2018-03-26", "--format", "json").stdout)
    held = {row["id"]: row["holder"] for row in listed}
    assert held["rus-president"] == "Vladimir Putin"
    assert held["rus-prime-minister"] == "Dmitry Medvedev"
    assert held["rus-ambassador-usa"] == "Anatoly Antonov"
    assert all(row["of"] == "RUS" for row in listed)


@pytest.mark.parametrize("kind", ["countries", "organisations", "persons", "offices", "treaties", "milestones"])
def test_every_kind_as_csv_and_table(kind: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run("list", kind, "--format", "csv").stdout)))
    assert rows
    assert all(row["id"] for row in rows)
    printed = run("list", kind)
    assert rows[0]["id"] in printed.stdout
    assert f"{len(rows):,} {kind}" in printed.stderr
    assert max(map(len, printed.stdout.splitlines())) <= 100


def test_what_belongs_to_a_country() -> None:
    persons = run("list", "persons", "--of", "VNM").stdout
    assert "nguyen-xuan-phuc" in persons
    assert "donald-trump" not in persons
    assert "jcpoa" in run("list", "treaties", "--of", "Iran").stdout
    assert "state-duma" in run("list", "organisations", "--of", "RUS").stdout


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("vladimir-putin", ["Vladimir Putin", "rus-president", "2000-05-07 to 2008-05-07", "since 2012-05-07"]),
        ("Tập Cận Bình", ["Xi Jinping", "chn-president"]),
        ("putin", ["Vladimir Putin"]),
        ("RUS", ["Russia", "rus-foreign-minister", "Sergey Lavrov", "new-start", "BRICS"]),
        ("rus", ["Russia"]),
        ("nga", ["Russia"]),
        ("new-start", ["New START", "2010-04-08", "extend", "United States"]),
        ("NATO", ["North Atlantic", "Mark Rutte", "Estonia"]),
        ("usa-national-security-adviser", ["John Bolton", "2018-04-09 to 2019-09-10", "H. R. McMaster"]),
        ("Bush", ["George W. Bush", "George H. W. Bush"]),
    ],
)
def test_show(name: str, shown: list[str]) -> None:
    printed = run("show", name).stdout
    for words in shown:
        assert words in printed
    assert max(map(len, printed.splitlines())) <= 100


def test_show_as_json() -> None:
    (putin,) = json.loads(run("show", "Putin", "--format", "json").stdout)
    assert putin["id"] == "vladimir-putin"
    assert any(term["office"] == "rus-president" for term in putin["terms"])
    (nato,) = json.loads(run("show", "nato", "--format", "json").stdout)
    assert "nato-secretary-general" in nato["offices"]


def test_every_fact_can_be_shown_and_written() -> None:
    from ingest.knowledge import load
    from ingest.knowledge.finding import KINDS, find, plain, table

    knowledge = load()
    for kind in KINDS:
        for fact in table(knowledge, kind).values():
            assert fact in find(knowledge, fact.id)
            json.dumps(plain(knowledge, fact))


def test_faults_of_the_user() -> None:
    unknown = run("show", "vladimir-puttin", code=2)
    first, second = unknown.stderr.splitlines()
    assert first == "biennien: there is no 'vladimir-puttin' in the knowledge base"
    assert second.strip().startswith("Near it: vladimir-putin")
    assert "no country or organisation" in run("list", "offices", "--of", "Putin", code=2).stderr
    assert "Write YYYY-MM-DD" in run("list", "offices", "--on", "2018", code=2).stderr
    assert "have no holders" in run("list", "treaties", "--on", "2018-01-01", code=2).stderr
    assert "belong to nobody" in run("list", "countries", "--of", "RUS", code=2).stderr
    assert "need a kind" in run("list", "--of", "RUS", code=2).stderr
    run("list", "planets", code=2)


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(OWN, encoding="utf-8")
    checked = run("check", "--knowledge", str(own), code=1)
    assert "overlap" in checked.stderr
    own.write_text(OWN.replace("rus-foreign-minister", "rus-presidential-adviser"), encoding="utf-8")
    checked = run("check", "--knowledge", str(own))
    assert "no fault found" in checked.stderr
    shown = run("show", "người thử", "--knowledge", str(own)).stdout
    assert "since 2099-01-01" in shown
    assert "made up" in shown
    run("show", "người thử", code=2)


def test_faults_of_a_file(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("offices:\n  - id: x\n    of: RUS\n    title: y\n    holders:\n      - {person: nobody}\n")
    assert f"{own}:6: there is no person 'nobody'" in run("check", "--knowledge", str(own), code=1).stderr
    assert "cannot read" in run("check", "--knowledge", str(tmp_path / "none.yaml"), code=1).stderr
