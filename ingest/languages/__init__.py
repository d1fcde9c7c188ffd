"""Language packs: the words of a language as data, checked when they are loaded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from graph.errors import KnowledgeError
from graph.model import EVENT_TYPES
from ingest.lexicon import Lexicon

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Act:
    """A word that expresses an act: the type it most often stands for, and whether it is a verb or a noun."""

    type: str
    part: str
    phrase: str


@dataclass(frozen=True, slots=True)
class LanguagePack:
    """The words by which events are read: acts, and what shapes the clause beside them."""

    code: str
    acts: Lexicon[Act]
    clauses: Lexicon[str]


@lru_cache(maxsize=8)
def load(code: str) -> LanguagePack:
    """The pack of a language; KnowledgeError names the file and line of a fault."""
    folder = FOLDER / code
    acts: Lexicon[Act] = Lexicon()
    for kind, parts in read_mapping(folder / "acts.yaml").items():
        if kind not in EVENT_TYPES:
            raise KnowledgeError(f"{folder / 'acts.yaml'}: {kind!r} is no event type", "See EVENT_TYPES in the docs.")
        for part, phrases in parts.items():
            if part not in ("verb", "noun"):
                raise KnowledgeError(f"{folder / 'acts.yaml'}: {part!r} under {kind}", "Use verb or noun.")
            for phrase in phrases:
                acts.add(str(phrase), Act(kind, part, str(phrase)))
    clauses: Lexicon[str] = Lexicon()
    for role, phrases in read_mapping(folder / "clauses.yaml").items():
        for phrase in phrases:
            clauses.add(str(phrase), role)
    return LanguagePack(code, acts, clauses)


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
