"""Quantiles by the left-continuous rule, their interval read back from the share below."""

from __future__ import annotations

import numpy as np
import pytest

from dagster_project.estimation.numeric_estimates import numeric_estimates
from dagster_project.estimation.quantiles import weighted_quantile


@pytest.mark.parametrize(
    ("fraction", "quantile"), [(-0.1, 1), (0.0, 1), (0.25, 1), (0.26, 2), (0.5, 2), (0.75, 3), (1.0, 4), (1.2, 4)]
)
def test_the_smallest_value_that_reaches_the_fraction(fraction, quantile):
    assert weighted_quantile(np.array([3.0, 1, 4, 2]), np.ones(4), fraction) == quantile


def test_weights_move_a_quantile():
    assert weighted_quantile(np.array([1.0, 2, 3]), np.array([1.0, 1, 8]), 0.5) == 3


def test_statistics_of_a_census_have_no_error(stratified):
    values = np.array([2.0, 4, 6, 8])
    found = numeric_estimates(stratified((4, 4)), np.ones((4, 1)), values)
    assert {name: float(part["estimate"][0]) for name, part in found.items()} == {
        "mean": 5, "total": 20, "p25": 2, "p50": 4, "p75": 6,
    }  # fmt: skip
    assert all(part["standard_error"][0] == 0 for part in found.values())


def test_a_quantile_without_error_is_its_own_interval(stratified):
    """Each stratum gave one number: the share up to a quantile is known, and its last bit must not lead beyond."""
    design, values = stratified((7, 6), (14, 3), (9, 4)), np.repeat([1.0, 2.0, 3.0], [6, 3, 4])
    found = numeric_estimates(design, np.ones((13, 1)), values)["p50"]
    assert [float(found[name][0]) for name in ("estimate", "standard_error", "ci_low", "ci_high")] == [2, 0, 2, 2]


def test_a_single_respondent_has_an_estimate_and_no_interval(stratified):
    found = numeric_estimates(stratified((10, 5)), np.array([[1.0], [0], [0], [0], [0]]), np.array([7.0, 0, 0, 0, 0]))
    assert all(part["estimate"][0] in (7, 14) and np.isnan(part["ci_low"][0]) for part in found.values())
