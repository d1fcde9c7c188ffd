"""What a candidate looks like to the classifiers: aspects made of words, lexicon hits and structure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from ingest.aspects import Aspect, bare, double, single
from ingest.candidates import ACCORDING, WHOLE, Candidate
from ingest.reading import Reading, SentenceReading
from ingest.stretches import Stretch
from ingest.subjects import subjects_of

_BESIDE = ((1, "w-1", "w+1"), (2, "w-2", "w+2"), (3, "w-3", "w+3"))
"""Distances from a trigger with the templates of the word before and after."""
WORDS = ("w-1", "w-2", "w-3", "w+1", "w+2", "w+3", "r", "l", "c", "c0")
"""Templates of words."""
PAIRS = ("w-2-1", "w+1+2", "c2")
"""Templates of words with the word behind."""
_SCOPE = 18
_CUES = frozenset(
    {
        "blame", "praise", "sorrow", "threat", "refusal", "promise", "plea", "force", "negation", "must", "want",
        "condition", "future", "possible",
    }
)  # fmt: skip
"""Roles of words that decide what a statement amounts to."""
_TOLD_CUES = frozenset({"blame", "threat", "refusal", "praise", "plea", "promise"})
"""Those of them whose words count by themselves."""


class CandidateFeatures(NamedTuple):
    """What a candidate looks like: aspects of its own and of its sentence, and words.

    A stretch (`template`, first token, end token) stands for the words, or pairs of words, of the article from the
    first token up to the end: each is a feature of that template (`ingest.stretches`).
    """

    own: list[Aspect]
    of_sentence: list[Aspect]
    stretches: list[Stretch]


_Word = tuple[int, int, str, int]
"""An act or a mark: its first token and its end, its type or role, and the clause it stands in."""


class _Surroundings:
    """What is the same for all candidates of a sentence."""

    __slots__ = ("acts", "any_quoted", "keys", "marks", "sentence", "standing", "subjects", "timed", "title_types")

    def __init__(self, reading: Reading, sentence: SentenceReading, standing: Mapping[str, str]) -> None:
        clauses, base = sentence.clause, sentence.first
        self.sentence = sentence
        self.keys = reading.tokens.keys
        self.standing = standing
        self.acts = [(act.first, act.end, act.types[0], clauses[act.first - base]) for act in sentence.acts]
        self.marks = [(mark.first, mark.end, mark.role, clauses[mark.first - base]) for mark in sentence.marks]
        self.timed = {clauses[time[0] - base] for time in sentence.times}
        self.any_quoted = 1 in sentence.quoted
        words = reading.grammar.subjects
        self.subjects = None if words is None else subjects_of(reading, sentence, words)
        # what the title tells, the text tells again
        in_title = reading.sentences[0].acts if sentence.index else ()
        self.title_types = tuple(dict.fromkeys([act.types[0] for act in in_title]))


def of_candidates(
    reading: Reading, found: Sequence[Candidate], repeated: float, standing: Mapping[str, str]
) -> list[CandidateFeatures]:
    """Features of the candidates of one sentence.

    `standing` are the roles of actors; `repeated` is the share of the sentence's words that the title or lead has too.
    """
    if not found:
        return []
    around = _Surroundings(reading, found[0].sentence, standing)
    of_sentence = _frame(around, repeated)
    return [_of_candidate(around, candidate, of_sentence) for candidate in found]


def _of_candidate(around: _Surroundings, candidate: Candidate, of_sentence: list[Aspect]) -> CandidateFeatures:
    stretches = _words_beside(candidate)
    own = _structure(around, candidate)
    own += _standings(around, candidate)
    if around.subjects is not None:
        told = around.subjects.standing(candidate)
        kind = told.subject.kind if told.subject else None
        type_ = candidate.types[0] if candidate.types else None
        own.append((_in_clause, told.noun, told.tense, told.beside, candidate.form, type_))
        own.append((_with_grammatical_subject, told.way, kind, type_, candidate.form, told.tense))
        first, end = candidate.first, candidate.trigger_end
        inside = [role for begin, _, role, _ in around.marks if first <= begin < end]
        own += [(_mark_inside, role, candidate.form, type_) for role in dict.fromkeys(inside) if role != "says"]
    if candidate.phrase in (WHOLE, ACCORDING) or candidate.says:
        said, where = _said(around, candidate)
        start, stop = said.start, said.stop
        if stop - start < 2:
            own.append((bare, "c:none"))
        else:
            stretches += [("c", start, stop), ("c2", start, stop - 1), ("c0", start, start + 1)]
            own += _content(around, candidate, said, where)
    return CandidateFeatures(own, of_sentence, stretches)


def _frame(around: _Surroundings, repeated: float) -> list[Aspect]:
    """What a sentence looks like, for all its candidates."""
    sentence, share = around.sentence, int(repeated * 4)
    block = sentence.block
    place = sentence.index if block != "body" else max(sentence.index, 2)
    length = min((sentence.end - sentence.first) // 8, 6)
    return [
        (_holding, min(len(sentence.mentions), 4), bool(sentence.times), bool(sentence.treaties)),
        (_placed, block, min(place, 5), length, share),
        *((_as_title, type_, share) for type_ in around.title_types),
    ]


def _holding(mentions: int, time: bool, treaty: bool) -> Iterator[str]:
    yield f"nm={mentions}"
    yield f"time={time}"
    yield f"treaty={treaty}"


def _placed(block: str, place: int, length: int, repeated: int) -> Iterator[str]:
    yield f"blk={block}"
    yield f"pos={place}"
    yield f"len={length}"
    yield f"rep={repeated}"
    yield f"blk,rep={block},{repeated}"


def _as_title(type_: str, repeated: int) -> Iterator[str]:
    yield f"ta={type_}"
    yield f"ta,rep={type_},{repeated}"


def _words_beside(candidate: Candidate) -> list[Stretch]:
    """The words before and after a trigger, each by its distance, and those of its scope to either side."""
    sentence = candidate.sentence
    begin, stop = sentence.first, sentence.end
    first, end = candidate.first, candidate.trigger_end
    found: list[Stretch] = []
    for distance, before, after in _BESIDE:
        if first - distance >= begin:
            found.append((before, first - distance, first - distance + 1))
        if end + distance <= stop:
            found.append((after, end + distance - 1, end + distance))
    if first - 2 >= begin:
        found.append(("w-2-1", first - 2, first - 1))
    if end + 2 <= stop:
        found.append(("w+1+2", end, end + 1))
    found.append(("r", end, min(stop, end + _SCOPE)))
    found.append(("l", max(begin, first - 8), first))
    return found


def _structure(around: _Surroundings, candidate: Candidate) -> list[Aspect]:
    sentence, keys = around.sentence, around.keys
    phrase, types, noun = candidate.phrase, candidate.types, candidate.noun
    type_ = types[0] if types else None
    first, end = candidate.first, candidate.trigger_end
    clauses, base, stop = sentence.clause, sentence.first, sentence.end
    clause = clauses[first - base]
    before = keys[first - 1] if first > base else "<s>"
    own: list[Aspect] = [
        (_trigger, phrase, noun, types),
        (double, "t,w-1", phrase, before),
        (double, "t,w+1", phrase, keys[end] if end < stop else "</s>"),
    ]
    if candidate.form:
        own.append((_form, candidate.form, type_, noun, before))
    own.append((double, "edge", min(first - base, 3), min(stop - end, 3)))
    own += _acts(around.acts, first, end, clause, type_)
    own += _marks(around.marks, candidate, clause, type_)
    # actors
    subject, object_ = candidate.subject, candidate.object
    kind, other = subject and subject.kind, object_ and object_.kind
    if subject:
        same_clause = clauses[subject.first - base] == clause
        own.append((_with_subject, kind, other, min(first - subject.end, 6), same_clause, subject.form))
    else:
        own.append((_actors, kind, other))
    if object_:
        own.append((_object, min(object_.first - end, 6), clauses[object_.first - base] == clause))
    same = subject.actor == object_.actor if subject and object_ else None
    own.append((_both, kind, other, same, type_))
    # frame
    governor = candidate.governor
    own.append((_quoted, bool(sentence.quoted[first - base]), around.any_quoted, governor is None))
    if governor:
        words = " ".join(keys[max(governor[0], base) : min(governor[1], stop)])
        own.append((_governed, words, type_, min(first - governor[1], 8) // 2))
    own.append((_where, min(candidate.order, 4), clause in around.timed))
    own.append((double, "t,blk", phrase, sentence.block))
    if type_ and around.title_types:
        own.append((_types_of_title, around.title_types, type_))
    return own


def _acts(acts: list[_Word], first: int, end: int, clause: int, type_: str | None) -> list[Aspect]:
    """The other acts of the sentence, by their types: whether one stands before or behind, and whether close by."""
    found: list[Aspect] = []
    before = after = 0
    told_before: dict[str, bool] = {}
    told_after: dict[str, bool] = {}
    for begin, stop, kind, own_clause in acts:
        close = own_clause == clause
        if stop <= first:
            before += 1
            known = told_before.get(kind)
            if known is None:
                found.append((_act_before, kind, close))
            elif close and not known:
                found.append((single, "abc", kind))
            told_before[kind] = close or bool(known)
        elif begin >= end:
            after += 1
            known = told_after.get(kind)
            if known is None:
                found.append((_act_after, kind, close, type_))
            elif close and not known:
                found.append((single, "aac", kind))
            told_after[kind] = close or bool(known)
    found.append((_acts_beside, min(before, 3), min(after, 3)))
    return found


def _marks(marks: list[_Word], candidate: Candidate, clause: int, type_: str | None) -> list[Aspect]:
    """The words of clauses around a trigger, by their roles: those of its own clause, and behind it all cues."""
    first, end = candidate.first, candidate.trigger_end
    found: list[Aspect] = []
    told_before: dict[str, bool] = {}
    told_after: dict[str, bool] = {}
    for begin, stop, role, own_clause in marks:
        if stop <= first:
            if own_clause != clause:
                continue
            known = told_before.get(role)
            if first - stop > 2:
                if known is None:
                    found.append((single, "mb", role))
                    told_before[role] = False
            elif not known:
                found.append((_mark_close_before, role) if known is None else (single, "mb2", role))
                found.append((_mark_with_trigger, candidate.phrase, role, type_))
                told_before[role] = True
        elif begin >= end:
            close = own_clause == clause and begin - end <= 2
            if close or role in _CUES:
                known = told_after.get(role)
                if known is None:
                    found.append((_mark_after, role, type_, close))
                elif close and not known:
                    found.append((single, "ma2", role))
                told_after[role] = close or bool(known)
    return found


def _in_clause(noun: bool, tense: str, beside: str, form: str, type_: str | None) -> Iterator[str]:
    """How a word for an act stands among those beside it, in a language whose pack tells the subjects of verbs."""
    yield f"vn={noun},{form}"
    yield f"vn,lt={noun},{type_}"
    if not noun:
        yield f"vt={tense}"
        yield f"vt,form={tense},{form}"
        yield f"vt,lt={tense},{type_}"
        yield f"vt,form,vb={tense},{form},{beside.partition(' ')[0]}"
    yield f"vb={beside}"
    yield f"vb,form={beside},{form}"
    yield f"vb,vn={beside},{noun}"


def _with_grammatical_subject(way: str, kind: str | None, type_: str | None, form: str, tense: str) -> Iterator[str]:
    """The way from a word for an act to its subject, and who that is."""
    first = way.partition(" ")[0]
    yield f"vw={way}"
    yield f"vw,k={first},{kind}"
    yield f"vw,k,lt={first},{kind},{type_}"
    yield f"vw,form={first},{form}"
    yield f"vk={kind}"
    yield f"vk,vt={kind},{tense}"


def _mark_inside(role: str, form: str, type_: str | None) -> Iterator[str]:
    """What the words for an act tell of it themselves: "planned to join", "intends to"."""
    yield f"mi={role}"
    yield f"mi,form={role},{form}"
    yield f"mi,lt={role},{type_}"


def _trigger(phrase: str, noun: bool, types: tuple[str, ...]) -> Iterator[str]:
    yield f"t={phrase}"
    yield f"n={noun}"
    for type_ in types:
        yield f"lt={type_}"
    if types:
        yield f"lt1={types[0]}"


def _form(form: str, type_: str | None, noun: bool, before: str) -> Iterator[str]:
    yield f"form={form},{noun}"
    yield f"form,lt={form},{type_}"
    yield f"form,w-1={form},{before}"


def _act_before(type_: str, same_clause: bool) -> Iterator[str]:
    yield f"ab={type_}"
    if same_clause:
        yield f"abc={type_}"


def _act_after(type_: str, same_clause: bool, of_trigger: str | None) -> Iterator[str]:
    yield f"aa={type_}"
    if same_clause:
        yield f"aac={type_}"
    if of_trigger:
        yield f"lt,aa={of_trigger},{type_}"


def _acts_beside(before: int, after: int) -> Iterator[str]:
    yield f"nb={before}"
    yield f"na={after}"


def _mark_close_before(role: str) -> Iterator[str]:
    yield f"mb={role}"
    yield f"mb2={role}"


def _mark_with_trigger(phrase: str, role: str, type_: str | None) -> Iterator[str]:
    yield f"t,mb2={phrase},{role}"
    if type_:
        yield f"lt,mb2={type_},{role}"


def _mark_after(role: str, type_: str | None, close: bool) -> Iterator[str]:
    if role in _CUES:
        yield f"ma={role}"
        if type_:
            yield f"lt,ma={type_},{role}"
    if close:
        yield f"ma2={role}"


def _actors(subject: str | None, object_: str | None) -> Iterator[str]:
    yield f"s={subject}"
    yield f"o={object_}"


def _with_subject(kind: str, other: str | None, gap: int, same_clause: bool, form: str) -> Iterator[str]:
    yield from _actors(kind, other)
    yield f"sd={gap}"
    yield f"s,sd={kind},{min(gap, 3)}"
    yield f"sc={same_clause}"
    yield f"sform={form}"


def _object(gap: int, same_clause: bool) -> Iterator[str]:
    yield f"od={gap}"
    yield f"oc={same_clause}"


def _both(subject: str | None, object_: str | None, same: bool | None, type_: str | None) -> Iterator[str]:
    yield f"so={subject},{object_}"
    if same is not None:
        yield f"same={same}"
    if type_:
        yield f"lt,so={type_},{subject},{object_}"


def _quoted(trigger: bool, any_word: bool, free: bool) -> Iterator[str]:
    yield f"q={trigger}"
    if any_word:
        yield f"hasq,{trigger}"
    if free:
        yield "gov=None"


def _governed(words: str, type_: str | None, gap: int) -> Iterator[str]:
    yield f"gov={words}"
    yield f"govlt={type_}"
    yield f"govgap={gap}"


def _where(order: int, timed: bool) -> Iterator[str]:
    yield f"ord={order}"
    yield f"timec={timed}"


def _types_of_title(types: tuple[str, ...], type_: str) -> Iterator[str]:
    for of_title in types:
        yield f"ta,lt={of_title},{type_}"


def _standings(around: _Surroundings, candidate: Candidate) -> list[Aspect]:
    """Who those beside the trigger are: words of experts and of former officials are seldom acts."""
    says = candidate.says or candidate.phrase in (WHOLE, ACCORDING)
    return [
        (_standing, side, around.standing.get(mention.actor, "none"), says)
        for side, mention in (("s", candidate.subject), ("o", candidate.object))
        if mention and mention.kind == "person"
    ]


def _standing(side: str, role: str, says: bool) -> Iterator[str]:
    yield f"{side}role={role}"
    yield f"{side}role,says={role},{says}"
    yield f"{side}former={role.startswith('former')}"


def _said(around: _Surroundings, candidate: Candidate) -> tuple[range, str]:
    """The tokens of what is said: what stands in quotes, else what follows."""
    sentence = around.sentence
    if around.any_quoted:
        quoted, base = sentence.quoted, sentence.first
        return range(base + quoted.index(1), base + quoted.rindex(1) + 1), "quote"
    return range(candidate.end, sentence.end), "after"


def _content(around: _Surroundings, candidate: Candidate, inside: range, where: str) -> list[Aspect]:
    """The cues in what is said."""
    phrase, start, stop = candidate.phrase, inside.start, inside.stop
    roles: dict[str, int] = {}
    words: dict[str, None] = {}
    for first, end, role, _ in around.marks:
        if role in _CUES and start <= first < stop:
            roles[role] = roles.get(role, 0) + 1
            if role in _TOLD_CUES:
                words[" ".join(around.keys[first:end])] = None
    found: list[Aspect] = [(single, "cw", word) for word in words]
    found += [(_cue, role, min(count, 3), where, phrase) for role, count in roles.items()]
    if len(roles) > 1:
        found.append((_cues_together, tuple(sorted(roles))))
    types = dict.fromkeys([type_ for first, _, type_, _ in around.acts if start <= first < stop])
    found += [(_act_said, type_, phrase) for type_ in types]
    mentions = [mention for mention in around.sentence.mentions if start <= mention.first < stop]
    if mentions:
        kinds = tuple(sorted({mention.kind for mention in mentions}))
        found.append((_mentions_said, kinds, mentions[0].kind, mentions[0].first - start <= 2))
    else:
        found.append((single, "ck", "[]"))
    return found


def _cue(role: str, count: int, where: str, phrase: str) -> Iterator[str]:
    yield f"cm={role}"
    yield f"cm,n={role},{count}"
    yield f"cm,w={role},{where}"
    yield f"cm,t={role},{phrase}"


def _cues_together(roles: tuple[str, ...]) -> Iterator[str]:
    for role, other in combinations(roles, 2):
        yield f"cm2={role},{other}"


def _act_said(type_: str, phrase: str) -> Iterator[str]:
    yield f"ca={type_}"
    yield f"ca,t={type_},{phrase}"


def _mentions_said(kinds: tuple[str, ...], first: str, at_once: bool) -> Iterator[str]:
    yield f"ck={list(kinds)}"
    yield f"cfirst={first},{at_once}"
