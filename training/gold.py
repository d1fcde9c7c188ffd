"""Annotated articles beside what the pipeline reads in them, with each annotated act set to a candidate."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.model import Span
from ingest.candidates import WHOLE, Candidate, candidates
from ingest.events import Draft
from ingest.reading import Reading
from ingest.roles import Cast


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An annotated act: its main quote, retellings and trigger as spans; actors as ids of the article read."""

    type: str
    status: str
    date: str | None
    span: Span
    trigger: Span
    also: tuple[Span, ...]
    sources: tuple[str, ...]
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """An annotated article: what was read, and the annotated acts."""

    name: str
    reading: Reading
    published: str | None
    cast: Cast
    events: tuple[GoldEvent, ...]


def find(text: str, quote: str, nth: int = 1) -> Span:
    """Span of the nth occurrence of a quote; ValueError when there is none."""
    at = -1
    for _ in range(nth):
        at = text.index(quote, at + 1)
    return at, at + len(quote)


def load(path: Path) -> dict[str, Any]:
    """An annotation with its text under `text`."""
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    gold["text"] = path.with_suffix(".txt").read_text(encoding="utf-8")
    return gold


def gold_events(gold: Mapping[str, Any], actor_of: Mapping[str, str]) -> tuple[GoldEvent, ...]:
    """The annotated acts; `actor_of` leads from the annotation's actor ids to those of the article read."""
    text = gold["text"]
    events = []
    for event in gold["events"]:
        span = find(text, event["quote"], event.get("nth", 1))
        at = span[0] + event["quote"].index(event["trigger"])
        events.append(
            GoldEvent(
                type=event["type"],
                status=event["status"],
                date=event["date"],
                span=span,
                trigger=(at, at + len(event["trigger"])),
                also=tuple(find(text, quote) for quote in event.get("also", [])),
                sources=tuple(actor_of[i] for i in event["source"] if i in actor_of),
                targets=tuple(actor_of[i] for i in event["target"] if i in actor_of),
            )
        )
    return tuple(events)


def told_by(draft: Draft, events: Sequence[GoldEvent]) -> GoldEvent | None:
    """The annotated act that an act as read tells: one of whose stretches it has half, and which is most like it."""
    best, most = None, 0.0
    for event in events:
        share = max(_share(draft.span, span) for span in (event.span, *event.also))
        if share < _HALF:
            continue
        actors = len({*event.sources} & {*draft.sources}) + len({*event.targets} & {*draft.targets})
        alike = share + actors / max(1, len(event.sources) + len(event.targets)) + (event.date == draft.date)
        alike += 3 * (event.type == draft.type) + 2 * (_shared(event.trigger, draft.trigger) > 0)
        if alike > most:
            best, most = event, alike
    return best


_HALF = 0.5


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _share(one: Span, other: Span) -> float:
    """What two stretches have in common, as a share of the shorter one."""
    return _shared(one, other) / max(1, min(one[1] - one[0], other[1] - other[0]))


def align(example: Example) -> tuple[list[list[Candidate]], dict[int, tuple[GoldEvent, bool]]]:
    """Candidates by sentence, and for those that tell an annotated act (by `id`) the act and if it is the main telling.

    An act goes to the candidate that shares most letters with its trigger, else to its sentence as a whole; a
    retelling to the candidate of its stretch whose words may stand for the type.
    """
    reading = example.reading
    grouped = list(candidates(reading))
    flat = [candidate for group in grouped for candidate in group]
    found: dict[int, tuple[GoldEvent, bool]] = {}
    for event in example.events:
        best, most = None, 0
        for candidate in flat:
            if candidate.phrase == WHOLE or id(candidate) in found:
                continue
            shared = _shared(reading.tokens.span(candidate.first, candidate.end), event.trigger)
            if shared > most:
                best, most = candidate, shared
        if best is None:
            best = _whole(flat, event.trigger[0], found)
        if best is not None:
            found[id(best)] = (event, True)
    for event in example.events:
        for span in event.also:
            retold = _retelling(example, flat, event, span, found)
            if retold is not None:
                found[id(retold)] = (event, False)
    return grouped, found


def _whole(flat: list[Candidate], at: int, found: Mapping[int, object]) -> Candidate | None:
    for candidate in flat:
        start, end = candidate.sentence.span
        if candidate.phrase == WHOLE and start <= at < end and id(candidate) not in found:
            return candidate
    return None


def _retelling(
    example: Example, flat: list[Candidate], event: GoldEvent, span: Span, found: Mapping[int, object]
) -> Candidate | None:
    tokens = example.reading.tokens
    inside = [
        candidate
        for candidate in flat
        if span[0] <= tokens.starts[candidate.first] < span[1]
        and id(candidate) not in found
        and candidate.phrase != WHOLE
    ]
    fitting = [candidate for candidate in inside if event.type in candidate.types]
    if fitting or inside:
        return (fitting or inside)[0]
    return _whole(flat, span[0], found)
