"""Dates in the names of files, folders and addresses, and numbers there that are none."""

from __future__ import annotations

import pytest

from ingest.name_dates import of_article

DATES = [
    ("2021-12-15-dam-phan.txt", "2021-12-15"),
    ("2021_12_15.txt", "2021-12-15"),
    ("2021.12.15 Geneva.txt", "2021-12-15"),
    ("2021-1-5-geneva.txt", "2021-01-05"),
    ("20211215_dam-phan.txt", "2021-12-15"),
    ("20211215.txt", "2021-12-15"),
    ("20211215T093000Z-geneva.txt", "2021-12-15"),
    ("2021-12-15T09-30.txt", "2021-12-15"),
    ("20211215-0930.txt", "2021-12-15"),
    ("15-12-2021.txt", "2021-12-15"),
    ("geneva 15.12.2021.txt", "2021-12-15"),
    ("5_1_2021_geneva.txt", "2021-01-05"),
    ("15122021.txt", "2021-12-15"),
    ("017-2021-12-15-geneva.txt", "2021-12-15"),
    ("000_2021-12-15.txt", "2021-12-15"),
    ("đàm phán (15-12-2021).txt", "2021-12-15"),
    ("dam-phan-20211215093012345.txt", "2021-12-15"),
    ("2020-02-29.txt", "2020-02-29"),
]
NONE = [
    "000_346a8905502d283e.txt",
    "vmds-12236540.txt",
    "20019999.txt",
    "20211301.txt",
    "2021-02-29.txt",
    "2021-13-01.txt",
    "31-11-2021.txt",
    "24-7.txt",
    "24-7-365.txt",
    "000_.txt",
    "0912345678.txt",
    "120211215.txt",
    "202112150.txt",
    "a20211215f.txt",
    "2021.txt",
    "tokyo-2020.txt",
    "2021-12.txt",
    "20211215093012345678.txt",
    "20211215259999.txt",
    "v3.15.12.2021.txt",
    "1945-09-02.txt",
    "2050-01-01.txt",
    "vn-007938.txt",
    "2021-1215.txt",
    "2021-12_15.txt",
]


@pytest.mark.parametrize(("name", "value"), DATES)
def test_a_file_name_tells_a_day(name: str, value: str) -> None:
    (found,) = of_article(f"/articles/{name}", None)
    assert (found.place, found.words, found.values) == ("file", name, (value,))


@pytest.mark.parametrize("name", NONE)
def test_a_number_that_is_no_date(name: str) -> None:
    assert of_article(f"/articles/{name}", None) == ()


FOLDERS = [
    ("/tin/2021/12/15/a.txt", "2021/12/15", "2021-12-15"),
    ("/tin/15/12/2021/a.txt", "15/12/2021", "2021-12-15"),
    ("/tin/2021/12/a.txt", "2021/12", "2021-12"),
    ("/tin/2021-12/a.txt", "2021-12", "2021-12"),
    ("/tin/20211215/the-gioi/a.txt", "20211215", "2021-12-15"),
    ("/2020-01-31/crawl 2021-12-15/a.txt", "crawl 2021-12-15", "2021-12-15"),
]
NO_FOLDERS = [
    "/tin/2021/a.txt",
    "/tin/12/15/a.txt",
    "/tin/24/7/a.txt",
    "/tin/2021/13/a.txt",
    "/2021-12-15/one/two/three/four/a.txt",
    "/tin/12345678/a.txt",
]


@pytest.mark.parametrize(("path", "words", "value"), FOLDERS)
def test_folders_tell_a_day_or_month(path: str, words: str, value: str) -> None:
    (found,) = of_article(path, None)
    assert (found.place, found.words, found.values) == ("folder", words, (value,))


@pytest.mark.parametrize("path", NO_FOLDERS)
def test_folders_that_tell_none(path: str) -> None:
    assert of_article(path, None) == ()


ADDRESSES = [
    ("https://news.example/2021/12/15/dam-phan.html", "2021-12-15"),
    ("https://news.example/the-gioi/20211215/dam-phan/1234567.html", "2021-12-15"),
    ("https://news.example/dam-phan-20211215093012345.htm", "2021-12-15"),
    ("https://news.example/2021/12/dam-phan", "2021-12"),
    ("https://news.example/dam-phan%2015-12-2021.html", "2021-12-15"),
]
NO_ADDRESSES = [
    "https://news.example/dam-phan-4401234.html",
    "https://news.example/dam-phan-185211215093012345.htm",
    "https://20211215.example/dam-phan",
    "https://2021-12-15.example/dam-phan",
    "https://news.example/dam-phan?day=2021-12-15",
    "https://news.example/",
]


@pytest.mark.parametrize(("url", "value"), ADDRESSES)
def test_an_address_tells_a_day_or_month(url: str, value: str) -> None:
    (found,) = of_article(None, url)
    assert (found.place, found.values) == ("address", (value,))


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_addresses_that_tell_none(url: str) -> None:
    assert of_article(None, url) == ()


def test_of_an_article_in_a_file_of_many_only_the_address_counts() -> None:
    assert of_article("/2021/12/15/crawl-2021-12-16.jsonl#7", None) == ()
    (found,) = of_article("/2021-12-16.jsonl#7", "https://news.example/2021/12/15/a")
    assert found.place == "address"


def test_all_days_of_a_name_are_told_the_earliest_first() -> None:
    (found,) = of_article("/saved 2024-01-05, of 15-12-2021.txt", None)
    assert found.values == ("2021-12-15", "2024-01-05")


def test_the_file_comes_before_its_folder() -> None:
    (found,) = of_article("/2024-01-05/2021-12-15.txt", None)
    assert found.values == ("2021-12-15",)
