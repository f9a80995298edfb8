"""The variance of a weighted total: textbook cases that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from dagster_project.estimation.calibration import Margin, MarginsCannotBeReached, margin_columns, rake
from dagster_project.estimation.design import Design, covariance, degrees_of_freedom, scales, variance


def share_variance(design: Design, y: np.ndarray) -> float:
    total = design.weight.sum()
    u = (y - (design.weight * y).sum() / total) / total
    return float(variance(design, u, u**2))


def test_simple_random_sampling_is_the_textbook_formula(stratified):
    y = np.array([1.0, 0, 0, 1, 0, 0, 0, 1, 0, 0])
    p, n, frame = y.mean(), 10, 40
    assert share_variance(stratified((frame, n)), y) == pytest.approx((1 - n / frame) * p * (1 - p) / (n - 1))


def test_strata_add_their_own_variances(stratified):
    y = np.array([1.0, 0, 1, 0, 0])
    by_hand = 0.0
    for frame, part in ((6, y[:2]), (12, y[2:])):
        by_hand += (frame / 18) ** 2 * (1 - part.size / frame) * part.var(ddof=1) / part.size
    assert share_variance(stratified((6, 2), (12, 3)), y) == pytest.approx(by_hand)


def test_a_fully_enumerated_stratum_adds_nothing(stratified):
    assert share_variance(stratified((3, 3)), np.array([1.0, 0, 1])) == 0
    with_census = stratified((3, 3), (20, 5))
    u = np.zeros(8)
    u[:3] = [0.1, -0.2, 0.3]
    assert variance(with_census, u, u**2) == 0


def test_a_single_respondent_counts_by_its_deviation_from_zero(stratified):
    design = stratified((4, 1), (10, 5))
    u = np.array([0.5, 0, 0, 0, 0, 0])
    z = 4 * 0.5
    assert variance(design, u, u**2) == pytest.approx((1 - 1 / 4) * z**2)


def test_the_only_respondent_of_a_stratum_of_one_has_no_error(stratified):
    design = stratified((1, 1), (10, 5))
    u = np.array([0.5, 0, 0, 0, 0, 0])
    assert variance(design, u, u**2) == 0


def test_cells_formed_afterwards_use_the_fraction_of_the_whole_sample(stratified):
    y = np.array([1.0, 0, 1, 0, 0])
    design = stratified((6, 2), (12, 3), is_poststratified=True)
    spread = sum((frame / 18) ** 2 * part.var() / part.size for frame, part in ((6, y[:2]), (12, y[2:])))
    assert share_variance(design, y) == pytest.approx((1 - 5 / 18) * 5 / 4 * spread)


def test_groups_of_respondents_give_the_variance_of_their_members(stratified):
    """Counts are sufficient: rows that stand for several respondents change nothing."""
    y = np.array([1.0, 1, 0, 0, 1, 0, 0, 0])
    single = stratified((20, 4), (30, 4))
    total = single.weight.sum()
    u = (y - (single.weight * y).sum() / total) / total
    grouped = Design(
        single.weight[[0, 4]], single.weight[[0, 4]], np.array([0, 1]), single.cell_size, single.cell_frame,
        False, None, np.array([4.0, 4.0]),
    )  # fmt: skip
    sums, squares = u.reshape(2, 4).sum(axis=1), (u**2).reshape(2, 4).sum(axis=1)
    assert variance(grouped, sums, squares) == pytest.approx(float(variance(single, u, u**2)))


def test_the_diagonal_of_the_covariance_is_the_variance(stratified):
    design = stratified((20, 4), (30, 4))
    u = np.random.default_rng(1).normal(size=(8, 3))
    products = (u * scales(design)[:, None]).T @ u
    np.testing.assert_allclose(np.diag(covariance(design, u, products)), variance(design, u, u**2))


def test_degrees_of_freedom_are_respondents_less_strata_in_the_base(stratified):
    in_base = np.array([1.0, 1, 0, 1, 0, 0])
    assert degrees_of_freedom(stratified((9, 3), (9, 3)), in_base) == 3 - 2
    assert degrees_of_freedom(stratified((9, 3), (9, 3), is_poststratified=True), in_base) == 3 - 1
    assert degrees_of_freedom(stratified((9, 3)), np.zeros(3)) == 0


def margin(name: str, level: list[int], totals: list[float]) -> Margin:
    return Margin(name, np.array(level), [f"{name}{at}" for at in range(len(totals))], np.array(totals))


def test_raked_weights_reproduce_every_margin():
    rows = margin("row", [0, 0, 1, 1, 1], [30, 70])
    columns = margin("column", [0, 1, 0, 1, 1], [45, 55])
    weight = rake(np.full(5, 20.0), [rows, columns], "w")
    for one in (rows, columns):
        np.testing.assert_allclose(np.bincount(one.level, weights=weight), one.totals, rtol=1e-12)


def test_a_variable_the_margins_fix_has_no_error_left():
    """Under calibration the total of a margin is known; its estimate cannot vary."""
    margins = [margin("row", [0, 0, 1, 1, 1], [30, 70]), margin("column", [0, 1, 0, 1, 1], [45, 55])]
    weight = rake(np.full(5, 20.0), margins, "w")
    design = Design(
        weight, np.full(5, 20.0), np.zeros(5, int), np.array([5.0]), np.array([100.0]), False,
        margin_columns(margins), np.ones(5),
    )  # fmt: skip
    u = (margins[0].level == 0).astype(float)
    assert variance(design, u, u**2) == pytest.approx(0, abs=1e-18)


@pytest.mark.parametrize(
    ("margins", "words"),
    [
        ([margin("size", [0, 0], [5, 5])], 'level "size1" of the margin size'),
        ([margin("size", [0, 1], [5, 5]), margin("area", [0, 1], [5, 6])], "different totals"),
        ([margin("size", [0, 1], [4, 6]), margin("area", [0, 1], [6, 4])], "no weights meet all margins"),
    ],
)
def test_margins_that_cannot_be_reached_are_named(margins, words):
    with pytest.raises(MarginsCannotBeReached, match=words) as caught:
        rake(np.ones(2), margins, "fy2025")
    assert str(caught.value).startswith("fy2025: ") and "周辺分布" in str(caught.value)
