"""Dated articles that tell the same story as a clue to an article's time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from graph.errors import KnowledgeError
from ingest import cleaning, pipeline
from ingest.dating import stories
from ingest.dating.days import COUNT, NUMBERS, number
from ingest.dating.distances import STEPS, steps
from ingest.dating.stories import RULE, Stories, hear, load, nearest, phrases, save
from ingest.tokens import tokenise
from training.nearest import fit_nearest, measure
from training.stories import fit_stories

GUAM = "Triều Tiên dọa bắn tên lửa Hwasong-12 về phía đảo Guam, nơi có căn cứ Andersen của không quân Mỹ."
PRESPES = "Hy Lạp và Macedonia ký thỏa thuận Prespes bên hồ Prespa để đổi tên thành Bắc Macedonia."
SKRIPAL = "Anh trục xuất các nhà ngoại giao sau vụ đầu độc Sergei Skripal ở Salisbury bằng chất Novichok."
COLLECTION = (
    ("2017-08-10", f"{GUAM} Guam cách Bình Nhưỡng 3.400 km."),
    ("2017-08-11", f"{GUAM} Thống đốc Eddie Calvo trấn an dân đảo Guam."),
    ("2018-06-17", f"{PRESPES} Ông Zoran Zaev có mặt."),
    ("2018-06-18", f"{PRESPES} Ông Nikos Kotzias ký thay mặt Hy Lạp."),
    ("2018-03-14", f"{SKRIPAL} Bà Theresa May phát biểu tại Hạ viện."),
    ("2018-03-15", f"{SKRIPAL} Nga bác bỏ cáo buộc của London."),
)


def told(text: str) -> dict[str, tuple[int, int]]:
    tokens = tokenise(text)
    return phrases(tokens, [range(len(tokens))])


@pytest.fixture(scope="module")
def collection() -> Stories:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("training.stories.MOST", 0.5)
        return fit_stories([(number(date.fromisoformat(day)), list(told(text))) for day, text in COLLECTION])


@pytest.fixture
def folder(tmp_path: Path, collection: Stories, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of languages whose Vietnamese has the small collection."""
    (tmp_path / "vi").mkdir()
    save(tmp_path / "vi" / stories.FILE, collection)
    monkeypatch.setattr(stories, "FOLDER", tmp_path)
    yield tmp_path
    load.cache_clear()


def evidence(text: str) -> list[str]:
    published = pipeline.understand(cleaning.clean(text), None, "vi").published
    return [item.says for item in published.evidence if item.rule == RULE]


def test_phrases_are_pairs_of_words_without_marks_inside_a_sentence() -> None:
    text = "Ông gặp Putin. Trump, hôm qua"
    tokens = tokenise(text)
    dot = tokens.words.index(".")
    found = phrases(tokens, [range(dot + 1), range(dot + 1, len(tokens))])
    assert set(found) == {"ông gặp", "gặp putin", "trump hôm", "hôm qua"}
    assert text[slice(*found["trump hôm"])] == "Trump, hôm"


def test_the_days_of_the_nearest_articles_are_the_likeliest(collection: Stories) -> None:
    index = {phrase: row for row, phrase in enumerate(collection.phrases)}
    rows = [index[phrase] for phrase in told(f"Hôm qua, {GUAM}") if phrase in index]
    near = collection.nearness(rows)
    assert near.argmax() in (0, 1)
    assert 0.0 <= near.min() <= near.max() <= 1.01
    gains = collection.gains(near)
    assert gains.shape == (COUNT,)
    assert abs(int(gains.argmax()) - number(date(2017, 8, 10))) <= 2
    assert gains[number(date(2017, 8, 10))] > 0 > gains[number(date(2018, 6, 17))]


def test_days_outside_the_collection_are_all_alike(collection: Stories) -> None:
    gains = collection.gains(collection.nearness([0]))
    assert len({float(gains[number(date(year, 5, 1))]) for year in (1995, 2005, 2022)}) == 1


def test_a_collection_that_was_written_is_read_again(folder: Path, collection: Stories) -> None:
    loaded = load(folder / "vi" / stories.FILE)
    assert loaded is not None
    again, index = loaded
    assert again.phrases == collection.phrases
    assert all(index[phrase] == row for row, phrase in enumerate(again.phrases))
    np.testing.assert_array_equal(again.articles, collection.articles)
    assert again.sharpness == pytest.approx(collection.sharpness)


@pytest.mark.usefixtures("folder")
def test_the_clue_tells_the_names_and_the_day() -> None:
    (says,) = evidence(f"Thủ tướng Hy Lạp Alexis Tsipras cho biết {PRESPES}")
    assert "Hy Lạp" in says
    assert "Bắc Macedonia" in says
    assert "2018-06-1" in says


