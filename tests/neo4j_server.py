"""A real Neo4j for the tests: fetched by Maven, started on free loopback ports, thrown away at the end.

`python tests/neo4j_server.py fetch` brings the jars of both lines below `build/neo4j/` (once), `… check` says in one
line each what is missing.  Nothing but the standard library is imported here, so that both also run before the
project is installed.
"""

from __future__ import annotations

import ctypes
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
POM = Path(__file__).resolve().parent / "neo4j" / "pom.xml"
JARS = CHECKOUT / "build" / "neo4j"

START_LIMIT = 120.0
"""Seconds to wait for a server; 5 to 7 are usual."""


class Missing(Exception):
    """Something the server needs is not on this machine; the message says what and how to get it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A release line of Neo4j: its version, entry point and the Java releases it is meant for (newest is last)."""

    version: str
    main: str
    java: range
    options: tuple[str, ...] = ()

    @property
    def lib(self) -> Path:
        """Folder of the jars."""
        return JARS / self.version / "lib"


LONG_TERM = Line("5.26.12", "org.neo4j.server.CommunityEntryPoint", range(17, 22))
CURRENT = Line(
    "2025.10.1", "org.neo4j.server.Neo4jCommunity", range(21, 99), ("--add-modules=jdk.incubator.vector",)
)  # fmt: skip
LINES = (LONG_TERM, CURRENT)

_OPEN = tuple(
    f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in ("java.nio", "java.io", "sun.nio.ch", "java.lang")
)


@dataclass(frozen=True, slots=True)
class Size:
    """What a server is given: options of its Java, and memory for pages of its store."""

    java: tuple[str, ...]
    pages: str


