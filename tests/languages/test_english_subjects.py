"""Who does what in an English sentence by the order of its words, and who reports it."""

from __future__ import annotations

import pytest

from graph.model import Article
from ingest import attribution, cleaning, pipeline, roles, subjects
from ingest.candidates import Candidate, candidates
from ingest.reading import Reading


def read(text: str, phrase: str, published: str = "2018-07-17") -> tuple[Reading, Candidate]:
    """An article as it is read, and its candidate of a word for an act."""
    reading = pipeline.understand(cleaning.clean(text, language="en"), published, "en").reading
    return reading, next(one for group in candidates(reading) for one in group if one.phrase == phrase)


def doers(text: str, phrase: str) -> set[str]:
    """Ids of those who do the act of a word."""
    reading, candidate = read(text, phrase)
    passive = roles.is_passive(candidate, reading.grammar.passive)
    related = subjects.related(reading, candidate, passive)
    assert related is not None
    return {actor for actor, way in related.sides.items() if way == "agent" or way.startswith("doer")}


@pytest.mark.parametrize(
    ("text", "phrase", "doer"),
    [
        ("Russia condemned the strike.", "condemn", {"RUS"}),
        ("Russia, which has a veto, later condemned the strike.", "condemn", {"RUS"}),
        ("Russia on Monday condemned the strike by Israel.", "condemn", {"RUS"}),
        ("France met Italy and condemned the strike.", "condemn", {"FRA"}),
        ("France spoke to Italy, which condemned the strike.", "condemn", {"ITA"}),
        ("France offered to mediate.", "mediate", {"FRA"}),
        ("France urged Turkey to withdraw from Afrin.", "withdraw from", {"TUR"}),
        (
            "French foreign minister Jean-Yves Le Drian and his German and Polish counterparts, Heiko Maas and Jacek "
            "Czaputowicz, respectively, condemned it.",
            "condemn",
            {"jean-yves-le-drian", "heiko-maas", "jacek-czaputowicz"},
        ),
        ("The presidents of France and Russia condemned it.", "condemn", {"emmanuel-macron", "vladimir-putin"}),
        ("Greece, Italy and the Netherlands condemned the strike.", "condemn", {"GRC", "ITA", "NLD"}),
        ("Two diplomats were expelled by Greece.", "expel", {"GRC"}),
        ("Greece recalled its envoy, accusing Russia of bribery.", "accuse", {"GRC"}),
    ],
)  # fmt: skip
def test_the_subject_of_a_verb_is_its_doer(text: str, phrase: str, doer: set[str]) -> None:
    assert doers(text, phrase) == doer


def test_in_the_passive_the_subject_is_no_doer() -> None:
    assert doers("Greece was condemned.", "condemn") == set()


@pytest.mark.parametrize(
    ("text", "phrase", "reporter"),
    [
        ("Greece said that Turkey had violated its airspace.", "violate", ("GRC",)),
        ("Turkey will withdraw from Afrin, Greece said on Monday.", "withdraw from", ("GRC",)),
        ("Turkey will withdraw from Afrin, according to Greece.", "withdraw from", ("GRC",)),
        ("Greece called for calm and Turkey withdrew from Afrin.", "withdraw from", ()),
        ("Greece said it was sorry; Turkey withdrew from Afrin.", "withdraw from", ()),
        ("Turkey withdrew from Afrin, and Greece said that it was glad.", "withdraw from", ()),
    ],
)  # fmt: skip
def test_who_reports_an_act_is_told(text: str, phrase: str, reporter: tuple[str, ...]) -> None:
    reading, candidate = read(text, phrase)
    assert reading.grammar.subjects is not None
    assert attribution.reporters(reading, candidate, reading.grammar.subjects) == reporter


def test_a_language_without_words_for_it_tells_no_subjects() -> None:
    text = "Nga lên án cuộc tấn công ở Syria."
    reading = pipeline.understand(cleaning.clean(text, language="vi"), "2018-04-14", "vi").reading
    assert all(subjects.related(reading, one, False) is None for group in candidates(reading) for one in group)


@pytest.mark.parametrize(
    ("text", "phrase", "tense"),
    [
        ("Greece has been training its pilots.", "train", "has been"),
        ("Greece will also withdraw from Libya.", "withdraw from", "will"),
        ("Greece has not formally condemned the strike.", "condemn", "has not"),
        ("Greece condemned the strike.", "condemn", ""),
    ],
)
def test_auxiliaries_tell_the_tense(text: str, phrase: str, tense: str) -> None:
    reading, candidate = read(text, phrase)
    assert reading.grammar.subjects is not None
    told = subjects.SubjectReader(reading, candidate.sentence, reading.grammar.subjects).standing(candidate)
    assert (told.noun, told.tense) == (False, tense)
    assert told.subject is not None and told.subject.actor == "GRC"


def test_what_is_intended_is_planned() -> None:
    article = Article(
        "x", "Greece joined the pact on Sunday. Serbia earlier planned to join the union.", published_given="2018-07-17"
    )
    found = {article.text[slice(*event.trigger)]: event.status for event in pipeline.extract(article).events}
    assert found["planned to join"] == "planned"
