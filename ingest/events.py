"""Acts of an article: where they are told, what they are, who does them to whom, when, and whether they came about.

Each question is answered by a classifier over the features that lexicon and structure give (`ingest.features`,
`ingest.roles`, `ingest.event_dates`); this module asks them in order and carries the flow of the article on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from graph.edtf import precision
from graph.errors import KnowledgeError
from graph.model import DateBasis, Span, Status
from ingest import attribution, classifier, date_flow, event_dates, features, roles
from ingest.aspects import ROW, Aspect
from ingest.candidates import WHOLE, Candidate, candidates
from ingest.classifier import ChoiceNetwork, Floats, JointModel, LinearModel, chosen, normalised
from ingest.event_dates import DateModel, DateOption
from ingest.features import CandidateFeatures
from ingest.reading import Reading, SentenceReading
from ingest.roles import Cast, Option, Told
from ingest.speakers import speakers

NONE, MAIN, AGAIN = "none", "main", "again"
"""What a candidate tells: nothing, an act in full, or one that is told in full elsewhere in the article."""

SENTENCE_MASS = 0.385
"""A sentence tells an act in full when the probabilities of its candidates add up to this."""
AGAIN_MASS = 0.5
"""A sentence that tells nothing in full tells an act again when the probabilities add up to this."""
TOLD_MASS = 0.7
"""So does one that surely tells something, be it in full or again."""
LEAST = 0.03
"""Candidates less probable than this have no say in the type of their sentence's act."""
ALSO_DOER = 0.5
"""Probability from which an actor is a further doer of an act."""
NO_TARGET = 0.65
"""Probability from which an act has no target."""
ALSO_TARGET = 0.4
"""Share of the probability from which an actor is a further target of an act."""
SURE_DAY = 0.75
"""A day less probable than this is given with its neighbour, if that is not much less probable."""
EITHER_DAY = 0.6
"""Probability that two such days have together at least."""
NEARLY = 0.33
"""Share of the likelier day's probability that the other one has at least."""


@dataclass(frozen=True)
class Models:
    """The classifiers of a language; doer and target are chosen by networks, or by linear ones as still in English."""

    tell: LinearModel
    type: LinearModel
    status: LinearModel
    source: LinearModel | ChoiceNetwork
    further: LinearModel
    target: LinearModel | ChoiceNetwork
    date: LinearModel
    same: LinearModel

    @cached_property
    def telling(self) -> JointModel:
        """The models that look at the same features of a candidate."""
        return JointModel((self.tell, self.type, self.status), features.WORDS, features.PAIRS)

    @cached_property
    def taking(self) -> JointModel:
        """The models that look at the same features of an actor in an act."""
        return JointModel((self.source, self.further, self.target))

    @cached_property
    def dating(self) -> DateModel:
        """The model of dates, made ready."""
        return DateModel(self.date)


TELL, TYPE, STATUS = range(3)
"""Places of the models in `Models.telling`."""
SOURCE, FURTHER, TARGET = range(3)
"""Places of the models in `Models.taking`."""


@dataclass(slots=True)
class Draft:
    """An act as first read, before retellings are merged."""

    candidate: Candidate
    type: str
    probability: float
    status: Status
    span: Span
    trigger: Span
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    said_by: tuple[str, ...] = ()
    date: str | None = None
    date_basis: DateBasis = "none"
    again: bool = False
    rules: list[str] = field(default_factory=list)


def find(reading: Reading, models: Models, published: str | None, cast: Cast) -> list[Draft]:
    """Acts in text order."""
    drafts = _told(reading, models, published, cast)
    speaking = speakers(reading)
    told = [
        Told(speaking[draft.candidate.sentence.index], roles.recent(reading, draft.candidate.sentence))
        for draft in drafts
    ]
    _assign_roles(reading, models, drafts, cast, told)
    _assign_dates(reading, models, drafts, published)
    for draft in drafts:
        if draft.status == "happened" and draft.type != "STATEMENT" and _is_intended(draft.candidate):
            draft.status = "planned"
        elif draft.status == "planned" and event_dates.is_past(draft.date, published):
            # the day of an announcement is past, what it announces need not be
            if not (any(draft.candidate.marks_before("future")) or _is_intended(draft.candidate)):
                draft.status = "happened"
        elif draft.status in ("happened", "ongoing") and date_flow.is_ahead(draft.date, published):
            draft.status = "planned"
    return drafts


