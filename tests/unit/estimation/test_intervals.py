"""Each interval function gives R's limits; the rule takes the degenerate first, then the extreme, then the rest."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from dagster_project.estimation import intervals
from dagster_project.settings import PROJECT_ROOT

SHARES = PROJECT_ROOT / "tests/fixtures/survey/expected_shares.parquet"
FUNCTIONS = {
    "logit": lambda p, se, df, n: intervals.logit(p, se, df),
    "beta": intervals.korn_graubard,
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_limits_are_those_of_r(name):
    needed = ["share", "standard_error", "degrees_of_freedom", "n_base"]
    rows = pl.read_parquet(SHARES).drop_nulls([*needed, f"{name}_lo", f"{name}_hi"])
    rows = rows.filter((pl.col("n_yes") > 0) & (pl.col("n_yes") < pl.col("n_base")))
    assert rows.height > 1_000
    low, high = FUNCTIONS[name](*(rows[column].to_numpy().astype(float) for column in needed))
    np.testing.assert_allclose(low, rows[f"{name}_lo"].to_numpy(), rtol=1e-8)
    np.testing.assert_allclose(high, rows[f"{name}_hi"].to_numpy(), rtol=1e-8)


@pytest.mark.parametrize(
    ("share", "n_base", "df", "method"),
    [
        (0.0, 100, 99, "clopper_pearson"),
        (1.0, 100, 99, "clopper_pearson"),
        (0.04, 100, 99, "korn_graubard"),
        (0.96, 100, 99, "korn_graubard"),
        (0.5, 49, 48, "korn_graubard"),
        (0.05, 100, 99, "logit"),
        (0.5, 50, 49, "logit"),
        (0.5, 2, 0, None),
    ],
)
def test_the_rule_names_its_method(share, n_base, df, method):
    found, low, high = intervals.rule([share], [0.01], [df], [n_base])
    assert found[0] == method
    if method is None:
        assert np.isnan(low[0]) and np.isnan(high[0])
    else:
        assert 0 <= low[0] <= share <= high[0] <= 1


@pytest.mark.parametrize("limit", [0.05, 0.95])
def test_a_share_at_the_limit_is_there_whatever_its_last_bits_say(limit):
    """5 of 100 weighted answers may add up to a little more or less than 5 %."""
    near = np.nextafter(limit, [0, limit, 1])
    assert set(intervals.rule(near, np.full(3, 0.01), np.full(3, 99), np.full(3, 100))[0]) == {"logit"}


def test_all_yes_and_all_no_get_the_exact_binomial_limits():
    _, low, high = intervals.rule([0.0, 1.0], [0.0, 0.0], [9, 9], [10, 10])
    exact = 0.025 ** (1 / 10)
    np.testing.assert_allclose([low[0], high[0], low[1], high[1]], [0, 1 - exact, exact, 1], rtol=1e-12)


def test_a_share_without_error_is_its_own_interval():
    """A fully enumerated base leaves nothing to chance."""
    method, low, high = intervals.rule([0.02, 0.4], [0.0, 0.0], [99, 99], [100, 100])
    assert list(method) == ["korn_graubard", "logit"]
    np.testing.assert_allclose(low, [0.02, 0.4])
    np.testing.assert_allclose(high, [0.02, 0.4])
