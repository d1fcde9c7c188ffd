"""Who does an act and to whom: the actors that could, and what each looks like to the classifiers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.actors import Entity
from ingest.candidates import Candidate
from ingest.reading import Mention, Reading, SentenceReading

_NEAR_MARKS = ("passive_bad", "passive_good", "with", "of", "toward", "at", "according", "relays", "says", "each_other")


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors of an article: kind of each, what it belongs to, how many mentions it has, and who is named first.

    `standing` is the role of those that have one ("expert", "foreign minister"), with "former" before it.
    """

    kinds: Mapping[str, str]
    of: Mapping[str, str | None]
    standing: Mapping[str, str]
    counts: Mapping[str, int]
    leading: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """Actors that an act may have although its sentence does not name them.

    `speaker` is who speaks in the sentence, `recent` who the sentence before begins with.
    """

    speaker: str | None
    recent: str | None


@dataclass(frozen=True, slots=True)
class Option:
    """An actor that could take part in an act; `before` and `after` are its nearest mentions around the trigger."""

    actor: str
    kind: str
    of: str | None
    weight: int
    before: Mention | None
    after: Mention | None
    flags: str


def cast(reading: Reading, entities: Mapping[str, Entity]) -> Cast:
    """The cast of a reading, given what is known of each actor."""
    counts: Counter[str] = Counter(mention.actor for sentence in reading.sentences for mention in sentence.mentions)
    return Cast(
        {key: entity.kind for key, entity in entities.items()},
        {key: entity.of for key, entity in entities.items()},
        {
            key: f"former {entity.role}" if entity.former else entity.role or ""
            for key, entity in entities.items()
            if entity.former or entity.role
        },
        counts,
        _leading(reading),
    )


def _leading(reading: Reading) -> str | None:
    """The first person or body named in title, lead and what follows, else the first actor."""
    first = None
    for sentence in reading.sentences[:4]:
        for mention in sentence.mentions:
            if mention.kind != "country":
                return mention.actor
            first = first or mention.actor
    return first


def recent(reading: Reading, sentence: SentenceReading) -> str | None:
    """The actor that the last of the three sentences before with any actor begins with."""
    for index in range(sentence.index - 1, max(-1, sentence.index - 4), -1):
        if reading.sentences[index].mentions:
            return reading.sentences[index].mentions[0].actor
    return None


def options(candidate: Candidate, cast: Cast, told: Told) -> list[Option]:
    """Actors of the sentence, and those that may be meant without being named in it."""
    before: dict[str, Mention] = {}
    after: dict[str, Mention] = {}
    for mention in candidate.sentence.mentions:
        if mention.first >= candidate.end:
            after.setdefault(mention.actor, mention)
        else:
            before[mention.actor] = mention
    unnamed = (told.speaker, told.recent, cast.leading)
    actors = dict.fromkeys([*before, *after, *(actor for actor in unnamed if actor)])
    most = max(cast.counts.values(), default=1)
    return [
        Option(
            actor,
            cast.kinds.get(actor, ""),
            cast.of.get(actor),
            3 * cast.counts[actor] // most,
            before.get(actor),
            after.get(actor),
            "".join(mark if actor == other else "-" for mark, other in zip("srl", unnamed, strict=True)),
        )
        for actor in actors
    ]


def features(reading: Reading, candidate: Candidate, type_: str, options: Sequence[Option]) -> list[list[str]]:
    """Features of each actor in an act, as its doer or its target."""
    group = _Group(
        is_passive(candidate), {option.of for option in options}, {option.actor for option in options}, len(options)
    )
    return [list(dict.fromkeys(_all(reading, candidate, type_, option, group))) for option in options]


def of_nobody(
    reading: Reading, candidate: Candidate, type_: str, doer: Option, others: Sequence[Option], passive: bool
) -> list[str]:
    """Features of an act's having no target at all."""
    sentence = candidate.sentence
    end = candidate.trigger_end
    key = reading.tokens.keys[end] if end < sentence.end else "</s>"
    gaps = [option.after.first - end for option in others if option.after]
    return [
        "nobody",
        f"nobody,ty={type_}",
        f"nobody,t={candidate.phrase}",
        f"nobody,w+1={key}",
        f"nobody,n={min(len(others), 4)}",
        f"nobody,behind={min(len(gaps), 3)},{type_}",
        f"nobody,near={min(min(gaps, default=9), 9) // 2}",
        f"nobody,doer={doer.kind},{type_}",
        f"nobody,doer place={_place(doer)},{passive}",
        f"nobody,q={sentence.is_quoted(candidate.first)},{type_}",
        f"nobody,gov={candidate.governor is not None},{type_}",
        f"nobody,noun={candidate.noun},{type_}",
    ]


