"""What two tellings have in common, as numbers: the features by which they are compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from records import Telling as Told
from wording import SUMMIT, telling, worded

from graph.labels import LANGUAGES, load
from graph.matching import chance, features, model
from graph.rows import rows_of
from graph.tellings import Telling


def one(article: str, told: Told, published: str = "2021-06-18") -> Telling:
    """The telling of an article that tells one act."""
    return rows_of([worded(article, [told], published=published)], datetime.now(UTC)).tellings[0]


def summit(article: str, **changed: object) -> Telling:
    """A telling of the summit, changed in some ways."""
    return one(article, replace(telling(article, SUMMIT), **changed))  # type: ignore[arg-type]


def test_a_meeting_is_hardly_what_is_no_meeting() -> None:
    meeting, request = summit("a"), summit("b", type="REQUEST")
    assert features(meeting, request)["meeting and other"] == 1
    assert "meeting and other" not in features(meeting, summit("c"))
    assert "meeting and other" not in features(summit("d", type="AGREE"), request)
    assert chance(meeting, request) < chance(summit("d", type="AGREE"), request)


def test_an_act_of_one_doer_on_another_day_is_another_act() -> None:
    first, later = summit("a"), summit("b", date="2021-06-21")
    name = "days apart, type, source"
    assert features(first, later)[name] == 1
    assert name not in features(first, summit("c", date="2021-06-17"))
    assert name not in features(first, summit("d", date="2021-06-21", type="REQUEST"))
    assert name not in features(first, summit("e", date="2021-06-21", sources=("CHN",)))
    assert chance(first, later) < chance(first, summit("f"))
    assert model().weights[name] < 0


def test_long_after_an_act_one_of_another_type_is_another_act() -> None:
    name = "other type, told later"
    first, later = summit("a", type="AGREE"), telling("b", SUMMIT)
    long_after = one("b", replace(later, type="SANCTION"), published="2022-03-01")
    assert features(first, long_after)[name] == 1
    assert name not in features(first, summit("c", type="SANCTION"))
    assert name not in features(first, one("d", replace(later, type="AGREE"), published="2022-03-01"))
    assert model().weights[name] < 0


def test_a_whole_year_in_common_is_told_from_a_day() -> None:
    name = "same period"
    assert features(summit("a", date="2021"), summit("b", date="2021"))[name] == 1
    assert name not in features(summit("c"), summit("d"))
    assert name not in features(summit("e", date="2021"), summit("f", date="2021-06"))


def test_the_first_words_in_common_count_most() -> None:
    told = summit("a")
    others = [
        summit(name, quote=quote)
        for name, quote in (("b", "Leaders dined."), ("c", "Leaders dined in Geneva."), ("d", SUMMIT[5]))
    ]
    none, some, all_of_them = (features(told, other) for other in others)
    assert (none["some words"], none["no word"]) == (0, 1)
    assert "no word" not in some
    assert some["some words"] / all_of_them["some words"] > some["words"] / all_of_them["words"] > 0
    assert chance(told, others[0]) < chance(told, others[1]) < chance(told, others[2])


def test_a_chance_is_the_same_from_both_sides() -> None:
    tellings = [summit("a"), summit("b", type="REQUEST"), summit("c", date="2021-06-21", quote="Leaders dined.")]
    assert all(chance(first, second) == chance(second, first) for first in tellings for second in tellings)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_is_told_in_words(language: str) -> None:
    assert set(model().weights) - set(load(language).reasons) == set()
