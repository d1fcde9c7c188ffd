"""What people read instead of the codes of the model, and around them: one YAML file a language.

The codes of the data (`AGREE`, `called_for`, `in force`) are English words, which tables in English show as they are
typed; other languages have words for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, get_args

import yaml

from graph import edtf
from graph.errors import KnowledgeError
from graph.model import EVENT_TYPES, QUAD, RELATION_KINDS, STATUSES, TREATY_ACTIONS, DateBasis, PublishedBasis

Language = Literal["en", "vi"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

CODES_LANGUAGE: Final[Language] = "en"
"""The language whose words the codes of the data are."""

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times as fast, where it was built

_GROUPS: Final[dict[str, frozenset[str]]] = {
    "types": frozenset(EVENT_TYPES),
    "quads": frozenset(quad or "none" for quad in QUAD.values()),
    "statuses": frozenset(STATUSES),
    "actions": frozenset(TREATY_ACTIONS),
    "relations": frozenset(RELATION_KINDS),
    "bases": frozenset(get_args(DateBasis)),
    "published": frozenset(get_args(PublishedBasis)),
}

CodeGroup = Literal["types", "quads", "statuses", "actions", "bases", "modes", "relations", "answers", "roles"]
"""Groups of words for codes; `answers` are the words that saved queries answer with."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Words of one language; `locale` is the one Babel formats dates and numbers by.

    `words` are those of pages and texts, `tables` those of the command line.
    """

    language: str
    locale: str
    dates: Mapping[str, str]
    types: Mapping[str, str]
    quads: Mapping[str, str]
    statuses: Mapping[str, str]
    actions: Mapping[str, str]
    modes: Mapping[str, str]
    relations: Mapping[str, str]
    bases: Mapping[str, str]
    published: Mapping[str, str]
    columns: Mapping[str, str]
    answers: Mapping[str, str]
    roles: Mapping[str, str]
    marks: Mapping[str, str]
    mark_notes: Mapping[str, str]
    reasons: Mapping[str, str]
    words: Mapping[str, Any]
    tables: Mapping[str, Any]

    def count(self, word: str, number: int) -> str:
        """A counted noun, such as `3 events`.

        `word` names an entry of `words` or `tables` with the forms `one` and `other`.
        """
        forms = self.words.get(word) or self.tables[word]
        return str(forms["one" if number == 1 else "other"]).format(n=self.number(number))

    def number(self, number: int) -> str:
        """A whole number with its thousands apart."""
        from babel.numbers import format_decimal

        return str(format_decimal(number, locale=self.locale))

    def say(self, phrase: str, **values: object) -> str:
        """A phrase of the command line with its values filled in."""
        return str(self.tables[phrase]).format(**values)

    def code(self, group: CodeGroup, code: str) -> str:
        """A code of the data as tables show it: as it is where codes are of this language, else in words."""
        if self.language == CODES_LANGUAGE:
            return code
        words: Mapping[str, str] = getattr(self, group)
        return words.get(code, code)

    def name(self, name: str, name_vi: str | None) -> str:
        """The name of an actor or treaty in this language, of the two that are known."""
        return (self.language == "vi" and name_vi) or name

    def date(self, value: str | None) -> str:
        """An EDTF value as day/month/year, as far as it is known: `14/12/2021`, `12/2021`, `2021?`, `from 10/2016`."""
        if not value:
            return self.dates["undated"]
        start, slash, end = value.partition("/")
        if not slash:
            return self._one_date(value)
        unknown = ("", "..")
        if start in unknown:
            known = end not in unknown
            return self.dates["until"].format(last=self._one_date(end)) if known else self.dates["undated"]
        if end in unknown:
            return self.say("from", first=self._one_date(start))
        return f"{self._one_date(start)} – {self._one_date(end)}"

    def _one_date(self, value: str) -> str:
        bare = value.rstrip("~?%")
        kind = edtf.precision(bare)
        if kind == "decade":
            text = self.say("decade", decade=f"{bare[:3]}0")
        elif kind == "century":
            text = f"{bare[:2]}00–{bare[:2]}99"
        else:
            text = "/".join(reversed(bare.split("-")))
        mark = value[len(bare) :]
        if mark in ("~", "%"):
            text = self.dates["about"].format(value=text)
        return text + ("?" if mark in ("?", "%") else "")

    def code_date(self, value: str) -> str:
        """An EDTF value where codes are shown: as it is where codes are of this language, else as `date` has it."""
        return value if self.language == CODES_LANGUAGE else self.date(value)

    def heading(self, column: str) -> str:
        """The heading of a column of a query's table."""
        return self.columns.get(column, column.replace("_", " "))


@cache
def load(language: str) -> Labels:
    """The words of a language, `en` or `vi`.

    Raises KnowledgeError when its file lacks a word.
    """
    name = f"graph/labels/{language}.yaml"
    content = yaml.load(files(__name__).joinpath(f"{language}.yaml").read_text(encoding="utf-8"), _LOADER)  # noqa: S506
    for group, wanted in _GROUPS.items():
        if missing := wanted - content.get(group, {}).keys():
            raise KnowledgeError(f"{name}: {group} lacks {', '.join(sorted(missing))}", "Add the missing words.")
    return Labels(language=language, **content)
