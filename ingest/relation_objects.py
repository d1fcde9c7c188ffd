"""Acts whose object is another act: one that is denied, or a planned one that is cancelled or put off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graph.model import RelationKind, Status
from ingest import relation_words
from ingest.events import Draft
from ingest.lexicon import Hit, Lexicon
from ingest.reading import SentenceReading
from ingest.relation_words import RelationWords
from ingest.told_acts import Telling, ToldActs, first_act

_NEAR: Final = 4
"""Tokens between a verb and the noun of an act that is its object."""
_CLAIM_REACH: Final = 10
"""Sentences before a denial among which its claim is looked for."""
_UNREAL: Final = frozenset({"negation", "condition", "possible", "want", "must", "asked", "refused", "future"})
"""Roles of words by which a verb beside them tells of no act that is done."""
_VIEWED: Final = 4
"""Tokens before a verb in which such words are looked for."""
_ACCUSATION: Final = "ACCUSE"
"""Type of claims that are told by whom they are made against when nobody is named who makes them."""
_DENYING: Final = frozenset({"REJECT", "STATEMENT"})
_CANCELLING: Final = frozenset({"SANCTION", "REJECT", "CONCEDE", "RETREAT"})
"""Types of acts that cancel others; those of other types can be cancelled."""
_AGREEMENT: Final = "AGREE"
_CANCELLABLE: Final = frozenset({"CONSULT", "AGREE", "COOPERATE", "AID", "MOBILIZE"})

Told = tuple[RelationKind, int, int, str]


def relations(acts: ToldActs, sentence: SentenceReading, words: RelationWords) -> Iterator[Told]:
    """Denials and cancellings in a sentence: the kind, the numbers of the two acts, the rule."""
    tellings = [telling for telling in acts.of(sentence) if not telling.whole]
    for place, telling in enumerate(tellings):
        following = tellings[place + 1] if place + 1 < len(tellings) else None
        if telling.draft.status not in ("happened", "ongoing"):
            continue
        if telling.draft.type in _DENYING and (verb := _verb(acts, words.denies, telling)):
            other = _denied(acts, sentence, telling, verb.end, following, words)
            if other is not None:
                yield "DENIES", telling.act, other, f"denial:{telling.draft.candidate.phrase}"
        if telling.draft.type in _CANCELLING and (cancel := _cancels(acts, sentence, telling, words)):
            other = _cancelled(acts, sentence, telling, cancel, following)
            if other is not None:
                yield "CANCELS", telling.act, other, f"cancelling:{cancel.payload}"


def statuses(acts: ToldActs, language: str) -> dict[int, Status]:
    """The acts that the article says are cancelled or put off, by number, with that status.

    The verb stands right before the act's noun, or behind it in the passive voice, and nothing makes it unreal.
    """
    words = relation_words.load(language)
    found: dict[int, Status] = {}
    for sentence in acts.sentences():
        for telling in acts.of(sentence):
            draft = telling.draft
            if telling.whole or draft is not acts.fullest[telling.act] or not _could_be_cancelled(draft):
                continue
            verb = _verb_before(acts, sentence, telling, words.cancels) or _passive(acts, sentence, telling, words)
            if verb is not None and _real(sentence, verb.first):
                found[telling.act] = verb.payload
    return found


def _could_be_cancelled(draft: Draft) -> bool:
    """Whether an act is one to come; what is cancelled often reads as if it had happened, but not an agreement."""
    if draft.type not in _CANCELLABLE:
        return False
    return draft.status == "planned" or (draft.status == "happened" and draft.type != _AGREEMENT)


def _verb(acts: ToldActs, verbs: Lexicon[None], telling: Telling) -> Hit[None] | None:
    """The verb that a telling's trigger is."""
    hits = verbs.longest(acts.reading.tokens, telling.first, telling.draft.candidate.sentence.end)
    return hits[0] if hits else None


