"""The YAML header of a saved query, read so that every fault can name its line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from graph import plain_yaml
from graph.errors import KnowledgeError

Place = tuple[str | int, ...]


class Header:
    """Texts, lists and mappings of a header by path: keys of mappings and indexes of lists, as in `("columns", "id")`.

    Every scalar is a text as it stands there: `no` is Norway's top-level domain and not false.  All methods raise
    KnowledgeError with file and line where something is missing or of another form.
    """

    def __init__(self, file: str, node: yaml.Node | None) -> None:
        self._file = file
        self._nodes: dict[Place, yaml.Node] = {}
        self._lines: dict[Place, int] = {}
        if node is not None:
            self._register((), node, node)

    def fault(self, message: str, path: Place = (), advice: str = "") -> KnowledgeError:
        """The error to raise about what stands at the path, or about what should stand in it."""
        while path and path not in self._lines:
            path = path[:-1]
        where = ".".join(map(str, path))
        line = self._lines.get(path, 1)
        return KnowledgeError(f"{self._file}, line {line}: {where}{': ' if where else ''}{message}", advice)

    def text(self, *path: str | int) -> str:
        """The text at the path."""
        return " ".join(str(self._get(yaml.ScalarNode, "a text", path).value).split())

    def text_or_none(self, *path: str | int) -> str | None:
        """The text at the path, None when nothing is there."""
        return self.text(*path) if path in self._nodes else None

    def one_of(self, allowed: Sequence[str], *path: str | int) -> str:
        """The text at the path, which is one of those allowed."""
        text = self.text(*path)
        if text not in allowed:
            raise self.fault(f"{text!r} is none of {', '.join(allowed)}", path)
        return text

    def flag(self, *path: str | int) -> bool:
        """Whether `true` stands at the path; False when nothing does."""
        return path in self._nodes and self.one_of(("true", "false"), *path) == "true"

    def keys(self, *path: str | int) -> list[str]:
        """Keys of the mapping at the path in their order; none when nothing is there."""
        if path not in self._nodes:
            return []
        return [key.value for key, _ in self._get(yaml.MappingNode, "a mapping", path).value]

    def indexes(self, *path: str | int) -> range:
        """Indexes of the list at the path; none when nothing is there."""
        if path not in self._nodes:
            return range(0)
        return range(len(self._get(yaml.SequenceNode, "a list", path).value))

    def allow(self, known: Sequence[str], *path: str | int) -> None:
        """Refuse keys of the mapping at the path that are not known."""
        for key in self.keys(*path):
            if key not in known:
                raise self.fault(f"unknown key {key!r}", (*path, key), f"Known are {', '.join(known)}.")

    def _get(self, kind: type[yaml.Node], name: str, path: Place) -> Any:
        node = self._nodes.get(path)
        if node is None:
            raise self.fault(f"{path[-1]!r} is missing", path)
        if not isinstance(node, kind):
            raise self.fault(f"must be {name}", path)
        return node

    def _register(self, path: Place, node: yaml.Node, begin: yaml.Node) -> None:
        known = path in self._nodes
        self._nodes[path] = node
        self._lines[path] = begin.start_mark.line + 1
        if known:
            raise self.fault("stands there twice", path)
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    raise self.fault("keys must be texts", path)
                self._register((*path, key.value), value, key)
        elif isinstance(node, yaml.SequenceNode):
            for index, value in enumerate(node.value):
                self._register((*path, index), value, value)


def read_header(text: str, file: str) -> Header:
    """The header at the top of a query's text.

    Raises KnowledgeError that names file and line when it is no YAML mapping.
    """
    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith("//"):
            break
        lines.append(line.removeprefix("//").removeprefix(" "))
    try:
        plain_yaml.check("\n".join(lines))
        node = yaml.compose("\n".join(lines), Loader=plain_yaml.LOADER)
    except yaml.MarkedYAMLError as error:
        number = error.problem_mark.line + 1 if error.problem_mark else 1
        raise KnowledgeError(f"{file}, line {number}: {error.problem}", "The header is YAML in // lines.") from error
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{file}: the header is no YAML: {error}", "The header is YAML in // lines.") from error
    header = Header(file, node)
    if not isinstance(node, yaml.MappingNode):
        raise header.fault(
            "no header", (), "Begin the file with // lines of YAML: title, answers, parameters, columns."
        )
    return header
