"""Pages of the documentation with a part that a script writes, between two marks."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable
from pathlib import Path

END = "<!-- end -->"


def mark(script: str) -> str:
    """The line before the part that a script of this folder writes."""
    return f"<!-- begin of what benchmarks/{script}.py writes -->"


def page_of(script: str) -> Callable[[str], Path]:
    """The type of an argument: a page that the script can write into, which is told before anything is measured."""

    def page(name: str) -> Path:
        try:
            put(Path(name).read_text(encoding="utf-8"), script, "")
        except (OSError, ValueError) as error:
            raise ArgumentTypeError(f"{name}: {error}") from None
        return Path(name)

    return page


def write(page: Path, script: str, text: str) -> None:
    """Put the text in place of what the script wrote before."""
    page.write_text(put(page.read_text(encoding="utf-8"), script, text), encoding="utf-8")


def put(page: str, script: str, text: str) -> str:
    """The page with the text between its two marks.  Raises ValueError when it has none."""
    before, begin, rest = page.partition(mark(script))
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"no line {mark(script)} with {END} after it")
    return f"{before}{begin}\n\n{text}\n\n{end}{after}"
