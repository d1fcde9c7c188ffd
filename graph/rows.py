"""Records as rows for the write statements, and reports as they come back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from graph import copies
from graph.edtf import bounds
from graph.errors import BadValue
from graph.events import EventState, Report
from graph.grouping import Key
from graph.ids import digest, record_hash, word_forms
from graph.mentions import ActorState, TreatyState, actor_claim, treaty_claim
from graph.model import ArticleRecord, EventRecord, Party, Span, Term
from graph.tellings import Telling, clues, tellings_of

Row = dict[str, Any]


@dataclass(slots=True)
class ArticleRows:
    """What the records of one batch say, as rows, and their tellings; each of an event of its own act at first."""

    articles: list[Row] = field(default_factory=list)
    reports: list[Row] = field(default_factory=list)
    actor_mentions: list[Row] = field(default_factory=list)
    treaty_mentions: list[Row] = field(default_factory=list)
    clues: list[Row] = field(default_factory=list)
    tellings: list[Telling] = field(default_factory=list)

    def put_into(self, events: Mapping[Key, str]) -> None:
        """Say of which events the tellings are."""
        self.tellings = [
            telling if telling.event == events[telling.key] else replace(telling, event=events[telling.key])
            for telling in self.tellings
        ]
        for row in self.reports:
            row["event"] = events[row["article"], row["properties"]["id"]]


def rows_of(records: Sequence[ArticleRecord], now: datetime) -> ArticleRows:
    """Rows of records; `now` is the time they are stored.

    Raises BadValue when an event names an actor or treaty that its record does not list.
    """
    rows = ArticleRows()
    for record in records:
        article = record.article.id
        rows.articles.append({"id": article, "properties": article_properties(record, now)})
        known = {actor.id for actor in record.actors}
        roles = {actor.id: actor.role or "" for actor in record.actors}
        stands_for = {actor.id: actor.of or "" for actor in record.actors}
        for actor in record.actors:
            claim = actor_claim(actor, known)
            properties = {**claim, "claim": digest(claim), "of": actor.of, "role": actor.role, **_spans(actor.mentions)}
            rows.actor_mentions.append({"article": article, "actor": actor.id, "properties": properties})
        for treaty in record.treaties:
            claim = treaty_claim(treaty, known)
            properties = {**claim, "claim": digest(claim), **_spans(treaty.mentions)}
            rows.treaty_mentions.append({"article": article, "treaty": treaty.id, "properties": properties})
        listed = {treaty.id for treaty in record.treaties}
        told = _relations(record)
        for event in record.events:
            _check(record, event, known, listed)
            properties = report_properties(event, record.article.text, roles, stands_for)
            properties |= told.get(event.report_id, {})
            rows.reports.append({"article": article, "event": event.id, "properties": properties})
        tellings = _tellings(rows, record)
        rows.tellings += tellings
        keys = (*sorted(clues(tellings)), *copies.clues(record.signature))
        rows.clues += [{"article": article, "key": key} for key in keys]
    return rows


def _tellings(rows: ArticleRows, record: ArticleRecord) -> list[Telling]:
    article = rows.articles[-1]["properties"]
    told = rows.reports[len(rows.reports) - len(record.events) :]
    return tellings_of(article, [{**row["properties"], "event": row["event"]} for row in told])


def _check(record: ArticleRecord, event: EventRecord, actors: set[str], treaties: set[str]) -> None:
    named = {*event.sources, *event.targets, *event.said_by} - actors
    named |= {link.id for link in event.treaties} - treaties
    if named:
        raise BadValue(
            f"article {record.article.id}: event {event.id} names {', '.join(sorted(named))}, not listed in the record",
            "List every actor and treaty of an event in its record.",
        )


def article_properties(record: ArticleRecord, now: datetime) -> Row:
    """The properties of an Article that is stored at the time `now`."""
    article, published = record.article, record.published
    return {
        "id": article.id,
        "path": article.path,
        "text_hash": record.text_hash,
        "title": record.title,
        "url": article.url,
        "source": article.source,
        "author": article.author,
        "language": record.language,
        "published": bounds(published.value)[0],
        "published_edtf": published.value,
        "published_basis": published.basis,
        "published_confidence": published.confidence,
        "published_evidence": [evidence.says for evidence in published.evidence],
        "extractor": record.extractor,
        "record_hash": record_hash(record),
        "signature": record.signature or None,
        "topics": [word for word, _ in record.topics] or None,
        "topic_weights": [weight for _, weight in record.topics] or None,
        "ingested_at": now,
    }


def _spans(spans: Sequence[Span]) -> Row:
    return {"starts": [start for start, _ in spans], "ends": [end for _, end in spans]}


def report_properties(event: EventRecord, text: str, roles: dict[str, str], stands_for: dict[str, str]) -> Row:
    """A REPORTS edge of an article with this text; `roles` are those that actors have in it, by id, and `stands_for`
    whom they stand for."""
    also = _spans(event.also)
    first, last = bounds(event.date)
    trigger = text[slice(*event.trigger)]
    return {
        "id": event.report_id,
        "act": event.id,
        "known": event.known or None,
        "quote": event.quote,
        "search": word_forms(event.quote),
        "summary": event.summary,
        "start": event.span[0],
        "end": event.span[1],
        "trigger_start": event.trigger[0],
        "trigger_end": event.trigger[1],
        "trigger": trigger,
        "occurrence": text.count(trigger, 0, event.trigger[0]) if trigger else 0,
        "also_starts": also["starts"],
        "also_ends": also["ends"],
        "type": event.type,
        "status": event.status,
        "mode": event.mode,
        "place": event.place,
        "edtf": event.date,
        "date": first,
        "date_end": last,
        "extent": event.extent,
        "date_basis": event.date_basis,
        "source_ids": list(event.sources),
        "source_roles": [roles[actor] for actor in event.sources],
        "source_of": [stands_for[actor] for actor in event.sources],
        "target_ids": list(event.targets),
        "target_roles": [roles[actor] for actor in event.targets],
        "target_of": [stands_for[actor] for actor in event.targets],
        "attributed_ids": list(event.said_by),
        "treaties": [f"{link.id}:{link.action}" for link in event.treaties],
        "rules": list(event.rules),
        "confidence": event.confidence,
        "outside_terms": [f"{outside.actor}:{outside.role}" for outside in event.outside_terms],
        "words": [word for word, _ in event.words] or None,
        "word_weights": [weight for _, weight in event.words] or None,
    }


def _relations(record: ArticleRecord) -> dict[str, Row]:
    """What the record says of how its reports stand to others, by the report that it is said of.

    Raises BadValue when a relation names a report that the record does not have.
    """
    reports = {event.report_id for event in record.events}
    told: dict[str, Row] = {}
    for relation in record.relations:
        if strange := {relation.report, relation.other} - reports:
            raise BadValue(
                f"article {record.article.id}: a relation names {', '.join(sorted(strange))}, no report of the record",
                "Relate reports of one record.",
            )
        lists = told.setdefault(
            relation.report,
            {"relation_kinds": [], "relation_others": [], "relation_quotes": [], "relation_rules": []},
        )
        lists["relation_kinds"].append(relation.kind)
        lists["relation_others"].append(relation.other)
        lists["relation_quotes"].append(relation.quote)
        lists["relation_rules"].append(relation.rule)
    return told


def read_report(article: str, stored: Row) -> Report:
    """A report from the properties of its REPORTS edge."""
    return Report(
        id=stored["id"],
        article=article,
        type=stored["type"],
        status=stored["status"],
        edtf=stored.get("edtf"),
        date_basis=stored["date_basis"],
        extent=stored["extent"],
        quote=stored["quote"],
        summary=stored["summary"],
        mode=stored.get("mode"),
        place=stored.get("place"),
        sources=tuple(zip(stored["source_ids"], stored["source_roles"], strict=True)),
        targets=tuple(zip(stored["target_ids"], stored["target_roles"], strict=True)),
        attributed=tuple(stored["attributed_ids"]),
        treaties=tuple((link.rpartition(":")[0], link.rpartition(":")[2]) for link in stored["treaties"]),
        confidence=stored["confidence"],
    )


def event_properties(identity: str, state: EventState, mark: str) -> Row:
    """An Event's own properties; `mark` is the digest of its state."""
    return {
        "id": identity,
        "type": state.type,
        "quad": state.quad,
        "mode": state.mode,
        "place": state.place,
        "status": state.status,
        "summary": state.summary,
        "date": state.date,
        "date_end": state.date_end,
        "open_since": state.date if state.date_end is None else None,
        "extent": state.extent,
        "edtf": state.edtf,
        "precision": state.precision,
        "date_basis": state.date_basis,
        "confidence": state.confidence,
        "digest": mark,
    }


