"""Acts of an article: where they are told, what they are, who does them to whom, when, and whether they came about.

Each question is answered by a linear classifier over the features that lexicon and structure give (`ingest.features`,
`ingest.roles`, `ingest.event_dates`); this module asks them in order and carries the flow of the article on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
from ingest.speakers import speakers

NONE = "NONE"

SENTENCE_MASS = 0.36
"""A sentence tells an act when the probabilities of its candidates add up to this."""
FURTHER_ACT = 0.4
"""A further act of the same sentence needs this probability by itself."""
SECOND_SOURCE = 0.5
TARGET = 0.42


@dataclass(frozen=True, slots=True)
class Models:
    """The classifiers of a language."""

    act: LinearModel
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
    rules: list[str] = field(default_factory=list)


def find(reading: Reading, models: Models, published: str | None, kinds: Mapping[str, str]) -> list[Draft]:
    """Acts in text order.  `kinds` gives the kind of each actor of the article."""
    drafts: list[Draft] = []
    speaking = speakers(reading)
    flow = ArticleFlow()
    leading = leading_actor(reading)
    lead = lead_words(reading)
    for sentence, found in zip(reading.sentences, candidates(reading), strict=True):
        flow.enter(sentence)
        repeated = share_repeated(reading, sentence, lead)
        names = [features.of_candidate(reading, candidate, repeated) for candidate in found]
        shares = [models.act.probabilities(name) for name in names]
        for position, (index, type_, probability) in enumerate(chosen := _choose(found, shares, models.act.labels)):
            candidate = found[index]
            span = _span(reading, found, [choice[0] for choice in chosen], position)
            draft = Draft(candidate, type_, probability, "happened", span, _trigger(reading, candidate))
            draft.status = _status(models.status, names[index], type_)
            _assign_roles(reading, models, draft, speaking[sentence.index], flow.actor, leading, kinds)
            option = _date(reading, models.date, draft, flow.dates(), published)
            draft.date, draft.date_basis = option.value, event_dates.basis(option, candidate)
            draft.rules = _rules(draft, option)
            drafts.append(draft)
            flow.told(draft.date, draft.sources[0] if draft.sources else None)
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
    """What the article has told so far: the act before, and the days that were named."""

    def __init__(self) -> None:
        self.actor: str | None = None
        self._previous: str | None = None
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

    def told(self, date: str | None, actor: str | None) -> None:
        """An act was told with this date and doer."""
        self._previous = date
        self.actor = actor or self.actor

    def dates(self) -> Flow:
        """The dates that the next act may take over."""
        return Flow(self._previous, self.actor, self._last, self._now - self._last_at, self._first)


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


def leading_actor(reading: Reading) -> str | None:
    """The first person or body named in the article, else its first actor."""
    first = None
    for sentence in reading.sentences[:4]:
        for mention in sentence.mentions:
            if mention.kind != "country":
                return mention.actor
            first = first or mention.actor
    return first


def _choose(found: list[Candidate], shares: list[Floats], labels: tuple[str, ...]) -> list[tuple[int, str, float]]:
    """The candidates that tell an act, in text order, with type and probability.

    The likeliest candidate stands for the sentence when the sentence tells anything; its type is then the likeliest
    of all its candidates together.
    """
    none = labels.index(NONE)
    chance = [1.0 - float(share[none]) for share in shares]
    if sum(chance) < SENTENCE_MASS:
        return []
    order = sorted(range(len(found)), key=lambda index: (-chance[index], index))
    picked = [order[0]] + [index for index in order[1:] if chance[index] >= FURTHER_ACT]
    if len(picked) == 1:
        pooled = sum(shares[1:], shares[0].copy())
        pooled[none] = -1.0
        return [(picked[0], labels[int(pooled.argmax())], min(1.0, sum(chance)))]
    result = []
    for index in sorted(picked):
        share = shares[index].copy()
        share[none] = -1.0
        result.append((index, labels[int(share.argmax())], chance[index]))
    return result


def _trigger(reading: Reading, candidate: Candidate) -> Span:
    return reading.tokens.span(candidate.first, candidate.end)


def _span(reading: Reading, found: list[Candidate], picked: list[int], position: int) -> Span:
    """The sentence when it holds one act, else the stretch between the triggers of its neighbours."""
    candidate = found[picked[position]]
    sentence = candidate.sentence
    if len(picked) == 1:
        return sentence.span
    tokens = reading.tokens
    start, end = sentence.span
    if position > 0:
        before = found[picked[position - 1]]
        start = tokens.starts[min(before.end, candidate.first)]
    if position + 1 < len(picked):
        after = found[picked[position + 1]]
        end = tokens.ends[max(after.first - 1, candidate.end - 1)]
    return start, end


def _status(model: LinearModel, names: list[str], type_: str) -> Status:
    shares = model.scores([*names, f"type={type_}"])
    return model.labels[int(shares.argmax())]  # type: ignore[return-value]


def _assign_roles(
    reading: Reading,
    models: Models,
    draft: Draft,
    speaker: str | None,
    carried: str | None,
    leading: str | None,
    kinds: Mapping[str, str],
) -> None:
    candidate = draft.candidate
    choices = roles.options(candidate, speaker, carried, leading, dict(kinds))
    if not choices:
        return
    chances = [
        _yes(models.source, roles.features(reading, candidate, draft.type, option, choices, None)) for option in choices
    ]
    top = max(range(len(choices)), key=lambda index: (chances[index], -index))
    source = choices[top].actor
    more = [choices[i].actor for i in range(len(choices)) if i != top and chances[i] >= SECOND_SOURCE]
    draft.sources = (source, *more)
    targets = []
    for option in choices:
        if option.actor not in draft.sources:
            chance = _yes(models.target, roles.features(reading, candidate, draft.type, option, choices, source))
            if chance >= TARGET:
                targets.append((chance, option.actor))
    draft.targets = tuple(actor for _, actor in sorted(targets, key=lambda item: -item[0]))
    if speaker and speaker not in draft.sources and candidate.governor:
        draft.said_by = (speaker,)


def _date(reading: Reading, model: LinearModel, draft: Draft, flow: Flow, published: str | None) -> DateOption:
    options = event_dates.options(draft.candidate, flow, published)
    source = draft.sources[0] if draft.sources else None
    best = max(
        range(len(options)),
        key=lambda index: (
            _yes(
                model,
                event_dates.features(
                    reading, draft.candidate, draft.type, draft.status, options[index], options, flow, published, source
                ),
            ),
            -index,
        ),
    )
    return options[best]


def _yes(model: LinearModel, names: Sequence[str]) -> float:
    return float(model.probabilities(names)[model.labels.index("yes")])


def _rules(draft: Draft, option: DateOption) -> list[str]:
    phrase = "sentence" if draft.candidate.phrase == WHOLE else f"act:{draft.candidate.phrase}"
    return [phrase, f"type:{draft.type}={draft.probability:.2f}", f"date:{option.origin}"]
