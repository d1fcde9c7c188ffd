"""The tables of a bulk import: which nodes and edges each holds, and its columns with their types.

The importer leaves out a list that is empty, whatever a file says; `may_be_empty` is what is put in afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graph.model import RELATION_KINDS


@dataclass(frozen=True, slots=True)
class Table:
    """A file: `name`, whether of nodes or edges, their label or type, and its header.

    A column is `property:type` (no type is a string), `:ID(SPACE)`, `:LABEL`, `:START_ID(SPACE)` or `:END_ID(SPACE)`.
    """

    name: str
    edges: bool
    of: str
    header: tuple[str, ...]

    @property
    def properties(self) -> frozenset[str]:
        """Names of the properties it has a column for."""
        return frozenset(column.partition(":")[0] for column in self.header) - {""}

    @property
    def lists(self) -> tuple[str, ...]:
        """Those properties that are lists."""
        return tuple(column.partition(":")[0] for column in self.header if column.endswith("[]"))


def _nodes(name: str, of: str, header: str) -> Table:
    return Table(name, False, of, tuple(header.split()))


def _edges(name: str, of: str, start: str, end: str, header: str = "") -> Table:
    return Table(name, True, of, (f":START_ID({start})", f":END_ID({end})", *header.split()))


_NAMED = "id:ID({0}) name name_vi aliases:string[] search:string[]"

ARTICLES: Final = _nodes(
    "articles",
    "Article",
    "id:ID(Article) path text_hash title url source author language published:date published_edtf published_basis "
    "published_confidence:double published_evidence:string[] extractor record_hash topics:string[] "
    "topic_weights:double[] signature original ingested_at:datetime",
)
EVENTS: Final = _nodes(
    "events",
    "Event",
    "id:ID(Event) type quad mode place status summary date:date date_end:date open_since:date extent edtf "
    "precision date_basis confidence:double digest",
)
ACTORS: Final = _nodes("actors", "Actor", f"{_NAMED.format('Actor')} digest claims:string[] :LABEL")
TREATIES: Final = _nodes(
    "treaties",
    "Treaty",
    f"{_NAMED.format('Treaty')} signed:date in_force:date ended:date digest claims:string[]",
)
CLUES: Final = _nodes("clues", "Clue", "key article")
SCHEMA: Final = _nodes("schema", "GraphSchema", "id version:long imported:boolean")

REPORTS: Final = _edges(
    "reports",
    "REPORTS",
    "Article",
    "Event",
    "id act known:boolean quote search:string[] summary start:long end:long trigger_start:long trigger_end:long "
    "trigger occurrence:long also_starts:long[] also_ends:long[] type status mode place edtf date:date date_end:date "
    "extent date_basis source_ids:string[] source_roles:string[] source_of:string[] target_ids:string[] "
    "target_roles:string[] target_of:string[] attributed_ids:string[] treaties:string[] rules:string[] "
    "confidence:double outside_terms:string[] words:string[] word_weights:double[] relation_kinds:string[] "
    "relation_others:string[] relation_quotes:string[] relation_rules:string[]",
)
COPIES: Final = _edges("copies", "COPIES", "Article", "Article", "similarity:double")
_CLAIMED = "claim name name_vi aliases:string[] starts:long[] ends:long[]"
ACTOR_MENTIONS: Final = _edges(
    "actor_mentions",
    "MENTIONS",
    "Article",
    "Actor",
    f"{_CLAIMED} kind of role represents:string[] member_of:string[]",
)
TREATY_MENTIONS: Final = _edges(
    "treaty_mentions",
    "MENTIONS",
    "Article",
    "Treaty",
    f"{_CLAIMED} signed:date in_force:date ended:date parties:string[]",
)
SOURCES: Final = _edges("sources", "SOURCE_OF", "Actor", "Event", "role date:date")
TARGETS: Final = _edges("targets", "TARGETS", "Event", "Actor", "role date:date")
ATTRIBUTIONS: Final = _edges("attributions", "ATTRIBUTED_TO", "Event", "Actor")
CONCERNS: Final = _edges("concerns", "CONCERNS", "Event", "Treaty", "action")
REPRESENTS: Final = _edges("represents", "REPRESENTS", "Actor", "Actor", "role since:date until:date")
MEMBER_OF: Final = _edges("member_of", "MEMBER_OF", "Actor", "Actor", "role since:date until:date")
PARTIES: Final = _edges("parties", "PARTY_TO", "Actor", "Treaty", "signed:date ratified:date since:date until:date")
RELATIONS: Final = {
    kind: _edges(kind.lower(), kind, "Event", "Event", "evidence:string[] articles:string[] rules:string[]")
    for kind in RELATION_KINDS
}

TABLES: Final[tuple[Table, ...]] = (
    *(ARTICLES, EVENTS, ACTORS, TREATIES, CLUES, SCHEMA),
    *(REPORTS, COPIES, ACTOR_MENTIONS, TREATY_MENTIONS, SOURCES, TARGETS, ATTRIBUTIONS, CONCERNS),
    *(REPRESENTS, MEMBER_OF, PARTIES, *RELATIONS.values()),
)

NEVER_EMPTY: Final = frozenset(
    (
        *("topics", "topic_weights", "words", "word_weights", "search", "claims", "evidence", "articles"),
        *("relation_kinds", "relation_others", "relation_quotes", "relation_rules"),
    )
)
"""Lists that are not there at all where they would be empty, or that never are."""


BESIDE: Final = {
    "source_roles": "source_ids",
    "source_of": "source_ids",
    "target_roles": "target_ids",
    "target_of": "target_ids",
}
"""Lists with an element, which may be the empty text, for each one of another list; [""] is left out as well."""


def may_be_empty(table: Table) -> tuple[str, ...]:
    """The lists of a table that may be empty, and so be missing after an import."""
    return () if table in RELATIONS.values() else tuple(name for name in table.lists if name not in NEVER_EMPTY)
