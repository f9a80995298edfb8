"""The finder's arithmetic on the page against a second one in exact fractions: scores, ranks, what missing inputs could be."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from tests.unit.evidence_reports.page_code import evaluated

IMPORTS = """
import { prepared, ranked, rangesOf, weightsOf } from './components/finder/score.js';
const answer = ({ inputs, counts, points, side }) => {
    const data = prepared(inputs, counts);
    const weights = weightsOf(inputs, points, side);
    const { scores, ranks, missing } = ranked(data, weights);
    const { low, high } = rangesOf(data, weights);
    return { weights, scores, ranks, missing: [...missing], low: [...low], high: [...high] };
};
"""
SIDES = ("need", "need", "need", "capacity", "capacity")


def answered(**given) -> dict:
    return evaluated("answer(given)", IMPORTS, given)


def made_up(seed: int, size: int, missing: float) -> tuple[list[dict], list[list[int | None]]]:
    """Inputs and, of each, how many have the value of a municipality or a lower one; many values are equal, some missing."""
    dice = random.Random(seed)
    inputs, counts = [], []
    for side in SIDES:
        values = [None if dice.random() < missing else dice.randrange(size // 2) for _ in range(size)]
        known = [value for value in values if value is not None]
        inputs.append({"side": side, "of": len(known)})
        counts.append([None if value is None else sum(other <= value for other in known) for value in values])
    return inputs, counts


def shares(points: list[int], side: str) -> list[Fraction]:
    def within(wanted: str) -> list[Fraction]:
        total = sum(point for point, own in zip(points, SIDES, strict=True) if own == wanted)
        return [
            Fraction(point, total) if own == wanted and total else Fraction(0) for point, own in zip(points, SIDES, strict=True)
        ]

    if side != "combined":
        return within(side)
    both = [sum(pair) for pair in zip(within("need"), within("capacity"), strict=True)]
    return [weight / sum(both) for weight in both]


def around(weights: list[Fraction]) -> list[list[Fraction]]:
    sets = [weights]
    for turned in range(len(weights)):
        for factor in (Fraction(1, 2), Fraction(3, 2)):
            drawn = [weight * factor if i == turned else weight for i, weight in enumerate(weights)]
            sets.append([weight / sum(drawn) for weight in drawn])
    return sets


def recomputed(inputs: list[dict], counts: list[list[int | None]], points: list[int], side: str) -> dict:
    weights = shares(points, side)
    size = len(counts[0])

    def percentile(i: int, m: int) -> Fraction | None:
        return None if counts[i][m] is None else Fraction(100 * counts[i][m], inputs[i]["of"])

    def bound(drawn: list[Fraction], m: int, instead: int) -> Fraction:
        percentiles = [percentile(i, m) for i in range(len(drawn))]
        filled = [Fraction(instead) if one is None else one for one in percentiles]
        return sum((weight * one for weight, one in zip(drawn, filled, strict=True)), Fraction(0))

    scores: list[Fraction | None] = []
    for m in range(size):
        there = [(weight, percentile(i, m)) for i, weight in enumerate(weights) if weight and percentile(i, m) is not None]
        scores.append(sum(w * p for w, p in there) / sum(w for w, _ in there) if there else None)
    low, high = [size] * size, [0] * size
    for drawn in around(weights):
        lowest = [bound(drawn, m, 0) for m in range(size)]
        highest = [bound(drawn, m, 100) for m in range(size)]
        for m in range(size):
            others = [other for other in range(size) if other != m]
            low[m] = min(low[m], 1 + sum(lowest[other] > highest[m] for other in others))
            high[m] = max(high[m], 1 + sum(highest[other] > lowest[m] for other in others))
    return {
        "scores": scores,
        "ranks": [None if own is None else 1 + sum(other is not None and other > own for other in scores) for own in scores],
        "missing": [sum(weight > 0 and counts[i][m] is None for i, weight in enumerate(weights)) for m in range(size)],
        "low": low,
        "high": high,
    }


@pytest.mark.parametrize("side", ["need", "capacity", "combined"])
@pytest.mark.parametrize(
    ("seed", "missing", "points"),
    [
        (1, 0.0, [15, 25, 15, 20, 30]),
        (2, 0.15, [15, 25, 15, 20, 30]),
        (3, 0.4, [1, 2, 4, 8, 16]),
        (4, 0.2, [0, 0, 7, 7, 0]),
        (5, 0.9, [3, 3, 3, 1, 1]),
    ],
)
def test_scores_ranks_and_ranges_are_those_of_a_second_computation(side, seed, missing, points):
    inputs, counts = made_up(seed, 60, missing)
    found = answered(inputs=inputs, counts=counts, points=points, side=side)
    expected = recomputed(inputs, counts, points, side)
    for name in ("ranks", "missing", "low", "high"):
        assert found[name] == expected[name], name
    for own, other in zip(found["scores"], expected["scores"], strict=True):
        assert (own is None) == (other is None)
        assert own is None or own == pytest.approx(float(other), abs=1e-9)


def test_a_missing_input_is_left_out_of_the_score_and_widens_the_range_alone():
    """Filled in by an average the second would score 70; filled in by nothing, 20."""
    inputs = [{"side": "need", "of": 4}, {"side": "need", "of": 3}]
    counts = [[4, 2, 1, 3], [3, None, 1, 2]]
    found = answered(inputs=inputs, counts=counts, points=[1, 1], side="need")
    assert found["scores"][1] == 50
    assert found["missing"] == [0, 1, 0, 0]
    assert (found["low"][1], found["high"][1]) == (2, 4)
    assert (found["low"][0], found["high"][0]) == (1, 1)


def test_equal_scores_share_a_rank_although_their_inputs_differ():
    inputs = [{"side": "need", "of": 7}, {"side": "need", "of": 7}]
    counts = [[1, 2, 7], [2, 1, 7]]
    assert answered(inputs=inputs, counts=counts, points=[3, 3], side="need")["ranks"] == [2, 2, 1]


def test_the_sides_count_half_each_whatever_the_points_of_one_of_them():
    inputs = [{"side": side, "of": 1} for side in SIDES]
    weights = answered(inputs=inputs, counts=[[1]] * 5, points=[1, 1, 2, 40, 10], side="combined")["weights"]
    assert weights == pytest.approx([0.125, 0.125, 0.25, 0.4, 0.1])


def test_without_any_weight_nothing_is_ranked():
    inputs = [{"side": side, "of": 1} for side in SIDES]
    found = answered(inputs=inputs, counts=[[1]] * 5, points=[0, 0, 0, 1, 1], side="need")
    assert found["scores"] == [None] and found["ranks"] == [None]
