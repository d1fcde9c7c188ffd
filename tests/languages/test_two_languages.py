"""One act told in two languages is one event with two reports, on both engines."""

from __future__ import annotations

from graph.model import Article
from graph.store import Store
from ingest.pipeline import extract

VIETNAMESE = """Tổng thống Mỹ và Tổng thống Nga gặp nhau tại Helsinki

Ngày 16/7, Tổng thống Mỹ Donald Trump đã gặp Tổng thống Nga Vladimir Putin tại thủ đô Helsinki của Phần Lan.
"""
ENGLISH = """Trump and Putin hold summit in Helsinki

US President Donald Trump met Russian President Vladimir Putin in the Finnish capital Helsinki on Monday.
"""
OTHER = """Putin and Macron talk before the World Cup final

Vladimir Putin received French President Emmanuel Macron in the Kremlin on Sunday.
"""
TOLD = """
MATCH (a:Article)-[r:REPORTS]->(e:Event) WHERE e.type = 'CONSULT'
RETURN e.id AS event, a.id AS article ORDER BY event, article
"""


def test_a_summit_told_in_two_languages_is_one_event(store: Store) -> None:
    texts = {"vi": VIETNAMESE, "en": ENGLISH, "other": OTHER}
    store.save([extract(Article(name, text, published_given="2018-07-17")) for name, text in texts.items()])
    told: dict[str, set[str]] = {}
    for row in store.read(TOLD).rows:
        told.setdefault(row["event"], set()).add(row["article"])
    assert {"vi", "en"} in told.values()
    assert all(articles == {"other"} for articles in told.values() if "other" in articles)
    (actors,) = store.read("MATCH (a:Actor {id: 'donald-trump'}) RETURN count(a) AS number").rows
    assert actors["number"] == 1
