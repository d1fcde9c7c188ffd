"""The file of rejects, and what is read again because of it."""

import json
from pathlib import Path

import pytest

from graph.errors import InputError
from ingest.rejected import files, line
from ingest.sources import Reject


def written(folder: Path, *rejects: Reject) -> Path:
    file = folder / "rejects.jsonl"
    file.write_text("".join(f"{line(reject)}\n" for reject in rejects), "utf-8")
    return file


def test_the_file_that_a_place_is_in_is_read_again(tmp_path: Path) -> None:
    news, packed = tmp_path / "news.jsonl", tmp_path / "packed.zip"
    for file in (news, packed):
        file.touch()
    rejects = [
        Reject(f"{news}:12", "is no JSON", "n-12"),
        Reject(f"{news}#14", "took longer than 60 s"),
        Reject(f"{packed}/2021/a.txt", "is empty"),
        Reject("https://news.example/a", "no answer"),
        Reject(str(tmp_path), "cannot be read"),
    ]
    found = files(written(tmp_path, *rejects))
    assert found == [str(news), str(packed), "https://news.example/a", str(tmp_path)]


def test_an_article_is_read_again_with_the_one_that_stands_in_its_way(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").touch()
    first, second = str(tmp_path / "a.txt"), str(tmp_path / "b.txt")
    assert files(written(tmp_path, Reject(second, "id 'x' is that of a.txt too", "x", first))) == [first, second]


def test_a_line_tells_place_reason_and_id() -> None:
    told = json.loads(line(Reject("gone.txt", "bị từ chối", "x")))
    assert told == {"where": "gone.txt", "reason": "bị từ chối", "id": "x", "files": ["gone.txt"]}


@pytest.mark.parametrize(
    ("content", "told"),
    [('{"text": "a"}', ":1 is no reject"), ("no JSON", "no file of rejects"), (None, "cannot be read")],
)
def test_another_file_is_refused(tmp_path: Path, content: str | None, told: str) -> None:
    file = tmp_path / "other.jsonl"
    if content:
        file.write_text(content, "utf-8")
    with pytest.raises(InputError, match=told):
        files(file)
