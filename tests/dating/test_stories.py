"""Dated articles that tell the same story as a clue to an article's time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from graph.errors import KnowledgeError
from ingest import cleaning, pipeline
from ingest.dating import stories
from ingest.dating.days import COUNT, number
from ingest.dating.stories import RULE, Stories, load, phrases, save
from ingest.tokens import tokenise
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
