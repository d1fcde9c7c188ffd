"""Who held which office when, and how the news writes their names."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

import pytest

from graph.edtf import bounds
from ingest.knowledge import Knowledge, load
from ingest.knowledge.model import Holder, Office
from ingest.languages import load as language
from ingest.tokens import tokenise


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


HELD = [
    ("usa-president", "1990-08-02", {"George H. W. Bush"}),
    ("usa-president", "2016-12-31", {"Barack Obama"}),
    ("usa-president", "2017-01-20", {"Barack Obama", "Donald Trump"}),
    ("usa-president", "2021-01-19", {"Donald Trump"}),
    ("usa-president", "2023-02-21", {"Joe Biden"}),
    ("usa-president", "2025-03-01", {"Donald Trump"}),
    ("usa-foreign-minister", "2018-04-10", {"John J. Sullivan"}),
    ("usa-foreign-minister", "2019-02-01", {"Mike Pompeo"}),
    ("usa-defence-minister", "2018-06-12", {"James Mattis"}),
    ("usa-national-security-adviser", "2018-06-12", {"John Bolton"}),
    ("usa-ambassador-un", "2018-04-14", {"Nikki Haley"}),
    ("rus-president", "1999-12-01", {"Boris Yeltsin"}),
    ("rus-president", "2010-04-08", {"Dmitry Medvedev"}),
    ("rus-president", "2014-03-18", {"Vladimir Putin"}),
    ("rus-prime-minister", "2010-04-08", {"Vladimir Putin"}),
    ("rus-foreign-minister", "2003-03-20", {"Igor Ivanov"}),
    ("rus-foreign-minister", "2021-12-14", {"Sergey Lavrov"}),
    ("rus-defence-minister", "2024-05-20", {"Andrei Belousov"}),
    ("rus-ambassador-usa", "2022-12-23", {"Anatoly Antonov"}),
    ("rus-ambassador-un", "2016-09-25", {"Vitaly Churkin"}),
    ("rus-security-council-deputy-chair", "2021-12-14", {"Dmitry Medvedev"}),
    ("rus-foreign-ministry-spokesperson", "2018-03-30", {"Maria Zakharova"}),
    ("chn-president", "2010-01-01", {"Hu Jintao"}),
    ("chn-president", "2018-05-08", {"Xi Jinping"}),
    ("chn-foreign-minister", "2023-03-07", {"Qin Gang"}),
    ("chn-foreign-minister", "2017-08-05", {"Wang Yi"}),
    ("gbr-prime-minister", "2018-03-04", {"Theresa May"}),
    ("gbr-prime-minister", "2022-09-30", {"Liz Truss"}),
    ("fra-president", "2003-02-15", {"Jacques Chirac"}),
    ("deu-prime-minister", "2021-12-01", {"Angela Merkel"}),
    ("deu-prime-minister", "2021-12-14", {"Olaf Scholz"}),
    ("jpn-prime-minister", "2007-01-01", {"Shinzo Abe"}),
    ("jpn-prime-minister", "2009-12-01", {"Yukio Hatoyama"}),
    ("jpn-chief-cabinet-secretary", "2017-08-29", {"Yoshihide Suga"}),
    ("kor-president", "2017-04-01", set()),
    ("kor-acting-president", "2017-04-01", {"Hwang Kyo-ahn"}),
    ("kor-president", "2018-04-27", {"Moon Jae-in"}),
    ("prk-leader", "2011-12-01", {"Kim Jong-il"}),
    ("prk-foreign-minister", "2017-09-23", {"Ri Yong-ho"}),
    ("vnm-president", "2018-10-01", {"Đặng Thị Ngọc Thịnh"}),
    ("vnm-president", "2019-02-27", {"Nguyễn Phú Trọng"}),
    ("vnm-general-secretary", "2019-02-27", {"Nguyễn Phú Trọng"}),
    ("vnm-prime-minister", "2017-05-31", {"Nguyễn Xuân Phúc"}),
    ("vnm-foreign-ministry-spokesperson", "2018-01-01", {"Lê Thị Thu Hằng"}),
    ("ukr-president", "2014-07-17", {"Petro Poroshenko"}),
    ("ukr-president", "2022-02-24", {"Volodymyr Zelensky"}),
    ("irn-president", "2015-07-14", {"Hassan Rouhani"}),
    ("irn-supreme-leader", "2015-07-14", {"Ali Khamenei"}),
    ("isr-prime-minister", "2017-12-06", {"Benjamin Netanyahu"}),
    ("tur-president", "2016-07-15", {"Recep Tayyip Erdogan"}),
    ("tur-prime-minister", "2010-01-01", {"Recep Tayyip Erdogan"}),
    ("syr-president", "2017-04-04", {"Bashar al-Assad"}),
    ("sau-crown-prince", "2018-10-02", {"Mohammed bin Salman"}),
    ("ven-interim-president", "2019-04-30", {"Juan Guaido"}),
    ("phl-president", "2016-07-12", {"Rodrigo Duterte"}),
    ("un-secretary-general", "2016-12-31", {"Ban Ki-moon"}),
    ("un-secretary-general", "2017-01-01", {"Antonio Guterres"}),
    ("nato-secretary-general", "2022-12-01", {"Jens Stoltenberg"}),
    ("iaea-director-general", "2015-07-14", {"Yukiya Amano"}),
    ("european-commission-president", "2021-12-14", {"Ursula von der Leyen"}),
    ("eu-high-representative", "2015-07-14", {"Federica Mogherini"}),
    ("asean-secretary-general", "2016-07-12", {"Lê Lương Minh"}),
    ("pope", "2018-01-01", {"Francis"}),
]


@pytest.mark.parametrize(("office", "day", "names"), HELD)
def test_holders(knowledge: Knowledge, office: str, day: str, names: set[str]) -> None:
    found = knowledge.holders(office, date.fromisoformat(day))
    assert {knowledge.persons[holder.person].name for holder in found} == names


STATES = [
    "USA", "RUS", "CHN", "GBR", "FRA", "DEU", "ITA", "JPN", "KOR", "PRK", "IND", "CAN", "AUS", "NZL", "BRA", "MEX",
    "ARG", "COL", "CHL", "PER", "VEN", "CUB", "BOL", "ECU", "IDN", "MYS", "SGP", "THA", "KHM", "LAO", "MMR", "VNM",
    "PHL", "TWN", "MNG", "PAK", "LKA", "IRN", "IRQ", "SYR", "ISR", "TUR", "EGY", "SAU", "JOR", "LBN", "QAT", "ARE",
    "KWT", "YEM", "PSE", "UKR", "BLR", "MDA", "GEO", "ARM", "AZE", "KAZ", "UZB", "KGZ", "TJK", "TKM", "POL", "CZE",
    "SVK", "HUN", "AUT", "SWE", "NOR", "FIN", "DNK", "NLD", "BEL", "ESP", "PRT", "GRC", "ROU", "BGR", "SRB", "HRV",
    "EST", "LVA", "LTU", "IRL", "ZAF", "NGA", "ETH", "SDN", "ZWE", "DZA", "TUN", "MAR", "BRN", "VAT",
]  # fmt: skip
HEADS = [
    "president", "prime-minister", "leader", "king", "emir", "sultan", "monarch", "emperor", "head-of-junta",
    "state-counsellor", "junta-leader", "coalition-administrator", "military-council-chair",
    "sovereign-council-chair", "acting-president", "chief-executive", "pope",
]  # fmt: skip
GAPS = {("KHM", 1993), ("KHM", 1992), ("BLR", 1994), ("SDN", 2019), ("KGZ", 2010), ("GEO", 1992), ("LTU", 2004)}
"""Mid-years of upheaval in which nobody is sure to have held the post."""


@pytest.mark.parametrize("state", STATES)
def test_heads_are_known_from_1996_to_2024(knowledge: Knowledge, state: str) -> None:
    heads = [office for office in knowledge.offices_of(state) if _post(office) in HEADS]
    missing = [
        year
        for year in range(1996, 2025)
        if (state, year) not in GAPS
        and not any(knowledge.holders(office.id, date(year, 6, 15)) for office in heads)
        and not (state == "SRB" and year <= 2003)  # part of Yugoslavia, then of Serbia and Montenegro
    ]
    assert not missing


def test_posts_go_by_one_name_in_all_states(knowledge: Knowledge) -> None:
    """What a title means in one country is found in another by the same ending of the id."""
    for state in (
        "USA",
        "RUS",
        "CHN",
        "GBR",
        "FRA",
        "DEU",
        "JPN",
        "KOR",
        "PRK",
        "VNM",
        "UKR",
        "IRN",
        "ISR",
        "TUR",
        "IND",
    ):
        posts = {_post(office) for office in knowledge.offices_of(state)}
        assert {"foreign-minister", "defence-minister"} <= posts, state


NAMES = [
    ("Tập Cận Bình", "xi-jinping"),
    ("Vương Nghị", "wang-yi"),
    ("Lý Khắc Cường", "li-keqiang"),
    ("Hoa Xuân Oánh", "hua-chunying"),
    ("Cảnh Sảng", "geng-shuang"),
    ("Ngụy Phượng Hòa", "wei-fenghe"),
    ("Nguỵ Phượng Hoà", "wei-fenghe"),
    ("Lưu Hạc", "liu-he"),
    ("Thái Anh Văn", "tsai-ing-wen"),
    ("Lý Hiển Long", "lee-hsien-loong"),
    ("Kim Jong Un", "kim-jong-un"),
    ("Kim Jong-un", "kim-jong-un"),
    ("Moon Jae In", "moon-jae-in"),
    ("moon jae-in", "moon-jae-in"),
    ("Park Geun Hye", "park-geun-hye"),
    ("Kim Nhật Thành", "kim-il-sung"),
    ("Abe Shinzo", "shinzo-abe"),
    ("Putin", "vladimir-putin"),
    ("Sergei Lavrov", "sergey-lavrov"),
    ("Sergey Ryabkov", "sergei-ryabkov"),
    ("Nebenzia", "vasily-nebenzya"),
    ("Zelenskiy", "volodymyr-zelensky"),
    ("Volodymyr Zelenskyy", "volodymyr-zelensky"),
    ("Tayyip Erdogan", "recep-tayyip-erdogan"),
    ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
    ("Trump", "donald-trump"),
    ("Jim Mattis", "james-mattis"),
    ("Nguyen Xuan Phuc", "nguyen-xuan-phuc"),
    ("Lê Thị Thu Hằng", "le-thi-thu-hang"),
    ("Javad Zarif", "mohammad-javad-zarif"),
    ("Bashar Assad", "bashar-al-assad"),
    ("al-Assad", "bashar-al-assad"),
    ("Maduro", "nicolas-maduro"),
    ("Viktor Orbán", "viktor-orban"),
    ("John F . Kelly", "john-f-kelly"),
    ("H.R. McMaster", "h-r-mcmaster"),
    ("Daniel J. Kritenbrink", "daniel-kritenbrink"),
    ("Sergey V. Lavrov", "sergey-lavrov"),
    ("Federica Mogherini", "federica-mogherini"),
]


@pytest.mark.parametrize(("name", "person"), NAMES)
def test_names(knowledge: Knowledge, name: str, person: str) -> None:
    assert [found.id for found in knowledge.persons_by_name(name)] == [person]


def test_an_initial_tells_two_persons_apart(knowledge: Knowledge) -> None:
    assert [person.id for person in knowledge.persons_by_name("George W. Bush")] == ["george-w-bush"]
    assert [person.id for person in knowledge.persons_by_name("George H . W . Bush")] == ["george-h-w-bush"]
    assert knowledge.persons_by_name("V. Lavrov") == ()


def test_a_surname_may_be_that_of_several(knowledge: Knowledge) -> None:
    assert {person.id for person in knowledge.persons_by_name("Bush")} == {"george-h-w-bush", "george-w-bush"}
    assert len(knowledge.persons_by_name("Clinton")) == 2


def test_no_short_name_is_a_word_of_the_language(knowledge: Knowledge) -> None:
    """A surname that is also a verb or a particle would be found at the beginning of every other sentence."""
    pack = language("vi")
    guarded = {text.split()[0].casefold() for text in knowledge.lookalikes}
    for person in knowledge.persons.values():
        for name in (person.name, *person.aliases, *person.names_vi):
            if " " in name or "-" in name or name.casefold() in guarded:
                continue
            tokens = tokenise(name.casefold())
            assert not pack.acts.longest(tokens, 0), (person.id, name)
            assert not pack.clauses.longest(tokens, 0), (person.id, name)


def test_terms_fit_lives_and_each_other(knowledge: Knowledge) -> None:
    for office, holder in _terms(knowledge):
        person = knowledge.persons[holder.person]
        first = bounds(holder.period.since)[1]
        born, died = bounds(person.born)[0], bounds(person.died)[1]
        assert first is not None, f"{office.id}: {holder.person} has no beginning"
        assert first.year >= 1900, (office.id, holder.person)
        if born and "crown" not in office.id and "heir" not in office.id:
            assert first.year - born.year >= 18, (office.id, holder.person)
        if died and holder.period.until:
            assert (bounds(holder.period.until)[0] or died) <= died, (office.id, holder.person)


def test_nobody_leads_two_states_at_once(knowledge: Knowledge) -> None:
    for person in knowledge.persons.values():
        heads = [
            term
            for term in knowledge.terms(person.id)
            if len(term.office.of) == 3 and _post(term.office) in ("president", "prime-minister", "king", "emperor")
        ]
        for one in heads:
            for two in heads:
                if one.office.of != two.office.of:
                    assert not one.holder.period.surely_overlaps(two.holder.period), person.id


def test_every_office_has_words_and_holders(knowledge: Knowledge) -> None:
    for office in knowledge.offices.values():
        assert office.holders, office.id
        assert office.titles_vi, office.id


def test_everybody_who_held_an_office_can_be_found_by_name(knowledge: Knowledge) -> None:
    for person in knowledge.persons.values():
        assert person in knowledge.persons_by_name(person.name)


def test_facts_drawn_for_review(knowledge: Knowledge) -> None:
    """Print thirty terms drawn at random (`pytest -s -k drawn`), to be checked against other sources by a person."""
    for office, holder in random.sample(list(_terms(knowledge)), 30):
        until = holder.period.until or ("in office" if holder.period.ongoing else "not known")
        name = knowledge.persons[holder.person].name
        print(f"{office.of}: {office.title}: {name}, {holder.period.since} to {until}")


def _terms(knowledge: Knowledge) -> Iterator[tuple[Office, Holder]]:
    for office in knowledge.offices.values():
        for holder in office.holders:
            yield office, holder


def _post(office: Office) -> str:
    return office.id.partition("-")[2] or office.id
