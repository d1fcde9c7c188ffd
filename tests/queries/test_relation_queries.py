"""Saved queries on relations between events give known answers, on both engines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from records import make_event, make_record, relate

from graph.store import Store
from graph.target import Target
from queries.catalogue import load
from queries.runner import Result, run

if TYPE_CHECKING:
    from conftest import Engine

Ask = Callable[..., Result]

QUARREL = relate(
    make_record(
        "quarrel",
        [
            make_event("blamed", "ACCUSE", "2018-03-12", ["USA"], ["RUS"], "Washington blamed Moscow."),
            make_event("denied", "REJECT", "2018-03-13", ["sergey-lavrov"], ["USA"], "Lavrov denied it."),
            make_event("expelled", "SANCTION", "2018-03-26", ["USA"], ["RUS"], "Washington expelled sixty."),
            make_event("closed", "SANCTION", "2018-03-29", ["RUS"], ["USA"], "Moscow closed a consulate in answer."),
            make_event("regret", "STATEMENT", None, ["VNM"], [], "Hà Nội regretted that afterwards."),
            make_event("summit", "CONSULT", "2018-07-16", ["RUS", "USA"], [], "They met in July."),
        ],
        published="2018-07-17",
    ),
    ("DENIES", 1, 0), ("BEFORE", 0, 2), ("RESPONDS_TO", 3, 2), ("BEFORE", 3, 4),
)  # fmt: skip

PROMISES = relate(
    make_record(
        "promises",
        [
            make_event("promise", "AGREE", "2018-06-12", ["VNM"], ["CHN"], "Hà Nội promised rice to Beijing."),
            make_event("rice", "AID", "2018-07-27", ["VNM"], ["CHN"], "Hà Nội sent the rice as promised."),
            make_event("visit", "CONSULT", "2018-09", ["CHN"], ["VNM"], "Beijing plans a visit.", status="planned"),
            make_event("visited", "CONSULT", "2018-09-20", ["CHN"], ["VNM"], "Beijing came to Hà Nội."),
            make_event("talks", "CONSULT", "2018-10", ["VNM"], ["nato"], "Talks were planned.", status="planned"),
            make_event("off", "SANCTION", "2018-09-30", ["VNM"], ["nato"], "Hà Nội called the talks off."),
            make_event("pledge", "AGREE", "2018-11-01", ["CHN"], ["nato"], "Beijing pledged something to NATO."),
        ],
        published="2018-11-02",
    ),
    ("FULFILS", 1, 0), ("CANCELS", 5, 4),
)  # fmt: skip

ANOTHER = relate(
    make_record(
        "another",
        [
            make_event("expelled", "SANCTION", "2018-04-02", ["USA"], ["RUS"], "Sixty were expelled in April."),
            make_event("summit", "CONSULT", "2018", ["RUS", "USA"], [], "No meeting took place.", status="denied"),
            make_event("blamed", "ACCUSE", "2018", ["USA"], ["RUS"], "The blame came after the meeting."),
        ],
        published="2018-08-01",
    ),
    ("BEFORE", 1, 2),
)  # fmt: skip

ONE_DAY = make_record(
    "one-day",
    [
        make_event("warned", "THREATEN", "2018-05-08", ["CHN"], ["VNM"], "Beijing warned Hà Nội."),
        make_event("rebuked", "REJECT", "2018-05-08", ["VNM"], ["CHN"], "Hà Nội rebuked Beijing."),
    ],
)
SAME_DAY_ELSEWHERE = make_record(
    "same-day-elsewhere", [make_event("accused", "ACCUSE", "2018-05-08", ["CHN"], ["VNM"], "Beijing accused Hà Nội.")]
)


@pytest.fixture(scope="module")
def graph(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A graph of relations on one engine, open for reading."""
    engine: Engine = request.getfixturevalue(request.param)
    engine.wipe()
    with Store.open(engine.target, access="write") as store:
        store.ensure_schema()
        store.save([QUARREL, PROMISES, ANOTHER, ONE_DAY, SAME_DAY_ELSEWHERE])
    with Store.open(engine.target, access="read") as reader:
        yield reader
    engine.wipe()


