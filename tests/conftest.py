"""What tests share: both engines, each one server for the whole run, the command line, and a browser.

Nothing here touches a graph, folder or setting of the person who runs the tests.  What is not on the machine makes
the tests that need it skip with the reason, or fail when CI=true.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NoReturn

import neo4j
import neo4j_server
import pytest
import web_readers
from neo4j_server import CURRENT, LONG_TERM, Line, Server

from graph.target import EMBEDDED_DATABASE, Target, resolve
from training.scoring_script import scoring_script

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from graph.store import Store

CHECKOUT = Path(__file__).resolve().parent.parent

TEST_SERVER = "BIENNIEN_TEST_NEO4J"
"""Begins the names of the variables that name a server to use: …_URI, …_USERNAME, …_PASSWORD, …_DATABASE."""

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing but this machine can be reached, so a page that needs the network fails.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)

_environment = pytest.MonkeyPatch()


def pytest_configure() -> None:
    """Forget which graphs the caller uses, let no server outlive its use, and let commands be interrupted.

    A shell that runs the tests in the background makes them, and so the commands that they start, ignore Ctrl-C.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for name in list(os.environ):
        ours = name.startswith(("NEO4J_", "BIENNIEN_"))
        if ours and name != "BIENNIEN_SHARED" and not name.startswith(TEST_SERVER):
            _environment.delenv(name)
    _environment.setenv("BIENNIEN_LINGER", "0")


def pytest_unconfigure() -> None:
    _environment.undo()


def unavailable(reason: str) -> NoReturn:
    """Skip what needs a thing that is not here; under CI=true that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"under CI=true nothing may be missing: {reason}", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real articles and annotations, which is no part of the project."""
    folder = Path(os.environ.get("BIENNIEN_SHARED") or CHECKOUT.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"no shared articles in {folder} (name their folder in BIENNIEN_SHARED)")
    return folder


@pytest.fixture(scope="session")
def scorer(shared: Path) -> ModuleType:
    """The scoring script that lies beside the annotations."""
    return scoring_script(shared / "eval" / "score.py")


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of example articles."""
    return CHECKOUT / "examples"


@dataclass(frozen=True)
class Engine:
    """A database of the tests' own, and a way into it around the code under test.

    `address` is its Bolt URI, `login` the user and password that may write.
    """

    target: Target
    driver: neo4j.Driver
    address: str
    login: tuple[str, str]

    def run(self, cypher: str) -> list[neo4j.Record]:
        """The records of a query, which may write."""
        with self.driver.session(database=self.target.database) as session:
            return list(session.run(neo4j.Query(cypher)))

    def wipe(self) -> None:
        """Delete all nodes and edges; constraints and indexes stay."""
        self.run("MATCH (n) DETACH DELETE n")


@pytest.fixture(scope="session")
def embedded_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One embedded server, held for the whole run, so that commands on its folder find it warm."""
    from graph.embedded.server import alone, use

    folder = tmp_path_factory.mktemp("embedded")
    held = use(folder)
    try:
        address, login = f"bolt://127.0.0.1:{held.port}", ("root", held.password("root"))
        with neo4j.GraphDatabase.driver(address, auth=login) as driver:
            yield Engine(Target(None, None, None, EMBEDDED_DATABASE, folder), driver, address, login)
    finally:
        held.release()
        with alone(folder):
            pass


