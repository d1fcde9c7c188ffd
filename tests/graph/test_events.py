"""An event computed from its reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.events import Report, compute

REPORT = Report(
    id="r",
    article="a",
    type="AGREE",
    status="happened",
    edtf="2021-02-03",
    date_basis="clause",
    extent="within",
    quote="Russia and the United States extended New START.",
    summary="Extension of New START",
    mode=None,
    place=None,
    sources=(("RUS", ""),),
    targets=(("USA", ""),),
    attributed=(),
    treaties=(("new-start", "extend"),),
    confidence=0.8,
)


def reports(*changes: dict[str, object]) -> list[Report]:
    return [replace(REPORT, id=f"r{n}", article=f"a{n}", **change) for n, change in enumerate(changes)]  # type: ignore[arg-type]


def test_one_report_is_the_event() -> None:
    event = compute([REPORT])
    assert (event.type, event.quad, event.status) == ("AGREE", "verbal cooperation", "happened")
    assert (event.date, event.date_end, event.precision) == (date(2021, 2, 3), date(2021, 2, 3), "day")
    assert (event.sources, event.targets, event.treaties) == (REPORT.sources, REPORT.targets, REPORT.treaties)
    assert (event.summary, event.confidence) == (REPORT.summary, 0.8)


@pytest.mark.parametrize(
    ("dates", "chosen"),
    [
        (["2021", "2021-02", "2021-02-03"], "2021-02-03"),
        (["2021-02-03", None], "2021-02-03"),
        ([None, None], None),
        (["2021-02-03", "2021-02-03", "2021-02-05"], "2021-02-03"),
        (["2021", "2021-02-05", "2021-02-03", "2021-02-05"], "2021-02-05"),
        (["2020", "2021-02", "2021"], "2021-02"),
        (["2016-10/..", "2017"], "2017"),
    ],
)
def test_date_is_the_most_precise_that_most_allow(dates: list[str | None], chosen: str | None) -> None:
    assert compute(reports(*({"edtf": value} for value in dates))).edtf == chosen


def test_date_carries_its_own_basis_and_extent() -> None:
    event = compute(
        reports(
            {"edtf": "2021", "date_basis": "published", "extent": "throughout"},
            {"edtf": "2021-02-03", "date_basis": "sentence"},
        )
    )
    assert (event.date_basis, event.extent) == ("sentence", "within")


def test_majority_decides_type_and_status() -> None:
    event = compute(reports({"type": "CONSULT", "status": "planned"}, {"type": "CONSULT"}, {}))
    assert (event.type, event.status) == ("CONSULT", "happened")
    assert compute(reports({"status": "planned"}, {})).status == "happened"


def test_summary_comes_with_the_fullest_quote() -> None:
    event = compute(reports({"quote": "short", "summary": "A"}, {"quote": "a longer quote", "summary": "B"}))
    assert event.summary == "B"


def test_all_actors_are_kept_with_the_role_most_give() -> None:
    event = compute(
        reports(
            {"sources": (("lavrov", "minister"),)},
            {"sources": (("lavrov", "foreign minister"), ("RUS", ""))},
            {"sources": (("lavrov", "foreign minister"),)},
        )
    )
    assert event.sources == (("RUS", ""), ("lavrov", "foreign minister"))


def test_a_mention_gives_way_to_an_action() -> None:
    event = compute(
        reports(
            {"treaties": (("new-start", "mention"), ("inf", "mention"))},
            {"treaties": (("new-start", "sign"), ("new-start", "ratify"))},
        )
    )
    assert event.treaties == (("inf", "mention"), ("new-start", "sign"), ("new-start", "ratify"))


def test_disagreement_lowers_confidence() -> None:
    sure = compute(reports({"confidence": 0.9}, {"confidence": 0.5})).confidence
    unsure = compute(reports({"confidence": 0.9}, {"confidence": 0.5, "status": "denied"})).confidence
    assert (sure, unsure) == (0.9, 0.675)


DATES = st.sampled_from([None, "2021", "2021-02", "2021-02-03", "2021-02-05", "2020-12/2021-03", "../2021"])
REPORTS = st.builds(
    Report,
    id=st.sampled_from("rstu"),
    article=st.sampled_from("abc"),
    type=st.sampled_from(["AGREE", "CONSULT", "STATEMENT"]),
    status=st.sampled_from(["happened", "planned", "denied"]),
    edtf=DATES,
    date_basis=st.sampled_from(["clause", "published", "none"]),
    extent=st.sampled_from(["within", "throughout"]),
    quote=st.sampled_from(["one", "two", "three"]),
    summary=st.sampled_from(["x", "y"]),
    mode=st.sampled_from([None, "visit", "meet"]),
    place=st.sampled_from([None, "Praha", "Geneva"]),
    sources=st.lists(st.tuples(st.sampled_from(["RUS", "USA"]), st.sampled_from(["", "president"])), max_size=2).map(
        tuple
    ),
    targets=st.just(()),
    attributed=st.sampled_from([(), ("nato",)]),
    treaties=st.sampled_from([(), (("inf", "mention"),), (("inf", "sign"),)]),
    confidence=st.sampled_from([0.2, 0.5, 0.9]),
)


@given(st.lists(REPORTS, min_size=1, max_size=6, unique_by=lambda report: (report.article, report.id)), st.randoms())
def test_order_of_reports_does_not_matter(told: list[Report], random: object) -> None:
    shuffled = list(told)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert compute(told) == compute(shuffled)
