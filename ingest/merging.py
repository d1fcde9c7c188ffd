"""One event for an act that the article tells several times: in its title, its lead, a caption, and in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.edtf import bounds
from ingest.classifier import LinearModel
from ingest.events import Draft
from ingest.reading import Reading

SAME = 0.5
"""Two tellings are of one act from this probability on."""
AGAIN = 0.15
"""A telling known to repeat another one needs only this."""
HEAD = 4
"""Sentences that title and lead take."""
REACH = 60
"""Sentences within which an act may be told again."""
LONGEST = 12
"""Tellings of one act after which further ones are not compared."""

_ORDER = {"body": 0, "lead": 1, "caption": 2, "title": 3}


def merge(reading: Reading, drafts: Sequence[Draft], model: LinearModel) -> list[tuple[Draft, list[Draft]]]:
    """Acts with their retellings, in text order of the fullest telling.

    A telling joins the group with whose members it agrees best on average.  One that only tells again what stands in
    full elsewhere joins the group it goes with best, and is left out when there is none; in an article that tells
    nothing in full it counts as the telling itself.
    """
    groups: list[list[Draft]] = []
    words = {id(draft): content(reading, draft) for draft in drafts}
    yes = model.labels.index("yes")
    any_in_full = any(not draft.again for draft in drafts)
    for draft in sorted(drafts, key=lambda draft: draft.again):
        best, most = None, AGAIN if draft.again else SAME
        near = [group for group in groups if _near(group, draft)]
        pairs = [_pair(reading, words, other, draft) for group in near for other in group]
        chances = [float(chance) for chance in model.probabilities(pairs)[:, yes]]
        at = 0
        for group in near:
            mean = sum(chances[at : at + len(group)]) / len(group)
            at += len(group)
            if mean >= most:
                best, most = group, mean
        if best is not None:
            best.append(draft)
        elif not draft.again or not any_in_full:
            groups.append([draft])
    merged = []
    for group in groups:
        main = min(
            group, key=lambda draft: (draft.again, _ORDER.get(draft.candidate.sentence.block, 0), -_length(draft))
        )
        merged.append((main, [draft for draft in group if draft is not main]))
    return sorted(merged, key=lambda item: item[0].trigger)


def _near(group: list[Draft], draft: Draft) -> bool:
    """Whether a group can tell the same act: it began in title or lead, or stands within reach, and is not long yet."""
    place = draft.candidate.sentence.index
    indexes = [other.candidate.sentence.index for other in group]
    return len(group) <= LONGEST and (min(indexes) < HEAD or min(abs(index - place) for index in indexes) <= REACH)


def _pair(reading: Reading, words: dict[int, frozenset[str]], one: Draft, other: Draft) -> list[str]:
    first, second = (one, other) if one.trigger <= other.trigger else (other, one)
    return features(reading, first, second, words[id(first)], words[id(second)])


def _length(draft: Draft) -> int:
    return draft.span[1] - draft.span[0]


def content(reading: Reading, draft: Draft) -> frozenset[str]:
    """Keys of the words of a telling, marks left out."""
    within = reading.tokens.inside(draft.span)
    return frozenset(reading.tokens.keys[i] for i in within if reading.tokens.words[i][0].isalnum())


def features(
    reading: Reading, one: Draft, other: Draft, words: frozenset[str], other_words: frozenset[str]
) -> list[str]:
    """Features of a pair of tellings, the earlier one first."""
    return list(dict.fromkeys(_all(reading, one, other, words, other_words)))


def _all(
    reading: Reading, one: Draft, other: Draft, words: frozenset[str], other_words: frozenset[str]
) -> Iterator[str]:
    a, b = one.candidate.sentence, other.candidate.sentence
    common = len(words & other_words)
    smaller = max(1, min(len(words), len(other_words)))
    share = int(5 * common / smaller)
    jaccard = int(10 * common / max(1, len(words | other_words)))
    type_ = one.type == other.type
    source = bool(set(one.sources) & set(other.sources))
    target = bool(set(one.targets) & set(other.targets))
    blocks = f"{a.block},{b.block}"
    phrase = one.candidate.phrase == other.candidate.phrase
    date = _dates(one.date, other.date)
    yield f"share={share}"
    yield f"jac={jaccard}"
    yield f"type={type_}"
    yield f"types={','.join(sorted((one.type, other.type)))}"
    yield f"source={source}"
    yield f"target={target}"
    yield f"phrase={phrase}"
    yield f"phrase,type={phrase},{type_}"
    yield f"date={date}"
    yield f"blocks={blocks}"
    yield f"blocks,share={blocks},{share}"
    yield f"type,source,share={type_},{source},{share}"
    yield f"type,source,date={type_},{source},{date}"
    yield f"type,target,source={type_},{target},{source}"
    yield f"one type,share={one.type if type_ else None},{share}"
    yield f"status={one.status == other.status}"
    yield f"distance={min(b.index - a.index, 8)}"
    yield f"same sentence={a is b}"
    yield f"place={min(a.index, 3)},{min(b.index, 5)}"
    yield f"place,share={min(a.index, 3)},{share}"
    yield f"noun={one.candidate.noun},{other.candidate.noun},{type_}"
    yield f"quoted={a.is_quoted(one.candidate.first)},{b.is_quoted(other.candidate.first)}"


def _dates(one: str | None, other: str | None) -> str:
    if one == other:
        return "same"
    if one is None or other is None:
        return "unknown"
    first, last = bounds(one)
    start, end = bounds(other)
    if first and last and start and end and first <= end and start <= last:
        return "overlap"
    return "apart"
