"""Dates in words, in both languages, never more exact than they are known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph import labels
from timeline.entries import Timeline
from timeline.wording import value_words, when


@pytest.mark.parametrize(
    ("value", "extent", "english", "vietnamese"),
    [
        ("2021-12-14", "within", "14 December 2021", "14/12/2021"),
        ("2021-12-14", "throughout", "14 December 2021", "14/12/2021"),
        ("2021-12", "within", "December 2021", "tháng 12/2021"),
        ("2021-12", "throughout", "throughout December 2021", "suốt tháng 12/2021"),
        ("2021", "within", "2021", "năm 2021"),
        ("198X", "within", "the 1980s", "thập niên 1980"),
        ("19XX", "within", "between 1900 and 1999", "trong khoảng 1900–1999"),
        ("2021-12-01/2021-12-15", "within", "between 1 and 15 December 2021", "trong khoảng từ 1 đến 15/12/2021"),
        ("2021-11-29/2021-12-05", "throughout", "from 29 November to 5 December 2021", "từ 29/11 đến 5/12/2021"),
        (
            "2021-12-27/2022-01-02",
            "within",
            "between 27 December 2021 and 2 January 2022",
            "trong khoảng từ 27/12/2021 đến 2/1/2022",
        ),
        ("2020-06/2020-08", "throughout", "from June to August 2020", "từ tháng 6 đến tháng 8/2020"),
        ("2016-10/2017-09", "within", "between October 2016 and September 2017",
         "trong khoảng từ tháng 10/2016 đến tháng 9/2017"),
        ("2019/2021", "within", "between 2019 and 2021", "trong khoảng từ năm 2019 đến năm 2021"),
        ("2016-10/..", "throughout", "from October 2016 on", "từ tháng 10/2016 trở đi"),
        ("2016-10/..", "within", "not before October 2016", "không sớm hơn tháng 10/2016"),
        ("../2020", "throughout", "until 2020", "cho đến năm 2020"),
        ("../2020", "within", "not after 2020", "không muộn hơn năm 2020"),
        ("2014-07~", "within", "about July 2014", "khoảng tháng 7/2014"),
        ("2014?", "within", "possibly 2014", "có thể năm 2014"),
        ("2014%", "within", "possibly about 2014", "có thể khoảng năm 2014"),
        (None, "within", "undated", "không rõ ngày"),
        ("../..", "within", "undated", "không rõ ngày"),
    ],
)  # fmt: skip
def test_a_date_in_words(
    arms_control_timeline: Timeline, value: str | None, extent: str, english: str, vietnamese: str
) -> None:
    entry = replace(arms_control_timeline.entries[0], edtf=value, extent=extent)
    assert when(entry, labels.load("en")) == english
    assert when(entry, labels.load("vi")) == vietnamese


def test_a_day_of_publication_in_words() -> None:
    assert value_words("2021-12-15", labels.load("en")) == "15 December 2021"
    assert value_words("2021-12", labels.load("vi")) == "tháng 12/2021"


@pytest.mark.parametrize("group", ["dates", "types", "quads", "statuses", "actions", "bases", "words"])
def test_both_languages_have_the_same_words(group: str) -> None:
    english, vietnamese = getattr(labels.load("en"), group), getattr(labels.load("vi"), group)
    assert english.keys() == vietnamese.keys()
    for key, word in english.items():
        blanks = [sorted(part for part in str(one).split("{")[1:]) for one in (word, vietnamese[key])]
        assert len(blanks[0]) == len(blanks[1]), key


def test_numbers_are_written_as_in_the_language() -> None:
    assert labels.load("en").count("event_count", 1) == "1 event"
    assert labels.load("en").count("event_count", 50_000) == "50,000 events"
    assert labels.load("vi").count("event_count", 50_000) == "50.000 sự kiện"
