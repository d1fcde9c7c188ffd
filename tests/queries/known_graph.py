"""A small graph whose sequence is known: what each article says, and so what every saved query must answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from records import make_event, make_record, relate

from graph.model import ActorRecord, ArticleRecord, OutsideTerm, Party, Published, Term, TreatyRecord

MEDVEDEV = ActorRecord(
    "dmitry-medvedev", "Dmitry Medvedev", "person", (), None, (), "RUS", "deputy chairman of the Security Council",
    (Term("RUS", "deputy chairman of the Security Council", date(2020, 1, 16)),),
)  # fmt: skip
MINISTRY = ActorRecord(
    "mfa-rus", "Russian Foreign Ministry", "organisation", (), "Bộ Ngoại giao Nga", ("Smolenskaya Square",), "RUS",
    None, (Term("RUS", "ministry"),),
)  # fmt: skip
ZAKHAROVA = ActorRecord(
    "maria-zakharova", "Maria Zakharova", "person", (), None, ("Smolenskaya Square",), "mfa-rus", "spokeswoman",
    (Term("mfa-rus", "spokeswoman", date(2015, 8, 10)),),
)  # fmt: skip
POWELL = ActorRecord("colin-powell", "Colin Powell", "person", (), None, (), "USA", "secretary of state",
    (Term("USA", "secretary of state", date(2001, 1, 20), date(2005, 1, 26)),),
)  # fmt: skip
ABM = TreatyRecord(
    "abm", "ABM Treaty", (), "Hiệp ước chống tên lửa đạn đạo", (), date(1972, 5, 26), date(1972, 10, 3),
    date(2002, 6, 13), (Party("USA", date(1972, 5, 26), since=date(1972, 10, 3), until=date(2002, 6, 13)),),
)  # fmt: skip

INTERVIEW = make_record(
    "interview",
    [
        make_event(
            "a1b2c3d4e5f60001", "STATEMENT", "2021-12-14", ["sergey-lavrov"], ["USA"],
            "Lavrov said Washington wants to talk.", trigger="said",
        ),
        make_event(
            "a1b2c3d4e5f60002", "REQUEST", "2021-12-14", ["dmitry-medvedev"], ["USA"],
            "Medvedev asked the United States to work together.", treaties=[("new-start", "mention")],
        ),
        make_event(
            "a1b2c3d4e5f60003", "AGREE", "2021", ["RUS", "USA"], [],
            "New START was extended in 2021.", treaties=[("new-start", "extend")],
        ),
        make_event(
            "a1b2c3d4e5f60004", "SANCTION", "2002-06-13", ["USA"], ["RUS"],
            "The United States left the ABM treaty.", treaties=[("abm", "withdraw")], date_basis="knowledge",
        ),
        make_event(
            "a1b2c3d4e5f60005", "CONSULT", "2022-01-10", ["RUS", "USA"], [],
            "Both sides are to meet in Geneva, Lavrov said.", status="planned", said_by=["sergey-lavrov"],
            mode="negotiate", place="Geneva",
        ),
        make_event(
            "a1b2c3d4e5f60006", "STATEMENT", None, ["maria-zakharova"], [], "Zakharova hopes for more.",
        ),
    ],
    actors=[MEDVEDEV, MINISTRY, ZAKHAROVA], treaties=[ABM], published="2021-12-15", title="Words after a summit",
    path="articles/interview.txt", url="https://news.example/interview",
)  # fmt: skip

EXTENSION = make_record(
    "extension",
    [
        make_event(
            "a1b2c3d4e5f60003", "AGREE", "2021-02-03", ["RUS", "USA"], [],
            "Russia and the United States extended New START for five years on 3 February.",
            treaties=[("new-start", "extend")],
        ),
        make_event(
            "b1b2c3d4e5f60007", "SUPPORT", "2021-02-03", ["nato"], ["USA", "RUS"],
            "NATO welcomed the extension.", treaties=[("new-start", "mention")],
        ),
    ],
    published="2021-02-04", title="Five more years",
)  # fmt: skip

OLDER = make_record(
    "older",
    [
        make_event(
            "b1b2c3d4e5f60008", "ACCUSE", "1999-03-24", ["sergey-lavrov"], ["nato"],
            "Lavrov, at the United Nations then, accused NATO.",
            outside_terms=(OutsideTerm("sergey-lavrov", "foreign minister"),),
        ),
        make_event(
            "b1b2c3d4e5f60009", "CONSULT", "2004-03", ["colin-powell"], ["sergey-lavrov"],
            "Powell called Lavrov in March.", date_basis="published",
        ),
        make_event(
            "b1b2c3d4e5f6000a", "MOBILIZE", "2016-10/..", ["nato"], ["RUS"],
            "NATO has kept troops there since October 2016.", status="ongoing", extent="throughout",
        ),
    ],
    actors=[POWELL], published="2017", title="Years of quarrel",
)  # fmt: skip
OLDER = replace(OLDER, published=Published("2017", "inferred", 0.6))

DRILL = make_record(
    "drill",
    [
        make_event(
            "c1b2c3d4e5f6000b", "COOPERATE", "2021-12-14", ["CHN", "RUS"], [], "=China and Russia | held a <drill>.",
        ),
        make_event(
            "c1b2c3d4e5f6000c", "STATEMENT", "2021-12-14", ["VNM"], [], "Hà Nội followed it closely.",
        ),
    ],
    published="2021-12-14", title="A drill", language="en",
)  # fmt: skip

EXTENSION = relate(EXTENSION, ("RESPONDS_TO", 1, 0))
OLDER = relate(OLDER, ("BEFORE", 1, 0))

RECORDS: tuple[ArticleRecord, ...] = (INTERVIEW, EXTENSION, OLDER, DRILL)

LAVROV_SAID = "a1b2c3d4e5f60001"
MEDVEDEV_ASKED = "a1b2c3d4e5f60002"
EXTENDED = "a1b2c3d4e5f60003"
LEFT_ABM = "a1b2c3d4e5f60004"
TO_MEET = "a1b2c3d4e5f60005"
HOPES = "a1b2c3d4e5f60006"
WELCOMED = "b1b2c3d4e5f60007"
ACCUSED = "b1b2c3d4e5f60008"
CALLED = "b1b2c3d4e5f60009"
TROOPS = "b1b2c3d4e5f6000a"
DRILLED = "c1b2c3d4e5f6000b"
FOLLOWED = "c1b2c3d4e5f6000c"

IN_ORDER = (
    ACCUSED, LEFT_ABM, CALLED, TROOPS, EXTENDED, WELCOMED, DRILLED, FOLLOWED, LAVROV_SAID, MEDVEDEV_ASKED, TO_MEET,
    HOPES,
)  # fmt: skip
"""All events in time order: on 14 December 2021 by publication, then by place in the article."""
