"""Changes between waves: identities that must hold, and coverage in a simulated overlap."""

from __future__ import annotations

import numpy as np
import pytest

from dagster_project.estimation.differences import WaveAnswers, all_respondents, paired


def wave(responded, yes, valid=None) -> WaveAnswers:
    responded = np.asarray(responded, dtype=float)
    valid = responded if valid is None else np.asarray(valid, dtype=float)
    return WaveAnswers(responded, valid, np.asarray(yes, dtype=float) * valid)


def test_the_paired_change_is_that_of_one_sample_of_differences():
    first, second = wave([1, 1, 1, 1, 0, 0], [1, 0, 0, 1, 0, 0]), wave([1, 1, 1, 1, 0, 0], [1, 1, 0, 0, 0, 0])
    change = paired(np.zeros(6, int), first, second)
    d = np.array([0.0, 1, 0, -1])
    assert (change.n_panel, change.share_from, change.share_to) == (4, 0.5, 0.5)
    assert change.standard_error**2 == pytest.approx((1 - 4 / 6) * d.var(ddof=1) / 4)


def test_with_the_same_respondents_both_methods_agree():
    """Everybody in both waves and valid in both: the overlap is whole, and the two formulas are one."""
    rng = np.random.default_rng(7)
    stratum = np.repeat([0, 1, 2], [40, 30, 10])
    responded = rng.random(80) < 0.6
    first, second = wave(responded, rng.random(80) < 0.3), wave(responded, rng.random(80) < 0.5)
    one, other = paired(stratum, first, second), all_respondents(stratum, first, second)
    assert one.difference == pytest.approx(other.difference)
    assert one.standard_error == pytest.approx(other.standard_error)


def test_without_any_overlap_the_variances_add_up_but_for_the_finite_population():
    stratum = np.zeros(1000, int)
    first = wave(np.arange(1000) < 100, np.arange(1000) % 4 == 0)
    second = wave((np.arange(1000) >= 100) & (np.arange(1000) < 300), np.arange(1000) % 2 == 0)
    change = all_respondents(stratum, first, second)
    p1, p2 = 0.25, 0.5
    s1, s2 = p1 * (1 - p1) * 100 / 99, p2 * (1 - p2) * 200 / 199
    assert change.n_panel == 0
    assert change.standard_error**2 == pytest.approx((1 / 100 - 1 / 1000) * s1 + (1 / 200 - 1 / 1000) * s2)


def test_a_census_of_both_waves_has_no_error():
    both = np.ones(10)
    first, second = wave(both, np.arange(10) < 3), wave(both, np.arange(10) < 6)
    for method in (paired, all_respondents):
        change = method(np.repeat([0, 1], 5), first, second)
        assert change.difference == pytest.approx(0.3)
        assert change.standard_error == 0 and np.isnan(change.p_value)


def test_answers_that_nobody_changed_differ_by_nothing():
    """The three parts of the variance cancel; what rounding leaves of them is no error and gives no p value."""
    rng = np.random.default_rng(3)
    stratum = np.repeat([0, 1, 2], [41, 30, 19])
    same = wave(rng.random(90) < 0.6, rng.random(90) < 0.3)
    for method in (paired, all_respondents):
        change = method(stratum, same, same)
        assert (change.difference, change.standard_error) == (0, 0) and np.isnan(change.p_value)


def test_nobody_valid_in_both_waves_is_no_change():
    first, second = wave([1, 0], [1, 0]), wave([0, 1], [0, 1])
    assert paired(np.zeros(2, int), first, second) is None
    assert all_respondents(np.zeros(2, int), first, wave([0, 0], [0, 0])) is None


@pytest.mark.parametrize("method", [paired, all_respondents])
def test_intervals_cover_the_true_change(method):
    """1,200 draws from a fixed population with half the sample kept: 95 % of intervals hold the truth."""
    rng = np.random.default_rng(20231020)
    stratum = np.repeat([0, 1, 2], [300, 500, 200])
    y1 = rng.random(1000) < np.array([0.2, 0.4, 0.6])[stratum]
    y2 = np.where(rng.random(1000) < 0.75, y1, rng.random(1000) < 0.5)
    truth, covered, draws = y2.mean() - y1.mean(), 0, 1200
    for _ in range(draws):
        order = rng.random(1000)
        ranks = np.empty(1000)
        for h in range(3):
            members = np.flatnonzero(stratum == h)
            ranks[members] = order[members].argsort().argsort() / members.size
        # Wave one takes ranks below 0.5, wave two those from 0.25 to 0.75: both simple random in each stratum.
        change = method(stratum, wave(ranks < 0.5, y1), wave((ranks >= 0.25) & (ranks < 0.75), y2))
        covered += change.ci_low <= truth <= change.ci_high
    assert 0.93 <= covered / draws <= 0.97
