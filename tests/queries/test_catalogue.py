"""Headers of saved queries: what they must hold, and how a fault is told."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from biennien.saved_queries import queries
from graph.errors import BienNienError, InputError, KnowledgeError, ReadOnly, UnknownName
from queries.catalogue import Catalogue, load, read_query

GOOD = """\
// title: Statements
// answers: Who said something.
// parameters:
//   actor: {type: actor, required: true, means: "Who"}
//   kind: {type: choice, choices: [a, b], default: a, means: "Which kind"}
//   on: {type: date, means: "When", example: "2021"}
//   loud: {type: bool, means: "Only loud ones"}
// columns:
//   id: its id
//   summary: what was said
// table: [summary / id]
// examples:
//   - {title: "All of Russia's", with: {actor: nga, kind: b}}

// actors first
MATCH (a:Actor)-[:SOURCE_OF]->(e:Event) WHERE toLower($actor) IN a.search AND $kind <> $on AND NOT $loud
RETURN e.id AS id, e.summary AS summary
"""


def written(folder: Path, text: str, name: str = "statements.cypher") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_is_read_whole(tmp_path: Path) -> None:
    query = read_query(written(tmp_path, GOOD))
    assert (query.name, query.title, query.answers) == ("statements", "Statements", "Who said something.")
    assert [(one.name, one.type, one.required, one.default) for one in query.parameters] == [
        ("actor", "actor", True, None),
        ("kind", "choice", False, "a"),
        ("on", "date", False, None),
        ("loud", "bool", False, False),
    ]
    assert query.table == (("summary", "id"),)
    assert query.examples[0].values == {"actor": "nga", "kind": "b"}
    assert query.command_line({"actor": "Trung Quốc", "loud": "true"}) == (
        "biennien query statements --actor 'Trung Quốc' --loud"
    )
    assert query.cypher == GOOD


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("// title: Statements\n", "", "line 1: 'title' is missing"),
        ("// answers: Who said something.\n", "", "line 1: 'answers' is missing"),
        ("title: Statements", "title: [a]", "line 1: title: must be a text"),
        ("// columns:", "// kolumns:", "line 8: kolumns: unknown key 'kolumns'"),
        ("type: date", "type: day", "line 6: parameters.on.type: 'day' is none of text, int, date"),
        ("means: \"Who\"", "meens: \"Who\"", "line 4: parameters.actor.meens: unknown key 'meens'"),
        (", means: \"Who\"", "", "line 4: parameters.actor: 'means' is missing"),
        ("choices: [a, b], ", "", "line 5: parameters.kind: the type 'choice' goes with 'choices'"),
        ("default: a", "default: c", "line 5: parameters.kind.default: kind: 'c' is not accepted"),
        ("example: \"2021\"", "example: soon", "line 6: parameters.on.example: on: 'soon' is not accepted"),
        ("required: true", "required: maybe", "line 4: parameters.actor.required: 'maybe' is none of true, false"),
        ("//   on:", "//   On-:", "line 6: parameters.On-: is no name for a parameter"),
        ("[summary / id]", "[quote]", "line 11: table.0: there is no column 'quote'"),
        ("kind: b}", "kind: x}", "line 13: examples.0.with.kind: kind: 'x' is not accepted"),
        ("actor: nga, ", "", "line 13: examples.0: 'actor' is required"),
        ("kind: b}", "colour: b}", "line 13: examples.0.with.colour: unknown key 'colour'"),
        ("//   id: its id\n", "//   id: its id\n//   id: again\n", "line 10: columns.id: stands there twice"),
        ("// table: [", "// table: [[", "line 1"),
        ("NOT $loud", "NOT $quiet", "line 3: parameters: header and query differ in $loud, $quiet"),
    ],
)  # fmt: skip
def test_a_fault_names_file_and_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(KnowledgeError) as caught:
        read_query(written(tmp_path, GOOD.replace(old, new, 1)))
    assert caught.value.message.startswith(f"statements.cypher, {message}"), caught.value.message


@pytest.mark.parametrize("text", ["", "MATCH (n) RETURN n", "// only words", "// [a, b]\nRETURN 1"])
def test_a_file_without_a_header_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(KnowledgeError, match="no header"):
        read_query(written(tmp_path, text))


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no file"):
        read_query(tmp_path / "none.cypher")
    with pytest.raises(InputError, match="cannot be read"):
        read_query(tmp_path)
    binary = tmp_path / "binary.cypher"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="cannot be read"):
        read_query(binary)
    assert read_query(written(tmp_path, GOOD, "My Query.cypher")).name == "My Query"


def test_a_query_that_writes_is_not_even_loaded(tmp_path: Path) -> None:
    with pytest.raises(ReadOnly, match=r"statements.cypher, line 17 would write: SET"):
        read_query(written(tmp_path, GOOD.replace("RETURN e.id", "SET e.id = 1 RETURN e.id")))


def test_neo4j_may_be_asked_something_else_with_the_same_parameters(tmp_path: Path) -> None:
    assert read_query(written(tmp_path, GOOD)).on_neo4j == GOOD
    other = "MATCH (e:Event) WHERE e.id > $actor + $kind + $on + $loud RETURN e.id AS id, e.summary AS summary"
    variant = written(tmp_path, other, "quick.neo4j.cypher")
    query = read_query(written(tmp_path, GOOD, "quick.cypher"))
    assert (query.cypher, query.on_neo4j) == (GOOD, other)
    assert list(Catalogue(tmp_path).paths) == ["quick", "statements"]
    for number, (faulty, fault) in enumerate(
        [("RETURN $actor AS id", KnowledgeError), (f"{other} SET e.x = 1", ReadOnly)]
    ):
        variant.rename(tmp_path / f"faulty-{number}.neo4j.cypher").write_text(faulty, encoding="utf-8")
        with pytest.raises(fault, match=rf"faulty-{number}\.neo4j\.cypher"):
            read_query(written(tmp_path, GOOD, f"faulty-{number}.cypher"))
        variant.touch()


def test_an_unknown_query_is_answered_with_near_ones() -> None:
    with pytest.raises(UnknownName) as caught:
        load()["timelin"]
    assert caught.value.advice == "Did you mean timeline?"
    with pytest.raises(UnknownName) as caught:
        load()["zzz"]
    assert "timeline" in caught.value.advice
    assert "timeline" in load()
    assert "zzz" not in load()


def test_every_saved_query_has_what_a_reader_needs() -> None:
    names = [query.name for query in load()]
    assert {"timeline", "treaty-life", "said", "led-to", "followed", "unsure-dates", "sources"} <= set(names)
    for query in load():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", query.name)
        assert query.examples, query.name
        assert query.answers.endswith("."), query.name
        assert all(
            one.example or one.type in ("bool", "event") or one.default for one in query.parameters if one.required
        )


def test_no_saved_query_hides_a_command() -> None:
    written = {
        str(command.name or command.callback.__name__) for command in queries.registered_commands if command.callback
    }
    assert written == {"show", "run"}
    assert not written & set(load().paths)


def test_names_are_listed_without_reading_a_file(tmp_path: Path) -> None:
    (tmp_path / "faulty.cypher").write_text("nothing", encoding="utf-8")
    catalogue = Catalogue(tmp_path)
    assert list(catalogue.paths) == ["faulty"]
    with pytest.raises(BienNienError):
        catalogue["faulty"]


def test_the_catalogue_is_light() -> None:
    program = "import sys, queries.catalogue as c; c.load()['timeline']; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert not {"neo4j", "rich", "typer", "dateparser"} & set(done.stdout.split())
