"""Clues outside the text: dates in the names of an article, and those of the other articles of its folder."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from biennien.app import app
from graph.ids import content_key
from graph.model import NOWHERE, Article, ArticleRecord, Neighbours, Published
from graph.writing import SaveSummary
from ingest import neighbours, run
from ingest.identity import content_hash
from ingest.neighbours import MANY, WIDEST
from ingest.pipeline import extract
from ingest.sources import read

SILENT = "Hai bên bày tỏ hy vọng rằng đối thoại sẽ tiếp tục vì lợi ích của nhân dân hai nước."
BIDEN = "Tổng thống Mỹ Joe Biden hôm thứ Ba (14/12) điện đàm với người đồng cấp."
TRUMP = "Tổng thống Mỹ Donald Trump hôm 12/6 gặp ông Kim Jong-un ở Singapore."
WEEK = Neighbours(date(2021, 12, 10), date(2021, 12, 16), MANY)


def dated(text: str, **beside: object) -> Published:
    """What is found out about the publication of an article."""
    return extract(Article("a", text, **beside)).published  # type: ignore[arg-type]


def found(value: Published, rule: str) -> list[str]:
    return [item.says for item in value.evidence if item.rule == rule]


NAMES = [
    ({"path": "/a/2021-12-15-doi-thoai.txt"}, "file name", "The file name tells 2021-12-15: 2021-12-15-doi-thoai.txt."),
    ({"path": "/tin/2021/12/15/a.txt"}, "folder name", "The folder name tells 2021-12-15: 2021/12/15."),
    ({"url": "https://news.example/2021/12/15/a"}, "address", "The address tells 2021-12-15: 2021/12/15."),
]


@pytest.mark.parametrize(("beside", "rule", "says"), NAMES)
def test_a_name_dates_a_text_without_any_clue(beside: dict[str, str], rule: str, says: str) -> None:
    value = dated(SILENT, **beside)
    assert (value.value, value.basis) == ("2021-12-15", "inferred")
    assert found(value, rule) == [says]
    assert value.evidence[0].span == NOWHERE


def test_names_are_surer_the_closer_they_stand_to_the_publication() -> None:
    file, folder, address = (dated(SILENT, **beside).confidence for beside, _, _ in NAMES)
    assert 0.97 < address < 1
    assert 0.85 < file < 0.97
    assert 0.7 < folder < 0.9


def test_a_month_in_the_folders_gives_no_day() -> None:
    assert dated(SILENT, path="/tin/2021/12/a.txt").value == "2021-12"


@pytest.mark.parametrize(
    "path", ["/a/000_346a8905502d283e.txt", "/a/20019999.txt", "/24/7/a.txt", "/a/2021-12-15.jsonl#1"]
)
def test_numbers_that_are_no_dates_date_nothing(path: str) -> None:
    assert dated(SILENT, path=path) == Published(None, "unknown", 0.0)


def test_text_and_name_support_each_other() -> None:
    value = dated(BIDEN, path="/a/2021-12-15.txt")
    assert value.value == "2021-12-15"
    assert {"file name", "holder of an office"} <= {item.rule for item in value.evidence}
    assert value.confidence > max(dated(BIDEN).confidence, dated(SILENT, path="/a/2021-12-15.txt").confidence)


def test_a_text_that_tells_another_time_outweighs_the_day_of_saving() -> None:
    value = dated(TRUMP, path="/a/2021-12-15.txt")
    assert value.value is not None and value.value[:4] == "2018"
    assert found(value, "against: file name") == [
        "This speaks against 2018: The file name tells 2021-12-15: 2021-12-15.txt."
    ]


def test_a_contradicting_text_lowers_the_confidence() -> None:
    agreeing = dated("Tổng thống Mỹ Joe Biden phát biểu.", path="/a/2021-12-15.txt")
    torn = dated("Tổng thống Mỹ Barack Obama phát biểu.", path="/a/2021-12-15.txt")
    assert torn.confidence < 0.8 < agreeing.confidence
    assert any(item.rule.startswith("against") for item in torn.evidence)


def test_the_date_given_stands_against_any_name() -> None:
    value = dated(SILENT, path="/a/2021-12-15.txt", published_given="2019-05-05")
    assert (value.value, value.basis, value.evidence) == ("2019-05-05", "given", ())


# neighbours


def test_a_crawl_of_a_few_days_dates_an_article_of_it() -> None:
    value = dated(SILENT, neighbours=WEEK)
    assert value.value == "2021-12"
    assert 0.8 < value.confidence < 0.95
    assert found(value, "same folder") == [
        "10 or more other articles of the folder or file are of 2021-12-10 to 2021-12-16."
    ]


def test_neighbours_say_less_the_fewer_and_the_further_apart_they_are() -> None:
    def sure(first: date, last: date, count: int) -> float:
        return dated(SILENT, neighbours=Neighbours(first, last, count)).confidence

    week = date(2021, 12, 10), date(2021, 12, 16)
    assert sure(*week, 10) > sure(*week, 4) > sure(*week, 2)
    assert sure(*week, 10) > sure(date(2021, 3, 1), date(2021, 12, 16), 10)


def test_the_text_outweighs_its_neighbours() -> None:
    value = dated(TRUMP, neighbours=WEEK)
    assert value.value is not None and value.value[:4] == "2018"
    assert found(value, "against: same folder")


def test_days_in_short() -> None:
    days = [date(2021, 12, 10) + timedelta(days=i) for i in range(7)]
    shuffled = random.Random(5).sample(days, len(days))
    assert neighbours.summary(shuffled) == neighbours.summary(days) == Neighbours(days[0], days[-1], 7)
    assert neighbours.summary(days * 3) == WEEK
    assert neighbours.summary([]) is None
    assert neighbours.summary(days[:1]) is None
    assert neighbours.summary([days[0], days[0] + timedelta(days=WIDEST)]) is None


def crawl(folder: Path, days: Iterable[int] = range(10, 16)) -> Path:
    """A folder of dated articles of December 2021 and one without a date."""
    folder.mkdir(exist_ok=True)
    for day in days:
        (folder / f"2021-12-{day}-tin.txt").write_text(f"{SILENT} Tin {day}.", encoding="utf-8")
    (folder / "khong-ngay.txt").write_text(SILENT, encoding="utf-8")
    return folder


def undated(paths: list[Path]) -> Article:
    (found,) = (item for item in read(paths) if isinstance(item, Article) and str(item.path).endswith("khong-ngay.txt"))
    return found


def test_the_neighbours_of_a_file_are_the_same_however_it_is_read(tmp_path: Path) -> None:
    folder = crawl(tmp_path / "crawl")
    alone = undated([folder / "khong-ngay.txt"])
    assert alone.neighbours == Neighbours(date(2021, 12, 10), date(2021, 12, 15), 6)
    assert undated([folder]) == undated([tmp_path]) == alone
    assert undated([folder / "khong-ngay.txt", folder]) == undated(sorted(folder.iterdir())) == alone


def test_only_articles_without_a_date_have_neighbours_and_only_in_their_own_folder(tmp_path: Path) -> None:
    folder = crawl(tmp_path / "crawl")
    (tmp_path / "khac").mkdir()
    (tmp_path / "khac" / "a.txt").write_text(f"{SILENT} Khác.", encoding="utf-8")
    (folder / "2019-01-01.png").write_bytes(b"")
    articles = [item for item in read([tmp_path]) if isinstance(item, Article)]
    assert [item.path for item in articles if item.neighbours] == [str(folder / "khong-ngay.txt")]
    given = [item for item in read([tmp_path], published="2020") if isinstance(item, Article)]
    assert not any(item.neighbours for item in given)


def lines(path: Path, *rows: dict[str, str]) -> Path:
    path.write_text("".join(json.dumps({"text": SILENT, **row}) + "\n" for row in rows), encoding="utf-8")
    return path


def test_the_neighbours_of_a_line_are_the_other_lines_wherever_they_stand(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "published": "2021-12-10"},
        {"id": "b"},
        {"id": "c", "url": "https://news.example/2021/12/12/c"},
        {"id": "d", "published": "2021"},
        {"id": "e", "published": "no date"},
        {"id": "f", "published": "12/2021"},
    ]
    expected = Neighbours(date(2021, 12, 1), date(2021, 12, 12), 3)
    for order in (rows, rows[::-1]):
        path = lines(tmp_path / "2019-01-01.jsonl", *order)
        articles = {item.id: item for item in read([path]) if isinstance(item, Article)}
        assert {name: item.neighbours for name, item in articles.items() if item.neighbours} == {"b": expected}


# articles that are stored already


class Shelf:
    """A store that keeps records in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, ArticleRecord] = {}

    def article_hashes(self, ids: Iterable[str]) -> dict[str, str]:
        return {id: content_key(self.kept[id].text_hash, self.kept[id].extractor) for id in ids if id in self.kept}

    def save(self, records: list[ArticleRecord]) -> SaveSummary:
        self.kept.update({record.article.id: record for record in records})
        return SaveSummary()

    def read(self, *paths: Path) -> int:
        """Ingest; how many articles were read, not left alone."""
        return run.Ingest(self).run(read(paths)).extracted  # type: ignore[arg-type]

    def state(self) -> dict[str | None, tuple[str | None, float]]:
        return {
            record.article.path: (record.published.value, record.published.confidence) for record in self.kept.values()
        }


