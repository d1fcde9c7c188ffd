"""What an act does to the treaties named in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from graph.errors import KnowledgeError
from graph.model import TREATY_ACTIONS, TreatyAction, TreatyLink
from ingest.events import Draft
from ingest.languages import FOLDER, read_mapping
from ingest.lexicon import Lexicon
from ingest.reading import Mention, Reading

_BY_WORDS_OF = frozenset({"STATEMENT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Types that speak of a treaty more often than they change it: only their own trigger counts."""


@lru_cache(maxsize=4)
def _words(language: str) -> Lexicon[TreatyAction]:
    path = FOLDER / language / "treaty_actions.yaml"
    words: Lexicon[TreatyAction] = Lexicon()
    for action, phrases in read_mapping(path).items():
        if action not in TREATY_ACTIONS:
            raise KnowledgeError(f"{path}: {action!r} is no action", "Use one of graph.model.TREATY_ACTIONS.")
        for phrase in phrases:
            words.add(phrase, action)
    return words


def links(reading: Reading, draft: Draft, named: Sequence[Mention], language: str) -> list[TreatyLink]:
    """A link for each treaty named in the act's stretch of text, with the action nearest to it."""
    words = _words(language)
    sentence = draft.candidate.sentence
    hits = words.scan(reading.tokens, range(sentence.first, sentence.end))
    if draft.type in _BY_WORDS_OF:
        hits = [hit for hit in hits if hit.first < draft.candidate.end and draft.candidate.first < hit.end]
    found: dict[str, TreatyLink] = {}
    for mention in named:
        near = sorted(
            (abs(hit.end - mention.first), hit.first, hit.payload) for hit in hits if hit.first < mention.first
        )
        behind = sorted((hit.first - mention.end, hit.first, hit.payload) for hit in hits if hit.first >= mention.end)
        best = min(near[:1] + behind[:1], default=None)
        action: TreatyAction = best[2] if best and best[0] <= 8 else "mention"
        if mention.actor not in found or found[mention.actor].action == "mention":
            found[mention.actor] = TreatyLink(mention.actor, action)
    return list(found.values())
