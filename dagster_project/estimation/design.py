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
from scipy import sparse

from dagster_project.estimation.precision import Floats, orthonormal, product, settled

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
    margins: sparse.csr_array | None
    size: Floats

    @cached_property
    def membership(self) -> sparse.csr_array:
        """Cells × rows, 1 where the row is in the cell."""
        rows = np.arange(self.cell.size)
        return sparse.csr_array((np.ones(rows.size), (self.cell, rows)), (self.cell_size.size, rows.size))

    @cached_property
    def independent(self) -> Floats:
        """T with T'X'DXT = 1: combinations of the margins' columns X, orthonormal under the base weights D.

        Margins overlap (each adds up to the whole, one may determine another), so that there are fewer
        independent combinations than columns; only for calibrated weights.
        """
        margins = self._calibrated
        return orthonormal((margins.T @ sparse.diags_array(self.base_weight * self.size) @ margins).toarray())

    def slopes(self, sums: Floats) -> Floats:
        """B = (X'DX)⁻¹ X'Du = TT'X'Du from the sums of u over each row; only for calibrated weights."""
        weighted = product(self._calibrated.T, (self.base_weight * sums.T).T)
        return product(self.independent, product(self.independent.T, weighted))

    @property
    def _calibrated(self) -> sparse.csr_array:
        """The margins; raises ValueError where the weights were not calibrated."""
        if self.margins is None:
            raise ValueError("The weights were not calibrated: there are no margins to regress on.")
        return self.margins


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

    For rows of single respondents these are u and u². Where nothing but rounding is left of the squares the
    variance is 0.
    """
    shape = (-1,) + (1,) * (sums.ndim - 1)
    weight, size = design.weight.reshape(shape), design.size.reshape(shape)
    fitted = _fitted(design, sums)
    z1 = weight * (sums - size * fitted)
    z2 = weight**2 * (squares - 2 * sums * fitted + size * fitted**2)
    factors, centring = cell_factors(design).reshape(shape), _centring(design).reshape(shape)
    spread = product(design.membership, z2) - product(design.membership, z1) ** 2 / centring
    uncentred = product(design.membership, weight**2 * squares)
    return settled((factors * spread).sum(axis=0), (factors * uncentred).sum(axis=0))


def scales(design: Design) -> Floats:
    """What the square of a respondent's u counts in each row: w² times the factor of its cell."""
    return design.weight**2 * cell_factors(design)[design.cell]


def covariance(design: Design, sums: Floats, products: Floats) -> Floats:
    """Covariance matrix of Σ w u over the columns of u, given Σu of each row and Σ scale·uu' of all respondents."""
    factors, within = cell_factors(design), products
    size = design.size[:, None]
    if design.margins is not None:
        # Rows have their fitted values x'B in common: nothing as large as rows × columns² is multiplied.
        scale, margins, slopes = scales(design), design.margins, design.slopes(sums)
        cross = product(product(margins.T, sums * scale[:, None]).T, slopes)
        squared = margins.T @ sparse.diags_array(scale * design.size) @ margins
        within = products - cross - cross.T + product(slopes.T, product(squared, slopes))
    totals = product(design.membership, (sums - size * _fitted(design, sums)) * design.weight[:, None])
    return within - product((totals * (factors / _centring(design))[:, None]).T, totals)


def _fitted(design: Design, sums: Floats) -> Floats:
    """x'B, from the sums of u over each row; zero without calibration."""
    if design.margins is None:
        return np.zeros_like(sums)
    return product(design.margins, design.slopes(sums))


def degrees_of_freedom(design: Design, in_base: Floats) -> NDArray[np.int64]:
    """Respondents in the base less the strata they are in (one stratum when formed afterwards).

    `in_base` counts the respondents of each row; columns are separate bases.
    """
    count = in_base.sum(axis=0)
    strata = np.count_nonzero(product(design.membership, in_base) > 0, axis=0)
    return np.rint(count - (np.minimum(strata, 1) if design.is_poststratified else strata)).astype(np.int64)
