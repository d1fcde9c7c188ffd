"""Pages fetched politely: robots.txt is heeded, hosts are not hurried, and nothing leads into private networks.

An address is checked where it counts: by the number that is really connected to, for each redirect anew.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import urlsplit

import httpcore
import httpx
from protego import Protego

from graph.errors import InputError

MAX_BYTES: Final = 20_000_000
"""Bytes of an answer, unpacked."""
AGENT: Final = "biennien"
"""Name by which robots.txt may speak of this program."""
_MAX_ROBOTS: Final = 500_000
_REDIRECTS: Final = 5
_ATTEMPTS: Final = 3
_PAUSE: Final = 1.0
"""Seconds between two requests to a host, unless it asks for more."""
_LONGEST_PAUSE: Final = 30.0
"""Seconds that a host may ask for; with more, nothing is fetched."""
_TIMEOUT: Final = httpx.Timeout(20.0, connect=10.0)
_WHOLE: Final = 120.0
"""Seconds that one answer may take as a whole, however steadily it trickles."""
_BUSY: Final = frozenset({429, 502, 503, 504})
_GONE_ON: Final = frozenset({301, 302, 303, 307, 308})
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: `url` is where it stood in the end, `kind` its media type in lower case."""

    url: str
    body: bytes
    kind: str
    charset: str | None


