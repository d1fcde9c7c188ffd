"""How the acts of an article stand to each other by its own words: which came first, which answers which.

One act (the main one) is told where the words stand that set it against another one, which is told in a clause or noun
beside them, or in the sentence before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.edtf import bounds
from graph.model import RelationKind, Span
from ingest import relation_objects, relation_words
from ingest.events import Draft
from ingest.lexicon import Hit
from ingest.reading import SentenceReading
from ingest.relation_words import RelationWords, Word
from ingest.told_acts import Telling, ToldActs, first_act

REACH: Final = 25
"""Tokens between the words of a relation and an act that they set against another."""
_OPENING: Final = 3
"""Tokens that may stand before words that open a sentence."""
_COMMA: Final = ","

_SPOKEN: Final = frozenset({"STATEMENT", "ACCUSE", "REQUEST", "REJECT", "THREATEN"})
"""Types of acts that keep no promise."""
_OWN_DATES: Final = frozenset({"clause", "sentence"})
"""Bases of a date that is told beside its act."""

_KINDS: Final[Mapping[str, tuple[RelationKind, bool]]] = {
    "after": ("BEFORE", False),
    "before": ("BEFORE", True),
    "reply": ("RESPONDS_TO", True),
    "asked": ("RESPONDS_TO", True),
    "fulfil": ("FULFILS", True),
}
"""The relation that words tell, and whether it leads from the main act to the other one."""

_Pair = tuple[int, int]
"""The number of the main act and that of the other one."""


@dataclass(frozen=True, slots=True)
class Found:
    """A relation from one act to another, by their numbers; `span` is the sentence that tells it."""

    kind: RelationKind
    one: int
    other: int
    span: Span
    rule: str


def find(acts: ToldActs, language: str) -> list[Found]:
    """The relations of an article's acts, once each, in the order of the words that tell them."""
    words = relation_words.load(language)
    found: dict[tuple[RelationKind, int, int], Found] = {}
    for sentence in acts.sentences():
        for kind, one, other, rule in (
            *_told(acts, sentence, words),
            *relation_objects.relations(acts, sentence, words),
        ):
            if one != other:
                found.setdefault((kind, one, other), Found(kind, one, other, sentence.span, rule))
    return list(found.values())


def _told(
    acts: ToldActs, sentence: SentenceReading, words: RelationWords
) -> Iterator[tuple[RelationKind, int, int, str]]:
    """Relations told by words that set two acts against each other; an answer is by somebody else."""
    for hit in words.words.scan(acts.reading.tokens, range(sentence.first, sentence.end)):
        if sentence.is_quoted(hit.first) or _of_a_time(sentence, hit):
            continue
        pair = _READERS[hit.payload.place](acts, sentence, hit, words)
        if pair is None:
            continue
        main, other = pair
        kind, forth = _KINDS[hit.payload.stand]
        if kind == "RESPONDS_TO" and not acts.sources(main).isdisjoint(acts.sources(other)):
            continue
        yield kind, *((main, other) if forth else (other, main)), f"{hit.payload.place}:{hit.payload.phrase}"


def _of_a_time(sentence: SentenceReading, hit: Hit[Word]) -> bool:
    """Whether words before another act are the end of a time instead, as in "last week"."""
    if hit.payload.place in ("link", "distance"):
        return False
    return any(first < hit.first < end for first, end, _ in sentence.times)


def _clause(acts: ToldActs, sentence: SentenceReading, hit: Hit[Word], words: RelationWords) -> _Pair | None:
    """The other act is told in the clause behind the words; the main one before it, or behind the clause's comma."""
    tokens = acts.reading.tokens
    tellings = [telling for telling in acts.of(sentence) if telling.told and not telling.whole]
    left = [telling for telling in tellings if telling.end <= hit.first]
    right = [each for each in tellings if each.first > hit.first and not words.words.at(tokens, each.first)]
    if left and hit.payload.stand == "fulfil":
        if left[-1].draft.type in _SPOKEN:
            return None
        kept = acts.agreed(sentence, range(hit.end, sentence.end), left[-1].act)
        return None if kept is None else (left[-1].act, kept)
    if left:
        if not _attached(sentence, left[-1], hit.first):
            return None
        return _paired(acts, sentence, left[-1].act, range(hit.end, sentence.end), right)
    if (main := _referred(acts, sentence, hit.first, words)) is not None:
        return _paired(acts, sentence, main, range(hit.end, sentence.end), right)
    if not _opens(acts, sentence, hit.first):
        return None
    for comma in _commas(acts, sentence, hit.end):
        clause = range(hit.end, comma)
        behind = _main_behind(sentence, comma, right)
        if behind is not None and first_act(sentence, clause) is not None:
            return _paired(acts, sentence, behind.act, clause, [each for each in right if each.end <= comma])
    return None


