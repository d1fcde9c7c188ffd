"""Values of parameters: what is accepted, and what is sent for it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.errors import BadValue, UnknownName
from queries.catalogue import load
from queries.runner import check
from queries.values import Parameter, ParameterType


def parameter(kind: ParameterType, **more: Any) -> Parameter:
    return Parameter("x", kind, "something", **more)


@pytest.mark.parametrize(
    ("kind", "more", "given", "sent"),
    [
        ("date", {}, "2021", date(2021, 1, 1)),
        ("date", {"last_day": True}, "2021", date(2021, 12, 31)),
        ("date", {"last_day": True}, "2024-02", date(2024, 2, 29)),
        ("date", {}, " 2021-03-05 ", date(2021, 3, 5)),
        ("date", {}, "5/3/2021", date(2021, 3, 5)),
        ("date", {"last_day": True}, "12/2021", date(2021, 12, 31)),
        ("date", {}, date(2021, 3, 5), date(2021, 3, 5)),
        ("int", {}, "12", 12),
        ("int", {}, 12, 12),
        ("bool", {}, "Yes", True),
        ("bool", {}, False, False),
        ("text", {}, "e\u0302\u0301  a", "ế a"),
        ("phrase", {}, " Hiệp  ƯỚC: “New START-3”! ", "hiệp ước new start 3"),
        ("actor", {}, " Trung   Quốc ", "Trung Quốc"),
        ("event_type", {}, "accuse", "ACCUSE"),
        ("status", {}, "called-for", "called_for"),
        ("choice", {"choices": ("day", "month")}, "Day", "day"),
        ("event_type", {"many": True}, "accuse,REJECT", ["ACCUSE", "REJECT"]),
        ("event_type", {"many": True}, ["accuse,REJECT", "ACCUSE"], ["ACCUSE", "REJECT"]),
        ("event_type", {"many": True}, [], None),
        ("int", {"default": 20}, None, 20),
        ("text", {}, "'; DROP ' \\", "'; DROP ' \\"),
    ],
)
def test_accepted(kind: ParameterType, more: dict[str, Any], given: Any, sent: Any) -> None:
    assert parameter(kind, **more).parse(given) == sent


@pytest.mark.parametrize(
    ("kind", "given", "advice"),
    [
        ("phrase", " ?! ", "Give one or more words."),
        ("date", "soon", "Give a day, month or year such as 2021-03-05, 2021-03 or 2021."),
        ("date", "2021-02-30", "Give a day"),
        ("date", "30/2/2021", "Give a day"),
        ("date", "2021/2022", "Give a day"),
        ("date", "", "Give a day"),
        ("date", 2021, "Give a day"),
        ("int", "-1", "Give a whole number, 0 or more."),
        ("int", "1.5", "Give a whole number"),
        ("int", "9" * 19, "Give a whole number"),
        ("int", "９x", "Give a whole number"),
        ("int", True, "Give a whole number"),
        ("bool", "maybe", "Give true or false."),
        ("event_type", "FIGHT", "Give one of AGREE, CONSULT"),
        ("status", "done", "Give one of happened, ongoing"),
        ("actor", "  ", "Give an actor's name in Vietnamese or English, or its id."),
        ("text", 5, "Give a text."),
    ],
)
def test_refused_with_what_is_accepted(kind: ParameterType, given: Any, advice: str) -> None:
    with pytest.raises(BadValue) as caught:
        parameter(kind).parse(given)
    assert caught.value.message == f"x: {str(given).strip()!r} is not accepted"
    assert caught.value.advice.startswith(advice)


def test_parameters_are_checked_before_a_database_is_asked() -> None:
    query = load()["said"]
    values = check(query, {"actor": "nga", "to": "2021"})
    assert values == {
        "actor": "nga",
        "alone": False,
        "target": None,
        "treaty": None,
        "from": None,
        "to": date(2021, 12, 31),
        "limit": None,
    }
    with pytest.raises(BadValue, match="query said needs actor"):
        check(query, {})
    with pytest.raises(UnknownName) as caught:
        check(query, {"actr": "nga"})
    assert (caught.value.message, caught.value.advice) == (
        "query said has no parameter 'actr'",
        "Did you mean actor?",
    )
