"""Who does an act and to whom: the actors that could, and what each looks like to the classifiers."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest import act_context, subjects
from ingest.aspects import Aspect, double, single
from ingest.candidates import Candidate
from ingest.entities import Entity
from ingest.reading import Mention, Reading, SentenceReading

_NEAR_MARKS = frozenset(
    {"passive_bad", "passive_good", "with", "of", "toward", "at", "according", "relays", "says", "each_other"}
)
_WORDS_BETWEEN = 6
"""Words between a mention and the trigger that count, nearest to the one that comes first."""


_PASSIVE_REACH = 8
"""Tokens between a word of the passive and the trigger."""
_PASSIVE_BESIDE = 2
"""The same in a language whose verbs have a form for it."""

_NEAR_MENTIONS = 16
"""Mentions to each side of the trigger whose actors may take part: a long list of names costs no more than this."""


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


class Option(NamedTuple):
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
    mentions = candidate.sentence.mentions
    behind = bisect_left(mentions, candidate.end, key=lambda mention: mention.first)
    for mention in mentions[max(0, behind - _NEAR_MENTIONS) : behind]:
        before[mention.actor] = mention
    for mention in mentions[behind : behind + _NEAR_MENTIONS]:
        after.setdefault(mention.actor, mention)
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
            f"{'s' if actor == told.speaker else '-'}{'r' if actor == told.recent else '-'}"
            f"{'l' if actor == cast.leading else '-'}",
        )
        for actor in actors
    ]


def features(reading: Reading, candidate: Candidate, type_: str, options: Sequence[Option]) -> list[list[Aspect]]:
    """What each actor in an act looks like, as its doer or its target."""
    passive = is_passive(candidate, reading.grammar.passive)
    group = _Group(
        passive,
        {option.of for option in options},
        {option.actor for option in options},
        len(options),
        subjects.related(reading, candidate, passive),
    )
    around = act_context.around(reading, candidate, type_, group.passive)
    return [
        [*_all(reading, candidate, type_, option, group), *around, *act_context.worded(reading, option)]
        for option in options
    ]


def of_nobody(
    reading: Reading, candidate: Candidate, type_: str, doer: Option, others: Sequence[Option], passive: bool
) -> list[Aspect]:
    """What an act looks like that has no target at all."""
    sentence = candidate.sentence
    end = candidate.trigger_end
    key = reading.tokens.keys[end] if end < sentence.end else "</s>"
    gaps = [option.after.first - end for option in others if option.after]
    return [
        (_nobody, type_),
        (single, "nobody,t", candidate.phrase),
        (single, "nobody,w+1", key),
        (_nobody_beside, min(len(others), 4), min(len(gaps), 3), min(min(gaps, default=9), 9) // 2, type_),
        (_nobody_done_to, doer.kind, _place(doer), type_, passive),
        (_nobody_told, sentence.is_quoted(candidate.first), candidate.governor is not None, candidate.noun, type_),
        *act_context.around(reading, candidate, type_, passive),
        *act_context.of_doer(_place(doer), doer),
    ]


def _nobody(type_: str) -> Iterator[str]:
    yield "nobody"
    yield f"nobody,ty={type_}"


def _nobody_beside(others: int, behind: int, gap: int, type_: str) -> Iterator[str]:
    yield f"nobody,n={others}"
    yield f"nobody,behind={behind},{type_}"
    yield f"nobody,near={gap}"


def _nobody_done_to(doer: str, place: str, type_: str, passive: bool) -> Iterator[str]:
    yield f"nobody,doer={doer},{type_}"
    yield f"nobody,doer place={place},{passive}"


def _nobody_told(quoted: bool, governed: bool, noun: bool, type_: str) -> Iterator[str]:
    yield f"nobody,q={quoted},{type_}"
    yield f"nobody,gov={governed},{type_}"
    yield f"nobody,noun={noun},{type_}"


def is_passive(candidate: Candidate, form: str) -> bool:
    """Whether a word of the passive stands before the trigger in its clause.

    `form` is that of a verb in the passive, which such a word stands right beside; empty in a language without forms.
    """
    sentence = candidate.sentence
    if candidate.form and candidate.form != form:
        return False
    reach = _PASSIVE_BESIDE if form else _PASSIVE_REACH
    first = candidate.first
    near = [
        mark.first
        for mark in sentence.marks
        if 0 <= first - mark.end <= reach and mark.role in ("passive_bad", "passive_good")
    ]
    return any(sentence.clause_of(token) == sentence.clause_of(first) for token in near)


def beside_doer(candidate: Candidate, type_: str, option: Option, doer: Option, passive: bool) -> list[Aspect]:
    """What an actor that may be a further doer or the target looks like, given the doer."""
    place, doer_place = _place(option), _place(doer)
    same_side = (option.of or option.actor) == (doer.of or doer.actor)
    joined = are_joined(candidate.sentence, option, doer)
    return [
        *([(_together, type_, doer_place, candidate.noun)] if is_one_mention(option, doer) else ()),
        (_beside_doer, doer.kind, option.kind, type_, same_side),
        (_placed_to_doer, doer_place, place, passive),
        (_joined, joined, doer_place, place, type_, candidate.noun),
        *act_context.of_doer(doer_place, doer),
    ]


def _beside_doer(doer: str, kind: str, type_: str, same_side: bool) -> Iterator[str]:
    yield f"sk,k={doer},{kind}"
    yield f"sk,k,ty={doer},{kind},{type_}"
    yield f"same side={same_side}"
    yield f"same side,k={same_side},{doer},{kind}"


def _placed_to_doer(doer: str, place: str, passive: bool) -> Iterator[str]:
    yield f"sp,p={doer},{place}"
    yield f"sp,p,pv={doer},{place},{passive}"


def _joined(joined: bool, doer_place: str, place: str, type_: str, noun: bool) -> Iterator[str]:
    yield f"joined={joined}"
    yield f"joined,p={joined},{doer_place},{place}"
    yield f"joined,ty={joined},{type_}"
    yield f"joined,noun={joined},{noun}"


def are_joined(sentence: SentenceReading, option: Option, doer: Option) -> bool:
    """Whether two actors stand in one list, on the same side of the trigger."""
    for one, other in ((option.before, doer.before), (option.after, doer.after)):
        if one and other and any(one in run and other in run for run in sentence.runs):
            return True
    return False


def is_one_mention(option: Option, doer: Option) -> bool:
    """Whether the same words stand for both actors: "both sides", "the three ministers", "they"."""
    pairs = (option.before, doer.before), (option.after, doer.after)
    return any(one is not None and other is not None and one.first == other.first for one, other in pairs)


def _together(type_: str, doer_place: str, noun: bool) -> Iterator[str]:
    yield "one mention"
    yield f"one mention,ty={type_}"
    yield f"one mention,p={doer_place},{noun}"


def _place(option: Option) -> str:
    return ("b" if option.before else "") + ("a" if option.after else "") or "-"


@dataclass(frozen=True, slots=True)
class _Group:
    """What is common to the options of an act: whether it is told in the passive, who they are, and how some stand to
    its words (None where the language tells nothing of it)."""

    passive: bool
    of: set[str | None]
    actors: set[str]
    size: int
    related: subjects.Related | None


def _all(reading: Reading, candidate: Candidate, type_: str, option: Option, group: _Group) -> list[Aspect]:
    sentence = candidate.sentence
    quoted, passive, governor = sentence.is_quoted(candidate.first), group.passive, candidate.governor
    kind, flags, place = option.kind, option.flags, _place(option)
    found: list[Aspect] = [
        (_weighed, kind, option.weight, place),
        (_related, option.actor in group.of, option.of in group.actors, type_, place),
        (_flagged, kind, flags, place, type_),
        (_placed, flags, place, quoted, candidate.noun, passive),
        (double, "t,p", candidate.phrase, place),
        (_grouped, min(group.size, 6), governor is not None, place, flags),
    ]
    if option.before:
        found += _before(reading, candidate, option.before, type_, kind, passive)
    else:
        found.append((single, "bg", None))
    if option.after:
        found += _after(reading, candidate, option.after, type_, kind)
    else:
        found.append((single, "ag", None))
    if group.related is not None:
        way = group.related.sides.get(option.actor, "-")
        found.append((_as_subject, way, group.related.way, kind, type_, flags, quoted))
    if not (option.before or option.after):
        found.append((_outside, min(len(sentence.mentions), 3), type_, flags, quoted))
    return found


def _as_subject(way: str, found: str, kind: str, type_: str, flags: str, quoted: bool) -> Iterator[str]:
    """How an actor stands to the words of an act; `found` is the way to their subject, whoever that is."""
    side = way.partition(" ")[0]
    first = found.partition(" ")[0]
    yield f"gs={way}"
    yield f"gs,k={side},{kind}"
    yield f"gs,ty={side},{type_}"
    yield f"gs,q={side},{quoted},{flags}"
    if side == "-":
        yield f"gs,f={first},{flags}"
        yield f"gs,else={found}"


def _weighed(kind: str, weight: int, place: str) -> Iterator[str]:
    yield f"k={kind}"
    yield f"weight={weight},{kind}"
    yield f"weight,p={weight},{place}"


def _related(owns: bool, belongs: bool, type_: str, place: str) -> Iterator[str]:
    related = owns, belongs
    yield f"related={related},{type_}"
    yield f"related,p={related},{place}"


def _flagged(kind: str, flags: str, place: str, type_: str) -> Iterator[str]:
    for mark, flag in zip("srl", flags, strict=True):
        if flag != "-":
            yield f"f{mark},p={place}"
            yield f"f{mark},ty={type_}"
    yield f"p={place}"
    yield f"f={flags}"
    yield f"f,p={flags},{place}"
    yield f"k,p={kind},{place}"
    yield f"ty,p={type_},{place}"
    yield f"ty,k={type_},{kind}"
    yield f"ty,f={type_},{flags}"


def _placed(flags: str, place: str, quoted: bool, noun: bool, passive: bool) -> Iterator[str]:
    yield f"q,f,p={quoted},{flags},{place}"
    yield f"noun,p={noun},{place}"
    yield f"pv,p={passive},{place}"


def _grouped(size: int, governed: bool, place: str, flags: str) -> Iterator[str]:
    yield f"n={size}"
    yield f"n,p={min(size, 4)},{place}"
    yield f"gov,p,f={governed},{place},{flags}"


def _outside(mentions: int, type_: str, flags: str, quoted: bool) -> Iterator[str]:
    yield f"out,nm={mentions},{flags}"
    yield f"out,ty={type_},{flags},{quoted}"


def _before(
    reading: Reading, candidate: Candidate, mention: Mention, type_: str, kind: str, passive: bool
) -> list[Aspect]:
    """What an actor's nearest mention before the trigger looks like."""
    sentence = candidate.sentence
    clauses, quoted, base = sentence.clause, sentence.quoted, sentence.first
    first, begin, stop = candidate.first, mention.first, mention.end
    clause = clauses[begin - base]
    earlier = [other for other in sentence.mentions if other.end <= begin]
    between = min(sum([stop <= other.first and other.end <= first for other in sentence.mentions]), 3)
    heads = all(clauses[other.first - base] != clause for other in earlier)
    found: list[Aspect] = [
        (_gap_before, min(max(0, first - stop), 8), between),
        (_subject, heads, clauses[first - base] == clause, between, kind, type_, passive),
        (_form_before, len(earlier), mention.form, bool(quoted[begin - base]), bool(quoted[first - base])),
    ]
    found += _beside(reading, sentence, mention, _BESIDE_BEFORE)
    if candidate.governor:
        governor = candidate.governor[0]
        if stop <= governor:
            closer = sum([stop <= other.first and other.end <= governor for other in sentence.mentions])
            found.append((_before_governor, min(closer, 2), type_))
        else:
            found.append((single, "bgov", "inside"))
    words = dict.fromkeys(reading.tokens.keys[stop : min(first, stop + _WORDS_BETWEEN)])
    found += [(single, "bw", key) for key in words]
    return found


