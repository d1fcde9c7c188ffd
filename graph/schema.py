"""Constraints, indexes and the version of the graph's schema, with the way from each older version to this one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from graph import statements
from graph.edtf import bounds
from graph.errors import SchemaMismatch
from graph.ids import search_forms, word_forms
from graph.running import Run
from graph.tellings import act_clue

VERSION: Final = 5

_REPORTS_AT_ONCE: Final = 5_000

_CONSTRAINTS = {"Article": "article_id", "Event": "event_id", "Actor": "actor_id", "Treaty": "treaty_id"}
_INDEXES = {
    "article_path": ("Article", "path"),
    "article_url": ("Article", "url"),
    "article_published": ("Article", "published"),
    "event_date": ("Event", "date"),
    "event_date_end": ("Event", "date_end"),
    "event_type": ("Event", "type"),
    "clue_key": ("Clue", "key"),
    "clue_article": ("Clue", "article"),
    "correction_number": ("Correction", "number"),
}

DEFINITIONS: Final[tuple[str, ...]] = (
    "CREATE CONSTRAINT graph_schema_id IF NOT EXISTS FOR (n:GraphSchema) REQUIRE n.id IS UNIQUE",
    *(
        f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        for label, name in _CONSTRAINTS.items()
    ),
    *(f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON (n.{key})" for name, (label, key) in _INDEXES.items()),
)
"""Statements that make the schema; each can be run again without effect."""


ON_NEO4J: Final[tuple[str, ...]] = (
    "CREATE FULLTEXT INDEX report_words IF NOT EXISTS FOR ()-[r:REPORTS]-() ON EACH [r.search] "
    "OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words'}}",
    # How long before a period an event of it may begin depends on how exact its date is, and whether it ends before it
    # is read from the index, too.  An index knows no event that lacks one of its properties: those without a last day
    # are found by `open_since`, intervals without a first day come first by their EDTF value.  The embedded database
    # would answer no query from these.
    "CREATE INDEX event_precision_dates IF NOT EXISTS FOR (n:Event) ON (n.precision, n.date, n.date_end)",
    "CREATE INDEX event_open_since IF NOT EXISTS FOR (n:Event) ON (n.open_since)",
    "CREATE INDEX event_precision_edtf IF NOT EXISTS FOR (n:Event) ON (n.precision, n.edtf)",
    "CREATE INDEX event_type_date IF NOT EXISTS FOR (n:Event) ON (n.type, n.date)",
    "DROP INDEX event_precision_date IF EXISTS",
    "DROP INDEX event_precision_date_end IF EXISTS",
)
"""Statements that follow on Neo4j, and that the embedded database would refuse."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step that brings the graph's data to `version`."""

    version: int
    change: Callable[[Run], None]

    def __call__(self, run: Run) -> None:
        """Take the step and note the version, in the transaction of `run`."""
        self.change(run)
        run(statements.WRITE_VERSION, version=self.version)


def _add_search_forms(run: Run) -> None:
    """Version 1: actors and treaties are found by the folded forms of their names."""
    for label in ("Actor", "Treaty"):
        found = run(f"MATCH (n:{label}) RETURN n.id AS id, n.name AS name, n.name_vi AS name_vi, n.aliases AS aliases")
        rows: list[dict[str, Any]] = [
            {"id": row["id"], "search": search_forms([row["id"], row["name"], row["name_vi"], *(row["aliases"] or ())])}
            for row in found
        ]
        run(f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) SET n.search = row.search", rows=rows)


def _add_words_of_reports(run: Run) -> None:
    """Version 2: quotes are found by their words, and each telling has its own first and last possible day."""
    found = run(
        "MATCH (a:Article)-[r:REPORTS]->(:Event) RETURN a.id AS article, r.id AS id, r.quote AS quote, r.edtf AS edtf"
    )
    rows: list[dict[str, Any]] = []
    for row in found:
        first, last = bounds(row["edtf"])
        words = word_forms(row["quote"])
        rows.append({"article": row["article"], "id": row["id"], "search": words, "date": first, "date_end": last})
    for begin in range(0, len(rows), _REPORTS_AT_ONCE):
        run(
            "UNWIND $rows AS row MATCH (:Article {id: row.article})-[r:REPORTS]->(:Event) WHERE r.id = row.id "
            "SET r.search = row.search, r.date = row.date, r.date_end = row.date_end",
            rows=rows[begin : begin + _REPORTS_AT_ONCE],
        )


def _add_acts(run: Run) -> None:
    """Version 3: a telling knows its act by itself, for an event may bring several together, and is found by it."""
    found = run(
        "MATCH (a:Article)-[r:REPORTS]->(e:Event) RETURN DISTINCT a.id AS article, coalesce(r.act, e.id) AS act"
    )
    run("MATCH (:Article)-[r:REPORTS]->(e:Event) WHERE r.act IS NULL SET r.act = e.id")
    rows = [{"article": row["article"], "key": act_clue(row["act"])} for row in found]
    run("UNWIND $rows AS row MERGE (:Clue {key: row.key, article: row.article})", rows=rows)


def _change_nothing(run: Run) -> None:
    """Version 4: articles tell which one they nearly copy; other indexes, which are made before the steps.

    Texts are not in the graph, so that there is nothing to compute here: what another version of the extraction has
    read is read again, and gets its signature, when it is ingested.
    """


def _add_open_dates(run: Run) -> None:
    """Version 5: an event without a last possible day is found by its first one."""
    run("MATCH (e:Event) WHERE e.date IS NOT NULL AND e.date_end IS NULL SET e.open_since = e.date")


MIGRATIONS: Final[tuple[Migration, ...]] = (
    Migration(1, _add_search_forms),
    Migration(2, _add_words_of_reports),
    Migration(3, _add_acts),
    Migration(4, _change_nothing),
    Migration(5, _add_open_dates),
)


def stored_version(run: Run) -> int | None:
    """Version of the stored graph: 0 for one from before versions were noted, None for an empty database."""
    found = run(statements.READ_VERSION)
    if found:
        return int(found[0]["version"])
    for label in _CONSTRAINTS:
        if run(f"MATCH (n:{label}) RETURN 1 AS one LIMIT 1"):
            return 0
    return None


def pending(version: int) -> list[Migration]:
    """The steps that lead from a version to this one.  Raises SchemaMismatch when the graph is newer than that."""
    check_not_newer(version)
    return [migration for migration in MIGRATIONS if migration.version > version]


def check_not_newer(version: int) -> None:
    """Raise SchemaMismatch when a graph was made by a newer biennien."""
    if version > VERSION:
        raise SchemaMismatch(
            f"the graph has schema version {version}, this biennien knows versions up to {VERSION}",
            "Upgrade biennien: pipx upgrade biennien.",
        )


def check_current(version: int) -> None:
    """Raise SchemaMismatch when a graph cannot be read as it is."""
    check_not_newer(version)
    if version < VERSION:
        raise SchemaMismatch(
            f"the graph has schema version {version}, this biennien reads version {VERSION}",
            "Run `biennien db migrate` to bring it up to date.",
        )


def refuse_incomplete() -> NoReturn:
    """Raise SchemaMismatch for a graph that was bulk imported and not completed."""
    raise SchemaMismatch(
        "the graph was bulk imported and lacks its indexes", "Run `biennien db migrate` to complete it."
    )
