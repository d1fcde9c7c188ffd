"""Edges between events, told by articles: written, moved and withdrawn with what tells them, on both engines."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from fingerprint import graph_fingerprint
from records import make_event, make_record, relate

from graph.errors import BadValue
from graph.model import ArticleRecord
from graph.relations import Edge, compute
from graph.store import Store

EXPELLED = make_event("expelled", "SANCTION", "2018-03-26", ["USA"], ["RUS"], "Washington expelled sixty diplomats.")
CLOSED = make_event("closed", "SANCTION", "2018-03-29", ["RUS"], ["USA"], "Moscow closed a consulate in response.")
BLAMED = make_event("blamed", "ACCUSE", "2018-03-12", ["USA"], ["RUS"], "Washington had blamed Moscow before.")

EDGES = """
MATCH (e:Event)-[r:BEFORE|RESPONDS_TO|FULFILS|CANCELS|DENIES]->(f:Event)
RETURN type(r) AS kind, e.id AS one, f.id AS other, r.evidence AS evidence, r.articles AS articles, r.rules AS rules
ORDER BY kind, one, other
"""


def edges(store: Store) -> list[tuple[str, str, str, list[str]]]:
    return [(row["kind"], row["one"], row["other"], row["articles"]) for row in store.read(EDGES).rows]


def corpus() -> list[ArticleRecord]:
    """Two articles that tell one answer, one of them with what came before it, and one without a relation."""
    whole = make_record("a", [EXPELLED, CLOSED, BLAMED])
    again = make_record("b", [replace(CLOSED, quote="Russia answered and closed one."), EXPELLED])
    return [
        relate(whole, ("RESPONDS_TO", 1, 0), ("BEFORE", 2, 0)),
        relate(again, ("RESPONDS_TO", 0, 1)),
        make_record("c", [BLAMED, EXPELLED]),
    ]


def test_an_edge_has_the_words_of_all_articles_that_tell_it(store: Store) -> None:
    store.save(corpus())
    before, answer = store.read(EDGES).rows
    assert (before["kind"], before["one"], before["other"]) == ("BEFORE", "blamed", "expelled")
    assert answer == {
        "kind": "RESPONDS_TO",
        "one": "closed",
        "other": "expelled",
        "evidence": ["Moscow closed a consulate in response.", "Russia answered and closed one."],
        "articles": ["a", "b"],
        "rules": ["test:RESPONDS_TO", "test:RESPONDS_TO"],
    }


def test_what_a_report_says_of_others_is_kept_with_it(store: Store) -> None:
    store.save(corpus())
    rows = store.read(
        "MATCH (:Article {id: 'a'})-[r:REPORTS]->(e:Event) "
        "RETURN e.id AS id, r.relation_kinds AS kinds, r.relation_others AS others ORDER BY id"
    ).rows
    assert [(row["id"], row["kinds"], row["others"]) for row in rows] == [
        ("blamed", ["BEFORE"], ["a:0:expelled"]),
        ("closed", ["RESPONDS_TO"], ["a:0:expelled"]),
        ("expelled", None, None),
    ]


def test_order_and_batches_do_not_matter(store: Store) -> None:
    prints = set()
    for order in itertools.permutations(corpus()):
        for record in order:
            store.save([record])
        prints.add("\n".join(graph_fingerprint(store)))
        for record in order:
            store.forget(record.article.id)
    assert len(prints) == 1


def test_an_edge_goes_with_the_last_article_that_tells_it(store: Store) -> None:
    store.save(corpus())
    store.forget("a")
    assert edges(store) == [("RESPONDS_TO", "closed", "expelled", ["b"])]
    store.forget("b")
    assert edges(store) == []


def test_an_article_that_no_longer_says_so_takes_its_evidence_back(store: Store) -> None:
    store.save(corpus())
    store.save([replace(corpus()[0], relations=corpus()[0].relations[1:])])
    assert edges(store) == [
        ("BEFORE", "blamed", "expelled", ["a"]),
        ("RESPONDS_TO", "closed", "expelled", ["b"]),
    ]


def test_an_edge_stays_one_when_another_event_of_its_report_changes(store: Store) -> None:
    record = make_record("a", [EXPELLED, CLOSED, BLAMED])
    store.save([relate(record, ("RESPONDS_TO", 1, 0), ("BEFORE", 2, 1), ("CANCELS", 1, 2))])
    before = edges(store)
    store.save([make_record("z", [replace(EXPELLED, quote="Sixty diplomats had to leave America.")])])
    assert edges(store) == before
    assert len(before) == 3


def test_all_kinds_are_written(store: Store) -> None:
    record = make_record("d", [EXPELLED, CLOSED, BLAMED])
    kinds = ("BEFORE", "RESPONDS_TO", "FULFILS", "CANCELS", "DENIES")
    store.save([relate(record, *((kind, 1, 0) for kind in kinds))])  # type: ignore[misc]
    assert sorted(kind for kind, *_ in edges(store)) == sorted(kinds)


def test_a_relation_to_no_report_of_the_article_is_refused(store: Store) -> None:
    (relation, *_) = corpus()[0].relations
    with pytest.raises(BadValue, match="no report of the record"):
        store.save([replace(corpus()[2], relations=(relation,))])


def test_two_reports_of_one_event_have_no_relation() -> None:
    row = {
        "article": "a", "report": "r1", "one": "e", "other_report": "r2", "other": "e", "kinds": ["BEFORE"],
        "others": ["r2"], "quotes": ["q"], "rules": ["w"],
    }  # fmt: skip
    assert compute([row]) == []
    assert compute([{**row, "other": "f"}]) == [Edge("BEFORE", "e", "f", ("q",), ("a",), ("w",))]
