"""One entry of a knowledge file, read field by field; every fault names file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn, TypeVar, get_args

from graph.edtf import bounds
from graph.errors import BadValue
from ingest.knowledge.files import Keys, Plain, fail
from ingest.knowledge.model import Period

Choice = TypeVar("Choice", bound=str)

_SLUG = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
_ALPHA_3 = re.compile(r"^[A-Z]{3}$")


class Entry:
    """A mapping in a file with the way to it.  A partial entry, which adds to a known one, may leave fields out."""

    __slots__ = ("data", "keys", "partial", "path")

    def __init__(self, data: Any, path: Path, keys: Keys, *, partial: bool = False) -> None:
        self.path, self.keys, self.partial = path, keys, partial
        if not isinstance(data, dict):
            self.fail("a mapping is needed here")
        self.data: Plain = data

    def fail(self, message: str, *keys: str | int) -> NoReturn:
        """Raise KnowledgeError at the field under `keys`."""
        fail(self.path, self.keys + keys, message)

    def only(self, *allowed: str) -> None:
        """Refuse a field that is not one of `allowed`: a slip of the pen would be lost silently."""
        for key in self.data:
            if key not in allowed:
                self.fail(f"{key!r} is no field here (fields are: {', '.join(allowed)})", key)

    def optional(self, key: str) -> str | None:
        """A string, or None when it is not there or null."""
        value = self.data.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip() or value != value.strip():
            self.fail(f"{key!r} must be text, without blanks around it", key)
        return value

    def text(self, key: str) -> str:
        """A string that must be there; empty only in a partial entry."""
        value = self.optional(key)
        if value is None:
            if self.partial:
                return ""
            self.fail(f"{key!r} is missing")
        return value

    def slug(self, key: str = "id") -> str:
        """An id of small letters, digits and hyphens."""
        value = self.text(key)
        if not _SLUG.match(value):
            self.fail(f"{key} {value!r} must be small letters and digits joined by hyphens", key)
        return value

    def alpha_3(self) -> str:
        """An ISO 3166 code of three letters."""
        value = self.text("id")
        if not _ALPHA_3.match(value):
            self.fail(f"id {value!r} must be an ISO 3166 code of three capitals", "id")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings, each once; empty when it is not there."""
        value = self.data.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.fail(f"{key!r} must be a list", key)
        for index, item in enumerate(value):
            if not isinstance(item, str) or not item or item != item.strip():
                self.fail(f"{key!r} must hold text, without blanks around it", key, index)
        if len(set(value)) != len(value):
            index, twice = next((i, item) for i, item in enumerate(value) if item in value[:i])
            self.fail(f"{twice!r} stands twice in {key!r}", key, index)
        return tuple(value)

    def flag(self, key: str, default: bool) -> bool:
        """`true` or `false`."""
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            self.fail(f"{key!r} must be true or false", key)
        return value

    def choice(self, key: str, allowed: Any, default: str | None = None) -> Any:
        """One of the values of a Literal type; None in a partial entry that leaves it out."""
        value = self.optional(key) or default
        if value is None:
            if self.partial:
                return None
            self.fail(f"{key!r} is missing")
        if value not in get_args(allowed):
            self.fail(f"{key} {value!r} must be one of {', '.join(get_args(allowed))}", key)
        return value

    def edtf(self, key: str) -> str | None:
        """A date, or None when it is not there or null."""
        value = self.optional(key)
        if value is not None:
            try:
                bounds(value)
            except BadValue as error:
                self.fail(f"{key}: {error.message}", key)
        return value

    def period(self, *, missing_end: bool) -> Period:
        """`since` and `until`; `missing_end` tells whether one without the field `until` goes on."""
        period = Period(self.edtf("since"), self.edtf("until"), ongoing=False)
        if period.until is None and ("until" in self.data or missing_end):
            period = Period(period.since, None, ongoing=True)
        first, last = bounds(period.since)[0], bounds(period.until)[1]
        if first and last and first > last:
            self.fail(f"ends ({period.until}) before it begins ({period.since})", "until")
        return period

    def entries(self, key: str) -> Iterator[Entry]:
        """The mappings of a list; none when it is not there."""
        value = self.data.get(key)
        if value is None:
            return
        if not isinstance(value, list):
            self.fail(f"{key!r} must be a list", key)
        for index, item in enumerate(value):
            yield Entry(item, self.path, (*self.keys, key, index))

    def named(self, key: str) -> Iterator[tuple[str, Entry]]:
        """The mappings of a mapping, each with its key."""
        value = self.data.get(key)
        if value is None:
            return
        if not isinstance(value, dict):
            self.fail(f"{key!r} must be a mapping", key)
        for name, item in value.items():
            yield name, Entry(item, self.path, (*self.keys, key, name))
