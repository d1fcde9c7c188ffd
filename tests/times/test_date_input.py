"""Publication dates as users and feeds write them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from graph.errors import BadValue
from ingest.date_input import parse_published

DAY = "2022-12-23"


@pytest.mark.parametrize(
    "text",
    [
        "2022-12-23",
        " 2022-12-23 ",
        "2022-12-23T23:50:00+07:00",
        "2022-12-23T13:11+07:00",
        "2022-12-23T13:11Z",
        "2022-12-23 13:11",
        "20221223",
        "23/12/2022",
        "23-12-2022",
        "23.12.2022",
        "23/12/2022 13:11",
        "13:11 23/12/2022",
        "ngày 23/12/2022",
        "23 tháng 12 năm 2022",
        "Thứ Sáu, 23/12/2022, 10:30 (GMT+7)",
        "Thứ sáu, ngày 23 tháng 12 năm 2022",
        "Dec 23, 2022",
        "23 December 2022",
        "Fri, 23 Dec 2022 10:15:00 +0700",
    ],
)
def test_a_day(text: str) -> None:
    assert parse_published(text) == DAY


@pytest.mark.parametrize("text", ["2022-12", "tháng 12 năm 2022", "12/2022", "December 2022", "thang 12 nam 2022"])
def test_a_month_gets_no_day(text: str) -> None:
    assert parse_published(text) == "2022-12"


@pytest.mark.parametrize("text", ["2022", "năm 2022"])
def test_a_year_gets_no_month(text: str) -> None:
    assert parse_published(text) == "2022"


def test_day_stands_before_month() -> None:
    assert parse_published("5/3/2021") == "2021-03-05"


def test_a_closed_interval_is_kept() -> None:
    assert parse_published("2021-12-14/2021-12-15") == "2021-12-14/2021-12-15"


def test_decomposed_letters_read_alike() -> None:
    assert parse_published("tha\u0301ng 12 na\u0306m 2022") == "2022-12"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "23/12",
        "tháng 12",
        "hôm qua",
        "yesterday",
        "2 days ago",
        "32/12/2022",
        "31/4/2022",
        "2022-13",
        "2022-02-30",
        "2016-10/..",
        "nghị quyết 2118",
        "100",
        "0000",
        "abc",
        "x" * 5000,
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(BadValue) as raised:
        parse_published(text)
    assert raised.value.advice
    assert len(raised.value.message) < 200


def test_dateparser_is_not_loaded_for_iso_dates() -> None:
    code = "import sys; from ingest.date_input import parse_published; parse_published('2022-12-23'); "
    code += "sys.exit('dateparser' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
