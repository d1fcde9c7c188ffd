"""Articles of nearly the same text: which copies which, in every order of events, and what becomes of it."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fingerprint import graph_fingerprint
from near_texts import family, near_text, signature
from records import make_event, make_record

from graph import copies
from graph.bulk.building import build
from graph.copies import Sketch, near
from graph.model import ArticleRecord
from graph.store import Store

COPIES = """
MATCH (a:Article)-[r:COPIES]->(b:Article)
RETURN a.id AS copy, b.id AS original, r.similarity AS similarity ORDER BY copy
"""


def told(store: Store) -> dict[str, str]:
    return {row["copy"]: row["original"] for row in store.read(COPIES).rows}


def beginnings(store: Store) -> dict[str, str]:
    rows = store.read("MATCH (a:Article) WHERE a.original IS NOT NULL RETURN a.id AS id, a.original AS original").rows
    return {row["id"]: row["original"] for row in rows}


WANTED = {
    "second": "first", "edited": "second", "again": "edited", "late": "first", "undated": "first", "year": "first",
}  # fmt: skip


def test_an_article_copies_the_first_that_is_near_it(store: Store) -> None:
    summary = store.save(family())
    assert told(store) == WANTED
    assert beginnings(store) == dict.fromkeys(WANTED, "first")
    assert summary.copies == len(WANTED)
    (row,) = [row for row in store.read(COPIES).rows if row["copy"] == "second"]
    assert row["similarity"] == 100 / 128


def test_the_order_of_articles_and_of_batches_does_not_matter(store: Store) -> None:
    store.save(family())
    wanted = graph_fingerprint(store)
    for order in itertools.islice(itertools.permutations(family()), 90_007, 362_880, 110_361):
        for record in family():
            store.forget(record.article.id)
        assert sum(store.save(order[start : start + 2]).copies for start in range(0, len(order), 2)) == len(WANTED)
        assert graph_fingerprint(store) == wanted


def test_a_withdrawn_article_is_no_original(store: Store) -> None:
    store.save(family())
    store.forget("first")
    assert told(store) == {
        "edited": "second", "again": "edited", "late": "second", "undated": "second", "year": "second",
    }  # fmt: skip
    assert set(beginnings(store).values()) == {"second"}
    store.forget("second")
    assert told(store) == {"year": "edited", "again": "edited", "late": "year", "undated": "year"}
    assert beginnings(store) == dict.fromkeys(told(store), "edited")
    for name in ("year", "late", "edited"):
        store.forget(name)
    assert (told(store), beginnings(store)) == ({}, {})


def test_an_article_with_another_text_copies_what_it_now_is(store: Store) -> None:
    store.save(family())
    wanted = graph_fingerprint(store)
    rewritten = near_text("first", 2, "2021-12-15")
    assert store.save([rewritten]).copies == 1
    assert told(store) == {
        "first": "other", "edited": "second", "again": "edited", "late": "second", "undated": "second",
        "year": "second",
    }  # fmt: skip
    shortened = replace(make_record("late", published="2022-02-01"), text_hash="x")
    assert store.save([shortened]).copies == 0
    assert "late" not in told(store) and "late" not in beginnings(store)
    store.save([record for record in family() if record.article.id in ("first", "late")])
    assert graph_fingerprint(store) == wanted
    assert store.save(family()).copies == 0, "nothing has changed"


def test_another_article_at_the_path_of_the_original(store: Store) -> None:
    first, copy = near_text("a", 1, "2021-12-14"), near_text("b", 1)
    at_path = replace(first, article=replace(first.article, path="/a.txt"))
    store.save([at_path, copy])
    assert told(store) == {"b": "a"}
    other = make_record("c", path="/a.txt")
    store.save([other])
    assert (told(store), beginnings(store)) == ({}, {})


def test_tables_of_a_bulk_import_tell_the_same(tmp_path: Path) -> None:
    build(reversed(family()), tmp_path)
    rows = (tmp_path / "copies.csv").read_text("utf-8").splitlines()[1:]
    assert {tuple(row.replace('"', "").split(",")[:2]) for row in rows} == set(WANTED.items())
    head, *articles = (tmp_path / "articles.csv").read_text("utf-8").splitlines()
    place = head.split(",").index("original")
    named = {row.split(",")[0].strip('"'): row.split(",")[place].strip('"') for row in articles}
    assert named == {record.article.id: "first" if record.article.id in WANTED else "" for record in family()}


@pytest.mark.parametrize(("changed", "close"), [(0, True), (30, True), (64, True), (65, False), (128, False)])
def test_how_near_is_near(changed: int, close: bool) -> None:
    one = Sketch("a", signature(1), None)
    other = Sketch("b", signature(1, first=128 - changed, changed=changed), None)
    assert (near(one, other) is not None) == close == (near(other, one) is not None)


def test_near_texts_stand_under_a_common_clue() -> None:
    """Two that share half of their values but no group of three do not meet, in whatever batch they come."""
    values = [int(place % 3 != 0) for place in range(copies.VALUES)]
    one, other = copies.pack([1] * copies.VALUES), copies.pack([value or 2 for value in values])
    assert set(copies.clues(one)).isdisjoint(copies.clues(other))
    assert near(Sketch("a", one, None), Sketch("b", other, None)) is None
    assert len(set(copies.clues(one))) == 16 and not copies.clues("")


def test_who_was_first() -> None:
    orders = [Sketch(name, "", day).order for name, day in (("a", None), ("b", "2021"), ("c", "2021-12-30"))]
    assert sorted(orders) == [(date(2021, 12, 30), "c"), (date(2021, 12, 31), "b"), (date.max, "a")]


@pytest.mark.parametrize("by", ["article", "publisher"])
def test_near_copies_do_not_corroborate(store: Store, reader: Store, by: str) -> None:
    from queries.catalogue import load
    from queries.runner import run

    def act(name: str) -> Any:
        return [make_event(name, "CONSULT", "2021-12-14", ["RUS"], ["USA"], f"Moscow met Washington ({name}).")]

    records: list[ArticleRecord] = [
        near_text("wire", 1, "2021-12-14", events=act("e-copied"), source="Wire"),
        near_text("site-1", 1, "2021-12-15", events=act("e-copied"), source="Site 1"),
        near_text("site-2", 1, "2021-12-15", events=[*act("e-copied"), *act("e-extra")], source="Site 2"),
        near_text("site-3", 1, "2021-12-15", events=act("e-extra"), source="Site 3"),
        near_text("one", 2, "2021-12-14", events=act("e-sound"), source="One"),
        near_text("two", 3, "2021-12-14", events=act("e-sound"), source="Two"),
    ]
    store.save(records)
    query = load()["corroborated"]
    rows = run(reader, query, {"by": by}).rows
    assert [(row["id"], row["articles"], row["copies"], row["publishers"]) for row in rows] == [
        ("e-sound", 2, 0, ["One", "Two"])
    ]
    rows = run(reader, query, {"by": by, "least": "1"}).rows
    assert {row["id"]: (row["articles"], row["copies"], row["publishers"]) for row in rows} == {
        "e-sound": (2, 0, ["One", "Two"]), "e-copied": (1, 2, ["Wire"]), "e-extra": (1, 1, ["Site 2"]),
    }  # fmt: skip
