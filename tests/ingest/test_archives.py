"""Archives: members read by their own readers, and what hostile ones are refused for."""

from __future__ import annotations

import gzip
import io
import tarfile
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from benchmarks.made_sources import FIRST, SECOND, TEXT, docx, json_line, page, parquet, tarred, zipped
from graph.model import Article
from ingest.sources import Item, Reject, Skip, archives, count, packed, read

MEMBERS = {
    "tin/2022-12-06.txt": TEXT.encode(),
    "b.jsonl": json_line(text=FIRST) + b"{\n",
    "c.html": page().encode(),
    "d.parquet": parquet({"text": [SECOND], "id": ["p"]}),
    "e.docx": docx(SECOND, FIRST),
    "picture.png": b"\x89PNG",
    "__MACOSX/x.txt": b"x",
    ".hidden/y.txt": b"y",
}


def items(path: Path, data: bytes) -> list[Item]:
    path.write_bytes(data)
    return list(read([path]))


def reasons(path: Path, data: bytes) -> list[str]:
    return [item.reason for item in items(path, data) if isinstance(item, Reject)]


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tgz", "a.tar.gz", "a.tar.bz2", "a.tar.xz"])
def test_members_are_read_by_their_own_readers(tmp_path: Path, name: str) -> None:
    mode = {"tar": "w", "tgz": "w:gz"}.get(name[2:], f"w:{name.rpartition('.')[2]}")
    path = tmp_path / name
    found = items(path, zipped(MEMBERS) if name == "a.zip" else tarred(MEMBERS, mode))
    articles = {
        item.path.removeprefix(f"{path.as_posix()}/"): item for item in found if isinstance(item, Article) and item.path
    }
    assert sorted(articles) == ["b.jsonl#1", "c.html", "d.parquet#1", "e.docx", "tin/2022-12-06.txt"]
    assert articles["tin/2022-12-06.txt"].text == TEXT
    assert articles["d.parquet#1"].id == "p"
    (bad,) = (item for item in found if isinstance(item, Reject))
    assert bad.where == f"{path}/b.jsonl:2"
    assert sorted(item.reason for item in found if isinstance(item, Skip)) == [".png file", "hidden", "hidden"]


def test_an_archive_gives_what_its_folder_would(tmp_path: Path) -> None:
    names = {f"2022-12-0{day}.txt": f"{day} {FIRST}".encode() for day in (5, 6, 7)} | {"x.txt": b"x"}
    (tmp_path / "in").mkdir()
    for name, data in names.items():
        (tmp_path / "in" / name).write_bytes(data)
    (tmp_path / "a.zip").write_bytes(zipped(names))
    of_folder = [item.neighbours for item in read([tmp_path / "in"]) if isinstance(item, Article)]
    assert of_folder[-1] is not None
    assert [item.neighbours for item in read([tmp_path / "a.zip"]) if isinstance(item, Article)] == of_folder
    assert count([tmp_path / "a.zip"]) == 4


def test_packed_files(tmp_path: Path) -> None:
    for name, data in (
        ("a.txt", TEXT.encode()),
        ("b.jsonl", json_line(text=FIRST)),
        ("c.parquet", MEMBERS["d.parquet"]),
    ):
        (found,) = items(tmp_path / f"{name}.gz", gzip.compress(data))
        assert isinstance(found, Article)
        assert found.path is not None and found.path.startswith((tmp_path / f"{name}.gz").as_posix())
    (tmp_path / "d.json.gz").write_bytes(b"")
    assert [type(item) for item in read([tmp_path])] == [Article, Article, Article, Skip]
    assert "of no form that is read" in reasons(tmp_path / "d.json.gz", b"")[0]
    assert "archive inside a packed file" in reasons(tmp_path / "e.zip.gz", b"")[0]
    assert "is damaged" in reasons(tmp_path / "f.txt.gz", gzip.compress(TEXT.encode())[:-9])[0]


