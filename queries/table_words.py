"""The words of a table in the language of its reader: codes, names, dates, and what queries put together of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from graph.labels import CODES_LANGUAGE, CodeGroup, Labels

if TYPE_CHECKING:
    from graph.store import Store

_CODES: Final[dict[str, CodeGroup]] = {
    "type": "types",
    "response_type": "types",
    "other_type": "types",
    "status": "statuses",
    "quad": "quads",
    "date_basis": "bases",
    "mode": "modes",
    "role": "roles",
}
"""Columns that hold codes of one group; the other codes are words that queries answer with."""
_ANSWERS: Final = frozenset(
    (
        "about", "action", "basis", "change", "dates", "kind", "later", "manner", "order", "outcome", "tie", "told",
        "trend", "why",
    )
)  # fmt: skip
_ANSWER_GROUPS: Final[tuple[CodeGroup, ...]] = ("answers", "actions", "relations", "types")
_NAMES: Final = frozenset(
    (
        "about", "actor", "name", "of", "one", "other", "parties", "represents", "response_sources", "said_by",
        "shared", "source", "sources", "speaker", "speakers", "subject", "target", "targets", "treaties", "who",
    )
)  # fmt: skip
"""Columns of names of actors and treaties."""
_DATES: Final = frozenset(("first", "known_since", "last", "period", "told"))
"""Columns of EDTF values that English tables show as they are."""
_MADE: Final = frozenset(("summary", "change"))
"""Columns with sentences that a query makes of a name and a word: `New START: signed`."""

_EDTF: Final = re.compile(r"[\dX]{4}[\dX~?%/.-]*|\.\./.*")
_VERSION: Final = re.compile(r"(\S+) ([A-Z]+) (\w+) \((\d+)\)")
_SAYS: Final = re.compile(r"(\S+) \((.*)\)")
_TERM: Final = re.compile(r"(\S+) to (\S+)")
_OFFICE: Final = re.compile(r"(.+?) (becomes|is no longer)(?: (.+))?")

_NAMED: Final = (
    "MATCH (n:Actor) WHERE n.name IN $names AND n.name_vi IS NOT NULL RETURN n.name AS name, n.name_vi AS called",
    "MATCH (n:Treaty) WHERE n.name IN $names AND n.name_vi IS NOT NULL RETURN n.name AS name, n.name_vi AS called",
)


@dataclass(frozen=True, slots=True)
class TableWords:
    """Labels, and the names of actors and treaties in their language by those that rows hold.

    `named` are the columns in which names are put into that language.
    """

    labels: Labels
    names: Mapping[str, str] = field(default_factory=dict)
    named: frozenset[str] = _NAMES

    def word(self, column: str, text: str) -> str:
        """One text of a column as its reader calls it; what is neither code nor name comes back as it is."""
        if self.labels.language == CODES_LANGUAGE:
            return text
        if column in _CODES:
            return self.labels.code(_CODES[column], text)
        if column in _DATES and (_EDTF.fullmatch(text) or text == "undated"):
            return self._date(text)
        if column in _ANSWERS and (called := self._answer(text)) is not None:
            return called
        if column in self.named and text in self.names:
            return self.names[text]
        match column:
            case "versions" if found := _VERSION.fullmatch(text):
                return self._version(*found.groups())
            case "says" if found := _SAYS.fullmatch(text):
                return self._said(*found.groups())
            case "terms" if found := _TERM.fullmatch(text):
                return self._term(*found.groups())
            case "change" if found := _OFFICE.fullmatch(text):
                return self._office(*found.groups())
        return self._made(text) if column in _MADE else text

    def _answer(self, text: str) -> str | None:
        for group in _ANSWER_GROUPS:
            words: Mapping[str, str] = getattr(self.labels, group)
            if text in words:
                return words[text]
        return None

    def _made(self, text: str) -> str:
        """`TREATY: signed` and `TREATY: PARTY joined` in words of the language."""
        name, colon, told = text.partition(": ")
        if not colon or name not in self.names:
            return text
        party, _, word = told.rpartition(" ")
        if (called := self._answer(told)) is None and (called := self._answer(word)) is not None and party:
            called = f"{self.names.get(party, party)} {called}"
        return f"{self.names[name]}: {called}" if called is not None else text

    def _date(self, text: str) -> str:
        return self.labels.date(None if text == "undated" else text)

    def _version(self, date: str, kind: str, status: str, articles: str) -> str:
        return (
            f"{self._date(date)} {self.labels.code('types', kind)} {self.labels.code('statuses', status)} ({articles})"
        )

    def _said(self, what: str, article: str) -> str:
        told = self._date(what) if _EDTF.fullmatch(what) else self.labels.code("statuses", what)
        return f"{told} ({article})"

    def _term(self, since: str, until: str) -> str:
        first = since if since == "?" else self._date(since)
        return self.labels.say("to", first=first, last=self.labels.say("now") if until == "now" else self._date(until))

    def _office(self, who: str, change: str, role: str | None) -> str:
        held = self.labels.code("roles", role or "")
        return " ".join(filter(None, (self.names.get(who, who), self._answer(change), held)))


def table_words(store: Store, labels: Labels, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> TableWords:
    """The words for rows of a query, with the names of the actors and treaties that are named in them."""
    if labels.language == CODES_LANGUAGE:
        return TableWords(labels)
    named = _NAMES.intersection(columns) - ({"name"} if "name_vi" in columns else set())  # both names are shown
    made = [column for column in columns if column in _MADE]
    wanted: set[str] = set()
    for row in rows:
        for column in named:
            wanted.update(_texts(row[column]))
        for column in made:
            for text in _texts(row[column]):
                name, _, told = text.partition(": ")
                office = _OFFICE.fullmatch(text)
                wanted.update((name, told.rpartition(" ")[0], office[1] if office else name))
    return TableWords(labels, vietnamese_names(store, sorted(wanted)), named)


def vietnamese_names(store: Store, names: Sequence[str]) -> dict[str, str]:
    """The Vietnamese names of actors and treaties by the names that rows give; none where two share a name."""
    if not names:
        return {}
    found: dict[str, set[str]] = {}
    for cypher in _NAMED:
        for row in store.read(cypher, {"names": list(names)}).rows:
            found.setdefault(row["name"], set()).add(row["called"])
    return {name: called.pop() for name, called in found.items() if len(called) == 1}


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
