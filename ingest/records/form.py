"""A whole record as plain data and back, with all that the graph needs of it; what comes back is checked.

The printed record (`ingest.record_json`) is a part of this, for readers; this form is for `biennien load`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec

from graph import copies
from graph.edtf import bounds
from graph.errors import BadValue, InputError
from graph.model import EVENT_TYPES, ArticleRecord, Span

VERSION: Final = 1
"""Of the form; to be raised when a field of the model changes its meaning or goes.  New fields have defaults."""

VERSION_KEY: Final = "biennien_record"
"""Where a line of JSON and the metadata of a Parquet file tell the version."""

ADVICE: Final = "Write records with `biennien extract … --out FILE`."


def line(record: ArticleRecord) -> bytes:
    """A record as one line of JSON, without the line's end.  Raises UnicodeEncodeError for half a surrogate pair."""
    return msgspec.json.encode({VERSION_KEY: VERSION, "record": record})


def read_line(text: str | bytes) -> ArticleRecord:
    """The record of such a line.  Raises InputError."""
    try:
        found = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"is no JSON: {error}", ADVICE) from None
    if not isinstance(found, dict) or VERSION_KEY not in found:
        printed = isinstance(found, dict) and {"article", "events"} <= found.keys()
        kind = "a record as `biennien extract --format jsonl` prints it" if printed else "no record"
        raise InputError(f"is {kind}, which lacks what the graph needs", ADVICE)
    check_version(found[VERSION_KEY])
    return read(found.get("record"))


def check_version(version: object) -> None:
    """Raise InputError when records were written in another form."""
    if version != VERSION:
        raise InputError(
            f"has records of version {version}, this biennien reads version {VERSION}",
            "Extract the articles again, or use the biennien that wrote them.",
        )


def read(data: Any) -> ArticleRecord:
    """The record of plain data; lists may stand for tuples, and ISO text for days.  Raises InputError."""
    try:
        record = msgspec.convert(data, ArticleRecord)
    except msgspec.ValidationError as error:
        raise InputError(f"is no valid record: {str(error).replace('`$.', '`').replace('`$', '`the record')}") from None
    for fault in _faults(record):
        raise InputError(f"is no valid record: {fault}")
    return record


def _faults(record: ArticleRecord) -> Iterator[str]:
    """What types alone do not hold: the graph could not be built from such a record."""
    if not (record.article.id and record.text_hash and record.extractor):
        yield "id of the article, text_hash or extractor is empty"
    if not copies.well_formed(record.signature):
        yield "signature is none"
    length = len(record.article.text)
    for span in _spans(record):
        if not 0 <= span[0] <= span[1] <= length:
            yield f"a span {span[0]} to {span[1]} in a text of {length} characters"
    actors = {actor.id for actor in record.actors}
    treaties = {treaty.id for treaty in record.treaties}
    reports = {event.report_id for event in record.events}
    for kind, listed, ids in (
        ("actors", record.actors, actors), ("treaties", record.treaties, treaties), ("events", record.events, reports),
    ):  # fmt: skip
        if len(ids) != len(listed):
            yield f"two of the {kind} have the same id"
    for event in record.events:
        if event.type not in EVENT_TYPES:
            yield f"event {event.id} has the type {event.type!r}"
        named = {*event.sources, *event.targets, *event.said_by} - actors
        named |= {link.id for link in event.treaties} - treaties
        if named:
            yield f"event {event.id} names {', '.join(sorted(named))}, which the record does not list"
    for relation in record.relations:
        if not {relation.report, relation.other} <= reports:
            yield f"a relation {relation.kind} names a report that the record does not list"
    for value in (record.published.value, *(event.date for event in record.events)):
        if not _readable(value):
            yield f"{value!r} is no date in EDTF"


def _readable(value: str | None) -> bool:
    try:
        bounds(value)
    except BadValue:
        return False
    return True


def _spans(record: ArticleRecord) -> Iterable[Span]:
    yield from (evidence.span for evidence in record.published.evidence)
    yield from (time.span for time in record.times)
    for actor in record.actors:
        yield from actor.mentions
    for treaty in record.treaties:
        yield from treaty.mentions
    for event in record.events:
        yield event.span
        yield event.trigger
        yield from event.also
    yield from (relation.span for relation in record.relations)
    yield from record.debris
