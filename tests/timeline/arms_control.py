"""Rows of the saved query `entries` on Russian and American arms control from 2009 to 2026, written by hand.

The facts are public record; the sentences, their articles and the addresses are made up for the tests.
"""

from __future__ import annotations

from typing import Any

from graph import edtf
from graph.model import QUAD

NAMES = {
    "RUS": "Russia",
    "USA": "United States",
    "CHN": "China",
    "nato": "NATO",
    "vladimir-putin": "Vladimir Putin",
    "donald-trump": "Donald Trump",
    "joe-biden": "Joe Biden",
    "barack-obama": "Barack Obama",
    "sergei-ryabkov": "Sergei Ryabkov",
}
OFFICES = {
    "vladimir-putin": "RUS",
    "donald-trump": "USA",
    "joe-biden": "USA",
    "barack-obama": "USA",
    "sergei-ryabkov": "RUS",
}
TREATIES = {
    "new-start": "New START",
    "inf": "INF Treaty",
    "open-skies": "Treaty on Open Skies",
    "ctbt": "Comprehensive Nuclear-Test-Ban Treaty",
    "cfe": "Treaty on Conventional Armed Forces in Europe",
}
ARTICLES = {
    "chronicle": (
        "Fifteen years of counting warheads",
        "https://example.org/chronicle",
        "Example Review",
        "2026-02-06",
    ),
    "het-han": (
        "New START hết hạn: chặng đường mười lăm năm",
        "https://example.org/vi/new-start-het-han",
        "Báo Ví Dụ",
        "2026-02-05",
    ),
    "inf-end": ("The end of the INF Treaty", "https://example.org/inf", "Example Wire", "2019-08-02"),
    "notes": ("Reporter's notes", None, None, None),
    "leaflet": (None, "ftp://example.org/leaflet.txt", "Leaflet", "2023"),
}

