"""Files of many articles are read a few at a time, however large they are."""

from __future__ import annotations

import csv
import gzip
import io
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.made_sources import ADDRESS, page, parquet, warc
from graph.model import Article
from ingest.sources import read

ROWS = 1500
WORDS = "Việt Nam và Hàn Quốc nâng cấp quan hệ. " * 300


def jsonl() -> bytes:
    line = json.dumps({"text": WORDS, "published": "2022"}).encode() + b"\n"
    return line * ROWS


def table() -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([("text", "published"), *[(WORDS, "2022")] * ROWS])
    return out.getvalue().encode()


def columns() -> bytes:
    texts = [f"{i} {WORDS}" for i in range(ROWS)]
    return parquet({"text": texts, "published": ["2022"] * ROWS}, row_group_size=100, use_dictionary=False)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("a.jsonl", jsonl),
        ("a.jsonl.gz", lambda: gzip.compress(jsonl(), 1)),
        ("a.csv", table),
        ("a.parquet", columns),
    ],
)
def test_memory_does_not_grow_with_the_file(tmp_path: Path, name: str, made: Callable[[], bytes]) -> None:
    import pyarrow

    path = tmp_path / name
    path.write_bytes(made())
    found = 0
    before = pyarrow.total_allocated_bytes()
    held = 0
    tracemalloc.start()
    for item in read([path]):
        assert isinstance(item, Article)
        found += 1
        if found % 100 == 0:
            held = max(held, pyarrow.total_allocated_bytes() - before)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == ROWS
    assert peak + held < 0.3 * ROWS * len(WORDS.encode())


def test_a_web_archive_is_read_a_record_at_a_time(tmp_path: Path) -> None:
    big = ("https://bao.example/film.mp4", b"0" * 20_000_000, "video/mp4", "200 OK")
    path = tmp_path / "a.warc"
    path.write_bytes(warc(big, (ADDRESS, page().encode(), "text/html", "200 OK"), big, packed=False))
    tracemalloc.start()
    found = [item for item in read([path]) if isinstance(item, Article)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(found) == 1
    assert peak < 8_000_000
