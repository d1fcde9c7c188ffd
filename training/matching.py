"""Weights by which tellings of different articles are matched, fitted on stories that several articles tell.

Learned from: stories whose same events are marked (folders with a CLUSTER.json); pairs of tellings of the corpus that
were judged one by one (`annotations/same_events.jsonl`); articles of the corpus of which each telling of one was judged
beside each of the other, and tellings that an earlier model put together long after the act (lines with one act of each
article, both in `annotations/same_events_of_articles.jsonl`); and other pairs of the corpus that a first model finds
unlikely, which stand for the many that are of two acts.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from graph.matching import features
from graph.model import Article, ArticleRecord, Span
from graph.rows import rows_of
from graph.tellings import Telling, clues, comparable, sought_by_story, sought_when_and_who, tellings_of
from ingest.pipeline import extract
from training.gold import gold_events, load

STRENGTH = 0.2
"""Inverse of the regularisation."""
THRESHOLD = 0.3
"""Chance from which tellings are put together; with lower ones, articles left out in turn get more wrong pairs."""
MARKED = 3.0
"""Weight of a pair of a marked story beside that of a pair of two judged articles: stories come from many papers."""
JUDGED = 2.0
"""Weight of a pair judged by itself: these are the doubtful ones."""
UNJUDGED = 0.3
"""Weight of a pair that nobody judged."""
UNLIKELY = 0.1
"""Pairs that nobody judged are taken for two acts when a first model gives them less."""
SAMPLE = 6000
"""Pairs that nobody judged."""
OTHERS = 100
"""Articles of the corpus beside those of judged pairs."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tellings, and whether they are of one act."""

    one: Telling
    other: Telling
    same: bool


def told(record: ArticleRecord) -> list[tuple[Telling, Span]]:
    """The tellings of an article as the graph would hold them, each with the words that express its act."""
    rows = rows_of([record], datetime.now(UTC))
    reports = [{**row["properties"], "event": row["event"]} for row in rows.reports]
    made = tellings_of(rows.articles[0]["properties"], reports)
    return list(zip(made, (event.trigger for event in record.events), strict=True))


def story_pairs(folders: Iterable[Path]) -> list[Pair]:
    """Pairs of stories whose same events are marked; a telling that matches no marked event is left out.

    Tellings of different stories are of two acts.
    """
    found: list[tuple[Telling, object]] = []
    for folder in folders:
        marked = json.loads((folder / "CLUSTER.json").read_text(encoding="utf-8"))
        group_of = {(name, place): (folder.name, n) for n, same in enumerate(marked["same"]) for name, place in same}
        for name in marked["docs"]:
            gold = load(folder / f"{name}.json")
            record = extract(Article(name, gold["text"], published_given=gold["published"]["value"]))
            for telling, trigger in told(record):
                place = _nearest(telling, trigger, gold)
                if place is not None:
                    found.append((telling, group_of.get((name, place), telling.key)))
    return [
        Pair(one, other, group == group_of_other)
        for (one, group), (other, group_of_other) in combinations(found, 2)
        if comparable(one, other)
    ]


def _nearest(telling: Telling, trigger: Span, gold: Mapping[str, Any]) -> int | None:
    """Position of the annotated event whose trigger a telling shares, else whose quote holds it."""
    best, at = 0, None
    for place, event in enumerate(gold_events(gold, {})):
        inside = event.span[0] <= trigger[0] and trigger[1] <= event.span[1]
        shared = event.trigger[0] < trigger[1] and trigger[0] < event.trigger[1]
        rank = inside + 2 * shared + (inside and event.type == telling.type)
        if rank > best:
            best, at = rank, place
    return at


