"""The HTML timeline in a real browser, offline: what a reader sees and does with a mouse, keys, a thumb, a printer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from timeline.entries import Timeline, TimelineEntry

if TYPE_CHECKING:
    from conftest import Opened
    from playwright.sync_api import Page

    Open = Callable[..., Opened]

DATED = 36
EVERYTHING = 39


def shown(page: Page) -> list[str]:
    """Dates of the listed events with a date."""
    return page.locator("#events .when span").all_inner_texts()


def marks(page: Page) -> int:
    return page.locator(".mark").count()


def settle(page: Page) -> None:
    """Wait until chart, form and list have stood still for a while."""
    still, before = 0, ""
    for _ in range(50):
        now = page.evaluate(
            "['.plot', '#shown', '#undated-shown', '#events'].map(one => document.querySelector(one)?.innerHTML).join()"
            " + [...document.querySelectorAll('input')].map(one => one.value).join()"
        )
        still = still + 1 if now == before else 0
        before = now
        if still == 3:
            return
        page.wait_for_timeout(130)
    pytest.fail("the page does not come to rest")


def test_the_chart_is_drawn_and_all_events_are_listed(opened: Open, arms_control_timeline: Timeline) -> None:
    page = opened(arms_control_timeline).page
    assert page.title() == "Russia and the United States: arms control"
    assert page.locator(".counts").inner_text().split(" · ") == [
        "39 events", "2009–2026", "9 actors", "5 articles", "3 undated",
    ]  # fmt: skip
    assert page.locator("#events .event").count() == DATED
    assert page.locator("#undated-events .event").count() == EVERYTHING - DATED
    assert page.locator("#shown").inner_text() == "all 36 events"
    lanes = page.locator(".lane").evaluate_all("lanes => lanes.map(lane => lane.getAttribute('aria-label'))")
    assert lanes == ["United States", "Russia", "No actor named"]
    in_lanes = sum(max(1, len(entry.source_sides)) for entry in arms_control_timeline.entries if entry.dated)
    assert marks(page) == in_lanes
    assert page.locator("#period").inner_text() == "2009 – 2026"


def test_an_uncertain_date_looks_uncertain(opened: Open, arms_control_timeline: Timeline) -> None:
    page = opened(arms_control_timeline).page

    def drawn(name: str) -> str:
        number = [entry.id for entry in arms_control_timeline.entries].index(name)
        return page.locator(f".mark[data-index='{number}']").first.inner_html()

    assert 'class="glyph' in drawn("prague")
    for name in ("raised", "us-test", "deployment"):
        assert "bar" in drawn(name)
        assert "hatch" in drawn(name), "on a day within"
    assert "hatch" not in drawn("talks-2009"), "all the time"
    assert "#fade-right" in drawn("no-inspections"), "no end is known"
    assert "cross" in drawn("deployment"), "denied"
    assert "open" in drawn("intention"), "planned"
    widths = page.locator(".mark .bar .body").evaluate_all("bars => bars.map(bar => bar.getBBox().width)")
    assert min(widths) >= 14
    assert "between 12 and 18 August 2019" in shown(page)


def test_what_is_cancelled_is_crossed_out_and_what_is_put_off_is_hollow(
    opened: Open, arms_control_timeline: Timeline
) -> None:
    prague, *others = arms_control_timeline.entries
    pair = (replace(prague, id="off", status="cancelled"), replace(prague, id="later", status="postponed"))
    page = opened(replace(arms_control_timeline, entries=(*pair, *others))).page
    off, later = (page.locator(f".mark[data-index='{number}']").first.inner_html() for number in (0, 1))
    assert "cross" in off and "open" in off
    assert "cross" not in later and "open" in later
    assert page.locator(".event").nth(0).get_by_text("Cancelled").count()
    assert page.locator(".event").nth(1).get_by_text("Postponed").count()


def test_quotes_show_their_trigger_and_lead_to_their_source(opened: Open, arms_control_timeline: Timeline) -> None:
    page = opened(arms_control_timeline).page
    prague = page.locator(".event", has_text="sign New START in Prague")
    assert prague.locator("mark:visible").all_inner_texts() == ["signed"]
    link = prague.locator("cite a").first
    assert link.get_attribute("href") == "https://example.org/chronicle"
    assert "noopener" in (link.get_attribute("rel") or "")
    prague.locator("summary", has_text="1 more article").click()
    assert prague.locator("mark:visible").all_inner_texts() == ["signed", "ký"]
    leaflet = page.locator(".event", has_text="not complying")
    assert leaflet.locator("cite").inner_text() == "Leaflet"
    assert leaflet.locator("a").count() == 0, "its address is not of the web"
    assert page.locator(".event", has_text="China rejects").locator(".said-by").inner_text() == (
        "as reported by Sergei Ryabkov"
    )


@pytest.mark.parametrize(
    ("field", "value", "dated", "undated"),
    [
        ("actor", "CHN", 0, 1),
        ("actor", "USA", 31, 2),
        ("actor", "vladimir-putin", 9, 0),
        ("type", "ACCUSE", 3, 0),
        ("treaty", "open-skies", 3, 0),
        ("status", "called_for", 3, 1),
    ],
)
def test_filters(
    opened: Open, arms_control_timeline: Timeline, field: str, value: str, dated: int, undated: int
) -> None:
    page = opened(arms_control_timeline).page
    page.select_option(f"select[name={field}]", value)
    settle(page)
    assert page.locator("#events .event").count() == dated
    assert page.locator("#undated-events .event").count() == undated
    assert page.locator("#shown").inner_text() == f"{dated} of 36 events"
    if not dated:
        assert page.locator(".plot .nothing").is_visible()
    page.click("#reset")
    settle(page)
    assert page.locator("#events .event").count() == DATED
    assert page.locator("#reset").is_disabled()


@pytest.mark.parametrize(
    ("words", "ignore_accents", "found"),
    [
        ("gia han", True, 3),
        ('"gia han"', True, 2),
        ("“gia  hạn” 3/2/2021", True, 1),
        ("gia han", False, 0),
        ('"gia hạn"', False, 2),
        ("ĐÌNH CHỈ", True, 1),
        ("dinh chi putin", True, 1),
        ("munich", True, 1),
        ("nowhere at all", True, 0),
    ],
)
def test_search(opened: Open, arms_control_timeline: Timeline, words: str, ignore_accents: bool, found: int) -> None:
    page = opened(arms_control_timeline).page
    page.set_checked("[name=accents]", ignore_accents)
    page.fill("#search", words)
    settle(page)
    assert page.locator("#events .event").count() == found


def test_the_period_of_the_form_is_that_of_the_chart(opened: Open, arms_control_timeline: Timeline) -> None:
    page = opened(arms_control_timeline).page
    page.fill("[name=from]", "2019-02-01")
    page.fill("[name=to]", "2019-12-31")
    settle(page)
    assert shown(page) == [
        "2 February 2019", "2 February 2019", "2 August 2019", "between 12 and 18 August 2019",
    ]  # fmt: skip
    assert page.locator("#period").inner_text() == "Feb – Dec 2019"
    assert marks(page) == 4
    page.click("#zoom-out")
    settle(page)
    assert page.input_value("[name=from]") < "2019-01-01"
    page.click("#zoom-fit")
    settle(page)
    assert page.input_value("[name=from]") == ""
    assert len(shown(page)) == DATED


def test_a_class_of_events_is_hidden_by_the_legend(opened: Open, arms_control_timeline: Timeline) -> None:
    page = opened(arms_control_timeline).page
    button = page.locator(".legend button", has_text="Material conflict")
    button.click()
    settle(page)
    assert button.get_attribute("aria-pressed") == "false"
    assert len(shown(page)) == DATED - 3
    assert "(1)" in (page.locator("#filter-count").text_content() or "")


@pytest.mark.parametrize(("kind", "lane"), [("actor", "Vladimir Putin"), ("type", "Accuse"), ("treaty", "INF Treaty")])
def test_lanes(opened: Open, arms_control_timeline: Timeline, kind: str, lane: str) -> None:
    page = opened(arms_control_timeline).page
    page.locator(".segments label", has=page.locator(f"[value={kind}]")).click()
    settle(page)
    assert page.locator(f".lane[aria-label='{lane}'] .mark").count() > 2


def test_the_mouse_moves_zooms_and_chooses(opened: Open, arms_control_timeline: Timeline) -> None:
    page = opened(arms_control_timeline).page
    box = page.locator(".plot").bounding_box()
    assert box
    middle = (box["x"] + box["width"] * 0.6, box["y"] + 10)
    page.mouse.move(*middle)
    page.keyboard.down("Control")
    for _ in range(4):
        page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    settle(page)
    zoomed = page.input_value("[name=from]")
    assert zoomed > "2009-12-31"
    page.mouse.down()
    page.mouse.move(middle[0] + 200, middle[1], steps=5)
    page.mouse.up()
    settle(page)
    assert page.input_value("[name=from]") < zoomed, "drawn to the right, the chart shows what was before"

    page.click("#zoom-fit")
    settle(page)
    mark = page.locator(".lane[aria-label='United States'] .mark").nth(1)
    mark.hover()
    assert page.locator(".card").inner_text().startswith("8 April 2010")
    mark.click()
    assert mark.get_attribute("aria-selected") == "true"
    page.locator(".card button").click()
    assert "sign New START in Prague" in focused_text(page)
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") > 70, "not under the filters"


def focused_text(page: Page) -> str:
    return str(page.evaluate("document.activeElement.innerText"))


def test_an_event_of_the_list_is_shown_on_the_chart(opened: Open, arms_control_timeline: Timeline) -> None:
    page = opened(arms_control_timeline).page
    page.fill("[name=from]", "2024-01-01")
    page.fill("[name=to]", "2026-03-01")
    settle(page)
    page.locator(".event", has_text="a good idea").locator(".show").click()
    settle(page)
    assert page.locator(".mark.active").get_attribute("aria-label") == (
        "5 October 2025: Donald Trump calls the offer a good idea"
    )
    assert page.locator(".mark.active").is_visible()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "listbox"


def test_the_whole_page_can_be_used_by_keyboard(opened: Open, arms_control_timeline: Timeline) -> None:
    page = opened(arms_control_timeline).page
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('role')") == "listbox":
            break

    def chosen() -> str:
        number = page.locator(".plot").get_attribute("aria-activedescendant")
        return page.locator(f"#{number}").get_attribute("aria-label") or "" if number else ""

    page.keyboard.press("ArrowRight")
    assert chosen().startswith("from May 2009 to April 2010: United States and Russia negotiate")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert chosen().startswith("22 December 2010: United States Senate")
    page.keyboard.press("ArrowDown")
    assert chosen().startswith("28 January 2011: Russia ratifies")
    page.keyboard.press("ArrowLeft")
    assert chosen().startswith("8 April 2010")
    page.keyboard.press("+")
    settle(page)
    assert chosen().startswith("8 April 2010"), "zooming keeps what was chosen"
    for _ in range(9):
        page.keyboard.press("ArrowRight")
    settle(page)
    assert page.locator(".mark.active").is_visible(), "the view goes along"
    page.keyboard.press("0")
    settle(page)
    assert len(shown(page)) == DATED
    page.keyboard.press("Escape")
    assert chosen() == ""
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert focused_text(page).startswith("from May 2009")

    handle = page.get_by_role("slider", name="Start of the period shown")
    handle.focus()
    before = float(handle.get_attribute("aria-valuenow") or 0)
    page.keyboard.press("ArrowRight")
    settle(page)
    assert float(handle.get_attribute("aria-valuenow") or 0) > before
    assert page.input_value("[name=from]") != ""


def luminance(page: Page, selector: str, property: str) -> float:
    colour = page.locator(selector).first.evaluate("(node, name) => getComputedStyle(node)[name]", property)
    red, green, blue = (int(part) for part in colour[colour.index("(") + 1 : -1].split(",")[:3])
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark(opened: Open, arms_control_timeline: Timeline, scheme: str) -> None:
    page = opened(arms_control_timeline, color_scheme=scheme).page
    paper, ink = luminance(page, "body", "backgroundColor"), luminance(page, "body", "color")
    assert (paper > 0.8 and ink < 0.3) if scheme == "light" else (paper < 0.2 and ink > 0.7)
    muted = luminance(page, ".facts", "color")
    assert abs(muted - paper) > 0.4


@pytest.mark.parametrize("language", ["en", "vi"])
def test_on_a_phone_nothing_is_wider_than_the_screen(
    opened: Open, arms_control_timeline: Timeline, language: str
) -> None:
    phone: dict[str, Any] = {
        "viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2,
    }  # fmt: skip
    page = opened(arms_control_timeline, language, **phone).page
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert not page.locator("select[name=actor]").is_visible(), "filters are folded"
    page.locator("#filter-fold summary").tap()
    assert page.locator("select[name=actor]").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    mark = page.locator(".lane .mark").nth(1)
    mark.tap()
    assert page.locator(".card button").is_visible()
    card = page.locator(".card").bounding_box()
    assert card and card["x"] >= 0 and card["x"] + card["width"] <= 360
    targets = page.locator(".tools button").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert min(targets) >= 36


def test_two_fingers_zoom(opened: Open, arms_control_timeline: Timeline) -> None:
    page = opened(arms_control_timeline, viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True).page
    page.locator(".plot").scroll_into_view_if_needed()
    session = page.context.new_cdp_session(page)
    box = page.locator(".plot").bounding_box()
    assert box
    y = box["y"] + 100

    def touch(kind: str, *xs: float) -> None:
        points = [{"x": x, "y": y, "id": number} for number, x in enumerate(xs)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 180, 220)
    for step in range(1, 9):
        touch("touchMove", 180 - 10 * step, 220 + 10 * step)
    touch("touchEnd")
    settle(page)
    assert page.input_value("[name=from]") > "2010-06-01"
    assert page.input_value("[name=to]") < "2025-06-01"


def test_paper_shows_every_event_and_no_controls(opened: Open, arms_control_timeline: Timeline) -> None:
    entries = tuple(
        replace(entry, id=f"{entry.id}-{number}") for number in range(4) for entry in arms_control_timeline.entries
    )
    page = opened(replace(arms_control_timeline, entries=entries), color_scheme="dark").page
    assert page.locator("#events .event").count() == 100, "a page of the list"
    page.emulate_media(media="print")
    expect(page.locator("#events .event")).to_have_count(4 * DATED)
    for control in (".filters", ".zoom", ".pager", ".show"):
        assert not page.locator(control).first.is_visible()
    assert page.locator("details.more[open]").count() == page.locator("details.more").count() > 0
    assert luminance(page, "body", "color") < 0.3, "dark on white, whatever the screen shows"
    assert page.pdf().startswith(b"%PDF")
    page.emulate_media(media="screen")
    expect(page.locator("#events .event")).to_have_count(100)


def test_vietnamese_labels(opened: Open, arms_control_timeline: Timeline) -> None:
    page = opened(arms_control_timeline, "vi").page
    assert page.locator("html").get_attribute("lang") == "vi"
    assert page.locator("#list-title").inner_text() == "Sự kiện"
    assert shown(page)[:2] == ["từ tháng 5/2009 đến tháng 4/2010", "8/4/2010"]
    assert page.locator("#shown").inner_text() == "tất cả 36 sự kiện"
    text = page.locator("body").inner_text()
    for english in ("Search", "Show", "dated by", "undefined", "null", "NaN", "{"):
        assert english not in text


def test_without_events(opened: Open) -> None:
    page = opened(Timeline("Nothing yet", ())).page
    assert page.locator("h2").inner_text() == "Nothing to show yet"
    assert page.locator("form, svg").count() == 0


def test_with_undated_events_only(opened: Open, arms_control_timeline: Timeline) -> None:
    entries = tuple(entry for entry in arms_control_timeline.entries if not entry.dated)
    page = opened(replace(arms_control_timeline, entries=entries)).page
    assert not page.locator("#panel").is_visible()
    assert page.locator(".event:visible").count() == 3
    page.fill("#search", "beijing")
    settle(page)
    assert page.locator(".event:visible").count() == 1


def test_with_one_event(opened: Open, arms_control_timeline: Timeline) -> None:
    entry = next(entry for entry in arms_control_timeline.entries if entry.id == "prague")
    page = opened(replace(arms_control_timeline, entries=(entry,))).page
    assert marks(page) == 2
    assert page.locator("#period").inner_text() == "8 Apr 2010"
    assert not page.locator("select[name=type]").is_visible(), "nothing to choose from"


def test_hostile_texts_stay_texts(opened: Open, arms_control_timeline: Timeline) -> None:
    attack = "</script><img src=x onerror=\"document.title='owned'\"><b>\u2028{{7*7}}"
    entries = []
    for entry in arms_control_timeline.entries:
        reports = tuple(
            replace(report, article=attack, title=attack, source=attack, quote=attack, url="javascript:alert(1)")
            for report in entry.reports
        )
        names = tuple(attack for _ in entry.sources)
        entries.append(replace(entry, summary=attack, sources=names, said_by=(attack,), place=attack, reports=reports))
    page = opened(Timeline(attack, tuple(entries), attack)).page
    settle(page)
    assert page.title() != "owned"
    assert page.locator("img, b").count() == 0
    assert page.locator("a").count() == 0
    assert page.locator("blockquote").first.inner_text().startswith("</script><img")


def many(timeline: Timeline, count: int) -> tuple[TimelineEntry, ...]:
    """Day-long events spread over ten years, by fifty actors."""
    pattern = [entry for entry in timeline.entries if entry.precision == "day"]
    entries = []
    for number in range(count):
        day = date(2012, 1, 1) + timedelta(days=number * 3650 // count)
        actor = number * number % 50
        entries.append(
            replace(
                pattern[number % len(pattern)], id=f"event-{number}", date=day, date_end=day, edtf=day.isoformat(),
                sources=(f"Actor {actor}",), source_ids=(f"actor-{actor}",),
            )
        )  # fmt: skip
    return tuple(entries)


def test_fifty_thousand_events_open_and_answer(opened: Open, arms_control_timeline: Timeline) -> None:
    page = opened(replace(arms_control_timeline, entries=many(arms_control_timeline, 50_000))).page
    page.wait_for_selector(".bin", timeout=30_000)
    assert page.locator("#shown").inner_text() == "all 50,000 events"
    assert page.evaluate("document.querySelectorAll('*').length") < 15_000
    assert page.locator("#events .event").count() == 100
    page.locator("#pager button", has_text="Next").click()
    assert page.locator("#pager span").inner_text() == "Page 2 of 500"
    page.locator(".bin").nth(40).click()
    settle(page)
    page.wait_for_selector(".mark", timeout=10_000)
    page.fill("#search", "prague")
    page.wait_for_function("document.querySelector('#shown').textContent.includes(' of 50,000')", timeout=10_000)
    assert marks(page) > 0
