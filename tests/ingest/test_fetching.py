"""Web addresses, read from a server on this machine; and standard input."""

from __future__ import annotations

import gzip
import io
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from benchmarks.made_sources import FIRST, ITEM, PUBLISHED, TEXT, TITLE, feed, json_line, page, pdf
from graph.errors import InputError
from graph.model import Article
from ingest.sources import Item, Reject, count, elsewhere, fetching, read
from ingest.sources.fetching import Fetcher, is_public

Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Site:
    """A server: answers by path, and what it was asked for."""

    url: str = ""
    answers: dict[str, Answer | Callable[[], Answer]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def page(
        self, path: str, body: bytes | str, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str
    ) -> str:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = (status, {"Content-Type": kind, **told}, body.encode() if isinstance(body, str) else body)
        return self.url + path


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, self.headers["User-Agent"]))
            answer = site.answers.get(self.path, (404, {}, b""))
            status, headers, body = answer() if callable(answer) else answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.url = f"http://127.0.0.1:{running.server_port}"
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield site
    running.shutdown()
    running.server_close()


@pytest.fixture
def site(server: Site) -> Site:
    server.answers.clear()
    server.asked.clear()
    return server


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    made = Fetcher(allow_private=True, pause=0.0, sleep=lambda seconds: None)
    yield made
    made.close()


def article(url: str, monkeypatch: pytest.MonkeyPatch) -> Article:
    monkeypatch.setattr(fetching, "_PAUSE", 0.0)
    (found,) = read([url], allow_private=True)
    assert isinstance(found, Article), found
    return found