@pytest.fixture
def ask(graph: Store) -> Ask:
    """Runs a saved query."""

    def asked(name: str, /, **parameters: Any) -> Result:
        return run(graph, load()[name], {key.rstrip("_"): value for key, value in parameters.items()})

    return asked


def values(result: Result, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in result.rows]


def test_told(ask: Ask) -> None:
    assert values(ask("told"), "kind", "id", "other", "dates") == [
        ("BEFORE", "blamed", "expelled", "agree"),
        ("DENIES", "denied", "blamed", "agree"),
        ("BEFORE", "closed", "regret", "open"),
        ("RESPONDS_TO", "closed", "expelled", "agree"),
        ("BEFORE", "summit", "blamed", "contradict"),
        ("FULFILS", "rice", "promise", "agree"),
        ("CANCELS", "off", "talks", "open"),
    ]
    (answer,) = ask("told", kind="RESPONDS_TO").rows
    assert answer["evidence"] == ["Moscow closed a consulate in answer."] and answer["articles"] == ["quarrel"]
    assert values(ask("told", event="expelled"), "id", "other") == [("blamed", "expelled"), ("closed", "expelled")]
    assert values(ask("told", actor="Lavrov"), "id", "other") == [("denied", "blamed")]
    assert values(ask("told", actor="nato", kind="CANCELS,DENIES"), "id") == [("off",)]
    assert values(ask("told", dates="contradict"), "id") == [("summit",)]
    assert len(ask("told", limit=2).rows) == 2


def test_a_relation_comes_once(target: Target) -> None:
    """Hundreds of them, each found from both ends: one engine's UNION lets some pass twice from a hundred rows on."""
    events = [make_event(f"{number:016x}", "CONSULT", "2021-12-14", ["RUS"], ["USA"]) for number in range(301)]
    with Store.open(target, access="write") as store:
        store.ensure_schema()
        store.save([relate(make_record("crowd", events), *(("BEFORE", n, n + 1) for n in range(300)))])
    with Store.open(target) as reader:
        assert len(run(reader, load()["told"], {"actor": "Russia"}).rows) == 300
        found = run(reader, load()["led-to"], {"event": f"{5:016x}"}).rows
        assert [len(row["told"]) for row in found if row["told"]] == [3, 2, 1]


def test_action_and_response(ask: Ask) -> None:
    found = ask("responses", actor="nga", other="USA")
    assert values(found, "basis", "id", "response", "days") == [
        ("near", "blamed", "denied", 1),
        ("near", "denied", "expelled", 13),
        ("told", "expelled", "closed", 3),
    ]
    assert found.rows[2]["evidence"] == ["Moscow closed a consulate in answer."]
    assert values(found, "sources", "response_sources")[0] == (["United States"], ["Sergey Lavrov"])
    assert values(ask("responses", actor="USA", other="nga"), "id", "response") == values(found, "id", "response")
    assert values(ask("responses", actor="nga", other="USA", told=True), "id") == [("expelled",)]
    assert values(ask("responses", actor="nga", other="USA", days=0), "id") == [("expelled",)]
    assert ask("responses", actor="nga", other="USA", from_="2019").rows == []
    assert values(ask("responses", actor="nga", other="USA", to="2018-03-20"), "id") == [("blamed",), ("denied",)]
    assert ask("responses", actor="nga", other="VNM").rows == []


def test_on_one_day_the_response_is_told_behind_the_action(ask: Ask) -> None:
    assert values(ask("responses", actor="CHN", other="VNM"), "id", "response") == [("warned", "rebuked")]


def test_promises_and_what_became_of_them(ask: Ask) -> None:
    found = ask("promises")
    assert values(found, "id", "outcome", "act") == [
        ("promise", "kept", "rice"),
        ("visit", "perhaps", "visited"),
        ("talks", "cancelled", "off"),
        ("pledge", "open", None),
    ]
    assert found.rows[0]["evidence"] == ["Hà Nội sent the rice as promised."]
    assert values(ask("promises", actor="VNM"), "id") == [("promise",), ("talks",)]
    assert values(ask("promises", actor="VNM", other="nato"), "id") == [("talks",)]
    assert values(ask("promises", other="VNM"), "id") == [("promise",), ("visit",), ("talks",)]
    assert values(ask("promises", outcome="open,perhaps"), "id") == [("visit",), ("pledge",)]
    assert values(ask("promises", from_="2018-10-15"), "id") == [("talks",), ("pledge",)]


