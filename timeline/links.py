"""Which addresses of articles may become links."""

from __future__ import annotations

from urllib.parse import quote, urlsplit


def web_link(url: str | None) -> str | None:
    """The address, percent-encoded, when it is one of the web (http or https with a host); None for any other."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    return quote(url.strip(), safe="%/:?#@!$&*+,;=~[]")
