"""The made-up news of the benchmark of queries: the size that is asked for, the same each time, one busiest actor."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise

from benchmarks.queries import Case, Result, summary, table
from benchmarks.synthetic_news import LAST_DAY, make_news, make_world

EVENTS = 5_000


def test_each_event_is_told_in_one_list_of_articles() -> None:
    told = [
        {event.id for article in batch for event in article.events} for batch in make_news(make_world(1), EVENTS, 1)
    ]
    assert len(told) == 3
    assert sum(map(len, told)) == len(set.union(*told)) == EVENTS


def test_the_same_seed_gives_the_same_news() -> None:
    first, again = (list(make_news(make_world(1), 50, 1)) for _ in range(2))
    assert first == again != list(make_news(make_world(1), 50, 2))


def test_few_actors_take_part_in_most_events_and_articles_list_whom_they_name() -> None:
    seen: Counter[str] = Counter()
    for batch in make_news(make_world(1), EVENTS, 1):
        for article in batch:
            named = {one for event in article.events for one in (*event.sources, *event.targets, *event.said_by)}
            assert named == {actor.id for actor in article.actors}
            assert date.fromisoformat(article.published.value or "") <= date(2026, 11, 2) > LAST_DAY
            seen.update(named)
    assert seen.most_common(1)[0][0] == "C00"


def test_offices_pass_on_without_a_gap() -> None:
    world = make_world(1)
    terms = {actor.id: actor.terms[0] for actor in world.persons}
    for line in world.holders["C00"]:
        for (_, holder), (began, _) in pairwise(line):
            until = terms[holder].until
            assert until is not None
            assert (began - until).days == 1


def test_the_table_tells_median_late_runs_and_scans() -> None:
    quick = Result(Case("offices", "of one", {}), (0.01, 0.02, 0.03), 1200, ())
    slow = Result(Case("search", "words", {}), (0.5,) * 20, 3, ("Event",))
    assert table([quick, slow]).splitlines()[2:] == [
        "| `offices` | of one | 1,200 | 20 | 29 | none |",
        "| `search` | words | 3 | 500 | 500 | Event |",
    ]
    assert summary([quick, slow], 1_000_000, 20) == (
        "1,000,000 events, 20 runs of each question: 1 of 2 have a median of at most 100 ms."
    )
