"""Treaties that an article names: those of the knowledge base by every name they go by."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from graph.edtf import bounds
from graph.model import Party, Span, TreatyRecord
from ingest.gazetteer import Gazetteer
from ingest.knowledge.knowledge import Knowledge
from ingest.knowledge.model import Name
from ingest.languages import grammar
from ingest.lexicon import Lexicon, Summary
from ingest.reading import KNOWN_TREATY, Mention
from ingest.tokens import Tokens


@lru_cache(maxsize=4)
def _names(gazetteer: Gazetteer) -> tuple[Lexicon[Name], Summary[Name, list[tuple[int, Name]]]]:
    names: Lexicon[Name] = Lexicon(grammar(gazetteer.language).spelling)
    for name in gazetteer.knowledge.names():
        if name.entity_kind == "treaty" and name.language in (gazetteer.language, "any", "en"):
            names.add(name.text, name)
    return names, Summary(names, list)


def find(tokens: Tokens, within: range, gazetteer: Gazetteer, actors: Collection[str]) -> list[Mention]:
    """Mentions of treaties in a sentence; `actors` are the ids told of in the article, which some names need."""
    lexicon, names = _names(gazetteer)
    found: list[Mention] = []
    at = within.start
    words = tokens.words
    for token, phrases in names.within(tokens, within):
        if token < at:
            continue
        best: tuple[int, Name] | None = None
        for length, name in phrases:
            right_case = not name.text[0].isupper() or words[token][0].isupper() or not name.exact_case
            if right_case and all(actor in actors for actor in name.requires):
                best = length, name
        if best is None:
            continue
        at, key = token + best[0], best[1].entity
        bracketed = at + 2 < within.stop and words[at] == "(" and words[at + 2] == ")"
        if bracketed and any(hit.payload.entity == key for hit in lexicon.at(tokens, at + 1, within.stop)):
            at += 3
        found.append(Mention(key, KNOWN_TREATY, "name", token, at))
    return found


def records(
    mentions: Sequence[Mention],
    names: Mapping[str, str],
    tokens: Tokens,
    knowledge: Knowledge,
    place: Callable[[Span], Span],
) -> list[TreatyRecord]:
    """The treaties mentioned, in the order of their first mention; `names` are those of treaties not known.

    `place` leads from the spans of tokens to those of the record.
    """
    spans: dict[str, list[Span]] = {}
    for mention in mentions:
        spans.setdefault(mention.actor, []).append(place(tokens.span(mention.first, mention.end)))
    return [
        TreatyRecord(id=key, name=names[key], mentions=tuple(found), name_vi=names[key])
        if key in names
        else replace(_known(key, knowledge), mentions=tuple(found))
        for key, found in spans.items()
    ]


@lru_cache(maxsize=1024)
def _known(key: str, knowledge: Knowledge) -> TreatyRecord:
    """The record of a treaty of the knowledge base, without mentions."""
    treaty = knowledge.treaties[key]
    return TreatyRecord(
        id=key,
        name=treaty.name,
        mentions=(),
        name_vi=treaty.name_vi,
        aliases=(*treaty.abbreviations, *treaty.aliases_vi, *treaty.aliases_en),
        signed=bounds(treaty.signed)[0],
        in_force=bounds(treaty.in_force)[0],
        ended=bounds(treaty.ended)[1],
        parties=tuple(
            Party(
                party.actor,
                bounds(party.signed)[0],
                bounds(party.ratified)[0],
                bounds(party.period.since)[0],
                bounds(party.period.until)[1],
            )
            for party in treaty.parties
        ),
    )
