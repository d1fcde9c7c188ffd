"""Places in a sentence where an act may be told, each with what stands around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ingest.reading import Mark, Mention, Reading, SentenceReading

_NEAR = 3
"""Tokens between a word and the trigger that it stands right before, at most."""


class Candidate(NamedTuple):
    """A place where an act may be told: tokens `first` up to `end` would be its trigger.

    `subject` is the nearest mention before it, `object` the nearest after it, both in its sentence; `governor` the
    reporting word before it whose content it stands in, as tokens; `says` whether its trigger begins with such a word.
    `form` names the form of a verb, where the language has several.
    """

    sentence: SentenceReading
    first: int
    end: int
    types: tuple[str, ...]
    noun: bool
    phrase: str
    subject: Mention | None
    object: Mention | None
    governor: tuple[int, int] | None
    order: int
    says: bool
    form: str = ""

    @property
    def trigger_end(self) -> int:
        """Where the words of the trigger end: a candidate that stands for its sentence has none."""
        return self.first if self.phrase == WHOLE else self.end

    def marks_before(self, role: str) -> Iterator[Mark]:
        """Words of a role right before the trigger, in its clause."""
        clause = self.sentence.clause_of(self.first)
        for mark in self.sentence.marks:
            near = mark.role == role and 0 <= self.first - mark.end <= _NEAR
            if near and self.sentence.clause_of(mark.first) == clause:
                yield mark


WHOLE = "(whole)"
"""Phrase of the candidate that stands for a sentence as such, for acts told without any word of the language pack."""

ACCORDING = "(according)"
"""Phrase of the candidate at words that attribute a whole sentence."""


def candidates(reading: Reading) -> Iterator[list[Candidate]]:
    """Candidates of each sentence, in text order."""
    for sentence in reading.sentences:
        yield list(_of_sentence(reading, sentence))


def _of_sentence(reading: Reading, sentence: SentenceReading) -> Iterator[Candidate]:
    says = [mark for mark in sentence.marks if mark.role == "says"]
    saying_at = {mark.first for mark in says}
    places: list[tuple[int, int, tuple[str, ...], bool, str, str]] = [
        (act.first, act.end, act.types, act.noun, act.phrase, act.form) for act in sentence.acts
    ]
    places += [
        (mark.first, mark.end, ("STATEMENT",), False, ACCORDING, "")
        for mark in sentence.marks
        if mark.role == "according"
    ]
    if sentence.block != "title" or not places:
        places.append((sentence.first, min(sentence.first + 1, sentence.end), (), False, WHOLE, ""))
    for order, (first, end, types, noun, phrase, form) in enumerate(sorted(places)):
        subject = object_ = None
        for mention in sentence.mentions:
            if mention.end <= first:
                subject = mention
            elif mention.first >= end:
                object_ = mention
                break
        governor = None
        for mark in says:
            if mark.end <= first:
                governor = (mark.first, mark.end)
        saying = first in saying_at
        yield Candidate(sentence, first, end, types, noun, phrase, subject, object_, governor, order, saying, form)
