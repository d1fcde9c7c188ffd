"""What saving, saving again, editing and forgetting articles leaves in the graph, on both engines."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import records
from fingerprint import graph_fingerprint
from records import make_event, make_record

from graph import schema
from graph.errors import BadValue, UnknownName
from graph.ids import content_key
from graph.model import ArticleRecord
from graph.store import Store

EXTENSION = make_event(
    "extension", "AGREE", "2021-02-03", ["RUS", "joe-biden"], ["USA"],
    "Russia and President Biden agreed on 3 February 2021 to extend New START.",
    treaties=[("new-start", "extend")], mode="negotiate", place="Moscow",
)  # fmt: skip
WARNING = make_event(
    "warning", "THREATEN", "2021-12-14", ["sergey-lavrov"], ["nato"],
    "Lavrov warned NATO on 14 December 2021, Russia said.", said_by=["RUS"],
)  # fmt: skip


def corpus() -> list[ArticleRecord]:
    """Five articles that overlap in events, actors and treaties, and disagree."""
    vague = replace(EXTENSION, date="2021", quote="New START was extended in 2021.", confidence=0.6)
    planned = replace(EXTENSION, status="planned", date=None, date_basis="none", quote="They may extend New START.")
    moscow = replace(records.RUSSIA, name="Russian Federation", aliases=("Kremlin",))
    return [
        make_record("a", [EXTENSION, WARNING], path="a.txt"),
        make_record("b", [vague], path="b.txt", actors=[moscow]),
        make_record("c", [planned], published=None),
        make_record("d", [make_event("talks", "CONSULT", "2021-12", ["VNM"], ["CHN"])], url="https://example.org/d"),
        make_record("e", [replace(WARNING, status="denied")], actors=[replace(records.NATO, kind="person")]),
    ]


def one(store: Store, cypher: str, **parameters: object) -> dict[str, object]:
    rows = store.read(cypher, parameters).rows
    assert len(rows) == 1, rows
    return rows[0]


def test_article(store: Store) -> None:
    before = datetime.now(UTC)
    store.save([corpus()[0]])
    article = one(store, "MATCH (a:Article) RETURN properties(a) AS a")["a"]
    assert isinstance(article, dict)
    assert before <= article.pop("ingested_at") <= datetime.now(UTC)
    record = corpus()[0]
    assert article == {
        "id": "a",
        "path": "a.txt",
        "text_hash": record.text_hash,
        "record_hash": article["record_hash"],
        "title": "Article a",
        "source": "Example Wire",
        "language": "en",
        "published": date(2021, 12, 15),
        "published_edtf": "2021-12-15",
        "published_basis": "given",
        "published_confidence": 1.0,
        "published_evidence": ["Given as 2021-12-15."],
        "extractor": "test-1",
    }


def test_event_and_its_edges(store: Store) -> None:
    store.save([corpus()[0]])
    event = one(store, "MATCH (e:Event {id: 'extension'}) RETURN properties(e) AS e")["e"]
    assert isinstance(event, dict)
    assert event.pop("digest")
    assert event == {
        "id": "extension",
        "type": "AGREE",
        "quad": "verbal cooperation",
        "mode": "negotiate",
        "place": "Moscow",
        "status": "happened",
        "summary": "Russia and President Biden agreed on 3 February 2021 to extend New START",
        "date": date(2021, 2, 3),
        "date_end": date(2021, 2, 3),
        "extent": "within",
        "edtf": "2021-02-03",
        "precision": "day",
        "date_basis": "clause",
        "confidence": 0.8,
    }
    assert store.read(
        "MATCH (a:Actor)-[r:SOURCE_OF]->(e:Event) RETURN a.id AS actor, e.id AS event, r.role AS role, r.date AS date "
        "ORDER BY event, actor"
    ).rows == [
        {"actor": "RUS", "event": "extension", "role": None, "date": date(2021, 2, 3)},
        {"actor": "joe-biden", "event": "extension", "role": "president", "date": date(2021, 2, 3)},
        {"actor": "sergey-lavrov", "event": "warning", "role": "foreign minister", "date": date(2021, 12, 14)},
    ]
    assert store.read(
        "MATCH (e:Event)-[r:TARGETS]->(a:Actor) RETURN e.id AS event, a.id AS actor, r.date AS date ORDER BY event"
    ).rows == [
        {"event": "extension", "actor": "USA", "date": date(2021, 2, 3)},
        {"event": "warning", "actor": "nato", "date": date(2021, 12, 14)},
    ]
    assert one(store, "MATCH (e:Event)-[:ATTRIBUTED_TO]->(a:Actor) RETURN e.id AS event, a.id AS actor") == {
        "event": "warning",
        "actor": "RUS",
    }
    assert one(
        store, "MATCH (e)-[c:CONCERNS]->(t:Treaty) RETURN e.id AS event, c.action AS action, t.id AS treaty"
    ) == {
        "event": "extension",
        "action": "extend",
        "treaty": "new-start",
    }


def test_report_leads_back_to_the_words(store: Store) -> None:
    record = corpus()[0]
    store.save([record])
    report = one(store, "MATCH (:Article {id: 'a'})-[r:REPORTS]->(:Event {id: 'warning'}) RETURN r")["r"]
    assert isinstance(report, dict)
    assert record.article.text[report["start"] : report["end"]] == report["quote"] == WARNING.quote
    assert record.article.text[report["trigger_start"] : report["trigger_end"]] == "said."
    wanted = {
        "id": "a:1:warning",
        "type": "THREATEN",
        "status": "happened",
        "edtf": "2021-12-14",
        "date_basis": "clause",
        "source_ids": ["sergey-lavrov"],
        "source_roles": ["foreign minister"],
        "target_ids": ["nato"],
        "target_roles": [""],
        "attributed_ids": ["RUS"],
        "treaties": [],
        "rules": ["test"],
        "confidence": 0.8,
    }
    assert {key: report[key] for key in wanted} == wanted


def test_actors_and_treaties(store: Store) -> None:
    store.save([corpus()[0]])
    assert {
        row["id"]: sorted(row["labels"])
        for row in store.read("MATCH (a:Actor) RETURN a.id AS id, labels(a) AS labels").rows
    } == {
        "RUS": ["Actor", "Country"],
        "USA": ["Actor", "Country"],
        "joe-biden": ["Actor", "Person"],
        "nato": ["Actor", "Organisation"],
        "sergey-lavrov": ["Actor", "Person"],
    }
    russia = one(store, "MATCH (a:Actor) WHERE toLower('LIÊN BANG NGA') IN a.search RETURN a")["a"]
    assert isinstance(russia, dict)
    assert (russia["id"], russia["name"], russia["name_vi"]) == ("RUS", "Russia", "Nga")
    assert russia["search"] == ["liên bang nga", "moscow", "nga", "rus", "russia", "russian federation"]
    assert store.read(
        "MATCH (a)-[r:REPRESENTS]->(b) RETURN a.id AS a, b.id AS b, r.role AS role, r.since AS since, r.until AS until "
        "ORDER BY a"
    ).rows == [
        {"a": "joe-biden", "b": "USA", "role": "president", "since": date(2021, 1, 20), "until": date(2025, 1, 20)},
        {"a": "sergey-lavrov", "b": "RUS", "role": "foreign minister", "since": date(2004, 3, 9), "until": None},
    ]
    treaty = one(store, "MATCH (t:Treaty) WHERE toLower('New Start') IN t.search RETURN t")["t"]
    assert isinstance(treaty, dict)
    assert (treaty["signed"], treaty["in_force"], treaty["ended"]) == (
        date(2010, 4, 8), date(2011, 2, 5), date(2026, 2, 5),
    )  # fmt: skip
    assert store.read(
        "MATCH (a)-[r:PARTY_TO]->(t:Treaty) RETURN a.id AS a, r.signed AS signed, r.ratified AS ratified, "
        "r.since AS since, r.until AS until ORDER BY a"
    ).rows == [
        {
            "a": party.actor,
            "signed": party.signed,
            "ratified": party.ratified,
            "since": party.since,
            "until": party.until,
        }
        for party in records.NEW_START.parties
    ]


def test_disagreement_is_kept_in_reports_and_settled_in_the_event(store: Store) -> None:
    store.save(corpus())
    event = one(store, "MATCH (e:Event {id: 'extension'}) RETURN e.edtf AS edtf, e.status AS status, e.confidence AS c")
    assert event == {"edtf": "2021-02-03", "status": "happened", "c": round(0.8 * (0.5 + 0.5 * 2 / 3), 4)}
    told = store.read(
        "MATCH (a)-[r:REPORTS]->(:Event {id: 'extension'}) RETURN a.id AS a, r.edtf AS edtf, r.status AS s"
    )
    assert {(row["a"], row["edtf"], row["s"]) for row in told.rows} == {
        ("a", "2021-02-03", "happened"), ("b", "2021", "happened"), ("c", None, "planned"),
    }  # fmt: skip


def test_summary_counts(store: Store) -> None:
    first = store.save(corpus()[:1])
    assert (first.articles.new, first.events.new, first.actors.new, first.treaties.new) == (1, 2, 5, 1)
    second = store.save(corpus())
    assert (second.articles.new, second.articles.unchanged) == (4, 1)
    assert (second.events.new, second.events.changed) == (1, 2)


def test_saving_twice_changes_nothing(store: Store) -> None:
    store.save(corpus())
    whole = "MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties"
    before = (store.read(whole).rows, graph_fingerprint(store))
    again = store.save(corpus())
    assert (again.articles.unchanged, again.articles.new, again.articles.changed) == (5, 0, 0)
    rows, fingerprint = store.read(whole).rows, graph_fingerprint(store)
    assert fingerprint == before[1]
    assert sorted(map(str, rows)) == sorted(map(str, before[0]))


def test_order_and_batches_do_not_matter(store: Store) -> None:
    store.save(corpus())
    wanted = graph_fingerprint(store)
    articles = corpus()
    for record in articles:
        store.forget(record.article.id)
    assert graph_fingerprint(store) == [line for line in wanted if line.startswith("GraphSchema")]
    for order in itertools.islice(itertools.permutations(articles), 7, 120, 37):
        for record in order:
            store.save([record])
        assert graph_fingerprint(store) == wanted
        for record in order:
            store.forget(record.article.id)


def test_forgetting_leaves_no_trace(store: Store) -> None:
    *others, last = corpus()
    store.save(others)
    wanted = graph_fingerprint(store)
    store.save([last])
    assert graph_fingerprint(store) != wanted
    summary = store.forget("e")
    assert summary.article == "e"
    assert graph_fingerprint(store) == wanted


@pytest.mark.parametrize(("name", "article"), [("d", "d"), ("a.txt", "a"), ("https://example.org/d", "d")])
def test_forgetting_by_id_path_or_url(store: Store, name: str, article: str) -> None:
    store.save(corpus())
    assert store.forget(name).article == article
    with pytest.raises(UnknownName):
        store.forget(name)


def test_edited_article_replaces_its_own_reports(store: Store) -> None:
    store.save(corpus()[1:])
    store.save([make_record("a", [make_event("visit", "CONSULT", "2020-05-09", ["CHN"], ["VNM"])], path="a.txt")])
    edited = store.save([corpus()[0]])
    assert (edited.articles.changed, edited.events.removed) == (1, 1)
    fingerprint = graph_fingerprint(store)
    for record in corpus():
        store.forget(record.article.id)
    store.save(corpus())
    assert graph_fingerprint(store) == fingerprint


def test_new_text_at_a_path_replaces_the_old_article(store: Store) -> None:
    store.save(corpus())
    replaced = store.save([make_record("a2", [EXTENSION], path="a.txt")])
    assert (replaced.articles.new, replaced.articles.removed) == (1, 1)
    assert sorted(row["id"] for row in store.read("MATCH (a:Article) RETURN a.id AS id").rows) == [
        "a2",
        "b",
        "c",
        "d",
        "e",
    ]


def test_lines_of_one_file_do_not_replace_each_other(store: Store) -> None:
    store.save([make_record("line-1", [EXTENSION], path="news.jsonl#1")])
    store.save([make_record("line-0", [WARNING], path="news.jsonl#1"), make_record("line-2", path="news.jsonl#2")])
    assert store.counts()["Article"] == 3


def test_same_text_at_two_paths_is_one_article(store: Store) -> None:
    for path in ("b.txt", "a.txt", "b.txt"):
        store.save([make_record("x", [EXTENSION], path=path)])
    assert one(store, "MATCH (a:Article) RETURN a.path AS path") == {"path": "a.txt"}


def test_two_records_of_one_article_in_a_batch(store: Store) -> None:
    store.save([make_record("x", [EXTENSION]), make_record("x", [WARNING])])
    assert one(store, "MATCH (:Article)-[:REPORTS]->(e) RETURN e.id AS id") == {"id": "warning"}


def test_article_that_says_nothing(store: Store) -> None:
    store.save([make_record("empty", published=None)])
    assert one(store, "MATCH (a:Article) RETURN a.published AS published, a.published_basis AS basis") == {
        "published": None,
        "basis": "unknown",
    }
    assert store.save([]).articles.new == 0


def test_actor_that_changes_its_kind_keeps_all_that_hangs_on_it(store: Store) -> None:
    person = replace(records.NATO, kind="person", member_of=())
    treaty = replace(records.INF, parties=(replace(records.NEW_START.parties[0], actor="nato"),))
    spokesman = replace(records.LAVROV, terms=(replace(records.LAVROV.terms[0], of="nato"),))
    record = make_record("p", [WARNING], actors=[person, spokesman], treaties=[treaty])
    store.save([record])
    edges = graph_fingerprint(store)
    assert one(store, "MATCH (a {id: 'nato'}) RETURN a:Person AS person") == {"person": True}
    store.save([make_record("o", actors=[records.NATO])])
    assert one(store, "MATCH (a {id: 'nato'}) RETURN a:Organisation AS o, a:Person AS p") == {"o": True, "p": False}
    assert one(store, "MATCH (a {id: 'nato'})-[r]-() RETURN count(r) AS edges")["edges"] == 5
    store.forget("o")
    assert graph_fingerprint(store) == edges


def test_article_hashes(store: Store) -> None:
    record = corpus()[0]
    store.save([record])
    assert store.article_hashes(["a", "nowhere"]) == {"a": content_key(record.text_hash, "test-1")}
    assert store.article_hashes([]) == {}


def test_counts(store: Store) -> None:
    store.save(corpus()[:1])
    assert store.counts() == {
        "Article": 1, "Event": 2, "Actor": 5, "Country": 2, "Person": 2, "Organisation": 1, "Treaty": 1,
    }  # fmt: skip


def test_record_that_names_an_unlisted_actor_is_refused_whole(store: Store) -> None:
    record = make_record("bad", [EXTENSION])
    short = replace(record, actors=tuple(actor for actor in record.actors if actor.id != "USA"))
    with pytest.raises(BadValue, match="USA"):
        store.save([corpus()[3], short])
    assert store.counts()["Article"] == 0


def test_schema_is_made_once(store: Store) -> None:
    assert store.schema_version() == schema.VERSION
    store.ensure_schema()
    names = {row["name"] for row in store.read("SHOW CONSTRAINTS").rows}
    assert {"article_id", "event_id", "actor_id", "treaty_id", "graph_schema_id"} <= names


def test_values_come_back_plain(store: Store) -> None:
    store.save([corpus()[0]])
    row = one(
        store,
        "MATCH path = (a:Article)-[r:REPORTS]->(e:Event {id: 'warning'}) "
        "RETURN a, r, path, [e.date, null] AS list, {day: e.date} AS map, e.date AS date, "
        "duration.between(date('2021-01-01'), date('2021-03-01')) AS span, $day AS given, 1 AS int, 1.5 AS float",
        day=date(2020, 2, 29),
    )
    assert isinstance(row["a"], dict)
    assert isinstance(row["r"], dict)
    assert isinstance(row["path"], list)
    assert [type(part) for part in row["path"]] == [dict, dict, dict]
    assert (row["list"], row["map"], row["date"]) == (
        [date(2021, 12, 14), None],
        {"day": date(2021, 12, 14)},
        date(2021, 12, 14),
    )
    assert (row["given"], row["int"], row["float"]) == (date(2020, 2, 29), 1, 1.5)
    assert row["span"] in ("P2M", "P0Y2M0D", "P2M0D")
