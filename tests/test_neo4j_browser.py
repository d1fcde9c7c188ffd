"""Neo4j Browser shows the graph of either engine: a saved query as `biennien query show` prints it, and its nodes."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, expect
from records import make_event, make_record

from graph.store import Store

if TYPE_CHECKING:
    from conftest import Engine
    from neo4j_server import Server

SUMMIT = make_record(
    "summit",
    [
        make_event("aaaa000000000001", "CONSULT", "2021-06-16", ["RUS", "USA"], [], "The presidents met in Geneva."),
        make_event("aaaa000000000002", "ACCUSE", "2021-06-17", ["joe-biden"], ["RUS"], "Biden spoke of cyber attacks."),
    ],
)

PATIENCE = 120_000
"""Milliseconds for the Browser, whose first query after the login is slow."""


def connect(page: Page, server: Server, engine: Engine, user: str, password: str) -> None:
    """Open the Browser and log in to `engine`, which need not be the server that serves the page."""
    page.goto(server.browser)
    fields = {
        "boltaddress": engine.address.removeprefix("bolt://"),
        "database": engine.target.database,
        "username": user,
        "password": password,
    }
    for name, value in fields.items():
        page.get_by_test_id(name).fill(value)
    page.get_by_test_id("connect").click()
    expect(page.get_by_test_id("disconnectedBanner")).to_have_count(0, timeout=PATIENCE)
    # A guide opens by itself; wait for it, so that the frames on top from here on are those of the test.
    expect(page.get_by_text(":play start").first).to_be_visible(timeout=PATIENCE)


def run(page: Page, text: str, part: str, wanted: str) -> str:
    """Type into the editor, and give what the newest frame shows when `wanted` stands in that part of it."""
    page.locator(".monaco-editor").first.click()
    page.keyboard.insert_text(text)
    page.keyboard.press("Control+Enter")
    frame = page.get_by_test_id("frame").first
    expect(frame.get_by_test_id(part)).to_contain_text(re.compile(wanted), timeout=PATIENCE)
    return frame.inner_text()


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Server:
    """Serves the Browser's page."""
    if "BIENNIEN_TEST_NEO4J_URI" in os.environ:
        pytest.skip("BIENNIEN_TEST_NEO4J_URI does not tell where a Neo4j Browser answers")
    own: Server = request.getfixturevalue("neo4j_own")
    return own


@pytest.mark.parametrize("name", ["neo4j_engine", "embedded_engine"])
def test_browser_runs_a_saved_query(
    name: str, server: Server, page: Page, biennien: Callable[..., Any], request: pytest.FixtureRequest
) -> None:
    engine: Engine = request.getfixturevalue(name)
    engine.wipe()
    with Store.open(engine.target, access="write") as store:
        store.ensure_schema()
        store.save([SUMMIT])

    connect(page, server, engine, *engine.login)
    query = biennien("query", "show", "timeline", "-p", "actor=Russia").stdout
    parameters = re.findall(r"^//\s+:param (\w+) => (.*)$", query, re.MULTILINE)
    run(page, f":params {{{', '.join(f'{key}: {value}' for key, value in parameters)}}}", "frameContents", '"Russia"')
    shown = run(page, query, "frameStatusbar", "Started streaming 2 records")
    assert "aaaa000000000001" in shown
    assert "2021-06-16" in shown

    path = "MATCH path = (:Actor)-[:SOURCE_OF]->(:Event) RETURN path"
    run(page, path, "frameContents", r"Displaying 5 nodes, \d relationships")
