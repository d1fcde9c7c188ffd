"""Ingest runs that something may go wrong with, and what the graph is like afterwards."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fingerprint import graph_fingerprint

from graph.model import ArticleRecord
from graph.store import Store
from graph.target import Target
from ingest.extraction import Extraction
from ingest.journal import Journal
from ingest.run import Ingest, IngestSummary
from ingest.sources import read

ARTICLES = (
    "Ngày 8/4/2010, Tổng thống Nga Dmitry Medvedev và Tổng thống Mỹ Barack Obama ký Hiệp ước New START tại Praha.",
    "Ngày 22/12/2010, Thượng viện Mỹ phê chuẩn Hiệp ước New START với Nga.",
    "Ngày 3/2/2021, Nga và Mỹ gia hạn Hiệp ước New START thêm 5 năm.",
    "Ngày 21/2/2023, Tổng thống Nga Vladimir Putin tuyên bố Nga đình chỉ tham gia Hiệp ước New START.",
    "Tháng 4/2010, Nga và Mỹ ký Hiệp ước New START. Ngày 5/2/2011, hiệp ước có hiệu lực.",
    "Ngày 22/11/2020, Mỹ chính thức rút khỏi Hiệp ước Bầu trời Mở. Nga chỉ trích Mỹ.",
    "Ngày 15/1/2021, Bộ Ngoại giao Nga tuyên bố Nga sẽ rút khỏi Hiệp ước Bầu trời Mở.",
    "Ngày 21/2/2023, Nga đình chỉ tham gia Hiệp ước New START. Mỹ phản đối quyết định của Nga.",
)
LINES = [json.dumps({"id": f"a-{n}", "text": text, "published": "2023-03-01"}) for n, text in enumerate(ARTICLES)]
BAD = 4
"""The line that something is wrong with, where a line is."""

_undisturbed: dict[bool, list[str]] = {}


def made(target: Target, records: list[ArticleRecord]) -> list[str]:
    embedded = target.embedded_dir is not None
    if embedded not in _undisturbed:
        assert len(records) == len(ARTICLES)
        with Store.open(target, "write") as store:
            store.ensure_schema()
            store.save(records)
            _undisturbed[embedded] = graph_fingerprint(store)
            for record in records:
                store.forget(record.article.id)
    return _undisturbed[embedded]


def ingest(
    target: Target,
    path: Path,
    *,
    extraction: Extraction | None = None,
    journal: Journal | None = None,
    after: Callable[[Store, int], None] = lambda store, batches: None,
    told: list[str] | None = None,
) -> IngestSummary:
    """A run in this process; `after` is called with the store and the number of a batch that was saved."""
    with Store.open(target, "write") as store:
        store.ensure_schema()
        save, batches = store.save, 0

        def counted(found: Any) -> Any:
            nonlocal batches
            done = save(found)
            batches += 1
            after(store, batches)
            return done

        store.save = counted  # type: ignore[method-assign]
        working = Ingest(store, extraction=extraction, journal=journal)
        working.on_wait = (told if told is not None else []).append
        return working.run(read([path]))


def graph(target: Target) -> list[str]:
    with Store.open(target) as store:
        return graph_fingerprint(store)


def stored(target: Target) -> int:
    with Store.open(target) as store:
        return store.counts()["Article"]


def disturbed(target: Target) -> None:
    """Something, and not all, is stored, in whole batches."""
    assert stored(target) in range(2, len(ARTICLES), 2)


Program = Callable[..., subprocess.Popen[str]]


def await_line(process: subprocess.Popen[str], line: str, times: int = 1) -> None:
    assert process.stdout is not None
    for _ in range(times):
        while (said := process.stdout.readline()) != f"{line}\n":
            assert said, process.communicate()[1]
