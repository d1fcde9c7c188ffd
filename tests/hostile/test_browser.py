"""Exported pages in a real browser, without the security policy that guards them: no text of an article runs."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from written_files import HOSTILE, hostile_timeline, written

from timeline.entries import Timeline
from timeline.formats import Format

if TYPE_CHECKING:
    from playwright.sync_api import Page

RUNS = (
    "<script>document.title='owned'</script>",
    "</script><script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "<svg onload=\"document.title='owned'\">",
    '"><a href="javascript:document.title=\'owned\'" autofocus onfocus="document.title=\'owned\'">x</a>',
    "]]><script>document.title='owned'</script>",
    "<!--<script>document.title='owned'//",
    "&lt;script&gt;document.title='owned'&lt;/script&gt;",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<iframe src=\"data:text/html,<script>parent.document.title='owned'</script>\">",
    "<base href=https://evil.example/><form action=x><input autofocus onfocus=\"document.title='owned'\">",
    "${document.title='owned'} {{constructor.constructor('document.title=1')()}}",
)


def hostile_entries() -> Timeline:
    made = [hostile_timeline(text) for text in (*RUNS, *HOSTILE)]
    entries = tuple(
        replace(entry, id=f"e{number}-{place}")
        for number, timeline in enumerate(made)
        for place, entry in enumerate(timeline.entries)
    )
    return replace(made[0], title="".join(RUNS), subject="".join(RUNS), entries=entries)


@pytest.mark.parametrize("form", [Format.HTML, Format.SVG])
def test_no_text_runs_in_a_browser(form: Format, page: Page, tmp_path: Path) -> None:
    path = written(hostile_entries(), tmp_path, form)
    if form is Format.HTML:
        text, changes = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", path.read_text("utf-8"))
        assert changes == 1
        path.write_text(text, "utf-8")
    requests: list[str] = []
    dialogs: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(path.as_uri())
    if form is Format.HTML:
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert page.locator("blockquote").count() > 20, "no quotes are shown"
    page.wait_for_timeout(300)
    assert page.title() != "owned"
    assert dialogs == []
    assert requests == [path.as_uri()]
    assert page.locator("iframe, img, form[action], base, [onerror], [onload], [onfocus]").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
