"""Which database a command uses: a Neo4j that is named, or the embedded one of a folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from graph.errors import BadValue

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
EMBEDDED_DATABASE = "biennien"
NEO4J_DATABASE = "neo4j"


@dataclass(frozen=True, slots=True)
class Target:
    """A Neo4j at `uri`, or the embedded database in `embedded_dir`; exactly one of the two is set.

    `uri` never holds a password, and `password` never shows in a repr.
    """

    uri: str | None
    user: str | None
    password: str | None = field(repr=False)
    database: str
    embedded_dir: Path | None

    @property
    def label(self) -> str:
        """What to call the database in a message."""
        return self.uri or f"embedded database in {self.embedded_dir}"


def resolve(db: str | None = None, data_dir: Path | None = None, environment: Mapping[str, str] = os.environ) -> Target:
    """The database to use, in this order.

    1. `db`, a Bolt URI, with NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE.
    2. `data_dir`, else BIENNIEN_DATA_DIR: embedded, there.
    3. NEO4J_URI, with the same three variables.
    4. Embedded, in the user's data folder.

    Raises BadValue when both `db` and `data_dir` are given, and when a URI is none that Bolt knows.
    """
    if db and data_dir:
        raise BadValue("--db and --data-dir name two databases", "Give one of them.")
    if db:
        return _server(db, "--db", environment)
    folder = data_dir or environment.get("BIENNIEN_DATA_DIR")
    if folder:
        return _embedded(Path(folder))
    uri = environment.get("NEO4J_URI")
    if uri:
        return _server(uri, "NEO4J_URI", environment)
    from platformdirs import user_data_path

    return _embedded(user_data_path("biennien", appauthor=False))


def _embedded(folder: Path) -> Target:
    return Target(None, None, None, EMBEDDED_DATABASE, folder.expanduser().absolute())


def _server(uri: str, given_by: str, environment: Mapping[str, str]) -> Target:
    advice = "Write it like bolt://localhost:7687 or neo4j+s://host."
    try:
        parts = urlsplit(uri)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise BadValue(f"{given_by} is no address", advice) from None
    if parts.scheme not in SCHEMES or not host:
        if parts.scheme in ("http", "https"):
            advice = f"That is the address of the Browser; use bolt://{host}:7687."
        raise BadValue(f"{given_by} is no address of a Neo4j", advice)
    where = f"[{host}]" if ":" in host else host
    address = f"{parts.scheme}://{where}" + (f":{port}" if port else "") + (f"?{parts.query}" if parts.query else "")
    user = unquote(parts.username) if parts.username else environment.get("NEO4J_USERNAME") or "neo4j"
    password = unquote(parts.password) if parts.password else environment.get("NEO4J_PASSWORD") or None
    return Target(address, user, password, environment.get("NEO4J_DATABASE") or NEO4J_DATABASE, None)
