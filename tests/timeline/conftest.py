"""Timelines to write, and pages of them in a browser that is offline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import arms_control
import pytest

from graph import labels
from timeline import entries
from timeline.entries import Timeline
from timeline.formats import Format, write_file

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TITLE = "Russia and the United States: arms control"


@pytest.fixture(scope="session")
def arms_control_timeline() -> Timeline:
    """Events from 2009 to 2026 of every precision, three of them undated."""
    subject = "biennien query timeline --treaty 'New START'"
    return Timeline(TITLE, entries.from_rows(arms_control.rows()), subject, date(2026, 2, 7))


@dataclass
class Opened:
    """A page in the browser, and what it complained of or asked the network for."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Writes a timeline as HTML and opens it offline; keyword arguments are those of a browser's context.

    When the test is over, no page may have complained or asked for anything but itself.
    """
    contexts = []
    pages = []

    def open_page(timeline: Timeline, language: str = "en", **options: Any) -> Opened:
        path = tmp_path / f"{len(pages)}.html"
        write_file(timeline, labels.load(language), path, Format.HTML)
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        context.set_offline(True)
        one = Opened(context.new_page())
        pages.append(one)
        one.page.on("console", lambda message: one.complaints.append(message.text))
        one.page.on("pageerror", lambda error: one.complaints.append(str(error)))
        one.page.on("request", lambda request: one.requests.append(request.url))
        one.page.goto(path.as_uri())
        return one

    yield open_page
    for context in contexts:
        context.close()
    for one in pages:
        assert one.complaints == []
        assert len(one.requests) == 1, one.requests