def is_passive(candidate: Candidate) -> bool:
    """Whether a word of the passive stands before the trigger in its clause."""
    sentence = candidate.sentence
    return any(
        mark.role in ("passive_bad", "passive_good")
        and 0 <= candidate.first - mark.end <= 8
        and sentence.clause_of(mark.first) == sentence.clause_of(candidate.first)
        for mark in sentence.marks
    )


def beside_doer(candidate: Candidate, type_: str, option: Option, doer: Option, passive: bool) -> list[str]:
    """Further features of an actor that may be a further doer or the target, given the doer."""
    place, doer_place = _place(option), _place(doer)
    same_side = (option.of or option.actor) == (doer.of or doer.actor)
    joined = are_joined(candidate.sentence, option, doer)
    return [
        f"sk,k={doer.kind},{option.kind}",
        f"sk,k,ty={doer.kind},{option.kind},{type_}",
        f"same side={same_side}",
        f"same side,k={same_side},{doer.kind},{option.kind}",
        f"sp,p={doer_place},{place}",
        f"sp,p,pv={doer_place},{place},{passive}",
        f"joined={joined}",
        f"joined,p={joined},{doer_place},{place}",
        f"joined,ty={joined},{type_}",
        f"joined,noun={joined},{candidate.noun}",
    ]


def are_joined(sentence: SentenceReading, option: Option, doer: Option) -> bool:
    """Whether two actors stand in one list, on the same side of the trigger."""
    for one, other in ((option.before, doer.before), (option.after, doer.after)):
        if one and other and any(one in run and other in run for run in sentence.runs):
            return True
    return False


def _place(option: Option) -> str:
    return ("b" if option.before else "") + ("a" if option.after else "") or "-"


@dataclass(frozen=True, slots=True)
class _Group:
    """What is common to the options of an act: whether it is told in the passive, and who they are."""

    passive: bool
    of: set[str | None]
    actors: set[str]
    size: int


def _all(reading: Reading, candidate: Candidate, type_: str, option: Option, group: _Group) -> Iterator[str]:
    sentence = candidate.sentence
    keys = reading.tokens.keys
    first, end = candidate.first, candidate.end
    clauses, base = sentence.clause, sentence.first
    clause = clauses[first - base]
    quoted, passive = sentence.is_quoted(first), group.passive
    flags = option.flags
    place = _place(option)
    yield f"k={option.kind}"
    yield f"weight={option.weight},{option.kind}"
    yield f"weight,p={option.weight},{place}"
    related = option.actor in group.of, option.of in group.actors
    yield f"related={related},{type_}"
    yield f"related,p={related},{place}"
    for mark, flag in zip("srl", flags, strict=True):
        if flag != "-":
            yield f"f{mark},p={place}"
            yield f"f{mark},ty={type_}"
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
    yield f"pv,p={passive},{place}"
    yield f"n={min(group.size, 6)}"
    yield f"n,p={min(group.size, 4)},{place}"
    yield f"gov,p,f={candidate.governor is not None},{place},{flags}"
    if option.before:
        mention = option.before
        gap = max(0, first - mention.end)
        between = sum(1 for other in sentence.mentions if mention.end <= other.first and other.end <= first)
        same_clause = clauses[mention.first - base] == clause
        yield f"bg={min(gap, 8)}"
        yield f"bb={min(between, 3)}"
        first_of_clause = not any(
            other.end <= mention.first and clauses[other.first - base] == clauses[mention.first - base]
            for other in sentence.mentions
        )
        yield f"head={first_of_clause},{same_clause}"
        yield f"head,bb={first_of_clause},{same_clause},{min(between, 2)}"
        yield f"bb,same={min(between, 3)},{same_clause}"
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
        same = clauses[mention.first - base] == clause
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
