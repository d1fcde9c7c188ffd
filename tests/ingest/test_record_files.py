"""Whole records in files: what is written is read back the same, and what is wrong is told."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fingerprint import graph_fingerprint
from records import make_event, make_record, relate

from graph import copies, model
from graph.errors import InputError, UsageError
from graph.ids import record_hash
from graph.model import Article, ArticleRecord, Neighbours, OutsideTerm, SourceDate, Term, TimeMention
from graph.store import Store
from ingest.records import form, table, writing
from ingest.records.loading import Load
from ingest.records.places import found, place
from ingest.records.reading import Found, count, read
from ingest.records.writing import RecordWriter
from ingest.sources import Reject, Skip

if TYPE_CHECKING:
    from conftest import Outcome

FULL = relate(
    make_record(
        "full",
        [
            make_event("e1", "AGREE", "2021-02-03", ["RUS", "joe-biden"], ["USA"], "Ký New START – 😀 \u2028.",
                       treaties=[("new-start", "extend")], said_by=["nato"], mode="x", place="Hà Nội",
                       outside_terms=(OutsideTerm("USA", "president"),)),
            make_event("e2", "STATEMENT", None, ["sergey-lavrov"], [], "Lavrov spoke."),
        ],
        path="a/b.txt", url="https://news.example/a",
    ),
    ("RESPONDS_TO", 1, 0),
)  # fmt: skip
FULL = replace(
    FULL,
    article=replace(
        FULL.article,
        neighbours=Neighbours(date(2021, 1, 1), date(2021, 2, 1), 3),
        published_given="2021",
        author="Lan Anh",
        dates=(SourceDate("page", "2021-02-03", "3/2/2021"),),
    ),
    times=(TimeMention((0, 3), "DATE", "2021", "x", "start", "flow"),),
    debris=((0, 1), (2, 3)),
    topics=(("ký", 1.5), ("start", 0.1 + 0.2)),
    signature=copies.pack(range(copies.VALUES)),
    events=tuple(
        replace(event, words=(("a", 1e-7),), also=((0, 2), (1, 3)), known=True, extent="throughout", confidence=0.1)
        for event in FULL.events
    ),
    actors=(*FULL.actors, replace(FULL.actors[0], id="x", member_of=(Term("USA", "ally", date(2001, 2, 3)),))),
)
EMPTY = make_record("empty", published=None, source=None)


def both_ways(record: ArticleRecord) -> list[ArticleRecord]:
    """A record through each of the two forms."""
    return [form.read_line(form.line(record)), table.read_row(table.rows([record]).to_pylist()[0])]


@pytest.mark.parametrize("record", [FULL, EMPTY], ids=["full", "empty"])
def test_a_record_comes_back_as_it_was(record: ArticleRecord) -> None:
    for back in both_ways(record):
        assert back == record
        assert record_hash(back) == record_hash(record)


def test_the_full_record_has_every_field() -> None:
    """A field that is added to the model has to be added to FULL, and so is tested above."""
    given: set[tuple[str, str]] = set()
    known: set[tuple[str, str]] = set()

    def look_at(value: Any) -> None:
        for each in fields(value):
            inside = getattr(value, each.name)
            known.add((type(value).__name__, each.name))
            if inside != each.default:
                given.add((type(value).__name__, each.name))
            for one in inside if isinstance(inside, tuple) else [inside]:
                if is_dataclass(one):
                    look_at(one)

    look_at(FULL)
    assert {kind for kind, _ in known} == {name for name, kind in vars(model).items() if is_dataclass(kind)}
    assert known == given


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda r: r["events"][0].update(span=[1, "x"]), "Expected `int`, got `str` - at `events[0].span[1]`"),
        (lambda r: r["events"][0].pop("quote"), "missing required field `quote` - at `events[0]`"),
        (lambda r: r["events"][0].update(span=[5, 4]), "a span 5 to 4"),
        (lambda r: r["actors"][0].update(mentions=[[0, 10_000]]), "a span 0 to 10000 in a text of"),
        (lambda r: r["events"][0].update(type="PARTY"), "has the type 'PARTY'"),
        (lambda r: r["events"][0].update(sources=["atlantis"]), "names atlantis, which the record does not list"),
        (lambda r: r["events"][0].update(date="soon"), "'soon' is no date in EDTF"),
        (lambda r: r["actors"].append(r["actors"][0]), "two of the actors have the same id"),
        (lambda r: r["relations"][0].update(other="r-x"), "a relation RESPONDS_TO names a report"),
        (lambda r: r["article"].update(id=""), "id of the article"),
        (lambda r: r.update(published=3), "Expected `object`, got `int` - at `published`"),
        (lambda data: data.update(signature="x" * 344), "signature is none"),
        (lambda data: data.update(signature="AAAA"), "signature is none"),
    ],
)
def test_a_wrong_record_is_told(change: Callable[[dict[str, Any]], object], told: str) -> None:
    line = json.loads(form.line(FULL))
    change(line["record"])
    with pytest.raises(InputError) as failed:
        form.read_line(json.dumps(line))
    assert told in failed.value.message


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "is no JSON"),
        ("[1]", "is no record"),
        ('{"article": {}, "events": []}', "as `biennien extract --format jsonl` prints it"),
        ('{"biennien_record": 99, "record": {}}', "has records of version 99, this biennien reads version 1"),
        ('{"biennien_record": 1}', "is no valid record"),
    ],
)
def test_a_line_that_is_no_record_is_told(line: str, told: str) -> None:
    with pytest.raises(InputError) as failed:
        form.read_line(line)
    assert told in failed.value.message


RECORDS = [FULL, EMPTY, *(make_record(f"a{number}", [make_event(f"e{number}")]) for number in range(7))]


def written(out: str, records: list[ArticleRecord] = RECORDS) -> writing.WriteSummary:
    """Write records as if they were just read."""
    writer = RecordWriter(out, "test-1")
    items = [record.article for record in records]
    by_id = {record.article.id: record for record in records}
    return writer.write(by_id[item.id] for item in writer.fresh(items) if isinstance(item, Article))


@pytest.mark.parametrize(
    "out", ["r.parquet", "r.jsonl", "r.jsonl.gz", "folder/", "memory://b/r.parquet", "memory://c/d/"]
)
def test_files_of_every_kind(out: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(writing, "PART", 4)
    summary = written(out)
    files = found([out])
    assert (summary.records, summary.files) == (len(RECORDS), 3 if out.endswith("/") else 1)
    items = list(read(files))
    assert {item.record for item in items if isinstance(item, Found)} == set(RECORDS)
    assert len(items) == len(RECORDS)
    if not out.endswith("/"):
        assert [item.record for item in items if isinstance(item, Found)] == RECORDS
    assert count(files) == (None if "jsonl" in out else len(RECORDS))
    if "://" not in out:
        assert not list(tmp_path.rglob("*.part"))


def test_parts_that_are_there_are_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "PART", 4)
    out = f"{tmp_path}/parts/"
    items = [Skip("x", "y"), *(record.article for record in RECORDS[:5]), Reject("bad", "is empty")]
    read_now: list[str] = []

    def run(more: list[Article]) -> writing.WriteSummary:
        writer = RecordWriter(out, "test-1")

        def results() -> Iterator[ArticleRecord | Reject]:
            for item in writer.fresh([*items, *more]):
                if isinstance(item, Article):
                    read_now.append(item.id)
                    yield next(record for record in RECORDS if record.article.id == item.id)
                elif isinstance(item, Reject):
                    yield item

        return writer.write(results())

    run([])
    assert read_now == [record.article.id for record in RECORDS[:5]]
    read_now.clear()
    summary = run([RECORDS[5].article])
    assert read_now == ["a2", "a3"], "the last part has changed, the first has not"
    assert (summary.there, len(summary.rejects), summary.articles) == (4, 1, 7)


def test_an_interrupted_file_is_not_there(tmp_path: Path) -> None:
    def results() -> Iterator[ArticleRecord]:
        yield FULL
        raise KeyboardInterrupt

    for out in (f"{tmp_path}/r.parquet", f"{tmp_path}/r.jsonl.gz", "memory://interrupted/r.parquet"):
        with pytest.raises(KeyboardInterrupt):
            RecordWriter(out, "test-1").write(results())
        assert not place(out).exists()
    assert list(tmp_path.iterdir()) == []


def test_what_is_damaged_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    written(f"{tmp_path}/a.parquet", [FULL])
    whole = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "b.parquet").write_bytes(whole[:-9])
    pq.write_table(pa.table({"text": ["x"]}), tmp_path / "c.parquet")
    (tmp_path / "d.jsonl").write_bytes(form.line(FULL) + b"\n\nnothing\n" + form.line(EMPTY))
    (tmp_path / "e.jsonl.gz").write_bytes(gzip.compress(form.line(EMPTY) * 50)[:-20])
    (tmp_path / "f.txt").touch()
    strange = table.schema().with_metadata({form.VERSION_KEY: "7"})
    pq.write_table(
        pa.Table.from_batches([table.rows([EMPTY])]).replace_schema_metadata(strange.metadata), tmp_path / "g.parquet"
    )
    items = list(read(found([str(tmp_path)])))
    assert [item.record.article.id for item in items if isinstance(item, Found)] == ["full", "full", "empty"]
    told = {Path(item.where).name: item.reason for item in items if isinstance(item, Reject)}
    assert told.keys() == {"b.parquet", "c.parquet", "d.jsonl#3", "e.jsonl.gz", "g.parquet"}
    assert "is damaged" in told["b.parquet"] and "is damaged" in told["e.jsonl.gz"]
    assert told["c.parquet"] == "is no file of records"
    assert told["g.parquet"].startswith("has records of version 7")


def test_places_that_hold_no_records(tmp_path: Path) -> None:
    (tmp_path / "x.txt").touch()
    for name, told in (
        (f"{tmp_path}/none.parquet", "does not exist"), (str(tmp_path), "holds no records"),
        (f"{tmp_path}/x.txt", "is no file of records"), (f"{tmp_path}/*.parquet", "does not exist"),
        ("strange://x/y.parquet", "cannot be reached"),
    ):  # fmt: skip
        with pytest.raises(UsageError, match=told):
            found([name])
    with pytest.raises(UsageError, match="neither a folder"):
        RecordWriter(f"{tmp_path}/x.csv", "test-1")


def test_half_a_character_is_rejected(tmp_path: Path) -> None:
    strange = replace(EMPTY, title="\ud800")
    summary = written(f"{tmp_path}/r.parquet", [FULL, strange])
    assert summary.records == 1 and "half a character" in summary.rejects[0].reason


def test_loading_gives_the_graph_of_ingesting(
    biennien_on_either: Callable[..., Outcome], target: Any, examples: Path, tmp_path: Path
) -> None:
    assert biennien_on_either("ingest", examples, "--workers", "1").code == 0
    with Store.open(target) as store:
        wanted = graph_fingerprint(store)
    done = biennien_on_either("extract", examples, "--out", "records/", "--workers", "1")
    assert done.code == 0 and done.stdout == "" and "records with" in done.stderr
    assert biennien_on_either("forget", *(row["id"] for row in _articles(target))).code == 0
    done = biennien_on_either("load", "records/")
    assert (done.code, done.stderr) == (0, "")
    with Store.open(target) as store:
        assert graph_fingerprint(store) == wanted
    again = biennien_on_either("load", "records")
    assert again.code == 0
    assert again.stdout.splitlines()[2].split() == ["articles", "0", "0", "10", "0"]


def _articles(target: Any) -> list[dict[str, Any]]:
    with Store.open(target) as store:
        return store.read("MATCH (a:Article) RETURN a.id AS id").rows


def test_which_of_many_records_count(embedded_target: Any) -> None:
    def at(id: str, path: str | None, text: str) -> Found:
        return Found(make_record(id, path=path, text=text), f"r.jsonl#{id}")

    items: list[Found | Reject] = [
        at("a", "a.txt", "one"),
        at("a", "b.txt", "one"),  # the same article elsewhere
        at("a", "c.txt", "two"),  # another one with its id
        at("b", "same.txt", "three"),
        at("c", "same.txt", "four"),  # in the place of b
        at("d", "many.jsonl#1", "five"),
        at("e", "many.jsonl#1", "six"),
        at("f", "f.txt", "seven"),
        at("f", "f.txt", "eight"),  # f anew
    ]
    with Store.open(embedded_target, access="write") as store:
        store.ensure_schema()
        summary = Load(store).run(items)
        rows = store.read("MATCH (a:Article) RETURN a.id AS id, a.text_hash AS hash ORDER BY id").rows
    assert [row["id"] for row in rows] == ["a", "c", "d", "e", "f"]
    kept = items[8]
    assert isinstance(kept, Found) and rows[4]["hash"] == kept.record.text_hash
    assert summary.skipped == {"same article as another": 1}
    assert [(reject.where, reject.reason) for reject in summary.rejects] == [
        ("r.jsonl#a", "id 'a' is that of a.txt too")
    ]
    from ingest.records.intake import Intake

    with Intake() as intake:
        for number, item in enumerate(items, 1):
            assert isinstance(item, Found)
            intake.take(item.record.article, number)
        assert [record.article.text for record in intake.counting(items)] == ["one", "four", "five", "six", "eight"]


def test_bulk_import_command(biennien: Callable[..., Outcome], tmp_path: Path) -> None:
    written(f"{tmp_path}/r.parquet")
    with (tmp_path / "r.jsonl").open("wb") as file:
        file.write(form.line(FULL) + b"\n{}\n")
    done = biennien("bulk-import", "r.parquet", "r.jsonl", "--out", "tables")
    assert done.code == 1
    assert "rejected r.jsonl#2: is no record" in done.stderr
    assert f"{len(RECORDS)} articles, " in done.stderr and "biennien db migrate" in done.stderr
    assert done.stdout.startswith("neo4j-admin database import full neo4j")
    again = biennien("bulk-import", "r.parquet", "--out", "tables")
    assert again.code == 2 and "is not empty" in again.stderr


def test_files_go_where_the_url_says() -> None:
    written("memory://bucket/deep/r.jsonl", [EMPTY])
    assert fsspec.filesystem("memory").exists("/bucket/deep/r.jsonl")
