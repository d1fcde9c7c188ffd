"""The clock of the machine has no say: the same answers in 1995 and 2035."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

TEXTS = [
    "Ngày 23/12, Nga nói về chiến dịch quân sự đặc biệt ở Ukraine bắt đầu hồi tháng 2.",
    "Tân Thủ tướng Đức Olaf Scholz hôm 14/12 nói về đối thoại với Nga.",
    "Ngày 12/5, hai đoàn gặp nhau.",
]

PROGRAM = """
import datetime, sys, time

class Day(datetime.date):
    @classmethod
    def today(cls):
        return cls({year}, 6, 15)

class Moment(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls({year}, 6, 15, 12, tzinfo=tz)
    today = utcnow = now

seconds = (Moment.now() - datetime.datetime(1970, 1, 1)).total_seconds()
datetime.date, datetime.datetime = Day, Moment
time.time = lambda: seconds

from ingest import cleaning, pipeline
for text in {texts!r}:
    found = pipeline.understand(cleaning.clean(text), None, "vi").published
    print(found.value, found.basis, found.confidence, [item.says for item in found.evidence])
"""


def answers(year: int | None) -> str:
    program = PROGRAM.format(year=year, texts=TEXTS) if year else PROGRAM.format(year=2000, texts=TEXTS)
    if year is None:
        program = "from ingest" + program.partition("from ingest")[2]
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    return done.stdout


@pytest.mark.parametrize("year", [1995, 2035])
def test_same_answers(year: int) -> None:
    assert answers(year) == answers(None)
