"""Shares under raked weights and their calibrated variance, from counts per profile of respondents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dagster_project.estimation.design import Design, degrees_of_freedom, variance
from dagster_project.estimation.precision import Floats, product
from dagster_project.estimation.raked_categories import RakedCategory


def raked_shares(category: RakedCategory) -> dict[str, np.ndarray]:
    """One category over all groups that have anybody in the base; an array for each thing told of them."""
    design, base = category.wave.design, category.base
    known = product(category.in_domain, base) > 0
    member = category.in_domain[known]
    shares = linearised(design, member, base, category.yes)
    return {
        "category_key": np.full(shares.n_base.shape, category.category_key),
        "domain_key": category.domain_keys[known],
        "n_base": shares.n_base,
        "n_yes": shares.n_yes,
        "weighted_base": shares.weighted_base,
        "share": shares.share,
        "variance": variance(design, shares.sums, shares.squares),
        "degrees_of_freedom": degrees_of_freedom(design, member.T * base[:, None]),
    }


@dataclass(frozen=True)
class Linearised:
    """Shares of one category over several groups; `sums` and `squares` of u = 1(y − p̂)/N̂ have one row
    per profile and one column per group."""

    n_base: Floats
    n_yes: Floats
    weighted_base: Floats
    share: Floats
    sums: Floats
    squares: Floats


def linearised(design: Design, member: Floats, base: Floats, yes: Floats) -> Linearised:
    """`member`: groups × profiles, 0 or 1; every group has somebody in the base."""
    counts = np.stack([base, yes, design.weight * base, design.weight * yes], axis=1)
    n_base, n_yes, weighted, weighted_yes = product(member, counts).T
    # All and none are exact, whatever the rounding of the weights.
    share = np.where(n_yes == 0, 0.0, np.where(n_yes == n_base, 1.0, weighted_yes / weighted))
    sums = member.T * (yes[:, None] - share[None, :] * base[:, None]) / weighted[None, :]
    squares = (
        member.T
        * (yes[:, None] * (1 - share[None, :]) ** 2 + (base - yes)[:, None] * share[None, :] ** 2)
        / weighted[None, :] ** 2
    )
    return Linearised(n_base, n_yes, weighted, share, sums, squares)
