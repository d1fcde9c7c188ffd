"""All knowledge files together: read, joined, checked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from ingest.knowledge.checking import check
from ingest.knowledge.entries import Entry
from ingest.knowledge.files import fail, read
from ingest.knowledge.knowledge import Knowledge
from ingest.knowledge.model import ALWAYS, Holder
from ingest.knowledge.sections import READERS, Contexts, contexts

_FOLDER = Path(__file__).parent
_OTHER_SECTIONS = ("contexts", "lookalikes", "as_of")


@dataclass(slots=True)
class Facts:
    """What was read so far: a table a section, and where each entry stands."""

    tables: dict[str, dict[str, Any]] = field(default_factory=lambda: {section: {} for section in READERS})
    places: dict[tuple[str, str], Entry] = field(default_factory=dict)
    contexts: Contexts = field(default_factory=dict)
    lookalikes: list[str] = field(default_factory=list)


@lru_cache(maxsize=2)
def load(extra: Path | None = None) -> Knowledge:
    """The knowledge that ships with the program, and the user's own file on top.

    1. Read the files that ship, in the order of their names.
    2. Read `extra`: an entry with a known id adds to the known one (lists grow, other fields are replaced; a holder
       with the same person and `since` is replaced), any other entry is new.
    3. Check what holds between entries: references, names, overlapping terms.

    Read once a process.  Raises KnowledgeError, which names file and line.
    """
    facts = Facts()
    digests = [_read(path, facts, own=False) for path in (*sorted(_FOLDER.glob("*.yaml")), *_offices())]
    if extra is not None:
        digests.append(_read(extra, facts, own=True))
    check(facts.tables, facts.places)
    return Knowledge(
        **facts.tables,
        lookalikes=tuple(facts.lookalikes),
        fingerprint=hashlib.sha256("".join(digests).encode()).hexdigest()[:16],
    )


def _offices() -> list[Path]:
    return sorted((_FOLDER / "offices").glob("*.yaml"))


def _read(path: Path, facts: Facts, *, own: bool) -> str:
    data, digest = read(path)
    root = Entry(data, path, ())
    root.only(*READERS, *_OTHER_SECTIONS)
    facts.contexts.update(contexts(root))
    facts.lookalikes.extend(root.texts("lookalikes"))
    for section, reader in READERS.items():
        table = facts.tables[section]
        for entry in root.entries(section):
            key = entry.data.get("id")
            known = table.get(key) if isinstance(key, str) else None
            entry.partial = own and known is not None
            fact = reader(entry, facts.contexts)
            if known is None:
                table[fact.id] = fact
            elif own:
                table[fact.id] = _joined(known, fact)
            elif section != "persons" or not _agree(known, fact):
                before = facts.places[section, fact.id]
                fail(path, (*entry.keys, "id"), f"{fact.id!r} stands in {before.path.name} too, and differently")
            else:
                table[fact.id] = _joined(known, fact)
            facts.places[section, fact.id] = entry
    return digest


def _agree(known: Any, fact: Any) -> bool:
    """Whether two descriptions of a person can be of the same one."""
    return bool(known.name == fact.name) and (not known.born or not fact.born or known.born == fact.born)


def _joined(known: Any, fact: Any) -> Any:
    changes: dict[str, Any] = {}
    for item in fields(known):
        old, new = getattr(known, item.name), getattr(fact, item.name)
        if isinstance(old, tuple):
            changes[item.name] = _joined_lists(old, new)
        elif new not in (None, "", ALWAYS) and not isinstance(new, bool):
            changes[item.name] = new
    return replace(known, **changes)


def _joined_lists(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
    replaced = {_term_key(item) for item in new if isinstance(item, Holder)}
    kept = [item for item in old if not (isinstance(item, Holder) and _term_key(item) in replaced)]
    return (*kept, *(item for item in new if item not in kept))


def _term_key(holder: Holder) -> tuple[str, str | None]:
    return holder.person, holder.period.since