def _is_intended(candidate: Candidate) -> bool:
    """Whether the words for an act begin with one of the future, as a verb that has forms: "planned to join"."""
    return bool(candidate.form) and any(
        mark.role == "future" and mark.first == candidate.first and mark.end <= candidate.end
        for mark in candidate.sentence.marks
    )


def _told(reading: Reading, models: Models, published: str | None, cast: Cast) -> list[Draft]:
    """The acts that candidates tell, with type and status, in text order."""
    grouped = list(candidates(reading))
    lead = lead_words(reading)
    looks = [
        look
        for sentence, group in zip(reading.sentences, grouped, strict=True)
        for look in features.of_candidates(reading, group, share_repeated(reading, sentence, lead), cast.standing)
    ]
    joint = models.telling
    rows = _looked_up(joint, reading, looks)
    told = normalised(joint.scores(TELL, rows) + models.tell.bias)
    choices: list[_Choice] = []
    groups: list[list[Candidate]] = []
    at = 0
    for group in grouped:
        choice = _choose(told, range(at, at + len(group)), models.tell.labels, reading.grammar.further_act)
        at += len(group)
        if choice is not None:
            choices.append(choice)
            groups.append(group)
    named = _types(models, rows, told, choices)
    drafts: list[Draft] = []
    for group, choice in zip(groups, choices, strict=True):
        picked = [place - choice.within.start for place in choice.picked]
        for position, (index, probability) in enumerate(zip(picked, choice.probabilities, strict=True)):
            span = _span(reading, group, picked, position)
            trigger = _trigger(reading, group[index])
            type_ = named[len(drafts)]
            drafts.append(Draft(group[index], type_, probability, "happened", span, trigger, again=choice.again))
    _assign_status(models, drafts, [rows[place] for choice in choices for place in choice.picked], published)
    return drafts


@lru_cache(maxsize=4)
def load_models(path: Path) -> Models:
    """The classifiers of a file; KnowledgeError when it is missing or incomplete."""
    found: dict[str, Any] = dict(classifier.load(path))
    if found.keys() != Models.__dataclass_fields__.keys():
        raise KnowledgeError(f"{path} does not hold the models of this version", "Run `make train`, or install again.")
    return Models(**found)


def _looked_up(joint: JointModel, reading: Reading, looks: list[CandidateFeatures]) -> list[bytes]:
    """The features of each candidate, looked up."""
    of_words = joint.word_rows(reading.tokens.keys)
    found: list[bytes] = []
    frame: list[Aspect] | None = None
    of_frame = b""
    for look in looks:
        if look.of_sentence is not frame:
            frame, of_frame = look.of_sentence, joint.rows(look.of_sentence)
        words = [of_words[template][ROW * first : ROW * end] for template, first, end in look.stretches]
        found.append(b"".join((joint.rows(look.own), of_frame, *words)))
    return found


def lead_words(reading: Reading) -> set[str]:
    """Keys of the words of the title and of the lead's or caption's first sentence."""
    keys: set[str] = set()
    for sentence in reading.sentences[:2]:
        if sentence.block != "body":
            keys.update(reading.tokens.keys[sentence.first : sentence.end])
    return keys


def share_repeated(reading: Reading, sentence: SentenceReading, lead: set[str]) -> float:
    """Share of a sentence's words that title and lead have too."""
    keys = reading.tokens.keys[sentence.first : sentence.end]
    return sum(map(lead.__contains__, keys)) / len(keys)


class _Choice(NamedTuple):
    """The candidates of a sentence, by number, that tell an act, with their probability; and whether only again.

    `within` are all candidates of the sentence.
    """

    within: range
    picked: list[int]
    probabilities: list[float]
    again: bool


def _choose(told: Floats, within: range, labels: tuple[str, ...], further: float) -> _Choice | None:
    """The candidates of a sentence that tell an act, in text order; None when there are none.

    The likeliest candidate stands for the sentence when the sentence tells anything, others when they are as likely as
    `further` by themselves.
    """
    shares = told[within.start : within.stop]
    main, again = labels.index(MAIN), labels.index(AGAIN)
    sums = np.add.reduce(shares, axis=0).tolist()
    if sums[main] >= SENTENCE_MASS:
        column = main
    elif sums[again] >= AGAIN_MASS or sums[main] + sums[again] >= TOLD_MASS:
        column = again
    else:
        return None
    chance = shares[:, column].tolist()
    best = max(range(len(chance)), key=chance.__getitem__)
    picked = [index for index, share in enumerate(chance) if share >= further or index == best]
    probabilities = [chance[index] for index in picked]
    if len(picked) == 1:
        probabilities = [min(1.0, float(shares[:, column].sum()))]
    return _Choice(within, [within[index] for index in picked], probabilities, column == again)


