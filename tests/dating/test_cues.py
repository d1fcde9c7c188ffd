"""A milestone is told by a cue where a phrase of each of its parts stands, whichever part it is looked for by."""

from __future__ import annotations

from ingest import time_pack
from ingest.cleaning import CleanText
from ingest.dated_text import DatedText
from ingest.dating import milestones
from ingest.gazetteer import gazetteer
from ingest.languages import grammar
from ingest.normalising import Normalised
from ingest.sentences import Sentence
from ingest.tokens import tokenise

_STEP = 11
"""Every so many cues are told; all would take minutes."""


def _sentences() -> list[tuple[str, str, bool]]:
    """Milestones, each with the phrases of a cue in a row: with all of its parts (True), or without one of them."""
    found = []
    for milestone in gazetteer("vi").knowledge.milestones.values():
        for cue in milestone.cues_vi:
            for shown in (0, -1):
                phrases = [part[shown] for part in cue]
                found.append((milestone.id, ", ".join(phrases), True))
                found += [
                    (milestone.id, ", ".join([*phrases[:at], *phrases[at + 1 :]]), False) for at in range(len(phrases))
                ]
    return [each for each in found[::_STEP] if 0 < len(each[1]) <= milestones.CUE_LENGTH]


def test_cues_are_found_by_whichever_part() -> None:
    told = _sentences()
    text = "\n".join(words for _, words, _ in told)
    ends = [end for end, char in enumerate(f"{text}\n") if char == "\n"]
    spans = list(zip([0, *(end + 1 for end in ends)], ends, strict=False))
    tokens = tokenise(text, tuple(spans), clitics=grammar("vi").spelling.clitics)
    sentences = [Sentence(span, "body", number, number) for number, span in enumerate(spans)]
    clean = CleanText(text, "", (), (), Normalised(text))
    dated = DatedText(clean, tokens, sentences, [], [[] for _ in sentences], time_pack.load("vi"))
    index = milestones._index(gazetteer("vi").knowledge, "vi")
    incomplete = 0
    for sentence, (milestone, words, complete) in zip(sentences, told, strict=True):
        within = tokens.inside(sentence.span)
        hits = [phrase for _, phrases in index.phrases.within(tokens, within) for _, phrase in phrases]
        present = {phrase.number for phrase in hits}
        expected = {name for phrase in hits for name in phrase.names}
        expected |= {cue.milestone for cue in index.cues if not any(map(present.isdisjoint, cue.parts))}
        found = milestones._told_in(dated, sentence, index).keys()
        assert found == expected, words
        assert milestone in found or not complete, words
        incomplete += milestone not in found
    assert len(told) > 100
    assert incomplete > len(told) / 4
