"""English times: found whole, and placed on the calendar from an article of Wednesday, 13 March 2019."""

from __future__ import annotations

import pytest

from ingest.time_pack import load
from ingest.time_resolution import resolve
from ingest.times import find

PUBLISHED = "2019-03-13"


def told(text: str) -> list[tuple[str, str | None]]:
    """The times of a text with their values."""
    pack = load("en")
    found = resolve(find(text, [(0, len(text))], pack), PUBLISHED, text, pack)
    return [(text[slice(*time.span)], time.value) for time in found]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("They met on 12 June 2018 in Singapore.", "12 June 2018", "2018-06-12"),
        ("It was signed on April 8, 2010.", "April 8, 2010", "2010-04-08"),
        ("It entered into force on the 5th of February 2011.", "the 5th of February 2011", "2011-02-05"),
        ("Talks were held on Jan. 5.", "Jan. 5", "2019-01-05"),
        ("A statement of 2019-03-05 said so.", "2019-03-05", "2019-03-05"),
        ("She spoke at 10:30 GMT on Monday.", "10:30 GMT on Monday", "2019-03-11"),
        ("He said on Tuesday that he will go.", "Tuesday", "2019-03-12"),
        ("The two will meet on Monday, he said.", "Monday", "2019-03-18"),
        ("The treaty will be signed on Friday.", "Friday", "2019-03-15"),
        ("They agreed to meet on Saturday.", "Saturday", "2019-03-16"),
        ("He left last Wednesday.", "last Wednesday", "2019-03-06"),
        ("Earlier this week he resigned.", "Earlier this week", "2019-03-11/2019-03-17"),
        ("Next month they vote.", "Next month", "2019-04"),
        ("It began last May.", "last May", "2018-05"),
        ("It began in January.", "January", "2019-01"),
        ("It began in May 2017.", "May 2017", "2017-05"),
        ("In late 2018 it failed.", "late 2018", "2018"),
        ("From 3 to 5 May 2018 they met.", "From 3 to 5 May 2018", "2018-05-03/2018-05-05"),
        ("The visit of May 3–5, 2018 was long.", "May 3–5, 2018", "2018-05-03/2018-05-05"),
        ("They fought between 1950 and 1953.", "between 1950 and 1953", "1950/1953"),
        ("It was so in the late 1980s.", "the late 1980s", "198X"),
        ("In the first quarter of 2018 trade fell.", "the first quarter of 2018", "2018-01/2018-03"),
        ("Last summer they met.", "Last summer", "2018-06/2018-08"),
        ("It was agreed two years ago.", "two years ago", "2017"),
        ("They talked for more than three years.", "more than three years", "P3Y"),
        ("A 60-day truce held.", "60-day", "P60D"),
        ("They meet every two years.", "every two years", "every 2 years"),
    ],
)
def test_a_time_is_found_and_placed(text: str, words: str, value: str) -> None:
    assert (words, value) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May met him.", "They may go.", "Protesters march on the capital.", "Resolution 2231 was adopted.",
        "About 2000 troops left.", "The 70-year-old president spoke.", "He sat down for a second time.",
    ],
)  # fmt: skip
def test_what_is_no_time_is_left_alone(text: str) -> None:
    assert told(text) == []


def test_what_was_told_before_counts() -> None:
    text = "On 8 April 2010 they met in Prague. They signed the treaty the same day and left the next day."
    assert [value for _, value in told(text)] == ["2010-04-08", "2010-04-08", "2010-04-09"]
