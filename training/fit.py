"""Examples to feature lists and labels, and those to classifiers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from graph.edtf import bounds
from graph.model import Status
from ingest import aspects, date_flow, event_dates, features, merging, roles, stretches
from ingest.candidates import Candidate
from ingest.classifier import LinearModel, with_nothing
from ingest.events import AGAIN, MAIN, NONE, Draft, Models, lead_words, share_repeated
from ingest.speakers import speakers
from ingest.stretches import pairs_of
from training import networks, transfer
from training.gold import Example, GoldEvent, align, told_by
from training.rows import Rows, matrix


@dataclass(slots=True)
class Tables:
    """The rows that each classifier learns from."""

    tell: Rows = field(default_factory=Rows)
    type: Rows = field(default_factory=Rows)
    status: Rows = field(default_factory=Rows)
    source: Rows = field(default_factory=Rows)
    further: Rows = field(default_factory=Rows)
    target: Rows = field(default_factory=Rows)
    date: Rows = field(default_factory=Rows)
    same: Rows = field(default_factory=Rows)


def tables(examples: Sequence[Example], found: Sequence[Sequence[Draft]] | None = None) -> Tables:
    """Rows of all examples.

    The annotation's own answers stand in for those of the steps before.  `found` are the acts that were read in each
    example by classifiers that did not learn from it: retellings are learned from these, as it is among acts as read,
    with their mistakes, that they are told later on.
    """
    made = Tables()
    for number, example in enumerate(examples):
        _add(made, example, None if found is None else found[number])
    return made


def with_dates(made: Tables, examples: Sequence[Example]) -> Tables:
    """The tables with the rows of dates of further examples."""
    if not examples:
        return made
    more = tables(examples).date
    offset = 1 + max(made.date.groups, default=0)
    made.date.names += more.names
    made.date.labels += more.labels
    made.date.groups += [group + offset for group in more.groups]
    return made


def _add(made: Tables, example: Example, drafts: Sequence[Draft] | None) -> None:
    reading = example.reading
    grouped, found = align(example)
    speaking = speakers(reading)
    flows = date_flow.Flows(reading, example.published)
    lead = lead_words(reading)
    keys, beside = reading.tokens.keys, pairs_of(reading.tokens.keys)
    tellings: list[tuple[Draft, GoldEvent | None]] = []
    for sentence, group in zip(reading.sentences, grouped, strict=True):
        repeated = share_repeated(reading, sentence, lead)
        for candidate, look in zip(
            group, features.of_candidates(reading, group, repeated, example.cast.standing), strict=True
        ):
            names = [*aspects.names(look.own), *aspects.names(look.of_sentence)]
            names += stretches.names(keys, beside, features.PAIRS, look.stretches)
            event, main = found.get(id(candidate), (None, False))
            made.tell.add(names, NONE if event is None else MAIN if main else AGAIN)
            if event is None:
                continue
            made.type.add(names, event.type)
            made.status.add(
                [*names, *event_dates.tense(candidate, example.published), f"type={event.type}"], event.status
            )
            told = roles.Told(speaking[sentence.index], roles.recent(reading, sentence))
            _add_roles(made, example, event, candidate, told)
            _add_dates(made, example, event, candidate, flows.into(sentence, event.status))
            tellings.append((_draft(example, candidate, event, main), event))
    if drafts is not None:
        tellings = [(draft, told_by(draft, example.events)) for draft in drafts]
    _add_pairs(made, example, tellings)


def _add_roles(made: Tables, example: Example, event: GoldEvent, candidate: Candidate, told: roles.Told) -> None:
    reading, group = example.reading, len(made.tell.names)
    choices = roles.options(candidate, example.cast, told)
    looks = [aspects.names(look) for look in roles.features(reading, candidate, event.type, choices)]
    for option, names in zip(choices, looks, strict=True):
        made.source.add(names, _label(option.actor in event.sources), group)
    doer = next((option for source in event.sources[:1] for option in choices if option.actor == source), None)
    if doer is None:
        return
    passive = roles.is_passive(candidate, reading.grammar.passive)
    others = [option for option in choices if option is not doer]
    for option, names in zip(choices, looks, strict=True):
        if option is not doer:
            more = [*names, *aspects.names(roles.beside_doer(candidate, event.type, option, doer, passive))]
            made.further.add(more, _label(option.actor in event.sources))
            made.target.add(more, _label(option.actor in event.targets), group)
    nobody = aspects.names(roles.of_nobody(reading, candidate, event.type, doer, others, passive))
    made.target.add(nobody, _label(not any(option.actor in event.targets for option in others)), group)


def _add_dates(made: Tables, example: Example, event: GoldEvent, candidate: Candidate, flow: date_flow.Flow) -> None:
    options = event_dates.options(candidate, event.type, flow, example.published)
    exact = [option.value == event.date for option in options]
    right = exact if any(exact) else [agrees(event.date, option.value) for option in options]
    look = event_dates.features(example.reading, candidate, event.type, event.status, options, flow, example.published)
    for names, fits in zip(event_dates.names(look, options), right, strict=True):
        made.date.add(names, _label(fits), group=len(made.tell.names))


def _draft(example: Example, candidate: Candidate, event: GoldEvent, main: bool) -> Draft:
    span = event.span if main else candidate.sentence.span
    trigger = example.reading.tokens.span(candidate.first, candidate.end)
    status: Status = event.status  # type: ignore[assignment]
    return Draft(candidate, event.type, 1.0, status, span, trigger, event.sources, event.targets, (), event.date)


def _add_pairs(made: Tables, example: Example, tellings: list[tuple[Draft, GoldEvent | None]]) -> None:
    """Pairs of tellings, in text order; of two that tell nothing annotated nobody knows whether they tell the same."""
    words = [merging.content(example.reading, draft) for draft, _ in tellings]
    for j, (later, event) in enumerate(tellings):
        for i, (earlier, other) in enumerate(tellings[:j]):
            if event or other:
                made.same.add(merging.features(earlier, later, words[i], words[j]), _label(event is other))


def agrees(gold: str | None, value: str | None) -> bool:
    """Whether a date lies in the annotated one, or around it and one step coarser: a day's month, a month's year."""
    if gold is None or value is None:
        return gold is value
    first, last = bounds(gold)
    start, end = bounds(value)
    if first is None or last is None or start is None or end is None:
        return False
    longest = 31 if first == last else 366
    return (first <= start and end <= last) or (start <= first and last <= end and (end - start).days < longest)


def _label(value: bool) -> str:
    return "yes" if value else "no"


STRENGTH = {
    "tell": 0.018, "type": 0.05, "status": 0.1, "further": 0.1, "date": 0.05, "same": 0.1,
}  # fmt: skip
"""Inverse of the regularisation of each classifier."""

FROM_PRIOR = {**STRENGTH, "type": 0.03}
"""The same where the models begin from those of another language."""

NETWORKS = ("source", "target")
"""Classifiers that are networks: each chooses one of several options."""

PULL = 1.0
"""How strongly a network that begins from another language's is held to it."""

