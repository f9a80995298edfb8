"""The variance of a weighted total: textbook cases that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from dagster_project.estimation.calibration import Margin, MarginsCannotBeReached, rake
from dagster_project.estimation.design import Design, covariance, degrees_of_freedom, scales, variance
from dagster_project.estimation.precision import orthonormal


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


def calibrated(margins: list[Margin], base_weight: np.ndarray) -> Design:
    """A simple random sample of single respondents, weighted to the margins."""
    columns = np.hstack([np.eye(one.totals.size)[one.level] for one in margins])
    size = base_weight.size
    return Design(
        rake(base_weight, margins, "w"), base_weight, np.zeros(size, int), np.array([float(size)]),
        np.array([margins[0].totals.sum()]), False, sparse.csr_array(columns), np.ones(size),
    )  # fmt: skip


def test_raked_weights_reproduce_every_margin():
    rows = margin("row", [0, 0, 1, 1, 1], [30, 70])
    columns = margin("column", [0, 1, 0, 1, 1], [45, 55])
    weight = rake(np.full(5, 20.0), [rows, columns], "w")
    for one in (rows, columns):
        np.testing.assert_allclose(np.bincount(one.level, weights=weight), one.totals, rtol=1e-12)


def test_a_variable_the_margins_fix_has_no_error_left():
    """Under calibration the total of a margin is known; its estimate cannot vary."""
    margins = [margin("row", [0, 0, 1, 1, 1], [30, 70]), margin("column", [0, 1, 0, 1, 1], [45, 55])]
    u = (margins[0].level == 0).astype(float)
    assert variance(calibrated(margins, np.full(5, 20.0)), u, u**2) == 0


def overlapping(seed: int) -> tuple[list[Margin], int]:
    """Margins of which one determines another and one stands there twice; how many columns are independent."""
    rng = np.random.default_rng(seed)
    prefecture = np.concatenate([np.arange(47), rng.integers(0, 47, 400)])
    band = np.concatenate([np.arange(4), rng.integers(0, 4, 443)])
    # Municipalities at their numbers in the frame: two to six for each that answered.
    frame = rng.integers(2, 7, 447)
    levels = {"prefecture": prefecture, "region": prefecture // 6, "band": band, "band again": band}
    margins = [margin(name, level.tolist(), np.bincount(level, frame).tolist()) for name, level in levels.items()]
    return margins, 47 + 4 - 1


@pytest.mark.parametrize("seed", range(5))
def test_margins_that_determine_each_other_are_projected_on_by_what_is_independent(seed):
    """The residuals are those of least squares, though X'DX is singular several times over."""
    margins, rank = overlapping(seed)
    design = calibrated(margins, np.full(447, 1788 / 447))
    assert design.independent.shape[1] == rank
    u = np.random.default_rng(seed).random((447, 3))
    columns = design.margins.toarray()
    expected = columns @ np.linalg.lstsq(columns, u, rcond=1e-10)[0]
    np.testing.assert_allclose(columns @ design.slopes(u), expected, rtol=1e-11)


def test_the_rounding_of_a_kernel_is_not_taken_for_a_dimension():
    """An order of adding of its own moves X'DX by a few units of the last place; its null space must stay null."""
    margins, rank = overlapping(0)
    columns = np.hstack([np.eye(one.totals.size)[one.level] for one in margins])
    u = np.random.default_rng(0).random((447, 3))
    exact = columns @ np.linalg.lstsq(columns, u, rcond=1e-10)[0]
    for seed in range(20):
        noise = np.random.default_rng(seed).normal(size=(columns.shape[1],) * 2)
        products = columns.T @ columns
        combinations = orthonormal(products + 3e-15 * products.max() * (noise + noise.T))
        assert combinations.shape[1] == rank
        basis = columns @ combinations
        np.testing.assert_allclose(basis @ (basis.T @ u), exact, rtol=1e-11)


def test_neither_the_order_of_margins_nor_of_respondents_changes_a_variance():
    margins, _ = overlapping(0)
    u = np.random.default_rng(1).random(447)
    found = float(variance(calibrated(margins, np.full(447, 4.0)), u, u**2))
    for seed in range(5):
        order = np.random.default_rng(seed).permutation(447)
        turned = [Margin(one.name, one.level[order], one.names, one.totals) for one in margins[::-1]]
        other = variance(calibrated(turned, np.full(447, 4.0)), u[order], u[order] ** 2)
        assert float(other) == pytest.approx(found, rel=1e-11)


def test_strata_of_one_answer_each_have_no_error_left(stratified):
    """Σz² and (Σz)²/n are equal but for rounding: the variance is zero, not what the rounding leaves."""
    for sizes in ((7, 3), (11, 6), (13, 9)):
        design = stratified(*((10 * n, n) for n in sizes))
        assert share_variance(design, np.repeat([1.0, 0.0], sizes)) == 0


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
