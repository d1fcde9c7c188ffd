"""Who reports an act that is not the reporter's own: "X said that Y would come", "Y will come, X told reporters".

An act is reported when its subject stands in what a verb of reporting governs, when such a verb with its subject closes
the sentence behind it, or inside a quote.  Where the pack of the language does not tell how subjects of verbs are
found, they are the actors named near the verbs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ingest.candidates import WHOLE, Candidate
from ingest.languages import SubjectWords
from ingest.reading import Mark, Mention, Reading, SentenceReading
from ingest.speakers import subject_before
from ingest.subjects import SubjectReader, subjects_of

_PARTING: Final = frozenset(";")
_CLOSING: Final = frozenset(",”\"’'")
_LONGEST_NAME: Final = 8
"""Words between the comma that closes what is said and the mention of who says so."""
_LONGEST_END: Final = 14
"""Words behind the verb of reporting that closes a sentence: where, when and to whom it was said."""


def reporters(reading: Reading, candidate: Candidate, words: SubjectWords) -> tuple[str, ...]:
    """Actors who report the act of a candidate, by id; the doer may be among them."""
    sentence = candidate.sentence
    reader = subjects_of(reading, sentence, words)
    found = (
        _before(reading, reader, candidate) or _behind(reading, reader, candidate) or _according(sentence, candidate)
    )
    return (found.actor,) if found is not None else ()


def reporters_near(reading: Reading, candidate: Candidate, speaker: str | None) -> tuple[str, ...]:
    """Actors who report the act of a candidate, by id, in a language whose pack has no subjects of verbs.

    `speaker` is who speaks in the sentence or in the quote that it belongs to; the doer may be among the reporters.
    """
    sentence = candidate.sentence
    outside = [mention for mention in sentence.mentions if not sentence.is_quoted(mention.first)]
    found = (
        _near_before(candidate, outside) or _near_behind(reading, candidate, outside) or _according(sentence, candidate)
    )
    if found is not None:
        return (found.actor,)
    return (speaker,) if speaker and sentence.is_quoted(candidate.first) else ()


def _near_before(candidate: Candidate, outside: Sequence[Mention]) -> Mention | None:
    """Who speaks by a verb of reporting before the act, in the same clause or one that belongs to it."""
    sentence = candidate.sentence
    if candidate.governor is None or sentence.is_quoted(candidate.governor[0]):
        return None
    verb, behind = candidate.governor
    if any(mark.role in _ASIDE and behind <= mark.first < candidate.first for mark in sentence.marks):
        return None
    return subject_before(outside, verb)


def _near_behind(reading: Reading, candidate: Candidate, outside: Sequence[Mention]) -> Mention | None:
    """Who speaks by a verb of reporting at the end of the sentence, behind a comma or quotation mark."""
    sentence, texts = candidate.sentence, reading.tokens.words
    for mark in sentence.marks:
        if mark.role != "says" or mark.first < candidate.end or sentence.is_quoted(mark.first):
            continue
        between = [mention for mention in outside if candidate.end <= mention.first and mention.end <= mark.first]
        if not between or sentence.end - mark.end > _LONGEST_END:
            continue
        lowest = max(candidate.end, between[-1].first - _LONGEST_NAME)
        closing = next((at for at in range(between[-1].first - 1, lowest - 1, -1) if texts[at] in _CLOSING), None)
        if closing is None:
            continue
        named = [mention for mention in between if mention.first > closing]
        words = [other for other in sentence.marks if not any(one.first <= other.first < one.end for one in named)]
        begins = any(other.role in _OPENING and closing < other.first < mark.first for other in words)
        told = any(other.role == "that" and mark.end <= other.first <= mark.end + 1 for other in words)
        if not begins and not told:
            return subject_before(named, mark.first)
    return None


def _before(reading: Reading, reader: SubjectReader, candidate: Candidate) -> Mention | None:
    """Who speaks by a verb of reporting before the act, when the subject of the act stands behind that verb."""
    if candidate.governor is None or candidate.phrase == WHOLE:
        return None
    texts = reading.tokens.words
    verb, behind = candidate.governor
    subject = reader.subject(candidate)
    begin = subject[0].first if subject else candidate.first
    if begin < behind or (not subject and candidate.noun) or not reader.is_plain(behind, begin):
        return None
    if any(texts[token] in _PARTING for token in range(behind, candidate.first)):
        return None
    speakers = reader.of_verb(verb)
    return speakers[-1] if speakers else None


def _behind(reading: Reading, reader: SubjectReader, candidate: Candidate) -> Mention | None:
    """Who speaks by a verb of reporting that closes the sentence behind what is said."""
    sentence, texts = candidate.sentence, reading.tokens.words
    for mark in sentence.marks:
        if mark.role != "says" or mark.first < candidate.end or sentence.is_quoted(mark.first):
            continue
        if any(texts[token] in _PARTING for token in range(candidate.end, mark.first)):
            return None
        for speaker in reader.of_verb(mark.first):
            if _closes(reading, reader, candidate, mark, speaker):
                return speaker
    return None


def _closes(reading: Reading, reader: SubjectReader, candidate: Candidate, mark: Mark, speaker: Mention) -> bool:
    """Whether speaker and verb stand behind the comma or quotation mark that ends what is said."""
    sentence, texts = candidate.sentence, reading.tokens.words
    begin = min(speaker.first, mark.first)
    opened = next(
        (
            token
            for token in range(begin - 1, max(candidate.end, begin - _LONGEST_NAME) - 1, -1)
            if texts[token] in _CLOSING
        ),
        None,
    )
    if opened is None or opened < candidate.end:
        return False
    inside = any(
        opened < other.first and other.end <= begin and other.actor != speaker.actor for other in sentence.mentions
    )
    begins = any(other.role in _OPENING and opened < other.first < mark.first for other in sentence.marks)
    told = any(other.role == "that" and mark.end <= other.first < mark.end + _LONGEST_NAME for other in sentence.marks)
    return not (inside or begins or told or reader.begins_object(mark.end))


_ASIDE: Final = frozenset({"after", "before", "since", "contrast", "cause", "condition"})
"""Roles of words before what the writer adds to what is said."""
_OPENING: Final = frozenset({"relative", "contrast", "condition", "and", "also", "after", "before", "cause"})


def _according(sentence: SentenceReading, candidate: Candidate) -> Mention | None:
    """Who a sentence is attributed to by words for that."""
    for mark in sentence.marks:
        if mark.role == "according" and mark.first != candidate.first and not sentence.is_quoted(mark.first):
            return next((other for other in sentence.mentions if mark.end <= other.first <= mark.end + 2), None)
    return None