def _gap_before(gap: int, between: int) -> Iterator[str]:
    yield f"bg={gap}"
    yield f"bb={between}"


def _subject(heads: bool, same_clause: bool, between: int, kind: str, type_: str, passive: bool) -> Iterator[str]:
    yield f"head={heads},{same_clause}"
    yield f"head,bb={heads},{same_clause},{min(between, 2)}"
    yield f"bb,same={between},{same_clause}"
    yield f"bb,k={between},{kind}"
    yield f"bb,ty={between},{type_}"
    yield f"bb,pv={between},{passive}"


def _form_before(order: int, form: str, mention_quoted: bool, quoted: bool) -> Iterator[str]:
    yield f"bord={order}"
    yield f"bform={form}"
    yield f"bq={mention_quoted},{quoted}"


def _before_governor(closer: int, type_: str) -> Iterator[str]:
    yield "bgov=before"
    yield f"bgovb={closer}"
    yield f"bgovb,ty={closer},{type_}"


def _after(reading: Reading, candidate: Candidate, mention: Mention, type_: str, kind: str) -> list[Aspect]:
    """What an actor's nearest mention after the trigger looks like."""
    sentence = candidate.sentence
    clauses, quoted, base = sentence.clause, sentence.quoted, sentence.first
    first, end, begin = candidate.first, candidate.end, mention.first
    between = min(sum([end <= other.first and other.end <= begin for other in sentence.mentions]), 3)
    same_clause = clauses[begin - base] == clauses[first - base]
    found: list[Aspect] = [
        (_object, min(begin - end, 8), between, same_clause, kind, type_),
        (double, "ab,t", between, candidate.phrase),
        (_form_after, bool(quoted[begin - base]), bool(quoted[first - base]), mention.form),
    ]
    found += _beside(reading, sentence, mention, _BESIDE_AFTER)
    words = dict.fromkeys(reading.tokens.keys[end : min(begin, end + _WORDS_BETWEEN)])
    found += [(single, "aw", key) for key in words]
    return found


