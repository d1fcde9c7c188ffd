"""An article's text to its record, in one function."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from graph.model import (
    NOWHERE,
    Article,
    ArticleRecord,
    EventRecord,
    Published,
    Relation,
    Span,
    TimeMention,
    TreatyLink,
)
from ingest import (
    actor_records,
    actors,
    circumstances,
    cleaning,
    dating,
    events,
    languages,
    merging,
    relation_objects,
    relation_words,
    relations,
    retold,
    roles,
    sentences,
    signature,
    terms_of_office,
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
from ingest.dating.days import Clue
from ingest.entities import Entity
from ingest.events import Draft, Models
from ingest.gazetteer import Gazetteer, gazetteer
from ingest.identity import content_hash
from ingest.language import of_article
from ingest.merging import Merged
from ingest.reading import Mention, Reading, read
from ingest.tokens import Tokens, tokenise
from ingest.told_acts import ToldActs

EXTRACTOR = "7"
"""Version of the extraction's rules and models."""

_SUMMARY = 200
"""Characters of an event's summary."""


def extract(
    article: Article, *, language: str | None = None, models: Models | None = None, facts: Path | None = None
) -> ArticleRecord:
    """What an article says.

    `language` is that of the article, found when it is not given; Unsupported is raised when there is no pack for it.
    `models` stand in for those of the language pack; `facts` is a file of the user's own, on top of the knowledge base.

    1. clean the text: title, lead, body and captions; debris is left out, offsets are kept
    2. split it into sentences and tokens
    3. find times, treaties and the words that stand for actors
    4. infer the publication date, unless it is given
    5. place the times on the calendar
    6. resolve the actors
    7. read the acts: what, by whom, to whom, when; an unnamed office of another time leads back to step 6
    8. merge the tellings of one act
    9. find how the acts stand to each other by the text's own words
    10. lead every span back to the text as given, with the words that tell each act from others,
       and the signature by which nearly the same text is known
    """
    language = of_article(article, language)
    clean = cleaning.clean(article.text, title=article.title, language=language)
    understood = understand(clean, article.published_given, language, facts, dating.beside_text(article))
    knowledge = understood.words.knowledge
    models = models or load_models(language)
    drafts = events.find(understood.reading, models, understood.published.value, understood.cast)
    then = terms_of_office.of_their_time(
        drafts, understood.titles, understood.entities, understood.published.value, knowledge
    )
    if then:
        understood = understood.with_offices_of(then)
        drafts = events.find(understood.reading, models, understood.published.value, understood.cast)
    countries = {key: entity.of for key, entity in understood.entities.items()}
    for draft in drafts:
        if draft.candidate.sentence.treaties:
            done = _treaty_links(understood, draft, language)
            if day := retold.date_of_step(draft, done, countries, understood.published.value, knowledge):
                draft.date, draft.date_basis = day, "knowledge"
                draft.rules[-1] = "date:knowledge"
    cancelling = relation_words.load(language).cancels
    merged = merging.merge(understood.reading, drafts, models.same, cancelling)
    told = ToldActs(understood.reading, merged, countries)
    found = relations.find(told, language)
    for act, status in relation_objects.statuses(told, language).items():
        merged[act].fullest.status = status
    return _record(article, clean, understood, merged, found)


def extractor(language: str = "vi", facts: Path | None = None) -> str:
    """Version of the extraction with a mark of the world knowledge; an article read by another one is read again."""
    return _version(gazetteer(language, facts))


def _version(words: Gazetteer) -> str:
    return f"{EXTRACTOR}-{words.knowledge.fingerprint[:8]}"


def load_models(language: str) -> Models:
    """The classifiers of a language."""
    return events.load_models(languages.fitted_file(language, "models.npz"))


@dataclass(frozen=True)
class Found:
    """What steps 2 to 5 found."""

    words: Gazetteer
    dated: DatedText
    published: Published
    times: tuple[TimeMention, ...]
    tellings: Sequence[milestones.Telling]


class Understood:
    """What steps 2 to 6 found; `titles` are the mentions that tell an office."""

    def __init__(self, found: Found, of_their_time: Mapping[tuple[int, int], str] | None = None) -> None:
        words, dated = found.words, found.dated
        text, tokens = dated.clean.text, dated.tokens
        sentences = [tokens.inside(sentence.span) for sentence in dated.sentences]
        mentions, entities = actors.resolve(tokens, dated.mentions, words, found.published.value, of_their_time)
        named = [item for within in sentences for item in treaties.find(tokens, within, words, entities)]
        mentions, named = _apart(mentions, named)
        named, treaty_names = treaty_descriptions.find(tokens, sentences, named, mentions, entities, words)
        self._found = found
        self.words = words
        self.dated = dated
        self.published = found.published
        self.times = found.times
        self.tellings = found.tellings
        self.titles = terms_of_office.titled(dated.mentions)
        self.entities: dict[str, Entity] = entities
        self.treaty_mentions: Sequence[Mention] = named
        self.treaty_names: Mapping[str, str] = treaty_names
        self.reading: Reading = read(
            text,
            tokens,
            [(sentence.span, sentence.kind) for sentence in dated.sentences],
            mentions,
            named,
            found.times,
            languages.load(words.language),
        )
        self.cast = roles.cast(self.reading, entities)

    def with_offices_of(self, times: Mapping[tuple[int, int], str]) -> Understood:
        """The same with some mentions of an office, by their tokens, resolved at the time (EDTF) of their act."""
        return Understood(self._found, times)


