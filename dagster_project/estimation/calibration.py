"""Raking: weights that reproduce the frame's margins (Deming & Stephan 1940; Deville & Särndal 1992)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dagster_project.estimation.design import Indices
from dagster_project.estimation.precision import Floats, difference

TOLERANCE = 1e-13  # largest relative error of a margin
_MOST_ROUNDS = 20_000


class MarginsCannotBeReached(Exception):
    """Weights for these margins do not exist; the message names the level, in both languages."""


@dataclass(frozen=True)
class Margin:
    """One margin: the level of each respondent, and the name and frame total of each level."""

    name: str
    level: Indices
    names: list[str]
    totals: Floats


def rake(base_weight: Floats, margins: list[Margin], place: str) -> Floats:
    """Iterative proportional fitting: w ← w · T_m / Σ_m w, until every margin holds.

    Args:
        base_weight: weights to start from.
        place: what to call the wave in messages.

    Raises:
        MarginsCannotBeReached: a level of the frame has no respondent, margins have different
            totals, or the margins contradict each other.
    """
    _require_reachable(margins, place)
    weight = base_weight.astype(float).copy()
    for _ in range(_MOST_ROUNDS):
        worst = 0.0
        for margin in margins:
            reached = np.bincount(margin.level, weights=weight, minlength=margin.totals.size)
            worst = max(worst, float(np.abs(reached / margin.totals - 1).max()))
            weight *= (margin.totals / reached)[margin.level]
        if worst <= TOLERANCE:
            return weight
    raise MarginsCannotBeReached(
        f"{place}: 周辺分布を同時に満たす重みがありません。margins の組合せを見直してください。"
        f" / {place}: no weights meet all margins at once; reconsider `margins`."
    )


def _require_reachable(margins: list[Margin], place: str) -> None:
    for margin in margins:
        counts = np.bincount(margin.level, minlength=margin.totals.size)
        for name in (margin.names[level] for level in np.flatnonzero(counts == 0)):
            raise MarginsCannotBeReached(
                f"{place}: 周辺分布 {margin.name} の区分「{name}」に回答した団体がありません。区分を統合してください。"
                f' / {place}: no unit of level "{name}" of the margin {margin.name} has answered;'
                " merge it with another level."
            )
    first = margins[0]
    for margin in margins[1:]:
        if difference(margin.totals.sum(), first.totals.sum()) != 0:
            raise MarginsCannotBeReached(
                f"{place}: 周辺分布 {first.name} の計({first.totals.sum():.15g})と {margin.name} の計"
                f"({margin.totals.sum():.15g})が一致しません。名簿の空欄を埋めてください。"
                f" / {place}: the margins {first.name} ({first.totals.sum():.15g}) and {margin.name}"
                f" ({margin.totals.sum():.15g}) have different totals; fill in the frame."
            )