def test_new_neighbours_make_an_article_without_a_date_be_read_again_and_no_other(tmp_path: Path) -> None:
    folder = crawl(tmp_path / "crawl")
    grown, fresh = Shelf(), Shelf()
    assert grown.read(folder) == 7
    assert grown.read(folder) == 0
    crawl(folder, [16, 17])
    assert grown.read(folder) == 3
    assert grown.read(folder / "khong-ngay.txt") == 0
    fresh.read(folder)
    assert grown.state() == fresh.state()


def test_neighbours_that_add_nothing_leave_it_alone(tmp_path: Path) -> None:
    folder = crawl(tmp_path / "crawl", range(10, 21))
    shelf = Shelf()
    assert shelf.read(folder) == 12
    (folder / "2021-12-15-them.txt").write_text(f"{SILENT} Thêm.", encoding="utf-8")
    (folder / "anh.png").write_bytes(b"")
    assert shelf.read(folder) == 1


def test_a_file_that_gets_a_date_into_its_name_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(SILENT, encoding="utf-8")
    shelf = Shelf()
    assert shelf.read(file) == 1
    file = file.rename(tmp_path / "b.txt")
    assert shelf.read(file) == 0
    file = file.rename(tmp_path / "2021-12-15.txt")
    assert shelf.read(file) == 1
    assert shelf.state()[str(file)][0] == "2021-12-15"


