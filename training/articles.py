"""Annotated articles as the pipeline reads them, with the annotation's actors led to those that were found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from graph.edtf import precision
from ingest import cleaning, pipeline
from training.gold import Example, gold_events, load


def paths(folders: Iterable[Path]) -> list[Path]:
    """Annotation files of the folders and the folders in them, sorted; cluster descriptions are none."""
    found = {path for folder in folders for path in folder.rglob("*.json") if path.with_suffix(".txt").exists()}
    return sorted(found)


def example(name: str, gold: dict[str, Any], language: str = "vi") -> Example:
    """An annotated article (in the form of the guide, with its `text`), read with its publication date given."""
    clean = cleaning.clean(gold["text"], language=language)
    if clean.text != gold["text"]:
        gold = _normalised(gold, clean.text)
    understood = pipeline.understand(clean, gold["published"]["value"], language)
    actor_of = _led(gold, understood)
    return Example(name, understood.reading, gold["published"]["value"], understood.cast, gold_events(gold, actor_of))


def _normalised(gold: dict[str, Any], text: str) -> dict[str, Any]:
    """The annotation moved to the cleaned text; acts whose quotes are not in it are left out."""
    kept = [
        event
        for event in gold["events"]
        if event["quote"] in text and all(quote in text for quote in event.get("also", []))
    ]
    return {**gold, "text": text, "events": kept}


def _led(gold: dict[str, Any], understood: pipeline.Understood) -> dict[str, str]:
    """For each annotated actor the one that was found: the same country, or most mentions in common."""
    tokens = understood.reading.tokens
    text = gold["text"]
    forms = {
        key: {text[slice(*tokens.span(*mention))].casefold() for mention in entity.mentions} | {entity.name.casefold()}
        for key, entity in understood.entities.items()
    }
    led: dict[str, str] = {}
    for actor in gold["actors"]:
        if actor["kind"] == "country":
            if actor["id"] in understood.entities:
                led[actor["id"]] = actor["id"]
            continue
        names = {mention.casefold() for mention in actor["mentions"]} | {actor["name"].casefold()}
        scored = [
            (_common(names, theirs), key)
            for key, theirs in forms.items()
            if understood.entities[key].kind == actor["kind"]
        ]
        best = max(scored, default=(0.0, ""))
        if best[0] > 0:
            led[actor["id"]] = best[1]
    return led


def _common(names: set[str], theirs: set[str]) -> float:
    """How many forms two actors share: whole ones count 1, ones inside another a quarter."""
    score = float(len(names & theirs))
    for one in names:
        for other in theirs:
            if one != other and (_within(one, other) or _within(other, one)):
                score += 0.25
    return score


def _within(short: str, long: str) -> bool:
    return len(short) > 2 and f" {short} " in f" {long} "


def delayed(found: Iterable[Path], language: str) -> list[Example]:
    """Articles as if they had come out some days later, as weekly and volunteer papers have it.

    The days of their acts stay: a weekday is still that of the week gone by.  Articles that count days from their
    publication ("yesterday") are left out.
    """
    made = []
    for path in found:
        gold = load(path)
        day = gold["published"]["value"]
        if not day or precision(day) != "day":
            continue
        for days in DELAYS:
            later = (date.fromisoformat(day) + timedelta(days=days)).isoformat()
            late = example(path.stem, {**gold, "published": {"value": later}}, language)
            if not _counts_days(late):
                made.append(late)
    return made


DELAYS = (2, 3)
"""Days by which articles are delayed."""


def _counts_days(read: Example) -> bool:
    """Whether an article counts days or weeks from its publication."""
    return any(
        time.rule.startswith("named day") and time.anchor == "published"
        for sentence in read.reading.sentences
        for _, _, time in sentence.times
    )


def examples(found: Iterable[Path], language: str = "vi") -> list[Example]:
    """All articles of annotation files, in order."""
    return [example(path.stem, load(path), language) for path in found]
