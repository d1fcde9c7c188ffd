"""Networks that choose one of several options."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ingest.classifier import ChoiceNetwork, JointModel, load, save
from training.networks import Recipe, fit_choice
from training.rows import Rows

RECIPE = Recipe(units=8, nets=2, epochs=40, batch=16, rate=2e-2, features_out=0.0, units_out=0.0)
CASES = [(act, side) for act in ("praise", "blame") for side in ("ally", "rival")]


def acts() -> Rows:
    """Whom an act is done to: allies are praised and rivals blamed, which no sum over single features can tell."""
    rows = Rows()
    for group in range(200):
        act = ("praise", "blame")[group % 2]
        for side in ("ally", "rival"):
            right = (act == "praise") == (side == "ally")
            rows.add([f"act={act}", f"side={side}"], "yes" if right else "no", group)
    return rows


@pytest.fixture(scope="module")
def network() -> ChoiceNetwork:
    return fit_choice(acts(), RECIPE, least=3)


def scores(network: ChoiceNetwork) -> dict[tuple[str, str], float]:
    found = network.scores([[f"act={act}", f"side={side}"] for act, side in CASES])[:, 1]
    return dict(zip(CASES, found.tolist(), strict=True))


def test_features_are_weighed_together(network: ChoiceNetwork) -> None:
    found = scores(network)
    assert found["praise", "ally"] > found["praise", "rival"] + 2
    assert found["blame", "rival"] > found["blame", "ally"] + 2


def test_fitting_again_gives_the_same(network: ChoiceNetwork) -> None:
    assert scores(fit_choice(acts(), RECIPE, least=3)) == pytest.approx(scores(network))


def test_a_group_without_a_right_option_counts_not(network: ChoiceNetwork) -> None:
    rows = acts()
    for side in ("ally", "rival"):
        rows.add(["act=praise", f"side={side}"], "no", group=1000)
    assert scores(fit_choice(rows, RECIPE, least=3)) == pytest.approx(scores(network))


def test_another_language_begins_from_the_network(network: ChoiceNetwork) -> None:
    assert scores(fit_choice(acts(), replace(RECIPE, epochs=0), least=3, prior=network)) == pytest.approx(
        scores(network)
    )
    reversed_ = acts()
    reversed_.labels = ["no" if label == "yes" else "yes" for label in reversed_.labels]
    learned = scores(fit_choice(reversed_, RECIPE, least=3, prior=network))
    assert learned["praise", "rival"] > learned["praise", "ally"]
    held = scores(fit_choice(reversed_, replace(RECIPE, rate=1e-3, decay=900.0), least=3, prior=network))
    assert held["praise", "ally"] > held["praise", "rival"]


def test_a_file_keeps_a_network(network: ChoiceNetwork, tmp_path: Path) -> None:
    save(tmp_path / "models.npz", {"target": network})
    kept = load(tmp_path / "models.npz")["target"]
    assert isinstance(kept, ChoiceNetwork)
    assert scores(kept) == pytest.approx(scores(network), abs=0.05)


def test_features_looked_up_give_the_same_scores(network: ChoiceNetwork) -> None:
    joint = JointModel((network,))
    names = [[f"act={act}", f"side={side}", "unknown"] for act, side in CASES]
    rows = [joint.rows([(iter_names, tuple(each))]) for each in names]
    np.testing.assert_allclose(joint.scores(0, rows), network.scores(names), rtol=1e-5)


def iter_names(names: tuple[str, ...]) -> tuple[str, ...]:
    return names
