"""Versions of the graph's schema: none, older, the same and newer, on both engines."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from fingerprint import graph_fingerprint
from records import make_event, make_record

from graph import schema
from graph.errors import SchemaMismatch
from graph.store import Store
from graph.target import Target

NEXT = schema.VERSION + 1


def cypher(store: Store, text: str) -> None:
    """Run a statement that writes, past the store's own statements."""
    store._run(text)


@pytest.fixture
def filled(store: Store) -> Store:
    """A graph with one article."""
    treaty = make_event("e", "AGREE", treaties=[("new-start", "sign")])
    store.save([make_record("a", [treaty, make_event("since", "CONSULT", date="2016-10/..")])])
    return store


def test_empty_database_gets_the_current_version(target: Target) -> None:
    with Store.open(target, "write") as store:
        assert store.schema_version() is None
        store.ensure_schema()
        assert store.schema_version() == schema.VERSION


def test_many_make_the_schema_at_once(target: Target) -> None:
    with Store.open(target, "write") as store:
        for row in store.read("SHOW CONSTRAINTS").rows:
            cypher(store, f"DROP CONSTRAINT {row['name']} IF EXISTS")
        for row in store.read("SHOW INDEXES").rows:
            if row["labelsOrTypes"] and not row["owningConstraint"]:
                cypher(store, f"DROP INDEX `{row['name']}` IF EXISTS")

    def make(number: int) -> int | None:
        with Store.open(target, "write") as store:
            store.ensure_schema()
            return store.schema_version()

    with ThreadPoolExecutor(6) as makers:
        assert set(makers.map(make, range(6))) == {schema.VERSION}
    with Store.open(target) as store:
        assert len(store.read("SHOW CONSTRAINTS").rows) == 5


def test_newer_graph_is_refused_untouched(filled: Store, target: Target) -> None:
    cypher(filled, "MATCH (s:GraphSchema) SET s.version = 99")
    before = graph_fingerprint(filled)
    with pytest.raises(SchemaMismatch, match="99") as refused:
        filled.ensure_schema()
    assert "Upgrade" in refused.value.advice
    with pytest.raises(SchemaMismatch, match="99"):
        Store.open(target)
    assert graph_fingerprint(filled) == before


def test_graph_from_before_versions_is_brought_up_to_date(filled: Store) -> None:
    wanted = graph_fingerprint(filled)
    cypher(filled, "MATCH (s:GraphSchema) DELETE s")
    cypher(filled, "MATCH (n) WHERE n:Actor OR n:Treaty REMOVE n.search")
    cypher(filled, "MATCH (:Article)-[r:REPORTS]->(:Event) REMOVE r.search, r.date, r.date_end")
    cypher(filled, "MATCH (e:Event) REMOVE e.open_since")
    assert filled.schema_version() == 0
    filled.ensure_schema()
    assert graph_fingerprint(filled) == wanted


def test_older_graph_is_migrated_on_the_way_or_refused_with_advice(filled: Store, target: Target) -> None:
    cypher(filled, "MATCH (s:GraphSchema) DELETE s")
    if target.embedded_dir is not None:
        with Store.open(target) as reader:
            assert reader.schema_version() == schema.VERSION
    else:
        with pytest.raises(SchemaMismatch) as refused:
            Store.open(target)
        assert "biennien db migrate" in refused.value.advice


def test_steps_run_in_order_once_each(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[int] = []

    def step(number: int) -> schema.Migration:
        return schema.Migration(number, lambda run: ran.append(number))

    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step(NEXT), step(NEXT + 1)))
    monkeypatch.setattr(schema, "VERSION", NEXT + 1)
    filled.ensure_schema()
    filled.ensure_schema()
    assert (ran, filled.schema_version()) == ([NEXT, NEXT + 1], NEXT + 1)


def test_failed_step_is_not_noted(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(run: object) -> None:
        raise RuntimeError

    broken = (*schema.MIGRATIONS, schema.Migration(NEXT, lambda run: None), schema.Migration(NEXT + 1, fail))
    monkeypatch.setattr(schema, "MIGRATIONS", broken)
    monkeypatch.setattr(schema, "VERSION", NEXT + 1)
    with pytest.raises(RuntimeError):
        filled.ensure_schema()
    assert filled.schema_version() == NEXT


def test_steps_lead_to_the_current_version() -> None:
    assert [step.version for step in schema.MIGRATIONS] == list(range(1, schema.VERSION + 1))
