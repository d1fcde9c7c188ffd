"""All words by which actors are found: names of the knowledge base, titles and references of the language pack."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from graph.errors import KnowledgeError
from ingest.knowledge import load as load_knowledge
from ingest.knowledge.knowledge import Knowledge
from ingest.knowledge.model import Name
from ingest.languages import folder, grammar, pack_file, read_mapping
from ingest.lexicon import Lexicon
from ingest.spelling import BASE
from ingest.tokens import key


@dataclass(frozen=True, slots=True)
class Title:
    """Words that name a person's office or standing."""

    words: str
    role: str
    office: bool = False
    takes_body: bool = False
    plural: bool = False


ReferenceKind = Literal[
    "person", "country", "organisation", "pair", "country pair", "person pair", "several", "of_country",
    "counterpart", "group", "many", "number", "quality", "region", "alone", "plural", "counted", "team", "of", "and",
    "host", "portfolio", "organ", "owned", "man", "woman", "no person", "not before person", "person act",
    "person noun", "state", "organ name", "in name", "called", "party",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A name of something else that holds an actor's name."""


@dataclass(frozen=True, slots=True)
class BodyHead:
    """Words that name a kind of state body (its id) when a country stands beside them."""

    body: str


@dataclass(frozen=True, slots=True)
class Modifier:
    """A word that changes a title: former, acting, new, …"""

    kind: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A word that refers to an actor or belongs to such words."""

    kind: ReferenceKind


Word = Name | Lookalike | BodyHead | Title | Modifier | Reference


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """What is known of the world, and in one lexicon all words of a language by which actors are found.

    `particles` are keys of small words inside names, `definite` those before a title that mean a certain person,
    `possessive` those behind an owner, and `joining` those before the last of a list.
    """

    language: str
    knowledge: Knowledge
    words: Lexicon[Word]
    particles: frozenset[str]
    definite: frozenset[str] = frozenset()
    possessive: frozenset[str] = frozenset()
    joining: frozenset[str] = frozenset()


@lru_cache(maxsize=4)
def gazetteer(language: str, facts: Path | None = None) -> Gazetteer:
    """The gazetteer of a language with the knowledge base, and the user's own file of `facts` on top.

    Made once a process.  KnowledgeError when a data file is at fault.
    """
    knowledge = load_knowledge(facts)
    words: Lexicon[Word] = Lexicon(grammar(language).spelling)
    for name in knowledge.names():
        if name.entity_kind != "treaty" and name.language in (language, "any", "en"):
            words.add(name.text, name)
    for text in knowledge.lookalikes:
        words.add(text, Lookalike())
    for body in knowledge.bodies.values():
        for head in getattr(body, f"heads_{language}", ()):
            words.add(head, BodyHead(body.id))
    _add_titles(words, language)
    for office in knowledge.offices.values():
        for title in office.titles(language):
            words.add(title, Title(title.casefold(), office.title, office=True))
    _add_names(words, language, knowledge)
    return Gazetteer(language, knowledge, words, *_add_references(words, language))


def _add_names(words: Lexicon[Word], language: str, knowledge: Knowledge) -> None:
    """Add the names that a pack has for countries and organisations (`names.yaml`, by their ids), if it has any."""
    path = folder(language) / "names.yaml"
    for actor, texts in (read_mapping(path) if path.exists() else {}).items():
        country = knowledge.country(actor)
        if country is None and actor not in knowledge.organisations:
            raise KnowledgeError(f"{path}: {actor!r} is neither a country nor an organisation", "Correct the id.")
        for text in texts:
            words.add(text, Name(text, actor, "country" if country else "organisation", "alias", "any"))


def _add_titles(words: Lexicon[Word], language: str) -> None:
    path = folder(language) / "titles.yaml"
    content = read_mapping(path)
    spelling = grammar(language).spelling
    try:
        for entry in content["titles"]:
            for phrase in entry["words"]:
                office, takes_body = bool(entry.get("office")), entry.get("takes") == "body"
                for form, name in spelling.of_noun(phrase):
                    words.add(form, Title(phrase.casefold(), entry["role"], office, takes_body, name != BASE))
        for modifier, phrases in content["modifiers"].items():
            for phrase in phrases:
                words.add(phrase, Modifier(modifier))
        for phrase in content["portfolios"]:
            words.add(phrase, Reference("portfolio"))
    except (KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(f"{path}: {error}", "Each title needs a role and words.") from error


_SINGLE: dict[str, ReferenceKind] = {
    "of_country": "of_country",
    "counterparts": "counterpart",
    "groups": "group",
    "many": "many",
    "qualities": "quality",
    "regions": "region",
    "of": "of",
    "host": "host",
    "alone": "alone",
    "plural": "plural",
    "counted": "counted",
    "numbers": "number",
    "and": "and",
    "no_persons": "no person",
    "not_before_persons": "not before person",
    "person_acts": "person act",
    "person_nouns": "person noun",
    "teams": "team",
    "organs": "organ",
    "owned": "owned",
}


_OPTIONAL: dict[str, ReferenceKind] = {
    "states": "state",
    "organ_names": "organ name",
    "in_names": "in name",
    "called": "called",
    "parties": "party",
}


def _add_references(words: Lexicon[Word], language: str) -> tuple[frozenset[str], ...]:
    """Add the words of reference; the keys of particles of names, of definite words, possessives and joining words."""
    path = pack_file(language, "references.yaml")
    content: dict[str, Any] = read_mapping(path)
    try:
        for kind, phrases in content["pronouns"].items():
            for phrase in phrases:
                words.add(phrase, Reference(kind))
        for section, kind in _SINGLE.items():
            for phrase in content[section]:
                words.add(phrase, Reference(kind))
        for section, kind in _OPTIONAL.items():
            for phrase in content.get(section, ()):
                words.add(phrase, Reference(kind))
        for phrase, gender in content["honorifics"].items():
            words.add(phrase, Reference(gender))
        small = (content["name_particles"], content.get("definite", ()), content.get("possessive", ()), content["and"])
        return tuple(frozenset(key(word) for word in listed) for listed in small)
    except (KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(f"{path}: {error}", "See docs/extraction.md for the sections it needs.") from error
