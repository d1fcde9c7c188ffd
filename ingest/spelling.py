"""How a language writes its words: the endings that are words of their own, and the forms that a word takes.

Both are data of the language pack (`grammar.yaml`); a language without any is written as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from graph.errors import KnowledgeError

HEAD: Final = "~"
"""Stands in a phrase before the verb whose forms all count ("~withdraw from")."""
BASE: Final = "base"
"""Name of the form that stands in the pack."""


class Ending(NamedTuple):
    """What a word gets: words that the expression matches lose `cut` letters and get `add`."""

    applies: re.Pattern[str]
    cut: int
    add: str


@dataclass(frozen=True, eq=False)
class Inflection:
    """Forms of a part of speech: for each its endings, of which the first that applies counts, and exceptions."""

    endings: Mapping[str, Sequence[Ending]]
    irregular: Mapping[str, Mapping[str, Sequence[str]]]

    def forms(self, word: str) -> list[tuple[str, str]]:
        """The forms of a word, each with its name; the word itself first."""
        found = [(word, BASE)]
        own = self.irregular.get(word, {})
        for name, endings in self.endings.items():
            if name in own:
                found += [(form, name) for form in own[name]]
                continue
            ending = next((each for each in endings if each.applies.search(word)), None)
            if ending is not None:
                found.append((word[: len(word) - ending.cut] + ending.add, name))
        return [*found, *((form, name) for name in own if name not in self.endings for form in own[name])]


NO_FORMS: Final = Inflection({}, {})


@dataclass(frozen=True, eq=False)
class Spelling:
    """The endings that are words of their own (`clitics`, as they are written), and the forms of verbs and nouns."""

    clitics: frozenset[str] = frozenset()
    verb: Inflection = field(default=NO_FORMS)
    noun: Inflection = field(default=NO_FORMS)

    def phrases(self, phrase: str) -> list[str]:
        """The phrase in all forms of the word that is marked as its head; as it stands when none is."""
        if HEAD not in phrase:
            return [phrase]
        before, _, rest = phrase.partition(HEAD)
        head, space, after = rest.partition(" ")
        return [f"{before}{form}{space}{after}" for form, _ in self.verb.forms(head)]

    def of_verb(self, phrase: str) -> list[tuple[str, str]]:
        """A verb with what follows it in all its forms, each with its name."""
        head, space, after = phrase.partition(" ")
        return [(f"{form}{space}{after}", name) for form, name in self.verb.forms(head)]

    def of_noun(self, phrase: str) -> list[tuple[str, str]]:
        """A noun with what stands before it in all its forms, each with its name."""
        before, space, head = phrase.rpartition(" ")
        return [(f"{before}{space}{form}", name) for form, name in self.noun.forms(head)]


PLAIN: Final = Spelling()


def spelling(content: Mapping[str, Any], where: str) -> Spelling:
    """What a pack says of its spelling; KnowledgeError when it is at fault."""
    forms = content.get("forms") or {}
    if unknown := set(forms) - {"verb", "noun"}:
        raise KnowledgeError(f"{where}: forms of {', '.join(sorted(unknown))}", "Give forms of verb and noun.")
    parts = {part: _inflection(found, where) for part, found in forms.items()}
    return Spelling(frozenset(content.get("clitics") or ()), **parts)


def _inflection(content: Mapping[str, Any], where: str) -> Inflection:
    try:
        endings = {
            name: [Ending(re.compile(each["end"] + r"\Z"), int(each.get("cut", 0)), each["add"]) for each in found]
            for name, found in content["endings"].items()
        }
        irregular = {
            word: {name: [forms] if isinstance(forms, str) else list(forms) for name, forms in own.items()}
            for word, own in (content.get("irregular") or {}).items()
        }
    except (KeyError, TypeError, AttributeError, re.error) as error:
        raise KnowledgeError(f"{where}: forms: {error}", "See docs/languages.md for their form.") from error
    return Inflection(endings, irregular)
