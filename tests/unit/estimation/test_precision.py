"""Sums in one order, zeros and limits that rounding does not move, and columns counted by what they span."""

from __future__ import annotations

import numpy as np
import pytest

from dagster_project.estimation.precision import ROUNDING, difference, distinct, less, orthonormal, product, settled


def test_a_product_is_added_up_in_the_order_of_the_columns():
    rng = np.random.default_rng(1)
    left, right = rng.normal(size=(3, 500)), rng.normal(size=(500, 2))
    for row in range(3):
        for column in range(2):
            total = 0.0
            for at in range(500):
                total += left[row, at] * right[at, column]
            assert product(left, right)[row, column] == total


def test_what_rounding_leaves_of_a_subtraction_is_nothing():
    assert difference(0.1 + 0.2, 0.3) == 0
    assert difference(0.3, 0.2) == 0.3 - 0.2
    assert difference(1e-30, 2e-30) == -1e-30, "small numbers are no noise of themselves"
    left = settled(np.array([-1e-17, 1e-9, np.nan]), 1.0)
    assert str(left[0]) == "0.0" and left[1] == 1e-9 and np.isnan(left[2])


def test_a_limit_is_met_whatever_the_last_bits():
    assert not less(0.05 - 1e-17, 0.05) and not less(0.05, 0.05 + 1e-17)
    assert less(0.05 * (1 - 2 * ROUNDING), 0.05)


def test_values_equal_but_for_rounding_are_one():
    assert distinct(np.array([2.0, 0.3, 0.1 + 0.2, 2.0, 1.0])).tolist() == [2, 0, 0, 2, 1]
    assert distinct(np.array([5.0])).tolist() == [0]


@pytest.mark.parametrize("unit", [1e-9, 1.0, 1e9])
def test_columns_count_by_what_they_add_to_the_ones_before(unit):
    """In any unit: a column is small against itself, not against the others."""
    rng = np.random.default_rng(2)
    first, second = rng.normal(size=(2, 50))
    columns = np.stack([first, unit * second, first + unit * second, np.zeros(50), first - 2 * second], axis=1)
    basis = columns @ orthonormal(columns.T @ columns)
    np.testing.assert_allclose(basis.T @ basis, np.eye(2), atol=1e-12)
    np.testing.assert_allclose(basis @ (basis.T @ columns), columns, rtol=1e-6, atol=1e-12 * unit)
