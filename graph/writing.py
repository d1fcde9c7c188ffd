"""Saving and forgetting articles within one transaction: what is withdrawn, what is written, what is computed again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from graph import copying, statements
from graph.correcting import all_corrections
from graph.corrections import Correction
from graph.derivation import Change, Derived, Touched, derive
from graph.errors import UnknownName
from graph.grouping import Key
from graph.ids import record_hash
from graph.model import ArticleRecord
from graph.regrouping import Gathering, regroup
from graph.rows import rows_of
from graph.running import Run, run_ids, run_rows

_ONE_OF_MANY = re.compile(r"#\d+$")
"""A path that ends so (`news.jsonl#12`) names a place in a file, which other articles may take."""


@dataclass(slots=True)
class SaveSummary:
    """What saving did; events, actors and treaties are those of which the saved articles say something new.

    `copies` is how many articles turned out to be nearly the text of another.
    """

    articles: Change = field(default_factory=Change)
    events: Change = field(default_factory=Change)
    actors: Change = field(default_factory=Change)
    treaties: Change = field(default_factory=Change)
    copies: int = 0

    def add(self, other: SaveSummary) -> None:
        """Count another batch in."""
        self.articles.add(other.articles)
        self.events.add(other.events)
        self.actors.add(other.actors)
        self.treaties.add(other.treaties)
        self.copies += other.copies


@dataclass(slots=True)
class ForgetSummary:
    """What withdrawing an article did: how many events, actors and treaties changed or went."""

    article: str
    events: Change
    actors: Change
    treaties: Change


def save(run: Run, records: Sequence[ArticleRecord], now: datetime) -> SaveSummary:
    """Store records; an article that says what it said before is left alone.

    1. Find the articles that are new, changed, or take the path of another one.
    2. Withdraw what changed and replaced articles said.
    3. Find which reports, stored or to be written, are of one event, and move those that are of another now.
    4. Compute the events, actors and treaties that these touch, and write what came out differently, with articles,
       mentions and reports.
    5. Find articles that are nearly the same text.
    6. Write the clues under which all this is found; what the batch itself says is never looked for.
    """
    summary = SaveSummary()
    records = list({record.article.id: record for record in records}.values())
    fresh, changed = _sort_out(run, records, summary.articles)
    if not fresh:
        return summary
    replaced = _replaced(run, fresh)
    summary.articles.removed = len(replaced)
    corrections = all_corrections(run)
    left = _neighbours(run, corrections, {*changed, *replaced})
    copiers = _copiers(run, {*changed, *replaced})
    touched = _withdraw(run, {*changed, *replaced})
    run_ids(run, statements.DELETE_ARTICLES, replaced)
    rows = rows_of(fresh, now)
    regrouped = regroup(run, corrections, left, rows.tellings)
    rows.put_into(regrouped.fresh)
    touched.events |= regrouped.events
    derived = derive(run, touched, corrections, rows)
    summary.copies = copying.derive(run, {record.article.id for record in fresh}, copiers)
    run_rows(run, statements.CREATE_CLUES, rows.clues)
    summary.events, summary.actors, summary.treaties = derived.events, derived.actors, derived.treaties
    return summary


def forget(run: Run, name: str) -> ForgetSummary:
    """Withdraw the article with an id, else at a path, else at a URL, without a trace.

    Raises UnknownName when there is none.
    """
    found = (
        run(statements.ARTICLES_BY_ID, ids=[name])
        or run(statements.ARTICLES_BY_PATH, paths=[name])
        or run(statements.ARTICLES_BY_URL, url=name)
    )
    if not found:
        raise UnknownName(f"no article {name!r} is stored", "Give the id, path or URL of a stored article.")
    if len(found) > 1:
        ids = ", ".join(sorted(row["id"] for row in found))
        raise UnknownName(f"{len(found)} articles are stored under {name!r}", f"Give the id of one of them: {ids}.")
    article = str(found[0]["id"])
    corrections = all_corrections(run)
    left = _neighbours(run, corrections, {article})
    copiers = _copiers(run, {article})
    touched = _withdraw(run, {article})
    run(statements.DELETE_ARTICLES, ids=[article])
    copying.derive(run, set(), copiers)
    touched.events |= regroup(run, corrections, left).events
    derived: Derived = derive(run, touched, corrections)
    return ForgetSummary(article, derived.events, derived.actors, derived.treaties)


def _sort_out(run: Run, records: Sequence[ArticleRecord], change: Change) -> tuple[list[ArticleRecord], list[str]]:
    """The records to write, and the ids of those of them that are stored in another version."""
    stored = {row["id"]: row for row in run_ids(run, statements.ARTICLES_BY_ID, {r.article.id for r in records})}
    fresh, changed, moved = [], [], []
    for record in records:
        article = record.article
        before = stored.get(article.id)
        if before is None:
            change.new += 1
            fresh.append(record)
        elif before["record_hash"] != record_hash(record):
            change.changed += 1
            fresh.append(record)
            changed.append(article.id)
        else:
            change.unchanged += 1
            # One text at two paths: the first path by name, whichever is read first.
            if article.path and (before["path"] is None or article.path < before["path"]):
                moved.append({"id": article.id, "path": article.path})
    run_rows(run, statements.SET_PATHS, moved)
    return fresh, changed


def _replaced(run: Run, fresh: Sequence[ArticleRecord]) -> list[str]:
    """Stored articles at whose path another article now stands."""
    paths = Counter(record.article.path for record in fresh)
    owners = {
        record.article.path: record.article.id
        for record in fresh
        if record.article.path and paths[record.article.path] == 1 and not _ONE_OF_MANY.search(record.article.path)
    }
    if not owners:
        return []
    stored = run(statements.ARTICLES_BY_PATH, paths=sorted(owners))
    return sorted(row["id"] for row in stored if owners[row["path"]] != row["id"])


def _neighbours(run: Run, corrections: Sequence[Correction], articles: set[str]) -> set[Key]:
    """Tellings of other articles that those of articles to be withdrawn may hold together."""
    if not articles:
        return set()
    gathering = Gathering(run, corrections)
    near = gathering.around(gathering.of_articles(articles))
    return {key for key in near.all_keys() if key[0] not in articles}


def _copiers(run: Run, articles: set[str]) -> set[str]:
    """Those that copy articles which are to be withdrawn."""
    return {row["id"] for row in run_ids(run, statements.COPIERS_OF_ARTICLES, articles)} - articles


def _withdraw(run: Run, articles: set[str]) -> Touched:
    """Delete what articles say, and give the nodes of which they said it."""
    touched = Touched(
        events={row["id"] for row in run_ids(run, statements.EVENTS_OF_ARTICLES, articles)},
        actors={row["id"] for row in run_ids(run, statements.ACTORS_OF_ARTICLES, articles)},
        treaties={row["id"] for row in run_ids(run, statements.TREATIES_OF_ARTICLES, articles)},
    )
    run_ids(run, statements.DELETE_REPORTS, articles)
    run_ids(run, statements.DELETE_MENTIONS, articles)
    run_ids(run, statements.DELETE_CLUES, articles)
    run_ids(run, statements.DELETE_COPIES, articles)
    run_ids(run, statements.DELETE_COPIES_OF, articles)
    return touched