@pytest.mark.parametrize(
    "name", ["../../evil.txt", "/etc/evil.txt", "..\\..\\evil.txt", "a/../../evil.txt", "./evil.txt"]
)
@pytest.mark.parametrize("ending", ["zip", "tar"])
def test_no_name_leads_out_of_an_archive(tmp_path: Path, name: str, ending: str) -> None:
    path = tmp_path / "in" / f"a.{ending}"
    path.parent.mkdir()
    before = sorted(tmp_path.rglob("*"))
    (found,) = items(path, zipped({name: TEXT.encode()}) if ending == "zip" else tarred({name: TEXT.encode()}, "w"))
    assert isinstance(found, Article)
    assert found.path is not None
    assert found.path.startswith(f"{path.as_posix()}/")
    assert ".." not in found.path
    assert sorted(tmp_path.rglob("*")) == sorted([*before, path])


def test_links_and_devices_are_skipped(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE):
            info = tarfile.TarInfo("passwd.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    found = items(tmp_path / "a.tar", out.getvalue())
    assert {type(item) for item in found} == {Skip}


def test_encrypted_members_are_rejected(tmp_path: Path) -> None:
    assert (
        reasons(tmp_path / "a.zip", zipped({"a.txt": b"a", "b.html": b"b"}, encrypted=True))
        == ["is encrypted; unpack it with its password first"] * 2
    )


def test_archives_inside_archives_are_rejected(tmp_path: Path) -> None:
    inner = zipped({"a.txt": TEXT.encode()})
    assert (
        reasons(tmp_path / "a.zip", zipped({"b.zip": inner, "c.txt.gz": b"", "d.rar": b""}))
        == ["is an archive inside an archive; unpack the outer one first"] * 3
    )


def test_what_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "_ALWAYS", 100_000)
    zeros = b'{"text": "' + b"0" * 5_000_000 + b'"}\n'
    assert "says that it unpacks to 5 MB, more than 200 times its size" in reasons(
        tmp_path / "a.zip", zipped({"a.jsonl": zeros})
    )[0]  # fmt: skip
    assert "unpacks to more than" in reasons(tmp_path / "a.tgz", tarred({"a.jsonl": zeros}))[0]
    assert "unpacks to more than" in reasons(tmp_path / "a.jsonl.gz", gzip.compress(zeros))[0]
    assert "unpacks to more than" in reasons(tmp_path / "a.warc.gz", gzip.compress(zeros))[0]


def test_a_zip_that_lies_about_a_size_gives_no_more_than_it_says(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"x" * 30_000_000}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.find(mark)
        data[start + at : start + at + 4] = (10).to_bytes(4, "little")
    tracemalloc.start()
    (found,) = items(tmp_path / "a.zip", bytes(data))
    assert tracemalloc.get_traced_memory()[1] < 12_000_000
    tracemalloc.stop()
    assert isinstance(found, Reject)


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 2)
    many = {f"{i}.txt": TEXT.encode() for i in range(3)}
    assert reasons(tmp_path / "a.zip", zipped(many)) == ["has 3 members; at most 2 are read"]
    assert reasons(tmp_path / "a.tar", tarred(many, "w")) == ["has more than 2 members; the rest was not read"]


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tgz", "a.tar.bz2", "a.tar.xz", "a.txt.gz"])
def test_what_is_no_archive_is_rejected(tmp_path: Path, name: str) -> None:
    for data in (b"", b"no archive", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\0", b"PK\x05\x06"):
        (why,) = reasons(tmp_path / name, data)
        assert "is damaged" in why or why == "is empty"


def test_a_damaged_member_costs_only_itself(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b.txt", SECOND)
    first, second = items(
        tmp_path / "a.zip", out.getvalue().replace(FIRST[:9].encode(), b"#" * len(FIRST[:9].encode()))
    )
    assert isinstance(first, Reject)
    assert first.where == f"{tmp_path / 'a.zip'}/a.txt"
    assert "Bad CRC-32" in first.reason
    assert isinstance(second, Article)
