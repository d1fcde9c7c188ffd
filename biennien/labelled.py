"""The language of what a command prints: an option of every command that prints words for people."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from graph.labels import Labels


class Language(StrEnum):
    """Languages of headings, types, statuses, names, dates and messages of results."""

    ENGLISH = "en"
    VIETNAMESE = "vi"

    @property
    def labels(self) -> Labels:
        """Its words."""
        from graph.labels import load

        return load(self.value)


LabelsOption = Annotated[
    Language,
    typer.Option(
        "--labels",
        envvar="BIENNIEN_LABELS",
        show_envvar=False,
        help="Language of labels, dates and names (or BIENNIEN_LABELS).",
    ),
]
