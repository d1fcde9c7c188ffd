"""Entries out of rows: their order, their words, and which addresses become links."""

from __future__ import annotations

import random
from dataclasses import replace

import arms_control
import pytest

from timeline.entries import ConcernedTreaty, Report, Timeline, from_rows
from timeline.links import web_link


def test_entries_are_in_time_order_whatever_the_order_of_rows(arms_control_timeline: Timeline) -> None:
    rows = arms_control.rows()
    random.Random(7).shuffle(rows)
    assert from_rows(rows) == arms_control_timeline.entries
    names = [entry.id for entry in arms_control_timeline.entries]
    assert names[:2] == ["talks-2009", "prague"]
    assert names.index("us-suspends") < names.index("ru-suspends"), "told in that order on the same day"
    assert {"trilateral", "arsenals", "follow-up"} == set(names[-3:]), "undated last"


def test_a_row_becomes_an_entry(arms_control_timeline: Timeline) -> None:
    entry = next(entry for entry in arms_control_timeline.entries if entry.id == "prague")
    assert (entry.sources, entry.source_ids) == (("Barack Obama", "Russia"), ("barack-obama", "RUS"))
    assert entry.treaties == (ConcernedTreaty("new-start", "New START", "sign"),)
    assert [report.article for report in entry.reports] == ["chronicle", "het-han"]
    assert entry.reports[0].quote_parts()[1] == "signed"
    assert entry.reports[1].quote_parts() == ("Ngày 8/4/2010, tại Praha, hai tổng thống Mỹ và Nga ", "ký",
                                              " hiệp ước New START.")  # fmt: skip


@pytest.mark.parametrize("trigger", [(0, 4), (200, 204), (104, 104), (118, 124)])
def test_a_trigger_outside_of_the_quote_marks_nothing(trigger: tuple[int, int]) -> None:
    quote = "They signed the treaty."[:20]
    report = Report("a", 100, 120, trigger, quote)
    assert report.quote_parts() == (quote, "", "")


@pytest.mark.parametrize(
    ("summary", "headline", "quoted"),
    [
        ("Barack Obama → Russia: On 8 April 2010 Barack Obama and…", "On 8 April 2010 Barack Obama and…", True),
        ("On 8 April 2010 Barack Obama", "On 8 April 2010 Barack Obama", True),
        ("Prague: a new treaty", "Prague: a new treaty", False),
        ("Nga: Mỹ: Ngày 8/4/2010, tại Praha", "Ngày 8/4/2010, tại Praha", False),
        ("Nothing after it: ", "Nothing after it:", False),
    ],
)
def test_a_summary_does_not_repeat_actors_and_quote(
    arms_control_timeline: Timeline, summary: str, headline: str, quoted: bool
) -> None:
    prague = next(entry for entry in arms_control_timeline.entries if entry.id == "prague")
    entry = replace(prague, summary=summary)
    assert (entry.headline, entry.quotes_headline) == (headline, quoted)


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a?b=c&d=%20e#f", "https://example.org/a?b=c&d=%20e#f"),
        (" http://example.org/tin-tức ", "http://example.org/tin-t%E1%BB%A9c"),
        ('https://example.org/"><script>', "https://example.org/%22%3E%3Cscript%3E"),
        ("HTTPS://EXAMPLE.ORG", "HTTPS://EXAMPLE.ORG"),
        ("javascript:alert(1)", None),
        (" java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("ftp://example.org/a", None),
        ("https:///nowhere", None),
        ("https://[broken", None),
        ("example.org", None),
        ("", None),
        (None, None),
    ],
)
def test_only_addresses_of_the_web_become_links(url: str | None, link: str | None) -> None:
    assert web_link(url) == link
