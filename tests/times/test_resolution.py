"""Values without a publication date, with one known only to the month or year, and years that are not said."""

from __future__ import annotations

import pytest
from marked_times import found

from graph.errors import BadValue


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ngày 12/6/2019", "2019-06-12"),
        ("năm 2015", "2015"),
        ("thập niên 1980", "198X"),
        ("từ 10/2016 đến 9/2017", "2016-10/2017-09"),
        ("Giáng sinh 2018", "2018-12-25"),
        ("trong 5 năm", "P5Y"),
        ("ngày 12/6", None),
        ("hồi tháng 2", None),
        ("hôm qua", None),
        ("tuần trước", None),
        ("năm ngoái", None),
        ("mùa hè này", None),
        ("thứ Ba tuần tới", None),
        ("cùng ngày", None),
        ("10 năm trước", None),
        ("từ ngày 9-21/6", None),
    ],
)
def test_without_a_publication_date(text: str, value: str | None) -> None:
    assert [got for _, got in found(text, None)] == [value]


def test_without_a_publication_date_the_flow_still_counts() -> None:
    assert [value for _, value in found("tháng 4/2017, đến tháng 11 năm đó", None)] == ["2017-04", "2017-11"]


@pytest.mark.parametrize(
    ("published", "text", "value"),
    [
        ("2018-11", "hôm qua", "2018-11"),
        ("2018-11", "sáng nay", "2018-11"),
        ("2018-11", "tháng trước", "2018-10"),
        ("2018-11", "năm ngoái", "2017"),
        ("2018-11", "ngày 5/11", "2018-11-05"),
        ("2017-12", "hôm 4/11", "2017-11-04"),
        ("2018-01", "ngày 30/12", "2017-12-30"),
        ("2018-11", "tuần trước", "2018-11"),
        ("2018", "hôm nay", "2018"),
        ("2018", "hồi tháng 9", "2018-09"),
        ("2018", "tháng trước", "2018"),
        ("2018", "năm ngoái", "2017"),
        ("2018", "cuối năm nay", "2018"),
    ],
)
def test_a_coarse_publication_date_gives_no_finer_values(published: str, text: str, value: str) -> None:
    assert [got for _, got in found(text, published)] == [value]


@pytest.mark.parametrize(
    ("published", "text", "value"),
    [
        ("2022-12-23", "Nga mở chiến dịch hồi tháng 2.", "2022-02"),
        ("2019-01-10", "Ông từ chức ngày 20/12.", "2018-12-20"),
        ("2019-01-10", "Ông đã từ chức hồi tháng 11.", "2018-11"),
        ("2018-12-20", "Lễ ký sẽ diễn ra ngày 15/2.", "2019-02-15"),
        ("2018-12-20", "Cuộc gặp dự kiến diễn ra vào tháng 1.", "2019-01"),
        ("2019-06-19", "Bà sẽ từ chức vào tháng 10.", "2019-10"),
        ("2019-06-19", "Bà đã thăm Pháp ngày 25/1.", "2019-01-25"),
        ("2019-06-19", "Hai bên họp ngày 30/6.", "2019-06-30"),
        ("2019-02-10", "Hội nghị diễn ra thứ Tư, 27/2.", "2019-02-27"),
        ("2019-08-02", "Mỹ sẽ phóng thử tên lửa vào tháng 8, sau đó vào tháng 11.", "2019-08"),
    ],
)
def test_the_year_that_is_not_said(published: str, text: str, value: str) -> None:
    assert found(text, published)[0][1] == value


def test_29_february_falls_in_a_leap_year() -> None:
    assert [value for _, value in found("Ông nhậm chức ngày 29/2.", "2021-01-10")] == ["2020-02-29"]


def test_an_interval_over_new_year() -> None:
    assert [value for _, value in found("Ông nghỉ từ ngày 20/12 đến 5/1.", "2019-01-08")] == ["2018-12-20/2019-01-05"]


def test_an_interval_of_publication_counts_as_its_month() -> None:
    assert [value for _, value in found("Hôm nay ông họp.", "2021-12-14/2021-12-15")] == ["2021-12"]


def test_a_publication_date_that_is_none_is_refused() -> None:
    with pytest.raises(BadValue):
        found("hôm qua", "23/12")