# id, EDTF value, extent, type, status, sources, targets, treaty and action, summary,
# reports: (article, quote with its trigger in [ ])
EVENTS: list[tuple[str, str | None, str, str, str, str, str, str, str, list[tuple[str, str]]]] = [
    ("talks-2009", "2009-05/2010-04", "throughout", "CONSULT", "happened", "USA RUS", "", "new-start negotiate",
     "United States and Russia negotiate New START",
     [("chronicle", "From May 2009 to April 2010 the two delegations [negotiated] in Geneva.")]),
    ("prague", "2010-04-08", "within", "AGREE", "happened", "barack-obama RUS", "", "new-start sign",
     "Barack Obama and Russia sign New START in Prague",
     [("chronicle", "On 8 April 2010 Barack Obama and Dmitry Medvedev [signed] New START in Prague."),
      ("het-han", "Ngày 8/4/2010, tại Praha, hai tổng thống Mỹ và Nga [ký] hiệp ước New START.")]),
    ("senate", "2010-12-22", "within", "AGREE", "happened", "USA", "RUS", "new-start ratify",
     "United States Senate approves New START",
     [("chronicle", "The Senate [gave its consent] on 22 December 2010 by 71 votes to 26.")]),
    ("duma", "2011-01-28", "within", "AGREE", "happened", "RUS", "USA", "new-start ratify",
     "Russia ratifies New START",
     [("chronicle", "Russia's law of [ratification] was signed on 28 January 2011.")]),
    ("in-force", "2011-02-05", "within", "COOPERATE", "happened", "USA RUS", "", "new-start implement",
     "New START enters into force",
     [("het-han", "Hiệp ước [có hiệu lực] từ ngày 5/2/2011, khi hai ngoại trưởng trao đổi văn kiện tại Munich.")]),
    ("raised", "2013-05", "within", "ACCUSE", "happened", "USA", "RUS", "inf violate",
     "United States raises a possible breach of the INF Treaty with Russia",
     [("inf-end", "American officials first [raised] the missile with Moscow in May 2013.")]),
    ("berlin", "2013-06-19", "within", "REQUEST", "called_for", "barack-obama", "RUS", "new-start negotiate",
     "Barack Obama proposes to cut deployed warheads by up to a third",
     [("chronicle", "In Berlin on 19 June 2013 Barack Obama [proposed] going up to a third below the limits.")]),
    ("report-2014", "2014-07", "within", "ACCUSE", "happened", "USA", "RUS", "inf violate",
     "United States accuses Russia of violating the INF Treaty",
     [("inf-end", "The compliance report of July 2014 [found] Russia in violation of the treaty."),
      ("chronicle", "In July 2014 Washington [said in public] that Russia had broken the INF Treaty.")]),
    ("cfe-group", "2015-03-11", "within", "REJECT", "happened", "RUS", "nato", "cfe suspend",
     "Russia leaves the consultative group of the CFE Treaty",
     [("chronicle", "Russia [stopped taking part] in the group's meetings on 11 March 2015.")]),
    ("deployment", "2017", "within", "MOBILIZE", "denied", "RUS", "USA", "inf violate",
     "Russia deploys a ground-launched cruise missile of forbidden range",
     [("inf-end", "Moscow denies that the missile [deployed] in 2017 flies farther than 500 km.")]),
    ("limits", "2018-02-05", "within", "COOPERATE", "happened", "RUS USA", "", "new-start implement",
     "Russia and United States meet the limits of New START",
     [("chronicle", "Both sides [met] the central limits by 5 February 2018.")]),
    ("intention", "2018-10-20", "within", "THREATEN", "planned", "donald-trump", "RUS", "inf withdraw",
     "Donald Trump says the United States will leave the INF Treaty",
     [("inf-end", "On 20 October 2018 Donald Trump [announced] that the United States would leave.")]),
    ("us-suspends", "2019-02-02", "within", "REJECT", "happened", "USA", "RUS", "inf suspend",
     "United States suspends its obligations under the INF Treaty",
     [("inf-end", "The American [suspension] took effect on 2 February 2019.")]),
    ("ru-suspends", "2019-02-02", "within", "REJECT", "happened", "vladimir-putin", "USA", "inf suspend",
     "Vladimir Putin suspends Russia's part in the INF Treaty",
     [("inf-end", "Vladimir Putin [answered] the same day that Russia would suspend it too.")]),
    ("inf-ends", "2019-08-02", "within", "RETREAT", "happened", "USA", "RUS", "inf withdraw",
     "United States withdraws from the INF Treaty",
     [("inf-end", "The United States formally [withdrew] on 2 August 2019."),
      ("het-han", "Mỹ chính thức [rút khỏi] hiệp ước INF ngày 2/8/2019."),
      ("chronicle", "The INF Treaty [ended] on 2 August 2019.")]),
    ("us-test", "2019-08-12/2019-08-18", "within", "MOBILIZE", "happened", "USA", "", "inf mention",
     "United States tests a ground-launched cruise missile",
     [("chronicle", "In the second full week of August 2019 the United States [tested] a missile of that range.")]),
    ("no-inspections", "2020-03/..", "throughout", "REJECT", "ongoing", "RUS USA", "", "new-start suspend",
     "Inspections under New START stand still",
     [("het-han", "Các cuộc thanh sát [tạm dừng] từ tháng 3/2020 và không được nối lại.")]),
    ("us-open-skies", "2020-05-21", "within", "RETREAT", "planned", "donald-trump", "", "open-skies withdraw",
     "Donald Trump says the United States will leave the Treaty on Open Skies",
     [("chronicle", "On 21 May 2020 Donald Trump [said] he would leave the treaty.")]),
    ("vienna", "2020-06/2020-08", "throughout", "CONSULT", "happened", "USA sergei-ryabkov", "", "new-start negotiate",
     "United States and Sergei Ryabkov hold talks in Vienna",
     [("chronicle", "Delegations [met] in Vienna in the summer of 2020, without China.")]),
    ("putin-offer", "2020-10-16", "within", "REQUEST", "called_for", "vladimir-putin", "USA", "new-start extend",
     "Vladimir Putin proposes to extend New START for a year",
     [("het-han", "Ngày 16/10/2020, Tổng thống Putin [đề nghị] gia hạn hiệp ước một năm vô điều kiện.")]),
    ("open-skies-out", "2020-11-22", "within", "RETREAT", "happened", "USA", "", "open-skies withdraw",
     "United States leaves the Treaty on Open Skies",
     [("chronicle", "The American [withdrawal] took effect on 22 November 2020.")]),
    ("call", "2021-01-26", "within", "CONSULT", "happened", "joe-biden vladimir-putin", "", "new-start extend",
     "Joe Biden and Vladimir Putin speak by telephone about New START",
     [("chronicle", "In a [call] on 26 January 2021 the presidents agreed on five more years.")]),
    ("extension", "2021-02-03", "within", "AGREE", "happened", "RUS USA", "", "new-start extend",
     "Russia and United States extend New START to 2026",
     [("het-han", "Ngày 3/2/2021, Nga và Mỹ hoàn tất việc [gia hạn] New START thêm năm năm."),
      ("chronicle", "The [extension] to 5 February 2026 was completed on 3 February 2021.")]),
    ("ru-open-skies", "2021-06-07", "within", "RETREAT", "happened", "vladimir-putin", "", "open-skies withdraw",
     "Vladimir Putin signs the law on leaving the Treaty on Open Skies",
     [("chronicle", "Vladimir Putin [signed] the law of denunciation on 7 June 2021.")]),
    ("geneva", "2021-06-16", "within", "CONSULT", "happened", "joe-biden vladimir-putin", "", "",
     "Joe Biden and Vladimir Putin meet in Geneva",
     [("chronicle", "On 16 June 2021 the presidents [met] in Geneva and began a dialogue on strategic stability.")]),
    ("guarantees", "2021-12-17", "within", "REQUEST", "happened", "RUS", "USA nato", "",
     "Russia publishes drafts on security guarantees",
     [("chronicle", "The drafts were [published] in Moscow on 17 December 2021.")]),
    ("exemption", "2022-08-08", "within", "REJECT", "happened", "RUS", "USA", "new-start suspend",
     "Russia exempts its sites from inspections",
     [("het-han", "Ngày 8/8/2022, Nga [thông báo] tạm miễn thanh sát các cơ sở của mình.")]),
    ("cairo", "2022-11-29/2022-12-06", "throughout", "CONSULT", "planned", "RUS USA", "", "new-start implement",
     "Consultative commission of New START to meet in Cairo",
     [("chronicle", "The commission was to [meet] in Cairo from 29 November to 6 December 2022.")]),
    ("noncompliant", "2023-01-31", "within", "ACCUSE", "happened", "USA", "RUS", "new-start violate",
     "United States finds Russia not complying with New START",
     [("leaflet", "Washington [reported] on 31 January 2023 that Russia refused inspections.")]),
    ("putin-suspends", "2023-02-21", "within", "REJECT", "happened", "vladimir-putin", "USA", "new-start suspend",
     "Vladimir Putin suspends Russia's part in New START",
     [("het-han", "Ngày 21/2/2023, Tổng thống Putin tuyên bố [đình chỉ] việc Nga tham gia New START."),
      ("chronicle", "Vladimir Putin announced the [suspension] on 21 February 2023.")]),
    ("countermeasures", "2023-06-01", "within", "SANCTION", "happened", "USA", "RUS", "new-start suspend",
     "United States stops sending notifications to Russia",
     [("chronicle", "As a countermeasure the United States [stopped] notifications on 1 June 2023.")]),
    ("ctbt", "2023-11-02", "within", "REJECT", "happened", "vladimir-putin", "", "ctbt withdraw",
     "Vladimir Putin revokes Russia's ratification of the test-ban treaty",
     [("chronicle", "The law [revoking] ratification was signed on 2 November 2023.")]),
    ("cfe-out", "2023-11-07", "within", "RETREAT", "happened", "RUS", "nato", "cfe withdraw",
     "Russia leaves the CFE Treaty",
     [("chronicle", "Russia's [withdrawal] was complete on 7 November 2023.")]),
    ("one-year", "2025-09-22", "within", "REQUEST", "called_for", "vladimir-putin", "USA", "new-start extend",
     "Vladimir Putin offers to keep the limits for a year after New START",
     [("het-han", "Ngày 22/9/2025, ông Putin [đề xuất] tiếp tục tuân thủ các giới hạn thêm một năm.")]),
    ("good-idea", "2025-10-05", "within", "SUPPORT", "happened", "donald-trump", "vladimir-putin", "new-start extend",
     "Donald Trump calls the offer a good idea",
     [("chronicle", "On 5 October 2025 Donald Trump said the offer [sounded like a good idea].")]),
    ("expired", "2026-02-05", "within", "RETREAT", "happened", "", "", "new-start expire",
     "New START expires",
     [("het-han", "Hiệp ước [hết hạn] ngày 5/2/2026."),
      ("chronicle", "New START [expired] on 5 February 2026.")]),
    ("trilateral", None, "within", "REJECT", "happened", "CHN", "USA", "new-start negotiate",
     "China rejects talks of three",
     [("notes", "Beijing has always [refused] to sit at a table of three.")]),
    ("arsenals", None, "within", "REQUEST", "called_for", "sergei-ryabkov", "nato", "",
     "Sergei Ryabkov wants British and French weapons counted",
     [("notes", "Sergei Ryabkov has often [called for] British and French warheads to be counted.")]),
    ("follow-up", None, "within", "STATEMENT", "hypothetical", "USA", "RUS", "new-start negotiate",
     "United States speaks of a successor that would cover all warheads",
     [("notes", "A successor, Washington [says], would have to cover weapons of every range.")]),
]  # fmt: skip

