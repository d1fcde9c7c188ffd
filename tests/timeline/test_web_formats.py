"""TimelineJS and Mermaid files, read and drawn by the real programs in a browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written_files import ENGLISH, HOSTILE, Reader, hostile_timeline, written

from graph import labels
from timeline.entries import Timeline
from timeline.formats import Format, write_file
from timeline.mermaid import MOST_CHARACTERS, MOST_EVENTS
from timeline.xml_text import xml_text

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Draw = Callable[[Path], Page]

DATED = 36


def slides(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["events"]
    return found


def many(timeline: Timeline, count: int) -> Timeline:
    """As many events, a day each, all but the first 20 reported by one article."""
    pattern = next(entry for entry in timeline.entries if entry.id == "prague")
    entries = []
    for number in range(count):
        day = date(2001, 1, 1) + timedelta(days=number)
        reports = pattern.reports if number < 20 else pattern.reports[:1]
        entries.append(
            replace(pattern, id=f"event-{number}", date=day, date_end=day, edtf=day.isoformat(), reports=reports)
        )
    return replace(timeline, entries=tuple(entries))


# -- TimelineJS


def test_timelinejs_dates_have_only_the_parts_that_are_known(arms_control_timeline: Timeline, tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    assert write_file(arms_control_timeline, ENGLISH, path, Format.TIMELINEJS) == ("undated ones are left out",)
    by_id = {slide["unique_id"]: slide for slide in slides(path)}
    assert len(by_id) == DATED
    assert by_id["prague"]["start_date"] == {"year": 2010, "month": 4, "day": 8, "display_date": "8 April 2010"}
    assert "end_date" not in by_id["prague"]
    assert by_id["raised"]["start_date"] == {"year": 2013, "month": 5, "display_date": "May 2013"}
    assert by_id["deployment"]["start_date"] == {"year": 2017, "display_date": "2017"}
    assert by_id["talks-2009"]["start_date"]["display_date"] == "from May 2009 to April 2010"
    assert by_id["talks-2009"]["end_date"] == {"year": 2010, "month": 4, "display_date": " "}
    assert by_id["no-inspections"]["start_date"]["year"] == 2020
    assert "end_date" not in by_id["no-inspections"], "no end is known"
    decade = replace(arms_control_timeline.entries[0], edtf="199X", date=date(1990, 1, 1), date_end=date(1999, 12, 31))
    (slide,) = slides(written(replace(arms_control_timeline, entries=(decade,)), tmp_path, Format.TIMELINEJS))
    assert (slide["start_date"]["year"], slide["end_date"]["year"]) == (1990, 1999)


@pytest.fixture
def draw_slides(page: Page, timelinejs: Path, tmp_path: Path) -> Draw:
    """Shows a file in TimelineJS."""

    def draw(path: Path) -> Page:
        data = path.read_text(encoding="utf-8").replace("<", "\\u003c")
        html = tmp_path / "page.html"
        html.write_text(
            f"""<!doctype html><meta charset="utf-8">
            <link rel="stylesheet" href="{(timelinejs / "dist/css/timeline.css").as_uri()}">
            <div id="timeline" style="width: 1200px; height: 700px"></div>
            <script src="{(timelinejs / "dist/js/timeline.js").as_uri()}"></script>
            <script>
              const data = {data};
              window.timeline = new TL.Timeline("timeline", data, {{font: null, hash_bookmark: false}});
            </script>""",
            encoding="utf-8",
        )
        page.goto(html.as_uri())
        page.wait_for_selector(".tl-timemarker, .tl-message-container", timeout=30_000)
        page.wait_for_timeout(500)
        return page

    return draw


def test_timelinejs_shows_every_dated_event(draw_slides: Draw, arms_control_timeline: Timeline, tmp_path: Path) -> None:
    page = draw_slides(written(arms_control_timeline, tmp_path, Format.TIMELINEJS))
    assert page.locator(".tl-timemarker").count() == DATED
    assert page.locator(".tl-slide").count() == DATED + 1, "and the title"
    assert "arms control" in page.locator(".tl-slide").first.inner_text()
    page.evaluate("timeline.goToId('prague')")
    page.wait_for_timeout(1500)
    prague = page.locator(".tl-slide", has_text="sign New START in Prague").first
    text = prague.inner_text()
    assert "8 APRIL 2010" in text.upper()
    assert "hai tổng thống Mỹ và Nga ký hiệp ước" in text
    assert prague.locator("a[href='https://example.org/chronicle']").count() == 1
    assert page.locator(".tl-timemarker-with-end").count() >= 3, "ranges are drawn as ranges"
    assert {"Verbal cooperation", "Material conflict"} <= set(page.locator(".tl-timegroup").all_inner_texts())


@pytest.mark.parametrize("text", HOSTILE)
def test_timelinejs_texts_hold_no_markup(text: str, tmp_path: Path) -> None:
    (slide,) = slides(written(hostile_timeline(text), tmp_path, Format.TIMELINEJS))
    assert Reader(slide["text"]["headline"]).tags == []
    assert set(Reader(slide["text"]["text"]).tags) <= {"p", "br", "b"}, "no link: its address is not of the web"
    assert Reader(slide["group"]).tags == []


def test_timelinejs_runs_no_script_of_an_article(
    draw_slides: Draw, arms_control_timeline: Timeline, tmp_path: Path
) -> None:
    attack = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    entries = []
    for entry in arms_control_timeline.entries:
        reports = tuple(replace(one, quote=attack, title=attack, url="javascript:alert(1)") for one in entry.reports)
        entries.append(replace(entry, summary=attack, place=attack, said_by=(attack,), reports=reports))
    page = draw_slides(written(Timeline(attack, tuple(entries)), tmp_path, Format.TIMELINEJS))
    assert page.title() != "owned"
    assert page.locator(".tl-slide img").count() == 0
    assert page.locator(".tl-timemarker").count() == DATED


def test_timelinejs_says_when_it_will_be_slow(arms_control_timeline: Timeline, tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    (note,) = write_file(many(arms_control_timeline, 400), ENGLISH, path, Format.TIMELINEJS)
    assert "slow" in note
    assert len(slides(path)) == 400, "but nothing is left out"


# -- Mermaid


@pytest.fixture
def draw_diagram(page: Page, mermaid: Path) -> Callable[[str], str]:
    """The SVG that Mermaid draws of a text; an error of its own when it takes the text for none of its diagrams."""
    page.goto("about:blank")
    page.add_script_tag(path=mermaid / "dist/mermaid.min.js")
    page.evaluate("mermaid.initialize({startOnLoad: false})")

    def draw(text: str) -> str:
        drawn: str = page.evaluate(
            """async (text) => {
              const kind = mermaid.detectType(text);
              if (kind !== "timeline") throw new Error(kind);
              const {svg} = await mermaid.render("drawn", text);
              document.body.innerHTML = svg;
              return document.body.innerText;
            }""",
            text,
        )
        return " ".join(drawn.split())

    return draw


@pytest.mark.parametrize("language", ["en", "vi"])
def test_mermaid_draws_every_dated_event(
    draw_diagram: Callable[[str], str], arms_control_timeline: Timeline, tmp_path: Path, language: str
) -> None:
    path = tmp_path / "out.mmd"
    assert write_file(arms_control_timeline, labels.load(language), path, Format.MERMAID) == (
        "undated ones are left out" if language == "en" else "bỏ qua các sự kiện không rõ ngày",
    )
    text = draw_diagram(path.read_text(encoding="utf-8"))
    assert "Russia and the United States: arms control" in text
    for entry in arms_control_timeline.entries:
        assert ("".join(entry.headline[:60].split()) in "".join(text.split())) == entry.dated, entry.id
    assert ("8 April 2010" if language == "en" else "8/4/2010") in text


@pytest.mark.parametrize("text", HOSTILE)
def test_mermaid_shows_hostile_texts_as_they_are(
    draw_diagram: Callable[[str], str], page: Page, text: str, tmp_path: Path
) -> None:
    drawn = draw_diagram(written(hostile_timeline(text), tmp_path, Format.MERMAID).read_text(encoding="utf-8"))
    shown = "".join(xml_text(text).split())
    assert shown in "".join(drawn.split())
    assert page.locator("body").locator("img, a, script").count() == 0


def test_mermaid_gets_no_more_than_it_takes(
    draw_diagram: Callable[[str], str], arms_control_timeline: Timeline, tmp_path: Path
) -> None:
    path = tmp_path / "out.mmd"
    (note,) = write_file(many(arms_control_timeline, 2000), ENGLISH, path, Format.MERMAID)
    assert f"only the {MOST_EVENTS}" in note
    text = path.read_text(encoding="utf-8")
    assert len(text) < MOST_CHARACTERS
    assert text.count("Prague") == MOST_EVENTS
    assert "1 January 2001" in text, "what most articles report is kept"
    assert f"the {MOST_EVENTS} of 2,000 events" in draw_diagram(text)


@settings(deadline=None, max_examples=80)
@given(st.text(max_size=60))
def test_every_mermaid_line_is_one_event(text: str) -> None:
    from io import BytesIO

    from timeline import mermaid

    out = BytesIO()
    mermaid.write(hostile_timeline(text or "x"), ENGLISH, out)
    lines = out.getvalue().decode("utf-8").splitlines()
    assert [line.split()[0] for line in lines[:3]] == ["timeline", "title", "section"]
    assert len(lines) == 4
    assert lines[3].count(" : ") == 2
