"""docs/queries.md says what the headers say, and its example of an own query works."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

from known_graph import TO_MEET

from graph.store import Store
from queries.catalogue import read_query
from queries.runner import run

CHECKOUT = Path(__file__).resolve().parents[2]
PAGE = CHECKOUT / "docs" / "queries.md"


def test_the_page_is_up_to_date() -> None:
    writer = runpy.run_path(str(CHECKOUT / "tools" / "write_query_page.py"))
    text = PAGE.read_text(encoding="utf-8")
    assert writer["page"](text) == text, "run tools/write_query_page.py"


def test_the_example_of_an_own_query_works(graph: Store, tmp_path: Path) -> None:
    found = re.search(r"```\n(// title: Visits.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    own = tmp_path / "visits.cypher"
    own.write_text(found[1], encoding="utf-8")
    result = run(graph, read_query(own), {"place": "Geneva", "from": "2022"})
    planned = graph.read("MATCH (e:Event {id: $id}) RETURN e.summary AS summary", {"id": TO_MEET}).rows[0]
    assert [(row["edtf"], sorted(row["who"]), row["summary"]) for row in result.rows] == [
        ("2022-01-10", ["Russia", "United States"], planned["summary"])
    ]