HALFWAY = frozenset({"tell", "date"})
"""Classifiers that stay halfway to those of the other language: what is worth telling, and how long after an act an
article comes out, differs more between collections of articles than between languages."""
CHOICES = frozenset({"date"})
"""Linear classifiers that choose one of several options."""


def fit(made: Tables, least: int = 3, prior: Models | None = None) -> Models:
    """Models of all tables; features seen fewer than `least` times are dropped.

    With `prior`, the models of another language, the models begin from those.
    """
    recipe = networks.Recipe(decay=PULL if prior else 0.0)
    chosen: dict[str, Any] = {
        name: networks.fit_choice(getattr(made, name), recipe, least, getattr(prior, name) if prior else None)
        for name in NETWORKS
    }
    if prior is not None:
        return Models(
            **{name: _from_prior(name, getattr(made, name), least, getattr(prior, name)) for name in STRENGTH}, **chosen
        )
    return Models(
        **{
            name: (transfer.fit_choice if name in CHOICES else fit_labels)(getattr(made, name), strength, least)
            for name, strength in STRENGTH.items()
        },
        **chosen,
    )


def _from_prior(name: str, rows: Rows, least: int, prior: LinearModel) -> LinearModel:
    fitted = (transfer.fit_choice if name in CHOICES else transfer.fit_labels)(rows, FROM_PRIOR[name], least, prior)
    return transfer.between(fitted, prior) if name in HALFWAY else fitted


def fit_labels(rows: Rows, strength: float, least: int) -> LinearModel:
    """A multinomial model of labels; the order of rows does not matter to the result beyond rounding."""
    rows_of, index = matrix(rows.names, least)
    solver = LogisticRegression(C=strength, max_iter=1000, tol=1e-4)
    solver.fit(rows_of, rows.labels)
    labels = tuple(str(label) for label in solver.classes_)
    weights, bias = solver.coef_.T, solver.intercept_
    if len(labels) == 2:
        weights, bias = np.hstack([np.zeros_like(weights), weights]), np.array([0.0, float(bias[0])])
    return LinearModel(labels, index, with_nothing(weights), bias.astype(np.float32))