def test_a_copy_under_another_date_is_the_same_article(tmp_path: Path) -> None:
    for name in ("2021-12-15.txt", "2024-01-05.txt"):
        (tmp_path / name).write_text(SILENT, encoding="utf-8")
    summary = run.Ingest(None).run(read([tmp_path]))
    assert summary.rejects == []
    assert summary.skipped["same article as another"] == 1


def test_what_is_given_makes_names_and_neighbours_idle() -> None:
    plain = Article("a", SILENT, published_given="2020")
    assert content_hash(plain) == content_hash(
        Article("a", SILENT, path="/2021-12-15.txt", published_given="2020", neighbours=WEEK)
    )


# the commands


def test_extract_and_explain_tell_it(tmp_path: Path) -> None:
    file = tmp_path / "2021-12-15-tin.txt"
    file.write_text(SILENT, encoding="utf-8")
    extracted = CliRunner().invoke(app, ["extract", str(file), "--format", "jsonl"])
    published = json.loads(extracted.stdout)["article"]["published"]
    assert published["value"] == "2021-12-15"
    assert published["evidence"][0]["span"] == [0, 0]
    explained = CliRunner().invoke(app, ["explain", str(file)])
    assert "Published 2021-12-15, worked out from what stands beside the text" in explained.stdout
    assert "- The file name tells 2021-12-15: 2021-12-15-tin.txt.\n" in explained.stdout
    (tmp_path / "urls.jsonl").write_text(
        json.dumps({"text": SILENT, "url": "https://news.example/2021/12/15/a"}) + "\n", encoding="utf-8"
    )
    extracted = CliRunner().invoke(app, ["extract", str(tmp_path / "urls.jsonl"), "--format", "jsonl"])
    assert json.loads(extracted.stdout)["article"]["published"]["value"] == "2021-12-15"
