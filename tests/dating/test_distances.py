"""How far an article is from the days it tells: how they are told, what is fitted, and what it makes of a date."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from graph.errors import KnowledgeError
from graph.model import Published
from ingest import cleaning, pipeline
from ingest.dating import distances, times_told
from ingest.dating.days import YEARS, day
from ingest.dating.distances import Distances, load, measured, save
from ingest.dating.points import Point, find, latest
from training.distances import RULES, fit_distances, measure

IN_2018 = slice(*(int(at) for at in np.searchsorted(YEARS, [2018, 2019])))


def understood(text: str) -> pipeline.Understood:
    return pipeline.understand(cleaning.clean(text), "2018-07-20", "vi")


def points(text: str) -> list[Point]:
    read = understood(text)
    return find(read.dated, times_told.find(read.dated), read.tellings, IN_2018)


def features(text: str) -> set[str]:
    return {feature for point in points(text) for feature in point.features}


def dated(text: str) -> Published:
    return pipeline.understand(cleaning.clean(text), None, "vi").published


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Hôm 16/7 hai tổng thống gặp nhau ở Helsinki.", "day gone"),
        ("Sáng 16/7 hai tổng thống gặp nhau ở Helsinki.", "day morning"),
        ("Hôm nay 16/7 hai tổng thống gặp nhau ở Helsinki.", "day today"),
        ("Hôm qua 15/7 Pháp thắng Croatia ở Moscow.", "day yesterday"),
        ("Hai bên sẽ gặp nhau vào ngày 16/7 ở Helsinki.", "day ahead"),
        ("Ngày 16/7 hai tổng thống gặp nhau ở Helsinki.", "day begins"),
        ("Ngày 16/7/2018 hai tổng thống gặp nhau ở Helsinki.", "day begins with its year"),
        ("Hai bên đàm phán từ ngày 9/7 đến ngày 16/7 ở Brussels.", "day until"),
        ("Hai tổng thống gặp nhau hôm thứ Hai ở Helsinki.", "weekday"),
        ("Thượng đỉnh Trump–Putin ở Helsinki là cuộc gặp riêng đầu tiên của hai ông.", "event"),
    ],
)
def test_features_say_how_a_point_is_told(text: str, told: str) -> None:
    assert any(feature == told or (told == "event" and feature.startswith("event")) for feature in features(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ngày 16/7 hai tổng thống gặp nhau ở Helsinki.", "day gone"),
        ("Ngày 16/7 hai tổng thống gặp nhau ở Helsinki.", "day today"),
        ("Hai tổng thống gặp nhau ngày 16/7 ở Helsinki.", "day begins"),
        ("Hai tổng thống đã gặp nhau ngày 16/7 ở Helsinki.", "day ahead"),
        ("Ngày 16/7 hai tổng thống gặp nhau ở Helsinki.", "weekday"),
        ("Ngày 30/2/2018 hai tổng thống gặp nhau.", "day"),
        ("Tháng 7 hai tổng thống gặp nhau.", "day"),
    ],
)
def test_features_keep_silent(text: str, told: str) -> None:
    assert told not in features(text)


def test_gaps_are_days_behind_the_point_and_negative_before_it() -> None:
    (point,) = [point for point in points("Hôm 16/7 hai tổng thống gặp nhau.") if point.kind == "day"]
    gaps = {day(IN_2018.start + at): int(gap) for at, gap in enumerate(point.gaps)}
    assert (gaps[date(2018, 7, 15)], gaps[date(2018, 7, 16)], gaps[date(2018, 7, 18)]) == (-1, 0, 2)


def test_each_day_is_behind_one_latest_point() -> None:
    found = points("Hôm 9/7 ông Raab nhậm chức. Hôm 16/7 hai tổng thống gặp nhau.")
    of_july = {point.span: gaps[188:200] for point, gaps in latest(found, "day")}
    first, second = of_july.values()
    assert not ((first >= 0) & (second >= 0)).any()
    assert [int(gap) for gap in first[:3]] == [-1, 0, 1] or (second[8:] >= 0).all()


def news(of: date) -> str:
    return f"Bộ trưởng Quốc phòng Mỹ hôm {of.day}/{of.month} thăm Hà Nội và gặp người đồng cấp Ngô Xuân Lịch năm 2018."


def fitted(behind: int) -> Distances:
    """What articles tell that lie so many days behind the day they tell."""
    made = []
    for month in range(2, 12):
        told = date(2018, month, 10)
        article = measure(news(told), date(2018, month, 10 + behind).isoformat())
        assert article is not None
        made.append(article)
    return fit_distances(made)


@pytest.mark.parametrize("behind", [0, 2])
def test_what_is_fitted_puts_an_article_as_far_from_its_day_as_those_it_was_fitted_to(behind: int) -> None:
    model = fitted(behind)
    found = points(news(date(2018, 3, 19)))
    shares = model.shares(found, [], np.zeros(365, dtype=np.float32))
    assert day(IN_2018.start + int(shares.argmax())) == date(2018, 3, 19 + behind)
    assert shares.sum() == pytest.approx(1, abs=1e-4)


def test_a_date_without_day_or_month_fits_nothing() -> None:
    assert measure(news(date(2018, 3, 19)), "2018") is None


def test_the_file_keeps_what_was_fitted(tmp_path: Path) -> None:
    model = Distances(
        ("day", "day gone"), np.ones((2, distances.STEPS), dtype=np.float32), RULES, np.ones(4, np.float32)
    )
    save(tmp_path / distances.FILE, model)
    kept = load(tmp_path / distances.FILE)
    assert kept is not None
    assert (kept.features, kept.rules) == (model.features, model.rules)
    assert (kept.weights == model.weights).all()
    assert load(tmp_path / "none.npz") is None


def test_another_file_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "other.npz", features=np.zeros(1))
    with pytest.raises(KnowledgeError, match="has no rules, trust, weights"):
        load(tmp_path / "other.npz")


def test_steps_lie_within_the_table() -> None:
    found = points("Hôm 16/7 hai tổng thống gặp nhau hôm thứ Hai ở Helsinki.")
    for _, steps in measured(found):
        assert steps.min() >= -1
        assert steps.max() < distances.STEPS


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # told as gone: the day after
        (
            "Tổng thống Mỹ Donald Trump hôm 25/3 ký văn bản công nhận cao nguyên Golan là của Israel. Tháng 1/2019, "
            "Israel không kích Syria.",
            "2019-03-26",
        ),
        # a day that is announced is not the last one that is over
        (
            "Ngoại trưởng Mỹ Mike Pompeo hôm 1/6 nói hội nghị thượng đỉnh với ông Kim Jong-un sẽ diễn ra ngày 12/6 "
            "tại Singapore.",
            "2018-06-02",
        ),
        # a day that begins the article with its year is left to the clues
        ("Ngày 16/4/2021, Nga trục xuất 10 nhà ngoại giao Mỹ. Hôm 13/4 hai tổng thống đã điện đàm.", "2021-04-16"),
    ],
)
def test_the_day_of_an_article(text: str, value: str) -> None:
    assert dated(text).value == value, dated(text)