def refused(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(InputError) as told:
        fetcher.fetch(url)
    return told.value.message


def test_a_page_is_known_by_its_address(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    found = article(site.page("/viet-han.html", page(PUBLISHED)) + "?utm_source=x#top", monkeypatch)
    assert found.id == found.url == site.url + "/viet-han.html"
    assert (found.path, found.title) == (None, TITLE)
    assert [(told.kind, told.value) for told in found.dates] == [("metadata", "2022-12-06")]
    assert [path for path, _ in site.asked] == ["/robots.txt", "/viet-han.html"]
    assert all(agent.startswith("biennien/") for _, agent in site.asked)


@pytest.mark.parametrize(
    ("path", "body", "kind"),
    [
        ("/a", TEXT, "text/plain; charset=utf-8"),
        ("/a", json_line(text=TEXT), "application/json"),
        ("/a", json_line(text=TEXT), "application/x-ndjson"),
        ("/a.pdf", pdf(FIRST), "application/octet-stream"),
        ("/a", pdf(FIRST), "application/pdf"),
        ("/feed", feed(ITEM), "application/xml"),
        ("/feed", feed(ITEM), "application/rss+xml"),
        ("/a.csv", f'text\n"{FIRST}"\n', "text/csv"),
        ("/a", page(), "application/xhtml+xml"),
    ],
    ids=range(9),
)
def test_the_media_type_tells_the_form(
    site: Site, monkeypatch: pytest.MonkeyPatch, path: str, body: bytes | str, kind: str
) -> None:
    assert FIRST in article(site.page(path, body, kind), monkeypatch).text


def test_other_media_are_rejected(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_PAUSE", 0.0)
    url = site.page("/a.png", b"\x89PNG", "image/png")
    gone, known = site.url + "/gone", site.page("/b.html", page())
    found = list(read([url, gone, known], allow_private=True))
    assert [(item.where, item.reason) for item in found if isinstance(item, Reject)] == [
        (url, "is image/png, which is not read from an address; if it holds articles, fetch the file first"),
        (gone, "the server answers 404 Not Found"),
    ]
    assert isinstance(found[2], Article)
    assert count([url, gone]) == 2


def test_private_addresses_are_refused(site: Site) -> None:
    url = site.page("/a.html", page())
    for address in (url, url.replace("127.0.0.1", "localhost"), url.replace("127.0.0.1", "[::ffff:127.0.0.1]")):
        (found,) = read([address])
        assert isinstance(found, Reject)
        assert "--allow-private" in found.reason
    assert site.asked == []


def test_a_redirect_into_a_private_network_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.page("/a", "", status=302, Location="http://10.0.0.1/secret")
    monkeypatch.setattr(fetching, "is_public", lambda number: number == "127.0.0.1")
    fetcher = Fetcher(pause=0.0)
    assert "10.0.0.1 is an address of this machine or a private network" in refused(fetcher, site.url + "/a")
    fetcher.close()


def test_a_name_that_leads_elsewhere_when_connected_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts is the other end of the connection, not what the name was found to be before."""
    seen: list[str] = []

    def public(number: str) -> bool:
        seen.append(number)
        return len(seen) == 1

    monkeypatch.setattr(fetching, "is_public", public)
    fetcher = Fetcher(pause=0.0)
    assert "led to 127.0.0.1" in refused(fetcher, site.page("/a", page()))
    assert site.asked == []
    fetcher.close()


@pytest.mark.parametrize(
    "number",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
     "::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1"],
)  # fmt: skip
def test_addresses_that_are_not_public(number: str) -> None:
    assert not is_public(number)


def test_addresses_that_are_public() -> None:
    assert is_public("8.8.8.8")
    assert is_public("2606:4700::1111")


def test_robots_are_heeded(site: Site, fetcher: Fetcher) -> None:
    site.page(
        "/robots.txt",
        "User-agent: *\nDisallow: /\n\nUser-agent: biennien\nDisallow: /private\nCrawl-delay: 5\n",
        "text/plain",
    )
    assert refused(fetcher, site.page("/private/a", page())) == "the robots.txt of the host forbids reading it"
    assert fetcher.fetch(site.page("/open", page())).url == site.url + "/open"
    assert [path for path, _ in site.asked] == ["/robots.txt", "/open"]


@pytest.mark.parametrize(
    ("status", "body", "why"),
    [
        (503, "", "its robots.txt cannot be read: the server answers 503"),
        (200, "User-agent: *\nCrawl-delay: 90", "asks for 90 seconds"),
    ],
)
def test_robots_that_forbid_all(site: Site, fetcher: Fetcher, status: int, body: str, why: str) -> None:
    site.page("/robots.txt", body, "text/plain", status)
    assert why in refused(fetcher, site.page("/a", page()))


def test_a_host_is_not_hurried(site: Site) -> None:
    slept: list[float] = []
    fetcher = Fetcher(allow_private=True, pause=2.0, sleep=slept.append)
    for name in ("/a", "/b"):
        fetcher.fetch(site.page(name, page()))
    fetcher.close()
    assert len(slept) == 2
    assert 1.5 < slept[0] <= 2.0
    assert 3.0 < slept[1] <= 4.0


def test_redirects_are_followed_so_far(site: Site, fetcher: Fetcher) -> None:
    site.page("/a", "", status=301, Location="/b#part")
    site.page("/b", page())
    assert fetcher.fetch(site.url + "/a").url == site.url + "/b"
    site.page("/c", "", status=302, Location="/c")
    assert refused(fetcher, site.url + "/c") == "leads on more than 5 times"
    site.page("/d", "", status=302, Location="file:///etc/passwd")
    assert "is no http or https address" in refused(fetcher, site.url + "/d")
    site.page("/e", "", status=302)
    assert refused(fetcher, site.url + "/e") == "leads on to nowhere"


def test_large_answers_are_cut(site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MAX_BYTES", 100_000)
    assert refused(fetcher, site.page("/a", "x" * 100_001)) == "has more than 0 MB"
    bomb = gzip.compress(b"x" * 5_000_000)
    assert len(bomb) < 10_000
    assert refused(fetcher, site.page("/b", bomb, Content_Encoding="gzip")) == "has more than 0 MB"
    assert fetcher.fetch(site.page("/c", gzip.compress(b"abc"), Content_Encoding="gzip")).body == b"abc"


def test_a_busy_server_is_asked_again(site: Site) -> None:
    slept: list[float] = []
    fetcher = Fetcher(allow_private=True, pause=0.0, sleep=slept.append)
    answers = iter([(503, {"Retry-After": "7"}, b""), (429, {}, b""), (200, {"Content-Type": "text/plain"}, b"ok")])
    site.answers["/a"] = lambda: next(answers)
    assert fetcher.fetch(site.url + "/a").body == b"ok"
    assert slept == [7.0, 4.0]
    site.page("/b", "", status=503)
    assert refused(fetcher, site.url + "/b") == "the server answers 503 Service Unavailable"
    fetcher.close()


def test_servers_that_do_not_answer(site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no connection" in refused(fetcher, "http://127.0.0.1:1/")
    assert "is not known" in refused(fetcher, "http://nowhere.invalid/")
    monkeypatch.setattr(fetcher._client, "timeout", httpx.Timeout(0.05))
    wait = threading.Event()
    site.answers["/slow"] = lambda: (wait.wait(2), (200, {}, b""))[1]
    site.page("/robots.txt", "", "text/plain")
    assert refused(fetcher, site.url + "/slow") == "the server does not answer in time"
    wait.set()


def given(data: bytes, monkeypatch: pytest.MonkeyPatch) -> list[Item]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert count(["-"]) is None
    return list(read(["-"]))


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = given(TEXT.encode(), monkeypatch)
    assert isinstance(found, Article)
    assert (found.text, found.path) == (TEXT, None)
    many = given(b"".join(json_line(text=f"{i} {FIRST}") for i in range(2000)) + b"{\n", monkeypatch)
    assert [type(item) for item in many] == [Article] * 2000 + [Reject]
    assert isinstance(many[-1], Reject)
    assert many[-1].where == "standard input:2001"
    for data in (page().encode(), feed(ITEM), pdf(FIRST)):
        (found,) = given(data, monkeypatch)
        assert isinstance(found, Article)
        assert FIRST in found.text
    for data, why in ((b"", "is empty"), (b"\0\1\2", "is not text"), (b"x" * 3_000_000, "at most 500,000 characters")):
        (bad,) = given(data, monkeypatch)
        assert isinstance(bad, Reject)
        assert why in bad.reason


def test_addresses_are_told_from_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert elsewhere.is_address("HTTPS://bao.example/a")
    assert not elsewhere.is_address("http.txt")
    (found,) = read(["http://"])
    assert isinstance(found, Reject)
    assert "is no http or https address" in found.reason
