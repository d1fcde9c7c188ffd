"""Tellings of one act in several articles become one event, and different acts stay apart, on both engines."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from fingerprint import graph_fingerprint
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from records import make_event, make_record
from wording import REPLY, SUMMIT, TALKS, WARNING, story, telling, worded

from graph.errors import UnknownName
from graph.explanation import Explanation
from graph.store import Store

TOLD = """
MATCH (a:Article)-[r:REPORTS]->(e:Event)
RETURN e.id AS event, a.id AS article ORDER BY event, article
"""


def events(store: Store) -> dict[str, list[str]]:
    """The articles that tell of each event."""
    found: dict[str, list[str]] = {}
    for row in store.read(TOLD).rows:
        found.setdefault(row["event"], []).append(row["article"])
    return found


def test_one_act_told_by_several_articles_is_one_event(store: Store) -> None:
    store.save(story())
    assert events(store) == {
        "e-summit-a": ["a", "b", "c"],
        "e-warning-a": ["a", "c"],
        "e-reply-b": ["b"],
        "e-talks-d": ["d"],
    }
    summit = store.read("MATCH (e:Event {id: 'e-summit-a'}) RETURN e.edtf AS edtf, e.type AS type").rows
    assert summit == [{"edtf": "2021-06-16", "type": "CONSULT"}]
    assert store.read("MATCH (e:Event) WHERE NOT EXISTS { (e)<-[:REPORTS]-() } RETURN e.id").rows == []


def test_the_graph_is_the_same_in_every_order(store: Store) -> None:
    articles = story()
    store.save(articles)
    wanted = graph_fingerprint(store)
    for order in itertools.islice(itertools.permutations(articles), 1, 24, 5):
        for record in articles:
            store.forget(record.article.id)
        for record in order:
            store.save([record])
        assert graph_fingerprint(store) == wanted
        store.forget(order[0].article.id)
        store.save([order[0]])
        assert graph_fingerprint(store) == wanted


def test_nothing_is_left_when_all_is_forgotten(store: Store) -> None:
    empty = graph_fingerprint(store)
    store.save(story())
    for record in story():
        store.forget(record.article.id)
    assert graph_fingerprint(store) == empty


def test_a_telling_that_held_others_together_lets_go_of_them(store: Store) -> None:
    """Two articles too far apart to be compared meet through a third, and part when it is withdrawn."""
    undated = ("summit", "CONSULT", None, *SUMMIT[3:])
    first = worded("a", [telling("a", undated)], published="2021-06-14")  # type: ignore[arg-type]
    middle = worded("b", [telling("b", undated)], published="2021-06-16")  # type: ignore[arg-type]
    last = worded("c", [telling("c", undated)], published="2021-06-18")  # type: ignore[arg-type]
    store.save([first, last])
    apart = graph_fingerprint(store)
    assert len(events(store)) == 2
    store.save([middle])
    assert len(events(store)) < 3
    store.forget("b")
    assert graph_fingerprint(store) == apart


def test_what_one_article_keeps_apart_stays_apart(store: Store) -> None:
    morning = telling("a", SUMMIT)
    evening = replace(morning, id="e-summit-a2", quote="Biden met the Russian president in Geneva once more.")
    store.save([worded("a", [morning, evening])])
    assert len(events(store)) == 2
    store.save([worded("b", [telling("b", SUMMIT)])])
    assert sorted(map(len, events(store).values())) == [1, 2]


def test_other_days_other_doers_and_other_stories_are_other_acts(store: Store) -> None:
    other_day = ("summit", "CONSULT", "2021-07-20", *SUMMIT[3:])
    other_doer = ("visit", "CONSULT", "2021-06-16", ["VNM"], ["USA"], "Vietnam received a delegation from Washington.")
    store.save(
        [
            worded("a", [telling("a", SUMMIT)]),
            worded("b", [telling("b", other_day)], published="2021-07-21"),  # type: ignore[arg-type]
            worded("c", [telling("c", other_doer)], story=("hanoi",)),
            worded("d", [telling("d", TALKS)], story=("hanoi",)),
        ]
    )
    assert len(events(store)) == 4


def test_long_after_it_an_act_is_known_by_its_day_and_doers(store: Store) -> None:
    store.save([worded("a", [telling("a", SUMMIT)])])
    store.save([worded("z", [telling("z", SUMMIT)], published="2022-03-01", story=("sanctions",))])
    assert list(events(store).values()) == [["a", "z"]]


def test_a_milestone_gives_its_name_to_the_event(store: Store) -> None:
    known = worded("b", [telling("b", SUMMIT)])
    known = replace(known, events=(replace(known.events[0], id="e-geneva-summit", known=True),))
    store.save([worded("a", [telling("a", SUMMIT)])])
    store.save([known])
    assert events(store) == {"e-geneva-summit": ["a", "b"]}
    other = replace(known.events[0], id="e-other-summit", report_id="x")
    store.save([replace(worded("c", [telling("c", SUMMIT)]), events=(other,))])
    assert events(store)["e-other-summit"] == ["c"]


def test_articles_without_words_meet_in_equal_acts_alone(store: Store) -> None:
    store.save([make_record("a", [make_event("e", quote="Russia spoke.")])])
    store.save([make_record("b", [make_event("f", quote="Russia spoke.")])])
    store.save([make_record("c", [make_event("e", quote="Russia said so.")])])
    assert events(store) == {"e": ["a", "c"], "f": ["b"]}


def explained(store: Store, event: str) -> Explanation:
    return store.explain_event(event)


def test_an_event_is_explained(store: Store) -> None:
    store.save(story())
    found = explained(store, "e-summit")
    assert [told.telling.article for told in found.tellings] == ["a", "b", "c"]
    assert [match.other.article for match in found.matches] == ["b", "c"]
    for match in found.matches:
        assert match.chance is not None
        assert match.chance >= found.threshold
        assert "geneva" in match.words
        assert {"type", "words"} <= {name for name, _ in match.reasons}
    with pytest.raises(UnknownName):
        explained(store, "e-nothing")
    with pytest.raises(UnknownName, match="several events"):
        store.save([worded("x", [make_event("e-summit-other", "AGREE", "2010-01-01", ["CHN"], ["VNM"])])])
        explained(store, "e-summit")


def test_what_is_nearly_the_same_is_told_with_what_keeps_it_apart(store: Store) -> None:
    morning = telling("a", SUMMIT)
    evening = replace(morning, id="e-summit-a2", quote="Biden met the Russian president in Geneva once more.")
    store.save([worded("a", [morning, evening]), worded("b", [telling("b", SUMMIT)])])
    event = next(event for event, articles in events(store).items() if len(articles) == 2)
    near = explained(store, event).near
    assert [item.apart_by for item in near] == ["article"]


ACTS = (SUMMIT, TALKS, WARNING, REPLY)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.lists(st.sampled_from(ACTS), max_size=3, unique_by=lambda act: act[0]), st.integers(15, 21)),
        min_size=1,
        max_size=5,
    ),
    st.randoms(use_true_random=False),
)
def test_any_articles_in_any_order_give_one_graph(
    embedded_store: Store,
    articles: list[tuple[list[tuple[str, str, str, list[str], list[str], str]], int]],
    random: object,
) -> None:
    made = [
        worded(f"n{number}", [telling(f"n{number}", act) for act in told], published=f"2021-06-{day}")
        for number, (told, day) in enumerate(articles)
    ]
    embedded_store.save(made)
    wanted = graph_fingerprint(embedded_store)
    for record in made:
        embedded_store.forget(record.article.id)
    random.shuffle(made)  # type: ignore[attr-defined]
    for record in made:
        embedded_store.save([record])
    embedded_store.forget(made[0].article.id)
    embedded_store.save([made[0]])
    found = graph_fingerprint(embedded_store)
    for record in made:
        embedded_store.forget(record.article.id)
    assert found == wanted
