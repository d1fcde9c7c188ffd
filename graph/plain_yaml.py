"""What of YAML is read from a user's file: plain text, lists and mappings, of some depth.

Aliases, by which a few lines can stand for more than fits any memory, tags, by which a file asks for types of its own,
and nesting without end are refused.
"""

from __future__ import annotations

from typing import Any, Final

import yaml

_DEEPEST: Final = 40

LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times as fast, where it was built


def check(text: str) -> None:
    """Raise yaml.MarkedYAMLError, which names the line, for what is not read, and for what is no YAML."""
    depth = 0
    for event in yaml.parse(text, LOADER):
        if isinstance(event, yaml.AliasEvent):
            raise _refusal("aliases are not read; write it out", event)
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            raise _refusal(f"tags are not read, such as {tag}", event)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                raise _refusal("nested too deeply", event)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _refusal(problem: str, event: yaml.Event) -> yaml.MarkedYAMLError:
    mark: Any = event.start_mark  # of the C parser's own type
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark)
