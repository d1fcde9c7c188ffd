"""Models that begin from those of another language."""

from __future__ import annotations

import numpy as np

from ingest.classifier import LinearModel
from training import transfer
from training.rows import Rows

PRIOR = LinearModel(
    ("no", "yes"),
    {"shape": 0, "foreign": 1},
    np.array([[0.0, 4.0], [0.0, -4.0], [0.0, 0.0]], dtype=np.float32),
    np.zeros(2, dtype=np.float32),
)


def rows(*items: tuple[list[str], str], groups: list[int] | None = None) -> Rows:
    made = Rows()
    for number, (names, label) in enumerate(items):
        made.add(names, label, groups[number] if groups else 0)
    return made


def test_what_the_rows_do_not_speak_against_stays() -> None:
    fitted = transfer.fit_labels(rows(*[(["shape", "word"], "yes")] * 3), 0.001, 3, PRIOR)
    (score,) = fitted.scores([["shape"]])
    assert score[fitted.labels.index("yes")] - score[fitted.labels.index("no")] > 3


def test_what_they_speak_against_changes() -> None:
    fitted = transfer.fit_labels(rows(*[(["shape", "word"], "no")] * 30), 1.0, 3, PRIOR)
    (score,) = fitted.scores([["shape", "word"]])
    assert score[fitted.labels.index("no")] > score[fitted.labels.index("yes")]


def test_a_choice_begins_from_the_prior_too() -> None:
    options = rows((["shape"], "yes"), (["word"], "no"), groups=[0, 0])
    fitted = transfer.fit_choice(options, 0.001, 1, PRIOR)
    shape, word = fitted.scores([["shape"], ["word"]])[:, 1]
    assert shape - word > 3


def test_halfway_lies_between() -> None:
    fitted = transfer.fit_labels(rows(*[(["shape", "word"], "no")] * 30), 1.0, 3, PRIOR)
    middle = transfer.between(fitted, PRIOR)

    def yes(model: LinearModel) -> float:
        (score,) = model.scores([["shape"]])
        return float(score[model.labels.index("yes")] - score[model.labels.index("no")])

    assert yes(fitted) < yes(middle) < yes(PRIOR)
