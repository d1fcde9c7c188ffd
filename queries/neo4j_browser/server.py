"""Serves a site to this machine alone, below a path that cannot be guessed."""

from __future__ import annotations

import errno
import os
import secrets
import socket
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from queries.neo4j_browser.site import OWN, Page, Site

PORT: Final = 8747
"""Taken when it is free: what a user keeps in Neo4j Browser belongs to this port."""

_NOT_HEARD_SECONDS: Final = 30

_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    # Neo4j Browser reports its use and its crashes to its makers; of this graph nothing leaves the machine but to
    # the database.
    "Content-Security-Policy": (
        "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'; connect-src 'self' data: ws: wss:; "
        "frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'"
    ),
}


class SiteServer(ThreadingHTTPServer):
    """An HTTP server on 127.0.0.1; `address` is where the site is.

    The path of the address holds a secret, since the site gives the database's password to whoever reads it.
    `first_address` leads there once: an address given to another program can be seen in the list of processes.
    """

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # there it would let two servers share a port

    def __init__(self, site: Site, port: int = PORT) -> None:
        self.site = site
        self.secret, self.shared_secret = secrets.token_urlsafe(18), secrets.token_urlsafe(18)
        self._beside: socket.socket | None = None
        self.first: str | None = secrets.token_urlsafe(18)
        try:
            super().__init__(("127.0.0.1", port), _Handler)
        except OSError:  # taken
            super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def origin(self) -> str:
        """`http://localhost:PORT`: by this name Neo4j Browser takes style sheets and tours from here."""
        return f"http://localhost:{self.server_port}"

    @property
    def address(self) -> str:
        """Address of the site."""
        return f"{self.origin}/{self.secret}/"

    @property
    def tour_address(self) -> str:
        """Address of the tour, for a Neo4j Browser elsewhere; the secret in it gives nothing private."""
        return f"{self.origin}/{self.shared_secret}/{OWN}tour.html"

    @property
    def first_address(self) -> str:
        """An address that works once."""
        return f"{self.origin}/{self.first}"

    def server_bind(self) -> None:
        """Bind without looking up the machine's name, which may take seconds."""
        self.socket.bind(self.server_address)
        self.server_name, self.server_port = self.socket.getsockname()[:2]
        self._keep_out_others()

    def server_close(self) -> None:
        """Give the port back."""
        super().server_close()
        if self._beside is not None:
            self._beside.close()

    def _keep_out_others(self) -> None:
        """Hold the port on ::1 too, without listening: `localhost` may mean that, and whoever answered there would be
        told the secret.  Raises OSError when it is taken.
        """
        try:
            self._beside = socket.socket(socket.AF_INET6)
            self._beside.bind(("::1", self.server_port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A web browser that goes away is no error worth a traceback."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


def same(given: str, secret: str) -> bool:
    """Whether a text is the secret, in a time that tells nothing of it."""
    return secrets.compare_digest(given.encode(), secret.encode())


class _Handler(BaseHTTPRequestHandler):
    server: SiteServer
    timeout = _NOT_HEARD_SECONDS
    server_version = "biennien"
    sys_version = ""

    def do_GET(self) -> None:
        """Send a file of the site."""
        if not self._for_this_machine():
            return
        path = unquote(urlsplit(self.path).path)
        given, _, rest = path.removeprefix("/").partition("/")
        if self.server.first and same(given, self.server.first) and not rest:
            self.server.first = None
            self._answer(HTTPStatus.SEE_OTHER, {"Location": self.server.address})
        elif same(given, self.server.shared_secret):
            self._send(self.server.site.get(rest, f"{self.server.origin}/{given}/"), shared=True)
        elif not same(given, self.server.secret):
            self._answer(HTTPStatus.NOT_FOUND)
        elif not path.removeprefix("/").count("/"):  # relative links need the slash at the end
            self._answer(HTTPStatus.SEE_OTHER, {"Location": self.server.address})
        else:
            self._send(self.server.site.get(rest, self.server.address))

    def do_HEAD(self) -> None:
        """Send what comes before a file."""
        self.do_GET()

    def do_OPTIONS(self) -> None:
        """Tell a Neo4j Browser elsewhere that it may ask for style sheet and tour."""
        if self._for_this_machine():
            allowed = {
                "Access-Control-Allow-Headers": "*, pragma, cache-control",
                "Access-Control-Allow-Methods": "GET",
            }
            self._answer(HTTPStatus.NO_CONTENT, self._shared() | allowed)

    def _for_this_machine(self) -> bool:
        """Whether the request names this server; a name of elsewhere that leads here is a trick."""
        if self.headers.get("Host", "").rpartition(":")[0] in ("localhost", "127.0.0.1"):
            return True
        self._answer(HTTPStatus.FORBIDDEN)
        return False

    @staticmethod
    def _shared() -> dict[str, str]:
        return {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Private-Network": "true"}

    def _send(self, page: Page | None, *, shared: bool = False) -> None:
        if page is None or (shared and not page.shared):
            self._answer(HTTPStatus.NOT_FOUND)
            return
        own = {"Cross-Origin-Resource-Policy": "same-origin"}
        self._answer(
            HTTPStatus.OK, {"Content-Type": page.type} | (self._shared() if page.shared else own), page.content
        )

    def _answer(self, status: HTTPStatus, headers: dict[str, str] | None = None, content: bytes = b"") -> None:
        self.send_response(status)
        for name, value in (_HEADERS | (headers or {})).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is logged: the path holds the secret."""
