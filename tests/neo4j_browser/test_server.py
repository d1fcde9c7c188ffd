"""The server of a site keeps to this machine and to its files; the jar is taken only when it is the right one."""

from __future__ import annotations

import hashlib
import http.client
import http.server
import json
import re
import socket
import threading
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from graph.logins import Login
from queries.neo4j_browser import jar
from queries.neo4j_browser.server import SiteServer
from queries.neo4j_browser.site import Site

LOGIN = Login("bolt://127.0.0.1:4711", "reader", "very-secret", "biennien")
COUNTS = {"Event": 1_234, "Article": 10, "Actor": 5, "Treaty": 1}

Ask = Callable[..., http.client.HTTPResponse]


@pytest.fixture
def small_jar(tmp_path: Path) -> Path:
    path = tmp_path / "browser.jar"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n")
        file.writestr("browser/", "")
        file.writestr("browser/index.html", '<html><body><script src="app.js"></script></body></html>')
        file.writestr("browser/app.js", "let app;")
        file.writestr("secret.txt", "not of the browser")
    return path


@pytest.fixture
def server(small_jar: Path) -> Iterator[SiteServer]:
    with SiteServer(Site(small_jar, LOGIN, COUNTS, {"actor": "Russia </pre><script>"}), 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def ask(server: SiteServer) -> Ask:
    """Sends a request with the path as it is, and gives the answer, with its content in `.content`."""

    def send(path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        answer.content = answer.read()  # type: ignore[attr-defined]
        connection.close()
        return answer

    return send


def content(answer: http.client.HTTPResponse) -> str:
    return bytes(answer.content).decode()  # type: ignore[attr-defined]


def test_it_listens_on_this_machine_alone(server: SiteServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    assert re.fullmatch(rf"http://localhost:{server.server_port}/[\w-]{{24}}/", server.address)


def test_a_taken_port_gives_way_to_another(server: SiteServer, small_jar: Path) -> None:
    with SiteServer(server.site, server.server_port) as other:
        assert other.server_port != server.server_port


def test_a_port_that_is_taken_on_the_other_loopback_is_not_used(server: SiteServer) -> None:
    """A web browser may take `localhost` for ::1 first."""
    with socket.socket(socket.AF_INET6) as other:
        try:
            other.bind(("::1", 0))
        except OSError:
            pytest.skip("no IPv6 here")
        other.listen()
        port = other.getsockname()[1]
        with SiteServer(server.site, port) as moved:
            assert moved.server_port != port
            with pytest.raises(OSError), socket.socket(socket.AF_INET6) as late:
                late.bind(("::1", moved.server_port))


def test_the_page_runs_the_seed_first(server: SiteServer, ask: Ask) -> None:
    root = f"/{server.secret}/"
    page = ask(root)
    assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert re.findall(r'src="([^"]+)"', content(page)) == ["biennien/seed.js", "app.js"]
    seed = content(ask(f"{root}biennien/seed.js"))
    given = json.loads(seed.split("\n")[0].removeprefix("const SEED = ").removesuffix(";"))
    assert given["connection"] == {
        "host": LOGIN.uri, "username": "reader", "password": "very-secret", "requestedUseDb": "biennien",
    }  # fmt: skip
    assert given["style"]["node.Event"]["caption"] == "{type} {edtf}"
    assert content(ask(f"{root}app.js?x=1")) == "let app;"
    head = ask(root, "HEAD")
    assert (head.status, content(head), head.headers["Content-Length"]) == (200, "", str(len(content(page))))


def test_the_secret_is_needed(server: SiteServer, ask: Ask) -> None:
    for path in ("/", "/biennien/seed.js", "/wrong/", f"/{server.secret[:-1]}/", f"/{server.secret}x/", "//", "/%00/"):
        answer = ask(path)
        assert answer.status == 404, path
        assert "very-secret" not in content(answer)
    assert ask(f"/{server.secret}").headers["Location"] == server.address


def test_the_first_address_works_once(server: SiteServer, ask: Ask) -> None:
    first = server.first_address.removeprefix(server.origin)
    answer = ask(first)
    assert (answer.status, answer.headers["Location"]) == (303, server.address)
    assert ask(first).status == 404
    assert ask("/None").status == 404


def test_nothing_but_the_browser_is_served(server: SiteServer, ask: Ask) -> None:
    root = f"/{server.secret}/"
    for path in (
        "../META-INF/MANIFEST.MF", "../secret.txt", "..%2fsecret.txt", "%2e%2e/secret.txt", "..\\secret.txt",
        "/etc/passwd", "biennien/../../secret.txt", "biennien/site.py", "biennien/", "assets/",
    ):  # fmt: skip
        assert ask(root + path).status == 404, path


def test_a_foreign_name_is_refused(server: SiteServer, ask: Ask) -> None:
    for host in ("evil.example", "localhost.evil.example", "", "[::1"):
        answer = ask(f"/{server.secret}/biennien/seed.js", Host=host)
        assert answer.status == 403, host
        assert "very-secret" not in content(answer)


def test_other_pages_may_read_what_is_not_private(server: SiteServer, ask: Ask) -> None:
    root = f"/{server.secret}/"
    asked = ask(f"{root}biennien/style.grass", "OPTIONS", Access_Control_Request_Headers="pragma")
    assert (asked.status, asked.headers["Access-Control-Allow-Origin"]) == (204, "*")
    for name in ("style.grass", "tour.html", "favourites.zip"):
        shared = ask(f"{root}biennien/{name}")
        assert (shared.status, shared.headers["Access-Control-Allow-Origin"]) == (200, "*")
        assert b"very-secret" not in shared.content  # type: ignore[attr-defined]
    for path in ("", "biennien/seed.js", "app.js"):
        private = ask(root + path)
        assert private.headers["Access-Control-Allow-Origin"] is None
        assert private.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert private.headers["Referrer-Policy"] == "no-referrer"
        assert "connect-src 'self'" in private.headers["Content-Security-Policy"]


def test_the_address_of_the_tour_leads_to_nothing_private(server: SiteServer, ask: Ask) -> None:
    tour = server.tour_address.removeprefix(server.origin)
    assert server.secret not in tour
    assert ask(tour).status == 200
    (style,) = re.findall(r"http://\S+style\.grass", content(ask(tour)))
    assert server.secret not in style
    assert ask(style.removeprefix(server.origin)).status == 200
    for path in ("biennien/seed.js", "", "index.html", "app.js"):
        assert ask(tour.replace("biennien/tour.html", path)).status == 404, path


def test_names_from_the_graph_stay_text(server: SiteServer, ask: Ask) -> None:
    tour = content(ask(f"/{server.secret}/biennien/tour.html"))
    assert "1,234 events" in tour
    assert "Russia &lt;/pre&gt;&lt;script&gt;" in tour
    assert "<script" not in tour
    assert f"{server.address}biennien/style.grass" in tour


def test_nothing_is_logged(server: SiteServer, ask: Ask, capfd: pytest.CaptureFixture[str]) -> None:
    ask(f"/{server.secret}/")
    ask("/wrong/")
    assert capfd.readouterr() == ("", "")


def test_without_a_jar_there_is_a_page_that_says_what_to_enter() -> None:
    site = Site(None, LOGIN, COUNTS, {})
    page = site.get("", "http://localhost:1/x/")
    assert page
    for wanted in (LOGIN.uri, "reader", "very-secret", "biennien/style.grass", "biennien/favourites.zip"):
        assert wanted in page.content.decode()
    assert site.get("app.js", "") is None


@pytest.fixture
def maven(tmp_path: Path) -> Iterator[str]:
    """Address of a file on a server of the test, in place of Maven Central."""
    folder = tmp_path / "maven"
    folder.mkdir()
    (folder / "good.jar").write_bytes(b"right" * 1000)

    class Silent(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/good.jar"
        server.shutdown()


@pytest.fixture
def expected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jar, "BYTES", 5000)
    monkeypatch.setattr(jar, "SHA256", hashlib.sha256(b"right" * 1000).hexdigest())


@pytest.mark.usefixtures("expected")
def test_the_jar_is_fetched_once(maven: str, tmp_path: Path) -> None:
    place = tmp_path / "cache" / "x.jar"
    told: list[str] = []
    assert jar.obtain(place, address=maven, on_fetch=told.append) == place
    assert jar.obtain(place, address=maven, on_fetch=told.append) == place
    assert told == [maven]
    assert list(place.parent.iterdir()) == [place]
    place.write_bytes(b"x" * 5000)
    assert jar.obtain(place, address=maven, on_fetch=told.append) == place
    assert len(told) == 2, "a file of another content is fetched again"


@pytest.mark.usefixtures("expected")
@pytest.mark.parametrize("wrong", [b"", b"wrong" * 1000, b"right" * 1001, b"right" * 999])
def test_another_file_is_not_taken(wrong: bytes, maven: str, tmp_path: Path) -> None:
    (tmp_path / "maven" / "good.jar").write_bytes(wrong)
    place = tmp_path / "cache" / "x.jar"
    found = jar.obtain(place, address=maven)
    assert isinstance(found, jar.Missing)
    assert "is not Neo4j Browser" in found.reason
    assert list(place.parent.iterdir()) == []


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/x.jar", "http://name.invalid/x.jar"])
def test_no_network_is_told(address: str, tmp_path: Path) -> None:
    found = jar.obtain(tmp_path / "cache" / "x.jar", address=address)
    assert isinstance(found, jar.Missing)
    assert found.reason.startswith(f"{address} cannot be fetched: ")
    assert "urlopen error" not in found.reason
    assert found.place == tmp_path / "cache" / "x.jar"
