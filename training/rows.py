"""Feature lists with labels: what a classifier learns from."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Rows:
    """Feature lists with a label each."""

    names: list[list[str]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)

    def add(self, names: list[str], label: str, group: int = 0) -> None:
        """Add a row; rows of one `group` are options of which one is right."""
        self.names.append(names)
        self.labels.append(label)
        self.groups.append(group)
