"""What surrounds an act, whoever takes part in it, and the words of those who may.

Alone this says nothing of an actor; the networks that choose doer and target weigh it together with what they know of
each (`ingest.roles`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ingest.aspects import Aspect, single
from ingest.candidates import Candidate
from ingest.reading import Reading

if TYPE_CHECKING:
    from ingest.roles import Option

_MOST_ACTORS = 6
_FAR_INTO = 12
"""Tokens into the sentence from which it does not matter how far."""
_LONG = 8
"""Tokens from which a mention is long."""


def around(reading: Reading, candidate: Candidate, type_: str, passive: bool) -> list[Aspect]:
    """The act's own word, its neighbours, and where in the article and the sentence it stands."""
    keys, sentence = reading.tokens.keys, candidate.sentence
    first, end = candidate.first, candidate.trigger_end
    actors = {mention.actor for mention in sentence.mentions}
    return [
        (single, "c,ty", type_),
        (single, "c,t", candidate.phrase),
        (_formed, candidate.noun, passive, sentence.is_quoted(first)),
        (single, "c,block", sentence.block),
        (single, "c,gov", keys[candidate.governor[0]] if candidate.governor else None),
        (single, "c,w-1", keys[first - 1] if first > sentence.first else "<s>"),
        (single, "c,w+1", keys[end] if end < sentence.end else "</s>"),
        (single, "c,w+2", keys[end + 1] if end + 1 < sentence.end else "</s>"),
        (single, "c,nm", min(len(actors), _MOST_ACTORS)),
        (single, "c,at", min(first - sentence.first, _FAR_INTO) // 3),
    ]


def _formed(noun: bool, passive: bool, quoted: bool) -> Iterator[str]:
    yield f"c,form={noun},{passive},{quoted}"


_BEFORE: Final = ("o,b0", "o,be", "o,blen")
_AFTER: Final = ("o,a0", "o,ae", "o,alen")
"""Templates of the words and the length of a mention before and after the act."""


def worded(reading: Reading, option: Option) -> list[Aspect]:
    """First and last word and length of an actor's nearest mentions."""
    keys = reading.tokens.keys
    found: list[Aspect] = []
    for mention, (first, last, length) in ((option.before, _BEFORE), (option.after, _AFTER)):
        if mention:
            found += (
                (single, first, keys[mention.first]),
                (single, last, keys[mention.end - 1]),
                (single, length, min(mention.end - mention.first, _LONG)),
            )
    return found


def of_doer(place: str, doer: Option) -> list[Aspect]:
    """What is known of the doer, for each who may be the target, and for nobody."""
    return [(single, "d,p", place), (single, "d,k", doer.kind), (single, "d,f", doer.flags)]
