"""Word lists: what is wrong in one is told with its line."""

import pytest

from graph.errors import KnowledgeError
from ingest.wordlists import parse, word_lists


def test_lists_keep_their_entries_and_lines() -> None:
    lists = parse("a:\n  - một\n  - hai ba\nb: [bốn]\n", "x.yaml", ("a", "b"))
    assert lists["a"].entries == ("một", "hai ba")
    assert lists["a"].lines == (2, 3)
    assert lists["a"].either() == r"(?:hai\s+ba|một)"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: [một]\nc: [hai]\n", "x.yaml:2: unknown list 'c'; known are a"),
        ("a: [một]\na: [hai]\n", "x.yaml:2: list 'a' stands here twice"),
        ("a: một\n", "x.yaml:1: 'a' must be a list"),
        ("a:\n  - một\n  - 5\n", "x.yaml:3: '5' must be text (put it in quotes)"),
        ("a:\n  - một\n  - hai\n  - một\n", "x.yaml:4: 'một' stands on line 2 already"),
        ("{}\n", "x.yaml:1: list 'a' is missing"),
        ("- a\n", "x.yaml:1: must be a mapping of names to lists"),
        ("a: [một\n", "x.yaml:2: "),
    ],
)
def test_faults_name_file_and_line(text: str, told: str) -> None:
    with pytest.raises(KnowledgeError) as raised:
        parse(text, "x.yaml", ("a",))
    assert raised.value.message.startswith(told)


def test_a_wrong_expression_names_its_line() -> None:
    with pytest.raises(KnowledgeError, match=r"x\.yaml:3: no regular expression"):
        parse("a:\n  - một\n  - '('\n", "x.yaml", ("a",))["a"].compiled()


def test_a_language_without_lists_is_told() -> None:
    with pytest.raises(KnowledgeError, match=r"languages/xx/cleaning\.yaml is missing"):
        word_lists("xx", "cleaning", ("a",))
