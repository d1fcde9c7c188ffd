"""Corrections: made, applied, kept when articles are read again, listed and undone, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from fingerprint import graph_fingerprint
from test_merging import events
from wording import SUMMIT, TALKS, story, telling, worded

from graph.corrections import Changes
from graph.errors import BadValue, UnknownName, UsageError
from graph.model import ArticleRecord
from graph.store import Store


def as_read_anew(records: list[ArticleRecord]) -> list[ArticleRecord]:
    """The same articles as another version reads them: other ids, dates and words, the same triggers."""
    return [
        replace(
            record,
            extractor="test-2",
            events=tuple(
                replace(event, id=f"{event.id}-new", report_id=f"new:{event.report_id}", confidence=0.9)
                for event in record.events
            ),
        )
        for record in records
    ]


def test_merged_events_are_one_whatever_is_read_again(store: Store) -> None:
    store.save(story())
    before = graph_fingerprint(store)
    made = store.merge_events(["e-reply", "e-talks-d"])
    assert made.events == ("e-reply-b",)
    assert events(store)["e-reply-b"] == ["b", "d"]
    corrected = graph_fingerprint(store)
    for record in story():
        store.forget(record.article.id)
    for record in reversed(story()):
        store.save([record])
    assert graph_fingerprint(store) == corrected
    store.save(as_read_anew(story()))
    assert events(store)["e-reply-b-new"] == ["b", "d"]
    store.save(story())
    assert store.undo(1).kind == "merge"
    assert graph_fingerprint(store) == before


def test_two_acts_of_one_article_can_be_merged(store: Store) -> None:
    store.save(story())
    store.merge_events(["e-summit-a", "e-warning-a"])
    assert events(store)["e-summit-a"] == ["a", "a", "b", "c", "c"]


def test_a_report_taken_out_stays_out(store: Store) -> None:
    store.save(story())
    before = graph_fingerprint(store)
    store.split_event("e-summit-a", [], ["b"])
    assert events(store)["e-summit-a"] == ["a", "c"]
    assert events(store)["e-summit-b"] == ["b"]
    store.forget("a")
    store.save([story()[0]])
    assert events(store)["e-summit-a"] == ["a", "c"]
    store.save(as_read_anew(story()))
    assert events(store)["e-summit-a-new"] == ["a", "c"]
    store.save(story())
    store.undo(1)
    assert graph_fingerprint(store) == before


def test_equal_acts_can_be_taken_apart(store: Store) -> None:
    same = [replace(worded(name, [telling(name, TALKS)], story=("hanoi",)), events=()) for name in ("a", "b")]
    records = [
        replace(record, events=(replace(worded(record.article.id, [telling("x", TALKS)]).events[0]),))
        for record in same
    ]
    store.save(records)
    assert events(store) == {"e-talks-x": ["a", "b"]}
    store.split_event("e-talks-x", [], ["b"])
    assert sorted(events(store).values()) == [["a"], ["b"]]
    assert events(store)["e-talks-x"] == ["a"]


def test_a_later_correction_beats_an_earlier_one(store: Store) -> None:
    store.save(story())
    store.split_event("e-summit-a", [], ["b"])
    store.merge_events(["e-summit-a", "e-summit-b"])
    assert events(store)["e-summit-a"] == ["a", "b", "c"]
    assert [item.correction.number for item in store.corrections()] == [1, 2]


def test_edits_change_the_event_and_not_what_articles_say(store: Store) -> None:
    store.save(story())
    before = graph_fingerprint(store)
    store.edit_event(
        "e-summit-a",
        Changes(date="2021-06-15", type="AGREE", add_targets=("Nga", "nato"), drop_sources=("joe-biden",)),
    )
    query = """
        MATCH (e:Event {id: 'e-summit-a'})
        RETURN e.date AS date, e.type AS type, e.quad AS quad, e.date_basis AS basis,
               COLLECT { MATCH (a)-[:SOURCE_OF]->(e) RETURN a.id ORDER BY a.id } AS sources,
               COLLECT { MATCH (e)-[:TARGETS]->(a) RETURN a.id ORDER BY a.id } AS targets
    """
    wanted = [
        {
            "date": date(2021, 6, 15),
            "type": "AGREE",
            "quad": "verbal cooperation",
            "basis": "corrected",
            "sources": ["USA"],
            "targets": ["RUS", "nato"],
        }
    ]
    assert store.read(query).rows == wanted
    reports = "MATCH ()-[r:REPORTS]->(:Event {id: 'e-summit-a'}) RETURN DISTINCT r.type AS type"
    assert store.read(reports).rows == [{"type": "CONSULT"}]
    for record in story():
        store.forget(record.article.id)
    assert store.counts()["Event"] == 0
    for record in story():
        store.save([record])
    assert store.read(query).rows == wanted
    store.undo(1)
    assert graph_fingerprint(store) == before


def test_an_actor_that_an_edit_names_may_come_and_go(store: Store) -> None:
    store.save(story())
    store.edit_event("e-summit-a", Changes(add_targets=("VNM",), date=""))
    with_vietnam = graph_fingerprint(store)
    store.forget("d")
    query = "MATCH (:Event {id: 'e-summit-a'})-[:TARGETS]->(a) RETURN a.id AS id ORDER BY id"
    assert [row["id"] for row in store.read(query).rows] == ["RUS"]
    store.save([story()[3]])
    assert graph_fingerprint(store) == with_vietnam
    assert [row["id"] for row in store.read(query).rows] == ["RUS", "VNM"]


def test_what_finds_nothing_is_listed_and_kept(store: Store) -> None:
    store.save(story())
    store.merge_events(["e-reply-b", "e-talks-d"])
    store.forget("d")
    (listed,) = store.corrections()
    assert [(anchor.article, anchor.trigger) for anchor in listed.lost] == [("d", "Hanoi.")]
    assert listed.events == ("e-reply-b",)
    store.save([story()[3]])
    (listed,) = store.corrections()
    assert listed.lost == ()
    assert events(store)["e-reply-b"] == ["b", "d"]


def test_corrections_that_make_no_sense_are_refused(store: Store) -> None:
    store.save(story())
    before = graph_fingerprint(store)
    with pytest.raises(UsageError):
        store.merge_events(["e-summit-a", "e-summit"])
    with pytest.raises(UnknownName, match="no event"):
        store.merge_events(["e-summit-a", "e-nowhere"])
    with pytest.raises(UnknownName, match="'d'"):
        store.split_event("e-summit-a", [], ["d"])
    with pytest.raises(UsageError):
        store.split_event("e-talks-d", [], ["d"])
    with pytest.raises(BadValue, match="FIGHT"):
        store.edit_event("e-summit-a", Changes(type="FIGHT"))
    with pytest.raises(BadValue):
        store.edit_event("e-summit-a", Changes(date="yesterday"))
    with pytest.raises(UnknownName, match="Atlantis"):
        store.edit_event("e-summit-a", Changes(add_sources=("Atlantis",)))
    with pytest.raises(UsageError, match="nothing"):
        store.edit_event("e-summit-a", Changes())
    with pytest.raises(UnknownName, match="no correction 7"):
        store.undo(7)
    assert graph_fingerprint(store) == before
    assert SUMMIT[5] in {told.quote for told in store.explain_event("e-summit-a").tellings}
