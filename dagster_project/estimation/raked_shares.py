"""Shares under raked weights and their calibrated variance, from counts per profile of respondents."""

from __future__ import annotations

import numpy as np

from dagster_project.estimation.design import Floats, degrees_of_freedom, variance
from dagster_project.estimation.wave_designs import WaveDesign

RESULT = (
    "category_key", "domain_key", "n_base", "n_yes", "weighted_base", "share", "variance", "degrees_of_freedom"
)  # fmt: skip


def raked_shares(
    wave: WaveDesign, in_domain: Floats, domain_keys: np.ndarray, category_key: int, base: Floats, yes: Floats
) -> dict[str, np.ndarray]:
    """One category over all domains that have anybody in the base; one array per name of RESULT.

    Args:
        in_domain: domains × profiles, 0 or 1.
        base, yes: respondents of each profile in the base, and of those yes.
    """
    design = wave.design
    n_base = in_domain @ base
    known = n_base > 0
    member = in_domain[known]
    n_base, n_yes = n_base[known], member @ yes
    weighted = member @ (design.weight * base)
    share = np.where(n_yes == 0, 0.0, np.where(n_yes == n_base, 1.0, member @ (design.weight * yes) / weighted))
    sums = member.T * (yes[:, None] - share[None, :] * base[:, None]) / weighted[None, :]
    squares = (
        member.T
        * (yes[:, None] * (1 - share[None, :]) ** 2 + (base - yes)[:, None] * share[None, :] ** 2)
        / weighted[None, :] ** 2
    )
    varying = (n_yes > 0) & (n_yes < n_base)
    return {
        "category_key": np.full(n_base.shape, category_key),
        "domain_key": domain_keys[known],
        "n_base": n_base,
        "n_yes": n_yes,
        "weighted_base": weighted,
        "share": share,
        "variance": np.where(varying, np.maximum(variance(design, sums, squares), 0.0), 0.0),
        "degrees_of_freedom": degrees_of_freedom(design, member.T * base[:, None]),
    }
