"""GraphML read by igraph, iCalendar read by vobject: all that is in them, whatever the texts say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import igraph
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from written_files import ENGLISH, HOSTILE, hostile_timeline, written

from graph import labels
from timeline.entries import Timeline
from timeline.formats import Format, write_file
from timeline.xml_text import xml_text

DATED = 36


def network(path: Path) -> igraph.Graph:
    return igraph.Graph.Read_GraphML(str(path))


def calendar(text: bytes) -> list[dict[str, Any]]:
    """The entries of a calendar, each a value by its name; of more values of a name the first."""
    (read,) = vobject.readComponents(text.decode("utf-8"))
    return [
        {name: lines[0].value for name, lines in event.contents.items()} for event in read.contents.get("vevent", [])
    ]


# -- GraphML


def test_igraph_reads_the_network(arms_control_timeline: Timeline, tmp_path: Path) -> None:
    graph = network(written(arms_control_timeline, tmp_path, Format.GRAPHML))
    assert graph.is_directed()
    entries = arms_control_timeline.entries
    kinds = graph.vs["kind"]
    assert {kind: kinds.count(kind) for kind in ("event", "actor", "treaty")} == {
        "event": len(entries),
        "actor": len({actor for entry in entries for actor in (*entry.source_ids, *entry.target_ids)}),
        "treaty": len({treaty.id for entry in entries for treaty in entry.treaties}),
    }
    ends = [len(entry.sources) + len(entry.targets) + len(entry.treaties) for entry in entries]
    assert graph.ecount() == sum(ends)
    prague = graph.vs.find(biennien_id="prague")
    assert prague["label"] == "Barack Obama and Russia sign New START in Prague"
    assert (prague["date"], prague["year"], prague["reports"]) == ("2010-04-08", 2010.0, 2.0)
    assert prague["confidence"] == pytest.approx(0.9)
    assert prague["url"] == "https://example.org/chronicle"
    assert sorted(graph.vs[edge.source]["label"] for edge in prague.in_edges()) == ["Barack Obama", "Russia"]
    (concerns,) = prague.out_edges()
    assert (concerns["relation"], concerns["action"]) == ("concerns", "sign")
    assert graph.vs[concerns.target]["label"] == "New START"


@pytest.mark.parametrize("text", HOSTILE)
def test_igraph_reads_hostile_texts_as_they_are(text: str, tmp_path: Path) -> None:
    graph = network(written(hostile_timeline(text), tmp_path, Format.GRAPHML))
    assert sorted(graph.vs["kind"]) == ["actor", "event", "event", "treaty"]
    wanted = xml_text(text).replace("\r\n", "\n")
    assert wanted in graph.vs["biennien_id"]
    assert graph.ecount() == 6


# -- iCalendar


def test_a_calendar_holds_every_dated_event(arms_control_timeline: Timeline, tmp_path: Path) -> None:
    path = tmp_path / "out.ics"
    assert write_file(arms_control_timeline, ENGLISH, path, Format.ICALENDAR) == ("undated ones are left out",)
    events = {event["uid"]: event for event in calendar(path.read_bytes())}
    assert len(events) == DATED
    assert {type(event["dtstart"]) for event in events.values()} == {date}, "all day"

    def told(name: str) -> tuple[str, str, str]:
        event = events[f"{name}@biennien"]
        return event["summary"], event["dtstart"].isoformat(), event["dtend"].isoformat()

    assert told("prague") == ("Barack Obama and Russia sign New START in Prague", "2010-04-08", "2010-04-09")
    assert told("talks-2009") == (
        "United States and Russia negotiate New START (from May 2009 to April 2010)", "2009-05-01", "2010-05-01",
    )  # fmt: skip
    name, begins, ends = told("raised")
    assert name.startswith("? United States raises a possible breach")
    assert name.endswith("(May 2013)")
    assert (begins, ends) == ("2013-05-01", "2013-06-01")
    name, begins, ends = told("no-inspections")
    assert name.endswith("(from March 2020 on)")
    assert (begins, ends) == ("2020-03-01", "2020-03-02"), "no end is known: it stands where it began"
    assert "[denied]" in told("deployment")[0]
    prague = events["prague@biennien"]
    assert prague["location"] == "Prague"
    assert prague["url"] == "https://example.org/chronicle"
    assert "hai tổng thống Mỹ và Nga ký hiệp ước New START." in prague["description"]
    assert prague["status"] == "CONFIRMED"
    assert events["deployment@biennien"]["status"] == "TENTATIVE"


def test_a_calendar_in_vietnamese(arms_control_timeline: Timeline, tmp_path: Path) -> None:
    path = tmp_path / "out.ics"
    write_file(arms_control_timeline, labels.load("vi"), path, Format.ICALENDAR)
    (raised,) = (event for event in calendar(path.read_bytes()) if event["uid"] == "raised@biennien")
    assert raised["summary"].endswith("(tháng 5/2013)")
    assert raised["categories"] == ["Cáo buộc"]


def test_lines_are_folded_as_the_standard_wants(arms_control_timeline: Timeline, tmp_path: Path) -> None:
    lines = written(arms_control_timeline, tmp_path, Format.ICALENDAR).read_bytes().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert lines[-1] == b""
    assert not any(b"\n" in line or b"\r" in line for line in lines)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_calendar_takes_hostile_texts_as_they_are(text: str, tmp_path: Path) -> None:
    (event,) = calendar(written(hostile_timeline(text), tmp_path, Format.ICALENDAR).read_bytes())
    assert event["summary"].startswith("? ")
    assert event["dtstart"] == date(2021, 12, 14)
    assert "url" not in event
    plain = " ".join(text.split()).encode("utf-8", errors="replace").decode()
    for control in "\x00\x07\x1b":
        plain = plain.replace(control, "")
    assert plain in event["description"]
    assert plain in event["summary"]


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=60))
def test_texts_come_back_from_a_calendar(text: str) -> None:
    from io import BytesIO

    from timeline import calendar as module

    out = BytesIO()
    module.write(hostile_timeline(text), ENGLISH, out)
    (event,) = calendar(out.getvalue())
    assert " ".join(text.split()) in event["description"]


def test_the_last_day_of_time_has_no_day_after(arms_control_timeline: Timeline, tmp_path: Path) -> None:
    entry = replace(arms_control_timeline.entries[0], date=date(9999, 1, 1), date_end=date.max)
    path = written(replace(arms_control_timeline, entries=(entry,)), tmp_path, Format.ICALENDAR)
    (event,) = calendar(path.read_bytes())
    assert (event["dtstart"], event["dtend"]) == (date(9999, 1, 1), date.max)
