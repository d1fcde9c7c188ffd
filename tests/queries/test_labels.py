"""Tables in the language of their reader: every word is there in both languages, and no code is left in Vietnamese."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import known_graph
import pytest
import relations_graph
import yaml
from known_graph import EXTENDED, LAVROV_SAID

from graph.labels import LANGUAGES, Labels, load
from graph.matching import model
from graph.model import EVENT_TYPES, RELATION_KINDS, STATUSES, TREATY_ACTIONS
from graph.store import Store
from graph.target import Target
from queries import catalogue
from queries.display import cells, headings
from queries.formats import write_csv, write_json, write_markdown
from queries.runner import Result, run
from queries.table_words import TableWords, table_words

CHECKOUT = Path(__file__).resolve().parent.parent.parent
VIETNAMESE = load("vi")

RECORDS = (*known_graph.RECORDS, *relations_graph.RECORDS)

NAMED_BY_CODES = {"columns", "answers", "roles"}
"""Groups in which English has only what it calls otherwise than the data does."""

CODED = {
    "type", "other_type", "response_type", "status", "quad", "action", "date_basis", "basis", "dates", "kind", "later",
    "manner", "order", "outcome", "tie", "trend", "why",
}  # fmt: skip


WITH_CODES = [query.name for query in catalogue.load() if CODED.intersection(column.name for column in query.columns)]


@pytest.fixture(scope="module")
def content() -> dict[str, dict[str, Any]]:
    folder = CHECKOUT / "graph" / "labels"
    return {code: yaml.safe_load((folder / f"{code}.yaml").read_text(encoding="utf-8")) for code in LANGUAGES}


def test_both_languages_have_the_same_words(content: dict[str, dict[str, Any]]) -> None:
    english, vietnamese = content["en"], content["vi"]
    assert list(english) == list(vietnamese)
    for group in english.keys() - {"locale"}:
        if group in NAMED_BY_CODES:
            assert english[group].keys() <= vietnamese[group].keys()
            continue
        assert english[group].keys() == vietnamese[group].keys(), group
        for key, word in english[group].items():
            blanks = [sorted(re.findall(r"\{(\w+)\}", str(one))) for one in (word, vietnamese[group][key])]
            assert blanks[0] == blanks[1], f"{group}.{key}"
    for group in vietnamese.keys() - {"locale"}:
        assert all(isinstance(key, str) and word for key, word in vietnamese[group].items()), group


def test_every_code_has_words(content: dict[str, dict[str, Any]]) -> None:
    modes = {
        mode
        for pack in (CHECKOUT / "ingest" / "languages").glob("*/circumstances.yaml")
        for ways in yaml.safe_load(pack.read_text(encoding="utf-8"))["modes"].values()
        for mode in ways
    }
    titles = yaml.safe_load((CHECKOUT / "ingest" / "languages" / "vi" / "titles.yaml").read_text(encoding="utf-8"))
    assert {title["role"] for title in titles["titles"]} <= VIETNAMESE.roles.keys()
    for labels in map(load, LANGUAGES):
        assert labels.types.keys() == set(EVENT_TYPES)
        assert labels.statuses.keys() == set(STATUSES)
        assert labels.actions.keys() == set(TREATY_ACTIONS)
        assert labels.relations.keys() == set(RELATION_KINDS)
        assert labels.modes.keys() == modes
        assert model().weights.keys() <= labels.reasons.keys()


@pytest.mark.parametrize("name", catalogue.load().paths)
def test_every_query_speaks_vietnamese(name: str) -> None:
    query = catalogue.load()[name]
    told = query.translations["vi"]
    assert told.title
    assert bool(told.empty) == bool(query.empty)
    for column in {column for cell in query.table for column in cell}:
        assert column in told.headings or column in VIETNAMESE.columns, f"{column} has no Vietnamese heading"


@pytest.mark.parametrize("name", WITH_CODES)
def test_no_code_is_left(graph: Store, name: str) -> None:
    query = catalogue.load()[name]
    for example in query.examples[:1]:
        event = EXTENDED if name == "followed" else LAVROV_SAID
        values = {key: event if value == "EVENT" else value for key, value in example.values.items()}
        result = run(graph, query, values, VIETNAMESE)
        words = table_words(graph, VIETNAMESE, result.columns, result.rows)
        for column in CODED.intersection(result.columns):
            for row in result.rows:
                value = row[column]
                for code in value if isinstance(value, list) else [value]:
                    if isinstance(code, str):
                        assert words.word(column, code) != code, f"{column}: {code}"


def test_names_and_dates(graph: Store) -> None:
    result, words = asked(graph, "timeline", {"actor": "Russia", "type": "SANCTION"})
    (row,) = cells(result.query, result.rows, words)
    assert row[:3] == [["13/06/2002"], ["Trừng phạt", "Đã diễn ra"], ["Mỹ", "→ Nga"]]
    assert headings(result.query, VIETNAMESE) == [
        "ngày", "loại / trạng thái", "bên thực hiện / bên tiếp nhận", "nội dung", "mã",
    ]  # fmt: skip
    undated = asked(graph, "timeline", {"actor": "Zakharova"})
    assert cells(undated[0].query, undated[0].rows, undated[1])[-1][0] == ["không rõ ngày"]


def test_what_queries_put_together(graph: Store) -> None:
    result, words = asked(graph, "treaty-life", {"treaty": "ABM"})
    shown = [line for row in cells(result.query, result.rows, words) for cell in row for line in cell]
    assert "Hiệp ước chống tên lửa đạn đạo: ký" in shown
    assert "Hiệp ước chống tên lửa đạn đạo: Mỹ rời khỏi" in shown
    result, words = asked(graph, "changed", {"from": "2001", "to": "2005", "about": "office"})
    changes = {words.word("change", row["change"]) for row in result.rows}
    assert "Colin Powell nhậm chức ngoại trưởng" in changes
    result, words = asked(graph, "actors", {})
    names = {row["id"]: words.word("name", row["name"]) for row in result.rows}
    assert names["RUS"] == "Russia", "its Vietnamese name stands beside it"


def test_data_is_the_same_in_every_language(graph: Store) -> None:
    (english, _), (vietnamese, words) = (
        asked(graph, "timeline", {"actor": "Russia"}, labels) for labels in (load("en"), VIETNAMESE)
    )
    assert english.rows == vietnamese.rows
    for write in (write_json, write_csv):
        texts = io.StringIO(), io.StringIO()
        write(english, texts[0])
        write(vietnamese, texts[1])
        assert texts[0].getvalue() == texts[1].getvalue()
    markdown = io.StringIO()
    write_markdown(vietnamese, markdown, words)
    assert markdown.getvalue().startswith("| ngày | loại / trạng thái |")


def test_what_is_said_of_names_and_of_nothing(graph: Store) -> None:
    result, _ = asked(graph, "said", {"actor": "Medvedev"})
    assert result.notes == ("'Medvedev' được hiểu là Dmitry Medvedev (dmitry-medvedev)",)
    result, _ = asked(graph, "timeline", {"actor": "nga", "type": "RETREAT"})
    assert result.advice.startswith("Thời kỳ rộng hơn")


def asked(graph: Store, name: str, values: dict[str, str], labels: Labels = VIETNAMESE) -> tuple[Result, TableWords]:
    result = run(graph, catalogue.load()[name], values, labels)
    return result, table_words(graph, labels, result.columns, result.rows)


def test_only_names_are_called_otherwise() -> None:
    words = TableWords(VIETNAMESE, {"Russia": "Nga"})
    assert words.word("sources", "Russia") == "Nga"
    assert words.word("sources", "Georgia") == "Georgia"
    assert words.word("quote", "Russia") == "Russia"


def test_versions_and_reasons_are_read() -> None:
    words = TableWords(VIETNAMESE)
    assert words.word("versions", "2021-03 AGREE planned (2)") == "03/2021 Thỏa thuận Dự kiến (2)"
    assert words.word("versions", "undated AID happened (1)") == "không rõ ngày Viện trợ Đã diễn ra (1)"
    assert words.word("says", "happened (a-1)") == "Đã diễn ra (a-1)"
    assert words.word("says", "2021-03 (a-1)") == "03/2021 (a-1)"
    assert words.word("says", "Nothing happened (a-1)") == "Nothing happened (a-1)"
    assert words.word("says", "Nga phủ nhận. (a-1)") == "Nga phủ nhận. (a-1)"
    assert words.word("terms", "2001-01-20 to now") == "20/01/2001 đến nay"
    assert words.word("terms", "? to 2005-01-26") == "? đến 26/01/2005"
    assert words.word("period", "2021-03") == "03/2021"
    assert words.word("period", "undated") == "không rõ ngày"
    assert words.word("told", "DENIES") == "phủ nhận"
    assert words.word("change", "Colin Powell is no longer secretary of state") == (
        "Colin Powell thôi chức ngoại trưởng"
    )
    assert TableWords(load("en")).word("type", "AGREE") == "AGREE"


def test_the_command_line(biennien: Callable[..., Any], embedded_target: Target) -> None:
    with Store.open(embedded_target, access="write") as store:
        store.ensure_schema()
        store.save(known_graph.RECORDS)
    done = biennien("query", "timeline", "--actor", "Nga", "--labels", "vi")
    assert done.code == 0
    assert "bên thực hiện" in done.stdout
    assert "Thỏa thuận" in done.stdout
    assert done.stderr == "10 dòng\n"
    vietnamese = {"BIENNIEN_LABELS": "vi"}
    assert biennien("query", "timeline", "--actor", "Nga", env=vietnamese).stdout == done.stdout
    assert "sources / targets" in biennien("query", "timeline", "--labels", "en", env=vietnamese).stdout
    plain = biennien("query", "timeline", "--format", "json", env=vietnamese)
    assert {"edtf", "sources", "status"} <= json.loads(plain.stdout)[0].keys()
    assert biennien("query", "timeline", "--labels", "fr").code == 2
    nothing = biennien("query", "timeline", "--actor", "nga", "--type", "RETREAT", env=vietnamese)
    assert nothing.stderr.startswith("không tìm thấy gì. Thời kỳ rộng hơn")
    listed = biennien("query", env=vietnamese)
    assert "Dòng thời gian, toàn bộ" in listed.stdout
    ordered = biennien("order", "-p", "actor=Nga", env=vietnamese)
    assert "Thỏa thuận Đã diễn ra" in ordered.stdout
    assert "không rõ ngày" in ordered.stdout
    told = biennien("explain", "--event", EXTENDED, env=vietnamese)
    assert told.stdout.splitlines()[1] == f"{EXTENDED} · Thỏa thuận · Đã diễn ra · 03/02/2021"
    assert "Được kể" in told.stdout
    assert biennien("corrections", env=vietnamese).stdout == "chưa sửa gì\n"
