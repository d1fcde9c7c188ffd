"""Queries on what passes between actors, on what articles say of it and when, and on words give known answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import known_graph
import pytest
import relations_graph
from known_graph import CALLED, EXTENDED, LEFT_ABM, TO_MEET
from relations_graph import (
    ACCORD,
    AID,
    BOTH_ACCUSE,
    CALL_FOR_AID,
    DENIED_DEAL,
    FIRST_SANCTION,
    LEAP,
    PLANNED_TALKS,
    PLANNED_VISIT,
    REPORTED,
    SECOND_SANCTION,
    STATEMENT,
    SUMMIT,
    TALKS,
    YEAR_ONLY,
)

from graph.errors import BadValue
from queries.catalogue import load
from queries.runner import Result, run

if TYPE_CHECKING:
    from graph.store import Store

RECORDS = (*known_graph.RECORDS, *relations_graph.RECORDS)

Ask = Callable[..., Result]

PAIR = {"actor": "Cuba", "other": "Turkey"}


def ids(result: Result) -> list[str]:
    return [row["id"] for row in result.rows]


def values(result: Result, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in result.rows]


def test_escalation_weighs_acts_of_one_on_the_other(ask: Ask) -> None:
    classes = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
    months = ask("escalation", **PAIR)
    assert values(months, "period", *classes, "acts", "score", "change", "trend") == [
        ("2015-03", 1, 0, 0, 1, 2, -1, None, None),
        ("2015-05", 0, 1, 0, 0, 1, 2, 2.5, "easing"),
        ("2016", 1, 0, 0, 0, 1, 1, None, None),  # no month is known: it has no place in the order
        ("2016-02", 0, 1, 0, 0, 1, 2, 0.0, "steady"),
        ("2018-05", 0, 0, 0, 1, 1, -2, -4.0, "escalation"),
        ("2018-07", 0, 1, 0, 0, 1, 2, 4.0, "easing"),
        ("2018-09", 1, 0, 0, 0, 1, 1, -1.0, "escalation"),
    ]
    years = ask("escalation", **PAIR, by="year", from_="2016", to="2016")
    assert values(years, "period", "acts", "mean", "change") == [("2016", 2, 1.5, None)]
    swapped = ask("escalation", actor="Turkey", other="Cuba")
    assert swapped.rows == months.rows


def test_escalation_leaves_out_plans_statements_and_what_both_do_to_a_third(ask: Ask) -> None:
    russia = ask("escalation", actor="Russia", other="USA", by="year")
    assert values(russia, "period", "acts", "score") == [
        ("2002", 1, -2), ("2004", 1, 1), ("2017", 1, 1), ("2021", 2, 0),
    ]  # fmt: skip
    assert values(ask("escalation", actor="Russia", other="USA", by="year", alone=True), "period") == [
        ("2002",), ("2021",),
    ]  # fmt: skip
    assert ask("escalation", actor="Russia", other="Vietnam").rows == []


def test_silences_lie_between_events(ask: Ask) -> None:
    longest = ask("silences", **PAIR, days=200)
    assert values(longest, "days", "first", "last", "before_id", "after_id") == [
        (1201, date(2018, 9, 2), date(2021, 12, 15), DENIED_DEAL, None),
        (792, date(2016, 3, 1), date(2018, 5, 1), LEAP, SECOND_SANCTION),
        (273, date(2015, 6, 1), date(2016, 2, 28), AID, LEAP),
    ]
    assert ask("silences", **PAIR, days=1201).rows[0] == longest.rows[0]
    assert ask("silences", **PAIR, days=1202).rows == []


def test_silences_end_with_the_period_and_are_broken_by_wide_dates_on_request(ask: Ask) -> None:
    within = {"from_": "2016-01-01", "to": "2018-01-31", "days": 300}
    assert values(ask("silences", **PAIR, **within), "days", "first", "last", "after") == [
        (702, date(2016, 3, 1), date(2018, 1, 31), None)
    ]
    assert values(ask("silences", **PAIR, **within, perhaps=True), "days", "before_id") == [(396, YEAR_ONLY)]
    assert ask("silences", actor="Russia", other="Vietnam").rows == []


def test_what_was_known_on_a_day(ask: Ask) -> None:
    june = ask("known-on", on="2018-06-30", actor="Cuba")
    assert ids(june) == [
        ACCORD, FIRST_SANCTION, AID, BOTH_ACCUSE, YEAR_ONLY, SECOND_SANCTION, STATEMENT, PLANNED_TALKS, PLANNED_VISIT,
        CALL_FOR_AID,
    ]  # fmt: skip
    # "2018-09" may be any day of it: the gazette is known from its last day on
    assert LEAP not in ids(ask("known-on", on="2018-09-29", actor="Cuba"))
    assert LEAP in ids(ask("known-on", on="2018-09-30", actor="Cuba"))


def test_what_was_known_is_told_as_articles_had_it_then(ask: Ask) -> None:
    columns = ("id", "status", "type", "articles", "known_since", "later")
    assert values(ask("known-on", on="2018-10", since="2018-09", actor="Cuba", status="denied"), *columns) == [
        (DENIED_DEAL, "denied", "AGREE", 1, "2018-09", ["status"])
    ]
    # of equals the latest counts
    then = {row["id"]: row for row in ask("known-on", on="2018-10", actor="Cuba").rows}[SECOND_SANCTION]
    assert (then["type"], then["edtf"], then["date"], then["later"]) == (
        "REJECT", "2018-05-03", date(2018, 5, 3), ["date", "type"],
    )  # fmt: skip
    vague = ask("known-on", on="2021-12-31", treaty="New START")
    assert (EXTENDED, "2021-02-03", []) in values(vague, "id", "edtf", "later")
    assert ids(ask("known-on", on="2021-12-14", since="2021-12-01")) == [known_graph.DRILLED, known_graph.FOLLOWED]


def test_who_is_quoted_about_whom(ask: Ask) -> None:
    about_nato = ask("quoted", about="nato")
    assert values(about_nato, "speaker", "times", "first", "last", "id") == [
        ("Cuba", 2, date(2015, 5, 2), date(2018, 9, 2), REPORTED),
        ("Turkey", 1, date(2015, 5, 2), date(2015, 5, 2), BOTH_ACCUSE),
        ("Sergey Lavrov", 1, date(1999, 3, 24), date(1999, 3, 24), known_graph.ACCUSED),
    ]
    # a report of what others do speaks of all of them; an act without words says nothing
    assert values(ask("quoted", actor="Cuba"), "about", "times") == [("NATO", 2), ("Turkey", 2)]
    russia = ask("quoted", actor="Russia", about="USA", from_="2021")
    assert values(russia, "speaker", "about", "times", "quote") == [
        ("Sergey Lavrov", "United States", 2, "Both sides are to meet in Geneva, Lavrov said."),
        ("Dmitry Medvedev", "United States", 1, "Medvedev asked the United States to work together."),
    ]
    assert values(ask("quoted", limit=1), "speaker", "times") == [("Sergey Lavrov", 2)]


def test_events_told_by_several(ask: Ask) -> None:
    assert values(ask("corroborated"), "id", "articles", "publishers") == [
        (SECOND_SANCTION, 3, ["Evening Gazette", "Harbour Wire"]),
        (DENIED_DEAL, 2, ["Evening Gazette"]),
        (EXTENDED, 2, ["Example Wire"]),
    ]
    assert ids(ask("corroborated", by="publisher")) == [SECOND_SANCTION]
    assert ids(ask("corroborated", actor="Turkey", least=3)) == [SECOND_SANCTION]
    assert ids(ask("corroborated", from_="2018-06", to="2018-12")) == [DENIED_DEAL]
    assert len(ask("corroborated", least=1).rows) == 27


def test_anniversaries(ask: Ask) -> None:
    second_of_may = ask("anniversaries", on="2026-05-02")
    assert values(second_of_may, "id", "years", "date") == [
        (SECOND_SANCTION, 8, date(2018, 5, 2)),
        (SUMMIT, 9, date(2017, 5, 2)),
        (BOTH_ACCUSE, 11, date(2015, 5, 2)),
    ]
    assert ids(ask("anniversaries", on="2026-05-02", actor="Russia")) == [SUMMIT]
    assert values(ask("anniversaries", on="2012-05-02", every=5), "id", "years") == [(SUMMIT, -5)]
    assert ids(ask("anniversaries", on="2018-05-02")) == [SUMMIT, BOTH_ACCUSE]
    assert values(ask("anniversaries", on="2024-02-29"), "id", "years") == [(LEAP, 8)]
    pact = ask("anniversaries", on="2026-03-10", actor="Cuba")
    assert values(pact, "years", "summary", "sources", "treaties") == [
        (10, "Harvest Pact: in force", ["Cuba", "Turkey"], ["Harvest Pact"]),
        (11, "Cuba and Turkey signed the Harvest Pact", ["Cuba", "Turkey"], ["Harvest Pact"]),
        (11, "Harvest Pact: signed", ["Cuba", "Turkey"], ["Harvest Pact"]),
    ]


def test_network_of_a_period(ask: Ask) -> None:
    columns = ("source", "target", "events", "material_cooperation", "material_conflict", "statements")
    assert values(ask("network", from_="2015", to="2018"), *columns) == [
        ("Turkey", "Cuba", 4, 1, 2, 1),
        ("Cuba", "Turkey", 3, 2, 0, 0),
        ("Turkey", "NATO", 2, 0, 1, 0),
        ("Cuba", "NATO", 1, 0, 0, 0),
        ("NATO", "Russia", 1, 0, 1, 0),
        ("United States", "Russia", 1, 0, 0, 0),
    ]
    assert values(ask("network", from_="2017", to="2017", by="actor"), "source", "target", "verbal_cooperation") == [
        ("Donald Trump", "Vladimir Putin", 1), ("NATO", "Russia", 0),
    ]  # fmt: skip
    assert values(ask("network", least=4), "events") == [(4,)]


def test_busiest_pairs(ask: Ask) -> None:
    columns = ("one", "other", "events", "cooperation", "conflict", "id")
    assert values(ask("pairs", limit=2), *columns) == [
        ("Cuba", "Turkey", 13, 6, 3, DENIED_DEAL),
        ("Russia", "United States", 8, 4, 2, TO_MEET),
    ]
    assert values(ask("pairs", actor="Russia", from_="2021", to="2021"), "other", "events", "id") == [
        ("United States", 4, known_graph.MEDVEDEV_ASKED), ("NATO", 2, known_graph.WELCOMED),
        ("China", 1, known_graph.DRILLED),
    ]  # fmt: skip
    assert values(ask("pairs", from_="2004-03-01", to="2004-03-31"), "one", "other", "id") == [
        ("Russia", "United States", CALLED)
    ]


def test_where_articles_disagree(ask: Ask) -> None:
    found = ask("disagreements")
    assert values(found, "id", "about", "versions", "articles") == [
        (
            SECOND_SANCTION, ["date", "type"],
            ["2018-05-02 SANCTION happened (2)", "2018-05-03 REJECT happened (1)"],
            [["chronicle", "almanac"], ["gazette"]],
        ),
        (
            DENIED_DEAL, ["status"],
            ["2018-09-01 AGREE denied (1)", "2018-09-01 AGREE happened (1)"], [["gazette"], ["almanac"]],
        ),
    ]  # fmt: skip
    assert ids(ask("disagreements", about="date,type")) == [SECOND_SANCTION]
    assert ids(ask("disagreements", about="status", actor="Turkey")) == [DENIED_DEAL]
    assert ids(ask("disagreements", from_="2018-09")) == [DENIED_DEAL]
    assert ids(ask("disagreements", actor="Russia")) == []  # "2021" and "2021-02-03" agree


def test_offices_of_a_day(ask: Ask) -> None:
    assert values(ask("offices", on="2018-06-01", actor="Russia"), "name", "of_id", "role") == [
        ("Sergey Lavrov", "RUS", "foreign minister"),
        ("Russian Foreign Ministry", "RUS", "ministry"),
        ("Vladimir Putin", "RUS", "president"),
        ("Maria Zakharova", "mfa-rus", "spokeswoman"),
    ]
    assert values(ask("offices", on="2021-01-21", role="PRESIDENT"), "id") == [("vladimir-putin",), ("joe-biden",)]
    assert ids(ask("offices", on="2021-01-20", actor="USA")) == ["donald-trump", "joe-biden"]
    assert values(ask("offices", on="2000", person="Turkey", members=True), "of", "tie", "since") == [
        ("NATO", "member", date(1952, 2, 18))
    ]
    assert ask("offices", on="2000", person="Turkey").rows == []


def test_open_plans(ask: Ask) -> None:
    assert values(ask("open-plans", on="2018-12-31"), "id", "overdue", "status", "told") == [
        (PLANNED_VISIT, 138, "planned", "2018-06-04"),
        (CALL_FOR_AID, None, "called_for", "2018-06-04"),
    ]
    # nobody had told yet that the training had taken place
    assert ids(ask("open-plans", on="2018-07-31", actor="Cuba")) == [PLANNED_TALKS, CALL_FOR_AID]
    assert ids(ask("open-plans", on="2018-07-30")) == [CALL_FOR_AID]
    assert ids(ask("open-plans", on="2018-06-03")) == []
    assert ids(ask("open-plans", status="planned", since="2018")) == [PLANNED_VISIT, TO_MEET]
    assert ids(ask("open-plans", on="2022", actor="Russia")) == [TO_MEET]


def test_open_plans_of_those_with_many_acts(graph: Store) -> None:
    """What has happened since is found by its type and dates."""
    query = load()["open-plans"]
    busy = replace(query, cypher=query.cypher.replace("2000", "0"), on_neo4j=query.on_neo4j.replace("2000", "0"))
    assert busy != query
    for on in ("2018-06-03", "2018-07-30", "2018-07-31", "2018-12-31", "2022"):
        assert run(graph, busy, {"on": on}).rows == run(graph, query, {"on": on}).rows


def test_first_and_last_of_each_type(ask: Ask) -> None:
    found = ask("first-and-last", **PAIR)
    assert values(found, "type", "events", "first", "first_id", "last", "last_id") == [
        ("AGREE", 2, "2015-03-10", ACCORD, "2018-09-01", DENIED_DEAL),
        ("AID", 2, "2015-05", AID, "2016-02-29", LEAP),
        ("SANCTION", 2, "2015-03-20", FIRST_SANCTION, "2018-05-02", SECOND_SANCTION),
        ("ACCUSE", 1, "2015-05-02", BOTH_ACCUSE, "2015-05-02", BOTH_ACCUSE),
        ("CONSULT", 1, "2016", YEAR_ONLY, "2016", YEAR_ONLY),
        ("COOPERATE", 1, "2018-07-20", TALKS, "2018-07-20", TALKS),
        ("STATEMENT", 1, "2018-06-03", STATEMENT, "2018-06-03", STATEMENT),
    ]
    only_2002 = ask("first-and-last", actor="USA", other="Russia", from_="2002", to="2002")
    assert values(only_2002, "type", "first_id") == [("SANCTION", LEFT_ABM)]


def test_what_changed(ask: Ask) -> None:
    year = ask("changed", from_="2015-01-01", to="2015-12-31")
    assert values(year, "about", "subject", "change", "date", "before", "after") == [
        ("treaty", "Harvest Pact", "sign", date(2015, 3, 10), None, None),
        ("treaty", "Harvest Pact", "signed", date(2015, 3, 10), None, None),
        ("office", "Russian Foreign Ministry", "Maria Zakharova becomes spokeswoman", date(2015, 8, 10), None, None),
        ("actor", "Cuba", "Cuba and Turkey signed the Harvest Pact", date(2015, 3, 10), None, None),
        ("actor", "Turkey", "Cuba and Turkey signed the Harvest Pact", date(2015, 3, 10), None, None),
        ("events", "Cuba", "ACCUSE", None, 0, 1),
        ("events", "Cuba", "AGREE", None, 0, 1),
        ("events", "Cuba", "AID", None, 0, 1),
        ("events", "Turkey", "ACCUSE", None, 0, 1),
        ("events", "Turkey", "AGREE", None, 0, 1),
        ("events", "Turkey", "SANCTION", None, 0, 1),
    ]
    of_2018 = {"from_": "2018", "to": "2018"}
    assert values(ask("changed", **of_2018, about="treaty"), "change", "who") == [("joined", ["Turkey"])]
    assert values(ask("changed", **of_2018, actor="Cuba"), "about", "change", "after") == [
        ("events", "AGREE", 1), ("events", "COOPERATE", 1),
    ]  # fmt: skip
    fewer = ask("changed", from_="2018-07-01", to="2018-12-31", actor="Turkey", about="events")
    assert values(fewer, "change", "before", "after") == [
        ("MOBILIZE", 0, 1), ("SANCTION", 1, 0), ("STATEMENT", 1, 0),
    ]  # fmt: skip
    ended = ask("changed", from_="2021", to="2021-01", about="office")
    assert values(ended, "change") == [("Donald Trump is no longer president",), ("Joe Biden becomes president",)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("dong au", [REPORTED]),
        ("Đông Âu", [REPORTED]),
        ("ĐÔNG âu.", [REPORTED]),
        ("trận, ở", [REPORTED]),
        ("tập tran", []),  # once there is a diacritic, all of them count
        ("đong au", []),
        ("ông", []),  # a part of a word
        ("au dong", []),
        ("new start", [EXTENDED, EXTENDED]),
        ("=China and Russia | held", [known_graph.DRILLED]),
    ],
)
def test_words_are_found_with_and_without_diacritics(ask: Ask, typed: str, found: list[str]) -> None:
    assert ids(ask("search", words=typed)) == found


def test_search_takes_an_actor_and_a_period(ask: Ask) -> None:
    assert ids(ask("search", words="cuba", actor="nato")) == [REPORTED, BOTH_ACCUSE]
    assert ids(ask("search", words="cuba", actor="nato", to="2015")) == [BOTH_ACCUSE]
    assert known_graph.DRILLED in ids(ask("search", words="AND"))  # an operator to Lucene, a word here
    latest = ask("search", words="new start", limit=1)
    assert values(latest, "article", "published", "quote") == [
        ("interview", "2021-12-15", "New START was extended in 2021.")
    ]
    with pytest.raises(BadValue, match=r"words: '\?!' is not accepted"):
        ask("search", words="?!")
