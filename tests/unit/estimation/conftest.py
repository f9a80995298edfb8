"""Small designs to estimate from, and the reference survey as arrays."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from dagster_project.estimation.design import Design


@pytest.fixture
def stratified() -> Callable[..., Design]:
    """A stratified design of single respondents: strata as (frame units, respondents)."""

    def make(*strata: tuple[int, int], is_poststratified: bool = False) -> Design:
        frame = np.array([n_frame for n_frame, _ in strata], dtype=float)
        size = np.array([n for _, n in strata], dtype=float)
        cell = np.repeat(np.arange(len(strata)), size.astype(int))
        weight = (frame / size)[cell]
        return Design(weight, weight, cell, size, frame, is_poststratified, None, np.ones(cell.size))

    return make
