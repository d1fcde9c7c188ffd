"""The commands ingest, extract, explain and forget, as a person runs them."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.made_sources import PUBLISHED, TEXT, TITLE, json_line, page, zipped
from graph.store import Store
from graph.target import Target

Biennien = Callable[..., Any]

SIGNING = """Nga và Mỹ ký hiệp ước New START tại Praha

Ngày 8/4/2010, Tổng thống Nga Dmitry Medvedev và Tổng thống Mỹ Barack Obama ký Hiệp ước New START tại Praha.

Tổng thống Barack Obama nói rằng hiệp ước sẽ làm cho thế giới an toàn hơn. Ông Medvedev ca ngợi phía Mỹ.
"""
WITHDRAWAL = """Mỹ rút khỏi Hiệp ước Bầu trời Mở

Ngày 22/11/2020, Bộ Ngoại giao Mỹ thông báo Mỹ chính thức rút khỏi Hiệp ước Bầu trời Mở.

Bộ Ngoại giao Nga ngày 15/1/2021 tuyên bố Nga cũng sẽ rút khỏi hiệp ước này, theo thông cáo tại Moskva.
"""


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "signing.txt").write_text(SIGNING, "utf-8")
    (folder / "withdrawal.txt").write_text(WITHDRAWAL, "utf-8")
    (folder / "withdrawal.json").write_text("{}", "utf-8")
    return folder


def graph(target: Target) -> dict[str, Any]:
    """All nodes but for when they were ingested, and how many edges of each kind there are."""
    with Store.open(target) as store:
        rows = store.read("MATCH (n) WHERE NOT n:Schema RETURN labels(n) AS labels, properties(n) AS properties").rows
        edges = store.read("MATCH ()-[r]->() RETURN type(r) AS type, count(r) AS number ORDER BY type").rows
    nodes = [
        (sorted(row["labels"]), {k: v for k, v in row["properties"].items() if k != "ingested_at"}) for row in rows
    ]
    return {"nodes": sorted(map(repr, nodes)), "edges": [tuple(row.values()) for row in edges]}


def labelled(target: Target, label: str) -> int:
    with Store.open(target) as store:
        return int(store.counts().get(label, 0))


def test_ingesting_twice_changes_nothing(biennien: Biennien, articles: Path, embedded_target: Target) -> None:
    first = biennien("ingest", articles)
    assert first.code == 0, first.stderr
    assert re.search(r"articles\s+2\s+0\s+0\s+0", first.stdout)
    assert "skipped 1: 1 × .json file" in first.stdout
    before = graph(embedded_target)
    assert labelled(embedded_target, "Event") > 0
    second = biennien("ingest", articles)
    assert second.code == 0
    assert re.search(r"articles\s+0\s+0\s+2\s+0", second.stdout)
    assert graph(embedded_target) == before


def test_an_edited_article_replaces_itself_and_forgetting_leaves_nothing(
    biennien: Biennien, articles: Path, embedded_target: Target
) -> None:
    assert biennien("ingest", articles / "signing.txt").code == 0
    alone = graph(embedded_target)
    assert biennien("ingest", articles).code == 0
    (articles / "withdrawal.txt").write_text(WITHDRAWAL.replace("22/11/2020", "23/11/2020"), "utf-8")
    edited = biennien("ingest", articles)
    assert re.search(r"articles\s+1\s+0\s+1\s+1", edited.stdout), edited.stdout
    assert labelled(embedded_target, "Article") == 2
    forgotten = biennien("forget", "articles/withdrawal.txt")
    assert forgotten.code == 0, forgotten.stderr
    assert re.search(r"text-[0-9a-f]{16}: withdrawn; \d+ events? removed", forgotten.stdout)
    assert graph(embedded_target) == alone
    again = biennien("forget", articles / "withdrawal.txt")
    assert again.code == 2
    assert "no article" in again.stderr


def test_all_of_a_file_of_many_articles_can_be_forgotten(
    biennien: Biennien, tmp_path: Path, embedded_target: Target
) -> None:
    lines = [{"id": "a", "text": SIGNING}, {"url": "https://news.example/b", "text": WITHDRAWAL}]
    path = tmp_path / "two.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    assert biennien("ingest", path).code == 0
    assert labelled(embedded_target, "Article") == 2
    forgotten = biennien("forget", "two.jsonl")
    assert [line.split(" ")[0] for line in forgotten.stdout.splitlines()] == ["a:", "https://news.example/b:"]
    assert labelled(embedded_target, "Article") == 0
    assert labelled(embedded_target, "Event") == 0


def test_a_date_that_is_given_is_kept(biennien: Biennien, articles: Path) -> None:
    made = biennien("extract", articles / "signing.txt", "--format", "jsonl", "--published", "9 tháng 4 năm 2010")
    published = json.loads(made.stdout)["article"]["published"]
    assert (published["value"], published["basis"]) == ("2010-04-09", "given")


def test_a_dry_run_opens_no_database(biennien: Biennien, articles: Path, tmp_path: Path) -> None:
    made = biennien("ingest", articles, "--dry-run", "--data-dir", tmp_path / "database")
    assert made.code == 0
    assert made.stdout.startswith("2 articles with ")
    assert "nothing was stored" in made.stdout
    assert not (tmp_path / "database").exists()


def test_rejects_are_told_written_and_fail_the_command(
    biennien: Biennien, articles: Path, tmp_path: Path, embedded_target: Target
) -> None:
    (articles / "empty.txt").write_text("", "utf-8")
    (articles / "binary.txt").write_bytes(b"\0\1\2" * 100)
    made = biennien("ingest", articles, "--rejects", "rejects.jsonl")
    assert made.code == 1
    assert "2 rejected:" in made.stderr
    assert "empty.txt: is empty" in made.stderr
    assert "binary.txt: is not text" in made.stderr
    written = [json.loads(line) for line in (tmp_path / "rejects.jsonl").read_text("utf-8").splitlines()]
    assert [line["reason"] for line in written] == ["is not text", "is empty"]
    assert labelled(embedded_target, "Article") == 2


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["ingest", "gone.txt"], 2, "gone.txt does not exist"),
        (["extract", "gone.txt"], 2, "gone.txt does not exist"),
        (["explain", "gone.txt"], 2, "gone.txt does not exist"),
        (["ingest", "empty", "--dry-run"], 1, "empty: has no articles; known are files ending in .atom, .csv, "),
        (["ingest", "a.xyz", "--dry-run"], 1, "the ending '.xyz' is not known"),
        (["ingest", "empty", "--published", "mai"], 2, "'mai' is no date of publication"),
        (["ingest", "empty", "--rejects", "empty"], 1, "empty cannot be written"),
        (["ingest", "empty", "--data-dir", "a.xyz"], 1, "a.xyz"),
        (["ingest", "empty", "--db", "bolt://127.0.0.1:1"], 1, "no Neo4j answers at bolt://127.0.0.1:1"),
        (["forget", "text-0"], 2, "no article 'text-0' is stored"),
        (["ingest"], 2, "ingest takes articles, --resume or --retry FILE"),
    ],
)
def test_faults_are_told_in_a_line(
    biennien: Biennien, tmp_path: Path, arguments: list[str], code: int, told: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.xyz").write_text("a", "utf-8")
    made = biennien(*arguments)
    assert made.code == code, made.stderr
    assert told in made.stderr
    assert "Traceback" not in made.stderr


def test_a_wrong_password_is_told(environment: dict[str, str], neo4j_target: Target, articles: Path) -> None:
    if not neo4j_target.user:
        pytest.skip("this server asks for no password")
    wrong = {
        "NEO4J_URI": neo4j_target.uri or "",
        "NEO4J_USERNAME": neo4j_target.user,
        "NEO4J_PASSWORD": "no-such-password",
        "NEO4J_DATABASE": neo4j_target.database,
    }
    done = subprocess.run(
        [Path(sys.executable).with_name("biennien"), "ingest", articles],
        env=environment | wrong,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert "does not accept user" in done.stderr
    assert "Traceback" not in done.stderr


def test_records_come_in_input_order_with_errors_in_their_place(biennien: Biennien, tmp_path: Path) -> None:
    lines = [json.dumps({"id": "a", "text": SIGNING, "published": "2010-04-09"}), '{"id": "b"}', "no json"]
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join([*lines, json.dumps({"text": WITHDRAWAL})]), "utf-8")
    made = biennien("extract", path, "--format", "jsonl")
    assert made.code == 1
    found = [json.loads(line) for line in made.stdout.splitlines()]
    assert [record["article"]["id"] for record in found[:3]] == ["a", "b", f"{path}:3"]
    assert ["error" in record for record in found] == [False, True, True, False]
    assert set(found[0]) == {"article", "times", "actors", "treaties", "events", "relations"}
    assert {actor["id"] for actor in found[0]["actors"]} >= {"RUS", "USA"}
    assert "new-start" in {treaty["id"] for treaty in found[0]["treaties"]}
    assert "2 rejected:" in made.stderr


def test_the_same_article_gives_the_same_record_every_time(biennien: Biennien, articles: Path) -> None:
    first, second = (biennien("extract", articles, "--format", "jsonl", env={"PYTHONHASHSEED": n}) for n in "12")
    assert first.code == 0
    assert first.stdout == second.stdout


@pytest.mark.parametrize("encoding", ["utf-16", "nfd", "crlf"])
def test_spans_lead_to_the_text_as_given(biennien: Biennien, tmp_path: Path, encoding: str) -> None:
    text = {"nfd": unicodedata.normalize("NFD", SIGNING), "crlf": SIGNING.replace("\n", "\r\n")}.get(encoding, SIGNING)
    path = tmp_path / "article.txt"
    path.write_bytes(text.encode("utf-16" if encoding == "utf-16" else "utf-8"))
    record = json.loads(biennien("extract", path, "--format", "jsonl").stdout)
    plain = tmp_path / "plain.txt"
    plain.write_text(SIGNING, "utf-8")
    expected = json.loads(biennien("extract", plain, "--format", "jsonl").stdout)

    def words(found: dict[str, Any], of: str) -> list[str]:
        spans = [span for actor in found["actors"] for span in actor["mentions"]]
        spans += [time["span"] for time in found["times"]] + [event["trigger"] for event in found["events"]]
        return [unicodedata.normalize("NFC", of[start:end]) for start, end in spans]

    assert words(record, text) == words(expected, SIGNING)
    assert words(record, text)
    assert record["article"]["id"] == expected["article"]["id"] or encoding == "crlf"


def test_tables_are_for_people(biennien: Biennien, articles: Path) -> None:
    made = biennien("extract", articles / "signing.txt")
    assert made.code == 0
    assert "Nga và Mỹ ký hiệp ước New START tại Praha" in made.stdout
    assert "New START" in made.stdout


def test_an_article_is_explained(biennien: Biennien, articles: Path) -> None:
    made = biennien("explain", articles / "signing.txt", "--published", "2010-04-09")
    assert made.code == 0
    assert "{Ngày 8/4/2010: 2010-04-08}" in made.stdout
    assert "<Hiệp ước New START: new-start>" in made.stdout
    assert "Published 2010-04-09, as it was given" in made.stdout


@pytest.mark.parametrize("command", ["ingest", "extract", "explain", "forget"])
def test_help_has_examples(biennien: Biennien, command: str) -> None:
    made = biennien(command, "--help")
    assert made.code == 0
    assert f"biennien {command} " in made.stdout.split("Examples:")[1]


@pytest.mark.skipif(os.name == "nt", reason="pipes of another kind")
def test_a_reader_that_has_seen_enough_is_no_error(environment: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"text": f"{SIGNING}{n}"}) + "\n" for n in range(60)), "utf-8")
    program = Path(sys.executable).with_name("biennien")
    done = subprocess.run(
        ["sh", "-c", f"'{program}' extract '{path}' --format jsonl | head -c 10"],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.stdout.startswith('{"article"')
    assert done.stderr == ""


@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
def test_an_interrupted_ingest_keeps_whole_batches_and_can_go_on(
    environment: dict[str, str], tmp_path: Path, embedded_target: Target, biennien: Biennien
) -> None:
    from ingest.run import BATCH

    path = tmp_path / "many.jsonl"
    number = 4 * BATCH
    path.write_text(
        "".join(json.dumps({"id": str(n), "text": SIGNING * 4 + str(n)}) + "\n" for n in range(number)), "utf-8"
    )
    running = subprocess.Popen(
        [Path(sys.executable).with_name("biennien"), "ingest", path],
        env=environment | {"BIENNIEN_DATA_DIR": str(embedded_target.embedded_dir)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    deadline = time.monotonic() + 120
    while labelled(embedded_target, "Article") == 0 and running.poll() is None and time.monotonic() < deadline:
        time.sleep(0.1)
    running.send_signal(signal.SIGINT)
    stdout, stderr = running.communicate(timeout=120)
    assert running.returncode == 130, stderr
    assert "interrupted" in stderr
    assert "Traceback" not in stderr
    kept = labelled(embedded_target, "Article")
    assert 0 < kept < number
    assert re.search(rf"articles\s+{kept}\s", stdout)
    finished = biennien("ingest", path)
    assert finished.code == 0
    assert re.search(rf"articles\s+{number - kept}\s+0\s+{kept}\s", finished.stdout)


def test_every_form_is_stored_and_can_be_forgotten(biennien: Biennien, embedded_target: Target, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(page(PUBLISHED), "utf-8")
    (tmp_path / "both.zip").write_bytes(
        zipped({"2022-12-06.txt": TEXT.encode(), "b.jsonl": json_line(id="b", text=TEXT + "x")})
    )
    made = biennien("ingest", tmp_path)
    assert made.code == 0, made.stderr
    with Store.open(embedded_target) as store:
        rows = store.read(
            "MATCH (a:Article) RETURN a.id, a.path, a.author, a.published_basis AS basis ORDER BY a.path", {}
        ).rows
    assert [(row["basis"], row["a.author"]) for row in rows] == [
        ("inferred", None),
        ("inferred", None),
        ("metadata", "Trần Bình"),
    ]
    assert rows[0]["a.path"] == f"{(tmp_path / 'both.zip').as_posix()}/2022-12-06.txt"
    assert "unchanged" in biennien("ingest", tmp_path).stdout
    assert biennien("forget", tmp_path / "both.zip" / "2022-12-06.txt").code == 0
    assert biennien("forget", tmp_path / "both.zip").code == 0
    assert biennien("forget", tmp_path / "page.html").code == 0
    assert labelled(embedded_target, "Article") == 0


def test_standard_input_is_read(biennien: Biennien) -> None:
    made = biennien("extract", "-", "--format", "jsonl", input=TEXT)
    assert made.code == 0, made.stderr
    assert json.loads(made.stdout)["article"]["title"] == TITLE


def test_private_addresses_are_asked_for(biennien: Biennien) -> None:
    made = biennien("extract", "http://127.0.0.1:9/")
    assert made.code == 1
    assert "--allow-private lets it be read" in made.stderr
