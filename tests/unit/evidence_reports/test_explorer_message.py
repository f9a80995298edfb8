"""What the explorer says of how two indicators go together, against SciPy's rank correlation."""

from __future__ import annotations

import random

import pytest
from scipy.stats import spearmanr

from tests.unit.evidence_reports.page_code import evaluated

IMPORTS = "import { rankCorrelation, relation } from './components/explorer/correlation.js';"


def points(seed: int, size: int, pull: float, steps: int) -> list[dict[str, float]]:
    """Made-up pairs; `pull` draws y towards x, few `steps` make many values equal."""
    dice = random.Random(seed)
    found = []
    for _ in range(size):
        x = dice.randrange(steps)
        found.append({"x": x, "y": round(pull * x + dice.uniform(-1, 1) * steps) / 7})
    return found


@pytest.mark.parametrize(("pull", "steps"), [(0, 5), (0.4, 40), (-0.8, 3), (2, 1000), (-3, 12)])
def test_it_is_spearmans_with_equal_values_sharing_their_ranks(pull, steps):
    for seed, size in enumerate((20, 47, 1741)):
        given = points(seed, size, pull, steps)
        expected = spearmanr([one["x"] for one in given], [one["y"] for one in given]).statistic
        assert evaluated("rankCorrelation(given)", IMPORTS, given) == pytest.approx(expected, abs=1e-12)


def said(given: list[dict[str, float]]) -> object:
    return evaluated("relation(given)", IMPORTS, given)


def test_the_words_follow_what_is_printed():
    kinds = set()
    for seed in range(60):
        given = points(seed, 47, (seed - 30) / 12, 30)
        printed = round(spearmanr([one["x"] for one in given], [one["y"] for one in given]).statistic, 2)
        size = "none" if abs(printed) < 0.2 else "weak" if abs(printed) < 0.5 else "clear"
        side = "" if size == "none" else "_same" if printed > 0 else "_opposite"
        assert said(given) == {"kind": size + side, "printed": pytest.approx(printed)}
        kinds.add(size + side)
    assert len(kinds) == 5


def test_nothing_is_said_of_few_points_or_of_values_that_are_all_equal():
    assert said(points(1, 19, 1, 30)) is None
    assert said([{"x": 0, "y": i} for i in range(50)]) is None