def _object(gap: int, between: int, same_clause: bool, kind: str, type_: str) -> Iterator[str]:
    yield f"ag={gap}"
    yield f"ab={between}"
    yield f"ab,same={between},{same_clause}"
    yield f"ab,k={between},{kind}"
    yield f"ab,ty={between},{type_}"


def _form_after(mention_quoted: bool, quoted: bool, form: str) -> Iterator[str]:
    yield f"aq={mention_quoted},{quoted}"
    yield f"aform={form}"


class _Beside(NamedTuple):
    """Templates of the words and marks around a mention."""

    word_before: str
    words_before: str
    word_after: str
    mark_before: str
    mark_after: str


_BESIDE_BEFORE = _Beside("bw-1", "bw-2", "bw+1", "bm-1", "bm+1")
_BESIDE_AFTER = _Beside("aw-1", "aw-2", "aw+1", "am-1", "am+1")


def _beside(reading: Reading, sentence: SentenceReading, mention: Mention, templates: _Beside) -> list[Aspect]:
    keys = reading.tokens.keys
    first, end = mention.first, mention.end
    before = keys[first - 1] if first > sentence.first else "<s>"
    found: list[Aspect] = [
        (single, templates.word_before, before),
        (single, templates.word_after, keys[end] if end < sentence.end else "</s>"),
    ]
    if first - 2 >= sentence.first:
        found.append((_words, templates.words_before, keys[first - 2], before))
    told: dict[tuple[str, str], None] = {}
    for mark in sentence.marks:
        if (mark.end == first or mark.first == end) and mark.role in _NEAR_MARKS:
            told[templates.mark_before if mark.end == first else templates.mark_after, mark.role] = None
    found += [(single, template, role) for template, role in told]
    return found


def _words(template: str, first: str, second: str) -> Iterator[str]:
    yield f"{template}={first} {second}"
