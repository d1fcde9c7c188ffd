"""Judged articles as pairs of tellings, on articles of our own."""

from __future__ import annotations

import json
from pathlib import Path

from graph.model import Article
from ingest.pipeline import extract
from training.matching import fit, pairs_of_articles

TEXTS = {
    "a": "Ngày 19/5/2021, Ngoại trưởng Mỹ Antony Blinken gặp Ngoại trưởng Nga Sergei Lavrov tại Reykjavik.\n\n"
    "Hai bên nói về ổn định chiến lược. Ngày 19/5, Trung Quốc chỉ trích Mỹ.",
    "b": "Ngoại trưởng Nga Sergei Lavrov ngày 19/5/2021 gặp Ngoại trưởng Mỹ Antony Blinken tại Reykjavik.\n\n"
    "Cùng ngày 19/5, Trung Quốc lên tiếng chỉ trích Mỹ.",
}
PUBLISHED = {"a": "2021-05-20", "b": "2021-05-21"}


def judged(folder: Path, same: list[list[int]], unsure: list[list[int]]) -> Path:
    """A file that judges the two articles."""
    acts = {
        name: [event.trigger for event in extract(Article(name, text, published_given=PUBLISHED[name])).events]
        for name, text in TEXTS.items()
    }
    acts["b"].append((0, 4))
    path = folder / "judged.jsonl"
    line = {"published": PUBLISHED, "acts": acts, "same": same, "unsure": unsure}
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    return path


def test_each_act_is_set_beside_each_of_the_other_article(tmp_path: Path) -> None:
    pairs = pairs_of_articles(judged(tmp_path, [[0, 0]], []), TEXTS)
    assert {(pair.one.type, pair.other.type) for pair in pairs} >= {
        (one, other) for one in ("CONSULT", "ACCUSE") for other in ("CONSULT", "ACCUSE")
    }
    assert [(pair.one.type, pair.other.type) for pair in pairs if pair.same] == [("CONSULT", "CONSULT")]
    fewer = pairs_of_articles(judged(tmp_path, [], [[0, 0]]), TEXTS)
    assert len(fewer) == len(pairs) - 1
    assert not any(pair.same for pair in fewer)


def test_weights_tell_the_same_act_from_others(tmp_path: Path) -> None:
    pairs = pairs_of_articles(judged(tmp_path, [[0, 0]], []), TEXTS)
    fitted = fit([], [], pairs, [pair for pair in pairs if not pair.same])
    assert fitted["weights"]["type"] > 0
    assert fitted["weights"]["words"] > 0
