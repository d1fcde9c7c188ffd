"""Actors and treaties computed from the claims of articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import records

from graph.ids import search_forms
from graph.mentions import actor_claim, actor_state, treaty_claim, treaty_state
from graph.model import Term

KNOWN = {"RUS", "USA"}


def test_names_of_several_articles_are_joined() -> None:
    claims = [
        actor_claim(records.RUSSIA, KNOWN),
        actor_claim(replace(records.RUSSIA, name="Russian Federation", name_vi=None, aliases=("Điện Kremlin",)), KNOWN),
    ]
    for order in (claims, claims[::-1]):
        state = actor_state("RUS", order)
        assert (state.name, state.name_vi) == ("Russian Federation", "Nga")
        assert state.aliases == ("Liên bang Nga", "Moscow", "Russia", "Điện Kremlin")
        assert {"rus", "nga", "russia", "russian federation", "điện kremlin"} <= set(state.search)


def test_search_forms_are_composed_and_folded() -> None:
    decomposed = "Nga\u0300 STRASSE\u0301 ß"
    assert search_forms([decomposed, None, " ", "NGA"]) == ["nga", "ng\u00e0 strass\u00e9 ss"]


def test_kind_on_which_articles_disagree() -> None:
    claims = [actor_claim(replace(records.NATO, kind=kind), set()) for kind in ("person", "organisation")]
    assert actor_state("nato", claims).kind == actor_state("nato", claims[::-1]).kind == "organisation"


def test_terms_with_actors_outside_the_record_are_left_out() -> None:
    terms = (*records.LAVROV.terms, Term("un", "ambassador"))
    state = actor_state("sergey-lavrov", [actor_claim(replace(records.LAVROV, terms=terms), KNOWN)])
    assert state.represents == records.LAVROV.terms


def test_treaty_keeps_the_earlier_date_and_all_parties() -> None:
    late = replace(records.NEW_START, signed=date(2010, 4, 9), parties=records.NEW_START.parties[:1], ended=None)
    claims = [treaty_claim(late, KNOWN), treaty_claim(records.NEW_START, KNOWN)]
    for order in (claims, claims[::-1]):
        state = treaty_state("new-start", order)
        assert (state.signed, state.in_force, state.ended) == (
            records.NEW_START.signed, records.NEW_START.in_force, records.NEW_START.ended,
        )  # fmt: skip
        assert state.parties == records.NEW_START.parties
