"""biennien: dated statements and acts of states, read out of news articles into a graph.

    import biennien

    with biennien.open() as graph:
        graph.ingest("articles/")
        for event in graph.events(actor="Russia", other="USA"):
            print(event.edtf, event.type, event.summary)

What stands in `__all__` is the Python interface; `docs/python.md` tells how to use it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from biennien.answers import Answer, Row
    from biennien.exporting import Exported
    from biennien.graphs import Graph, open
    from graph import errors
    from graph.errors import BienNienError
    from graph.model import Article
    from ingest.run import IngestSummary
    from timeline.entries import Report, TimelineEntry

__version__ = "0.1.0"

__all__ = [
    "Answer",
    "Article",
    "BienNienError",
    "Exported",
    "Graph",
    "IngestSummary",
    "Report",
    "Row",
    "TimelineEntry",
    "__version__",
    "errors",
    "open",
]

_MODULES = {
    "Answer": "biennien.answers",
    "Article": "graph.model",
    "BienNienError": "graph.errors",
    "Exported": "biennien.exporting",
    "Graph": "biennien.graphs",
    "IngestSummary": "ingest.run",
    "Report": "timeline.entries",
    "Row": "biennien.answers",
    "TimelineEntry": "timeline.entries",
    "open": "biennien.graphs",
}
"""Where each name is; it is loaded when it is asked for, so that the command line starts quickly."""


def __getattr__(name: str) -> Any:
    if name == "errors":
        return import_module("graph.errors")
    if name in _MODULES:
        return getattr(import_module(_MODULES[name]), name)
    raise AttributeError(f"module 'biennien' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
