"""`biennien browse` in a real Chromium, on both engines: connected, in its colours, with favourites and tour."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import CHECKOUT, unavailable
from playwright.sync_api import Locator, Page, expect
from records import make_event, make_record

from graph.logins import Login, login
from graph.store import Store
from queries.neo4j_browser import elsewhere, jar
from queries.neo4j_browser.favourites import PICTURE_FOLDER, QUERY_FOLDER
from queries.neo4j_browser.server import SiteServer
from queries.neo4j_browser.site import Site

if TYPE_CHECKING:
    from conftest import Engine
    from neo4j_server import Server

PATIENCE = 120_000
"""Milliseconds for Neo4j Browser, whose first query after the login is slow."""

SUMMIT = make_record(
    "summit",
    [
        make_event(
            "aaaa000000000001",
            "CONSULT",
            "2021-06-16",
            ["RUS"],
            ["USA"],
            "They met in Geneva.",
            treaties=[("new-start", "mention")],
        ),
        make_event("aaaa000000000002", "ACCUSE", "2021-06-17", ["joe-biden"], ["RUS"], "Biden spoke of cyber attacks."),
    ],
)

ORANGE, DARK_BLUE, GREEN = "#E8833A", "#1F4E8C", "#3E8E5A"
"""Colours of events, countries and treaties in the style sheet."""


@dataclass
class Browsing:
    """A running command, and the address that it printed."""

    process: subprocess.Popen[str]
    address: str
    printed: str


@pytest.fixture(scope="session")
def browser_jar() -> Path:
    """The jar that Maven brought for the Neo4j of the tests."""
    for path in sorted((CHECKOUT / "build" / "neo4j").glob(f"*/lib/{jar.NAME}")):
        return path
    unavailable(f"no {jar.NAME} below build/neo4j (make test fetches it)")


def fill(engine: Engine) -> None:
    engine.wipe()
    with Store.open(engine.target, access="write") as store:
        store.ensure_schema()
        store.save([SUMMIT])


@pytest.fixture(params=["embedded_engine", "neo4j_engine"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Either engine, with a summit in its graph."""
    either: Engine = request.getfixturevalue(request.param)
    fill(either)
    return either


def variables(engine: Engine) -> dict[str, str]:
    target = engine.target
    if target.embedded_dir:
        return {"BIENNIEN_DATA_DIR": str(target.embedded_dir)}
    return {
        "NEO4J_URI": target.uri or "",
        "NEO4J_USERNAME": target.user or "",
        "NEO4J_PASSWORD": target.password or "",
        "NEO4J_DATABASE": target.database,
    }


@pytest.fixture
def browse(environment: dict[str, str]) -> Iterator[Callable[..., Browsing]]:
    """Starts `biennien browse --no-open` on an engine, and ends it when the test is over."""
    running = []

    def start(engine: Engine, *options: str, **more: str) -> Browsing:
        process = subprocess.Popen(
            [Path(sys.executable).with_name("biennien"), "browse", *(options or ["--no-open"])],
            env=environment | variables(engine) | more,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        running.append(process)
        assert process.stdout
        printed = ""
        while "until Ctrl-C" not in printed:
            line = process.stdout.readline()
            assert line, f"ended early: {printed}"
            printed += line
        (address,) = re.findall(r"http://localhost:\d+/\S+/$", printed, re.MULTILINE)
        return Browsing(process, address, printed)

    yield start
    for process in running:
        process.kill()
        process.wait()


def cached(environment: dict[str, str], browser_jar: Path) -> None:
    place = Path(environment["HOME"], ".cache", "biennien", jar.NAME)
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(browser_jar, place)


def run(page: Page, text: str) -> Locator:
    """Run a text in the editor, and give its frame."""
    page.locator(".monaco-editor").first.click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)
    page.keyboard.press("Control+Enter")
    return page.get_by_test_id("frame").first


def ready(page: Page, database: str) -> None:
    """Wait for the tour and the connection."""
    expect(page.get_by_text("This graph holds 2 events")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text(f"{database}$").first).to_be_visible(timeout=PATIENCE)


def draw_first_stop(page: Page, database: str) -> Locator:
    """Go to the first picture of the tour, draw it, and give its frame."""
    ready(page, database)
    page.get_by_text("Next", exact=True).click()
    page.locator("pre.runnable:visible").click()
    page.keyboard.press("Control+Enter")
    frame = page.get_by_test_id("frame").first
    expect(frame).to_contain_text(re.compile(r"Displaying \d+ nodes, \d+ relationships"), timeout=PATIENCE)
    return frame


def fills(frame: Locator) -> set[str]:
    """Colours of the circles of a picture."""
    circles = frame.locator("svg g.node circle")
    expect(circles.first).to_be_visible(timeout=PATIENCE)
    return {str(circle.get_attribute("fill")).upper() for circle in circles.all()}


