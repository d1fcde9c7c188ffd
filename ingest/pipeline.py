"""An article's text to its record, in one function."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from graph.model import Article, ArticleRecord, EventRecord, Published, TimeMention, TreatyLink
from ingest import (
    actor_records,
    actors,
    circumstances,
    cleaning,
    dating,
    events,
    languages,
    merging,
    retold,
    roles,
    sentences,
    time_pack,
    time_resolution,
    times,
    treaties,
    treaty_descriptions,
    wording,
)
from ingest import mentions as mention_finding
from ingest.acts_on_treaties import links
from ingest.dated_text import DatedText
from ingest.dating import milestones
from ingest.events import Draft, Models
from ingest.gazetteer import Gazetteer, gazetteer
from ingest.identity import content_hash
from ingest.merging import Merged
from ingest.reading import Mention, Reading, read
from ingest.tokens import tokenise

EXTRACTOR = "2"
"""Version of the extraction's rules and models."""

_SUMMARY = 200
"""Characters of an event's summary."""


def extract(
    article: Article, *, language: str = "vi", models: Models | None = None, facts: Path | None = None
) -> ArticleRecord:
    """What an article says.

    `models` stand in for those of the language pack; `facts` is a file of the user's own, on top of the knowledge base.

    1. clean the text: title, lead, body and captions; debris is left out, offsets are kept
    2. split it into sentences and tokens
    3. find times, treaties and the words that stand for actors
    4. infer the publication date, unless it is given
    5. place the times on the calendar
    6. resolve the actors
    7. read the acts: what, by whom, to whom, when
    8. merge the tellings of one act
    9. lead every span back to the text as given, with the words that tell each act from others
    """
    clean = cleaning.clean(article.text, title=article.title, language=language)
    understood = understand(clean, article.published_given, language, facts)
    models = models or load_models(language)
    drafts = events.find(understood.reading, models, understood.published.value, understood.cast)
    merged = merging.merge(understood.reading, drafts, models.same)
    return _record(article, clean, understood, merged)


def extractor(language: str = "vi", facts: Path | None = None) -> str:
    """Version of the extraction with a mark of the world knowledge; an article read by another one is read again."""
    return _version(gazetteer(language, facts))


def _version(words: Gazetteer) -> str:
    return f"{EXTRACTOR}-{words.knowledge.fingerprint[:8]}"


def load_models(language: str) -> Models:
    """The classifiers of a language."""
    return events.load_models(languages.FOLDER / language / "models.npz")


class Understood:
    """What steps 2 to 6 found."""

    def __init__(
        self,
        words: Gazetteer,
        reading: Reading,
        published: Published,
        found_times: Sequence[TimeMention],
        entities: dict[str, actors.Entity],
        treaty_mentions: Sequence[Mention],
        treaty_names: Mapping[str, str],
        tellings: Sequence[milestones.Telling],
    ) -> None:
        self.words = words
        self.reading = reading
        self.published = published
        self.times = tuple(found_times)
        self.entities = entities
        self.treaty_mentions = treaty_mentions
        self.treaty_names = treaty_names
        self.tellings = tellings
        self.cast = roles.cast(reading, entities)


def understand(
    clean: cleaning.CleanText, published_given: str | None, language: str, facts: Path | None = None
) -> Understood:
    """Steps 2 to 6: all that the reading of acts stands on."""
    text = clean.text
    split = sentences.split(clean, language)
    tokens = tokenise(text, tuple(sentence.span for sentence in split))
    pack = time_pack.load(language)
    expressions = times.find(text, [block.span for block in clean.blocks], pack)
    words = gazetteer(language, facts)
    found = [mention_finding.find(tokens, tokens.inside(sentence.span), words) for sentence in split]
    dated = DatedText(clean, tokens, split, expressions, found, pack)
    tellings = milestones.find(dated, words.knowledge)
    published = dating.published(dated, published_given, words, tellings)
    resolved = time_resolution.resolve(expressions, published.value, text, pack)
    mentions, entities = actors.resolve(tokens, found, words, published.value)
    named = [
        mention
        for sentence in split
        for mention in treaties.find(tokens, tokens.inside(sentence.span), words, entities)
    ]
    mentions, named = _apart(mentions, named)
    named, treaty_names = treaty_descriptions.find(
        tokens, [tokens.inside(sentence.span) for sentence in split], named, mentions, entities, words
    )
    reading = read(
        text,
        tokens,
        [(sentence.span, sentence.kind) for sentence in split],
        mentions,
        named,
        resolved,
        languages.load(language),
    )
    return Understood(words, reading, published, resolved, entities, named, treaty_names, tellings)


