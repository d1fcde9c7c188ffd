"""Every saved query gives known answers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from known_graph import (
    ACCUSED,
    CALLED,
    DRILLED,
    EXTENDED,
    FOLLOWED,
    HOPES,
    IN_ORDER,
    LAVROV_SAID,
    LEFT_ABM,
    MEDVEDEV_ASKED,
    TO_MEET,
    TROOPS,
    WELCOMED,
)
from records import make_event, make_record

from graph.errors import UnknownName
from graph.store import Store
from graph.target import Target
from queries.catalogue import load
from queries.runner import Result, run

Ask = Callable[..., Result]


def ids(result: Result) -> list[str]:
    return [row["id"] for row in result.rows]


def values(result: Result, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in result.rows]


def test_timeline_is_in_time_order(ask: Ask) -> None:
    assert tuple(ids(ask("timeline"))) == IN_ORDER


def test_timeline_has_dates(ask: Ask) -> None:
    found = ask("timeline", actor="Russia", to="2002")
    assert values(found, "date", "date_end") == [(date(2002, 6, 13), date(2002, 6, 13))]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"actor": "Russia"}, [LEFT_ABM, CALLED, TROOPS, EXTENDED, WELCOMED, DRILLED, LAVROV_SAID, MEDVEDEV_ASKED,
                               TO_MEET, HOPES]),
        ({"actor": "Russia", "alone": True}, [LEFT_ABM, TROOPS, EXTENDED, WELCOMED, DRILLED, TO_MEET]),
        ({"actor": "Lavrov"}, [ACCUSED, CALLED, LAVROV_SAID]),
        ({"actor": "Russian Foreign Ministry"}, [HOPES]),
        ({"other": "China"}, [DRILLED]),
        ({"actor": "Russia", "other": "USA"}, [LEFT_ABM, CALLED, EXTENDED, WELCOMED, LAVROV_SAID, MEDVEDEV_ASKED,
                                               TO_MEET]),
        ({"actor": "USA", "other": "Russia", "alone": True}, [LEFT_ABM, EXTENDED, WELCOMED, TO_MEET]),
        ({"actor": "Russia", "other": "Lavrov"}, []),
        ({"treaty": "New START"}, [EXTENDED, WELCOMED, MEDVEDEV_ASKED]),
        ({"treaty": "START mới", "actor": "nato"}, [WELCOMED]),
        ({"article": "interview", "type": "STATEMENT"}, [LAVROV_SAID, HOPES]),
        ({"article": "https://news.example/interview", "actor": "nga", "status": "planned"}, [TO_MEET]),
        ({"type": "accuse, SANCTION"}, [ACCUSED, LEFT_ABM]),
        ({"type": ["MOBILIZE"], "status": "ongoing"}, [TROOPS]),
        ({"from_": "2021-12-14", "to": "2021-12"}, [TROOPS, DRILLED, FOLLOWED, LAVROV_SAID, MEDVEDEV_ASKED]),
        ({"from_": "2004-03-05", "to": "2004-03-07"}, [CALLED]),
        ({"to": "2002"}, [ACCUSED, LEFT_ABM]),
        ({"from_": date(2022, 1, 10)}, [TROOPS, TO_MEET]),
        ({"actor": "Russia", "from_": "2021", "to": "2021", "type": "AGREE"}, [EXTENDED]),
        ({"limit": 2}, [ACCUSED, LEFT_ABM]),
        ({"limit": 0}, []),
        ({"actor": "nga", "limit": 1}, [LEFT_ABM]),
    ],
)  # fmt: skip
def test_timeline_finds(ask: Ask, parameters: dict[str, Any], expected: list[str]) -> None:
    assert ids(ask("timeline", **parameters)) == expected


def test_timeline_rows_say_all_that_is_known(ask: Ask) -> None:
    by_id = {row["id"]: row for row in ask("timeline").rows}
    told_twice = by_id[EXTENDED]
    reports = told_twice.pop("reports")
    assert told_twice == {
        "id": EXTENDED,
        "date": date(2021, 2, 3),
        "date_end": date(2021, 2, 3),
        "edtf": "2021-02-03",
        "precision": "day",
        "extent": "within",
        "type": "AGREE",
        "mode": None,
        "quad": "verbal cooperation",
        "status": "happened",
        "sources": ["Russia", "United States"],
        "targets": [],
        "source_ids": ["RUS", "USA"],
        "target_ids": [],
        "said_by": [],
        "treaties": [{"id": "new-start", "name": "New START", "action": "extend"}],
        "place": None,
        "summary": "Russia and the United States extended New START for five years on 3 February",
        "date_basis": "clause",
        "confidence": 0.8,
    }
    assert [(report["article"], report["published"]) for report in reports] == [
        ("extension", "2021-02-04"),
        ("interview", "2021-12-15"),
    ]
    said = by_id[LAVROV_SAID]
    (report,) = said["reports"]
    start = report["start"]
    assert report["end"] - start == len(report["quote"])
    first, last = report["trigger"]
    assert report["quote"][first - start : last - start] == "said"
    assert (report["title"], report["url"]) == ("Words after a summit", "https://news.example/interview")
    planned = by_id[TO_MEET]
    assert (planned["status"], planned["mode"], planned["place"]) == ("planned", "negotiate", "Geneva")
    assert planned["said_by"] == ["Sergey Lavrov"]
    open_end, undated = by_id[TROOPS], by_id[HOPES]
    assert (open_end["date"], open_end["date_end"], open_end["edtf"]) == (date(2016, 10, 1), None, "2016-10/..")
    assert (undated["date"], undated["date_end"], undated["edtf"]) == (None, None, None)


@pytest.mark.parametrize(
    "name", ["nga", "NGA", "Nga", "Russia", "russia", "RUS", "rus", "Liên bang Nga", " liên  bang NGA", "Moscow"]
)
def test_an_actor_is_found_by_any_name(ask: Ask, name: str) -> None:
    assert ids(ask("timeline", actor=name)) == ids(ask("timeline", actor="Russia")) != []


def test_names_are_found_in_either_unicode_form(ask: Ask) -> None:
    for form in ("NFC", "NFD"):
        assert ids(ask("timeline", actor=unicodedata.normalize(form, "VIỆT NAM"))) == [FOLLOWED]
        assert ids(ask("timeline", treaty=unicodedata.normalize(form, "START MỚI")))[0] == EXTENDED


def test_a_word_of_a_name_is_enough_when_it_fits_one(ask: Ask) -> None:
    result = ask("said", actor="medvedev")
    assert ids(result) == [MEDVEDEV_ASKED]
    assert result.notes == ("'medvedev' is read as Dmitry Medvedev (dmitry-medvedev)",)


@pytest.mark.parametrize(
    ("parameters", "message", "advice"),
    [
        ({"actor": "Rusia"}, "no actor is called 'Rusia'", "Did you mean Russia (RUS)?"),
        ({"actor": "viet nam"}, "no actor is called 'viet nam'", "Did you mean Vietnam (VNM)?"),
        ({"actor": "Atlantis"}, "no actor is called 'Atlantis'", "`biennien query actors` lists those in the graph."),
        ({"treaty": "New STRAT"}, "no treaty is called 'New STRAT'", "Did you mean New START (new-start)?"),
        ({"article": "nowhere"}, "there is no article 'nowhere'",
         "`biennien query articles --format json` lists them with their ids."),
    ],
)  # fmt: skip
def test_an_unknown_name_is_answered_with_near_ones(
    ask: Ask, parameters: dict[str, str], message: str, advice: str
) -> None:
    with pytest.raises(UnknownName) as caught:
        ask("timeline", **parameters)
    assert (caught.value.message, caught.value.advice) == (message, advice)


def test_a_name_of_several_is_told(ask: Ask) -> None:
    result = ask("said", actor="smolenskaya square")
    assert ids(result) == [HOPES]
    (note,) = result.notes
    assert note == (
        "'smolenskaya square' is the name of 2: Maria Zakharova (maria-zakharova), Russian Foreign Ministry (mfa-rus); "
        "an id picks one"
    )
    with pytest.raises(UnknownName, match=r"'smolenskaya' could be Maria Zakharova \(maria-zakharova\), Russian"):
        ask("said", actor="smolenskaya")


def test_an_event_is_found_by_the_beginning_of_its_id(ask: Ask) -> None:
    assert len(ask("sources", event="c1b2c3d4e5f6000b").rows) == 1
    with pytest.raises(UnknownName, match="fits several: =China and Russia"):
        ask("sources", event="c1b2")
    with pytest.raises(UnknownName, match="there is no event"):
        ask("sources", event="ffff")


def test_life_of_a_treaty(ask: Ask) -> None:
    life = ask("treaty-life", treaty="ABM Treaty")
    assert values(life, "edtf", "action", "sources", "id", "reports") == [
        ("1972-05-26", "sign", [], None, 0),
        ("1972-05-26", "sign", ["United States"], None, 0),
        ("1972-10-03", "in force", [], None, 0),
        ("1972-10-03", "join", ["United States"], None, 0),
        ("2002-06-13", "ended", [], None, 0),
        ("2002-06-13", "leave", ["United States"], None, 0),
        ("2002-06-13", "withdraw", ["United States"], LEFT_ABM, 1),
    ]
    of_2021 = {"from_": "2021", "to": "2021"}
    assert ids(ask("treaty-life", treaty="new start", **of_2021)) == [EXTENDED]
    assert ids(ask("treaty-life", treaty="new start", mentions=True, **of_2021)) == [EXTENDED, WELCOMED, MEDVEDEV_ASKED]


def test_what_an_actor_said(ask: Ask) -> None:
    assert values(ask("said", actor="Lavrov"), "id", "manner", "speakers") == [
        (ACCUSED, "speaks", ["Sergey Lavrov"]),
        (LAVROV_SAID, "speaks", ["Sergey Lavrov"]),
        (TO_MEET, "reports", ["Sergey Lavrov"]),
    ]
    russia = ask("said", actor="Russia", target="USA")
    assert values(russia, "id", "quote", "article") == [
        (LAVROV_SAID, "Lavrov said Washington wants to talk.", "interview"),
        (MEDVEDEV_ASKED, "Medvedev asked the United States to work together.", "interview"),
    ]
    assert ids(ask("said", actor="Russia", treaty="New START")) == [EXTENDED, MEDVEDEV_ASKED]
    assert ids(ask("said", actor="Russia", alone=True)) == [EXTENDED]
    assert ids(ask("said", actor="nga", from_="2021-12", to="2021-12", limit=1)) == [LAVROV_SAID]


def test_what_led_to_an_event(ask: Ask) -> None:
    year = ask("led-to", event=LAVROV_SAID)
    assert values(year, "id", "order", "days", "shared") == [
        (EXTENDED, "before", 314, ["Sergey Lavrov", "United States"]),
        (WELCOMED, "before", 314, ["Sergey Lavrov", "United States"]),
        (MEDVEDEV_ASKED, "same day", 0, ["Sergey Lavrov", "United States"]),
    ]
    assert ids(ask("led-to", event=LAVROV_SAID, days=30)) == [MEDVEDEV_ASKED]
    assert ids(ask("led-to", event=LAVROV_SAID, days=10000)) == [
        LEFT_ABM, CALLED, EXTENDED, WELCOMED, MEDVEDEV_ASKED,
    ]  # fmt: skip
    by_treaty = ask("led-to", event=MEDVEDEV_ASKED, limit=2)
    assert values(by_treaty, "id", "shared") == [
        (EXTENDED, ["Dmitry Medvedev", "New START", "United States"]),
        (WELCOMED, ["Dmitry Medvedev", "New START", "United States"]),
    ]
    assert ids(ask("led-to", event=HOPES)) == []


def test_what_followed_an_event(ask: Ask) -> None:
    assert values(ask("followed", event=EXTENDED), "id", "order", "days") == [
        (WELCOMED, "same day", 0),
        (LAVROV_SAID, "after", 314),
        (MEDVEDEV_ASKED, "after", 314),
        (TO_MEET, "after", 341),
    ]
    assert ids(ask("followed", event=EXTENDED, days=320, limit=2)) == [WELCOMED, MEDVEDEV_ASKED]
    assert ids(ask("followed", event=HOPES)) == []


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("timeline", {"actor": "Russia", "from_": "2021", "to": "2021"}),
        ("timeline", {"actor": "Russia", "other": "USA", "from_": "2021-02", "to": "2021-12"}),
        ("followed", {"event": EXTENDED, "days": 80}),
        ("followed", {"event": LAVROV_SAID, "days": 100}),
        ("led-to", {"event": LAVROV_SAID, "days": 30}),
        ("led-to", {"event": TO_MEET, "days": 100}),
        ("said", {"actor": "Russia", "from_": "2021", "to": "2021"}),
        ("pairs", {"actor": "Russia", "from_": "2021", "to": "2021"}),
        ("escalation", {"actor": "Russia", "other": "USA", "from_": "2002", "to": "2002"}),
    ],
)
def test_a_busy_actor_gets_the_same_answer(graph: Store, name: str, parameters: dict[str, Any]) -> None:
    """Every actor taken for a busy one, whose events are found by their time."""
    usual = load()[name]
    cypher, on_neo4j = (re.sub(r"\b(10000|5000)\b", "0", text) for text in (usual.cypher, usual.on_neo4j))
    busy = replace(usual, cypher=cypher, on_neo4j=on_neo4j)
    assert busy != usual
    answers = [
        run(graph, query, {key.rstrip("_"): value for key, value in parameters.items()}).rows for query in (usual, busy)
    ]
    assert answers[0] == answers[1] != []


def test_order_is_only_perhaps_where_dates_are_wide(ask: Ask) -> None:
    before = ask("led-to", event=EXTENDED, days=10000)
    assert (CALLED, "before") in values(before, "id", "order")
    after = ask("followed", event=WELCOMED, days=10000)
    assert (TROOPS, "perhaps") in values(after, "id", "order")


def test_events_without_a_sure_date(ask: Ask) -> None:
    assert values(ask("unsure-dates"), "id", "why") == [
        (ACCUSED, ["publication date doubtful"]),
        (CALLED, ["only the month", "publication date doubtful"]),
        (TROOPS, ["only the interval", "publication date doubtful"]),
        (HOPES, ["no date"]),
    ]
    assert ids(ask("unsure-dates", actor="nato")) == [ACCUSED, TROOPS]
    why = dict(values(ask("unsure-dates", published=True), "id", "why"))
    assert why[CALLED] == ["only the month", "publication date doubtful", "taken from publication"]


def test_sources_of_an_event(ask: Ask) -> None:
    assert values(ask("sources", event=EXTENDED), "article", "published", "basis", "edtf", "quote") == [
        ("extension", "2021-02-04", "given", "2021-02-03",
         "Russia and the United States extended New START for five years on 3 February."),
        ("interview", "2021-12-15", "given", "2021", "New START was extended in 2021."),
    ]  # fmt: skip


def test_who_is_in_the_graph(ask: Ask) -> None:
    busiest = ask("actors", limit=2)
    assert values(busiest, "id", "kind", "events", "own", "first", "last") == [
        ("RUS", "country", 10, 6, date(2002, 6, 13), date(2022, 1, 10)),
        ("USA", "country", 7, 6, date(2002, 6, 13), date(2022, 1, 10)),
    ]
    persons = ask("actors", kind="person")
    assert {row["id"] for row in persons.rows} == {
        "sergey-lavrov", "dmitry-medvedev", "maria-zakharova", "colin-powell",
    }  # fmt: skip
    assert values(ask("actors", name="ngoại GIAO"), "id", "represents", "events") == [("mfa-rus", ["Russia"], 1)]


def test_treaties_and_their_parties_on_a_day(ask: Ask) -> None:
    assert values(ask("treaties", on="2000"), "id", "parties", "events", "last") == [
        ("new-start", [], 3, date(2021, 12, 14)),
        ("abm", ["United States"], 1, date(2002, 6, 13)),
    ]
    assert values(ask("treaties", name="start", on="2021-06-01"), "parties") == [(["Russia", "United States"],)]
    assert values(ask("treaties", name="abm"), "signed", "in_force", "ended", "parties") == [
        (date(1972, 5, 26), date(1972, 10, 3), date(2002, 6, 13), [])
    ]


def test_articles(ask: Ask) -> None:
    assert values(ask("articles"), "id", "published", "basis", "confidence", "events") == [
        ("interview", "2021-12-15", "given", 1.0, 6),
        ("drill", "2021-12-14", "given", 1.0, 2),
        ("extension", "2021-02-04", "given", 1.0, 2),
        ("older", "2017", "inferred", 0.6, 3),
    ]
    assert ids(ask("articles", basis="inferred,text")) == ["older"]
    assert ids(ask("articles", from_="2021-12", to="2021-12-14")) == ["drill"]
    assert ids(ask("articles", limit=1)) == ["interview"]


def test_activity(ask: Ask) -> None:
    assert values(ask("activity", actor="Russia", other="USA", by="year"), "period", "type", "events") == [
        ("2002", "SANCTION", 1),
        ("2004", "CONSULT", 1),
        ("2021", "AGREE", 1),
        ("2021", "REQUEST", 1),
        ("2021", "STATEMENT", 1),
        ("2021", "SUPPORT", 1),
        ("2022", "CONSULT", 1),
    ]
    months = ask("activity")
    assert sum(row["events"] for row in months.rows) == len(IN_ORDER)
    assert values(months, "period", "type", "events")[-3:] == [
        ("2021-12", "REQUEST", 1),
        ("2022-01", "CONSULT", 1),
        ("undated", "STATEMENT", 1),
    ]
    assert ("2016-10/..", "MOBILIZE", "material conflict", 1) in values(months, "period", "type", "quad", "events")
    days = ask("activity", by="day", type="STATEMENT", from_="2021-12-14", to="2021-12-14", status="happened")
    assert values(days, "period", "events") == [("2021-12-14", 2)]


def test_an_event_with_one_side_on_both_ends_comes_once(target: Target) -> None:
    """Hundreds of them: one engine's UNION lets some pass twice from a hundred rows on."""
    told = [make_event(f"{number:016x}", "CONSULT", "2021-12-14", ["sergey-lavrov"], ["RUS"]) for number in range(300)]
    with Store.open(target, access="write") as store:
        store.ensure_schema()
        store.save([make_record("crowd", told)])
    with Store.open(target) as reader:
        found = run(reader, load()["timeline"], {"actor": "Russia"})
        assert len(ids(found)) == len(set(ids(found))) == 300
        assert [row["events"] for row in run(reader, load()["activity"], {"actor": "Russia"}).rows] == [300]
        assert [row["events"] for row in run(reader, load()["actors"], {"kind": "country"}).rows] == [300]


def test_anachronisms_are_acts_under_an_office_that_was_not_yet_the_doers(ask: Ask) -> None:
    found = ask("anachronisms")
    assert values(found, "id", "actor_id", "role", "terms", "edtf", "article") == [
        (ACCUSED, "sergey-lavrov", "foreign minister", ["2004-03-09 to now"], "1999-03-24", "older")
    ]
    assert ids(ask("anachronisms", actor="Nga")) == ids(ask("anachronisms", actor="Lavrov")) == [ACCUSED]
    assert ids(ask("anachronisms", actor="Powell")) == ids(ask("anachronisms", actor="NATO")) == []
    assert ids(ask("anachronisms", from_="1999-03-24", to="1999-03-24")) == [ACCUSED]
    assert ids(ask("anachronisms", from_="1999-03-25")) == ids(ask("anachronisms", to="1999-03-23")) == []
    assert ids(ask("anachronisms", limit=0)) == []
