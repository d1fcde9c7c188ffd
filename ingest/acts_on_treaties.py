"""What an act does to the treaties named in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from graph.errors import KnowledgeError
from graph.model import TREATY_ACTIONS, TreatyAction, TreatyLink
from ingest.events import Draft
from ingest.languages import grammar, pack_file, read_mapping
from ingest.lexicon import Hit, Lexicon
from ingest.reading import Mention, Reading

_PLAUSIBLE: Final[Mapping[str, tuple[TreatyAction, ...]]] = {
    "AGREE": ("sign", "join", "extend", "amend", "ratify", "negotiate", "implement"),
    "CONSULT": ("negotiate", "amend", "sign", "extend"),
    "SUPPORT": ("ratify", "join", "extend"),
    "COOPERATE": ("implement", "extend", "join"),
    "CONCEDE": ("implement", "join", "suspend", "negotiate"),
    "ACCUSE": ("violate",),
    "THREATEN": ("withdraw", "suspend", "amend", "violate"),
    "SANCTION": ("withdraw", "suspend", "expire", "violate"),
    "RETREAT": ("implement", "withdraw"),
    "MOBILIZE": ("violate",),
    "COERCE": ("violate",),
    "ASSAULT": ("violate",),
}
"""What an act of a type can do to a treaty that its own trigger does not name; other types only mention it."""

_NEVER: Final = frozenset({"STATEMENT", "REJECT"})
"""Types that do nothing to a treaty, whatever words stand beside it: they speak of it, or refuse."""

_REACH = 10
"""Tokens between a word of an action and the treaty that it is done to."""


@lru_cache(maxsize=4)
def _words(language: str) -> Lexicon[TreatyAction]:
    path = pack_file(language, "treaty_actions.yaml")
    words: Lexicon[TreatyAction] = Lexicon(grammar(language).spelling)
    for action, phrases in read_mapping(path).items():
        if action not in TREATY_ACTIONS:
            raise KnowledgeError(f"{path}: {action!r} is no action", "Use one of graph.model.TREATY_ACTIONS.")
        for phrase in phrases:
            words.add(phrase, action)
    return words


def links(reading: Reading, draft: Draft, named: Sequence[Mention], language: str) -> list[TreatyLink]:
    """A link for each treaty named in the act's stretch of text, with the action that is told there.

    The words of the act itself come first, then those of an action that fits its type, the nearest to the treaty.
    """
    if not named:
        return []
    first, end = draft.candidate.first, draft.candidate.end
    hits = _words(language).scan(reading.tokens, _stretch(reading, draft))
    found: dict[str, TreatyLink] = {}
    for mention in named:
        action: TreatyAction = "mention"
        if draft.type not in _NEVER:
            plausible = _PLAUSIBLE.get(draft.type, ())
            choices = sorted(
                (not (hit.first < end and first < hit.end), _gap(hit, mention), hit.first, hit.payload)
                for hit in hits
                if (hit.first < end and first < hit.end) or hit.payload in plausible
            )
            if choices and (choices[0][1] <= _REACH or not choices[0][0]):
                action = choices[0][3]
        if mention.actor not in found or found[mention.actor].action == "mention":
            found[mention.actor] = TreatyLink(mention.actor, action)
    return list(found.values())


def _stretch(reading: Reading, draft: Draft) -> range:
    """Tokens of the act's stretch of its sentence."""
    sentence = draft.candidate.sentence
    inside = reading.tokens.inside(draft.span)
    return range(max(sentence.first, inside.start), min(sentence.end, inside.stop))


def _gap(hit: Hit[TreatyAction], mention: Mention) -> int:
    return max(hit.first - mention.end, mention.first - hit.end, 0)