def _types(models: Models, rows: list[bytes], told: Floats, choices: list[_Choice]) -> list[str]:
    """The type of each act; an act that has its sentence for itself is typed by all candidates of it together."""
    if not choices:
        return []
    some = (1.0 - told[:, models.tell.labels.index(NONE)]).tolist()
    kept: list[int] = []
    weights: list[float] = []
    begins: list[int] = []
    for choice in choices:
        alone = len(choice.picked) == 1
        for picked in choice.picked:
            begins.append(len(kept))
            beside = [place for place in choice.within if some[place] > LEAST or place == picked] if alone else [picked]
            kept += beside
            weights += [some[place] for place in beside]
    scores = models.telling.scores(TYPE, [rows[place] for place in kept]) + models.type.bias
    shares = normalised(scores) * np.array(weights, dtype=np.float32)[:, np.newaxis]
    return [models.type.labels[best] for best in np.add.reduceat(shares, begins, axis=0).argmax(axis=1)]


def _trigger(reading: Reading, candidate: Candidate) -> Span:
    return reading.tokens.span(candidate.first, candidate.end)


def _span(reading: Reading, found: list[Candidate], picked: list[int], position: int) -> Span:
    """The sentence when it holds one act, else the act's clauses: from its boundary with the act before to the next."""
    candidate = found[picked[position]]
    sentence = candidate.sentence
    if len(picked) == 1:
        return sentence.span
    tokens = reading.tokens
    first, end = sentence.first, sentence.end
    if position > 0:
        first = _boundary(found[picked[position - 1]], candidate)
    if position + 1 < len(picked):
        end = max(_boundary(candidate, found[picked[position + 1]]), candidate.end)
    while first < candidate.first and not _is_word(tokens.words[first]):
        first += 1
    while end > candidate.end and tokens.words[end - 1] in _SEPARATORS:
        end -= 1
    return tokens.span(first, end)


_SEPARATORS = frozenset(",;:–—-(“")


def _is_word(word: str) -> bool:
    return word[0].isalnum() or word in "“\"‘'"


def _boundary(before: Candidate, after: Candidate) -> int:
    """The token where the stretch of an act begins.

    Behind the subject a joining word parts the acts; else the last new clause up to the subject does, else the subject
    or the trigger itself.
    """
    sentence = after.sentence
    low = min(before.end, after.first)
    subject = after.subject if after.subject and after.subject.first >= low else None
    joins = [
        mark.first
        for mark in sentence.marks
        if mark.role in _JOINS and (subject.end if subject else low) <= mark.first < after.first
    ]
    if joins:
        return joins[-1]
    target = subject.first if subject else after.first
    for token in range(target, low, -1):
        if sentence.clause_of(token) != sentence.clause_of(token - 1):
            return token
    return target


_JOINS = frozenset({"and", "also", "contrast"})


def _assign_status(models: Models, drafts: list[Draft], rows: list[bytes], published: str | None) -> None:
    more = [[*event_dates.tense(draft.candidate, published), f"type={draft.type}"] for draft in drafts]
    scores = models.telling.scores(STATUS, rows) + models.status.scores(more)
    for draft, best in zip(drafts, scores.argmax(axis=1), strict=True):
        draft.status = models.status.labels[best]
        # a demand or charge that could be made is mostly one that is made
        if draft.type in event_dates.DEEDS and _is_open(draft.candidate):
            draft.status = "hypothetical"


def _is_open(candidate: Candidate) -> bool:
    """Whether right before the trigger stands that the act could come or is weighed, and not as what another is for."""
    aims = {mark.end for mark in candidate.sentence.marks if mark.role == "cause"}
    return any(mark.first not in aims for mark in candidate.marks_before("open"))


