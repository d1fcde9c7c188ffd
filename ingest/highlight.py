"""The text of an article with its times, actors, treaties and acts marked, for people to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from rich.text import Text

from graph.labels import Labels
from graph.model import ArticleRecord, Span
from graph.printing import printable

MarkKind = Literal["act", "treaty", "time", "actor", "debris"]

STYLES: Final[dict[MarkKind, str]] = {
    "act": "bold red",
    "treaty": "magenta",
    "time": "cyan",
    "actor": "green",
    "debris": "dim",
}
"""Kinds of marks and their styles; where two share words, the one that stands first here is shown."""

_BRACKETS: Final[dict[MarkKind, tuple[str, str]]] = {
    "act": ("*", "*"),
    "treaty": ("<", ">"),
    "time": ("{", "}"),
    "actor": ("[", "]"),
    "debris": ("~", "~"),
}
_DEBRIS_SHOWN: Final = 5
"""Pieces of debris in a row of which all are shown."""
_NOTED: Final[frozenset[MarkKind]] = frozenset(("treaty", "time", "actor"))
"""Marks whose note stands in their brackets."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Marked words; `note` is the value of a time, the id of an actor or treaty, the number of an event."""

    span: Span
    kind: MarkKind
    note: str = ""


def marks(record: ArticleRecord) -> list[Mark]:
    """The marks of an article in text order; no two share a character."""
    found: dict[MarkKind, list[Mark]] = {kind: [] for kind in STYLES}
    numbers: dict[Span, list[int]] = {}
    for number, event in enumerate(record.events, 1):
        numbers.setdefault(event.trigger, []).append(number)
    found["act"] = [Mark(span, "act", ",".join(map(str, these))) for span, these in numbers.items()]
    found["treaty"] = [Mark(span, "treaty", treaty.id) for treaty in record.treaties for span in treaty.mentions]
    found["time"] = [Mark(time.span, "time", time.value or "?") for time in record.times]
    found["actor"] = [Mark(span, "actor", actor.id) for actor in record.actors for span in actor.mentions]
    found["debris"] = [Mark(span, "debris") for span in record.debris]
    taken = bytearray(len(record.article.text))
    kept: list[Mark] = []
    for kind in STYLES:
        for mark in sorted(found[kind], key=lambda mark: (mark.span[0], -mark.span[1])):
            start, end = mark.span
            if start < end and not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                kept.append(mark)
    return sorted(kept, key=lambda mark: mark.span)


def bracketed(text: str, found: list[Mark], labels: Labels) -> str:
    """The text with brackets around what is marked, for output without colours."""
    pieces: list[str] = []
    for words, mark in _pieces(text, found, labels):
        if mark is None:
            pieces.append(words)
            continue
        opening, closing = _BRACKETS[mark.kind]
        note = f": {mark.note}" if mark.kind in _NOTED else ""
        pieces.append(f"{opening}{words}{note}{closing}" + (f"({mark.note})" if mark.kind == "act" else ""))
    return "".join(pieces)


def coloured(text: str, found: list[Mark], labels: Labels) -> Text:
    """The text in colours; times carry their value, acts the number of their event."""
    shown = Text()
    for words, mark in _pieces(text, found, labels):
        shown.append(words, STYLES[mark.kind] if mark else None)
        if mark and mark.kind == "act":
            shown.append(f"({mark.note})", "red")
        elif mark and mark.kind == "time":
            shown.append(f" {mark.note}", "dim cyan")
    return shown


def legend(labels: Labels, *, colours: bool) -> Text:
    """What the marks mean."""
    shown = Text()
    for kind, (opening, closing) in _BRACKETS.items():
        word = labels.marks[kind]
        note = f": {labels.mark_notes[kind]}" if kind in _NOTED else ""
        words = word if colours else f"{opening}{word}{note}{closing}"
        shown.append(words, STYLES[kind]).append(f"({labels.say('number_of_event')})  " if kind == "act" else "  ")
    return shown


def _pieces(text: str, found: list[Mark], labels: Labels) -> Iterator[tuple[str, Mark | None]]:
    """The text cut at its marks; of long runs of debris only the beginning is told."""
    text = printable(text)
    at = 0
    for run in _runs(text, found):
        folded = len(run) > _DEBRIS_SHOWN + 1
        for mark in run[:_DEBRIS_SHOWN] if folded else run:
            start, end = mark.span
            yield text[at:start], None
            yield text[start:end], mark
            at = end
        if folded:
            yield "\n", None
            yield labels.say("more_lines", n=labels.number(len(run) - _DEBRIS_SHOWN)), run[-1]
            at = run[-1].span[1]
    yield text[at:], None


def _runs(text: str, found: list[Mark]) -> Iterator[list[Mark]]:
    """Marks of debris with nothing but space between them together, every other mark by itself."""
    run: list[Mark] = []
    for mark in found:
        joins = run and mark.kind == run[-1].kind == "debris" and not text[run[-1].span[1] : mark.span[0]].strip()
        if run and not joins:
            yield run
            run = []
        run.append(mark)
    if run:
        yield run
