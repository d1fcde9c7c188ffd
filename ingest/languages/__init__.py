"""Language packs: the words of a language as data, checked when they are loaded."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, get_args

import yaml

from graph.errors import KnowledgeError
from graph.model import EVENT_TYPES
from ingest.lexicon import Lexicon
from ingest.spelling import Spelling, spelling
from ingest.tokens import key

FOLDER = Path(__file__).parent
SKELETON: Final = FOLDER / "_skeleton"
"""Holds the files that a pack may do without."""
OWN_PACKS: Final = "BIENNIEN_LANGUAGES"
"""Variable of the environment that names a folder with language packs of the user's own."""
Order = Literal["behind", "before"]
_FURTHER_ACT: Final = 0.51
_GRAMMAR: Final = {
    "clitics",
    "owner",
    "forms",
    "apostrophes",
    "speaker_behind",
    "passive",
    "models",
    "letters",
    "times_first",
    "surnames",
    "further_act",
}


@dataclass(frozen=True, slots=True)
class Act:
    """A word that expresses an act: the type it most often stands for, and whether it is a verb or a noun.

    `form` names the form of the word where the language has several, and is empty where it has not.
    """

    type: str
    part: str
    phrase: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class SubjectWords:
    """Words by which the subject of a verb is found (`subjects.yaml`), as keys, and endings of words.

    `unfinished` are the forms of verbs that need an auxiliary or hang on another verb, `continuing` the endings of
    those that hang on another verb, `verb_endings` the endings by which a word without entry may be a verb; `directs`
    are verbs whose object is the subject of the infinitive behind it, `irregular` the irregular forms of verbs.
    `tenses` tells of some auxiliaries what they make of a verb.
    """

    auxiliary: frozenset[str]
    plain: frozenset[str]
    infinitive: frozenset[str]
    relative: frozenset[str]
    coordinating: frozenset[str]
    subordinating: frozenset[str]
    prepositions: frozenset[str]
    determiners: frozenset[str]
    articles: frozenset[str]
    pronouns: frozenset[str]
    agent: frozenset[str]
    unfinished: frozenset[str]
    directs: frozenset[tuple[str, ...]]
    adverb_endings: tuple[str, ...]
    verb_endings: tuple[str, ...]
    continuing: tuple[str, ...]
    irregular: frozenset[str]
    tenses: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a language writes and orders its words (`grammar.yaml`; a pack may do without).

    `owner` is where the country stands that a title or body belongs to: behind it ("tổng thống Mỹ") or before it
    ("the US president").  `apostrophes` tells that a single quote may be one, `speaker_behind` that who speaks may
    stand behind the word for it ("…", said X); `passive` is the form of a verb that the passive needs, empty when any
    will do.
    `models` is the language whose classifiers the pack uses until it has its own.  `letters` are those that no other
    language of the packs has; `times_first` tells that what is a time is no actor ("in May").
    `subjects` are the words by which subjects of verbs are found; None where the pack has no file of them.
    `surnames` tells that the last word of a full name takes it up, so that what is taken up so is a person's name.
    `further_act` is the probability, from 0 to 1, that a further act of a sentence needs by itself.
    """

    spelling: Spelling
    owner: Order
    apostrophes: bool
    speaker_behind: bool
    passive: str
    models: str
    letters: str
    times_first: bool
    subjects: SubjectWords | None = None
    surnames: bool = False
    further_act: float = _FURTHER_ACT


@dataclass(frozen=True, slots=True)
class LanguagePack:
    """The words by which events are read: acts, and what shapes the clause beside them."""

    code: str
    acts: Lexicon[Act]
    clauses: Lexicon[str]
    grammar: Grammar


def folder(code: str) -> Path:
    """The folder of a language's pack; those of the user's own folder come before those of the program."""
    own = os.environ.get(OWN_PACKS)
    if own and (found := Path(own) / code).is_dir():
        return found
    return FOLDER / code


def fitted_file(code: str, name: str) -> Path:
    """A file of what a language's pack learned: its own, else that of the pack whose classifiers it uses."""
    return _fitted_file(code, name, os.environ.get(OWN_PACKS))


@lru_cache(maxsize=64)
def _fitted_file(code: str, name: str, _own: str | None) -> Path:
    own = folder(code) / name
    return own if own.exists() else folder(grammar(code).models) / name


def pack_file(code: str, name: str) -> Path:
    """A file of a language's pack, or the one that stands for it where a pack may do without."""
    own = folder(code) / name
    return own if own.exists() or not own.parent.is_dir() else SKELETON / name


def codes() -> list[str]:
    """The codes of all languages that there is a pack for."""
    return sorted(
        {path.parent.name for place in _places(os.environ.get(OWN_PACKS)) for path in place.glob("*/times.yaml")}
    )


