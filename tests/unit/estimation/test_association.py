"""Rao–Scott reduces to Pearson's test where the design is simple random sampling."""

from __future__ import annotations

import numpy as np
import pytest

from dagster_project.estimation.association import rao_scott


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
