"""A record as plain data for JSON: what `biennien extract` prints, a line an article."""

from __future__ import annotations

from typing import Any

from graph.model import ActorRecord, ArticleRecord, EventRecord, Relation, TimeMention, TreatyRecord
from ingest.sources.items import Reject


def plain(record: ArticleRecord) -> dict[str, Any]:
    """All that was read from an article; spans are offsets into its text as given."""
    published = record.published
    return {
        "article": {
            "id": record.article.id,
            "title": record.title,
            "language": record.language,
            "published": {
                "value": published.value,
                "basis": published.basis,
                "confidence": published.confidence,
                "evidence": [
                    {"span": list(item.span), "rule": item.rule, "says": item.says} for item in published.evidence
                ],
            },
        },
        "times": [_time(time) for time in record.times],
        "actors": [_actor(actor) for actor in record.actors if actor.mentions],
        "treaties": [_treaty(treaty) for treaty in record.treaties],
        "events": [_event(event) for event in record.events],
        "relations": _relations(record),
    }


def plain_reject(reject: Reject) -> dict[str, Any]:
    """What stands in the place of an article that could not be read."""
    return {"article": {"id": reject.id or reject.where}, "error": f"{reject.where}: {reject.reason}"}


def _time(time: TimeMention) -> dict[str, Any]:
    return {"span": list(time.span), "kind": time.kind, "value": time.value, "mod": time.mod, "rule": time.rule}


def _actor(actor: ActorRecord) -> dict[str, Any]:
    return {
        "id": actor.id,
        "name": actor.name,
        "name_vi": actor.name_vi,
        "kind": actor.kind,
        "of": actor.of,
        "role": actor.role,
        "mentions": [list(span) for span in actor.mentions],
    }


def _treaty(treaty: TreatyRecord) -> dict[str, Any]:
    return {"id": treaty.id, "name": treaty.name, "mentions": [list(span) for span in treaty.mentions]}


def _relations(record: ArticleRecord) -> list[dict[str, Any]]:
    """Relations between the events of the record, by their ids there."""
    events = {event.report_id: event.id for event in record.events}

    def plain_relation(relation: Relation) -> dict[str, Any]:
        return {
            "kind": relation.kind,
            "event": events[relation.report],
            "other": events[relation.other],
            "span": list(relation.span),
            "rule": relation.rule,
        }

    return [plain_relation(relation) for relation in record.relations]


def _event(event: EventRecord) -> dict[str, Any]:
    return {
        "id": event.id,
        "type": event.type,
        "status": event.status,
        "date": event.date,
        "sources": list(event.sources),
        "targets": list(event.targets),
        "said_by": list(event.said_by),
        "treaties": [{"id": link.id, "action": link.action} for link in event.treaties],
        "mode": event.mode,
        "place": event.place,
        "span": list(event.span),
        "trigger": list(event.trigger),
        "confidence": event.confidence,
        "rules": list(event.rules),
        "outside_terms": [{"actor": outside.actor, "role": outside.role} for outside in event.outside_terms],
    }
