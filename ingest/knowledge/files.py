"""Knowledge files as plain data: strings, booleans, None, lists and dicts, read from YAML or from a cache of it.

YAML takes about 0.35 s a megabyte, JSON a fiftieth of it, so what was read is kept in the user's cache folder under
the hash of the file's content.  Every value but `true`, `false` and `null` stays the string that was written: dates
are EDTF, and resolution numbers are no quantities.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import unicodedata
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import platformdirs

from graph.errors import KnowledgeError

if TYPE_CHECKING:
    import yaml

Keys = tuple[str | int, ...]
Plain = dict[str, Any]

_MOST_BYTES = 20_000_000
"""Bytes of a file: all that ships with the program takes a tenth of it."""
_ADVICE = "Correct that line; docs/knowledge.md tells the form of the file."


def fail(path: Path, keys: Keys, message: str) -> NoReturn:
    """Raise KnowledgeError with the file and the line of the value that `keys` lead to."""
    raise KnowledgeError(f"{path}:{_line(path, keys)}: {message}", _ADVICE)


def read(path: Path) -> tuple[Plain, str]:
    """The file's top-level mapping and the hash of its content.  KnowledgeError when there is none."""
    try:
        size = path.stat().st_size
        if size > _MOST_BYTES:
            raise KnowledgeError(
                f"{path} has {size / 1e6:,.0f} MB; facts have at most {_MOST_BYTES / 1e6:,.0f}", _ADVICE
            )
        content = path.read_bytes()
    except OSError as error:
        raise KnowledgeError(f"cannot read {path}: {error.strerror}", "Check the path and its rights.") from error
    digest = hashlib.sha256(content).hexdigest()
    cached = _cache_folder() / f"{path.stem}-{digest[:32]}.json"
    with suppress(OSError, ValueError):
        data = json.loads(cached.read_bytes())
        if isinstance(data, dict):
            return data, digest
    data = _parse(path, content)
    _keep(cached, data)
    return data, digest


def _parse(path: Path, content: bytes) -> Plain:
    import yaml

    from graph import plain_yaml

    try:
        text = unicodedata.normalize("NFC", content.decode("utf-8"))
        plain_yaml.check(text)
        data = yaml.load(text, _loader())  # noqa: S506 (a safe loader that knows fewer types)
    except UnicodeDecodeError as error:
        raise KnowledgeError(f"{path} is not UTF-8", "Save the file as UTF-8.") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise KnowledgeError(f"{path}:{line}: {error.problem or 'not YAML'}", _ADVICE) from error
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{path}:1: {error}", _ADVICE) from error
    if not isinstance(data, dict):
        raise KnowledgeError(f"{path}:1: a mapping of sections is needed", _ADVICE)
    return data


@lru_cache(maxsize=1)
def _loader() -> type[yaml.SafeLoader]:
    """A YAML loader that knows no numbers and dates, and refuses a key given twice."""
    import re

    import yaml

    base: type[Any] = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

    class PlainLoader(base):  # type: ignore[misc]
        def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
            seen = set()
            for key, _ in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    raise yaml.MarkedYAMLError(problem="a key must be text", problem_mark=key.start_mark)
                if key.value in seen:
                    raise yaml.MarkedYAMLError(problem=f"{key.value!r} is given twice", problem_mark=key.start_mark)
                seen.add(key.value)
            mapping: dict[Any, Any] = super().construct_mapping(node, deep)
            return mapping

    PlainLoader.yaml_implicit_resolvers = {}
    PlainLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:null|~|)$"), ["n", "~", ""])
    PlainLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])
    return PlainLoader


def _cache_folder() -> Path:
    return Path(platformdirs.user_cache_dir("biennien")) / "knowledge"


def _keep(cached: Path, data: Plain) -> None:
    """Write the cache beside nothing else of that file; a folder that cannot be written only costs time."""
    with suppress(OSError):
        cached.parent.mkdir(parents=True, exist_ok=True)
        for old in cached.parent.glob(f"{cached.name.rpartition('-')[0]}-{'[0-9a-f]' * 32}.json"):
            old.unlink(missing_ok=True)
        handle, name = tempfile.mkstemp(dir=cached.parent, suffix=".tmp")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False)
        Path(name).replace(cached)


def _line(path: Path, keys: Keys) -> int:
    """The line (from 1) of the value under `keys`, or of the nearest value around it."""
    import yaml

    node = yaml.compose(path.read_text(encoding="utf-8"), yaml.SafeLoader)
    line = 0
    for key in keys:
        if isinstance(node, yaml.MappingNode):
            pair = next(((name, value) for name, value in node.value if name.value == key), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
            line = node.start_mark.line
        else:
            break
    return line + 1