def actor_properties(state: ActorState, mark: str, claims: list[str]) -> Row:
    """An Actor's own properties; `claims` are the hashes of the claims it was computed from."""
    return {
        "id": state.id,
        "name": state.name,
        "name_vi": state.name_vi,
        "aliases": list(state.aliases),
        "search": list(state.search),
        "digest": mark,
        "claims": claims,
    }


def treaty_properties(state: TreatyState, mark: str, claims: list[str]) -> Row:
    """A Treaty's own properties."""
    return {
        "id": state.id,
        "name": state.name,
        "name_vi": state.name_vi,
        "aliases": list(state.aliases),
        "search": list(state.search),
        "signed": state.signed,
        "in_force": state.in_force,
        "ended": state.ended,
        "digest": mark,
        "claims": claims,
    }


def term_row(actor: str, term: Term) -> Row:
    """A REPRESENTS or MEMBER_OF edge."""
    properties = {"role": term.role or None, "since": term.since, "until": term.until}
    return {"actor": actor, "of": term.of, "properties": properties}


def party_row(treaty: str, party: Party) -> Row:
    """A PARTY_TO edge."""
    properties = {"signed": party.signed, "ratified": party.ratified, "since": party.since, "until": party.until}
    return {"actor": party.actor, "treaty": treaty, "properties": properties}