def has_pack(code: str) -> bool:
    """Whether a language is one of those, without a look at the others."""
    return _is_in_places(code, os.environ.get(OWN_PACKS))


@lru_cache(maxsize=256)
def _is_in_places(code: str, own: str | None) -> bool:
    """The same with the user's own folder; asked of the file system once, since it is asked for each article."""
    return Path(code).name == code and any((place / code / "times.yaml").exists() for place in _places(own))


def _places(own: str | None) -> list[Path]:
    return [FOLDER, *([Path(own)] if own else [])]


@lru_cache(maxsize=8)
def grammar(code: str) -> Grammar:
    """The grammar of a language; KnowledgeError names the file and the fault."""
    path = folder(code) / "grammar.yaml"
    content = read_mapping(path) if path.exists() else {}
    if unknown := set(content) - _GRAMMAR:
        raise KnowledgeError(f"{path}: unknown: {', '.join(sorted(unknown))}", "See docs/languages.md.")
    owner = content.get("owner", "behind")
    if owner not in get_args(Order):
        raise KnowledgeError(f"{path}: owner is {' or '.join(get_args(Order))}", "Correct the file.")
    further_act = content.get("further_act", _FURTHER_ACT)
    if not isinstance(further_act, float) or not 0 < further_act < 1:
        raise KnowledgeError(f"{path}: further_act is a probability, such as 0.5", "Correct the file.")
    spelled = spelling(content, str(path))
    return Grammar(
        spelled,
        owner,
        content.get("apostrophes") is True,
        content.get("speaker_behind") is True,
        content.get("passive", ""),
        content.get("models", code),
        str(content.get("letters", "")),
        content.get("times_first") is True,
        _subjects(path.with_name("subjects.yaml"), spelled),
        content.get("surnames") is True,
        further_act,
    )


def _subjects(path: Path, spelled: Spelling) -> SubjectWords | None:
    """The words of a pack's file of subjects; None when it has none."""
    if not path.exists():
        return None
    content = read_mapping(path)
    names = {one.name for one in fields(SubjectWords)} - {"irregular"}
    if wrong := names.symmetric_difference(content):
        raise KnowledgeError(f"{path}: missing or unknown: {', '.join(sorted(wrong))}", "See that of English.")

    def keys(name: str) -> frozenset[str]:
        return frozenset(key(str(word)) for word in content[name])

    directs = [form for phrase in content["directs"] for form in spelled.phrases(str(phrase))]
    return SubjectWords(
        keys("auxiliary"),
        keys("plain"),
        keys("infinitive"),
        keys("relative"),
        keys("coordinating"),
        keys("subordinating"),
        keys("prepositions"),
        keys("determiners"),
        keys("articles"),
        keys("pronouns"),
        keys("agent"),
        frozenset(map(str, content["unfinished"])),
        frozenset(tuple(map(key, form.split())) for form in directs),
        tuple(content["adverb_endings"]),
        tuple(content["verb_endings"]),
        tuple(content["continuing"]),
        frozenset(key(form) for own in spelled.verb.irregular.values() for forms in own.values() for form in forms),
        {key(str(word)): name for name, words in content["tenses"].items() for word in words},
    )


@lru_cache(maxsize=8)
def load(code: str) -> LanguagePack:
    """The pack of a language; KnowledgeError names the file and line of a fault."""
    place = folder(code)
    spelled = grammar(code).spelling
    acts: Lexicon[Act] = Lexicon(spelled)
    for kind, parts in read_mapping(place / "acts.yaml").items():
        if kind not in EVENT_TYPES:
            raise KnowledgeError(f"{place / 'acts.yaml'}: {kind!r} is no event type", "See EVENT_TYPES in the docs.")
        for part, phrases in parts.items():
            if part not in ("verb", "noun"):
                raise KnowledgeError(f"{place / 'acts.yaml'}: {part!r} under {kind}", "Use verb or noun.")
            forms = spelled.of_verb if part == "verb" else spelled.of_noun
            for phrase in phrases:
                for form, name in (found := forms(str(phrase))):
                    acts.add(form, Act(kind, part, str(phrase), name if len(found) > 1 else ""))
    clauses: Lexicon[str] = Lexicon(spelled)
    for role, phrases in read_mapping(place / "clauses.yaml").items():
        for phrase in phrases:
            clauses.add(str(phrase), role)
    return LanguagePack(code, acts, clauses, grammar(code))


def read_mapping(path: Path) -> dict[str, Any]:
    """A YAML file whose top level is a mapping; KnowledgeError with file and line when it is not."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise KnowledgeError(f"{path}:{line}: {error.problem}", "Mend the file there.") from error
    if not isinstance(content, dict):
        raise KnowledgeError(f"{path}:1: is no mapping", "The file must be of the form NAME: ….")
    return content
