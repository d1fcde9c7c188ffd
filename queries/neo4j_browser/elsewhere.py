"""The Neo4j Browser that a Neo4j serves by itself."""

from __future__ import annotations

import http.client
import urllib.request
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from graph.logins import Login

_SECONDS: Final = 3
_USUAL: Final = {True: ("https", 7473), False: ("http", 7474)}
"""Scheme and port of its HTTP server by whether Bolt is encrypted.  Bolt does not tell them."""


def find(uri: str) -> str | None:
    """Address of the Neo4j Browser of a Neo4j, where it usually is; None when nothing of the kind answers there."""
    parts = urlsplit(uri)
    scheme, port = _USUAL["+s" in parts.scheme]
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    address = f"{scheme}://{host}:{port}/browser/"
    try:
        with urllib.request.urlopen(address, timeout=_SECONDS) as answer:  # noqa: S310 (http or https)
            return address if b"Neo4j Browser" in answer.read(10_000) else None
    except (OSError, http.client.HTTPException):
        return None


def opened(browser: str, login: Login, tour: str) -> str:
    """The address that makes a Neo4j Browser ask for the password of the login's user and open a tour."""
    scheme, _, host = login.uri.partition("://")
    user = f"{quote(login.user, safe='')}@" if login.user else ""
    asked = {"dbms": f"{scheme}://{user}{host}", "db": login.database, "cmd": "guide", "arg": tour}
    return f"{browser}?{urlencode(asked, safe=':/@')}"
