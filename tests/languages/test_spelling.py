"""How a language writes its words: forms by rule and by exception, and endings that are words."""

from __future__ import annotations

import pytest

from graph.errors import KnowledgeError
from ingest.languages import grammar
from ingest.lexicon import Lexicon
from ingest.spelling import spelling
from ingest.tokens import tokenise

ENGLISH = grammar("en").spelling


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("sign", {"sign", "signs", "signed", "signing"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("seize", {"seize", "seizes", "seized", "seizing"}),
        ("ban", {"ban", "bans", "banned", "banning"}),
        ("withdraw from", {"withdraw from", "withdraws from", "withdrew from", "withdrawn from", "withdrawing from"}),
    ],
)
def test_a_verb_has_its_forms(verb: str, forms: set[str]) -> None:
    assert {form for form, _ in ENGLISH.of_verb(verb)} == forms


def test_a_lexicon_knows_the_forms_of_a_marked_verb() -> None:
    words: Lexicon[str] = Lexicon(ENGLISH)
    words.add("~meet with", "CONSULT")
    tokens = tokenise("He met with her.", clitics=ENGLISH.clitics)
    assert [hit.payload for hit in words.at(tokens, 1)] == ["CONSULT"]


def test_endings_are_words_of_their_own() -> None:
    tokens = tokenise("Iran's envoy didn’t sign", clitics=ENGLISH.clitics)
    assert tokens.words == ["Iran", "'s", "envoy", "did", "n’t", "sign"]
    assert tokens.starts == [0, 4, 7, 13, 16, 20]
    assert tokenise("Iran's").words == ["Iran's"]


def test_a_fault_in_the_forms_is_told() -> None:
    with pytest.raises(KnowledgeError, match="forms"):
        spelling({"forms": {"verb": {"endings": {"s": [{"add": "s"}]}}}}, "x/grammar.yaml")
