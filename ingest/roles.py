"""Who does an act and to whom: the actors that could, and what each looks like to the classifiers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.candidates import Candidate
from ingest.reading import Mention, Reading

_NEAR_MARKS = ("passive_bad", "passive_good", "with", "of", "toward", "at", "according", "relays", "says", "each_other")


@dataclass(frozen=True, slots=True)
class Option:
    """An actor that could take part in an act; `before` and `after` are its nearest mentions around the trigger."""

    actor: str
    kind: str
    before: Mention | None
    after: Mention | None
    speaker: bool
    carried: bool
    leading: bool


def options(
    candidate: Candidate, speaker: str | None, carried: str | None, leading: str | None, kinds: dict[str, str]
) -> list[Option]:
    """Actors of the sentence, its speaker, the doer of the act told before, and the article's first actor."""
    before: dict[str, Mention] = {}
    after: dict[str, Mention] = {}
    for mention in candidate.sentence.mentions:
        if mention.first < candidate.end and mention.end <= max(candidate.first, mention.first + 1):
            before[mention.actor] = mention
        elif mention.first >= candidate.end:
            after.setdefault(mention.actor, mention)
        else:
            before[mention.actor] = mention
    actors = list(dict.fromkeys([*before, *after]))
    actors += [actor for actor in (speaker, carried, leading) if actor and actor not in actors]
    return [
        Option(
            actor,
            kinds.get(actor, ""),
            before.get(actor),
            after.get(actor),
            actor == speaker,
            actor == carried,
            actor == leading,
        )
        for actor in dict.fromkeys(actors)
    ]


def features(
    reading: Reading, candidate: Candidate, type_: str, option: Option, others: Sequence[Option], source: str | None
) -> list[str]:
    """Features of an actor in an act.  `source` is the doer already chosen, None while it is being chosen."""
    return list(dict.fromkeys(_all(reading, candidate, type_, option, others, source)))


def _all(
    reading: Reading, candidate: Candidate, type_: str, option: Option, others: Sequence[Option], source: str | None
) -> Iterator[str]:
    sentence = candidate.sentence
    keys = reading.tokens.keys
    first, end = candidate.first, candidate.end
    quoted = sentence.is_quoted(first)
    flags = f"{option.speaker:d}{option.carried:d}{option.leading:d}"
    place = ("b" if option.before else "") + ("a" if option.after else "") or "-"
    yield f"k={option.kind}"
    yield f"p={place}"
    yield f"f={flags}"
    yield f"f,p={flags},{place}"
    yield f"k,p={option.kind},{place}"
    yield f"ty,p={type_},{place}"
    yield f"ty,k={type_},{option.kind}"
    yield f"ty,f={type_},{flags}"
    yield f"q,f,p={quoted},{flags},{place}"
    yield f"t,p={candidate.phrase},{place}"
    yield f"noun,p={candidate.noun},{place}"
    passive = any(
        mark.role in ("passive_bad", "passive_good") and 0 <= first - mark.end <= 8 and
        sentence.clause_of(mark.first) == sentence.clause_of(first)
        for mark in sentence.marks
    )  # fmt: skip
    yield f"pv,p={passive},{place}"
    yield f"n={min(len(others), 6)}"
    yield f"n,p={min(len(others), 4)},{place}"
    yield f"gov,p,f={candidate.governor is not None},{place},{flags}"
    if source is not None:
        yield f"src={option.actor == source}"
        src = next((other for other in others if other.actor == source), None)
        if src is not None:
            yield f"sk,k={src.kind},{option.kind}"
            yield f"sk,k,ty={src.kind},{option.kind},{type_}"
            src_place = ("b" if src.before else "") + ("a" if src.after else "") or "-"
            yield f"sp,p={src_place},{place}"
            yield f"sp,p,pv={src_place},{place},{passive}"
    if option.before:
        mention = option.before
        gap = max(0, first - mention.end)
        between = sum(1 for other in sentence.mentions if mention.end <= other.first and other.end <= first)
        same = sentence.clause_of(mention.first) == sentence.clause_of(first)
        yield f"bg={min(gap, 8)}"
        yield f"bb={min(between, 3)}"
        yield f"bb,same={min(between, 3)},{same}"
        yield f"bb,k={min(between, 3)},{option.kind}"
        yield f"bb,ty={min(between, 3)},{type_}"
        yield f"bb,pv={min(between, 3)},{passive}"
        yield f"bord={sum(1 for other in sentence.mentions if other.end <= mention.first)}"
        yield f"bform={mention.form}"
        yield f"bq={sentence.is_quoted(mention.first)},{quoted}"
        yield from _beside(reading, candidate, mention, "b")
        if candidate.governor:
            gov = candidate.governor
            yield f"bgov={'before' if mention.end <= gov[0] else 'inside'}"
            if mention.end <= gov[0]:
                closer = sum(1 for other in sentence.mentions if mention.end <= other.first and other.end <= gov[0])
                yield f"bgovb={min(closer, 2)}"
                yield f"bgovb,ty={min(closer, 2)},{type_}"
        for i in range(mention.end, first):
            if i - mention.end < 6:
                yield f"bw={keys[i]}"
    else:
        yield "bg=None"
    if option.after:
        mention = option.after
        gap = mention.first - end
        between = sum(1 for other in sentence.mentions if end <= other.first and other.end <= mention.first)
        same = sentence.clause_of(mention.first) == sentence.clause_of(first)
        yield f"ag={min(gap, 8)}"
        yield f"ab={min(between, 3)}"
        yield f"ab,same={min(between, 3)},{same}"
        yield f"ab,k={min(between, 3)},{option.kind}"
        yield f"ab,ty={min(between, 3)},{type_}"
        yield f"ab,t={min(between, 3)},{candidate.phrase}"
        yield f"aq={sentence.is_quoted(mention.first)},{quoted}"
        yield f"aform={mention.form}"
        yield from _beside(reading, candidate, mention, "a")
        for i in range(end, mention.first):
            if i - end < 6:
                yield f"aw={keys[i]}"
    else:
        yield "ag=None"
    if not (option.before or option.after):
        yield f"out,nm={min(len(sentence.mentions), 3)},{flags}"
        yield f"out,ty={type_},{flags},{quoted}"


def _beside(reading: Reading, candidate: Candidate, mention: Mention, side: str) -> Iterator[str]:
    sentence = candidate.sentence
    keys = reading.tokens.keys
    before = keys[mention.first - 1] if mention.first > sentence.first else "<s>"
    after = keys[mention.end] if mention.end < sentence.end else "</s>"
    yield f"{side}w-1={before}"
    yield f"{side}w+1={after}"
    if mention.first - 2 >= sentence.first:
        yield f"{side}w-2={keys[mention.first - 2]} {before}"
    for mark in sentence.marks:
        if mark.role in _NEAR_MARKS:
            if mark.end == mention.first:
                yield f"{side}m-1={mark.role}"
            elif mark.first == mention.end:
                yield f"{side}m+1={mark.role}"
