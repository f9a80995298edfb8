"""How much a share changed between two waves whose respondents overlap.

Stacking both waves with the unit as cluster covers 77 % instead of 95 %: the finite population
correction and the overlap have to be put in by hand. Two estimators:

paired: respondents of both waves, the change d = y₂ − y₁ of those valid in both, as one stratified
    sample (Särndal, Swensson & Wretman 1992, section 3.7).
all respondents: each wave's own share; the variance of their difference with the covariance from
    the common respondents (Tam 1984; Qualité & Tillé 2008).

Arrays have one entry per unit of the frame common to both waves' strata.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dagster_project.estimation.design import Indices
from dagster_project.estimation.intervals import t_test
from dagster_project.estimation.precision import Floats, difference


@dataclass(frozen=True)
class WaveAnswers:
    """One wave: who responded, who gave a valid answer, and whether it was yes (0/1 each)."""

    responded: Floats
    valid: Floats
    yes: Floats


@dataclass(frozen=True)
class Difference:
    """A change in share; standard error and what follows from it are NaN where they do not exist."""

    n_panel: int
    share_from: float
    share_to: float
    difference: float
    standard_error: float
    ci_low: float
    ci_high: float
    p_value: float


def paired(stratum: Indices, first: WaveAnswers, second: WaveAnswers) -> Difference | None:
    """Change among the units valid in both waves; None when there are none."""
    responded = first.responded * second.responded
    valid = first.valid * second.valid
    weight, frame, size = _weights(stratum, responded)
    total = float((weight * valid).sum())
    if total == 0:
        return None
    share_from, share_to = (float((weight * valid * wave.yes).sum() / total) for wave in (first, second))
    change = difference(share_to, share_from)
    z = weight * valid * (second.yes - first.yes - change) / total
    variance = float(((1 - size / frame) * size * _covariance(stratum, frame.size, responded, z, z)).sum())
    return _difference(_panel(first, second), share_from, share_to, variance, _df(stratum, valid))


def all_respondents(stratum: Indices, first: WaveAnswers, second: WaveAnswers) -> Difference | None:
    """Change between the two waves' own shares; None when one of them has no valid answer.

    V = Σ_h N² [(1/n₁ − 1/N) S²₁ + (1/n₂ − 1/N) S²₂ − 2 (n_c/(n₁n₂) − 1/N) S₁₂], with S over the
    respondents of each wave and S₁₂ over the common ones. Degrees of freedom: the smaller of the
    two waves'.
    """
    before, after = _linearised(stratum, first), _linearised(stratum, second)
    if before is None or after is None:
        return None
    (share_from, z1, n1, frame), (share_to, z2, n2, _) = before, after
    common = first.responded * second.responded
    n_common = _by_stratum(stratum, frame.size, common)
    s11 = _covariance(stratum, frame.size, first.responded, z1, z1)
    s22 = _covariance(stratum, frame.size, second.responded, z2, z2)
    s12 = _covariance(stratum, frame.size, common, z1, z2)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = (
            np.where(n1 > 0, (1 / n1 - 1 / frame) * s11, 0.0)
            + np.where(n2 > 0, (1 / n2 - 1 / frame) * s22, 0.0)
            - np.where((n1 > 0) & (n2 > 0), 2 * (n_common / (n1 * n2) - 1 / frame) * s12, 0.0)
        )
    variance = float((frame**2 * parts).sum())
    df = min(_df(stratum, first.valid), _df(stratum, second.valid))
    return _difference(_panel(first, second), share_from, share_to, variance, df)


def _linearised(stratum: Indices, wave: WaveAnswers) -> tuple[float, Floats, Floats, Floats] | None:
    """Share, unweighted z = 1(y − p̂)/N̂, respondents and frame units per stratum."""
    weight, frame, size = _weights(stratum, wave.responded)
    total = float((weight * wave.valid).sum())
    if total == 0:
        return None
    share = float((weight * wave.valid * wave.yes).sum() / total)
    return share, wave.valid * (wave.yes - share) / total, size, frame


def _weights(stratum: Indices, responded: Floats) -> tuple[Floats, Floats, Floats]:
    """N_h/n_h of each respondent (0 for others), frame units and respondents per stratum."""
    frame = np.bincount(stratum).astype(float)
    size = _by_stratum(stratum, frame.size, responded)
    return responded * (frame / np.maximum(size, 1))[stratum], frame, size


def _by_stratum(stratum: Indices, strata: int, values: Floats) -> Floats:
    return np.bincount(stratum, weights=values, minlength=strata).astype(float)


def _covariance(stratum: Indices, strata: int, chosen: Floats, a: Floats, b: Floats) -> Floats:
    """S_ab of each stratum over the chosen units; of a single unit its product ("adjust")."""
    n = _by_stratum(stratum, strata, chosen)
    apart = []
    for values in (a, b):
        mean = np.where(n > 1, _by_stratum(stratum, strata, chosen * values) / np.maximum(n, 1), 0.0)
        apart.append(chosen * difference(values, mean[stratum]))
    return _by_stratum(stratum, strata, apart[0] * apart[1]) / np.maximum(n - 1, 1)


def _df(stratum: Indices, valid: Floats) -> int:
    return int(valid.sum()) - int(np.count_nonzero(np.bincount(stratum, weights=valid) > 0))


def _panel(first: WaveAnswers, second: WaveAnswers) -> int:
    return int((first.valid * second.valid).sum())


def _difference(n_panel: int, share_from: float, share_to: float, variance: float, df: int) -> Difference:
    change = float(difference(share_to, share_from))
    se = float(np.sqrt(max(variance, 0.0)))
    low, high, p_value = (float(part[0]) for part in t_test(*(np.array([part]) for part in (change, se, float(df)))))
    return Difference(n_panel, share_from, share_to, change, se, low, high, p_value)


METHODS = {"paired": paired, "all_respondents": all_respondents}
