"""Who English-language news speaks of: names, titles behind their country, bodies, groups and what takes them up."""

from __future__ import annotations

import pytest

from ingest import cleaning, pipeline


def actors(text: str, published: str = "2018-07-17") -> list[tuple[str, str]]:
    """The words that stand for actors, with their ids, in text order."""
    understood = pipeline.understand(cleaning.clean(text, language="en"), published, "en")
    tokens = understood.reading.tokens
    return [
        (text[slice(*tokens.span(mention.first, mention.end))], mention.actor)
        for sentence in understood.reading.sentences
        for mention in sentence.mentions
    ]


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("He met US President Donald Trump there.", "US President Donald Trump", "donald-trump"),
        ("He met the Russian president there.", "Russian president", "vladimir-putin"),
        ("He met Russia's foreign minister Sergei Lavrov.", "Russia's foreign minister Sergei Lavrov", "sergey-lavrov"),
        ("Sergei Lavrov, the Russian foreign minister, left.", "Russian foreign minister", "sergey-lavrov"),
        ("The German chancellor, Angela Merkel, left.", "German chancellor, Angela Merkel", "angela-merkel"),
        ("He wrote to President of France Emmanuel Macron.", "President of France Emmanuel Macron", "emmanuel-macron"),
        ("NATO chief Jens Stoltenberg left.", "NATO chief Jens Stoltenberg", "jens-stoltenberg"),
        ("The U.S. pulled out.", "U.S.", "USA"),
        ("Moscow's answer came late.", "Moscow", "RUS"),
        ("The Chinese government agreed.", "Chinese government", "CHN"),
        ("The Turkish foreign ministry agreed.", "Turkish foreign ministry", "tur-foreign-ministry"),
        ("The State Department agreed.", "State Department", "us-department-of-state"),
        ("The United Nations Security Council met.", "United Nations Security Council", "un-security-council"),
    ],
)  # fmt: skip
def test_an_actor_is_known(text: str, words: str, actor: str) -> None:
    assert (words, actor) in actors(text)


def test_short_forms_and_pronouns_take_up_who_was_told_of() -> None:
    found = actors(
        "Russian President Vladimir Putin met his Finnish counterpart Sauli Niinisto in Helsinki on Monday.\n\n"
        "Putin thanked him. The president said he would come again. The two leaders dined together.\n"
    )
    assert found[:2] == [
        ("Russian President Vladimir Putin", "vladimir-putin"),
        ("Finnish counterpart Sauli Niinisto", "sauli-niinisto"),
    ]
    assert ("Putin", "vladimir-putin") in found
    assert {actor for words, actor in found if words == "The two leaders"} == {"vladimir-putin", "sauli-niinisto"}


def test_titles_in_the_plural_name_several() -> None:
    found = actors("Presidents Vladimir Putin of Russia and Donald Trump of the US met.")
    assert [actor for _, actor in found] == ["vladimir-putin", "donald-trump"]


@pytest.mark.parametrize("text", ["On Monday they met.", "In May talks began.", "The March deadline passed."])
def test_times_and_first_words_are_no_persons(text: str) -> None:
    assert actors(text) == []


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("French and German officials met.", ["FRA", "DEU"]),
        ("Representatives of Turkey agreed.", ["TUR"]),
        ("The leaders of France and Russia agreed.", ["emmanuel-macron", "vladimir-putin"]),
        ("The Pacific Islands Forum agreed.", ["pacific-islands-forum"]),
        ("The presidents of France and the United States met.", ["emmanuel-macron", "donald-trump"]),
        (
            "The leaders of Germany and France, Angela Merkel and Emmanuel Macron, met.",
            ["angela-merkel", "emmanuel-macron"],
        ),
        ("Macedonia agreed.", ["MKD"]),
        ("The Duma agreed.", ["state-duma"]),
        ("The Justice Department agreed.", ["us-department-of-justice"]),
    ],
)  # fmt: skip
def test_lists_and_organisations_are_known_by_their_words(text: str, ids: list[str]) -> None:
    assert [actor for _, actor in actors(text)] == ids


def test_an_unknown_full_name_is_a_person_when_its_surname_stands_alone() -> None:
    text = "Harold Keke fought on in Guadalcanal.\n\nPolice say that Keke has a hundred men.\n"
    found = actors(text, "2003-07-24")
    assert ("Harold Keke", "harold-keke") in found
    assert ("Keke", "harold-keke") in found
    assert ("Harold Keke", "harold-keke") not in actors("Harold Keke fought on in Guadalcanal.", "2003-07-24")


def test_officials_counted_are_those_told_of() -> None:
    found = actors(
        "French foreign minister Jean-Yves Le Drian met his German and Polish counterparts, Heiko Maas and Jacek "
        "Czaputowicz, on Monday.\n\nThe three ministers agreed.\n"
    )
    three = {actor for words, actor in found if words == "three ministers"}
    assert three == {"jean-yves-le-drian", "heiko-maas", "jacek-czaputowicz"}
    assert ("three ministers", "three-ministers") in actors("The three ministers agreed.")


def test_a_group_is_called_by_the_name_behind_it() -> None:
    found = actors("The Iranian airline Mahan Air was banned.\n\nMahan Air objected, and Mahan planes stayed.\n")
    assert [actor for _, actor in found] == ["mahan-air"] * 3
    assert actors("Mahan Air objected.") == []
