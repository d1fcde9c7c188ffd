"""Days that an act may take over from the article around it, and days counted back."""

from __future__ import annotations

import pytest

from ingest import cleaning
from ingest.date_flow import Flows, before
from ingest.pipeline import understand


@pytest.mark.parametrize(
    ("day", "length", "value"),
    [
        ("2018-03-01", "P1D", "2018-02-28"),
        ("2018-04-30", "P1W", "2018-04-23/2018-04-29"),
        ("2018-01-31", "P2M", "2017-11"),
        ("2018-05-10", "P2Y", "2016"),
        ("2018-05", "P1D", None),
        (None, "P1D", None),
        ("2018-05-10", "PT4H", None),
        ("0001-01-03", "P9D", None),
        ("2018-05-10", "P9999Y", None),
        ("2018-05-10", "P9999W", "1826-09-18/1826-09-24"),
    ],
)
def test_days_counted_back(day: str | None, length: str, value: str | None) -> None:
    assert before(day, length) == value


def _last_told(text: str, status: str, published: str = "2018-05-23") -> list[str | None]:
    """The day told last, at each sentence."""
    reading = understand(cleaning.clean(text), published, "vi").reading
    flows = Flows(reading, published)
    return [flows.into(sentence, status).last_told for sentence in reading.sentences]


def test_a_day_is_carried_on() -> None:
    told = "Ngày 20/5, Nga tuyên bố phản đối. Mỹ đã đáp lại. Anh lên tiếng."
    assert _last_told(told, "happened") == [None, "2018-05-20", "2018-05-20"]


def test_what_is_over_takes_no_day_to_come() -> None:
    told = "Hội nghị sẽ diễn ra vào ngày 12/6/2018. Mỹ đã lên tiếng. Hai bên sẽ thảo luận về hạt nhân."
    assert _last_told(told, "happened") == [None, None, None]
    assert _last_told(told, "planned") == [None, "2018-06-12", "2018-06-12"]


def test_a_quote_takes_the_day_told_where_it_ends() -> None:
    told = '" Chúng tôi phản đối quyết định này. Đó là một sai lầm ", Tổng thống Pháp nói hôm 21/5. Đức cũng lên tiếng.'
    assert _last_told(told, "happened") == ["2018-05-21", None, "2018-05-21"]


def test_a_day_told_inside_a_quote_is_not_carried_on() -> None:
    told = 'Bà May nói: " Ngày 20/5 là một ngày lịch sử ". Nga đã phản đối.'
    assert _last_told(told, "happened") == [None, None]
