"""The words of a language by which relations between acts are told, read from `relations.yaml` and checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, get_args

from graph.errors import KnowledgeError
from graph.model import EVENT_TYPES, Status
from ingest.languages import grammar, pack_file, read_mapping
from ingest.lexicon import Lexicon
from ingest.spelling import PLAIN, Spelling

Place = Literal["clause", "head", "noun", "link", "distance"]
"""Where words stand: before a clause, at a sentence's head, before a noun, before the act, behind a length of time."""
Stand = Literal["after", "before", "reply", "asked", "fulfil"]
"""What the act told elsewhere is to the act told here: it came first, it came later, it is answered, …"""

_LISTS: Final[dict[str, tuple[str, ...]]] = {
    "clause": get_args(Stand),
    "head": ("reply",),
    "noun": ("after", "before"),
    "link": ("after", "before", "reply"),
    "distance": ("amounts", "units", "after"),
    "reference": ("nouns", "occurs", "pointers"),
    "denial": ("verbs", "nouns"),
    "cancelling": ("cancelled", "postponed"),
}


@dataclass(frozen=True, slots=True)
class Word:
    """Words that set two acts against each other: where they stand, what they say, and the words themselves."""

    place: Place
    stand: Stand
    phrase: str


@dataclass(frozen=True, slots=True)
class RelationWords:
    """All words of relations; `denied` gives the type of act that a noun stands for, `cancels` the status it leaves."""

    words: Lexicon[Word]
    amounts: frozenset[str]
    units: Lexicon[None]
    nouns: Lexicon[None]
    occurs: Lexicon[None]
    pointers: Lexicon[None]
    denies: Lexicon[None]
    denied: Lexicon[str]
    cancels: Lexicon[Status]


@lru_cache(maxsize=4)
def load(language: str) -> RelationWords:
    """The words of a language; KnowledgeError names the file and the fault."""
    return read(pack_file(language, "relations.yaml"), grammar(language).spelling)


def read(path: Path, spelling: Spelling = PLAIN) -> RelationWords:
    """The words in a file of a language."""
    found = read_mapping(path)
    for name, lists in _LISTS.items():
        if not isinstance(found.get(name), dict) or set(found[name]) != set(lists):
            raise _wrong(path, f"{name!r} must have the lists {', '.join(lists)}")
    if extra := set(found) - set(_LISTS):
        raise _wrong(path, f"unknown: {', '.join(sorted(extra))}")
    words: Lexicon[Word] = Lexicon(spelling)
    places: tuple[Place, ...] = ("clause", "head", "noun", "link")
    for place in places:
        for stand in found[place]:
            for phrase in _phrases(path, found[place][stand], f"{place}, {stand}"):
                words.add(phrase, Word(place, stand, phrase))
    for phrase in _phrases(path, found["distance"]["after"], "distance, after"):
        words.add(phrase, Word("distance", "after", phrase))
    denied: Lexicon[str] = Lexicon(spelling)
    nouns = found["denial"]["nouns"]
    if not isinstance(nouns, dict):
        raise _wrong(path, "'nouns' under 'denial' must be lists by event type")
    for type_, phrases in nouns.items():
        if type_ not in EVENT_TYPES:
            raise _wrong(path, f"{type_!r} is no event type")
        for phrase in _phrases(path, phrases, f"denial, nouns, {type_}"):
            denied.add(phrase, type_)
    cancels: Lexicon[Status] = Lexicon(spelling)
    for status, phrases in found["cancelling"].items():
        for phrase in _phrases(path, phrases, f"cancelling, {status}"):
            cancels.add(phrase, status)
    return RelationWords(
        words=words,
        amounts=frozenset(_phrases(path, found["distance"]["amounts"], "distance, amounts")),
        units=_plain(path, found, "distance", "units", spelling),
        nouns=_plain(path, found, "reference", "nouns", spelling),
        occurs=_plain(path, found, "reference", "occurs", spelling),
        pointers=_plain(path, found, "reference", "pointers", spelling),
        denies=_plain(path, found, "denial", "verbs", spelling),
        denied=denied,
        cancels=cancels,
    )


def _plain(path: Path, found: dict[str, dict[str, object]], name: str, part: str, spelling: Spelling) -> Lexicon[None]:
    words: Lexicon[None] = Lexicon(spelling)
    for phrase in _phrases(path, found[name][part], f"{name}, {part}"):
        words.add(phrase, None)
    return words


def _phrases(path: Path, phrases: object, where: str) -> list[str]:
    if not isinstance(phrases, list) or not all(isinstance(phrase, str) and phrase.strip() for phrase in phrases):
        raise _wrong(path, f"{where}: must be a list of words")
    if twice := sorted({phrase for phrase in phrases if phrases.count(phrase) > 1}):
        raise _wrong(path, f"{where}: stands there twice: {', '.join(twice)}")
    return phrases


def _wrong(path: Path, what: str) -> KnowledgeError:
    return KnowledgeError(f"{path}: {what}", "Correct the file, or install biennien again.")
