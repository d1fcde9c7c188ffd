"""The Java process of ArcadeDB: where it is installed, its users and settings, and how it says that it is ready."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import secrets
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from graph.embedded.home import Home
from graph.errors import Unreachable
from graph.target import EMBEDDED_DATABASE

MAIN_CLASS = "com.arcadedb.server.ArcadeDBServer"
QUERY_SECONDS = 300
"""How long a query may take; the driver's own limit is not heeded by this engine."""

_LEFT_OUT = re.compile(r"arcadedb-(mcp|postgresw|redisw|graphql|console|python)")
_BOLT = re.compile(r"Listening for incoming BOLT connections on \S*:(\d+)")
_READY = re.compile(r"ArcadeDB Server started in ")
_LOST = re.compile(r'Exception in thread "main" (.*)')
_SEVERE = re.compile(r" SEVER \[\w+\] (?:<\w+> )?(.*)")
_ROUNDS = 65536
_LOGGING = """\
handlers = java.util.logging.FileHandler
.level = INFO
io.undertow.level = WARNING
org.xnio.level = WARNING
org.jboss.level = WARNING
java.util.logging.FileHandler.pattern = {pattern}
java.util.logging.FileHandler.formatter = com.arcadedb.log.LogFormatter
java.util.logging.FileHandler.limit = 5000000
java.util.logging.FileHandler.count = 2
"""


def distribution() -> Path:
    """Folder of the installed ArcadeDB.  Raises Unreachable where there is none for this system."""
    found = find_spec("arcadedb_embedded")
    if found is None or found.origin is None:
        raise Unreachable(
            "no embedded database is installed for this system", "Use a Neo4j: --db bolt://localhost:7687."
        )
    return Path(found.origin).parent


def executable() -> Path:
    """The Java that ArcadeDB brings with it."""
    return distribution() / "jre" / "bin" / ("java.exe" if os.name == "nt" else "java")


def configure(home: Home, passwords: dict[str, str]) -> None:
    """Write the users `root` and `reader` and their rights, and where to log; `reader` may read records, no more."""
    home.config.mkdir(mode=0o700, parents=True, exist_ok=True)
    # `%` begins a placeholder there, and whatever is not ASCII has to be escaped, as JSON does it.
    folder = json.dumps(home.logs.as_posix().replace("%", "%%"))[1:-1]
    home.write_private(home.config / "arcadedb-log.properties", _LOGGING.format(pattern=f"{folder}/server.%g.log"))
    groups = {
        "admin": _group(
            ["updateSecurity", "updateSchema", "updateDatabaseSettings"],
            ["createRecord", "readRecord", "updateRecord", "deleteRecord"],
        ),
        "reader": _group([], ["readRecord"]),
        "*": _group([], []),
    }
    home.write_private(
        home.config / "server-groups.json", json.dumps({"version": 2, "databases": {"*": {"groups": groups}}})
    )
    users = [
        {"name": user, "databases": {"*": [group]}, "password": _digest(passwords[user])}
        for user, group in (("root", "admin"), ("reader", "reader"))
    ]
    home.write_private(home.config / "server-users.jsonl", "".join(json.dumps(user) + "\n" for user in users))


def _group(database: list[str], records: list[str]) -> dict[str, Any]:
    return {"resultSetLimit": -1, "readTimeout": -1, "access": database, "types": {"*": {"access": records}}}


def _digest(password: str) -> str:
    """A password as ArcadeDB keeps it: PBKDF2 with the salt's base64 text as salt."""
    salt = base64.b64encode(secrets.token_bytes(32)).decode()
    key = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), _ROUNDS, 32)
    return f"PBKDF2WithHmacSHA256${_ROUNDS}${salt}${base64.b64encode(key).decode()}"


def root_property(home: Home) -> str:
    """The argument by which a Java process can be known as the server of this folder."""
    return f"-Darcadedb.server.rootPath={home.root}"


def start(home: Home) -> subprocess.Popen[bytes]:
    """Start Java with the folder as its root.  It logs anew; the log of its predecessor is `server.1.log` then."""
    base = distribution()
    jars = [str(jar) for jar in sorted((base / "jars").glob("*.jar")) if not _LEFT_OUT.match(jar.name)]
    settings = {
        "arcadedb.server.databaseDirectory": home.databases,
        "arcadedb.server.logsDirectory": home.logs,
        "java.util.logging.config.file": home.config / "arcadedb-log.properties",
        "arcadedb.server.defaultDatabases": f"{EMBEDDED_DATABASE}[]",
        "arcadedb.server.mode": "production",
        "arcadedb.server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "arcadedb.server.httpIncomingHost": "127.0.0.1",
        "arcadedb.server.httpIncomingPort": 0,
        "arcadedb.bolt.host": "127.0.0.1",
        "arcadedb.bolt.port": 0,
        "arcadedb.studio.enabled": "false",
        "arcadedb.support.autoRegister": "false",
        "arcadedb.command.timeout": QUERY_SECONDS * 1000,
        "arcadedb.opencypher.loadCsv.allowFileUrls": "false",
        "arcadedb.opencypher.loadCsv.allowRemoteUrls": "false",
        "arcadedb.txWalFlush": 2,
    }
    command = [
        str(executable()),
        # Most servers live for minutes: what the second compiler would gain, its work costs twice over.
        "-XX:TieredStopAtLevel=1",
        root_property(home),
        *(f"-D{name}={value}" for name, value in settings.items()),
        "-cp",
        os.pathsep.join(jars),
        MAIN_CLASS,
    ]
    # Options meant for a user's other Java programs must not reach this one, nor the password of a Neo4j.
    unwanted = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH"}
    environment = {
        name: value for name, value in os.environ.items() if name not in unwanted and not name.startswith("NEO4J_")
    }
    # Without a UTF-8 locale Java cannot name files with other letters.
    environment["LC_ALL"] = "C.UTF-8"
    home.logs.mkdir(mode=0o700, exist_ok=True)
    if home.log.exists():
        home.log.replace(home.log.with_name("server.1.log"))
    with home.java_output.open("wb") as output:
        return subprocess.Popen(  # noqa: S603
            command,
            cwd=home.root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            umask=0o077,
            start_new_session=True,
        )


def read_log(home: Home) -> tuple[int, str]:
    """Bolt's port once the server is ready (else 0), and why the server is lost (else empty)."""
    log = home.log.read_text("utf-8", errors="replace") if home.log.exists() else ""
    lost = _LOST.search(home.java_output.read_text("utf-8", errors="replace"))
    if lost:
        return 0, lost[1].strip()
    bolt = _BOLT.search(log)
    return (int(bolt[1]), "") if bolt and _READY.search(log) else (0, "")


def damage(folder: Path) -> str:
    """The first severe complaint in the log of the last start, empty when there is none."""
    try:
        log = Home(folder).log.read_text("utf-8", errors="replace")
    except OSError:
        return ""
    ready = _READY.search(log)
    complaint = _SEVERE.search(log, 0, ready.start() if ready else len(log))
    return complaint[1].strip() if complaint else ""


def lost(home: Home, reason: str) -> Unreachable:
    """The error for a server that did not come up."""
    return Unreachable(
        f"the embedded database did not start{f': {reason}' if reason else ''}", f"Look into {home.log}."
    )
