"""Files to look into, and texts that would do harm if they were let."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from graph import labels
from timeline.entries import ConcernedTreaty, Report, Side, Timeline, TimelineEntry
from timeline.formats import Format, write_file

ENGLISH = labels.load("en")

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A0",
    " @SUM(1+1)",
    "+1-1",
    "-2",
    "＝1+1",
    "a | b | c",
    "[x](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "<https://evil.example>",
    "# no heading",
    "- no item",
    "1. no number",
    "1) no number",
    "===",
    "> no quote",
    "    no code",
    "```no fence",
    "`no` *no* _no_ ~~no~~ $no$ &copy; \\no",
    "two\nlines\r\nor\u2028three\u2029four",
    "nul \x00 bell \x07 back \x1b[31m",
    "half a pair \ud83d",
    "{{ 7 * 7 }} {% raw %} ${x} <!-- --> ]]>",
]


def hostile_timeline(text: str) -> Timeline:
    """A timeline that says the same text wherever an article or a graph could put one."""
    report = Report(text, 0, len(text), (0, min(3, len(text))), text, text, text, text, text)
    side = Side(text, text)
    entry = TimelineEntry(
        text, None, date(2021, 12, 14), "../2021-12-14", "interval", "within", text, text, text, text, (text,), (text,),
        (text,), (text,), (side,), (side,), (text,), (ConcernedTreaty(text, text, text),), text, text, text, 0.5,
        (report, report),
    )  # fmt: skip
    entry = replace(entry, reports=(replace(report, published="2021"),))
    return Timeline(text, (entry, replace(entry, id=text + "2", date_end=None, edtf=None)), text)


def written(timeline: Timeline, folder: Path, chosen: Format) -> Path:
    path = folder / f"out.{chosen}"
    write_file(timeline, ENGLISH, path, chosen)
    return path


class Reader(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: dict[str, str] = {}
        self._inside = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self._inside = dict(attrs).get("id") or tag

    def handle_data(self, data: str) -> None:
        self.texts[self._inside] = self.texts.get(self._inside, "") + data
