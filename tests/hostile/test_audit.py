"""The audit of dependencies says what it knows: with a service that answers, one that does not, and none."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
KNOWN = {
    "id": "PYSEC-2099-1",
    "modified": "2099-01-01T00:00:00Z",
    "published": "2099-01-01T00:00:00Z",
    "summary": "made up",
    "details": "made up",
    "affected": [
        {
            "package": {"name": "rich", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "999.0"}]}],
        }
    ],
}

Answer = Callable[[dict[str, Any]], tuple[int, bytes]]


def audit(address: str, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, CHECKOUT / "tools" / "audit.py", "--service", address, *more]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


@pytest.fixture
def service() -> Iterator[Callable[[Answer], str]]:
    """Serves answers to queries as OSV does, on this machine."""
    servers: list[ThreadingHTTPServer] = []

    def serve(answer: Answer) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status, content = answer(asked)
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/v1/query"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def test_with_answers_for_all_it_passes(service: Callable[[Answer], str]) -> None:
    asked: list[str] = []

    def answer(query: dict[str, Any]) -> tuple[int, bytes]:
        asked.append(query["package"]["name"])
        return 200, b"{}"

    done = audit(service(answer))
    assert done.returncode == 0, done.stderr
    assert {"neo4j", "rich", "typer", "pyyaml", "numpy"} <= set(asked)
    assert "pytest" not in asked
    assert done.stdout == f"{len(asked)} packages audited, no known vulnerability\n"


def test_what_is_known_is_told(service: Callable[[Answer], str]) -> None:
    def answer(query: dict[str, Any]) -> tuple[int, bytes]:
        bad = query["package"]["name"] == "rich"
        return 200, json.dumps({"vulns": [KNOWN]} if bad else {}).encode()

    done = audit(service(answer))
    assert done.returncode == 1, done.stderr
    assert "PYSEC-2099-1, mended in 999.0" in done.stdout
    assert "audited, no known" not in done.stdout


@pytest.mark.parametrize("answer", [(500, b"{}"), (404, b"none"), (200, b"<html>log in</html>")])
def test_a_service_that_does_not_answer_passes_nothing(
    answer: tuple[int, bytes], service: Callable[[Answer], str]
) -> None:
    done = audit(service(lambda query: answer))
    assert done.returncode == 2, done.stdout
    assert done.stderr.startswith("not audited: ")
    assert done.stdout == ""


def test_a_service_that_cannot_be_reached_passes_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    done = audit(f"http://127.0.0.1:{port}/v1/query")
    assert done.returncode == 2
    assert "not audited: " in done.stderr
    assert "cannot be reached" in done.stderr
    assert done.stdout == ""


def test_a_service_that_never_ends_passes_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        done = audit(f"http://127.0.0.1:{silent.getsockname()[1]}/v1/query", "--seconds", "3")
    assert done.returncode == 2
    assert done.stderr.startswith("not audited: ")


def test_licences_are_listed() -> None:
    done = audit("", "--licences")
    assert "neo4j-rust-ext" in done.stdout
    assert all(": " in line for line in done.stdout.splitlines())