def captions(frame: Locator) -> str:
    return " ".join(text.strip() for text in frame.locator("svg g.node text").all_text_contents())


def open_favourites(page: Page, *folders: str) -> None:
    page.get_by_test_id("navigationFavorites").click()
    for folder in folders:
        page.get_by_test_id(f"savedScriptsFolder-{folder}").click()


def run_favourite(page: Page, name: str) -> Locator:
    item = page.get_by_test_id("savedScriptListItem").filter(has_text=name)
    item.get_by_test_id("savedScriptsButton-Run").click()
    return page.get_by_test_id("frame").first


def test_it_opens_connected_with_tour_style_and_favourites(
    engine: Engine,
    browse: Callable[..., Browsing],
    environment: dict[str, str],
    browser_jar: Path,
    page: Page,
    tmp_path: Path,
) -> None:
    cached(environment, browser_jar)
    browsing = browse(engine)
    assert "fetching" not in browsing.printed
    page.goto(browsing.address)
    frame = draw_first_stop(page, engine.target.database)
    assert {ORANGE, DARK_BLUE} <= fills(frame)
    assert "CONSULT" in captions(frame)
    assert "2021-06-16" in captions(frame)
    page.screenshot(path=tmp_path / "tour.png")

    open_favourites(page, PICTURE_FOLDER, QUERY_FOLDER)
    frame = run_favourite(page, "A treaty, its parties")
    expect(frame).to_contain_text(re.compile(r"Displaying \d+ nodes"), timeout=PATIENCE)
    assert GREEN in fills(frame)
    frame = run_favourite(page, "timeline (1)")
    expect(frame).to_contain_text("Successfully set your parameters", timeout=PATIENCE)
    frame = run_favourite(page, "timeline (2)")
    expect(frame).to_contain_text("Started streaming 2 records", timeout=PATIENCE)
    page.screenshot(path=tmp_path / "favourites.png")

    # A reload connects again, and keeps a favourite of the user's own, which is put in while Neo4j Browser is not there
    # to write over it.
    page.goto(f"{browsing.address}biennien/tour.html")
    page.evaluate("""() => localStorage.setItem('neo4j.documents', JSON.stringify([
        ...JSON.parse(localStorage.getItem('neo4j.documents')), {id: 'mine', content: '// My own\\nRETURN 1'}]))""")
    page.goto(browsing.address)
    draw_first_stop(page, engine.target.database)
    open_favourites(page, PICTURE_FOLDER)
    expect(page.get_by_text("My own")).to_be_visible()
    assert page.get_by_test_id(f"savedScriptsFolder-{PICTURE_FOLDER}").count() == 1

    browsing.process.send_signal(signal.SIGINT)
    assert browsing.process.wait(timeout=20) == 0


def test_a_query_pasted_from_show_gives_its_rows(
    engine: Engine,
    browse: Callable[..., Browsing],
    environment: dict[str, str],
    browser_jar: Path,
    biennien: Callable[..., Any],
    page: Page,
) -> None:
    shown = biennien("query", "show", "timeline", "-p", "actor=Russia", "-p", "from=2021-06-17").stdout
    fill(engine)  # `biennien` empties the embedded graph
    cached(environment, browser_jar)
    page.goto(browse(engine).address)
    ready(page, engine.target.database)
    for line in re.findall(r"^//\s+(:param \w+ => .*)$", shown, re.MULTILINE):
        frame = run(page, line)
        expect(frame).to_contain_text("Successfully set your parameter", timeout=PATIENCE)
    frame = run(page, shown)
    expect(frame).to_contain_text("Started streaming 1 records", timeout=PATIENCE)
    expect(frame).to_contain_text("aaaa000000000002")


def test_only_reading_is_possible_on_the_embedded_graph(
    embedded_engine: Engine,
    browse: Callable[..., Browsing],
    environment: dict[str, str],
    browser_jar: Path,
    page: Page,
) -> None:
    fill(embedded_engine)
    cached(environment, browser_jar)
    page.goto(browse(embedded_engine).address)
    ready(page, embedded_engine.target.database)
    frame = run(page, "CREATE (e:Event {id: 'made-up'}) RETURN e")
    expect(frame).to_contain_text("ERROR", timeout=PATIENCE)
    assert len(embedded_engine.run("MATCH (e:Event) RETURN e")) == 2


def test_the_server_stays_while_it_is_looked_at(
    browse: Callable[..., Browsing], environment: dict[str, str], browser_jar: Path, tmp_path: Path
) -> None:
    """Nobody else uses this database, and it lingers no moment longer than it is used."""
    from conftest import Engine

    from graph.embedded.server import describe
    from graph.target import resolve

    cached(environment, browser_jar)
    target = resolve(data_dir=tmp_path / "graph")
    browsing = browse(Engine(target, None, "", ("", "")))  # type: ignore[arg-type]
    assert "holds no events yet" in browsing.printed
    time.sleep(2)
    note = describe(tmp_path / "graph").note
    assert note is not None
    assert f"bolt://127.0.0.1:{note.port}" in browsing.printed
    browsing.process.send_signal(signal.SIGINT)
    assert browsing.process.wait(timeout=20) == 0
    deadline = time.monotonic() + 30
    while describe(tmp_path / "graph").note is not None:
        assert time.monotonic() < deadline, "the server outlives its use"
        time.sleep(0.1)


