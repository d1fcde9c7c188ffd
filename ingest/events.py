"""Acts of an article: where they are told, what they are, who does them to whom, when, and whether they came about.

Each question is answered by a linear classifier over the features that lexicon and structure give (`ingest.features`,
`ingest.roles`, `ingest.event_dates`); this module asks them in order and carries the flow of the article on.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from graph.edtf import precision
from graph.errors import KnowledgeError
from graph.model import DateBasis, Span, Status
from ingest import classifier, event_dates, features, roles
from ingest.candidates import WHOLE, Candidate, candidates
from ingest.classifier import Floats, LinearModel
from ingest.event_dates import DateOption, Flow
from ingest.reading import Reading, SentenceReading
from ingest.roles import Cast, Told
from ingest.speakers import speakers

NONE, MAIN, AGAIN = "none", "main", "again"
"""What a candidate tells: nothing, an act in full, or one that is told in full elsewhere in the article."""

SENTENCE_MASS = 0.42
"""A sentence tells an act in full when the probabilities of its candidates add up to this."""
FURTHER_ACT = 0.42
"""A further act of the same sentence needs this probability by itself."""
AGAIN_MASS = 0.5
"""A sentence that tells nothing in full tells an act again when the probabilities add up to this."""
TOLD_MASS = 0.7
"""So does one that surely tells something, be it in full or again."""
LEAST = 0.03
"""Candidates less probable than this have no say in the type of their sentence's act."""
SECOND_SOURCE = 0.36
"""A further doer needs this share of the probability."""
TARGET = 0.42
"""Probability from which an actor is the target of an act."""
SURE_DAY = 0.62
"""A day less probable than this is given with its neighbour when the two together are sure enough."""


@dataclass(frozen=True, slots=True)
class Models:
    """The classifiers of a language."""

    tell: LinearModel
    type: LinearModel
    status: LinearModel
    source: LinearModel
    target: LinearModel
    date: LinearModel
    same: LinearModel


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
    drafts: list[Draft] = []
    speaking = speakers(reading)
    flow = ArticleFlow()
    lead = lead_words(reading)
    for sentence, found in zip(reading.sentences, candidates(reading), strict=True):
        flow.enter(sentence)
        repeated = share_repeated(reading, sentence, lead)
        names = features.of_candidates(reading, found, repeated)
        shares = models.tell.probabilities(names)
        chosen, again = _choose(shares, models.tell.labels)
        if not chosen:
            continue
        recent = roles.recent(reading, sentence)
        types = _types(models.type, names, shares, models.tell.labels, chosen)
        for position, ((index, probability), type_) in enumerate(zip(chosen, types, strict=True)):
            candidate = found[index]
            span = _span(reading, found, [choice[0] for choice in chosen], position)
            draft = Draft(candidate, type_, probability, "happened", span, _trigger(reading, candidate), again=again)
            draft.status = _status(models.status, [*names[index], *event_dates.tense(candidate, published)], type_)
            _assign_roles(reading, models, draft, cast, Told(speaking[sentence.index], recent))
            option = _date(reading, models.date, draft, flow.dates(), published)
            draft.date, draft.date_basis = option.value, event_dates.basis(option, candidate)
            if draft.status == "planned" and event_dates.is_past(draft.date, published):
                draft.status = "happened"
            draft.rules = _rules(draft, option)
            drafts.append(draft)
    return drafts


@lru_cache(maxsize=4)
def load_models(path: Path) -> Models:
    """The classifiers of a file; KnowledgeError when it is missing or incomplete."""
    found = classifier.load(path)
    try:
        return Models(**{name: found[name] for name in Models.__dataclass_fields__})
    except KeyError as error:
        raise KnowledgeError(f"{path} has no model {error}", "Run `make train`, or install again.") from error


class ArticleFlow:
    """The days that the article has named so far."""

    def __init__(self) -> None:
        self._last: str | None = None
        self._last_at = -9
        self._first: str | None = None
        self._now = 0
        self._pending: list[str] = []

    def enter(self, sentence: SentenceReading) -> None:
        """Go on to a sentence: the days named in the one before are now told."""
        for value in self._pending:
            self._last, self._last_at = value, self._now
            self._first = self._first or value
        self._now = sentence.index
        self._pending = [
            time.value
            for _, _, time in sentence.times
            if time.kind == "DATE" and time.value and precision(time.value) == "day"
        ]

    def dates(self) -> Flow:
        """The dates that the next act may take over."""
        return Flow(self._last, self._now - self._last_at, self._first)


def lead_words(reading: Reading) -> set[str]:
    """Keys of the words of the title and the first paragraph's first sentence."""
    keys: set[str] = set()
    for sentence in reading.sentences[:2]:
        keys.update(reading.tokens.keys[sentence.first : sentence.end])
    return keys


def share_repeated(reading: Reading, sentence: SentenceReading, lead: set[str]) -> float:
    """Share of a sentence's words that title and lead have too."""
    keys = reading.tokens.keys[sentence.first : sentence.end]
    return sum(key in lead for key in keys) / len(keys)


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


def _types(
    model: LinearModel, names: list[list[str]], shares: Floats, labels: tuple[str, ...], chosen: list[tuple[int, float]]
) -> list[str]:
    """The type of each act; an act that has its sentence for itself is typed by all candidates of it together."""
    if len(chosen) > 1:
        return [model.labels[best] for best in model.scores([names[index] for index, _ in chosen]).argmax(axis=1)]
    some = 1.0 - shares[:, labels.index(NONE)]
    kept = [index for index, share in enumerate(some) if share > LEAST or index == chosen[0][0]]
    pooled = some[kept] @ model.probabilities([names[index] for index in kept])
    return [model.labels[int(pooled.argmax())]]


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


def _status(model: LinearModel, names: list[str], type_: str) -> Status:
    scores = model.scores([[*names, f"type={type_}"]])
    return model.labels[int(scores[0].argmax())]  # type: ignore[return-value]


def _assign_roles(reading: Reading, models: Models, draft: Draft, cast: Cast, told: Told) -> None:
    candidate = draft.candidate
    choices = roles.options(candidate, cast, told)
    if not choices:
        return
    shares = models.source.choice(
        [roles.features(reading, candidate, draft.type, option, choices, None) for option in choices]
    )
    top = max(range(len(choices)), key=lambda index: (shares[index], -index))
    source = choices[top].actor
    more = [choices[i].actor for i in range(len(choices)) if i != top and shares[i] >= SECOND_SOURCE]
    draft.sources = (source, *more)
    others = [option for option in choices if option.actor not in draft.sources]
    chances = models.target.probabilities(
        [roles.features(reading, candidate, draft.type, option, choices, source) for option in others]
    )[:, models.target.labels.index("yes")]
    ranked = sorted(zip(chances, range(len(others)), strict=True), reverse=True)
    draft.targets = tuple(others[index].actor for chance, index in ranked if chance >= TARGET)
    if told.speaker and told.speaker not in draft.sources and candidate.governor:
        draft.said_by = (told.speaker,)


def _date(reading: Reading, model: LinearModel, draft: Draft, flow: Flow, published: str | None) -> DateOption:
    """The likeliest date; when two days in a row share the probability, both of them."""
    options = event_dates.options(draft.candidate, flow, published)
    shares = model.choice(
        [
            event_dates.features(reading, draft.candidate, draft.type, draft.status, option, options, flow, published)
            for option in options
        ]
    )
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
