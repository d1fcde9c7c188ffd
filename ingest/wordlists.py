"""Word lists of a language, read from `languages/<code>/<name>.yaml` and checked: a mapping of names to lists of text.

An error is a KnowledgeError that names file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import yaml

from graph.errors import KnowledgeError
from ingest.languages import pack_file


@dataclass(frozen=True, slots=True)
class WordList:
    """Entries of one list, with the file and lines they stand on."""

    entries: tuple[str, ...]
    lines: tuple[int, ...]
    file: str

    def either(self) -> str:
        """A regular expression for any of the entries as words, any space between them; the longest first."""
        longest_first = sorted(self.entries, key=len, reverse=True)
        return "(?:" + "|".join(r"\s+".join(map(re.escape, entry.split())) for entry in longest_first) + ")"

    def compiled(self) -> tuple[re.Pattern[str], ...]:
        """The entries as regular expressions that ignore case."""
        made = []
        for entry, line in zip(self.entries, self.lines, strict=True):
            try:
                made.append(re.compile(entry, re.IGNORECASE))
            except re.error as error:
                raise _wrong(self.file, line, f"no regular expression: {error}") from None
        return tuple(made)


def word_lists(language: str, name: str, expected: Iterable[str]) -> dict[str, WordList]:
    """The lists of a file; exactly the expected ones must be there."""
    source = pack_file(language, f"{name}.yaml")
    file = f"ingest/languages/{language}/{name}.yaml"
    try:
        return parse(source.read_text(encoding="utf-8"), file, expected)
    except FileNotFoundError:
        raise KnowledgeError(f"{file} is missing", "Install biennien again.") from None


def parse(text: str, file: str, expected: Iterable[str]) -> dict[str, WordList]:
    """The lists that a YAML text holds; `file` is what errors call it."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _wrong(file, line, error.problem or "no YAML") from None
    if not isinstance(root, yaml.MappingNode):
        raise _wrong(file, 1, "must be a mapping of names to lists")
    lists: dict[str, WordList] = {}
    wanted = set(expected)
    for key, value in root.value:
        line = key.start_mark.line + 1
        if key.value not in wanted:
            raise _wrong(file, line, f"unknown list {key.value!r}; known are {', '.join(sorted(wanted))}")
        if key.value in lists:
            raise _wrong(file, line, f"list {key.value!r} stands here twice")
        if not isinstance(value, yaml.SequenceNode):
            raise _wrong(file, line, f"{key.value!r} must be a list")
        lists[key.value] = _list(value, file)
    for missing in sorted(wanted - lists.keys()):
        raise _wrong(file, 1, f"list {missing!r} is missing")
    return lists


def _list(node: yaml.SequenceNode, file: str) -> WordList:
    seen: dict[str, int] = {}
    for entry in node.value:
        line = entry.start_mark.line + 1
        if entry.tag != "tag:yaml.org,2002:str" or not entry.value.strip():
            raise _wrong(file, line, f"{entry.value!r} must be text (put it in quotes)")
        if entry.value in seen:
            raise _wrong(file, line, f"{entry.value!r} stands on line {seen[entry.value]} already")
        seen[entry.value] = line
    return WordList(tuple(seen), tuple(seen.values()), file)


def _wrong(file: str, line: int, what: str) -> KnowledgeError:
    return KnowledgeError(f"{file}:{line}: {what}", "Correct the file, or install biennien again.")
