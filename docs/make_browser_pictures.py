"""Makes the pictures of docs/browser.md: `python docs/make_browser_pictures.py [--data-dir DIR]`.

Without a folder of a graph the example articles are read into a new one.  Needs the `dev` extra and a Chromium, and the
network when `biennien browse` has not fetched Neo4j Browser before.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from make_pictures import DOCS, biennien
from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

PATIENCE = 120_000
"""Milliseconds for Neo4j Browser, whose first query after the login is slow."""


def main() -> None:
    """Serve Neo4j Browser and take a picture of each step."""
    parser = argparse.ArgumentParser(description="Make the pictures of docs/browser.md.")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="a graph to show, in place of the examples'")
    graph = parser.parse_args().data_dir
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        if graph is None:
            graph = Path(folder, "graph")
            biennien("--data-dir", graph, "ingest", DOCS.parent / "examples")
        with served(graph) as address, sync_playwright() as playwright:
            path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1120, "height": 640})
            page.goto(address)
            walk(page)
            browser.close()


@contextmanager
def served(graph: Path) -> Iterator[str]:
    """The address at which `biennien browse` serves a graph."""
    command = [Path(sys.executable).with_name("biennien"), "--data-dir", graph, "browse", "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as process:  # noqa: S603 (our own)
        try:
            assert process.stdout
            found = re.search(r"http://localhost:\S+", process.stdout.readline())
            assert found, "Neo4j Browser could not be fetched"
            yield found[0]
        finally:
            process.kill()


def walk(page: Page) -> None:
    """The steps of the page, with a picture of each."""
    expect(page.get_by_text("biennien$").first).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("This graph holds")).to_be_visible(timeout=PATIENCE)
    take(page, "browser-tour.png")

    for _ in range(3):
        page.get_by_text("Next", exact=True).click()
    page.locator("pre.runnable:visible").click()
    page.keyboard.press("Control+Enter")
    drawn(page)
    panel(page, "Collapse")
    page.get_by_label("zoom-to-fit").first.click()
    page.wait_for_timeout(1_000)
    take(page, "browser-picture.png")
    panel(page, "Expand")

    page.get_by_test_id("navigationFavorites").click()
    folder(page, "biennien: pictures")
    favourite(page, "An event and the articles")
    drawn(page)
    page.get_by_test_id("frame").first.locator("svg g.relationship").first.click()
    page.wait_for_timeout(500)
    page.get_by_test_id("vizInspector").get_by_text("quote", exact=True).scroll_into_view_if_needed()
    take(page, "browser-evidence.png")

    folder(page, "biennien: pictures")
    folder(page, "biennien: saved queries")
    favourite(page, "activity (1)")
    expect(page.get_by_test_id("frame").first).to_contain_text("Successfully set", timeout=PATIENCE)
    favourite(page, "activity (2)")
    expect(page.get_by_test_id("frame").first).to_contain_text("Started streaming", timeout=PATIENCE)
    page.wait_for_timeout(500)
    take(page, "browser-query.png")


def panel(page: Page, act: str) -> None:
    """Collapse or expand the panel of properties; the next picture has it the same way."""
    name = f"{act} the node properties display"
    page.get_by_label(name).or_(page.get_by_title(name)).first.click()


def folder(page: Page, name: str) -> None:
    """Open or close a folder of favourites: a click on its first line, since what is in it belongs to it."""
    page.get_by_test_id(f"savedScriptsFolder-{name}").click(position={"x": 80, "y": 10})


def favourite(page: Page, name: str) -> None:
    item = page.get_by_test_id("savedScriptListItem").filter(has_text=name)
    item.get_by_test_id("savedScriptsButton-Run").click()


def drawn(page: Page) -> None:
    """Wait until a picture has come to rest."""
    frame = page.get_by_test_id("frame").first
    expect(frame).to_contain_text("Displaying", timeout=PATIENCE)
    expect(frame.locator("svg g.node circle").first).to_be_visible(timeout=PATIENCE)
    page.wait_for_timeout(5_000)


def take(page: Page, name: str) -> None:
    """Take a picture, in 256 colours: half the bytes."""
    page.mouse.move(560, 630)
    taken = Image.open(io.BytesIO(page.screenshot()))
    taken.convert("RGB").quantize(256).save(DOCS / "images" / name, optimize=True)


if __name__ == "__main__":
    main()
