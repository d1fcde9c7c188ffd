"""How and where an act takes place, when its clause says so: the mode (PLOVER) and the name of the place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from graph.errors import KnowledgeError
from graph.model import EVENT_TYPES, Span
from ingest.events import Draft
from ingest.languages import grammar, pack_file, read_mapping
from ingest.lexicon import Lexicon
from ingest.reading import Reading, SentenceReading
from ingest.tokens import HYPHENS

_LISTS = {"modes", "place", "kind"}
_REACH = 25
"""Tokens from the trigger within which a mode or place is that of its act."""
_ABBREVIATION = 2
"""Letters of a word of a place's name that may be followed by a full stop ("St.")."""
_SAID = frozenset({"STATEMENT", "ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE"})
"""Types of acts that are mostly done by words."""
_LONGEST_NAME = 7
"""Tokens of a place's name."""


@dataclass(frozen=True, slots=True)
class _Words:
    """Words for modes (type and mode), before places and for kinds of place."""

    modes: Lexicon[tuple[str, str]]
    place: Lexicon[None]
    kind: Lexicon[None]


@lru_cache(maxsize=4)
def _words(language: str) -> _Words:
    path = pack_file(language, "circumstances.yaml")
    found = read_mapping(path)
    if set(found) != _LISTS:
        raise KnowledgeError(f"{path} must have the lists {', '.join(sorted(_LISTS))}", "Correct the file.")
    spelling = grammar(language).spelling
    words = _Words(Lexicon(spelling), Lexicon(spelling), Lexicon(spelling))
    for type_, modes in found["modes"].items():
        if type_ not in EVENT_TYPES:
            raise KnowledgeError(f"{path}: {type_!r} is no event type", "See EVENT_TYPES in the docs.")
        for mode, phrases in modes.items():
            for phrase in phrases:
                words.modes.add(str(phrase), (type_, mode))
    for phrase in found["place"]:
        words.place.add(str(phrase), None)
    for phrase in found["kind"]:
        words.kind.add(str(phrase), None)
    return words


def mode(reading: Reading, draft: Draft, language: str) -> str | None:
    """How the act is done: by the words of its trigger, else by the nearest words of its clause."""
    best: tuple[int, int, str] | None = None
    for hit in _words(language).modes.scan(reading.tokens, _near(reading, draft)):
        type_, found = hit.payload
        if type_ == draft.type:
            ranked = _distance(draft, hit.first, hit.end), hit.first - hit.end, found
            best = min(best, ranked) if best else ranked
    return best[2] if best else None


def place(reading: Reading, draft: Draft, language: str) -> str | None:
    """The name of the place where the act is done, as written: the nearest one that its own clause gives.

    What follows a statement is its content, so that only a place named before it is its own.
    """
    words = _words(language)
    candidate = draft.candidate
    sentence = candidate.sentence
    best: tuple[int, Span] | None = None
    keys = reading.tokens.keys
    for token in _near(reading, draft):
        if not words.place.may_begin(keys[token]):
            continue
        if draft.type in _SAID and (token >= candidate.first or sentence.is_quoted(token)):
            continue
        if sentence.clause_of(token) != sentence.clause_of(candidate.first) or _inside(sentence, token):
            continue
        hits = words.place.longest(reading.tokens, token, sentence.end)
        if not hits:
            continue
        begin = hits[0].end
        kinds = words.kind.longest(reading.tokens, begin, sentence.end)
        end = _name_end(reading, sentence, kinds[0].end if kinds else begin)
        if end is not None:
            ranked = _distance(draft, token, end), reading.tokens.span(begin, end)
            best = min(best, ranked) if best else ranked
    return " ".join(reading.text[slice(*best[1])].split()) if best else None


def _inside(sentence: SentenceReading, token: int) -> bool:
    return any(mention.first < token < mention.end for mention in sentence.mentions)


def _near(reading: Reading, draft: Draft) -> range:
    """The tokens of the act's own stretch, not too far from its trigger."""
    within = reading.tokens.inside(draft.span)
    first, end = draft.candidate.first, draft.candidate.trigger_end
    return range(max(within.start, first - _REACH), min(within.stop, end + _REACH))


def _distance(draft: Draft, first: int, end: int) -> int:
    """Tokens between the trigger and other words; what stands before it, or in another clause, counts as farther."""
    candidate = draft.candidate
    same = candidate.sentence.clause_of(first) == candidate.sentence.clause_of(candidate.first)
    apart = first - candidate.trigger_end if first >= candidate.first else 2 * (candidate.first - end)
    return max(0, apart) + (0 if same else _REACH)


def _name_end(reading: Reading, sentence: SentenceReading, token: int) -> int | None:
    """The end of a place's name at a token: that of a country there, else of its run of capitalised words.

    One capitalised word before a small one begins a common name of two syllables; a name that a spaced hyphen cuts
    is not known to be whole.
    """
    for mention in sentence.mentions:
        if mention.first == token:
            return mention.end if mention.kind == "country" else None
    tokens = reading.tokens
    end = token
    while end < min(sentence.end, token + _LONGEST_NAME):
        word = tokens.words[end]
        joined = end > token and tokens.starts[end] == tokens.ends[end - 1]
        shortened = word == "." and end > token and len(tokens.words[end - 1]) <= _ABBREVIATION
        if not (word[0].isupper() or (joined and (word in HYPHENS or shortened))):
            break
        end += 1
    while end > token and tokens.words[end - 1] == ".":
        end -= 1
    if end < sentence.end and tokens.words[end] in HYPHENS:
        return None
    alone = end == token + 1 and not tokens.words[token].isascii()
    if end == token or (alone and end < sentence.end and tokens.words[end].islower()):
        return None
    return end