def _denied(
    acts: ToldActs,
    sentence: SentenceReading,
    telling: Telling,
    start: int,
    following: Telling | None,
    words: RelationWords,
) -> int | None:
    """The act that is denied: the one that its object tells, else the nearest one before that its noun stands for."""
    within = range(start, _object_end(acts, sentence, start))
    if following is not None and following.end <= within.stop:
        between = first_act(sentence, range(start, following.first))
        return following.act if between is None else None
    nouns = words.denied.scan(acts.reading.tokens, within)
    if not nouns or nouns[0].first - start > _NEAR:
        return None
    own = acts.sources(telling.act)
    claimants = acts.named(sentence, within) - own
    for number, draft in reversed(acts.around(sentence)):
        distance = sentence.index - draft.candidate.sentence.index
        if draft.type != nouns[0].payload or not 0 < distance <= _CLAIM_REACH or own & acts.sources(number):
            continue
        if claimants:
            if claimants & acts.sources(number):
                return number
        elif draft.type == _ACCUSATION and own & acts.targets(number):
            return number
    return None


def _object_end(acts: ToldActs, sentence: SentenceReading, start: int) -> int:
    """Where the object of a verb ends: at the next comma or joining word."""
    joins = [mark.first for mark in sentence.marks if mark.role in ("and", "also", "contrast") and mark.first >= start]
    words = acts.reading.tokens.words
    commas = [token for token in range(start, sentence.end) if words[token] == ","]
    return min([*joins[:1], *commas[:1], sentence.end])


def _cancels(acts: ToldActs, sentence: SentenceReading, telling: Telling, words: RelationWords) -> Hit[Status] | None:
    """The verb by which a telling cancels: its trigger, or the word right before its trigger."""
    hits = words.cancels.longest(acts.reading.tokens, telling.first, sentence.end)
    verb = hits[0] if hits else _verb_before(acts, sentence, telling, words.cancels)
    return verb if verb is not None and _real(sentence, verb.first) else None


def _verb_before(
    acts: ToldActs, sentence: SentenceReading, telling: Telling, verbs: Lexicon[Status]
) -> Hit[Status] | None:
    tokens = acts.reading.tokens
    for first in range(max(sentence.first, telling.first - _NEAR), telling.first):
        for hit in verbs.longest(tokens, first, telling.first):
            if telling.first - hit.end <= 1:
                return hit
    return None


def _passive(acts: ToldActs, sentence: SentenceReading, telling: Telling, words: RelationWords) -> Hit[Status] | None:
    """A verb in the passive voice behind a noun, in its clause, with no other act between."""
    if not telling.draft.candidate.noun:
        return None
    passive = {mark.first for mark in sentence.marks if mark.role in ("passive_bad", "passive_good")}
    end = _object_end(acts, sentence, telling.end)
    for hit in words.cancels.scan(acts.reading.tokens, range(telling.end, end)):
        if hit.first in passive or hit.first - 1 in passive:
            between = first_act(sentence, range(telling.end, hit.first))
            return hit if between is None else None
    return None


def _real(sentence: SentenceReading, verb: int) -> bool:
    return not any(mark.role in _UNREAL and verb - _VIEWED <= mark.first < verb for mark in sentence.marks)


def _cancelled(
    acts: ToldActs, sentence: SentenceReading, telling: Telling, verb: Hit[Status], following: Telling | None
) -> int | None:
    """The act that is cancelled: the one told right behind the verb, else the nearest planned one of its noun."""
    if following is not None and following.first - max(verb.end, telling.end) <= 1:
        return following.act if following.draft.type in _CANCELLABLE else None
    noun = first_act(sentence, range(verb.end, min(sentence.end, verb.end + _NEAR)))
    if noun is None:
        return None
    parties = acts.sources(telling.act) | acts.targets(telling.act)
    best: tuple[int, int] | None = None
    for number, draft in acts.around(sentence):
        away = abs(draft.candidate.sentence.index - sentence.index)
        if draft.status != "planned" or draft.type not in noun.types or number == telling.act:
            continue
        if len(parties & (acts.sources(number) | acts.targets(number))) >= min(2, len(parties)):
            best = min(best, (away, number)) if best else (away, number)
    return best[1] if best else None
