"""The ratio of two totals against its formula, summed unit by unit."""

from __future__ import annotations

import numpy as np
import pytest

from dagster_project.estimation.intervals import t_quantile
from dagster_project.estimation.numeric_estimates import numeric_estimates, ratio_estimates

Y = np.array([3.0, 5.0, 8.0, 2.0, 9.0, 4.0, 7.0, 6.0, 1.0])
X = np.array([2.0, 4.0, 5.0, 1.0, 6.0, 4.0, 5.0, 0.0, 3.0])
IN_BASE = np.array([1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0])
STRATA = ((12, 4), (5, 5))


def by_hand(is_poststratified: bool) -> tuple[float, float]:
    """R and its standard error: z = w (y - R x) / x̂ over the base, 0 elsewhere, within strata."""
    stratum = np.repeat([0, 1], [n for _, n in STRATA])
    weight = np.array([frame / n for frame, n in STRATA])[stratum]
    ratio = sum(weight * IN_BASE * Y) / sum(weight * IN_BASE * X)
    z = weight * IN_BASE * (Y - ratio * X) / sum(weight * IN_BASE * X)
    within = [z[stratum == h] - z[stratum == h].mean() for h in (0, 1)]
    if is_poststratified:
        n, frame = 9, 17
        return ratio, np.sqrt((1 - n / frame) * n / (n - 1) * sum((part**2).sum() for part in within))
    variance = sum((1 - n / frame) * n / (n - 1) * (part**2).sum() for part, (frame, n) in zip(within, STRATA, strict=True))
    return ratio, np.sqrt(variance)


@pytest.mark.parametrize(("is_poststratified", "df"), [(False, 6), (True, 7)])
def test_ratio_and_standard_error_follow_the_formula(stratified, is_poststratified, df):
    found = ratio_estimates(stratified(*STRATA, is_poststratified=is_poststratified), IN_BASE[:, None], Y, X)
    ratio, error = by_hand(is_poststratified)
    assert found["estimate"][0] == pytest.approx(ratio, rel=1e-12)
    assert found["standard_error"][0] == pytest.approx(error, rel=1e-12)
    assert (found["n_base"][0], found["degrees_of_freedom"][0]) == (8, df)
    half = t_quantile(np.array([df]))[0] * error
    assert (found["ci_low"][0], found["ci_high"][0]) == pytest.approx((ratio - half, ratio + half), rel=1e-12)


def test_a_ratio_to_a_constant_is_the_mean_over_it(stratified):
    design = stratified(*STRATA)
    mean = numeric_estimates(design, IN_BASE[:, None], Y)["mean"]
    ratio = ratio_estimates(design, IN_BASE[:, None], Y, np.full(9, 4.0))
    assert ratio["estimate"][0] == pytest.approx(mean["estimate"][0] / 4, rel=1e-12)
    assert ratio["standard_error"][0] == pytest.approx(mean["standard_error"][0] / 4, rel=1e-12)


def test_numbers_that_cancel_add_up_to_nothing(stratified):
    """0.1 + 0.2 − 0.3 is zero, whatever its bits say; so is its share of anything."""
    design, everybody = stratified((9, 3)), np.ones((3, 1))
    values = np.array([0.1, 0.2, -0.3])
    found = numeric_estimates(design, everybody, values)
    assert (found["mean"]["estimate"][0], found["total"]["estimate"][0]) == (0, 0)
    assert ratio_estimates(design, everybody, values, np.ones(3))["estimate"][0] == 0


def test_the_same_number_from_everybody_has_no_error(stratified):
    found = numeric_estimates(stratified((10, 3), (20, 7)), np.ones((10, 1)), np.full(10, 0.1))
    assert found["mean"]["estimate"][0] == pytest.approx(0.1)
    assert found["mean"]["standard_error"][0] == 0


def test_of_one_respondent_there_is_a_ratio_without_an_interval(stratified):
    found = ratio_estimates(stratified((3, 1)), np.ones((1, 1)), np.array([6.0]), np.array([4.0]))
    assert found["estimate"][0] == 1.5
    assert np.isnan(found["ci_low"][0])
