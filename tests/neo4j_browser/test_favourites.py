"""Every favourite runs as Neo4j Browser would run it, on both engines; pictures are graphs."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import neo4j
import pytest
from neo4j.graph import Path as GraphPath
from records import make_event, make_record

from graph.store import Store
from queries.catalogue import load
from queries.neo4j_browser import style
from queries.neo4j_browser.examples import examples
from queries.neo4j_browser.favourites import PICTURE_FOLDER, QUERY_FOLDER, Favourite, archive, favourites, pictures
from queries.readonly import prove

if TYPE_CHECKING:
    from conftest import Engine

ARTICLES = [
    make_record(
        "summit",
        [
            make_event(
                "aaaa000000000001", "CONSULT", "2021-06-16", ["RUS"], ["USA"], treaties=[("new-start", "extend")]
            ),
            make_event("aaaa000000000002", "ACCUSE", "2021-06-17", ["joe-biden"], ["RUS"], "Biden spoke."),
            make_event("aaaa000000000003", "REJECT", "2021-06-18", ["sergey-lavrov"], [], "Lavrov answered."),
        ],
    ),
    make_record("review", [make_event("aaaa000000000001", "CONSULT", "2021-06-16", ["RUS"], ["USA"])]),
]


@pytest.fixture(params=["embedded_engine", "neo4j_engine"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Either engine, with two articles in its graph."""
    either: Engine = request.getfixturevalue(request.param)
    either.wipe()
    with Store.open(either.target, access="write") as store:
        store.ensure_schema()
        store.save(ARTICLES)
    return either


def by_folder(found: list[Favourite], folder: str) -> list[Favourite]:
    return [one for one in found if one.folder == folder]


def test_examples_come_from_the_graph(engine: Engine) -> None:
    with Store.open(engine.target) as store:
        found = examples(store)
    assert found == {
        "actor": "Russia",
        "other": "United States",
        "treaty": "New START",
        "event": "aaaa000000000001",
    }


def test_an_empty_graph_has_no_examples(engine: Engine) -> None:
    engine.wipe()
    with Store.open(engine.target) as store:
        assert examples(store) == {}


def test_pictures_draw_the_graph(engine: Engine) -> None:
    with Store.open(engine.target) as store:
        found = by_folder(favourites(examples(store)), PICTURE_FOLDER)
    assert len(found) == len(pictures().paths)
    for one in found:
        assert not prove(one.content, one.id), "values stand in the place of parameters"
        records = engine.run(one.content)
        assert records, one.content
        paths = [value for record in records for value in record.values()]
        flat = [path for value in paths for path in (value if isinstance(value, list) else [value])]
        assert all(isinstance(path, GraphPath) for path in flat)
        assert any(path.relationships for path in flat), one.content


def test_saved_queries_run_after_their_parameters(engine: Engine) -> None:
    with Store.open(engine.target) as store:
        embedded = engine.target.embedded_dir is not None
        found = by_folder(favourites(examples(store), embedded=embedded), QUERY_FOLDER)
    parameters: dict[str, Any] = {}
    asked = 0
    for one in found:
        setting = re.search(r"^:param \[\{(.*)\}\] => \{ (.*) \}$", one.content, re.DOTALL | re.MULTILINE)
        if setting:
            (record,) = engine.run(setting[2])
            assert record.keys() == setting[1].split(", ")
            parameters = record.data()
            continue
        with engine.driver.session(database=engine.target.database) as session:
            session.run(neo4j.Query(one.content), parameters).consume()  # type: ignore[arg-type]
        parameters = {}
        asked += 1
    assert asked == len(load().paths)


def test_names_stand_in_the_first_line() -> None:
    found = favourites({})
    assert len({one.id for one in found}) == len(found)
    for one in found:
        assert one.content.startswith("// ")
        assert one.id.startswith("biennien-")


def test_a_quote_in_a_name_stays_in_its_text() -> None:
    (picture,) = (one for one in favourites({"actor": "O'Neill $limit"}) if one.id == "biennien-around-an-actor")
    assert r"WITH 'O\'Neill $limit' AS name" in picture.content
    assert "LIMIT 25" in picture.content


def test_the_archive_holds_them_in_folders() -> None:
    found = favourites({})
    with zipfile.ZipFile(io.BytesIO(archive(found))) as packed:
        assert len(packed.namelist()) == len(found)
        assert {name.split("/")[0] for name in packed.namelist()} == {"biennien-pictures", "biennien-saved-queries"}
        assert all(name.endswith(".cypher") for name in packed.namelist())


def test_the_style_sheet_knows_every_label_and_edge() -> None:
    from graph import statements

    rules = style.rules(style.text())
    labels = {*statements.LABELS, "Country", "Person", "Organisation"}
    assert {f"node.{label}" for label in labels} <= set(rules)
    for selector, properties in rules.items():
        assert properties["color"].startswith("#"), selector
        if selector.startswith("node."):
            assert properties["caption"], selector
    assert rules["node.Event"]["caption"] == "{type} {edtf}"
    assert style.text().count("{") - style.text().count("'{") >= len(rules)