class Fetcher:
    """Fetches pages, one at a time; `allow_private` lets it reach this machine and its networks too."""

    def __init__(
        self,
        *,
        allow_private: bool = False,
        pause: float | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pause, self._sleep = _PAUSE if pause is None else pause, sleep
        self._next: dict[str, float] = {}
        self._robots: dict[str, Protego | str] = {}
        self._client = httpx.Client(
            transport=_Transport(_PublicOnly(allow_private=allow_private)),
            headers={"User-Agent": _user_agent(), "Accept-Encoding": "gzip, deflate", "Accept": "text/html, */*;q=0.5"},
            timeout=_TIMEOUT,
            follow_redirects=False,
            trust_env=False,
        )

    def close(self) -> None:
        """Let go of all connections."""
        self._client.close()

    def fetch(self, url: str) -> Fetched:
        """What an address gives.  Raises InputError when it gives nothing that may be read, and tells why."""
        for _ in range(_REDIRECTS + 1):
            self._check(url)
            status, headers, body = self._ask(url, MAX_BYTES)
            if status in _GONE_ON:
                url = _joined(url, headers.get("location"))
                continue
            if status != 200:
                raise InputError(f"the server answers {status} {httpx.codes.get_reason_phrase(status)}".rstrip())
            kind, _, rest = headers.get("content-type", "").partition(";")
            charset = rest.lower().partition("charset=")[2].partition(";")[0].strip(" \"'") or None
            return Fetched(url, body, kind.strip().lower(), charset)
        raise InputError(f"leads on more than {_REDIRECTS} times")

    def _check(self, url: str) -> None:
        """Whether the host lets this program read the page."""
        origin = _origin(url)
        if origin not in self._robots:
            self._robots[origin] = self._rules(origin)
        rules = self._robots[origin]
        if isinstance(rules, str):
            raise InputError(rules)
        if not rules.can_fetch(url, AGENT):
            raise InputError("the robots.txt of the host forbids reading it")
        if (asked := rules.crawl_delay(AGENT) or 0.0) > _LONGEST_PAUSE:
            raise InputError(f"the robots.txt of the host asks for {asked:,.0f} seconds between two requests")

    def _rules(self, origin: str) -> Protego | str:
        """The rules of a host; a sentence when nobody can tell them, so that nothing may be read (RFC 9309, 2.3.1)."""
        url = f"{origin}/robots.txt"
        for _ in range(_REDIRECTS + 1):
            try:
                status, headers, body = self._ask(url, _MAX_ROBOTS, cut=True)
            except InputError as error:
                return error.message
            if status in _GONE_ON:
                url = _joined(url, headers.get("location"))
                continue
            if status >= 500 or status == 429:
                return f"its robots.txt cannot be read: the server answers {status}"
            return Protego.parse(body.decode("utf-8", "replace") if status == 200 else "")
        return Protego.parse("")

    def _ask(self, url: str, limit: int, *, cut: bool = False) -> tuple[int, httpx.Headers, bytes]:
        """Status, headers and body of the answer; a busy server is asked again."""
        for attempt in range(1, _ATTEMPTS + 1):
            self._wait(url)
            last = attempt == _ATTEMPTS
            try:
                status, headers, body = self._once(url, limit, cut=cut)
            except httpx.TimeoutException:
                if last:
                    raise InputError("the server does not answer in time") from None
                continue
            except httpx.ConnectError as error:
                if last:
                    raise InputError(f"no connection: {error}") from None
                self._sleep(attempt)
                continue
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise InputError(f"cannot be fetched: {str(error) or type(error).__name__}") from None
            if status not in _BUSY or last:
                return status, headers, body
            self._sleep(min(_retry_after(headers) or 2.0**attempt, _LONGEST_PAUSE))
        raise AssertionError("the last attempt gives an answer or an error")

    def _once(self, url: str, limit: int, *, cut: bool) -> tuple[int, httpx.Headers, bytes]:
        until = time.monotonic() + _WHOLE
        with self._client.stream("GET", url) as response:
            if response.status_code != 200:
                return response.status_code, response.headers, b""
            body = bytearray()
            for piece in response.iter_bytes(1 << 16):
                body += piece
                if len(body) > limit and not cut:
                    raise InputError(f"has more than {limit / 1e6:,.0f} MB")
                if len(body) > limit:
                    break
                if time.monotonic() > until:
                    raise InputError(f"takes longer than {_WHOLE:,.0f} seconds to come")
            return 200, response.headers, bytes(body[:limit])

    def _wait(self, url: str) -> None:
        """Hold back until the host has had its pause."""
        origin = _origin(url)
        rules = self._robots.get(origin)
        asked = rules.crawl_delay(AGENT) if isinstance(rules, Protego) else None
        now = time.monotonic()
        at = max(now, self._next.get(origin, now))
        self._next[origin] = at + max(self._pause, asked or 0.0)
        if at > now:
            self._sleep(at - now)


def is_public(address: str) -> bool:
    """Whether a numeric address is one of the open Internet, also where it stands inside another form of address."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


class _PublicOnly(httpcore.NetworkBackend):
    """Connections to addresses of the open Internet alone: names are looked up here, and the number is what counts."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} is not known ({error})") from None
        numbers = list(dict.fromkeys(str(item[4][0]) for item in found))
        allowed = [number for number in numbers if self._allow_private or is_public(number)]
        if not allowed:
            raise InputError(
                f"{host} is an address of this machine or a private network ({', '.join(numbers)}); "
                "--allow-private lets it be read"
            )
        for number in allowed:
            try:
                return self._checked(self._backend.connect_tcp(number, port, timeout, local_address, socket_options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == allowed[-1]:
                    raise
        raise AssertionError("the last address gives a connection or an error")

    def _checked(self, stream: httpcore.NetworkStream) -> httpcore.NetworkStream:
        """The connection, if its other end is where it should be."""
        peer = str(stream.get_extra_info("server_addr")[0])
        if not self._allow_private and not is_public(peer):
            stream.close()
            raise InputError(f"led to {peer}, an address of this machine or a private network")
        return stream


class _Transport(httpx.BaseTransport):
    """Requests of httpx over connections of the given kind."""

    def __init__(self, backend: httpcore.NetworkBackend) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), network_backend=backend, max_keepalive_connections=10
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        answer = _mapped(lambda: self._pool.handle_request(asked), request)
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_Body(answer, request),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response, request: httpx.Request) -> None:
        self._answer, self._request = answer, request

    def __iter__(self) -> Iterator[bytes]:
        pieces = iter(self._answer.iter_stream())
        while (piece := _mapped(lambda: next(pieces, None), self._request)) is not None:
            yield piece

    def close(self) -> None:
        self._answer.close()


def _mapped(step: Callable[[], Any], request: httpx.Request) -> Any:
    """What a step gives; errors of the layer below as those of httpx."""
    try:
        return step()
    except httpcore.TimeoutException as error:
        raise httpx.ReadTimeout(str(error), request=request) from None
    except httpcore.ConnectError as error:
        raise httpx.ConnectError(str(error), request=request) from None
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise httpx.TransportError(str(error), request=request) from None


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _joined(url: str, location: str | None) -> str:
    """Where a redirect leads.  Raises InputError when that is nowhere, or not on the web."""
    from ingest.sources.items import canonical_url

    if not location:
        raise InputError("leads on to nowhere")
    try:
        return canonical_url(str(httpx.URL(url).join(location)))
    except httpx.InvalidURL:
        raise InputError("leads on to an address that is none") from None


def _retry_after(headers: httpx.Headers) -> float | None:
    """Seconds that a busy server asks for."""
    written = headers.get("retry-after", "").strip()
    if written.isdigit():
        return float(written[:6])
    try:
        return max(0.0, parsedate_to_datetime(written).timestamp() - time.time())
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _user_agent() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version("biennien")
    except PackageNotFoundError:
        number = "0"
    return f"biennien/{number} (reads news articles; heeds robots.txt for {AGENT!r})"
