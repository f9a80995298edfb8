"""Differences between groups of one survey: by hand, and how often they are called significant where there are none."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from dagster_project.estimation.group_differences import mean_differences
from dagster_project.estimation.intervals import t_test

COMPARED_BASE = 30


def test_two_groups_of_a_simple_random_sample_have_independent_errors(stratified):
    rng = np.random.default_rng(1)
    group = np.repeat([0, 1], [40, 60])
    y = rng.normal(10 + group, 2)
    found = mean_differences(stratified((400, 100)), np.eye(2)[group], y, np.array(["side", "side"]), COMPARED_BASE)
    parts = [y[group == at] for at in (0, 1)]
    # Within the sample a mean is a ratio: n in place of n - 1, but for the whole sample.
    expected = (1 - 100 / 400) * 100 / 99 * sum(part.var() / part.size for part in parts)
    assert found["difference"] == pytest.approx([parts[0].mean() - parts[1].mean()])
    assert found["variance"] == pytest.approx([expected])
    assert found["degrees_of_freedom"].tolist() == [99]


def test_a_stratum_that_both_groups_lie_in_is_taken_off_once(stratified):
    group = np.tile([0, 1], 50)
    found = mean_differences(
        stratified((80, 40), (90, 60)), np.eye(2)[group], np.arange(100.0), np.array(["a", "a"]), COMPARED_BASE
    )
    assert found["degrees_of_freedom"].tolist() == [98]


def test_only_groups_of_one_domain_with_enough_answers_are_compared(stratified):
    sizes = [COMPARED_BASE, COMPARED_BASE - 1, COMPARED_BASE, 41]
    side = np.repeat([0, 1, 2, 3], sizes)
    in_base = np.hstack([np.eye(4)[side], np.ones((side.size, 1))])
    domains = np.array(["side", "side", "side", "side", "all"])
    found = mean_differences(stratified((1000, side.size)), in_base, np.arange(float(side.size)), domains, COMPARED_BASE)
    pairs = list(zip(found["group"].tolist(), found["other_group"].tolist(), strict=True))
    assert pairs == [(0, 2), (0, 3), (2, 3)]


def test_one_test_in_twenty_errs_where_the_groups_do_not_differ(stratified):
    """Strata answer at different rates and differ in level; groups lie across them and are alike in each."""
    rng = np.random.default_rng(1984)
    frame = np.repeat([0, 1, 2], [300, 200, 120])
    answering = np.array([60, 70, 50])
    group = rng.permutation(np.arange(frame.size) % 2)
    design = stratified(*zip(np.bincount(frame).tolist(), answering.tolist(), strict=True))
    covered = significant = 0
    rounds = 2000
    y = (rng.random(frame.size) < np.array([0.2, 0.5, 0.8])[frame]).astype(float)
    truth = y[group == 0].mean() - y[group == 1].mean()
    for _ in range(rounds):
        chosen = np.concatenate([rng.choice(np.flatnonzero(frame == at), n, replace=False) for at, n in enumerate(answering)])
        found = mean_differences(design, np.eye(2)[group[chosen]], y[chosen], np.array(["side", "side"]), COMPARED_BASE)
        se, df = np.sqrt(found["variance"]), found["degrees_of_freedom"].astype(float)
        low, high, p_value = t_test(found["difference"] - truth, se, df)
        covered += bool(low[0] <= 0 <= high[0])
        significant += bool(p_value[0] < 0.05)
    assert covered == rounds - significant
    assert 0.035 < significant / rounds < 0.065


def test_the_t_test_is_that_of_the_textbook():
    low, high, p_value = t_test(np.array([0.1]), np.array([0.04]), np.array([50.0]))
    assert p_value == pytest.approx(2 * stats.t.sf(2.5, 50))
    assert (low[0], high[0]) == pytest.approx(stats.t.interval(0.95, 50, 0.1, 0.04))


@pytest.mark.parametrize(("se", "df", "has_interval"), [(0.0, 50.0, True), (0.1, 0.0, False)])
def test_without_error_or_degrees_of_freedom_there_is_no_p_value(se, df, has_interval):
    low, _, p_value = t_test(np.array([0.1]), np.array([se]), np.array([df]))
    assert np.isnan(p_value[0])
    assert np.isnan(low[0]) != has_interval
