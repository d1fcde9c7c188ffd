"""Acts of an article: where they are told, what they are, who does them to whom, when, and whether they came about.

Each question is answered by a linear classifier over the features that lexicon and structure give (`ingest.features`,
`ingest.roles`, `ingest.event_dates`); this module asks them in order and carries the flow of the article on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path

import numpy as np

from graph.edtf import precision
from graph.errors import KnowledgeError
from graph.model import DateBasis, Span, Status
from ingest import classifier, event_dates, features, roles
from ingest.candidates import WHOLE, Candidate, candidates
from ingest.classifier import Floats, JointModel, LinearModel, chosen, normalised
from ingest.event_dates import DateOption
from ingest.features import CandidateFeatures
from ingest.reading import Reading, SentenceReading
from ingest.roles import Cast, Option, Told
from ingest.speakers import speakers

NONE, MAIN, AGAIN = "none", "main", "again"
"""What a candidate tells: nothing, an act in full, or one that is told in full elsewhere in the article."""

SENTENCE_MASS = 0.385
"""A sentence tells an act in full when the probabilities of its candidates add up to this."""
FURTHER_ACT = 0.51
"""A further act of the same sentence needs this probability by itself."""
AGAIN_MASS = 0.5
"""A sentence that tells nothing in full tells an act again when the probabilities add up to this."""
TOLD_MASS = 0.7
"""So does one that surely tells something, be it in full or again."""
LEAST = 0.03
"""Candidates less probable than this have no say in the type of their sentence's act."""
ALSO_DOER = 0.5
"""Probability from which an actor is a further doer of an act."""
NO_TARGET = 0.6
"""Probability from which an act has no target."""
ALSO_TARGET = 0.4
"""Share of the probability from which an actor is a further target of an act."""
_NEAR = 3
"""Tokens between a word of the future and the trigger that it goes with."""
SURE_DAY = 0.62
"""A day less probable than this is given with its neighbour when the two together are sure enough."""


@dataclass(frozen=True)
class Models:
    """The classifiers of a language."""

    tell: LinearModel
    type: LinearModel
    status: LinearModel
    source: LinearModel
    further: LinearModel
    target: LinearModel
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
    _assign_dates(reading, models.date, drafts, published)
    for draft in drafts:
        if draft.status == "planned" and event_dates.is_past(draft.date, published):
            # the day of an announcement is past, what it announces need not be
            if not _is_announced(draft.candidate):
                draft.status = "happened"
        elif draft.status in ("happened", "ongoing") and event_dates.is_ahead(draft.date, published):
            draft.status = "planned"
    return drafts


