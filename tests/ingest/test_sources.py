"""Inputs of every form and every fault."""

import json
import os
import unicodedata
from pathlib import Path

import pytest

from graph.errors import InputError, UsageError
from graph.model import Article
from ingest.identity import content_hash, text_id
from ingest.sources import Reject, Skip, count, endings, read
from ingest.sources.decoding import decode
from ingest.sources.items import MAX_CHARACTERS, canonical_url

TEXT = "Nga và Mỹ ký hiệp ước\n\nNgày 8/4/2010, hai tổng thống ký Hiệp ước New START tại Praha.\n"


def windows_1258(text: str) -> bytes:
    """Text as Windows-1258 writes it: letters with their shape, tones as marks behind them."""
    written = []
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tones = [part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323"]
        letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        written.append(letter + "".join(tones))
    return "".join(written).encode("cp1258")


def only(paths: list[Path], **options: str) -> Article:
    (found,) = read(paths, **options)
    assert isinstance(found, Article), found
    return found


def rejected(path: Path) -> str:
    (found,) = read([path])
    assert isinstance(found, Reject), found
    assert found.where.startswith(str(path))
    return found.reason


def jsonl(path: Path, *lines: object) -> Path:
    path.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines), "utf-8")
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_files_are_read(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_windows_1258_is_read() -> None:
    assert unicodedata.normalize("NFC", decode(windows_1258(TEXT))) == TEXT


def test_other_encodings_are_guessed() -> None:
    russian = "Президенты России и США подписали в Праге договор о сокращении стратегических вооружений."
    assert decode(russian.encode("cp1251")) == russian


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"PK\x03\x04\x14\0\x06\0",
        bytes(range(256)) * 8,
        b"\x01\x02\x03" * 50,
        b"\0" * 99,
    ],
    ids=["png", "zip", "all bytes", "control characters", "zeros"],
)
def test_binary_files_are_rejected(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(data)
    assert rejected(path) == "is not text"


def test_cut_off_utf_16_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(TEXT.encode("utf-16")[:-1])
    assert "no utf-16" in rejected(path)


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff"])
def test_empty_files_are_rejected(tmp_path: Path, text: str) -> None:
    path = tmp_path / "article.txt"
    path.write_text(text, "utf-8")
    assert rejected(path) == "is empty"


def test_a_text_file_is_an_article_known_by_its_text(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, "utf-8")
    found = only([path])
    assert (found.text, found.path) == (TEXT, path.as_posix())
    assert found.id == text_id(TEXT)
    assert found.id.startswith("text-")
    assert len(found.id) == 5 + 16


def test_decomposed_text_is_kept_and_has_the_same_id(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(unicodedata.normalize("NFD", TEXT), "utf-8")
    found = only([path])
    assert found.text == unicodedata.normalize("NFD", TEXT)
    assert found.id == text_id(TEXT)
    assert content_hash(found) == content_hash(Article("x", TEXT))


def test_line_ends_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert only([path]).text == TEXT.replace("\n", "\r\n")


def test_a_line_of_20_mb_is_refused_with_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("Nga ký. " * 2_600_000, "utf-8")
    assert f"at most {MAX_CHARACTERS:,} characters" in rejected(path)
    lines = jsonl(tmp_path / "a.jsonl", {"text": "x" * (MAX_CHARACTERS + 1)}, {"id": "b", "text": TEXT})
    first, second = read([lines])
    assert isinstance(first, Reject)
    assert f"has {MAX_CHARACTERS + 1:,} characters" in first.reason
    assert isinstance(second, Article)


def test_a_line_longer_than_memory_should_hold_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "' + b"x" * 20_000_000 + b'"}\n' + json.dumps({"text": TEXT}).encode() + b"\n")
    first, second = read([path])
    assert isinstance(first, Reject)
    assert first.reason == "the line has more than 6 MB"
    assert isinstance(second, Article)
    assert second.path == f"{path.as_posix()}#2"


def test_a_missing_path_is_told_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gone\.txt does not exist"):
        read([tmp_path, tmp_path / "gone.txt"])


def test_a_folder_is_read_in_order_and_other_files_are_skipped(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/1.txt", "a/1.json", "a/1.meta", "README", ".hidden.txt", ".git/x.txt", "C.TXT"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{TEXT} {name}", "utf-8")
    found = list(read([tmp_path]))
    articles = [
        Path(item.path).relative_to(tmp_path).as_posix() for item in found if isinstance(item, Article) and item.path
    ]
    assert articles == ["C.TXT", "b.txt", "a/1.txt", "a/2.txt"]
    assert sorted(item.reason for item in found if isinstance(item, Skip)) == [
        ".json file",
        ".meta file",
        "file without an ending",
        "hidden",
    ]
    assert count([tmp_path]) == 4


def test_a_folder_without_articles_is_rejected(tmp_path: Path) -> None:
    assert "has no articles" in rejected(tmp_path)


def test_a_named_file_of_unknown_ending_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "article.xyz"
    path.write_text(TEXT, "utf-8")
    assert rejected(path) == f"the ending '.xyz' is not known; known are {endings()}"
    assert {".jsonl", ".txt", ".html", ".zip", ".warc.gz"} <= set(endings().split(", "))


def test_a_file_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, "utf-8")
    first, second = read([path, tmp_path])
    assert isinstance(first, Article)
    assert isinstance(second, Skip)
    assert second.reason == "given twice"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_what_is_no_file_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    assert rejected(path) == "is neither a file nor a folder"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, "utf-8")
    path.chmod(0)
    assert "cannot be read" in rejected(path)


