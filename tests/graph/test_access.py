"""Who may do what, and what is said when a database cannot be used."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fingerprint import graph_fingerprint
from records import make_event, make_record

from graph.errors import BienNienError, DatabaseError, ReadOnly, Refused, Unreachable
from graph.store import Store
from graph.target import Target, resolve

WRITES = [
    "CREATE (n:Event {id: 'x'})",
    "CREATE (n:NewLabel {id: 'x'})",
    "MERGE (n:Event {id: 'x'}) RETURN n",
    "MATCH (e:Event) SET e.type = 'x' RETURN e.type",
    "MATCH (e:Event) REMOVE e.type",
    "MATCH (e:Event) DETACH DELETE e",
    "MATCH (a:Actor), (b:Article) CREATE (a)-[:X]->(b)",
    "MATCH (:Article)-[r:REPORTS]->() DELETE r",
    "FOREACH (i IN range(1, 2) | CREATE (:Event {id: toString(i)}))",
    "MATCH (e:Event) CALL (e) { SET e.type = 'x' } RETURN e",
    "CREATE INDEX hostile IF NOT EXISTS FOR (e:Event) ON (e.place)",
    "DROP CONSTRAINT event_id",
]


@pytest.mark.parametrize("write", WRITES)
def test_reader_cannot_write(store: Store, target: Target, write: str) -> None:
    store.save([make_record("a", [make_event("e")])])
    before = graph_fingerprint(store)
    constraints = store.read("SHOW CONSTRAINTS").rows
    with Store.open(target) as reader, pytest.raises(DatabaseError):
        reader.refuse_writes(write)
        reader.read(write)
    assert graph_fingerprint(store) == before
    assert store.read("SHOW CONSTRAINTS").rows == constraints


def test_refusal_names_the_reason(target: Target, store: Store) -> None:
    with Store.open(target) as reader, pytest.raises(ReadOnly, match="would write"):
        reader.refuse_writes(WRITES[0])
        reader.read(WRITES[0])


def test_reader_reads_no_file(reader: Store, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("hidden")
    if reader.target.embedded_dir is None:
        pytest.skip("what LOAD CSV may read on a Neo4j is for its own configuration to say")
    with pytest.raises(DatabaseError):
        reader.read(f"LOAD CSV FROM '{secret.as_uri()}' AS line RETURN line")


def test_queries_that_read_pass(reader: Store) -> None:
    for query in ("MATCH (e:Event) RETURN e", "// title\nMATCH (a:Actor) WHERE a.id = $actor RETURN a.id"):
        reader.refuse_writes(query)
        assert reader.read(query, {"actor": "x"}).rows == []


def test_query_with_a_mistake(reader: Store) -> None:
    with pytest.raises(DatabaseError) as refused:
        reader.read("MATCH (e:Event RETURN e")
    assert "\n" not in refused.value.message


def test_wrong_password(neo4j_target: Target) -> None:
    with pytest.raises(Refused) as refused:
        Store.open(replace(neo4j_target, password="wrong"))
    assert "NEO4J_PASSWORD" in refused.value.advice
    assert "wrong" not in refused.value.message


def test_unknown_database(neo4j_target: Target) -> None:
    with pytest.raises(Unreachable, match="'nowhere'"):
        Store.open(replace(neo4j_target, database="nowhere"))


@contextlib.contextmanager
def listener(answer: bytes) -> Iterator[int]:
    """A server that says `answer` to everyone, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    with connection:
                        connection.recv(1024)
                        connection.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "bolt+s"])
def test_nobody_listens(scheme: str) -> None:
    with listener(b"") as port:
        pass
    begun = time.monotonic()
    with pytest.raises(Unreachable) as refused:
        Store.open(resolve(db=f"{scheme}://127.0.0.1:{port}", environment={}))
    assert str(port) in refused.value.message
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("answer", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"", b"SSH-2.0-OpenSSH_9.2\r\n"])
def test_something_else_listens(answer: bytes) -> None:
    with listener(answer) as port, pytest.raises(Unreachable):
        Store.open(resolve(db=f"bolt://127.0.0.1:{port}", environment={}))


def test_host_that_does_not_exist() -> None:
    with pytest.raises(BienNienError) as refused:
        Store.open(resolve(db="bolt://no-such-host.invalid", environment={}))
    assert "no-such-host.invalid" in refused.value.message