def _head(acts: ToldActs, sentence: SentenceReading, hit: Hit[Word], words: RelationWords) -> _Pair | None:
    """The other act is told between the words and the next comma, or pointed at there, or not named at all."""
    if hit.first - sentence.first > 1:
        return None
    tellings = [telling for telling in acts.of(sentence) if telling.told]
    tokens = acts.reading.tokens
    for comma in _commas(acts, sentence, hit.end):
        named = range(hit.end, comma)
        behind = next((each for each in tellings if each.first > comma or (each.whole and len(tellings) == 1)), None)
        if behind is None:
            return None
        inside = [each for each in tellings if hit.first < each.first and each.end <= comma and not each.whole]
        if (pair := _paired(acts, sentence, behind.act, named, inside)) is not None:
            return pair
        if comma == hit.end or words.pointers.scan(tokens, named):
            before = acts.before(sentence)
            return (behind.act, before.act) if before else None
    return None


def _noun(acts: ToldActs, sentence: SentenceReading, hit: Hit[Word], words: RelationWords) -> _Pair | None:
    """The other act is told by the noun behind the words, with at most one word between."""
    tellings = [telling for telling in acts.of(sentence) if telling.told and not telling.whole]
    other = next((each for each in tellings if 0 <= each.first - hit.end <= 1 and each.draft.candidate.noun), None)
    if other is None:
        return None
    left = [telling for telling in tellings if telling.end <= hit.first]
    if left:
        return (left[-1].act, other.act) if _attached(sentence, left[-1], hit.first) else None
    if (main := _referred(acts, sentence, hit.first, words)) is not None:
        return main, other.act
    if not _opens(acts, sentence, hit.first):
        return None
    for comma in _commas(acts, sentence, other.end):
        if (behind := _main_behind(sentence, comma, tellings)) is not None:
            return behind.act, other.act
    return None


def _link(acts: ToldActs, sentence: SentenceReading, hit: Hit[Word], words: RelationWords) -> _Pair | None:
    """The main act is set against the one told before it: in the sentence, else in the sentence before."""
    begin = _with_distance(acts, sentence, hit.first, words)
    tellings = [telling for telling in acts.of(sentence) if telling.told]
    main = next((each for each in tellings if each.first >= hit.first or (each.whole and len(tellings) == 1)), None)
    if main is None or main.first > hit.end + REACH or not _free(acts, sentence, begin):
        return None
    if main.first == hit.first and (named := next((each for each in tellings if each.first == hit.end), None)):
        return main.act, named.act
    left = [telling for telling in tellings if telling.end <= begin and not telling.whole]
    if first_act(sentence, range(left[-1].end if left else sentence.first, begin)) is not None:
        return None
    if left:
        return main.act, left[-1].act
    before = acts.before(sentence)
    if before is None or not _dates_allow(main.draft, before.draft, hit.payload):
        return None
    return main.act, before.act


def _dates_allow(main: Draft, other: Draft, word: Word) -> bool:
    """Whether dates told beside two acts of two sentences let them stand as words of time say.

    Where they do not, the words speak of another act than the one of the sentence before.
    """
    if not {main.date_basis, other.date_basis} <= _OWN_DATES:
        return True
    earlier, later = (main, other) if word.stand == "before" else (other, main)
    first, last = bounds(earlier.date)[0], bounds(later.date)[1]
    return first is None or last is None or first <= last


