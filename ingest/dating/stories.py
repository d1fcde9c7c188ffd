"""A clue in the story an article tells: dated articles that tell it in the same words are of about the same days.

A collection of dated articles (`training.stories`) is kept as the pairs of neighbouring words that are rare in it, each
with the articles that have it.  How much an article goes with a day is a mixture, over the nearest articles of the
collection, of how likely the press tells of a story so many days before or after; its form is fitted to the collection.
On top of it each of them is a point in time that the article's day is measured from, as by the days that it tells: a
weight for each distance, by how near the article is, is fitted to articles of a known day (`training.nearest`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from graph.errors import KnowledgeError
from graph.model import Span
from ingest.dated_text import DatedText
from ingest.dating import distances
from ingest.dating.days import COUNT, NUMBERS, Clue, Floats, Integers, day
from ingest.languages import FOLDER
from ingest.tokens import Tokens

RULE: Final = "same story"
FILE: Final = "stories.npz"
REACHES: Final[Floats] = np.array([1.5, 12.0, 120.0], dtype=np.float32)
"""Days after which a story is told a third as often: fresh news, its weeks, its affairs."""
NEAREST: Final = 30
"""Articles of the collection that are heard."""
LEVELS: Final[Floats] = np.array([0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6], dtype=np.float32)
"""Nearness at which its levels begin, all but the first."""
LEAST: Final = 0.02
"""Nearness below which an article is no point to measure from."""
MIXTURE: Final = 0.8
"""How far the mixture counts beside the other clues."""
_OUTSIDE: Final = -1.0
"""Weight of a day that the collection has no articles of: somewhat less than the average of its days."""
_NAMES: Final = 2
"""Names that an article has in common with the collection at least, and with an article that is shown."""
_SHOWN: Final = 3
"""Names that are shown at most."""
_NEAR: Final = 31
"""Days from the answer within which a near article speaks for it."""


@dataclass(frozen=True, slots=True)
class Stories:
    """Dated articles as weighted phrases.

    `phrases` are pairs of lower-case words, `rarity` their weights in an article that is read.  The articles that have
    phrase i are `articles[begins[i]:begins[i + 1]]`, their weights there `weights` times `scale`; the weights of an
    article have the length 1.  `days` are the articles' positions among the days (`ingest.dating.days`).

    The nearness of an article counts to the power `sharpness`; against all of them together, `doubt` says how much
    counts that the story is none of theirs.  `shares` are those of the REACHES.

    `measured` has the weight of each step of distance (`distances.BEGINS`) behind a near article, for each level of
    nearness and for the nearest one (0) and the others (1).
    """

    phrases: tuple[str, ...]
    rarity: Floats
    begins: npt.NDArray[np.int32]
    articles: npt.NDArray[np.uint16]
    weights: npt.NDArray[np.uint8]
    scale: float
    days: Integers
    sharpness: float
    doubt: float
    shares: Floats
    measured: Floats

    def nearness(self, rows: Sequence[int]) -> Floats:
        """Cosine, from 0 to 1, between an article with these phrases and each of the collection."""
        if not rows:
            return np.zeros(len(self.days), dtype=np.float32)
        slices = [slice(self.begins[row], self.begins[row + 1]) for row in rows]
        rarity = self.rarity[list(rows)]
        told = np.repeat(rarity, [part.stop - part.start for part in slices])
        weights = np.concatenate([self.weights[part] for part in slices]) * (told * self.scale)
        at = np.concatenate([self.articles[part] for part in slices])
        sums: Floats = np.bincount(at, weights=weights, minlength=len(self.days)).astype(np.float32)
        length = np.float32(np.sqrt((rarity**2).sum()))
        return sums / length

    def gains(self, nearness: Floats) -> Floats:
        """For each day the logarithm of how much likelier such an article is on it than on the collection's average."""
        nearest = np.argsort(-nearness, kind="stable")[:NEAREST]
        first, last = int(self.days.min()), int(self.days.max())
        inside = NUMBERS[first : last + 1]
        gaps = np.abs(inside[None, :] - self.days[nearest][:, None])
        told = fading(NUMBERS, self.shares)[gaps].T  # each gap stands there for many days
        likely = density(nearness[nearest][None, :], told, self.sharpness, self.doubt, len(inside))
        gains = np.full(COUNT, _OUTSIDE, dtype=np.float32)
        gains[first : last + 1] = np.log(likely * len(inside))
        return gains

    def weighed(self, nearness: Floats) -> Floats:
        """Weight of each day by the mixture and by the distances from the nearest articles."""
        changes = np.zeros(COUNT + 1)
        for rank, (at, level) in enumerate(nearest(nearness)):
            steps = self.measured[level, min(rank, 1)]
            changes[0] += steps[0]
            begins = np.clip(self.days[at] + distances.BEGINS, 0, COUNT)
            np.add.at(changes, begins, np.diff(steps))
        weights: Floats = MIXTURE * self.gains(nearness) + np.cumsum(changes)[:COUNT].astype(np.float32)
        return weights


def nearest(nearness: Floats) -> list[tuple[int, int]]:
    """The articles to measure from, the nearest first, each with its level of nearness."""
    order = np.argsort(-nearness, kind="stable")[:NEAREST]
    order = order[nearness[order] >= LEAST]
    levels = np.searchsorted(LEVELS, nearness[order], side="left")
    return list(zip(order.tolist(), levels.tolist(), strict=True))