def judged_pairs(judged: Path, texts: Mapping[str, str], published: Mapping[str, str]) -> tuple[list[Pair], list[Pair]]:
    """Pairs of the corpus that were judged, and a sample of others, all taken for pairs of two acts.

    `published` are the days on which articles of the corpus came out; the same input gives the same sample.
    """
    lines = [json.loads(line) for line in judged.read_text(encoding="utf-8").splitlines()]
    wanted = sorted({article for line in lines for article, *_ in line["tellings"]})
    rest = sorted(set(published) & set(texts) - set(wanted))
    chosen = [*wanted, *random.Random(3).sample(rest, min(OTHERS, len(rest)))]  # noqa: S311
    found = {name: told(extract(Article(name, texts[name], published_given=published[name]))) for name in chosen}
    at = {(name, *trigger): telling for name, tellings in found.items() for telling, trigger in tellings}
    pairs = []
    for line in lines:
        one, other = (at.get(tuple(place)) for place in line["tellings"])
        if one is not None and other is not None and comparable(one, other):
            pairs.append(Pair(one, other, line["same"]))
    known = {frozenset((pair.one.key, pair.other.key)) for pair in pairs}
    articles = {name: [telling for telling, _ in tellings] for name, tellings in found.items()}
    others = [
        Pair(one, other, False)
        for one, other in _met(articles)
        if frozenset((one.key, other.key)) not in known and one.act != other.act
    ]
    random.Random(3).shuffle(others)  # noqa: S311
    return pairs, others[:SAMPLE]


def pairs_of_articles(judged: Path, texts: Mapping[str, str]) -> list[Pair]:
    """Each judged telling of an article with each of another.

    A line gives `published` (the days of the two articles), `acts` (the words that express each act, as characters of
    the text), `same` and `unsure` (which act of the first article is which of the second; unsure ones are left out).
    """
    lines = [json.loads(line) for line in judged.read_text(encoding="utf-8").splitlines()]
    published = {name: day for line in lines for name, day in line["published"].items()}
    found = {
        name: {trigger: telling for telling, trigger in told(extract(Article(name, texts[name], published_given=day)))}
        for name, day in sorted(published.items())
    }
    pairs = []
    for line in lines:
        one, other = line["published"]
        same, unsure = ({tuple(places) for places in line[key]} for key in ("same", "unsure"))
        for places in product(*(range(len(line["acts"][name])) for name in (one, other))):
            first, second = (
                found[name].get(tuple(line["acts"][name][place]))
                for name, place in zip((one, other), places, strict=True)
            )
            if first and second and places not in unsure and comparable(first, second):
                pairs.append(Pair(first, second, places in same))
    return pairs


def _met(articles: Mapping[str, Sequence[Telling]]) -> Iterable[tuple[Telling, Telling]]:
    """Pairs that matching would compare."""
    standing = defaultdict(set)
    for name, tellings in articles.items():
        for clue in clues(tellings):
            standing[clue].add(name)
    for name in sorted(articles):
        sought = {clue for one in articles[name] for clue in (*sought_by_story(one), *sought_when_and_who(one))}
        for again in sorted({other for clue in sought for other in standing.get(clue, ()) if other > name}):
            for one in articles[name]:
                yield from ((one, other) for other in articles[again] if comparable(one, other))


def fit(
    stories: Sequence[Pair], judged: Sequence[Pair], articles: Sequence[Pair], others: Sequence[Pair]
) -> dict[str, Any]:
    """Weights as `graph.matching` reads them."""
    known = [*stories, *judged, *articles]
    names = sorted({name for pair in (*known, *others) for name in features(pair.one, pair.other)})
    rows, labels = _matrix(known, names), [pair.same for pair in known]
    shares = [MARKED] * len(stories) + [JUDGED] * len(judged) + [1.0] * len(articles)
    first = LogisticRegression(C=STRENGTH, max_iter=3000).fit(rows, labels, sample_weight=shares)
    more = _matrix(others, names)
    more = more[first.predict_proba(more)[:, 1] < UNLIKELY]
    solver = LogisticRegression(C=STRENGTH, max_iter=3000).fit(
        np.vstack([rows, more]), labels + [False] * len(more), sample_weight=shares + [UNJUDGED] * len(more)
    )
    weights = {name: round(float(weight), 4) for name, weight in zip(names, solver.coef_[0], strict=True)}
    return {"bias": round(float(solver.intercept_[0]), 4), "threshold": THRESHOLD, "weights": weights}


def _matrix(pairs: Sequence[Pair], names: Sequence[str]) -> npt.NDArray[np.float64]:
    rows = [features(pair.one, pair.other) for pair in pairs]
    return np.array([[row.get(name, 0.0) for name in names] for row in rows], dtype=np.float64).reshape(-1, len(names))
