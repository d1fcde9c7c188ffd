"""Who speaks in each sentence: the subject of its reporting words, or of those of the quote it belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.reading import Mention, Reading, SentenceReading
from ingest.subjects import subjects_of

_REACH = 6
"""Sentences that a quote may run on before the one that names its speaker."""


def speakers(reading: Reading) -> list[str | None]:
    """Actor id of each sentence's speaker; None when nobody is said to speak.

    A sentence inside a quote that names nobody takes the speaker named where the quote ends, else where it began.
    """
    own = [_own_speaker(reading, sentence) for sentence in reading.sentences]
    found: list[str | None] = []
    for index, sentence in enumerate(reading.sentences):
        speaker = own[index]
        if speaker is None and any(sentence.quoted):
            speaker = _ahead(reading, own, index) or (found[-1] if found else None)
        found.append(speaker)
    return found


def _own_speaker(reading: Reading, sentence: SentenceReading) -> str | None:
    may_follow, words = reading.grammar.speaker_behind, reading.grammar.subjects
    outside = [mention for mention in sentence.mentions if not sentence.is_quoted(mention.first)]
    for mark in sentence.marks:
        if mark.role in ("according", "relays") and not sentence.is_quoted(mark.first):
            after = _first_after(outside, mark.end)
            if (after and after.kind != "country") or (after and mark.role == "according"):
                return after.actor
    for mark in sentence.marks:
        if mark.role == "says" and not sentence.is_quoted(mark.first):
            if may_follow and mark.first - 2 >= sentence.first and sentence.is_quoted(mark.first - 2):
                behind = _first_after(outside, mark.end)
                if behind:
                    return behind.actor
            if words is not None and (subject := subjects_of(reading, sentence, words).of_verb(mark.first)):
                return subject[-1].actor
            before = subject_before(outside, mark.first)
            if before:
                return before.actor
    return None


def _first_after(mentions: list[Mention], token: int) -> Mention | None:
    return next((mention for mention in mentions if token <= mention.first <= token + 2), None)


def subject_before(mentions: Sequence[Mention], token: int) -> Mention | None:
    """The likely subject of a verb at a token: the nearest person or body before it, else the nearest country."""
    before = [mention for mention in mentions if mention.end <= token]
    if not before:
        return None
    nearest = before[-1]
    if nearest.kind == "country" and token - nearest.end > 0:
        people = [mention for mention in before if mention.kind != "country" and nearest.first - mention.end < 12]
        if people:
            return people[-1]
    return nearest


def _ahead(reading: Reading, own: list[str | None], index: int) -> str | None:
    for later in range(index + 1, min(index + 1 + _REACH, len(own))):
        sentence = reading.sentences[later]
        if not sentence.quoted or (not sentence.quoted[0] and not any(sentence.quoted[:3])):
            return None
        if own[later]:
            return own[later]
    return None
