"""Treaties that an article names: those of the knowledge base by every name they go by."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from graph.edtf import bounds
from graph.model import Party, TreatyRecord
from ingest.knowledge import load as load_knowledge
from ingest.knowledge.knowledge import Knowledge
from ingest.knowledge.model import Name
from ingest.lexicon import Lexicon
from ingest.reading import Mention
from ingest.tokens import Tokens


@lru_cache(maxsize=4)
def _names(language: str) -> tuple[Lexicon[Name], Knowledge]:
    knowledge = load_knowledge()
    names: Lexicon[Name] = Lexicon()
    for name in knowledge.names():
        if name.entity_kind == "treaty" and name.language in (language, "any", "en"):
            names.add(name.text, name)
    return names, knowledge


def find(tokens: Tokens, within: range, language: str, actors: Collection[str]) -> list[Mention]:
    """Mentions of treaties in a sentence; `actors` are the ids told of in the article, which some names need."""
    names, _ = _names(language)
    found: list[Mention] = []
    token = within.start
    while token < within.stop:
        best = None
        for hit in names.at(tokens, token, within.stop):
            name = hit.payload
            right_case = not name.text[0].isupper() or tokens.words[token][0].isupper() or not name.exact_case
            if right_case and all(actor in actors for actor in name.requires):
                best = hit
        if best is None:
            token += 1
            continue
        end = best.end
        if end + 2 < within.stop and tokens.words[end] == "(" and tokens.words[end + 2] == ")":
            inner = [hit for hit in names.at(tokens, end + 1, within.stop) if hit.payload.entity == best.payload.entity]
            end = end + 3 if inner else end
        found.append(Mention(best.payload.entity, "treaty", "name", token, end))
        token = end
    return found


def records(
    mentions: Sequence[Mention], names: Mapping[str, str], tokens: Tokens, language: str
) -> tuple[TreatyRecord, ...]:
    """The treaties mentioned, in the order of their first mention; `names` are those of treaties not known."""
    _, knowledge = _names(language)
    made = []
    for key in dict.fromkeys(mention.actor for mention in mentions):
        spans = tuple(tokens.span(m.first, m.end) for m in mentions if m.actor == key)
        if key in names:
            made.append(TreatyRecord(id=key, name=names[key], mentions=spans, name_vi=names[key]))
            continue
        treaty = knowledge.treaties[key]
        made.append(
            TreatyRecord(
                id=key,
                name=treaty.name,
                mentions=spans,
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
        )
    return tuple(made)