SHORT_LIVED = Size(("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), "64m")
"""A third less CPU over a run of tests: the second compiler would not earn back what it costs."""


def find_java(wanted: range) -> Path:
    """A Java of a wanted release, else the oldest of a later one.

    Looked through in this order: JAVA_HOME, the search path, the usual folders of Linux and macOS, and the Java that
    comes with the embedded database.  Raises Missing when none is recent enough.
    """
    later: list[tuple[int, Path]] = []
    for java in _javas():
        release = _release(java)
        if release in wanted:
            return java
        if release >= wanted.stop:
            later.append((release, java))
    if later:
        return min(later)[1]
    raise Missing(f"no Java {wanted.start} or later (install one, or name it in JAVA_HOME)")


def _javas() -> list[Path]:
    found = [Path(home, "bin", "java") for home in (os.environ.get("JAVA_HOME"),) if home]
    if on_path := shutil.which("java"):
        found.append(Path(on_path))
    found += sorted(Path("/usr/lib/jvm").glob("*/bin/java"))
    found += sorted(Path("/Library/Java/JavaVirtualMachines").glob("*/Contents/Home/bin/java"))
    found += sorted((CHECKOUT / ".venv").glob("lib/python*/site-packages/arcadedb_embedded/jre/bin/java"))
    return [java for java in found if os.access(java, os.X_OK)]


def _release(java: Path) -> int:
    """The feature release of a Java, such as 17; 0 when it does not run."""
    try:
        told = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=30, check=False).stderr
    except (OSError, subprocess.TimeoutExpired):
        return 0
    match = re.search(r'version "(?:1\.)?(\d+)', told)
    return int(match.group(1)) if match else 0


def fetch(line: Line) -> None:
    """Bring the jars of a line by Maven, unless they are there.

    They are copied beside their place and moved in at the end, so that an interrupted fetch leaves nothing that looks
    complete.  Raises Missing when Maven is not there or gives up.
    """
    if line.lib.is_dir():
        return
    maven = shutil.which("mvn")
    if maven is None:
        raise Missing("no Maven (install it: apt-get install maven)")
    partial = line.lib.with_name(f"lib.{os.getpid()}")
    # The plugin's full name, since by its short one Maven does not say why it could not be fetched.
    goal = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
    command = [maven, "-q", "-B", "-ntp", "-f", str(POM), goal]
    command += [f"-Dneo4j.version={line.version}", "-DincludeScope=runtime", f"-DoutputDirectory={partial}"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        shutil.rmtree(partial, ignore_errors=True)
        errors = [text.split("[ERROR]")[1] for text in done.stdout.splitlines() if "[ERROR]" in text] or [done.stderr]
        # The cause stands last, before a pointer to the manual.
        raise Missing(f"Maven could not fetch Neo4j {line.version}: …{errors[0].split(' -> [Help')[0].strip()[-250:]}")
    partial.rename(line.lib)


def missing(line: Line) -> str | None:
    """What keeps a line from being started here, in one line; None when nothing does."""
    try:
        find_java(line.java)
    except Missing as reason:
        return str(reason)
    return None if line.lib.is_dir() else f"Neo4j {line.version} is not in {JARS} (make test fetches it)"


@dataclass(frozen=True, slots=True)
class Server:
    """A running Neo4j of its own, with an empty database `neo4j`; `browser` is where Neo4j Browser answers."""

    uri: str
    user: str
    password: str
    database: str
    browser: str
    log: Path
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """End the server at once: an orderly shutdown takes 10 s, and its store is thrown away anyway."""
        self.process.kill()
        self.process.wait()

    def shut_down(self) -> None:
        """End the server in order, so that its store opens quickly the next time."""
        self.process.terminate()
        self.process.wait()


def start(line: Line, home: Path, *, size: Size = SHORT_LIVED, tries: int = 3) -> Server:
    """Start a server with its store below `home`, and wait until Bolt answers.

    Ports are asked from the system and released again before the server takes them, so another program may get in
    between: hence the tries.  Raises Missing without Java or jars, RuntimeError when the server does not come up.
    """
    java = find_java(line.java)
    if not line.lib.is_dir():
        raise Missing(missing(line) or "")
    for attempt in range(1, tries + 1):
        server = _launch(line, java, home / str(attempt), size)
        if _answers(server):
            return server
        server.stop()
    raise RuntimeError(f"Neo4j {line.version} did not start; its log ends:\n{_tail(server.log)}")


def start_again(line: Line, home: Path, size: Size) -> Server:
    """Start a server on the store that an earlier one left in `home`; the first call makes the store.

    Raises what `start` raises.
    """
    java = find_java(line.java)
    if not line.lib.is_dir():
        raise Missing(missing(line) or "")
    server = _launch(line, java, home, size)
    if not _answers(server):
        server.stop()
        raise RuntimeError(f"Neo4j {line.version} did not start; its log ends:\n{_tail(server.log)}")
    return server


def admin(line: Line, home: Path, arguments: Sequence[str]) -> str:
    """Run `neo4j-admin` on the store below `home`, with no server on it; gives what it printed.

    Raises Missing without Java or jars, RuntimeError when it fails.
    """
    java = find_java(line.java)
    if not line.lib.is_dir():
        raise Missing(missing(line) or "")
    for folder in ("conf", "plugins"):
        (home / folder).mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        # What Neo4jAdminCommand would start in a second Java.
        [str(java), *SHORT_LIVED.java, "-cp", str(line.lib / "*"), *_OPEN, "org.neo4j.cli.AdminTool", *arguments],
        env={**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")},
        cwd=home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"neo4j-admin failed:\n{done.stdout[-3000:]}")
    return done.stdout


def _password(home: Path) -> tuple[str, bool]:
    """The password of a store, and whether it is a new one."""
    kept = home / "password"
    if kept.is_file():
        return kept.read_text(), False
    home.mkdir(parents=True, exist_ok=True)
    kept.touch(mode=0o600)
    kept.write_text(secrets.token_hex(18))
    return kept.read_text(), True


def _launch(line: Line, java: Path, home: Path, size: Size) -> Server:
    bolt, http = _free_ports(2)
    password, new = _password(home)
    conf = home / "conf"
    conf.mkdir(exist_ok=True)
    (conf / "neo4j.conf").write_text(
        f"server.bolt.listen_address=127.0.0.1:{bolt}\n"
        f"server.http.listen_address=127.0.0.1:{http}\n"
        "server.https.enabled=false\n"
        f"server.memory.pagecache.size={size.pages}\n"
        "dbms.usage_report.enabled=false\n"
        "client.allow_telemetry=false\n"
        # A test that logs in with a wrong password must not lock the others out.
        "dbms.security.auth_max_failed_attempts=0\n"
    )
    run = [str(java), "-cp", str(line.lib / "*"), *_OPEN, *line.options]
    if new:
        subprocess.run(
            [*run, "org.neo4j.server.startup.Neo4jAdminCommand", "dbms", "set-initial-password", password],
            env={**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(conf)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
        )
    log = home / "console.log"
    with log.open("wb") as console:
        process = subprocess.Popen(
            [*run, *size.java, line.main, f"--home-dir={home}", f"--config-dir={conf}"],
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=subprocess.STDOUT,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        )
    uri = f"bolt://127.0.0.1:{bolt}"
    return Server(uri, "neo4j", password, "neo4j", f"http://127.0.0.1:{http}/browser/", log, process)


def _answers(server: Server) -> bool:
    """Wait until the database takes a query; False when the process ended or the time is up."""
    from neo4j import GraphDatabase
    from neo4j.exceptions import DriverError, Neo4jError

    deadline = time.monotonic() + START_LIMIT
    while server.process.poll() is None and time.monotonic() < deadline:
        if _listens(server.uri):
            try:
                with (
                    GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver,
                    driver.session(database=server.database) as session,
                ):
                    session.run("RETURN 1").consume()
                return True
            except (DriverError, Neo4jError):
                pass
        time.sleep(0.1)
    return False


def _listens(uri: str) -> bool:
    host, port = uri.removeprefix("bolt://").split(":")
    with closing(socket.socket()) as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, int(port))) == 0


def _free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def _die_with_parent() -> None:
    """Ask Linux to end the server when the test run is killed (prctl, PR_SET_PDEATHSIG = 1)."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def _tail(log: Path, lines: int = 20) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def main(arguments: list[str]) -> int:
    """`fetch` or `check`; one line on standard error for each line of Neo4j that cannot be had, and exit code 1."""
    if arguments not in (["fetch"], ["check"]):
        print(f"usage: {Path(__file__).name} fetch|check", file=sys.stderr)
        return 2
    failed = 0
    for line in LINES:
        try:
            if arguments == ["fetch"]:
                fetch(line)
            reason = missing(line)
        except Missing as error:
            reason = str(error)
        if reason:
            failed = 1
            print(f"not tested on Neo4j {line.version}: {reason}", file=sys.stderr)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
