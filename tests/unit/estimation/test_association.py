"""Rao–Scott reduces to Pearson's test where the design is simple random sampling."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from dagster_project.estimation.association import rao_scott
from dagster_project.estimation.design import Design, covariance, scales


def test_simple_random_sampling_gives_pearson_over_its_degrees_of_freedom(stratified):
    counts = np.array([[30.0, 20], [15, 35], [25, 25]])
    n, frame = counts.sum(), 10_000_000
    design = stratified((frame, int(n)))
    answer = np.repeat([0, 1, 0, 1, 0, 1], counts.ravel().astype(int))
    group = np.repeat([0, 0, 1, 1, 2, 2], counts.ravel().astype(int))
    test = rao_scott(design, np.eye(2)[answer], group)
    expected = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0) / n
    pearson = ((counts - expected) ** 2 / expected).sum()
    # The sample variance has n - 1 in it, and almost nothing of the frame was taken.
    assert test.f_statistic == pytest.approx(pearson / 2 * (n - 1) / n, rel=1e-4)
    assert test.numerator_df == pytest.approx(2)
    assert test.denominator_df == pytest.approx(2 * (n - 1))


@pytest.mark.parametrize("group", [[0, 0, 0, 0], [-1, -1, -1, -1], [0, 0, 0, -1]])
def test_one_group_alone_cannot_be_tested(stratified, group):
    assert rao_scott(stratified((9, 4)), np.eye(2)[[0, 1, 0, 1]], np.array(group)) is None


def test_an_answer_that_everybody_gave_cannot_be_tested(stratified):
    counts = np.array([[1.0, 0], [1, 0], [1, 0], [1, 0]])
    assert rao_scott(stratified((9, 4)), counts, np.array([0, 0, 1, 1])) is None


def test_answers_that_no_group_gives_more_often_are_not_associated(stratified):
    """Every cell is the product of its margins, whatever the last bits of the shares say."""
    group = np.repeat([0, 1, 2], [30, 60, 120])
    test = rao_scott(stratified((1000, 210)), np.eye(3)[np.arange(210) % 3], group)
    assert (test.f_statistic, test.p_value) == (0, 1)


def _by_contrasts(design, counts, group):
    """F and its degrees of freedom by the formula as it is written: the covariance of all cells, one row per respondent."""
    answers, groups = counts.shape[1], group.max() + 1
    row, answer = (part.ravel() for part in np.indices(counts.shape))
    times = counts.ravel().astype(int)
    single = Design(
        *(np.repeat(part[row], times) for part in (design.weight, design.base_weight, design.cell)),
        design.cell_size, design.cell_frame, design.is_poststratified,
        None if design.margins is None else design.margins[np.repeat(row, times)], np.ones(times.sum()),
    )  # fmt: skip
    cells = np.eye(answers * groups)[np.repeat(answer * groups + group[row], times)]
    total = single.weight.sum()
    share = single.weight @ cells / total
    u = (cells - share) / total
    table = share.reshape(answers, groups)
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0)
    row, column = np.eye(answers)[:, 1:], np.eye(groups)[:, 1:]
    ones = [np.ones((answers, 1)), np.ones((groups, 1))]
    main = np.hstack([np.kron(row, ones[1]), np.kron(ones[0], np.hstack([ones[1], column]))])
    products = np.kron(row, column)
    contrasts = products - main @ np.linalg.lstsq(main, products, rcond=None)[0]
    scaled = contrasts * np.where(share > 0, 1 / np.where(share > 0, share, 1), 0)[:, None]
    simple = contrasts.T @ scaled / times.sum()
    outer = covariance(single, u, (u * scales(single)[:, None]).T @ u)
    delta = np.linalg.lstsq(simple, scaled.T @ outer @ scaled, rcond=None)[0]
    f = times.sum() * ((table - expected) ** 2 / expected).sum() / np.trace(delta)
    return f, np.trace(delta) ** 2 / np.trace(delta @ delta)


@pytest.mark.parametrize("weighting", ["stratified", "poststratified", "raked"])
@pytest.mark.parametrize("is_sparse", [False, True], ids=["all cells filled", "empty cells"])
def test_the_short_way_by_projection_gives_what_the_contrasts_give(weighting, is_sparse):
    rng = np.random.default_rng(47)
    counts = rng.poisson(0.3 if is_sparse else 4, (40, 4)) + 0.0
    group, cell = np.arange(40) % 5, np.arange(40) % 3
    table = np.stack([counts[group == at].sum(axis=0) for at in range(5)])
    assert (table == 0).any() == is_sparse and table.any(axis=0).all() and table.any(axis=1).all()
    size = np.bincount(cell, counts.sum(axis=1))
    base = (np.array([1.5, 2, 4]))[cell]
    margins = np.hstack([np.eye(2)[rng.integers(0, 2, 40)], np.eye(3)[rng.integers(0, 3, 40)]])
    design = Design(
        base * rng.uniform(0.8, 1.2, 40) if weighting == "raked" else base, base, cell, size, size * [1.5, 2, 4],
        weighting == "poststratified", sparse.csr_array(margins) if weighting == "raked" else None, counts.sum(axis=1),
    )  # fmt: skip
    test = rao_scott(design, counts, group)
    assert (test.f_statistic, test.numerator_df) == pytest.approx(_by_contrasts(design, counts, group), rel=1e-11)


def test_groups_that_are_strata_of_one_answer_each_leave_nothing_to_test(stratified):
    """The variance is zero, and its rounding is no variance."""
    counts = np.array([[3.0, 0], [0, 3], [0, 3]])
    group = np.array([0, 1, 1])
    one = stratified((10, 3), (10, 3), (11, 3))
    grouped = Design(
        one.weight[::3], one.weight[::3], np.arange(3), one.cell_size, one.cell_frame, False, None, np.full(3, 3.0)
    )
    assert rao_scott(grouped, counts, group) is None
