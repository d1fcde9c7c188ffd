"""Bytes of every form, changed at random: each gives articles or reasons, never an error, and nothing hangs."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from benchmarks.made_sources import (
    ADDRESS,
    ATOM,
    FIRST,
    ITEM,
    PUBLISHED,
    TEXT,
    docx,
    feed,
    json_line,
    page,
    parquet,
    pdf,
    saved_page,
    tarred,
    warc,
    zipped,
)  # fmt: skip
from graph.model import Article
from ingest.sources import CONTAINERS, READERS, Reject, Skip, count, read

FORMS = {
    "a.txt": TEXT.encode(),
    "a.md": f"---\ntitle: x\ndate: 2022-12-06\n---\n# A\n\n* {FIRST}\n".encode(),
    "a.html": page(PUBLISHED).encode(),
    "a.mhtml": saved_page(page(PUBLISHED)),
    "a.docx": docx(TEXT, cells=("a", "b")),
    "a.pdf": pdf(*TEXT.split("\n")),
    "a.jsonl": json_line(text=TEXT, url=ADDRESS, published="2022-12-05") * 2,
    "a.csv": f'text,published,url\n"{FIRST}",2022-12-05,\n{FIRST},,{ADDRESS}\n'.encode(),
    "a.parquet": parquet({"text": [TEXT, FIRST], "published": ["2022", None]}),
    "a.rss": feed(ITEM, ITEM),
    "a.atom": ATOM,
    "a.warc": warc((ADDRESS, page().encode(), "text/html", "200 OK"), packed=False),
    "a.warc.gz": warc((ADDRESS, page().encode(), "text/html", "200 OK")),
    "a.zip": zipped({"a.txt": TEXT.encode(), "b.jsonl": json_line(text=TEXT)}),
    "a.tar": tarred({"a.txt": TEXT.encode(), "b.jsonl": json_line(text=TEXT)}, "w"),
    "a.tgz": tarred({"a.txt": TEXT.encode()}),
    "a.jsonl.gz": gzip.compress(json_line(text=TEXT)),
}


def test_every_form_is_here() -> None:
    alike = {".htm", ".xhtml", ".mht", ".tsv", ".xml", ".tar.gz", ".tar.bz2", ".tar.xz", ".gz"}
    assert {name[1:] for name in FORMS} - {".jsonl.gz"} == {*READERS, *CONTAINERS} - alike


@pytest.mark.parametrize("name", FORMS)
@settings(
    max_examples=int(os.environ.get("BIENNIEN_FUZZ", "8")), deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(changes=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 9)), max_size=8))
@example(changes=[])
def test_changed_bytes_never_raise(tmp_path: Path, name: str, changes: list[tuple[float, bytes, int]]) -> None:
    data = FORMS[name]
    for at, written, left_out in changes:
        start = round(at * len(data))
        data = data[:start] + written + data[start + left_out :]
    path = tmp_path / name
    path.write_bytes(data)
    found = list(read([path]))
    assert found
    for item in found:
        assert isinstance(item, (Article, Reject, Skip))
        if isinstance(item, Article):
            assert item.text.strip()
            item.text.encode()
        else:
            assert item.reason
            assert "\n" not in item.reason
    held = count([path])
    assert held is None or held >= 0
    if not changes:
        assert any(isinstance(item, Article) for item in found)
