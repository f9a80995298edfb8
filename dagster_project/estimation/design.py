"""A sampling design over respondents, and the variance of a weighted total under it.

A row is a respondent, or a group of respondents alike in weight, stratum and margins (`size` of
them); for a group only the sums of u and u² over its members matter. The formulas are those of
Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, sections 3.7 (stratified), 7.6
(post-stratified) and 6.7 (calibrated to margins), as R's package `survey` computes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]


@dataclass(frozen=True)
class Design:
    """Weights and strata of one wave under one weighting; every array has one entry per row.

    weight: final weight; base_weight: weight before calibration
    cell: stratum or post-stratum, counted from 0; cell_size, cell_frame: respondents and frame
        units of each cell (one entry per cell)
    is_poststratified: the cells were formed afterwards; the design itself is simple random
    margins: 0/1 columns of the calibration margins, or None where the weights were not calibrated
    size: respondents that the row stands for
    """

    weight: Floats
    base_weight: Floats
    cell: Indices
    cell_size: Floats
    cell_frame: Floats
    is_poststratified: bool
    margins: Floats | None
    size: Floats

    @cached_property
    def membership(self) -> Floats:
        """Cells × rows, 1 where the row is in the cell."""
        return (self.cell[None, :] == np.arange(self.cell_size.size)[:, None]).astype(float)

    @cached_property
    def projection(self) -> Floats:
        """(X'DX)⁻¹ X'D with D the base weights; only for calibrated weights."""
        weighted = self.margins * self.base_weight[:, None]
        # Margins that determine each other make X'DX singular; the fitted values are unique all the same.
        inverse = np.linalg.pinv((weighted * self.size[:, None]).T @ self.margins, hermitian=True)
        return inverse @ weighted.T


def cell_factors(design: Design) -> Floats:
    """(1 − f) n/(n − 1) of each cell; of the whole sample when the cells were formed afterwards.

    A cell with a single respondent has no variance of its own: its deviation from zero counts
    instead ("adjust"), so the factor is 1 − f. A fully enumerated cell has none.
    """
    if design.is_poststratified:
        size, frame = design.cell_size.sum(), design.cell_frame.sum()
        factor = (1 - size / frame) * size / (size - 1) if size > 1 else np.nan
        return np.full(design.cell_size.shape, factor)
    size = np.maximum(design.cell_size, 1)
    correction = np.where(size > 1, size / np.maximum(size - 1, 1), 1.0)
    return (1 - size / design.cell_frame) * correction


def _centring(design: Design) -> Floats:
    """What (Σz)² is divided by in each cell: n, or infinity for the single respondent of a stratum."""
    if design.is_poststratified:
        return design.cell_size
    return np.where(design.cell_size > 1, design.cell_size, np.inf)


def variance(design: Design, sums: Floats, squares: Floats) -> Floats:
    """Variance of Σ w u for one or several u (columns), given Σu and Σu² of each row.

    For rows of single respondents these are u and u².
    """
    shape = (-1,) + (1,) * (sums.ndim - 1)
    weight, size = design.weight.reshape(shape), design.size.reshape(shape)
    fitted = _fitted(design, sums)
    z1 = weight * (sums - size * fitted)
    z2 = weight**2 * (squares - 2 * sums * fitted + size * fitted**2)
    totals = design.membership @ z1
    spread = design.membership @ z2 - totals**2 / _centring(design).reshape(shape)
    return (cell_factors(design).reshape(shape) * spread).sum(axis=0)


def scales(design: Design) -> Floats:
    """What the square of a respondent's u counts in each row: w² times the factor of its cell."""
    return design.weight**2 * cell_factors(design)[design.cell]


def covariance(design: Design, sums: Floats, products: Floats) -> Floats:
    """Covariance matrix of Σ w u over the columns of u, given Σu of each row and Σ scale·uu' of all respondents."""
    factors, within = cell_factors(design), products
    size = design.size[:, None]
    if design.margins is not None:
        # Rows have their fitted values x'B in common: nothing as large as rows × columns² is multiplied.
        scale, margins = scales(design)[:, None], design.margins
        slopes = design.projection @ sums
        cross = ((sums * scale).T @ margins) @ slopes
        within = products - cross - cross.T + slopes.T @ ((margins * (scale * size)).T @ margins) @ slopes
    totals = design.membership @ ((sums - size * _fitted(design, sums)) * design.weight[:, None])
    return within - (totals * (factors / _centring(design))[:, None]).T @ totals


def _fitted(design: Design, sums: Floats) -> Floats:
    """x'B with B = (X'DX)⁻¹ X'Du, from the sums of u over each row; zero without calibration."""
    if design.margins is None:
        return np.zeros_like(sums)
    return design.margins @ (design.projection @ sums)


def degrees_of_freedom(design: Design, in_base: Floats) -> NDArray[np.int64]:
    """Respondents in the base less the strata they are in (one stratum when formed afterwards).

    `in_base` counts the respondents of each row; columns are separate bases.
    """
    count = in_base.sum(axis=0)
    strata = np.count_nonzero(design.membership @ in_base > 0, axis=0)
    return np.rint(count - (np.minimum(strata, 1) if design.is_poststratified else strata)).astype(np.int64)
