"""No text of a user or an article becomes Cypher: values are parameters, names come from lists of our own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.literals import literal, name
from graph.script_statements import merge_edges, merge_nodes

CHECKOUT = Path(__file__).resolve().parents[2]
CYPHER = re.compile(r"\b(MATCH|MERGE|UNWIND|CREATE|DETACH|DELETE|RETURN|SET)\b(?=\s*[({\[$\w`])|\bEXPLAIN\b", re.DOTALL)

FROM_OUR_LISTS = {
    "graph/statements.py": {"ACTOR_LABELS[kind]"},
    "graph/relation_statements.py": {"_checked(kind)"},
    "graph/script_statements.py": {
        "':'.join(map(name, labels))", "name(start)", "name(end)", "name(kind)", "f' {{{same}}}' if same else ''",
    },
    "graph/excerpt.py": {"label"},
    "graph/schema.py": {"name", "label", "key"},
    "graph/store.py": {"label", "cypher"},
    "graph/import_statements.py": {"label", "lists", "pattern"},
    "queries/names.py": {"_NAME"},
    "queries/neo4j_browser/favourites.py": {"given", "', '.join(values)"},
}  # fmt: skip
"""What is put into Cypher, by file.  Whoever adds to it has to say from which list of ours it comes:

labels and kinds of edges are keys of a whitelist in `graph.statements`, `graph.model` or `graph.schema`; in the script
they are quoted by `graph.literals.name`; statements on an import take them from `graph.bulk.columns`, and those on
names a constant beside them; `cypher` in the store is a whole query, which `EXPLAIN` goes before;
favourites, which people run in Neo4j Browser, hold examples of the saved queries' headers as `graph.literals.literal`.
"""


def put_into_cypher(tree: ast.AST) -> Iterator[str]:
    """What f-strings, `%`, `+` and `format` put into texts that are Cypher."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            written = "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values)
            if CYPHER.search(written):
                yield from (ast.unparse(part.value) for part in node.values if isinstance(part, ast.FormattedValue))
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod | ast.Add):
            for side, other in ((node.left, node.right), (node.right, node.left)):
                if isinstance(side, ast.Constant) and isinstance(side.value, str) and CYPHER.search(side.value):
                    yield ast.unparse(other)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
            text = node.func.value
            if isinstance(text, ast.Constant) and isinstance(text.value, str) and CYPHER.search(text.value):
                yield ast.unparse(node)


def test_the_walk_sees_what_is_put_in() -> None:
    for code in (
        "f'MATCH (n:{label}) RETURN n'",
        "'MATCH (n) WHERE n.x = ' + label",
        "'MATCH (n:%s) RETURN n' % label",
        "f'''\nMERGE (n {{id: '{label}'}})\n'''",
    ):
        assert list(put_into_cypher(ast.parse(code))) == ["label"], code
    assert list(put_into_cypher(ast.parse("'MATCH (n:{}) RETURN n'.format(label)")))
    assert not list(put_into_cypher(ast.parse("'MATCH (n) RETURN n'")))


def test_only_names_of_our_lists_are_put_into_cypher() -> None:
    found: dict[str, set[str]] = {}
    for package in ("biennien", "graph", "ingest", "queries", "timeline"):
        for path in (CHECKOUT / package).rglob("*.py"):
            if put_in := set(put_into_cypher(ast.parse(path.read_text(encoding="utf-8")))):
                found[path.relative_to(CHECKOUT).as_posix()] = put_in
    assert found == FROM_OUR_LISTS


@pytest.mark.parametrize("text", ["Event", "a_b1"])
def test_our_own_names_stand_as_they_are(text: str) -> None:
    assert name(text) == text


@pytest.mark.parametrize("text", ["x}) DETACH DELETE n //", "a`b", "a b", "", "ngày", "1a", "A:B"])
def test_other_names_are_quoted(text: str) -> None:
    assert name(text) == "`" + text.replace("`", "``") + "`"
    assert f"(n:{name(text)} {{id: row.id}})" in merge_nodes([text])
    statement = merge_edges("Event", text, "Event", [text])
    assert f"[r:{name(text)} {{{name(text)}: row.properties.{name(text)}}}]" in statement


@pytest.mark.parametrize("text", ["a\\u0060b", "a\\U0060b", "a\nb", "a\0b", "a\u2028b"])
def test_names_that_a_database_reads_as_others_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        name(text)


def test_a_literal_never_ends_early() -> None:
    hostile = "'; MATCH (n) DETACH DELETE n; //\\' \\u0027 \n\u2028"
    text = literal({"a": hostile, "b": [hostile]})
    assert "\n" not in text
    assert "\u2028" not in text
    outside = re.sub(r"'(?:[^'\\]|\\.)*'", "''", text)
    assert outside == "{a: '', b: ['']}"