def _apart(mentions: list[Mention], named: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Where the name of an actor and that of a treaty share words, the longer one is meant."""

    def covered(mention: Mention, others: Sequence[Mention]) -> bool:
        return any(
            other.first < mention.end
            and mention.first < other.end
            and other.end - other.first > mention.end - mention.first
            for other in others
        )

    return (
        [mention for mention in mentions if not covered(mention, named)],
        [treaty for treaty in named if not covered(treaty, mentions)],
    )


def _record(
    article: Article,
    clean: cleaning.CleanText,
    understood: Understood,
    merged: Sequence[Merged],
) -> ArticleRecord:
    tokens = understood.reading.tokens
    back = clean.to_original
    words, knowledge = understood.words, understood.words.knowledge
    kept = {mention.actor for sentence in understood.reading.sentences for mention in sentence.mentions}
    told = {key: entity for key, entity in understood.entities.items() if key in kept}
    named = actor_records.named(told, tokens, knowledge, back)
    treaty_records = treaties.records(understood.treaty_mentions, understood.treaty_names, tokens, knowledge, back)
    found = _events(article, clean, understood, merged)
    return ArticleRecord(
        article=article,
        text_hash=content_hash(article),
        language=words.language,
        title=clean.title,
        published=replace(
            understood.published,
            evidence=tuple(replace(item, span=back(item.span)) for item in understood.published.evidence),
        ),
        extractor=_version(words),
        times=tuple(replace(time, span=back(time.span)) for time in understood.times),
        actors=(*named, *actor_records.unnamed(named, treaty_records, knowledge)),
        treaties=tuple(treaty_records),
        events=tuple(found),
        debris=tuple(back(debris.span) for debris in clean.debris),
        topics=wording.of_story(tokens, words.language),
    )


def _events(
    article: Article,
    clean: cleaning.CleanText,
    understood: Understood,
    merged: Sequence[Merged],
) -> list[EventRecord]:
    back = clean.to_original
    found = []
    seen: dict[tuple[str, str, str], int] = {}
    language, knowledge = understood.words.language, understood.words.knowledge
    countries = {key: entity.of for key, entity in understood.entities.items()}
    taken: set[str] = set()
    told = wording.of_acts(
        understood.reading.tokens,
        [[act.fullest.span, *(other.span for other in act.again)] for act in merged],
        language,
    )
    for (draft, again, words), telling_words in zip(merged, told, strict=True):
        span, trigger = back(draft.span), back(draft.trigger)
        identity = (draft.type, draft.date, sorted(draft.sources), sorted(draft.targets), sorted(words))
        quote = article.text[slice(*span)]
        anchor = (article.id, article.text[slice(*trigger)], quote)
        place = seen[anchor] = seen.get(anchor, -1) + 1
        known = retold.milestone(draft, understood.tellings, countries, understood.published.value, knowledge)
        if known is not None and known.id in taken:
            known = None
        date, basis = draft.date, draft.date_basis
        if known is not None:
            taken.add(known.id)
            if basis in retold.UNDATED:
                date, basis = known.date, "knowledge"
        found.append(
            EventRecord(
                id=f"e-{known.id if known else _hash(identity)}",
                report_id=f"r-{_hash((*anchor, place))}",
                type=draft.type,
                status=draft.status,
                date=date,
                date_basis=basis,
                sources=draft.sources,
                targets=draft.targets,
                span=span,
                trigger=trigger,
                quote=quote,
                summary=_summary(quote),
                said_by=draft.said_by,
                treaties=tuple(_treaty_links(understood, draft, language)),
                mode=circumstances.mode(understood.reading, draft, language),
                place=circumstances.place(understood.reading, draft, language),
                extent="throughout" if draft.status == "ongoing" and "/" in (draft.date or "") else "within",
                also=tuple(back(other.span) for other in again),
                confidence=round(min(0.99, draft.probability), 3),
                rules=tuple(draft.rules),
                known=known is not None,
                words=telling_words,
            )
        )
    return found


def _treaty_links(understood: Understood, draft: Draft, language: str) -> list[TreatyLink]:
    sentence = draft.candidate.sentence
    tokens = understood.reading.tokens
    # what is said belongs to the saying, even where it holds an act of its own
    end = sentence.span[1] if draft.candidate.says else draft.span[1]
    inside = [treaty for treaty in sentence.treaties if draft.span[0] <= tokens.starts[treaty.first] < end]
    return links(understood.reading, draft, inside, language)


def _summary(quote: str) -> str:
    """The words of the act on one line."""
    told = " ".join(quote.split())
    return told if len(told) <= _SUMMARY else f"{told[: _SUMMARY - 1].rsplit(' ', 1)[0]}…"


def _hash(value: object) -> str:
    return hashlib.blake2b(repr(value).encode(), digest_size=8).hexdigest()
