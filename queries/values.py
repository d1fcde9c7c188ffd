"""The types of parameters: what a value may look like and what is sent to the database for it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, get_args

from graph import edtf
from graph.errors import BadValue
from graph.ids import words
from graph.model import EVENT_TYPES, STATUSES

ParameterType = Literal[
    "text", "int", "date", "bool", "choice", "event_type", "status", "actor", "treaty", "event", "article", "phrase",
]  # fmt: skip
PARAMETER_TYPES: Final[tuple[ParameterType, ...]] = get_args(ParameterType)

NAMED_TYPES: Final[frozenset[str]] = frozenset({"actor", "treaty", "event", "article"})
"""Types whose value names a node: it is looked up in the graph before the query runs."""

_TRUE: Final = frozenset({"true", "yes", "1"})
_FALSE: Final = frozenset({"false", "no", "0"})
_LARGEST_INT: Final = 2**63 - 1  # Cypher's integers have 64 bits
_DAY_FIRST: Final = re.compile(r"(?:(?:(\d{1,2})/)?(\d{1,2})/)?(\d{4})")  # as tables show dates
_WHOLE_NUMBER: Final = re.compile(r"[+-]?\d{1,19}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a saved query.

    `default` is what the query gets when the caller gives nothing, None for null.  `many` takes a list; with
    `last_day` a month or year stands for its last day, else for its first.
    """

    name: str
    type: ParameterType
    means: str
    default: Any = None
    example: str | None = None
    required: bool = False
    many: bool = False
    last_day: bool = False
    choices: tuple[str, ...] = ()

    @property
    def option(self) -> str:
        """Its option on the command line."""
        return f"--{self.name.replace('_', '-')}"

    @property
    def hint(self) -> str:
        """Type, default and example in a few words."""
        words = self.type.replace("_", " ")
        if self.type == "bool":
            words = "yes or no"
        elif self.choices:
            words = " / ".join(self.choices)
        if self.many:
            words += ", or several"
        if self.default not in (None, False):
            words += f", {self.default} by default"
        return words + (f", such as {self.example}" if self.example is not None else "")

    def accepts(self) -> str:
        """What a value may be, for people."""
        match self.type:
            case "int":
                return "a whole number, 0 or more"
            case "date":
                return "a day, month or year such as 2021-03-05, 2021-03 or 2021"
            case "bool":
                return "true or false"
            case "choice" | "event_type" | "status":
                return "one of " + ", ".join(self.allowed())
            case "actor":
                return "an actor's name in Vietnamese or English, or its id"
            case "treaty":
                return "a treaty's name in Vietnamese or English, or its id"
            case "event":
                return "an event's id, or its first characters"
            case "article":
                return "an article's id, address or path"
            case "phrase":
                return "one or more words"
        return "a text"

    def allowed(self) -> tuple[str, ...]:
        """The values of a closed list; empty for other types."""
        return {"choice": self.choices, "event_type": EVENT_TYPES, "status": STATUSES}.get(self.type, ())

    def parse(self, value: Any) -> Any:
        """The value to send: from the text a user typed, or from a Python value of the right type.

        A list comes out for `many`, which also takes texts with commas.  None and an empty list give the default.
        Raises BadValue, which says what is accepted.
        """
        if value is None or (self.many and value in ((), [])):
            return self.default
        if not self.many:
            return self._one(value)
        parts = value.split(",") if isinstance(value, str) else list(value)
        parsed = [
            self._one(inner) for part in parts for inner in (part.split(",") if isinstance(part, str) else [part])
        ]
        return list(dict.fromkeys(parsed))

    def _one(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._from_text(unicodedata.normalize("NFC", " ".join(value.split())))
        if self.type == "date" and isinstance(value, date):
            return value
        if self.type == "bool" and isinstance(value, bool):
            return value
        if self.type == "int" and isinstance(value, int) and not isinstance(value, bool):
            return self._from_text(str(value))
        raise self._refusal(value)

    def _from_text(self, text: str) -> Any:
        if not text:
            raise self._refusal(text)
        match self.type:
            case "phrase":
                if not words(text):
                    raise self._refusal(text)
                return words(text)
            case "int":
                return self._int(text)
            case "bool":
                if text.lower() in _TRUE | _FALSE:
                    return text.lower() in _TRUE
                raise self._refusal(text)
            case "date":
                return self._date(text)
            case "choice" | "event_type" | "status":
                found = {one.casefold(): one for one in self.allowed()}.get(text.casefold().replace("-", "_"))
                if found is None:
                    raise self._refusal(text)
                return found
        return text

    def _int(self, text: str) -> int:
        number = int(text) if _WHOLE_NUMBER.fullmatch(text) else None
        if number is None or not 0 <= number <= _LARGEST_INT:
            raise self._refusal(text)
        return number

    def _date(self, text: str) -> date:
        match = _DAY_FIRST.fullmatch(text)
        value = "-".join(part.zfill(2) for part in reversed(match.groups()) if part) if match else text
        try:
            first, last = edtf.bounds(value)
        except BadValue as error:
            raise self._refusal(text) from error
        day = last if self.last_day else first
        if day is None or "/" in value:
            raise self._refusal(text)
        return day

    def _refusal(self, value: Any) -> BadValue:
        return BadValue(f"{self.name}: {str(value)!r} is not accepted", f"Give {self.accepts()}.")
