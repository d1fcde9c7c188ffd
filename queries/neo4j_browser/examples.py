"""Names from the graph at hand, so that favourites and tour show something of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from graph.store import Store

_BUSIEST_ACTORS: Final = """
MATCH (a:Actor)
RETURN a.name AS name, a:Country AS country, COUNT { (a)-[:SOURCE_OF|TARGETS]-() } AS events
ORDER BY country DESC, events DESC, name LIMIT 2
"""
_BUSIEST_TREATY: Final = """
MATCH (t:Treaty) RETURN t.id AS id, t.name AS name, COUNT { (t)<-[:CONCERNS]-() } AS events
ORDER BY events DESC, name LIMIT 1
"""
_BEST_KNOWN: Final = """
MATCH (e:Event)-[:CONCERNS]->(t:Treaty {id: $treaty})
RETURN e.id AS id, COUNT { (e)<-[:REPORTS]-() } AS articles, e.precision = 'day' AS dated, e.confidence AS confidence
ORDER BY articles DESC, dated DESC, confidence DESC, id LIMIT 1
"""
_ANY: Final = "MATCH (e:Event) RETURN e.id AS id LIMIT 1"


def examples(store: Store) -> dict[str, str]:
    """Values of parameters by their names: the two busiest actors (countries first), the treaty that most events
    concern, and of these the one that most articles report, or the surest.  What the graph does not have is left out.
    """
    found: dict[str, str] = {}
    actors = store.read(_BUSIEST_ACTORS).rows
    found |= {name: row["name"] for name, row in zip(("actor", "other"), actors, strict=False)}
    events = []
    for treaty in store.read(_BUSIEST_TREATY).rows:
        found["treaty"] = treaty["name"]
        events = store.read(_BEST_KNOWN, {"treaty": treaty["id"]}).rows
    for event in events or store.read(_ANY).rows:
        found["event"] = event["id"]
    return found
