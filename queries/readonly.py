"""Proof by words that a query cannot write, made before any database sees it.

It is the first of three: the embedded database runs queries as a user who may only read, and Neo4j is asked what kind
of query it is and runs it with read access.
"""

from __future__ import annotations

import re
from typing import Final

from graph.errors import ReadOnly

_WRITING: Final = (
    "ALTER", "CREATE", "DELETE", "DENY", "DETACH", "DROP", "FOREACH", "GRANT", "INSERT", "LOAD", "MERGE", "REMOVE",
    "RENAME", "REVOKE", "SET", "TERMINATE", "USE",
)  # fmt: skip

_BEGINNING: Final = ("CALL", "MATCH", "OPTIONAL", "RETURN", "UNWIND", "WITH")
"""What a query begins with; other words begin those that show or change how the database is run."""

_READING: Final = re.compile(r"db\.index\.fulltext\.query(?:Nodes|Relationships)\s*\(")
"""The procedures that a query may call: searches in Neo4j's full-text indexes."""

_TOKEN: Final = re.compile(
    r"""(?P<blank>//[^\r\n]* | /\*.*?\*/ | \s+)
      | (?P<quoted>'(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*" | `(?:[^`]|``)*`)
      | (?P<parameter>\$\w+)
      | (?P<word>\w+)
      | (?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)


def prove(cypher: str, where: str) -> frozenset[str]:
    """Names of the parameters of a query that only reads.

    Raises ReadOnly for a word of a writing clause, a call of a procedure other than full-text search, a second
    statement, or anything that would let this reading of the text differ from the database's; `where` names the file in
    the message.
    """
    if re.search(r"\\u", cypher, re.IGNORECASE):  # Neo4j decodes \uXXXX before it looks for words and quotes
        raise _refusal(where, "has a \\u escape", "Write the character itself.")
    parameters: set[str] = set()
    last_word, begun, ended = "", False, False
    for token in _TOKEN.finditer(cypher):
        kind, text = token.lastgroup, token.group()
        if kind == "blank":
            continue
        line = cypher.count("\n", 0, token.start()) + 1
        if ended:
            raise _refusal(f"{where}, line {line}", "has a second statement", "Keep one query a file.")
        if not begun and text.upper() not in _BEGINNING and text.upper() not in _WRITING:
            raise _refusal(f"{where}, line {line}", f"begins with {text}")
        begun = True
        if kind == "word" and text.upper() in _WRITING:
            raise _refusal(f"{where}, line {line}", f"would write: {text.upper()}")
        if last_word == "CALL" and text not in ("{", "(") and not _READING.match(cypher, token.start()):
            raise _refusal(f"{where}, line {line}", f"calls the procedure {text}")
        if kind == "sign" and text in "'\"`\\$":
            raise _refusal(f"{where}, line {line}", f"has a stray {text}", "Close quotes; write parameters as $name.")
        if kind == "parameter":
            parameters.add(text[1:])
        last_word = text.upper() if kind == "word" else ""
        ended = text == ";"
    return frozenset(parameters)


def _refusal(where: str, what: str, advice: str = "A saved query only reads: MATCH, WITH, WHERE, RETURN.") -> ReadOnly:
    return ReadOnly(f"{where} {what}", advice)