def _is_announced(candidate: Candidate) -> bool:
    """Whether a word of the future stands right before the trigger, in its clause."""
    sentence = candidate.sentence
    return any(
        mark.role == "future"
        and 0 <= candidate.first - mark.end <= _NEAR
        and sentence.clause_of(mark.first) == sentence.clause_of(candidate.first)
        for mark in sentence.marks
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
    drafts: list[Draft] = []
    places: list[int] = []
    at = 0
    for group in grouped:
        here = slice(at, at + len(group))
        at = here.stop
        picked, again = _choose(told[here], models.tell.labels)
        if not picked:
            continue
        named = _types(models, rows[here], told[here], picked)
        for position, ((index, probability), type_) in enumerate(zip(picked, named, strict=True)):
            candidate = group[index]
            span = _span(reading, group, [choice[0] for choice in picked], position)
            trigger = _trigger(reading, candidate)
            drafts.append(Draft(candidate, type_, probability, "happened", span, trigger, again=again))
            places.append(here.start + index)
    _assign_status(models, drafts, [rows[place] for place in places], published)
    return drafts


@lru_cache(maxsize=4)
def load_models(path: Path) -> Models:
    """The classifiers of a file; KnowledgeError when it is missing or incomplete."""
    found = classifier.load(path)
    try:
        return Models(**{name: found[name] for name in Models.__dataclass_fields__})
    except KeyError as error:
        raise KnowledgeError(f"{path} has no model {error}", "Run `make train`, or install again.") from error


def _looked_up(joint: JointModel, reading: Reading, looks: list[CandidateFeatures]) -> list[list[int]]:
    """The features of each candidate, looked up."""
    of_words = joint.word_rows(reading.tokens.keys)
    found: list[list[int]] = []
    frame: list[str] | None = None
    of_frame: list[int] = []
    for look in looks:
        if look.of_sentence is not frame:
            frame, of_frame = look.of_sentence, joint.rows(look.of_sentence)
        rows = joint.rows(look.names) + of_frame
        for template, first, end in look.stretches:
            rows += of_words[template][first:end]
        found.append(rows)
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


def _choose(shares: Floats, labels: tuple[str, ...]) -> tuple[list[tuple[int, float]], bool]:
    """The candidates of a sentence that tell an act, in text order, with their probability; and whether only again.

    The likeliest candidate stands for the sentence when the sentence tells anything.
    """
    full, again = (shares[:, labels.index(label)] for label in (MAIN, AGAIN))
    if full.sum() >= SENTENCE_MASS:
        chance = full
    elif again.sum() >= AGAIN_MASS or full.sum() + again.sum() >= TOLD_MASS:
        chance = again
    else:
        return [], False
    order = sorted(range(len(chance)), key=lambda index: (-chance[index], index))
    picked = [order[0]] + [index for index in order[1:] if chance[index] >= FURTHER_ACT]
    if len(picked) == 1:
        return [(picked[0], min(1.0, float(chance.sum())))], chance is again
    return [(index, float(chance[index])) for index in sorted(picked)], chance is again


def _types(models: Models, rows: list[list[int]], told: Floats, picked: list[tuple[int, float]]) -> list[str]:
    """The type of each act; an act that has its sentence for itself is typed by all candidates of it together."""
    kept = [index for index, _ in picked]
    if len(picked) == 1:
        some = 1.0 - told[:, models.tell.labels.index(NONE)]
        kept = [index for index, share in enumerate(some) if share > LEAST or index == picked[0][0]]
    scores = models.telling.scores(TYPE, [rows[index] for index in kept]) + models.type.bias
    if len(picked) > 1:
        return [models.type.labels[best] for best in scores.argmax(axis=1)]
    return [models.type.labels[int((some[kept] @ normalised(scores)).argmax())]]


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


def _assign_status(models: Models, drafts: list[Draft], rows: list[list[int]], published: str | None) -> None:
    more = [[*event_dates.tense(draft.candidate, published), f"type={draft.type}"] for draft in drafts]
    scores = models.telling.scores(STATUS, rows) + models.status.scores(more)
    for draft, best in zip(drafts, scores.argmax(axis=1), strict=True):
        draft.status = models.status.labels[best]


def _assign_roles(reading: Reading, models: Models, drafts: list[Draft], cast: Cast, told: list[Told]) -> None:
    choices = [roles.options(draft.candidate, cast, each) for draft, each in zip(drafts, told, strict=True)]
    taking = models.taking
    looks = [
        [taking.rows(names) for names in roles.features(reading, draft.candidate, draft.type, options)]
        for draft, options in zip(drafts, choices, strict=True)
    ]
    yes = models.source.labels.index("yes")
    shares = chosen(taking.scores(SOURCE, list(chain(*looks)))[:, yes], map(len, looks))
    beside: list[list[list[int]]] = []
    others: list[list[Option]] = []
    for draft, options, look, share in zip(drafts, choices, looks, shares, strict=True):
        others.append([])
        beside.append([])
        if not options:
            continue
        top = max(range(len(options)), key=lambda index: (share[index], -index))
        doer = options[top]
        draft.sources = (doer.actor,)
        passive = roles.is_passive(draft.candidate)
        for index, (option, rows) in enumerate(zip(options, look, strict=True)):
            if index != top:
                others[-1].append(option)
                names = roles.beside_doer(draft.candidate, draft.type, option, doer, passive)
                beside[-1].append(rows + taking.rows(names))
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
    for draft, each in zip(drafts, told, strict=True):
        if each.speaker and each.speaker not in draft.sources and draft.candidate.governor:
            draft.said_by = (each.speaker,)


def _targets(draft: Draft, options: list[Option], shares: Floats) -> Iterator[str]:
    """The likeliest target, those in one list with it, and others nearly as likely; the last share is nobody's."""
    if not options or shares[-1] >= NO_TARGET:
        return
    order = np.argsort(-shares[:-1], kind="stable")
    best = options[order[0]]
    yield best.actor
    for index in order[1:]:
        option = options[index]
        if shares[index] >= ALSO_TARGET or roles.are_joined(draft.candidate.sentence, option, best):
            yield option.actor


def _assign_dates(reading: Reading, model: LinearModel, drafts: list[Draft], published: str | None) -> None:
    flows = event_dates.flows(reading)
    options = [
        event_dates.options(draft.candidate, flows[draft.candidate.sentence.index], published) for draft in drafts
    ]
    looks = [
        event_dates.features(reading, draft.candidate, draft.type, draft.status, each, flow, published)
        for draft, each in zip(drafts, options, strict=True)
        for flow in (flows[draft.candidate.sentence.index],)
    ]
    scores = model.scores(list(chain(*looks)))[:, model.labels.index("yes")]
    for draft, each, shares in zip(drafts, options, chosen(scores, map(len, looks)), strict=True):
        option = _date(each, shares)
        draft.date, draft.date_basis = option.value, event_dates.basis(option, draft.candidate)
        draft.rules = _rules(draft, option)


def _date(options: list[DateOption], shares: Floats) -> DateOption:
    """The likeliest date; when two days in a row share the probability, both of them."""
    by_value: dict[str | None, float] = {}
    for option, share in zip(options, shares, strict=True):
        by_value[option.value] = by_value.get(option.value, 0.0) + float(share)
    best = max(by_value, key=lambda value: by_value[value])
    chosen = max(
        (pair for pair in zip(shares, options, strict=True) if pair[1].value == best), key=lambda pair: pair[0]
    )[1]
    if best is None or by_value[best] >= SURE_DAY or precision(best) != "day":
        return chosen
    beside = {value: share for value, share in by_value.items() if value and event_dates.neighbours(value, best)}
    second = max(beside, key=lambda value: beside[value], default=None)
    if second is None or by_value[best] + beside[second] < SURE_DAY or beside[second] < 0.5 * by_value[best]:
        return chosen
    return replace(chosen, value="/".join(sorted((best, second))))


def _rules(draft: Draft, option: DateOption) -> list[str]:
    phrase = "sentence" if draft.candidate.phrase == WHOLE else f"act:{draft.candidate.phrase}"
    return [phrase, f"type:{draft.type}={draft.probability:.2f}", f"date:{option.origin}"]
