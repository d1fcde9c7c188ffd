"""A part of the graph, written as Cypher and run in another database: the same events, and nothing twice."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from records import ACTORS, NEW_START, make_event, make_record

from graph import excerpt, labels
from graph.literals import literal
from graph.script import MOST_CHARACTERS, MOST_ROWS, script
from graph.store import Store, plain
from timeline import cypher_script
from timeline.entries import Timeline

if TYPE_CHECKING:
    from conftest import Engine, Outcome

    Run = Callable[..., Outcome]

HOSTILE = "It's \\u0027 \\' \"\\\\\n}]-- // /* `$rows` ${x} ;\nMATCH (n) DETACH DELETE n; – Đại sứ 😀 \u2028 \\"

RECORDS = [
    make_record(
        "signing",
        [
            make_event(
                "aaaa000000000001", "AGREE", "2010-04-08", ["RUS", "USA"], [], "New START was signed on 8 April 2010.",
                treaties=[("new-start", "sign")],
            ),
            make_event("aaaa000000000002", "STATEMENT", None, ["sergey-lavrov"], ["USA"], "Lavrov spoke of limits."),
        ],
        path="articles/signing.txt",
    ),
    make_record(
        "extension",
        [
            make_event(
                "aaaa000000000001", "AGREE", "2010-04", ["RUS", "USA"], [], "They had signed it in April 2010.",
                treaties=[("new-start", "sign")],
            ),
            make_event(
                "aaaa000000000003", "AGREE", "2021-02-03", ["RUS", "joe-biden"], [],
                "New START was extended in 2021.", said_by=["nato"], treaties=[("new-start", "extend")],
            ),
            make_event("aaaa000000000004", "ACCUSE", "2020-05", ["USA"], ["RUS"], HOSTILE, place=HOSTILE),
        ],
        title=HOSTILE, url="https://news.example/'\\", published="2021-02-04",
    ),
]  # fmt: skip


@pytest.fixture
def elsewhere(neo4j_engine: Engine) -> Iterator[Engine]:
    """A Neo4j to rebuild in: empty, without a schema."""
    yield neo4j_engine
    neo4j_engine.wipe()


def statements_of(text: str) -> list[str]:
    """What a shell runs one by one: each statement ends with a semicolon at the end of a line."""
    plain = "\n".join(line for line in text.splitlines() if not line.startswith("//"))
    return [part for part in map(str.strip, re.split(r";$", plain, flags=re.MULTILINE)) if part]


def everything(engine: Engine) -> tuple[list[Any], list[Any]]:
    """All nodes and edges in plain values, sorted."""
    nodes = engine.run("MATCH (n) WHERE NOT n:GraphSchema RETURN labels(n) AS labels, properties(n) AS properties")
    edges = engine.run("MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS kind, b.id AS b, properties(r) AS properties")

    def known(properties: dict[str, Any]) -> list[tuple[str, str]]:
        return sorted((name, str(plain(value))) for name, value in properties.items() if value is not None)

    return (
        sorted((sorted(row["labels"]), known(row["properties"])) for row in nodes),
        sorted((row["a"], row["kind"], row["b"], known(row["properties"])) for row in edges),
    )


@pytest.fixture(params=["embedded_engine", "neo4j_engine"])
def source(request: pytest.FixtureRequest) -> Engine:
    """The engine that the part is taken from."""
    engine: Engine = request.getfixturevalue(request.param)
    engine.wipe()
    with Store.open(engine.target, access="write") as store:
        store.ensure_schema()
        store.save(RECORDS)
    return engine


def test_the_whole_graph_is_rebuilt(source: Engine, elsewhere: Engine) -> None:
    with Store.open(source.target) as store:
        part = excerpt.read(store, [f"aaaa00000000000{number}" for number in range(1, 5)])
    before = everything(source)
    elsewhere.wipe()
    for _ in range(2):
        for statement in script(part):
            elsewhere.run(statement)
        assert everything(elsewhere) == before, "running it again changes nothing"


def test_a_part_of_the_graph_can_be_completed(source: Engine, elsewhere: Engine) -> None:
    before = everything(source)
    with Store.open(source.target) as store:
        part = excerpt.read(store, ["aaaa000000000003"])
    elsewhere.wipe()
    for statement in script(part):
        elsewhere.run(statement)
    (article,) = elsewhere.run("MATCH (a:Article) RETURN a.title AS title, a.record_hash AS hash")
    assert (article["title"], article["hash"]) == (HOSTILE, None)
    assert [row["id"] for row in elsewhere.run("MATCH (e:Event) RETURN e.id AS id")] == ["aaaa000000000003"]
    actors = {row["id"] for row in elsewhere.run("MATCH (a:Actor) RETURN a.id AS id")}
    assert actors == {"RUS", "USA", "joe-biden", "nato"}, "with the parties, and whom the president stands for"
    with Store.open(elsewhere.target, access="write") as store:
        store.ensure_schema()
        assert store.article_hashes(["extension"])["extension"].endswith("None"), "it is read again"
        summary = store.save(RECORDS)
        assert (summary.articles.new, summary.articles.changed) == (1, 1)

    def without_times(found: tuple[list[Any], list[Any]]) -> Any:
        nodes, edges = found
        return [(names, [one for one in of if one[0] != "ingested_at"]) for names, of in nodes], edges

    assert without_times(everything(elsewhere)) == without_times(before)


@pytest.mark.parametrize("name", ["embedded_target", "neo4j_target"])
def test_the_timeline_of_the_rebuilt_graph_is_the_same(
    name: str, request: pytest.FixtureRequest, elsewhere: Engine, environment: dict[str, str], tmp_path: Any
) -> None:
    from conftest import _program

    target = request.getfixturevalue(name)
    with Store.open(target, access="write") as store:
        store.ensure_schema()
        store.save(RECORDS)
    run = _program(environment, target, tmp_path)
    asked = (["query", "timeline", "--format", "json"], ["query", "timeline", "--actor", "Nga", "--format", "json"])
    before = [json.loads(run(*query).stdout) for query in asked]
    assert [len(rows) for rows in before] == [4, 4]
    done = run("export", "all.cypher")
    assert (done.code, done.stderr) == (0, "all.cypher: 4 events, 1 of them undated\n")
    elsewhere.wipe()
    for statement in statements_of((tmp_path / "all.cypher").read_text(encoding="utf-8")):
        elsewhere.run(statement)
    there = _program(environment, elsewhere.target, tmp_path)
    assert [json.loads(there(*query).stdout) for query in asked] == before


def test_statements_stay_short(store: Store) -> None:
    person = ACTORS["sergey-lavrov"]
    people = [replace(person, id=f"person-{number}", name=f"Person {number}", aliases=()) for number in range(30)]
    store.save(
        [
            make_record(
                f"article-{number}",
                [
                    make_event(f"event-{number}-{one}", "STATEMENT", "2021-12-14", [people[one].id], [], HOSTILE * 10)
                    for one in range(30)
                ],
                actors=people,
                treaties=[NEW_START],
            )
            for number in range(30)
        ]
    )
    part = excerpt.read(store, [f"event-{number}-{one}" for number in range(30) for one in range(30)])
    texts = list(script(part))
    assert max(map(len, texts)) < MOST_CHARACTERS + 10_000
    assert max(text.count("\n") for text in texts) < MOST_ROWS + 10
    assert sum(text.count("MERGE (n:Event") for text in texts) > 1, "they are shared out over several"


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    value=st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(2**63), 2**63 - 1)
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.dates()
        | st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\\'u0027\n`\"")),
        lambda inner: st.lists(inner, max_size=4),
        max_leaves=8,
    ),
    name=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8),
)
def test_neo4j_reads_every_literal_as_what_it_was(neo4j_engine: Engine, value: Any, name: str) -> None:
    (row,) = neo4j_engine.run(f"RETURN {literal(value)} AS value, {literal({name: [value]})} AS map")
    assert plain(row["value"]) == value
    assert plain(row["map"]) == {name: [value]}


def test_literals_of_other_values() -> None:
    assert literal(datetime(2026, 2, 7, 1, 2, 3, tzinfo=UTC)) == "datetime('2026-02-07T01:02:03+00:00')"
    assert literal({"a": None, "day": date(2026, 2, 7)}) == "{day: date('2026-02-07')}"
    with pytest.raises(ValueError, match="nan"):
        literal(float("nan"))
    with pytest.raises(TypeError, match="bytes"):
        literal(b"x")


def test_comments_hold_no_statement() -> None:
    out = BytesIO()
    cypher_script.write(Timeline(HOSTILE, (), "a\nRETURN 1;\n"), labels.load("en"), out)
    text = out.getvalue().decode("utf-8")
    assert not any("DELETE" in one or "RETURN" in one for one in statements_of(text))