def _started(line: Line, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    try:
        server = neo4j_server.start(line, tmp_path_factory.mktemp(f"neo4j-{line.version}"))
    except neo4j_server.Missing as reason:
        unavailable(str(reason))
    yield server
    server.stop()


def _connected(target: Target) -> Iterator[Engine]:
    address, login = target.uri or "", (target.user or "", target.password or "")
    with neo4j.GraphDatabase.driver(address, auth=login) as driver:
        yield Engine(target, driver, address, login)


@pytest.fixture(scope="session")
def neo4j_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Neo4j of the long-term line, started for this run; its Browser answers at `.browser`."""
    yield from _started(LONG_TERM, tmp_path_factory)


def _schema(engine: Engine) -> set[tuple[str, str]]:
    """Kind and name of each constraint and index."""
    kinds = {"CONSTRAINT": "CONSTRAINTS", "INDEX": "INDEXES"}
    return {
        (kind, record["name"])
        for kind, many in kinds.items()
        for record in engine.run(f"SHOW {many} YIELD name RETURN name")
    }


@pytest.fixture(scope="session")
def neo4j_engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """The server that BIENNIEN_TEST_NEO4J_URI names, if it is empty, else one started for this run."""
    uri = os.environ.get(f"{TEST_SERVER}_URI")
    if uri is None:
        server: Server = request.getfixturevalue("neo4j_own")
        yield from _connected(Target(server.uri, server.user, server.password, server.database, None))
        return
    names = ("USERNAME", "PASSWORD", "DATABASE")
    access = {f"NEO4J_{name}": os.environ.get(f"{TEST_SERVER}_{name}", "") for name in names}
    for engine in _connected(resolve(db=uri, environment=access)):
        if engine.run("MATCH (n) RETURN n LIMIT 1"):
            pytest.exit(f"the database at {engine.target.uri} is not empty; the tests would delete what is in it", 1)
        before = _schema(engine)
        yield engine
        engine.wipe()
        # Constraints first: their indexes go with them.
        for kind, name in sorted(_schema(engine) - before):
            engine.run(f"DROP {kind} `{name}` IF EXISTS")


@pytest.fixture(scope="session")
def neo4j_current_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A Neo4j of the current line; skipped where the caller names the server to test on."""
    if f"{TEST_SERVER}_URI" in os.environ:
        pytest.skip(f"{TEST_SERVER}_URI names the only server to test on")
    for server in _started(CURRENT, tmp_path_factory):
        yield from _connected(Target(server.uri, server.user, server.password, server.database, None))


@pytest.fixture
def embedded_target(embedded_engine: Engine) -> Target:
    """The embedded database, empty."""
    embedded_engine.wipe()
    return embedded_engine.target


@pytest.fixture
def neo4j_target(neo4j_engine: Engine) -> Target:
    """A Neo4j of the long-term line, empty."""
    neo4j_engine.wipe()
    return neo4j_engine.target


@pytest.fixture
def neo4j_current(neo4j_current_engine: Engine) -> Target:
    """A Neo4j of the current line, empty."""
    neo4j_current_engine.wipe()
    return neo4j_current_engine.target


@pytest.fixture(params=["embedded", "neo4j"])
def target(request: pytest.FixtureRequest) -> Target:
    """Either engine, empty."""
    either: Target = request.getfixturevalue(f"{request.param}_target")
    return either


@pytest.fixture
def store(target: Target) -> Iterator[Store]:
    """An empty graph with its schema, on either engine, open for writing."""
    from graph.store import Store

    with Store.open(target, access="write") as store:
        store.ensure_schema()
        yield store


@pytest.fixture
def reader(store: Store, target: Target) -> Iterator[Store]:
    """The graph of `store`, open for reading alone."""
    from graph.store import Store

    with Store.open(target, access="read") as reader:
        yield reader


@dataclass(frozen=True)
class Outcome:
    """What a finished command left."""

    code: int
    stdout: str
    stderr: str


@pytest.fixture
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A plain environment for commands: a home of their own, no colours, nothing of the caller's."""
    home = str(tmp_path_factory.mktemp("home"))
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TMPDIR") if name in os.environ}
    return kept | {
        "HOME": home,
        "XDG_DATA_HOME": str(Path(home, "data")),
        "LANG": "C.UTF-8",
        "NO_COLOR": "1",
        "TERM": "dumb",
        "COLUMNS": "200",
        "BIENNIEN_LINGER": "0",
    }


def _program(environment: dict[str, str], target: Target, folder: Path) -> Callable[..., Outcome]:
    """Runs the command line in a folder, on the database of `target`."""
    chosen = environment | (
        {"BIENNIEN_DATA_DIR": str(target.embedded_dir)}
        if target.embedded_dir
        else {
            "NEO4J_URI": target.uri or "",
            "NEO4J_USERNAME": target.user or "",
            "NEO4J_PASSWORD": target.password or "",
            "NEO4J_DATABASE": target.database,
        }
    )

    def run(
        *arguments: str | Path,
        cwd: Path = folder,
        env: dict[str, str | None] | None = None,
        input: str = "",
        timeout: float = 120,
    ) -> Outcome:
        wanted = chosen | (env or {})
        done = subprocess.run(
            [Path(sys.executable).with_name("biennien"), *arguments],
            cwd=cwd,
            env={name: value for name, value in wanted.items() if value is not None},
            input=input,
            capture_output=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def biennien(environment: dict[str, str], embedded_target: Target, tmp_path: Path) -> Callable[..., Outcome]:
    """Runs the command line in `tmp_path` on the embedded database, which is warm and empty.

    `biennien("query", "timeline", cwd=…, env={"NAME": "value"}, input="…", timeout=seconds)`; a value of None takes a
    variable away.
    """
    return _program(environment, embedded_target, tmp_path)


@pytest.fixture
def biennien_on_either(environment: dict[str, str], target: Target, tmp_path: Path) -> Callable[..., Outcome]:
    """The same as `biennien`, on the engine of `target`."""
    return _program(environment, target, tmp_path)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium."""
    for name in CHROMIUM_NAMES:
        if path := shutil.which(name):
            return path
    unavailable("no Chromium (install it: apt-get install chromium)")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """A headless Chromium with a profile of its own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_OPTIONS))
        yield browser
        browser.close()


def web_reader(package: web_readers.Package) -> Path:
    """The folder of a program for the web that reads our files."""
    try:
        return package.files()
    except web_readers.Missing as reason:
        unavailable(str(reason))


@pytest.fixture(scope="session")
def timelinejs() -> Path:
    """The folder of Knight Lab's TimelineJS."""
    return web_reader(web_readers.TIMELINEJS)


@pytest.fixture(scope="session")
def mermaid() -> Path:
    """The folder of Mermaid."""
    return web_reader(web_readers.MERMAID)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new page, 1280 × 900, that shares nothing with those of other tests."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()
