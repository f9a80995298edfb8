"""How much two groups of one survey differ, and whether by more than chance.

Two groups of a domain are subpopulations of the same design without a respondent in common. The
difference of their shares or means is a function of totals, so its variance is that of the total of
z = z_a − z_b, the difference of their linearised variables (Särndal, Swensson & Wretman 1992, section
5.6; Lohr 2022, section 4.3): no assumption that the groups are independent is needed, and strata in
which both have respondents enter once. Under stratified and post-stratified weights a share has a
closed form in SQL (int_closed_group_difference); raked weights and numbers are here.

The test is Student's t on the respondents of both bases less the strata they are in, as R's
`svycontrast` over `svyby(covmat = TRUE)` with `degf` of the two groups.
"""

from __future__ import annotations

import numpy as np

from dagster_project.estimation.design import Design, degrees_of_freedom, variance
from dagster_project.estimation.numeric_estimates import linearised_ratio
from dagster_project.estimation.precision import Floats, difference
from dagster_project.estimation.raked_categories import RakedCategory
from dagster_project.estimation.raked_shares import linearised
from dagster_project.estimation.relations import Columns, places


def raked_differences(category: RakedCategory, pairs: Columns) -> Columns:
    """variance and degrees_of_freedom of every pair (category_key, domain_key, other_domain_key)."""
    design, base = category.wave.design, category.base
    here = places(category.domain_keys, pairs["domain_key"])
    there = places(category.domain_keys, pairs["other_domain_key"])
    member = category.in_domain
    groups = np.unique(np.concatenate([here, there]))
    shares = linearised(design, member[groups], base, category.yes)
    a, b = np.searchsorted(groups, here), np.searchsorted(groups, there)
    # No row of a profile is in both groups, so the squares of a difference are the sum of the squares.
    found = variance(design, shares.sums[:, a] - shares.sums[:, b], shares.squares[:, a] + shares.squares[:, b])
    in_either = (member[here] + member[there]).T * base[:, None]
    return pairs | {
        "variance": found,
        "degrees_of_freedom": degrees_of_freedom(design, in_either),
    }


def mean_differences(design: Design, in_base: Floats, values: Floats, domains: np.ndarray, compared_base: float) -> Columns:
    """Differences of means between all groups of one domain that both reach the compared base.

    Args:
        in_base: respondents × groups, 0 or 1; no group is empty.
        domains: the domain of each group, as anything that can be told apart.
        compared_base: respondents below which a mean is not compared with another.

    Returns:
        group, other_group (columns of `in_base`), difference, variance, degrees_of_freedom.
    """
    here, there = np.triu_indices(in_base.shape[1], 1)
    large = in_base.sum(axis=0) >= compared_base
    compared = large[here] & large[there] & (domains[here] == domains[there])
    here, there = here[compared], there[compared]
    mean, u = linearised_ratio(design, in_base, values, np.ones_like(values))
    apart = u[:, here] - u[:, there]
    return {
        "group": here,
        "other_group": there,
        "difference": difference(mean[here], mean[there]),
        "variance": variance(design, apart, apart**2),
        "degrees_of_freedom": degrees_of_freedom(design, in_base[:, here] + in_base[:, there]),
    }