def fading(gaps: Integers, shares: Floats) -> npt.NDArray[np.float64]:
    """How likely a story is told so many days before or after; `shares` are those of the REACHES."""
    told = np.zeros(gaps.shape)
    for share, reach in zip(shares, REACHES, strict=True):
        told += share / (2 * reach) * np.exp(-gaps / reach)
    return told


def density(nearness: Floats, told: npt.NDArray[np.float64], sharpness: float, doubt: float, days: int) -> Floats:
    """Probability of each day: `nearness` of the near articles, and how far they fade, stand in the last axis."""
    heard = np.maximum(nearness, 1e-9) ** np.float32(sharpness)
    none = np.exp(doubt)
    total: Floats = ((heard * told).sum(axis=-1) + none / days) / (heard.sum(axis=-1) + none)
    return total


def phrases(tokens: Tokens, sentences: Iterable[range]) -> dict[str, Span]:
    """Pairs of neighbouring words, marks left out, in lower case, each with its first place."""
    found: dict[str, Span] = {}
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    for sentence in sentences:
        before, begin = "", 0
        for at in sentence:
            word = words[at]
            if not word[0].isalnum():
                continue
            word = word.lower()
            if before:
                found.setdefault(f"{before} {word}", (begin, ends[at]))
            before, begin = word, starts[at]
    return found


def save(path: Path, stories: Stories) -> None:
    """Write a collection."""
    content = asdict(stories)
    content["phrases"] = np.frombuffer("\n".join(stories.phrases).encode(), dtype=np.uint8)
    np.savez_compressed(path, **content)


@lru_cache(maxsize=4)
def load(path: Path) -> tuple[Stories, dict[str, int]] | None:
    """A collection with the rows of its phrases, None when there is none.

    Raises KnowledgeError when the file is no collection.
    """
    if not path.exists():
        return None
    with np.load(path) as content:
        if missing := {field.name for field in fields(Stories)} - set(content.files):
            raise KnowledgeError(f"{path} has no {', '.join(sorted(missing))}", "Run `make train`, or install again.")
        told = tuple(bytes(content["phrases"]).decode().split("\n"))
        stories = Stories(
            phrases=told,
            rarity=content["rarity"],
            begins=content["begins"],
            articles=content["articles"],
            weights=content["weights"],
            scale=float(content["scale"]),
            days=content["days"],
            sharpness=float(content["sharpness"]),
            doubt=float(content["doubt"]),
            shares=content["shares"],
            measured=content["measured"],
        )
    return stories, {phrase: row for row, phrase in enumerate(told)}


def clues(text: DatedText, own: int | None = None) -> Iterator[Clue]:
    """One clue when the article tells enough names that the collection knows; `own` as in `hear`."""
    heard = hear(text, own)
    if heard is None:
        return
    stories, names, nearness = heard
    written = text.clean.text
    order = np.argsort(-nearness, kind="stable")[:NEAREST]

    def tell(found: int) -> tuple[Span, str]:
        for article in map(int, order):
            if abs(int(stories.days[article]) - found) > _NEAR:
                continue
            common = _common(stories, names, article)[:_SHOWN]
            if len(common) >= _NAMES:
                spans = [names[row] for row in common]
                *most, last = [written[slice(*span)] for span in spans]
                when = day(int(stories.days[article])).isoformat()
                return spans[0], f"{', '.join(most)} and {last}: so told in the news of {when}."
        return (0, 0), ""

    yield Clue(RULE, stories.weighed(nearness), tell)


def hear(text: DatedText, own: int | None = None) -> tuple[Stories, dict[int, Span], Floats] | None:
    """The collection, the names that an article has in common with it, and how near each of its articles is; None
    when there are too few such names.

    `own` is the day of an article that is in the collection: the one of that day that is nearest is not heard.
    """
    loaded = load(FOLDER / text.pack.language / FILE)
    if loaded is None:
        return None
    stories, index = loaded
    told = phrases(text.tokens, (text.tokens.inside(sentence.span) for sentence in text.sentences))
    known = {row: span for phrase, span in told.items() if (row := index.get(phrase)) is not None}
    written = text.clean.text
    names = {row: span for row, span in known.items() if _is_name(written[slice(*span)])}
    if len(names) < _NAMES:
        return None
    nearness = stories.nearness(list(known))
    same = np.flatnonzero(stories.days == own)
    if same.size:
        nearness[same[nearness[same].argmax()]] = 0.0
    return stories, names, nearness


def _is_name(written: str) -> bool:
    """Whether both words are capitalised, or one is and the other a number."""
    words = written.split()
    capital = [word[0].isupper() for word in words]
    return (
        len(words) > 1
        and any(capital)
        and all(word[0].isdigit() or big for word, big in zip(words, capital, strict=True))
    )


def _common(stories: Stories, names: dict[int, Span], article: int) -> list[int]:
    """Names that an article of the collection has too, the weightiest first; of two that overlap the first."""
    shared: list[tuple[float, int]] = []
    for row in names:
        part = slice(stories.begins[row], stories.begins[row + 1])
        at = np.flatnonzero(stories.articles[part] == article)
        if at.size:
            shared.append((float(stories.weights[part][at[0]] * stories.rarity[row]), row))
    chosen: list[int] = []
    for _, row in sorted(shared, key=lambda item: (-item[0], names[item[1]])):
        start, end = names[row]
        if all(end <= names[other][0] or names[other][1] <= start for other in chosen):
            chosen.append(row)
    return chosen
