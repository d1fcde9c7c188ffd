"""A small graph of two sides over some years: acts, plans, silences, disagreements, and who told what when."""

from __future__ import annotations

from datetime import date

from records import BIDEN, make_event, make_record

from graph.model import ActorRecord, ArticleRecord, Party, Term, TreatyRecord

PUTIN = ActorRecord(
    "vladimir-putin", "Vladimir Putin", "person", (), None, (), "RUS", "president",
    (Term("RUS", "president", date(2012, 5, 7)),),
)  # fmt: skip
TRUMP = ActorRecord(
    "donald-trump", "Donald Trump", "person", (), None, (), "USA", "president",
    (Term("USA", "president", date(2017, 1, 20), date(2021, 1, 20)),),
)  # fmt: skip
CUBA = ActorRecord("CUB", "Cuba", "country", ())
TURKEY = ActorRecord(
    "TUR", "Turkey", "country", (), None, (), None, None, (), (Term("nato", "member", date(1952, 2, 18)),)
)  # fmt: skip
HARVEST = TreatyRecord(
    "harvest", "Harvest Pact", (), None, (), date(2015, 3, 10), date(2016, 3, 10), None,
    (
        Party("CUB", date(2015, 3, 10), since=date(2016, 3, 10)),
        Party("TUR", None, since=date(2018, 6, 1)),
    ),
)  # fmt: skip

ACCORD = "d000000000000001"
FIRST_SANCTION = "d000000000000002"
AID = "d000000000000003"
SUMMIT = "d000000000000004"
SECOND_SANCTION = "d000000000000005"
BOTH_ACCUSE = "d000000000000006"
YEAR_ONLY = "d000000000000007"
PLANNED_VISIT = "d000000000000008"
PLANNED_TALKS = "d000000000000009"
TALKS = "d00000000000000a"
CALL_FOR_AID = "d00000000000000b"
DENIED_DEAL = "d00000000000000c"
STATEMENT = "d00000000000000d"
REPORTED = "d00000000000000e"
LEAP = "d00000000000000f"

WIRE = make_record(
    "wire",
    [
        make_event(
            ACCORD, "AGREE", "2015-03-10", ["CUB", "TUR"], [], "Cuba and Turkey signed the Harvest Pact.",
            treaties=[("harvest", "sign")],
        ),
        make_event(FIRST_SANCTION, "SANCTION", "2015-03-20", ["TUR"], ["CUB"], "Turkey closed its ports to Cuba."),
        make_event(AID, "AID", "2015-05", ["CUB"], ["TUR"], "Cuba sent doctors to Turkey in May."),
        make_event(
            BOTH_ACCUSE, "ACCUSE", "2015-05-02", ["CUB", "TUR"], ["nato"], "Cuba and Turkey accused NATO.",
        ),
        make_event(YEAR_ONLY, "CONSULT", "2016", ["CUB", "TUR"], [], "Envoys of Cuba and Turkey met in 2016."),
        make_event(
            SUMMIT, "CONSULT", "2017-05-02", ["donald-trump"], ["vladimir-putin"], "Trump rang Putin on 2 May.",
        ),
    ],
    actors=[PUTIN, TRUMP, CUBA, TURKEY], treaties=[HARVEST], published="2017-06-01", title="Two years in short",
    source="Harbour Wire",
)  # fmt: skip
CHRONICLE = make_record(
    "chronicle",
    [
        make_event(
            SECOND_SANCTION, "SANCTION", "2018-05-02", ["TUR"], ["CUB"], "Turkey froze Cuban accounts on 2 May.",
        ),
        make_event(
            PLANNED_VISIT, "CONSULT", "2018-08-15", ["CUB"], ["TUR"], "Cuba's envoy will visit Turkey on 15 August.",
            status="planned",
        ),
        make_event(
            PLANNED_TALKS, "COOPERATE", "2018-07", ["CUB"], ["TUR"], "Cuba will train with Turkey in July.",
            status="planned",
        ),
        make_event(
            CALL_FOR_AID, "AID", None, ["TUR"], ["CUB"], "Turkey is urged to help Cuba.", status="called_for",
        ),
        make_event(
            STATEMENT, "STATEMENT", "2018-06-03", ["TUR"], ["CUB"], "Turkey said Cuba had kept its word.",
        ),
    ],
    actors=[CUBA, TURKEY], published="2018-06-04", title="Sanctions again", source="Harbour Wire",
)  # fmt: skip
GAZETTE = make_record(
    "gazette",
    [
        make_event(
            SECOND_SANCTION, "REJECT", "2018-05-03", ["TUR"], ["CUB"], "Ankara turned Cuba's money away on 3 May.",
        ),
        make_event(TALKS, "COOPERATE", "2018-07-20", ["CUB"], ["TUR"], "Cuba trained with Turkey on 20 July."),
        make_event(
            DENIED_DEAL, "AGREE", "2018-09-01", ["CUB"], ["TUR"], "There is no deal between Cuba and Turkey.",
            status="denied",
        ),
        make_event(
            REPORTED, "MOBILIZE", "2018-09-02", ["TUR"], ["nato"],
            "Ngoại trưởng Cuba nói Thổ Nhĩ Kỳ tập trận ở Đông Âu.", said_by=["CUB"],
        ),
        make_event(LEAP, "AID", "2016-02-29", ["TUR"], ["CUB"], "On leap day Turkey shipped wheat to Cuba."),
    ],
    actors=[CUBA, TURKEY], published="2018-09", title="Summer in the harbour", source="Evening Gazette",
)  # fmt: skip
ALMANAC = make_record(
    "almanac",
    [
        make_event(
            SECOND_SANCTION, "SANCTION", "2018-05-02", ["TUR"], ["CUB"], "In early May Turkey froze money of Cuba.",
        ),
        make_event(
            DENIED_DEAL, "AGREE", "2018-09-01", ["CUB"], ["TUR"], "Turkey and Cuba struck a deal after all.",
        ),
    ],
    actors=[CUBA, TURKEY, BIDEN], published="2019-01-10", title="The year", source="Evening Gazette",
)  # fmt: skip

RECORDS: tuple[ArticleRecord, ...] = (WIRE, CHRONICLE, GAZETTE, ALMANAC)
