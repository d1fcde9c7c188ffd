"""The words of an exported timeline, one YAML file a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, get_args

import yaml
from babel.numbers import format_decimal

from graph.errors import KnowledgeError
from graph.model import EVENT_TYPES, QUAD, STATUSES, TREATY_ACTIONS, DateBasis

_GROUPS: Final[dict[str, frozenset[str]]] = {
    "types": frozenset(EVENT_TYPES),
    "quads": frozenset(quad or "none" for quad in QUAD.values()),
    "statuses": frozenset(STATUSES),
    "actions": frozenset(TREATY_ACTIONS),
    "bases": frozenset(get_args(DateBasis)),
}


@dataclass(frozen=True, slots=True)
class Labels:
    """Words of one language; `locale` is the one Babel formats dates by."""

    language: str
    locale: str
    dates: Mapping[str, str]
    types: Mapping[str, str]
    quads: Mapping[str, str]
    statuses: Mapping[str, str]
    actions: Mapping[str, str]
    bases: Mapping[str, str]
    words: Mapping[str, Any]

    def count(self, word: str, number: int) -> str:
        """A counted noun, such as `3 events`; `word` names an entry of `words` with the forms `one` and `other`."""
        forms = self.words[word]
        return str(forms["one" if number == 1 else "other"]).format(n=format_decimal(number, locale=self.locale))


@cache
def load(language: str) -> Labels:
    """The words of a language, `en` or `vi`.

    Raises KnowledgeError when its file lacks a word.
    """
    name = f"timeline/labels/{language}.yaml"
    content = yaml.safe_load(files(__name__).joinpath(f"{language}.yaml").read_text(encoding="utf-8"))
    for group, wanted in _GROUPS.items():
        if missing := wanted - content.get(group, {}).keys():
            raise KnowledgeError(f"{name}: {group} lacks {', '.join(sorted(missing))}", "Add the missing words.")
    return Labels(language=language, **content)