def _distance(acts: ToldActs, sentence: SentenceReading, hit: Hit[Word], words: RelationWords) -> _Pair | None:
    """As `_link`, for words that need a length of time before them, and no noun of an act behind them."""
    alone = _with_distance(acts, sentence, hit.first, words) == hit.first
    if alone or any(telling.first == hit.end for telling in acts.of(sentence)):
        return None
    return _link(acts, sentence, hit, words)


_READERS: Final = {"clause": _clause, "head": _head, "noun": _noun, "link": _link, "distance": _distance}


def _paired(
    acts: ToldActs, sentence: SentenceReading, main: int, within: range, tellings: Sequence[Telling]
) -> _Pair | None:
    """The main act with the one that a stretch tells: in words of its own there, else in those of another sentence.

    `tellings` are those behind the words that stand before the stretch; the first may begin within these.
    """
    inside = next((each for each in tellings if each.end <= within.stop), None)
    if inside is None:
        other = acts.elsewhere(sentence, within, main)
        return None if other is None else (main, other)
    if inside.first - within.start > REACH or not _leads(sentence, within.start, inside):
        return None
    return main, inside.act


def _leads(sentence: SentenceReading, start: int, telling: Telling) -> bool:
    """Whether a telling is the act of a clause: only words of saying and verbs that carry a noun stand before it."""
    light = {mark.first for mark in sentence.marks if mark.role in ("says", "light")}
    return all(hit.first in light for hit in sentence.acts if start <= hit.first < telling.first)


def _attached(sentence: SentenceReading, telling: Telling, at: int) -> bool:
    """Whether words behind a telling belong to its act, and not to another one told between or to what is said."""
    if at - telling.end > REACH or sentence.is_quoted(telling.first):
        return False
    return first_act(sentence, range(telling.end, at)) is None


def _referred(acts: ToldActs, sentence: SentenceReading, at: int, words: RelationWords) -> int | None:
    """The act told before to which a sentence's subject points: a noun for acts, and words for taking place."""
    tokens = acts.reading.tokens
    noun = next(iter(words.nouns.longest(tokens, sentence.first, at)), None)
    if noun is None:
        return None
    occurs = words.occurs.scan(tokens, range(noun.end, at))
    if not occurs:
        return None
    sides = acts.named(sentence, range(noun.end, occurs[0].first))
    before = acts.told_by(sentence, sides) if sides else acts.before(sentence)
    return before.act if before else None


def _opens(acts: ToldActs, sentence: SentenceReading, at: int) -> bool:
    """Whether words open their sentence, or do so behind a time or a comma with no act before."""
    if at - sentence.first <= _OPENING:
        return True
    return first_act(sentence, range(sentence.first, at)) is None and _free(acts, sentence, at)


def _free(acts: ToldActs, sentence: SentenceReading, at: int) -> bool:
    """Whether a token opens its sentence or stands right behind a comma, a joining word, a time or a doer."""
    if at - sentence.first <= 1 or acts.reading.tokens.words[at - 1] == _COMMA:
        return True
    ends = {mention.end for mention in sentence.mentions} | {end for _, end, _ in sentence.times}
    return at in ends or any(mark.end == at and mark.role in ("and", "contrast", "also") for mark in sentence.marks)


def _commas(acts: ToldActs, sentence: SentenceReading, start: int) -> list[int]:
    words = acts.reading.tokens.words
    return [token for token in range(start, sentence.end) if words[token] == _COMMA]


def _main_behind(sentence: SentenceReading, comma: int, tellings: Sequence[Telling]) -> Telling | None:
    """The next act behind a comma, when a doer named between the two shows that a new clause begins there."""
    behind = next((telling for telling in tellings if telling.first > comma), None)
    if behind and any(comma < mention.first and mention.end <= behind.first for mention in sentence.mentions):
        return behind
    return None


def _with_distance(acts: ToldActs, sentence: SentenceReading, at: int, words: RelationWords) -> int:
    """Where words of time begin, with an amount and a unit before them."""
    tokens = acts.reading.tokens
    for unit in (at - 2, at - 1):
        if unit > sentence.first and any(hit.end == at for hit in words.units.at(tokens, unit, at)):
            amount = tokens.words[unit - 1]
            if amount.lower() in words.amounts or amount.isdigit():
                return unit - 1
    return at