@pytest.mark.usefixtures("folder")
def test_a_story_of_which_the_collection_knows_nothing_is_no_clue() -> None:
    assert evidence("Việt Nam và Lào khánh thành cầu Hữu Nghị ở Savannakhet, theo báo Nhân Dân.") == []


def test_a_text_without_names_has_no_such_clue() -> None:
    published = pipeline.understand(cleaning.clean("Hai bên đã gặp nhau và ký một thỏa thuận."), None, "vi").published
    assert (published.value, published.basis) == (None, "unknown")


def test_a_language_without_dated_articles_has_no_such_clue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stories, "FOLDER", tmp_path)
    assert evidence(GUAM) == []


def test_a_file_that_is_no_collection_is_refused(folder: Path) -> None:
    np.savez_compressed(folder / "vi" / stories.FILE, days=np.array([1]))
    load.cache_clear()
    with pytest.raises(KnowledgeError, match=r"has no .*articles"):
        evidence(GUAM)


def rows_of(collection: Stories, text: str) -> list[int]:
    index = {phrase: row for row, phrase in enumerate(collection.phrases)}
    return [index[phrase] for phrase in told(text) if phrase in index]


def test_nearest_articles_come_first_with_their_level_and_far_ones_stay_out() -> None:
    nearness = np.array([0.01, 0.3, 0.7, 0.0, 0.06], dtype=np.float32)
    assert nearest(nearness) == [(2, 7), (1, 4), (4, 1)]


def test_without_measured_distances_the_mixture_speaks_alone(collection: Stories) -> None:
    near = collection.nearness(rows_of(collection, GUAM))
    np.testing.assert_allclose(collection.weighed(near), stories.MIXTURE * collection.gains(near))


def test_distances_are_measured_from_the_near_articles_by_level_and_rank(collection: Stories) -> None:
    """On each day an article counts the weight of its level and rank at the distance of that day."""
    table = np.random.default_rng(7).normal(size=(len(stories.LEVELS) + 1, 2, STEPS)).astype(np.float32)
    near = collection.nearness(rows_of(collection, GUAM))
    heard = nearest(near)
    assert len(heard) > 1
    expected = np.zeros(COUNT)
    for rank, (at, level) in enumerate(heard):
        expected += table[level, min(rank, 1)][steps(NUMBERS - collection.days[at])]
    found = replace(collection, measured=table).weighed(near) - stories.MIXTURE * collection.gains(near)
    np.testing.assert_allclose(found, expected, atol=1e-4)


@pytest.mark.usefixtures("folder")
def test_an_article_of_the_collection_is_not_near_itself() -> None:
    day, text = COLLECTION[2]
    dated = pipeline.understand(cleaning.clean(text), None, "vi").dated
    heard, heard_by_others = hear(dated), hear(dated, number(date.fromisoformat(day)))
    assert heard is not None
    assert heard_by_others is not None
    assert nearest(heard[2])[0][0] == 2
    assert nearest(heard_by_others[2])[0][0] == 3


@pytest.mark.usefixtures("folder")
def test_what_is_measured_is_fitted_to_dated_articles(collection: Stories) -> None:
    """Where articles retell a story three days later, so is the next one that does."""
    articles = [article for _ in range(40) if (article := measure(PRESPES, "2018-06-21"))]
    assert len(articles) == 40
    measured = fit_nearest(articles)
    assert measured.shape == collection.measured.shape
    near = collection.nearness(rows_of(collection, PRESPES))
    of = [number(date(2018, 6, day)) for day in (18, 21)]
    before, after = collection.weighed(near)[of], replace(collection, measured=measured).weighed(near)[of]
    assert after[1] - after[0] > before[1] - before[0] + 0.5


@pytest.mark.usefixtures("folder")
def test_a_day_of_which_the_collection_has_no_article_silences_none() -> None:
    dated = pipeline.understand(cleaning.clean(f"{GUAM} {PRESPES}"), None, "vi").dated
    heard, heard_by_all = hear(dated), hear(dated, number(date(2016, 2, 29)))
    assert heard is not None
    assert heard_by_all is not None
    np.testing.assert_array_equal(heard[2], heard_by_all[2])


@pytest.mark.parametrize("published", ["2018", "2018-06-17/2018-06-20"])
@pytest.mark.usefixtures("folder")
def test_an_article_without_day_or_month_is_not_measured(published: str) -> None:
    assert measure(PRESPES, published) is None


@pytest.mark.usefixtures("folder")
def test_an_article_that_tells_no_story_of_the_collection_is_not_measured() -> None:
    assert measure("Hôm 16/7/2018 hai tổng thống gặp nhau ở Helsinki.", "2018-07-17") is None