def understand(
    clean: cleaning.CleanText,
    published_given: str | None,
    language: str,
    facts: Path | None = None,
    beside: Sequence[Clue] = (),
) -> Understood:
    """Steps 2 to 6: all that the reading of acts stands on; `beside` are clues to the date outside the text."""
    text = clean.text
    split = sentences.split(clean, language)
    spelling = languages.grammar(language).spelling
    tokens = tokenise(text, tuple(sentence.span for sentence in split), clitics=spelling.clitics)
    pack = time_pack.load(language)
    expressions = times.find(text, [block.span for block in clean.blocks], pack)
    words = gazetteer(language, facts)
    mentions = [mention_finding.find(tokens, tokens.inside(sentence.span), words) for sentence in split]
    if languages.grammar(language).times_first:
        mentions = [_apart_from(found, expressions, tokens) for found in mentions]
    dated = DatedText(clean, tokens, split, expressions, mentions, pack)
    tellings = milestones.find(dated, words.knowledge)
    published = dating.published(dated, published_given, words, tellings, beside)
    resolved = tuple(time_resolution.resolve(expressions, published.value, text, pack))
    return Understood(Found(words, dated, published, resolved, tellings))


def _apart_from(
    mentions: list[mention_finding.Found], expressions: Sequence[times.TimeExpression], tokens: Tokens
) -> list[mention_finding.Found]:
    """The mentions that are no part of a time."""
    return [
        mention
        for mention in mentions
        if not any(
            time.span[0] <= tokens.starts[mention.first] and tokens.ends[mention.end - 1] <= time.span[1]
            for time in expressions
        )
    ]


def _apart(mentions: list[Mention], named: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Where the name of an actor and that of a treaty share words, the longer one is meant."""
    if not mentions or not named:
        return mentions, named

    def longest(found: Sequence[Mention]) -> dict[int, int]:
        """For each token of a mention how many the longest mention with it has."""
        lengths: dict[int, int] = {}
        for mention in found:
            length = mention.end - mention.first
            for token in range(mention.first, mention.end):
                lengths[token] = max(length, lengths.get(token, 0))
        return lengths

    def covered(mention: Mention, others: Mapping[int, int]) -> bool:
        length = mention.end - mention.first
        return any(others.get(token, 0) > length for token in range(mention.first, mention.end))

    of_actors, of_treaties = longest(mentions), longest(named)
    return (
        [mention for mention in mentions if not covered(mention, of_treaties)],
        [treaty for treaty in named if not covered(treaty, of_actors)],
    )


def _record(
    article: Article,
    clean: cleaning.CleanText,
    understood: Understood,
    merged: Sequence[Merged],
    related: Sequence[relations.Found],
) -> ArticleRecord:
    tokens = understood.reading.tokens
    back = clean.to_original
    words, knowledge = understood.words, understood.words.knowledge
    kept = {mention.actor for sentence in understood.reading.sentences for mention in sentence.mentions}
    told = {key: entity for key, entity in understood.entities.items() if key in kept}
    named = actor_records.named(told, tokens, knowledge, back)
    treaty_records = treaties.records(understood.treaty_mentions, understood.treaty_names, tokens, knowledge, back)
    worded = wording.terms(tokens)
    found = _events(article, clean, understood, merged, worded)
    return ArticleRecord(
        article=article,
        text_hash=content_hash(article),
        language=words.language,
        title=clean.title,
        published=replace(
            understood.published,
            evidence=tuple(
                item if item.span == NOWHERE else replace(item, span=back(item.span))
                for item in understood.published.evidence
            ),
        ),
        extractor=_version(words),
        times=tuple(replace(time, span=back(time.span)) for time in understood.times),
        actors=(*named, *actor_records.unnamed(named, treaty_records, knowledge)),
        treaties=tuple(treaty_records),
        events=tuple(found),
        relations=tuple(_relation(article, back, each, found) for each in related),
        debris=tuple(back(debris.span) for debris in clean.debris),
        topics=wording.of_story(worded, words.language),
        signature=signature.of_text(clean),
    )


def _events(
    article: Article,
    clean: cleaning.CleanText,
    understood: Understood,
    merged: Sequence[Merged],
    worded: wording.Told,
) -> list[EventRecord]:
    back = clean.to_original
    found = []
    seen: dict[tuple[str, str, str], int] = {}
    language, knowledge = understood.words.language, understood.words.knowledge
    countries = {key: entity.of for key, entity in understood.entities.items()}
    taken: set[str] = set()
    inside = understood.reading.tokens.inside
    told = wording.of_acts(
        worded,
        [[inside(act.fullest.span), *(inside(other.span) for other in act.again)] for act in merged],
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
        outside = terms_of_office.outside(draft, understood.titles, knowledge)
        doubt = terms_of_office.DOUBTED if outside else 1.0
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
                confidence=round(min(0.99, draft.probability) * doubt, 3),
                rules=tuple(draft.rules),
                outside_terms=outside,
                known=known is not None,
                words=telling_words,
            )
        )
    return found


def _relation(
    article: Article, back: Callable[[Span], Span], found: relations.Found, events: Sequence[EventRecord]
) -> Relation:
    span = back(found.span)
    quote = article.text[slice(*span)]
    return Relation(found.kind, events[found.one].report_id, events[found.other].report_id, span, quote, found.rule)


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
