"""All words by which actors are found: names of the knowledge base, titles and references of the language pack."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from graph.errors import KnowledgeError
from ingest.knowledge import load as load_knowledge
from ingest.knowledge.knowledge import Knowledge
from ingest.knowledge.model import Name
from ingest.languages import FOLDER, read_mapping
from ingest.lexicon import Lexicon
from ingest.tokens import key


@dataclass(frozen=True, slots=True)
class Title:
    """Words that name a person's office or standing."""

    words: str
    role: str
    office: bool = False
    takes_body: bool = False


ReferenceKind = Literal[
    "person", "country", "organisation", "pair", "of_country", "counterpart", "group", "many", "quality", "region",
    "of", "host", "portfolio", "man", "woman",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Lexicons by what their phrases are; `particles` are keys of small words inside names."""

    knowledge: Knowledge
    names: Lexicon[Name | None]
    bodies: Lexicon[str]
    titles: Lexicon[Title]
    modifiers: Lexicon[str]
    references: Lexicon[ReferenceKind]
    particles: frozenset[str]


@lru_cache(maxsize=4)
def gazetteer(language: str) -> Gazetteer:
    """The gazetteer of a language with the knowledge base; KnowledgeError when a data file is at fault."""
    knowledge = load_knowledge()
    names: Lexicon[Name | None] = Lexicon()
    for name in knowledge.names():
        if name.entity_kind != "treaty" and name.language in (language, "any", "en"):
            names.add(name.text, name)
    for text in knowledge.lookalikes:
        names.add(text, None)
    bodies: Lexicon[str] = Lexicon()
    for body in knowledge.bodies.values():
        for head in getattr(body, f"heads_{language}"):
            bodies.add(head, body.id)
    titles, modifiers, portfolios = _titles(language)
    for office in knowledge.offices.values():
        for words in getattr(office, f"titles_{language}", ()):
            titles.add(words, Title(words.casefold(), office.title, office=True))
    references, particles = _references(language)
    for portfolio in portfolios:
        references.add(portfolio, "portfolio")
    return Gazetteer(knowledge, names, bodies, titles, modifiers, references, particles)


def _titles(language: str) -> tuple[Lexicon[Title], Lexicon[str], list[str]]:
    path = FOLDER / language / "titles.yaml"
    content = read_mapping(path)
    titles: Lexicon[Title] = Lexicon()
    modifiers: Lexicon[str] = Lexicon()
    try:
        for entry in content["titles"]:
            for words in entry["words"]:
                title = Title(words.casefold(), entry["role"], bool(entry.get("office")), entry.get("takes") == "body")
                titles.add(words, title)
        for modifier, phrases in content["modifiers"].items():
            for phrase in phrases:
                modifiers.add(phrase, modifier)
        return titles, modifiers, list(content["portfolios"])
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
}


def _references(language: str) -> tuple[Lexicon[ReferenceKind], frozenset[str]]:
    path = FOLDER / language / "references.yaml"
    content: dict[str, Any] = read_mapping(path)
    references: Lexicon[ReferenceKind] = Lexicon()
    try:
        for kind, phrases in content["pronouns"].items():
            for phrase in phrases:
                references.add(phrase, kind)
        for section, kind in _SINGLE.items():
            for phrase in content[section]:
                references.add(phrase, kind)
        for phrase, gender in content["honorifics"].items():
            references.add(phrase, gender)
        return references, frozenset(key(word) for word in content["name_particles"])
    except (KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(f"{path}: {error}", "See docs/extraction.md for the sections it needs.") from error
