"""Annotations without the articles' words: spans, types, dates and actors of texts that are kept elsewhere.

A file holds one article a line: `{"id", "hash", "published", "actors", "treaties", "events"}`.  What the annotation
guide quotes is given as `[start, end)` characters of the article's text; `hash` (BLAKE2b of 8 bytes over its UTF-8)
tells whether a text is the one that was annotated.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graph.errors import InputError
from training.gold import find

_KEPT = ("type", "status", "date", "source", "target", "treaties", "said_by")


def text_hash(text: str) -> str:
    """The mark of a text."""
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def taken_off(name: str, gold: Mapping[str, Any]) -> dict[str, Any]:
    """An annotation in the form of the guide (with its `text`) without the article's words."""
    text = gold["text"]
    return {
        "id": name,
        "hash": text_hash(text),
        "published": gold["published"]["value"],
        "actors": [_with_spans(actor, text) for actor in gold["actors"]],
        "treaties": [_with_spans(treaty, text) for treaty in gold["treaties"]],
        "events": [_event_off(event, text) for event in gold["events"]],
    }


def _with_spans(entity: Mapping[str, Any], text: str) -> dict[str, Any]:
    return {**entity, "mentions": [find(text, mention) for mention in entity["mentions"]]}


def _event_off(event: Mapping[str, Any], text: str) -> dict[str, Any]:
    start, end = find(text, event["quote"], event.get("nth", 1))
    at = start + event["quote"].index(event["trigger"])
    return {
        "span": (start, end),
        "trigger": (at, at + len(event["trigger"])),
        "also": [find(text, quote) for quote in event.get("also", [])],
        **{key: event[key] for key in _KEPT if key in event},
    }


def put_on(line: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The annotation in the form of the guide, with its `text`."""

    def words(span: list[int]) -> str:
        return text[span[0] : span[1]]

    def named(entity: Mapping[str, Any]) -> dict[str, Any]:
        return {**entity, "mentions": [words(mention) for mention in entity["mentions"]]}

    events = [
        {
            **{key: event[key] for key in _KEPT if key in event},
            "quote": words(event["span"]),
            "nth": _nth(text, event["span"]),
            "trigger": words(event["trigger"]),
            "also": [words(span) for span in event["also"]],
        }
        for event in line["events"]
    ]
    return {
        "published": {"value": line["published"]},
        "actors": [named(actor) for actor in line["actors"]],
        "treaties": [named(treaty) for treaty in line["treaties"]],
        "events": events,
        "text": text,
    }


def _nth(text: str, span: list[int]) -> int:
    words, count, at = text[span[0] : span[1]], 0, -1
    while at < span[0]:
        at = text.index(words, at + 1)
        count += 1
    return count


def annotated(annotations: Path, corpus: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Ids and annotations of a file, put on the articles of a corpus (`.jsonl` or `.jsonl.gz` with `id` and `text`).

    InputError when an article is missing or not the one that was annotated.
    """
    for line, text in _with_texts(annotations, corpus):
        yield line["id"], put_on(line, text)


def dated(days: Path, corpus: Path) -> Iterator[tuple[str, str, str]]:
    """Ids, texts and publication days of a file of lines `{"id", "hash", "published"}`; InputError as above."""
    for line, text in _with_texts(days, corpus):
        yield line["id"], text, line["published"]


def _with_texts(annotations: Path, corpus: Path) -> Iterator[tuple[dict[str, Any], str]]:
    articles = texts(corpus)
    with annotations.open(encoding="utf-8") as lines:
        for row in lines:
            line = json.loads(row)
            text = articles.get(line["id"])
            if text is None or text_hash(text) != line["hash"]:
                raise InputError(
                    f"{corpus} has no article {line['id']} with the text that {annotations} annotates",
                    "Name the corpus that the annotations were made on.",
                )
            yield line, text


def texts(corpus: Path) -> dict[str, str]:
    """Texts of a corpus (`.jsonl` or `.jsonl.gz`) by the ids of its articles."""
    opener = gzip.open if corpus.suffix == ".gz" else open
    with opener(corpus, "rt", encoding="utf-8") as lines:
        return {row["id"]: row["text"] for row in map(json.loads, lines)}