def test_json_lines_give_all_that_they_tell(tmp_path: Path) -> None:
    path = jsonl(
        tmp_path / "a.jsonl",
        {"id": "a", "text": TEXT, "title": "Ký", "published": "2010-04-09", "language": "vi", "section": "thế giới"},
        "",
        {"text": TEXT, "url": "HTTPS://News.Example:443/a?utm_source=x&id=7#top", "published": "09/04/2010"},
        {"id": 7, "text": TEXT, "published": 2010, "title": None},
    )
    first, second, third = read([path])
    assert isinstance(first, Article) and isinstance(second, Article) and isinstance(third, Article)
    assert (first.id, first.title, first.language, first.published_given) == ("a", "Ký", "vi", "2010-04-09")
    assert first.path == f"{path.as_posix()}#1"
    assert second.id == second.url == "https://news.example/a?id=7"
    assert (second.source, second.published_given) == ("news.example", "2010-04-09")
    assert (third.id, third.published_given, third.title) == ("7", "2010", None)
    assert count([path]) == 4


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": }', "is no JSON: Expecting value at column 10"),
        ("[1]", "is no JSON object"),
        ('{"title": "a"}', "has no 'text'"),
        ('{"text": 5}', "'text' is no text"),
        ('{"text": " "}', "is empty"),
        ('{"text": "a", "title": ["b"]}', "'title' is no text"),
        ('{"text": "a", "url": "news"}', "url 'news' is no http or https address"),
        ('{"text": "a", "url": "http://[1"}', "url 'http://[1' is no http or https address"),
        ('{"text": "a", "published": "mai"}', "'mai' is no date of publication"),
        ('{"text": "a\\ud800"}', "holds half of a surrogate pair"),
        ('{"text": "' + "[" * 9 + '", "x": ' + "[" * 100_000, "is no article: nested too deeply"),
    ],
)
def test_a_bad_line_is_rejected_with_its_place(tmp_path: Path, line: str, reason: str) -> None:
    path = jsonl(tmp_path / "a.jsonl", {"text": TEXT}, line, {"text": TEXT + "2"})
    first, second, third = read([path])
    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert second == Reject(f"{path}:2", reason)


def test_a_rejected_line_keeps_its_id(tmp_path: Path) -> None:
    (found,) = read([jsonl(tmp_path / "a.jsonl", {"id": "a7", "text": ""})])
    assert isinstance(found, Reject)
    assert found.id == "a7"


def test_bytes_that_are_no_utf_8_spoil_only_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"text": "a"}\n{"text": "\xe9"}\n{"text": "b"}')
    assert [type(item).__name__ for item in read([path])] == ["Article", "Reject", "Article"]
    path.write_text('{"text": "a"}\n', encoding="utf-16")
    assert rejected(path) == "is UTF-16; JSON Lines must be UTF-8"


def test_a_date_given_for_all_takes_the_place_of_others(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", {"text": TEXT, "published": "2010-04-09"})
    assert only([path], published="2011-01").published_given == "2011-01"


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("http://News.example", "http://news.example/"),
        ("http://news.example:8080/A?b=&c=1", "http://news.example:8080/A?b=&c=1"),
        ("https://news.example/x?fbclid=1#p", "https://news.example/x"),
    ],
)
def test_addresses_of_one_page_are_one(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize("url", ["", "ftp://a/b", "news.example/a", "http://", "javascript:alert(1)", "http://a:port/"])
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(InputError):
        canonical_url(url)


def test_what_came_with_a_text_counts_for_its_hash() -> None:
    plain = Article("a", TEXT)
    assert content_hash(plain) == content_hash(Article("b", TEXT, path="/elsewhere"))
    assert content_hash(plain) != content_hash(Article("a", TEXT, published_given="2010"))
    assert content_hash(plain) != content_hash(Article("a", TEXT, title="Ký"))
