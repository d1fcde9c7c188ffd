"""Events in order by dates and by what is told of them, together; contradictions are reported."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from graph.edtf import bounds
from timeline.ordering import Contradiction, DatedEvent, Ordering, Told, order, told_from_rows


def event(id: str, edtf: str | None, **more: object) -> DatedEvent:
    first, last = bounds(edtf)
    return DatedEvent(id, first, last, **more)  # type: ignore[arg-type]


def before(earlier: str, later: str) -> Told:
    return Told(earlier, later, "BEFORE")


def ids(ordering: Ordering) -> list[str]:
    return [place.event for place in ordering.places]


def days(ordering: Ordering) -> dict[str, tuple[date | None, date | None]]:
    return {place.event: (place.first, place.last) for place in ordering.places if place.narrowed}


def test_dates_alone() -> None:
    found = order([event("c", None), event("b", "2018-05"), event("a", "2018-04-30")], [])
    assert ids(found) == ["a", "b", "c"]
    assert days(found) == {} and found.contradictions == ()


def test_what_comes_before_a_day_is_not_after_it() -> None:
    found = order(
        [event("a", "2018"), event("b", "2018-05-03"), event("c", "2018")], [before("a", "b"), before("b", "c")]
    )
    assert ids(found) == ["a", "b", "c"]
    assert days(found) == {
        "a": (date(2018, 1, 1), date(2018, 5, 3)),
        "c": (date(2018, 5, 3), date(2018, 12, 31)),
    }
    assert [(place.after, place.before) for place in found.places] == [((), ("b",)), (("a",), ("c",)), (("b",), ())]


def test_words_order_events_of_one_day() -> None:
    events = [event("a", "2018-05-03"), event("b", "2018-05-03"), event("c", "2018-05-03")]
    assert ids(order(events, [before("c", "a"), before("a", "b")])) == ["c", "a", "b"]


def test_an_undated_event_stands_where_words_put_it() -> None:
    events = [event("late", "2019"), event("here", "2018"), event("first", "2017-01-01"), event("x", None)]
    assert ids(order(events, [before("x", "here")])) == ["first", "x", "here", "late"]
    assert ids(order(events, [before("first", "x")])) == ["first", "x", "here", "late"]


def test_ranges_are_narrowed_through_undated_events() -> None:
    found = order(
        [event("a", "2018-05-03"), event("x", None), event("b", "2018")], [before("a", "x"), before("x", "b")]
    )
    assert days(found) == {"x": (date(2018, 5, 3), date(2018, 12, 31)), "b": (date(2018, 5, 3), date(2018, 12, 31))}


def test_words_against_dates_are_set_aside_and_reported() -> None:
    wrong, right = before("b", "a"), before("c", "b")
    found = order([event("a", "2018-05-01"), event("b", "2018-05-03"), event("c", "2018-05")], [wrong, right])
    assert found.contradictions == (Contradiction("dates", ("b", "a"), (wrong,)),)
    assert ids(found) == ["a", "c", "b"]
    assert days(found) == {"c": (date(2018, 5, 1), date(2018, 5, 3))}


def test_a_chain_against_dates_is_reported_whole() -> None:
    chain = (before("b", "x"), before("x", "a"))
    found = order([event("a", "2018-05-01"), event("b", "2018-05-03"), event("x", None)], chain)
    assert found.contradictions == (Contradiction("dates", ("b", "x", "a"), chain),)
    assert ids(found) == ["a", "b", "x"]


def test_only_the_relation_that_is_wrong_is_set_aside() -> None:
    found = order(
        [event("z", "2018-05-03"), event("y", "2018-05-01"), event("a", "2018-05-02")],
        [before("z", "y"), before("y", "a")],
    )
    assert [each.events for each in found.contradictions] == [("z", "y")]
    assert ids(found) == ["y", "a", "z"]


def test_a_circle_is_reported_and_the_rest_is_kept() -> None:
    told = [before("a", "b"), before("b", "c"), before("c", "a"), before("c", "d")]
    found = order([event(id, None) for id in "abcd"], told)
    (circle,) = found.contradictions
    assert circle.kind == "cycle" and circle.events[0] == circle.events[-1] and set(circle.events) == set("abc")
    assert set(circle.told) == set(told[:3])
    assert ids(found).index("c") < ids(found).index("d")


def test_an_event_that_lasts_is_not_narrowed() -> None:
    found = order(
        [event("troops", "2016-10/..", lasting=True), event("talks", "2018-05-03")], [before("troops", "talks")]
    )
    assert days(found) == {} and found.contradictions == ()
    assert order(
        [event("troops", "2019/..", lasting=True), event("talks", "2018-05-03")], [before("troops", "talks")]
    ).contradictions


def test_what_relations_say_of_the_order() -> None:
    events = [event("act", None), event("answer", None), event("plan", None, status="planned")]

    def row(kind: str, one: str, other: str) -> dict[str, object]:
        return {"kind": kind, "id": one, "other": other, "evidence": ["q"], "articles": ["a"]}

    rows = [
        row("BEFORE", "act", "answer"),
        row("RESPONDS_TO", "answer", "act"),
        row("RESPONDS_TO", "answer", "plan"),
        row("CANCELS", "answer", "plan"),
        row("DENIES", "answer", "elsewhere"),
    ]
    assert [(each.earlier, each.later, each.kind) for each in told_from_rows(rows, events)] == [
        ("act", "answer", "BEFORE"),
        ("act", "answer", "RESPONDS_TO"),
    ]


START = date(2018, 1, 1)
RANGES = st.tuples(st.integers(0, 40), st.integers(0, 20)) | st.none()


@given(st.lists(RANGES, min_size=2, max_size=9), st.data())
def test_the_order_keeps_dates_and_all_that_was_not_set_aside(
    ranges: list[tuple[int, int] | None], data: st.DataObject
) -> None:
    events = [
        DatedEvent(str(number), None, None)
        if span is None
        else DatedEvent(str(number), START + timedelta(span[0]), START + timedelta(span[0] + span[1]))
        for number, span in enumerate(ranges)
    ]
    some = st.integers(0, len(events) - 1).map(str)
    told = [before(*pair) for pair in data.draw(st.lists(st.tuples(some, some), max_size=12, unique=True))]
    found = order(events, told)
    assert sorted(ids(found)) == sorted(each.id for each in events)
    aside = {each for contradiction in found.contradictions for each in contradiction.told}
    at = {place.event: number for number, place in enumerate(found.places)}
    by_id = {place.event: place for place in found.places}
    for each in told:
        if each in aside or each.earlier == each.later:
            continue
        assert at[each.earlier] < at[each.later]
        one, two = by_id[each.earlier], by_id[each.later]
        assert one.first is None or (two.first is not None and one.first <= two.first)
        assert two.last is None or (one.last is not None and one.last <= two.last)
    for own in events:
        place = by_id[own.id]
        assert place.first is None or place.last is None or place.first <= place.last
        assert own.first is None or (place.first is not None and place.first >= own.first)
        assert own.last is None or (place.last is not None and place.last <= own.last)
    assert order(list(reversed(events)), list(reversed(told))) == found