PLACES = {"prague": "Prague", "berlin": "Berlin", "vienna": "Vienna", "geneva": "Geneva", "cairo": "Cairo"}


def rows() -> list[dict[str, Any]]:
    """The rows, in the order above."""
    offsets = dict.fromkeys(ARTICLES, 0)
    return [_row(*event, offsets=offsets) for event in EVENTS]


def _row(
    name: str,
    value: str | None,
    extent: str,
    kind: str,
    status: str,
    sources: str,
    targets: str,
    treaty: str,
    summary: str,
    reports: list[tuple[str, str]],
    offsets: dict[str, int],
) -> dict[str, Any]:
    first, last = edtf.bounds(value)
    treaty_id, _, action = treaty.partition(" ")
    return {
        "id": name,
        "date": first,
        "date_end": last,
        "edtf": value,
        "precision": edtf.precision(value),
        "extent": extent,
        "type": kind,
        "mode": "call" if name == "call" else None,
        "quad": QUAD[kind],
        "status": status,
        "sources": [NAMES[one] for one in sources.split()],
        "targets": [NAMES[one] for one in targets.split()],
        "source_ids": sources.split(),
        "target_ids": targets.split(),
        "source_sides": _sides(sources),
        "target_sides": _sides(targets),
        "said_by": ["Sergei Ryabkov"] if name == "trilateral" else [],
        "treaties": [{"id": treaty_id, "name": TREATIES[treaty_id], "action": action}] if treaty else [],
        "place": PLACES.get(name),
        "summary": summary,
        "date_basis": "clause" if value else "none",
        "confidence": 0.9 if value else 0.4,
        "reports": [_report(article, marked, offsets) for article, marked in reports],
    }


def _sides(actors: str) -> list[dict[str, str]]:
    ids = sorted({OFFICES.get(one, one) for one in actors.split()})
    return [{"id": one, "name": NAMES[one]} for one in ids]


def _report(article: str, marked: str, offsets: dict[str, int]) -> dict[str, Any]:
    before, _, rest = marked.partition("[")
    trigger, _, after = rest.partition("]")
    quote = before + trigger + after
    start = offsets[article]
    offsets[article] += len(quote) + 1
    title, url, source, published = ARTICLES[article]
    return {
        "article": article,
        "start": start,
        "end": start + len(quote),
        "trigger": [start + len(before), start + len(before) + len(trigger)],
        "quote": quote,
        "title": title,
        "url": url,
        "published": published,
        "source": source,
    }
