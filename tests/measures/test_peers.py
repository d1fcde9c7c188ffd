"""What other programs answer, brought into our terms.  The programs themselves are not run."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from benchmarks.peers import dateparser_search, duckling, heideltime
from benchmarks.peers.peer import Article, Time


@pytest.mark.parametrize(
    ("published", "day"),
    [("2021-06-16", date(2021, 6, 16)), ("2021-02", date(2021, 2, 15)), ("2021", date(2021, 7, 1))],
)
def test_they_count_from_the_publication_date_or_its_middle(published: str, day: date) -> None:
    assert Article("a", "", published).day == day


class TestPlaces:
    """dateparser tells words, not places."""

    def placed(self, text: str, *hits: str) -> list[str]:
        return [text[slice(*span)] for span in dateparser_search.place(text, hits)]

    def test_each_hit_is_looked_for_after_the_one_before(self) -> None:
        text = "Ngày 16/6 hai tổng thống gặp nhau; ngày 16/6 cũng là ngày bế mạc."
        spans = dateparser_search.place(text, ["16/6", "16/6"])
        assert spans == [(5, 9), (40, 44)]

    def test_offsets_count_characters_beyond_the_basic_plane(self) -> None:
        assert dateparser_search.place("📅 ngày 8/4/2010", ["ngày 8/4/2010"]) == [(2, 15)]

    def test_only_whole_words_are_hits(self) -> None:
        assert self.placed("Năm 20101 không có, năm 2010 thì có", "2010") == ["2010"]
        assert dateparser_search.place("Năm 20101 không có, năm 2010 thì có", ["2010"]) == [(24, 28)]

    def test_white_space_and_case_may_differ(self) -> None:
        assert self.placed("Tháng  4\nnăm 2010", "tháng 4 năm 2010") == ["Tháng  4\nnăm 2010"]

    def test_what_is_not_there_stands_nowhere_and_moves_nothing(self) -> None:
        spans = dateparser_search.place("Ngày 8/4 rồi ngày 9/4", ["8/4", "nam ngoai", " ", "9/4"])
        assert [end - start for start, end in spans] == [3, 0, 0, 3]


@pytest.mark.parametrize(
    ("period", "edtf"),
    [
        ("day", "2021-06-16"), ("time", "2021-06-16"), ("part_of_day", "2021-06-16"), (None, "2021-06-16"),
        ("week", "2021-06-14/2021-06-20"), ("month", "2021-06"), ("year", "2021"),
    ],
)  # fmt: skip
def test_dateparser_dates_are_as_exact_as_their_period(period: str | None, edtf: str) -> None:
    assert dateparser_search.value(datetime(2021, 6, 16, 9, 30), period) == edtf


@pytest.mark.parametrize(
    ("timex", "edtf"),
    [
        ("2010-04-08", "2010-04-08"), ("2010-04", "2010-04"), ("2010", "2010"), ("198", "198X"), ("19", "19XX"),
        ("2010-04-08T17:30", "2010-04-08"), ("2010-04-08TEV", "2010-04-08"), ("2010-W14", "2010-04-05/2010-04-11"),
        ("2010-W14-WE", "2010-04-10/2010-04-11"), ("2010-SU", "2010-06/2010-08"), ("2010-WI", "2010-12/2011-02"),
        ("2010-Q4", "2010-10/2010-12"), ("2010-H1", "2010-01/2010-06"), ("2010-W60", None), ("PAST_REF", None),
        ("XXXX-04", None), ("XXXX-XX-XXT08:00", None), ("", None),
    ],
)  # fmt: skip
def test_timex3_values_become_edtf(timex: str, edtf: str | None) -> None:
    assert heideltime.edtf(timex) == edtf


def test_timex3_kinds() -> None:
    assert heideltime.time((0, 5), "TIME", "2010-04-08T08:00") == Time((0, 5), "DATE", "2010-04-08")
    assert heideltime.time((0, 5), "DURATION", "P10Y") == Time((0, 5), "DURATION", None)


def moments(grain: str, *days: str) -> list[dict[str, Any]]:
    """Duckling's values of a date that returns."""
    return [{"type": "value", "grain": grain, "value": f"{day}T00:00:00.000+00:00"} for day in days]


def stretch(grain: str, **ends: str) -> dict[str, Any]:
    """Duckling's value of an interval."""
    told = {end.strip("_"): {"grain": grain, "value": f"{day}:00:00.000+00:00"} for end, day in ends.items()}
    return {"type": "interval", **told}


BASE = date(2010, 4, 10)
"""A Saturday, two days after New START was signed."""


@pytest.mark.parametrize(
    ("values", "edtf"),
    [
        (moments("day", "2010-04-08"), "2010-04-08"),
        (moments("week", "2010-04-12"), "2010-04-12/2010-04-18"),
        (moments("month", "2010-05-01"), "2010-05"),
        (moments("quarter", "2010-04-01"), "2010-04/2010-06"),
        (moments("year", "2011-01-01"), "2011"),
        # It returns, and the last time is nearer than the next.
        (moments("day", "2011-04-08", "2012-04-08", "2013-04-08"), "2010-04-08"),
        (moments("day", "2010-04-15", "2010-04-22"), "2010-04-08"),
        (moments("month", "2011-02-01", "2012-02-01"), "2010-02"),
        # The next time is nearer.
        (moments("day", "2010-04-12", "2010-04-19"), "2010-04-12"),
        (moments("month", "2010-05-01", "2011-05-01"), "2010-05"),
        # The end of an interval is the moment after it.
        ([stretch("year", from_="2005-01-01T00", to="2010-01-01T00")], "2005/2009"),
        ([stretch("month", from_="2010-01-01T00", to="2010-04-01T00")], "2010-01/2010-03"),
        ([stretch("hour", from_="2010-04-09T18", to="2010-04-12T00")], "2010-04-09/2010-04-11"),
        ([stretch("hour", from_="2010-04-08T18", to="2010-04-09T00")], "2010-04-08"),
        ([stretch("day", from_="2010-04-08T00")], "2010-04-08/.."),
        ([stretch("day", to="2010-04-08T00")], "../2010-04-07"),
        (
            [
                stretch("month", from_="2011-01-01T00", to="2011-03-01T00"),
                stretch("month", from_="2012-01-01T00", to="2012-03-01T00"),
            ],
            "2010-01/2010-02",
        ),
    ],
)  # fmt: skip
def test_duckling_values_become_edtf(values: list[dict[str, Any]], edtf: str) -> None:
    assert duckling.edtf(values, BASE) == edtf


def test_a_duration_in_a_date_of_duckling_is_no_time_of_its_own() -> None:
    def entity(start: int, end: int, dimension: str) -> dict[str, Any]:
        return {"start": start, "end": end, "dim": dimension, "value": {"values": moments("day", "2010-04-08")}}

    found = duckling.times([entity(20, 25, "duration"), entity(2, 7, "duration"), entity(0, 12, "time")], BASE)
    assert found == [Time((0, 12), "DATE", "2010-04-08"), Time((20, 25), "DURATION", None)]
