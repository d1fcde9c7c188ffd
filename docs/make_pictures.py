"""Makes the pictures of the documentation: `python docs/make_pictures.py [--data-dir DIR]`.

Without a folder of a graph the example articles are read into a new one.  Needs the `dev` extra and a Chromium.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

DOCS = Path(__file__).resolve().parent
EXPORT = ("--actor", "Russia", "--other", "USA", "--title", "Russia and the United States")


def main() -> None:
    """Export a timeline and take its picture."""
    parser = argparse.ArgumentParser(description="Make the pictures of the documentation.")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="a graph to show, in place of the examples'")
    graph = parser.parse_args().data_dir
    with tempfile.TemporaryDirectory() as folder:
        if graph is None:
            graph = Path(folder, "graph")
            biennien("--data-dir", graph, "ingest", DOCS.parent / "examples")
        page = Path(folder, "timeline.html")
        biennien("--data-dir", graph, "export", page, *EXPORT)
        take(page, DOCS / "images" / "timeline.png")


def biennien(*arguments: str | Path) -> None:
    """Run the command line that is installed beside this Python."""
    subprocess.run([Path(sys.executable).with_name("biennien"), *arguments], check=True)  # noqa: S603 (our own)


def take(page: Path, picture: Path) -> None:
    """Take the picture of an exported page down to the end of its chart."""
    browser_path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        view = browser.new_page(viewport={"width": 1280, "height": 1000}, device_scale_factor=1.5)
        view.goto(page.as_uri())
        view.wait_for_selector(".mark")
        view.wait_for_timeout(500)
        chart = view.locator("#panel").bounding_box()
        height = chart["y"] + chart["height"] + 16 if chart else 1000
        view.screenshot(path=picture, full_page=True, clip={"x": 0, "y": 0, "width": 1280, "height": height})
        browser.close()


if __name__ == "__main__":
    main()