def test_it_gives_the_web_browser_an_address_that_works_once(
    embedded_engine: Engine,
    browse: Callable[..., Browsing],
    environment: dict[str, str],
    browser_jar: Path,
    tmp_path: Path,
) -> None:
    cached(environment, browser_jar)
    opened = tmp_path / "opened.txt"
    program = tmp_path / "web-browser"
    program.write_text(f'#!/bin/sh\nprintf %s "$1" > {opened}.part && mv {opened}.part {opened}\n')
    program.chmod(0o755)
    browsing = browse(embedded_engine, "--open", BROWSER=f"{program} %s")
    deadline = time.monotonic() + 30
    while not opened.exists():
        assert time.monotonic() < deadline, "no web browser was started"
        time.sleep(0.1)
    first = opened.read_text()
    assert first != browsing.address
    with urllib.request.urlopen(first, timeout=10) as answer:
        assert answer.url == browsing.address
        assert b"Neo4j Browser" in answer.read()
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(first, timeout=10)


def test_without_the_jar_it_says_what_to_enter_elsewhere(
    engine: Engine, browse: Callable[..., Browsing], page: Page
) -> None:
    browsing = browse(engine, https_proxy="http://127.0.0.1:9")
    assert "cannot be fetched" in browsing.printed
    for wanted in ("Enter in any Neo4j Browser", engine.address, engine.target.database, jar.NAME):
        assert wanted in browsing.printed
    page.goto(browsing.address)
    expect(page.get_by_text(engine.address)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="favourites.zip").click()
    assert download.value.suggested_filename == "favourites.zip"


def test_the_browser_of_a_neo4j_takes_tour_style_and_favourites(
    neo4j_own: Server, neo4j_engine: Engine, page: Page, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The way when the jar cannot be had: what is served here goes into a Neo4j Browser of another server."""
    import threading
    from urllib.parse import urlsplit

    fill(neo4j_engine)
    port = urlsplit(neo4j_own.browser).port
    assert port
    monkeypatch.setattr(elsewhere, "_USUAL", {True: ("https", port), False: ("http", port)})
    found = elsewhere.find(neo4j_engine.address)
    assert found == neo4j_own.browser
    assert elsewhere.find(f"bolt://localhost:{port}".replace("bolt", "bolt+s")) is None

    with (
        login(neo4j_engine.target) as entry,
        SiteServer(
            Site(None, entry, {"Event": 2, "Article": 1, "Actor": 3, "Treaty": 1}, {"actor": "Russia"}), 0
        ) as server,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page.goto(elsewhere.opened(found, entry, server.tour_address))
        expect(page.get_by_test_id("boltaddress")).to_have_value(
            re.compile(str(urlsplit(entry.uri).port)), timeout=PATIENCE
        )
        expect(page.get_by_test_id("username")).to_have_value(entry.user or "")
        page.get_by_test_id("password").fill(entry.password or "")
        page.get_by_test_id("connect").click()
        expect(page.get_by_test_id("disconnectedBanner")).to_have_count(0, timeout=PATIENCE)
        frame = draw_first_stop(page, neo4j_engine.target.database)
        assert ORANGE not in fills(frame)
        for _ in range(7):
            if page.get_by_text(":style biennien").is_visible():
                break
            page.get_by_text("Next", exact=True).click()
        page.get_by_text(":style biennien").click()
        expect(page.get_by_test_id("frame").first).to_contain_text("node.Event", timeout=PATIENCE)

        archive = tmp_path / "favourites.zip"
        found_page = server.site.get("biennien/favourites.zip", "")
        assert found_page
        archive.write_bytes(found_page.content)
        drop(page, archive)
        page.get_by_test_id("navigationFavorites").click()
        expect(page.get_by_text("biennien-pictures")).to_be_visible(timeout=PATIENCE)
        server.shutdown()


def drop(page: Page, file: Path) -> None:
    """Drop a file on the window."""
    import base64

    handle = page.evaluate_handle(
        """([name, text]) => {
            const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
            const dropped = new DataTransfer();
            dropped.items.add(new File([bytes], name));
            return dropped;
        }""",
        [file.name, base64.b64encode(file.read_bytes()).decode()],
    )
    page.locator(".filedrop").dispatch_event("drop", {"dataTransfer": handle})


def test_a_login_shows_no_password() -> None:
    assert "secret" not in repr(Login("bolt://127.0.0.1:1", "reader", "secret", "biennien"))
