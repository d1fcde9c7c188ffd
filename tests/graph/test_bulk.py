"""The whole graph as tables: neo4j-admin makes of them what saving the records makes."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import corpora
import neo4j_server
import pytest
from conftest import Engine, unavailable
from fingerprint import graph_fingerprint
from near_texts import family
from neo4j_server import LONG_TERM, SHORT_LIVED
from records import ACTORS, make_event, make_record, relate
from wording import story, telling, worded

from graph import import_statements
from graph.bulk import columns
from graph.bulk.building import build
from graph.bulk.tables import Tables, arguments, command
from graph.errors import OutputError, SchemaMismatch, UsageError
from graph.model import ArticleRecord, Evidence, Term
from graph.store import Store
from graph.target import Target

HOSTILE = 'One "quoted", \\back\\slashed\r\nand \'more\'; =1+1\n\t{}`$rows`\u2028 ,,"" Đại sứ 😀'


def of_all_kinds() -> list[ArticleRecord]:
    """Records that meet every rule of the computation: acts told often, copies, milestones, relations, edges of all
    kinds, an actor of two kinds, texts that would break a file."""
    treaty = [("new-start", "extend")]
    plain = make_record(
        "hostile",
        [
            make_event("e-a", "AGREE", "2021-02-03", ["RUS", "joe-biden"], ["USA"], HOSTILE, treaties=treaty,
                       said_by=["nato"], place=HOSTILE, mode=""),
            make_event("e-b", "ACCUSE", None, ["sergey-lavrov"], [], "Lavrov accused NATO in 2021."),
            make_event("e-c", "STATEMENT", "199X", ["VNM"], ["CHN"], "Hà Nội said so.", status="planned"),
        ],
        title=HOSTILE, path="a/b,c.txt", url='https://news.example/"', published=None,
    )  # fmt: skip
    plain = replace(plain, published=replace(plain.published, evidence=(Evidence((0, 1), "x", HOSTILE),)))
    plain = relate(
        plain,
        ("RESPONDS_TO", 1, 0),
        ("BEFORE", 0, 2),
        ("BEFORE", 1, 2),
        ("FULFILS", 0, 2),
        ("CANCELS", 2, 1),
        ("DENIES", 1, 0),
    )
    of_another_kind = replace(ACTORS["nato"], kind="country", name="N.A.T.O. of the North")
    member = replace(ACTORS["VNM"], member_of=(Term("nato", "observer", date(2001, 2, 3)),))
    others = [
        make_record("member", [make_event("e-x", "AID", "2020", ["VNM"], ["nato"])], actors=[member]),
        make_record("other-kind", [make_event("e-d", "AID", "2021", ["nato"], ["RUS"])], actors=[of_another_kind]),
        make_record("nothing"),
    ]
    known = worded("known", [telling("known", ("summit", "CONSULT", "2021-06-16", ["USA"], ["RUS"], "They met."))])
    known = replace(known, events=(replace(known.events[0], id="e-geneva-summit", known=True),))
    copies = [replace(record, article=replace(record.article, id=f"copy-{record.article.id}")) for record in story()]
    return [plain, *others, known, *story(), *copies, *corpora.batch(0), *corpora.batch(1), *family()]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """A Neo4j whose store neo4j-admin made of the tables of `of_all_kinds`."""
    home, folder = tmp_path_factory.mktemp("imported"), tmp_path_factory.mktemp("tables") / "new"
    build(of_all_kinds(), folder)
    try:
        neo4j_server.admin(LONG_TERM, home, arguments(folder))
        server = neo4j_server.start_again(LONG_TERM, home, SHORT_LIVED)
    except neo4j_server.Missing as reason:
        unavailable(str(reason))
    yield Target(server.uri, server.user, server.password, server.database, None)
    server.stop()


def test_neo4j_admin_makes_the_same_graph(
    imported: Target, neo4j_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    neo4j_engine.wipe()
    with Store.open(neo4j_engine.target, access="write") as store:
        store.ensure_schema()
        store.save(of_all_kinds())
        wanted = graph_fingerprint(store)
    with pytest.raises(SchemaMismatch, match="bulk imported"):
        Store.open(imported)
    monkeypatch.setattr("graph.store._COMPLETED_AT_ONCE", 7)
    told: list[int] = []
    with Store.open(imported, access="write") as store:
        store.ensure_schema(told.append)
        assert graph_fingerprint(store) == wanted
        assert told == [*range(7, len(of_all_kinds()), 7), len(of_all_kinds())]
        indexes = {row["name"] for row in store.read("SHOW INDEXES YIELD name").rows}
        assert {"event_id", "clue_key", "report_words"} <= indexes
        (row,) = store.read("MATCH (a:Article) WHERE a.ingested_at <= datetime() RETURN count(a) AS articles").rows
        assert row["articles"] == len(of_all_kinds())
        # it goes on like any other
        summary = store.save([*of_all_kinds(), make_record("later", [make_event("event-1", "CONSULT")])])
        assert (summary.articles.new, summary.articles.unchanged) == (1, len(of_all_kinds()))
        store.forget("later")
        assert graph_fingerprint(store) == wanted
    with Store.open(imported) as store:
        assert store.counts()["Article"] == len(of_all_kinds())


def test_every_property_of_the_graph_has_a_column(neo4j_engine: Engine) -> None:
    """What saving writes and the tables lack would be lost; the other way round a column would be of no use."""
    neo4j_engine.wipe()
    with Store.open(neo4j_engine.target, access="write") as store:
        store.ensure_schema()
        store.save(of_all_kinds())
    for table in columns.TABLES:
        pattern = f"()-[x:{table.of}]->()" if table.edges else f"(x:{table.of})"
        rows = neo4j_engine.run(f"MATCH {pattern} UNWIND keys(x) AS key RETURN DISTINCT key")
        known = frozenset().union(*(each.properties for each in columns.TABLES if each.of == table.of))
        assert {row["key"] for row in rows} <= known, table.name
        if table.properties and table is not columns.SCHEMA:
            assert rows, f"{table.name} is not tested"


def test_the_command_names_every_table(tmp_path: Path) -> None:
    told = command(tmp_path / "my tables")
    assert told.startswith("neo4j-admin database import full neo4j \\\n  --array-delimiter=U+001F \\\n")
    assert told.count("--nodes=") + told.count("--relationships=") == len(columns.TABLES)
    assert f"'--nodes=Article={tmp_path}/my tables/articles.csv'" in told


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()
    with pytest.raises(UsageError, match="is not empty"):
        build([], tmp_path)
    file = tmp_path / "mine.txt"
    with pytest.raises(UsageError, match="is not a folder"):
        build([], file)
    with pytest.raises(OutputError):
        build([], file / "below")


def test_an_interruption_leaves_nothing(tmp_path: Path) -> None:
    def records() -> Iterator[ArticleRecord]:
        yield from corpora.batch(0)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(records(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_files_hold_what_the_summary_says(tmp_path: Path) -> None:
    rows = build(of_all_kinds(), tmp_path)
    for table in columns.TABLES:
        with (tmp_path / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            assert sum(1 for _ in csv.reader(file)) == rows[table.name] + 1
    assert not (tmp_path / "building.sqlite").exists()


def test_a_property_without_a_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no column for colour"), Tables(tmp_path) as tables:
        tables.write(columns.CONCERNS, ("a", "b"), {"action": "sign", "colour": "red"})


def test_lists_that_may_be_empty_are_completed() -> None:
    """A property of the model that becomes a list has to be thought of here."""
    assert not columns.NEVER_EMPTY - {name for table in columns.TABLES for name in table.lists}
    completed = {table.name for tables in import_statements._OF_NODES.values() for table, _ in tables}
    assert {table.name for table in columns.TABLES if columns.may_be_empty(table)} == completed
