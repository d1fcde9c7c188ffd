"""Why the tellings of an event are one event, what they say differently, and which others nearly were of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from graph import statements
from graph.correcting import all_corrections, event_named
from graph.corrections import Anchor, Correction
from graph.grouping import canonical
from graph.matching import chance, features, model
from graph.regrouping import Gathering
from graph.rows import Row
from graph.running import Run, run_ids
from graph.tellings import Telling, comparable

NEARLY = 0.05
"""Chance from which another event counts as nearly the same."""
MOST = 5
"""Other events that are told at most."""
SHARED = 6
"""Words that are told as common at most."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Told:
    """A telling of the event, with the words it uses and where its article comes from."""

    telling: Telling
    quote: str
    title: str | None
    sources: tuple[str, ...]
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Two tellings: the chance that they are of one act, what speaks for it and against it, and words in common.

    `reasons` are names of features with what each adds to the log-odds, the weightiest first.  Without a chance the
    two were never compared: they have one act, or other tellings lie between them.
    """

    one: Telling
    other: Telling
    chance: float | None
    reasons: tuple[tuple[str, float], ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NearEvent:
    """Another event, with its most alike telling and what keeps the two apart: `chance`, `article` or `people`."""

    id: str
    summary: str
    match: Match
    apart_by: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """An event with its tellings in order, how each came to it, other events that are nearly the same, corrections."""

    id: str
    type: str
    status: str
    edtf: str | None
    summary: str
    threshold: float
    tellings: tuple[Told, ...]
    matches: tuple[Match, ...]
    near: tuple[NearEvent, ...]
    corrections: tuple[Correction, ...]


def explain(run: Run, name: str) -> Explanation:
    """Explain the event with an id, or with one that begins so.  Raises UnknownName."""
    event = event_named(run, name)
    properties = run_ids(run, statements.EVENTS_BY_ID, [event])[0]
    rows = run_ids(run, statements.TOLD_BY_EVENTS, [event])
    spelling = _spelling(rows)
    corrections = all_corrections(run)
    gathering = Gathering(run, corrections)
    articles = {row["article"] for row in rows}
    members = sorted((telling for telling in gathering.of_articles(articles) if telling.event == event), key=canonical)
    anchors = {Anchor.of(telling) for telling in members}
    own = [correction for correction in corrections if not anchors.isdisjoint(correction.anchors)]
    return Explanation(
        id=event,
        type=properties["type"],
        status=properties["status"],
        edtf=properties["edtf"],
        summary=properties["summary"],
        threshold=model().threshold,
        tellings=tuple(_told(members, rows)),
        matches=tuple(_chain(members, spelling)),
        near=tuple(_near(run, gathering, members, spelling)),
        corrections=tuple(own),
    )


def match(one: Telling, other: Telling, spelling: Mapping[str, str]) -> Match:
    """Compare two tellings; `spelling` leads from the letters of a word to the word as it is written."""
    shared = {word: min(one.words[word], other.words[word]) for word in one.words.keys() & other.words.keys()}
    chosen = sorted(shared, key=lambda word: (-shared[word], word))[:SHARED]
    words = tuple(" ".join(spelling.get(letters(part), part) for part in word.split()) for word in chosen)
    if not comparable(one, other):
        return Match(one, other, None, (), words)
    weights = model().weights
    added = [(name, weights.get(name, 0.0) * value) for name, value in features(one, other).items()]
    reasons = sorted(((name, share) for name, share in added if share), key=lambda item: (-abs(item[1]), item[0]))
    return Match(one, other, chance(one, other), tuple(reasons), words)


def letters(word: str) -> str:
    """The letters and marks of a word in one order: words are compared with their tone marks behind."""
    return "".join(sorted(unicodedata.normalize("NFD", word.casefold())))


def _spelling(rows: Iterable[Row]) -> dict[str, str]:
    quotes = sorted(row["report"]["quote"] for row in rows)
    return {letters(word): word.casefold() for quote in quotes for word in _WORD.findall(quote)}


def _told(members: Iterable[Telling], rows: Iterable[Row]) -> list[Told]:
    by_key = {(row["article"], row["report"]["id"]): row for row in rows}
    found = []
    for telling in members:
        row = by_key[telling.key]
        report = row["report"]
        sources, targets = tuple(report["source_ids"]), tuple(report["target_ids"])
        found.append(Told(telling, report["quote"], row["title"], sources, targets))
    return found


def _chain(members: list[Telling], spelling: Mapping[str, str]) -> list[Match]:
    """For each telling but the first the earlier one it is most alike."""
    best: dict[tuple[str, str], Match] = {}
    for one, other in combinations(members, 2):
        found = match(one, other, spelling)
        before = best.get(other.key)
        if before is None or _rank(found) > _rank(before):
            best[other.key] = found
    return [best[telling.key] for telling in members[1:]]


def _rank(found: Match) -> tuple[bool, float]:
    return found.one.act == found.other.act, found.chance or 0.0


def _near(run: Run, gathering: Gathering, members: list[Telling], spelling: Mapping[str, str]) -> list[NearEvent]:
    best: dict[str, Match] = {}
    for one, other in gathering.compared(members):
        found = match(one, other, spelling)
        before = best.get(other.event)
        if (found.chance or 0.0) >= NEARLY and (before is None or _rank(found) > _rank(before)):
            best[other.event] = found
    ordered = sorted(best, key=lambda event: (-(best[event].chance or 0.0), event))[:MOST]
    summaries = {row["id"]: row["summary"] for row in run_ids(run, statements.EVENTS_BY_ID, ordered)}
    articles = {telling.article for telling in members}
    decided = gathering.decided([*members, *(best[event].other for event in ordered)])
    near = []
    for event in ordered:
        found = best[event]
        if any(not same and found.other.key in pair for pair, same in decided.items()):
            by = "people"
        elif (found.chance or 0.0) < model().threshold:
            by = "chance"
        elif any(telling.event == event for telling in gathering.of_articles(articles)):
            by = "article"
        else:
            by = "chance"
        near.append(NearEvent(event, summaries[event], found, by))
    return near
