"""The Python interface on both engines: reading in, asking, tables, exporting, and errors."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, fields
from datetime import date
from pathlib import Path

import pandas
import polars
import pytest
from records import make_event, make_record

import biennien
from biennien.answers import answer, field_names
from graph.store import Store
from graph.target import Target

RECORD = make_record(
    "summit",
    [
        make_event("aaaa000000000001", "CONSULT", "2021-06-16", ["RUS"], ["USA"], treaties=[("new-start", "extend")]),
        make_event("aaaa000000000002", "ACCUSE", "2021-06", ["joe-biden"], ["RUS"], "Biden spoke of attacks."),
        make_event("aaaa000000000003", "STATEMENT", None, ["sergey-lavrov"], [], "Lavrov spoke."),
    ],
)


@pytest.fixture
def here(target: Target, monkeypatch: pytest.MonkeyPatch) -> Target:
    """The target of this test as the one that is used when nothing is said."""
    if target.embedded_dir:
        monkeypatch.setenv("BIENNIEN_DATA_DIR", str(target.embedded_dir))
    else:
        for name, value in (("URI", target.uri), ("USERNAME", target.user), ("PASSWORD", target.password)):
            monkeypatch.setenv(f"NEO4J_{name}", value or "")
        monkeypatch.setenv("NEO4J_DATABASE", target.database)
    return target


@pytest.fixture
def graph(here: Target) -> Iterator[biennien.Graph]:
    """A graph that holds a summit."""
    with Store.open(here, access="write") as store:
        store.ensure_schema()
        store.save([RECORD])
    with biennien.open() as graph:
        yield graph


@pytest.fixture
def empty(here: Target) -> Iterator[biennien.Graph]:
    """A graph that holds nothing."""
    with biennien.open() as graph:
        yield graph


def test_rows_are_dataclasses(graph: biennien.Graph) -> None:
    answer = graph.query("timeline", actor="Nga", from_=date(2021, 6, 1), type=["CONSULT", "ACCUSE"])
    assert [row.id for row in answer] == ["aaaa000000000002", "aaaa000000000001"]
    first, last = answer[0], answer[-1]
    assert (first.date, first.date_end, last.date) == (date(2021, 6, 1), date(2021, 6, 30), date(2021, 6, 16))
    assert [field.name for field in fields(type(first))] == list(answer.columns)  # type: ignore[arg-type]
    assert type(first) is type(last)
    assert "confidence: from 0 to 1" in (type(first).__doc__ or "")
    with pytest.raises(FrozenInstanceError):
        first.id = "other"
    assert (len(answer), answer[:1], answer.dicts()[0]["type"]) == (2, (first,), "ACCUSE")
    assert repr(answer).startswith("<timeline: 2 rows of id, date")


def test_one_row_in_full_equals_the_command_line(graph: biennien.Graph, biennien_on_either: object) -> None:
    assert callable(biennien_on_either)
    rows = json.loads(biennien_on_either("query", "timeline", "--format", "json").stdout)
    answer = graph.query("timeline")
    assert json.loads(json.dumps(answer.dicts(), default=str)) == rows


def test_tables(graph: biennien.Graph) -> None:
    answer = graph.query("timeline")
    table = answer.to_pandas()
    assert list(table.columns) == list(answer.columns)
    assert table["date"].dtype == "datetime64[s]"
    assert table["date"].isna().tolist() == [False, False, True]
    assert table["confidence"].dtype == "Float64"
    assert list(table["sources"][0]) == ["Joe Biden"]
    frame = answer.to_polars()
    assert frame.columns == list(answer.columns)
    assert frame.schema["date"] == polars.Date
    assert frame["date"].to_list() == [date(2021, 6, 1), date(2021, 6, 16), None]
    assert frame["reports"][0][0]["quote"] == "Biden spoke of attacks."
    counted = graph.query("activity", by="year")
    assert counted.to_pandas()["events"].dtype == "Int64"
    assert counted.to_polars()["events"].sum() == 3


def test_tables_without_rows(graph: biennien.Graph) -> None:
    nothing = graph.query("timeline", type="AID")
    assert not nothing
    assert "fewer options" in nothing.advice
    assert nothing.to_pandas().shape == (0, len(nothing.columns))
    assert nothing.to_polars().shape == (0, len(nothing.columns))


def test_a_table_of_years_that_pandas_does_not_know() -> None:
    found = answer("old", ["day", "count"], [{"day": date(1428, 1, 3), "count": 2}, {"day": None, "count": None}], {})
    table = found.to_pandas()
    assert str(table["day"][0]) == "1428-01-03 00:00:00"
    assert table["count"].isna().tolist() == [False, True]


@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_a_missing_package_is_named(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    found = answer("any", ["n"], [{"n": 1}], {})
    with pytest.raises(biennien.BienNienError, match=f"{package} is not installed") as caught:
        getattr(found, f"to_{package}")()
    assert f"pip install {package}" in caught.value.advice


def test_columns_of_any_name_become_fields() -> None:
    assert field_names(["from", "count(e)", "e.id", "2", "ngày"]) == ["from_", "count_e_", "e_id", "_2", "ngày"]
    (row,) = answer("my-query", ["from", "count(e)"], [{"from": 1, "count(e)": 2}], {})
    assert (row.from_, row.count_e_, type(row).__name__) == (1, 2, "MyQueryRow")


def test_columns_that_become_one_field_stay_apart() -> None:
    found = answer("cypher", ["a.id", "a_id"], [{"a.id": 1, "a_id": 2}], {})
    assert found.dicts() == [{"a.id": 1, "a_id": 2}]
    assert found[0].a_id_2 == 2


def test_events_are_entries_in_time_order(graph: biennien.Graph) -> None:
    events = graph.events(actor="Russia")
    assert [event.id for event in events] == ["aaaa000000000002", "aaaa000000000001", "aaaa000000000003"]
    accused, met, said = events
    assert isinstance(met, biennien.TimelineEntry)
    assert (met.sources, met.targets, met.treaties[0].name) == (("Russia",), ("United States",), "New START")
    assert (accused.source_sides[0].name, said.dated) == ("United States", False)
    assert [report.quote for report in accused.reports] == ["Biden spoke of attacks."]
    (vietnamese,) = graph.events(treaty="New START", to="2021", language="vi")
    assert vietnamese.sources == ("Nga",)
    assert graph.events(type="AID") == ()
    assert [event.id for event in graph.events(query="said", actor="Lavrov")] == ["aaaa000000000003"]


def test_export_writes_what_the_command_line_writes(
    graph: biennien.Graph, biennien_on_either: object, tmp_path: Path
) -> None:
    assert callable(biennien_on_either)
    done = graph.export(tmp_path / "python.json", actor="Russia", from_=date(2021, 1, 1), type=["CONSULT", "ACCUSE"])
    assert (done.path, done.events, done.undated) == (tmp_path / "python.json", 2, 0)
    told = biennien_on_either(
        "export", tmp_path / "command.json", "--actor", "Russia", "--from", "2021-01-01", "--type", "CONSULT,ACCUSE"
    )
    assert told.code == 0, told.stderr
    assert (tmp_path / "python.json").read_bytes() == (tmp_path / "command.json").read_bytes()
    graph.export(tmp_path / "page.html", actor="Russia", title="A page of Russia")
    assert "A page of Russia" in (tmp_path / "page.html").read_text("utf-8")
    graph.export(tmp_path / "text.txt", format="md", query="treaty-life", treaty="New START", language="vi")
    assert "Nga" in (tmp_path / "text.txt").read_text("utf-8")
    nothing = graph.export(tmp_path / "none.csv", type="AID")
    assert nothing.events == 0
    assert nothing.advice


def test_cypher_only_reads(graph: biennien.Graph) -> None:
    (row,) = graph.cypher("MATCH (e:Event) WHERE e.type = $type RETURN count(e) AS events", {"type": "ACCUSE"})
    assert row.events == 1
    with pytest.raises(biennien.errors.ReadOnly):
        graph.cypher("CREATE (e:Event {id: 'made-up'}) RETURN e")
    assert graph.counts()["Event"] == 3


def test_a_query_of_ones_own(graph: biennien.Graph, tmp_path: Path) -> None:
    file = tmp_path / "by-type.cypher"
    file.write_text(
        "// title: Events of a type\n// answers: How many.\n"
        "// parameters:\n//   type: {type: event_type, required: true, means: The type}\n"
        "// columns:\n//   events: how many\n\n"
        "MATCH (e:Event {type: $type}) RETURN count(e) AS events\n"
    )
    assert graph.query(file, type="accuse")[0].events == 1


def test_ingest_reads_files_and_articles(empty: biennien.Graph, examples: Path, tmp_path: Path) -> None:
    seen: list[int] = []
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"")
    summary = empty.ingest(
        examples / "geneva-summit.txt",
        str(broken),
        biennien.Article("note", "Ngày 3/2/2021, Nga và Mỹ đã gia hạn Hiệp ước New START thêm 5 năm."),
        on_article=lambda summary: seen.append(summary.articles),
    )
    assert isinstance(summary, biennien.IngestSummary)
    assert (summary.articles, summary.stored.articles.new, seen) == (2, 2, [1, 2])
    assert [Path(reject.where).name for reject in summary.rejects] == ["broken.txt"]
    assert empty.counts()["Article"] == 2
    assert empty.ingest(examples / "geneva-summit.txt").stored.articles.unchanged == 1
    assert "2021-02-03" in {event.edtf for event in empty.events(treaty="New START")}
    empty.forget("note")
    assert empty.counts()["Article"] == 1
    assert empty.server.embedded == (empty.server.product == "ArcadeDB")


def test_a_date_given_is_taken(empty: biennien.Graph) -> None:
    empty.ingest(biennien.Article("note", "Ngày 16/6, Nga và Mỹ đã hội đàm tại Geneva."), published=date(2021, 6, 17))
    (article,) = empty.query("articles")
    assert (article.published, article.basis) == ("2021-06-17", "given")
    assert [event.edtf for event in empty.events(actor="Nga")][:1] == ["2021-06-16"]


def test_errors_say_what_to_do(graph: biennien.Graph, tmp_path: Path) -> None:
    with pytest.raises(biennien.errors.UnknownName, match="no actor is called 'Rusia'") as unknown:
        graph.query("timeline", actor="Rusia")
    assert unknown.value.__notes__ == [unknown.value.advice] == ["Did you mean Russia (RUS)?"]
    with pytest.raises(biennien.errors.UnknownName, match="no parameter 'when'"):
        graph.query("timeline", when="2021")
    with pytest.raises(biennien.errors.UnknownName, match="no saved query 'timelime'"):
        graph.query("timelime")
    with pytest.raises(biennien.errors.BadValue, match="from: 'soon' is not accepted"):
        graph.events(from_="soon")
    with pytest.raises(biennien.errors.BadValue, match="no labels in 'fr'"):
        graph.events(language="fr")  # type: ignore[arg-type]
    with pytest.raises(biennien.errors.UsageError, match="query actors gives no events"):
        graph.events(query="actors")
    with pytest.raises(biennien.errors.BadValue, match="no format 'docx'"):
        graph.export(tmp_path / "x.html", format="docx")
    with pytest.raises(biennien.errors.OutputError, match="there is no folder"):
        graph.export(tmp_path / "missing" / "x.html")
    with pytest.raises(biennien.errors.UsageError, match=r"nowhere\.txt does not exist"):
        graph.ingest(tmp_path / "nowhere.txt")
    with pytest.raises(biennien.errors.UnknownName):
        graph.forget("nothing")


def test_a_closed_graph_says_so(graph: biennien.Graph) -> None:
    graph.close()
    with pytest.raises(biennien.BienNienError, match="the graph is closed"):
        graph.counts()
    assert "closed" in repr(graph)
    graph.close()


def test_two_databases_at_once_are_refused() -> None:
    with pytest.raises(biennien.errors.BadValue):
        biennien.open(db="bolt://localhost:7687", data_dir="graph")


def test_every_public_name_is_there() -> None:
    for name in biennien.__all__:
        assert getattr(biennien, name) is not None
        assert name in dir(biennien)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        biennien.nothing  # noqa: B018


def test_types_are_known_to_a_checker(tmp_path: Path) -> None:
    """What a user's editor sees, by mypy in its strict mode."""
    script = tmp_path / "script.py"
    script.write_text(
        "import biennien\n"
        "with biennien.open(data_dir='x') as graph:\n"
        "    reveal_type(graph.events(actor='Nga')[0].edtf)\n"
        "    reveal_type(graph.query('timeline')[0])\n"
        "    reveal_type(graph.query('timeline').to_pandas())\n"
        "    reveal_type(graph.ingest('x').rejects)\n"
        "    graph.events(actr='Nga', language='fr')\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", script],
        capture_output=True,
        text=True,
        check=False,
    )
    assert 'Revealed type is "str | None"' in done.stdout.replace("Union[str, None]", "str | None")
    assert "biennien.answers.Row" in done.stdout
    assert "DataFrame" in done.stdout
    assert "Reject" in done.stdout
    assert 'Argument "language"' in done.stdout


def test_pandas_is_the_real_one() -> None:
    assert isinstance(answer("any", ["n"], [{"n": 1}], {}).to_pandas(), pandas.DataFrame)