def _assign_roles(reading: Reading, models: Models, drafts: list[Draft], cast: Cast, told: list[Told]) -> None:
    choices = [roles.options(draft.candidate, cast, each) for draft, each in zip(drafts, told, strict=True)]
    taking = models.taking
    looks = [
        [taking.rows(look) for look in roles.features(reading, draft.candidate, draft.type, options)]
        for draft, options in zip(drafts, choices, strict=True)
    ]
    yes = models.further.labels.index("yes")
    shares = chosen(taking.scores(SOURCE, list(chain(*looks)))[:, yes], map(len, looks))
    beside: list[list[bytes]] = []
    others: list[list[Option]] = []
    for draft, options, looked_up, share in zip(drafts, choices, looks, shares, strict=True):
        others.append([])
        beside.append([])
        if not options:
            continue
        top = max(range(len(options)), key=lambda index: (share[index], -index))
        doer = options[top]
        draft.sources = (doer.actor,)
        passive = roles.is_passive(draft.candidate, reading.grammar.passive)
        for index, (option, rows) in enumerate(zip(options, looked_up, strict=True)):
            if index != top:
                others[-1].append(option)
                look = roles.beside_doer(draft.candidate, draft.type, option, doer, passive)
                beside[-1].append(rows + taking.rows(look))
        nobody = roles.of_nobody(reading, draft.candidate, draft.type, doer, others[-1], passive)
        beside[-1].append(taking.rows(nobody))
    flat = list(chain(*beside))
    further = normalised(taking.scores(FURTHER, flat) + models.further.bias)[:, yes]
    targets = chosen(taking.scores(TARGET, flat)[:, yes], map(len, beside))
    at = 0
    for draft, options, share in zip(drafts, others, targets, strict=True):
        more = [option.actor for option, chance in zip(options, further[at:], strict=False) if chance >= ALSO_DOER]
        at += len(share)
        draft.sources += tuple(more)
        draft.targets = tuple(actor for actor in _targets(draft, options, share) if actor not in draft.sources)
    words = reading.grammar.subjects
    for draft, each in zip(drafts, told, strict=True):
        if words is not None:
            reporters = attribution.reporters(reading, draft.candidate, words)
        else:
            reporters = attribution.reporters_near(reading, draft.candidate, each.speaker)
        draft.said_by = tuple(actor for actor in reporters if actor not in draft.sources)


def _targets(draft: Draft, options: list[Option], shares: list[float]) -> Iterator[str]:
    """The likeliest target, those in one list with it, and others nearly as likely; the last share is nobody's."""
    if not options or shares[-1] >= NO_TARGET:
        return
    likeliest = sorted(zip(shares, options, strict=False), key=lambda pair: -pair[0])
    best = likeliest[0][1]
    yield best.actor
    for share, option in likeliest[1:]:
        if share >= ALSO_TARGET or roles.are_joined(draft.candidate.sentence, option, best):
            yield option.actor


def _assign_dates(reading: Reading, models: Models, drafts: list[Draft], published: str | None) -> None:
    flows = date_flow.Flows(reading, published)
    carried = [flows.into(draft.candidate.sentence, draft.status) for draft in drafts]
    options = [
        event_dates.options(draft.candidate, draft.type, flow, published)
        for draft, flow in zip(drafts, carried, strict=True)
    ]
    looks = [
        event_dates.features(reading, draft.candidate, draft.type, draft.status, each, flow, published)
        for draft, each, flow in zip(drafts, options, carried, strict=True)
    ]
    for draft, each, shares in zip(drafts, options, models.dating.shares(looks, options), strict=True):
        option = _date(each, shares)
        draft.date, draft.date_basis = option.value, event_dates.basis(option, draft.candidate)
        draft.rules = _rules(draft, option)


def _date(options: list[DateOption], shares: list[float]) -> DateOption:
    """The likeliest date; when two days in a row share the probability, both of them."""
    by_value: dict[str | None, float] = {}
    for option, share in zip(options, shares, strict=True):
        by_value[option.value] = by_value.get(option.value, 0.0) + share
    best = max(by_value, key=lambda value: by_value[value])
    chosen = max(
        (pair for pair in zip(shares, options, strict=True) if pair[1].value == best), key=lambda pair: pair[0]
    )[1]
    if best is None or by_value[best] >= SURE_DAY or precision(best) != "day":
        return chosen
    beside = {value: share for value, share in by_value.items() if value and event_dates.neighbours(value, best)}
    second = max(beside, key=lambda value: beside[value], default=None)
    if second is None or by_value[best] + beside[second] < EITHER_DAY or beside[second] < NEARLY * by_value[best]:
        return chosen
    return chosen._replace(value="/".join(sorted((best, second))))


def _rules(draft: Draft, option: DateOption) -> list[str]:
    phrase = "sentence" if draft.candidate.phrase == WHOLE else f"act:{draft.candidate.phrase}"
    return [phrase, f"type:{draft.type}={draft.probability:.2f}", f"date:{option.origin}"]
