"""How likely two tellings of different articles are of one act, and why.  Pure: it looks at the two tellings alone.

A linear model over what the two have in common; `training.matching` fits its weights on stories told by several
articles.  The same two tellings always get the same chance, whatever else is in the graph.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log, sqrt
from pathlib import Path
from typing import Final

from graph.errors import KnowledgeError
from graph.model import QUAD
from graph.tellings import Telling, gap, is_short

WEIGHTS: Final = Path(__file__).with_name("matching.json")

MUTUAL: Final = frozenset(("AGREE", "CONSULT", "COOPERATE"))
"""Types of acts whose doers may stand on either side."""
SAYING: Final = "STATEMENT"
MEETING: Final = "CONSULT"
WEEK: Final = 7
UNKNOWN_APART: Final = 10
"""Days that articles count as apart when the publication of one is unknown."""
MOST_APART: Final = 30
"""Days after which articles count as no further apart."""
NUMBERS: Final = 2
"""Numbers in common after which further ones say nothing."""
_GRID: Final = 1 << 24
"""Steps of a chance: on this grid the mean of equal chances is that chance."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of features, in the order of their names; two tellings are of one act from the chance `threshold` on."""

    weights: Mapping[str, float]
    bias: float
    threshold: float

    def chance(self, features: Mapping[str, float]) -> float:
        """The probability, on a grid."""
        # always in the order of names, so that a sum is the same to the last bit
        score = self.bias + sum(weight * features[name] for name, weight in self.weights.items() if name in features)
        return round(_GRID / (1.0 + exp(-score))) / _GRID


@lru_cache(maxsize=2)
def model(path: Path = WEIGHTS) -> Model:
    """The weights in a file; KnowledgeError when it does not hold them."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Model(dict(sorted(found["weights"].items())), float(found["bias"]), float(found["threshold"]))
    except (OSError, ValueError, KeyError) as error:
        raise KnowledgeError(f"{path} holds no weights: {error}", "Install biennien again.") from error


def chance(one: Telling, other: Telling) -> float:
    """How likely two tellings are of one act, from 0 to 1; the same whichever comes first."""
    return model().chance(features(one, other))


def features(one: Telling, other: Telling) -> dict[str, float]:
    """What two tellings have in common, as numbers of about 0 to 5; those that are 0 may be missing."""
    same_type = one.type == other.type
    source = not one.source_sides.isdisjoint(other.source_sides)
    target = not one.target_sides.isdisjoint(other.target_sides)
    swapped = not (one.source_sides.isdisjoint(other.target_sides) and one.target_sides.isdisjoint(other.source_sides))
    words = sorted(one.words.keys() & other.words.keys())
    alike = 5 * _cosine(one.words, other.words, words)
    covered = 3 * _covered(one.words, other.words, words)
    story = 3 * _cosine(one.topics, other.topics, sorted(one.topics.keys() & other.topics.keys()))
    saying = (one.type == SAYING) + (other.type == SAYING)
    apart = gap(one.published, other.published)
    apart = UNKNOWN_APART if apart is None else min(apart, MOST_APART)
    known_as = {
        "type": same_type,
        "class": not same_type and QUAD.get(one.type) == QUAD.get(other.type),
        "two sayings": saying == 2,
        "one saying": saying == 1,
        "saying of another": saying and one.sources.isdisjoint(other.sources),
        "meeting and other": not same_type and MEETING in (one.type, other.type),
        "status": one.status == other.status,
        "source": not one.sources.isdisjoint(other.sources),
        "source's side": source,
        "all sources": one.sources == other.sources and one.sources,
        "other source": not source,
        "target": not one.targets.isdisjoint(other.targets),
        "target's side": target,
        "other target": one.target_sides and other.target_sides and not target,
        "no target": not one.targets or not other.targets,
        "sides swapped": swapped,
        "sides swapped, mutual": swapped and same_type and one.type in MUTUAL,
        "no side": one.sides.isdisjoint(other.sides),
        "type, source, target": same_type and source and target,
        "treaty": not one.treaties.isdisjoint(other.treaties),
        "mode": one.mode and one.mode == other.mode,
        "other mode": one.mode and other.mode and one.mode != other.mode,
        "place": one.place and one.place == other.place,
        "only one of the type": same_type and one.alike == other.alike == 1,
        "only one of the type and source": same_type and source and one.alike_by == other.alike_by == 1,
        "no word": not words,
    }
    found = {name: 1.0 for name, holds in known_as.items() if holds}
    found |= _dates(one, other, apart)
    if same_type and source and "days apart" in found:
        found["days apart, type, source"] = 1.0
    if not same_type and apart > WEEK:
        found["other type, told later"] = 1.0
    found |= {
        "words": alike,
        "some words": 3 * sqrt(alike / 5),
        "words covered": covered,
        "words, type": alike * same_type,
        "words, story": alike * story,
        "words of a saying": alike * (saying == 2),
        "trigger": 2 * _trigger(one.trigger, other.trigger),
        "numbers": float(min(NUMBERS, sum(map(_is_number, words)))),
        "story": story,
        "story, type, source, target": story * (same_type and source and target),
        "story, only one": story * (same_type and source and one.alike_by == other.alike_by == 1),
        "published apart": apart / 10,
        "crowd of the type": log(one.alike * other.alike) * same_type,
        "crowd of the type and source": log(one.alike_by * other.alike_by) * (same_type and source),
    }
    return found


def _dates(one: Telling, other: Telling, apart: int) -> dict[str, float]:
    between = gap(one.dates, other.dates)
    if between is None:
        return {"undated": 1.0}
    days = one.dates[0] == one.dates[1] and other.dates[0] == other.dates[1]
    own = one.own_date + other.own_date
    if own == 2:
        holds = {
            "same day": between == 0 and days,
            "same day, told later": between == 0 and days and apart > WEEK,
            "dates overlap": between == 0 and not days,
            "same period": one.edtf == other.edtf and not is_short(one.dates),
            "a day apart": between == 1,
            "days apart": between > 1,
            "weeks apart": between > WEEK,
        }
    elif own == 1:
        holds = {
            "around publication": between == 0,
            "off publication": between >= 1,
            "far off publication": between > WEEK,
        }
    else:
        holds = {"published together": between == 0}
    holds["same date"] = one.edtf == other.edtf
    return {name: 1.0 for name, it in holds.items() if it}


def _cosine(one: Mapping[str, float], other: Mapping[str, float], shared: Sequence[str]) -> float:
    common = sum(one[word] * other[word] for word in shared)
    if not common:
        return 0.0
    return common / sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))


def _covered(one: Mapping[str, float], other: Mapping[str, float], shared: Sequence[str]) -> float:
    """Share of the words of the shorter wording that the other has too."""
    common = sum(min(one[word], other[word]) for word in shared)
    return common / min(sum(one.values()), sum(other.values())) if common else 0.0


def _trigger(one: str, other: str) -> float:
    """Share of the words in common that express the act."""
    words, others = _trigger_words(one), _trigger_words(other)
    return len(words & others) / len(words | others) if words and others else 0.0


@lru_cache(maxsize=4096)
def _trigger_words(trigger: str) -> frozenset[str]:
    return frozenset(trigger.casefold().split())


def _is_number(word: str) -> bool:
    return len(word) > 1 and " " not in word and any(map(str.isdigit, word))