def test_a_plan_that_is_told_to_be_kept_or_cancelled_is_open_no_more(target: Target) -> None:
    plans = [
        make_event("grain", "AID", "2019-03", ["VNM"], ["nato"], "Hà Nội will send grain.", status="planned"),
        make_event("talks", "CONSULT", "2019-03", ["VNM"], ["nato"], "Talks are planned.", status="planned"),
        make_event("drill", "MOBILIZE", "2019-03", ["VNM"], [], "A drill is planned.", status="planned"),
        make_event("paper", "AGREE", "2019-03", ["VNM"], ["nato"], "A paper is to be signed.", status="planned"),
    ]
    later = relate(
        make_record(
            "later",
            [
                *plans[:3],
                make_event("sent", "COOPERATE", "2019-03-20", ["VNM"], ["nato"], "What was planned, Hà Nội did."),
                make_event("off", "REJECT", "2019-03-21", ["VNM"], ["nato"], "Hà Nội called the talks off."),
                make_event("threat", "THREATEN", "2019-06", ["VNM"], [], "It may call it off.", status="hypothetical"),
            ],
            published="2019-05-01",
        ),
        ("FULFILS", 3, 0), ("CANCELS", 4, 1), ("CANCELS", 5, 2),
    )  # fmt: skip
    off = [make_event("paper", "AGREE", "2019-03", ["VNM"], ["nato"], "Nothing will be signed.", status="cancelled")]
    earlier = [make_record(name, plans, published="2019-02-01") for name in ("one", "two")]
    with Store.open(target, access="write") as store:
        store.ensure_schema()
        store.save([*earlier, later, make_record("end", off, published="2019-06-01")])
    with Store.open(target) as reader:
        found = {
            on: [row["id"] for row in run(reader, load()["open-plans"], {"on": on}).rows]
            for on in ("2019-04-30", "2019-05-31", "2019-06-30")
        }
    assert found == {
        "2019-04-30": ["drill", "grain", "paper", "talks"],
        "2019-05-31": ["drill", "paper"],
        "2019-06-30": ["drill"],
    }


def test_contradictions(ask: Ask) -> None:
    found = ask("contradictions")
    assert values(found, "id", "why", "other") == [
        ("blamed", "denial", "denied"),
        ("expelled", "dates", None),
        ("summit", "order", "blamed"),
        ("summit", "status", None),
    ]
    assert values(found, "says") == [
        (["Lavrov denied it. (quarrel)"],),
        (["2018-03-26 (quarrel)", "2018-04-02 (another)"],),
        (["No meeting took place. (another)"],),
        (["denied (another)", "happened (quarrel)"],),
    ]
    assert values(ask("contradictions", why="dates"), "id") == [("expelled",)]
    assert ask("contradictions", actor="VNM").rows == []


def test_a_chain_that_texts_tell_leads_to_an_event_and_on_from_it(ask: Ask) -> None:
    assert values(ask("led-to", event="regret"), "id", "order", "told") == [
        ("blamed", "told", ["BEFORE", "RESPONDS_TO", "BEFORE"]),
        ("expelled", "told", ["BEFORE", "RESPONDS_TO"]),
        ("closed", "told", ["BEFORE"]),
    ]
    back = dict(values(ask("led-to", event="closed"), "id", "told"))
    assert back == {"blamed": ["RESPONDS_TO", "BEFORE"], "denied": [], "expelled": ["RESPONDS_TO"], "summit": [
        "RESPONDS_TO", "BEFORE", "BEFORE",
    ]}  # fmt: skip
    on = values(ask("followed", event="blamed"), "id", "order", "told")
    assert on == [
        ("denied", "after", ["DENIES"]),
        ("expelled", "after", ["BEFORE"]),
        ("closed", "after", ["BEFORE", "RESPONDS_TO"]),
        ("summit", "after", []),
        ("regret", "told", ["BEFORE", "RESPONDS_TO", "BEFORE"]),
    ]
