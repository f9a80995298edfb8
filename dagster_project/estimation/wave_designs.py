"""The designs of all waves, put together from the columns that the survey models hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from dagster_project.estimation.design import Design
from dagster_project.estimation.relations import Columns, places, rows_where


@dataclass(frozen=True)
class WaveDesign:
    """One wave under one weighting; `keys` (sorted) names the rows of the design."""

    wave_id: str
    weighting: str
    keys: np.ndarray
    design: Design


def wave_designs(rows: Columns, cells: Columns, margins: Columns) -> Iterator[WaveDesign]:
    """One design per wave and weighting.

    Args:
        rows: key, wave_id, weighting, cell_key, base_weight, weight, size
        cells: cell_key, n_frame, n_respondents
        margins: key, level_key; the levels of the calibration margins of each row
    """
    names = sorted(set(zip(rows["wave_id"], rows["weighting"], strict=True)))
    for wave_id, weighting in names:
        chosen = rows_where(rows, (rows["wave_id"] == wave_id) & (rows["weighting"] == weighting))
        order = np.argsort(chosen["key"])
        chosen = rows_where(chosen, order)
        cell_keys, cell = np.unique(chosen["cell_key"], return_inverse=True)
        by_key = np.argsort(cells["cell_key"])
        at = by_key[places(cells["cell_key"][by_key], cell_keys)]
        yield WaveDesign(
            wave_id,
            weighting,
            chosen["key"],
            Design(
                weight=chosen["weight"].astype(float),
                base_weight=chosen["base_weight"].astype(float),
                cell=cell,
                cell_size=cells["n_respondents"][at].astype(float),
                cell_frame=cells["n_frame"][at].astype(float),
                is_poststratified=weighting == "poststratified",
                margins=_margin_columns(chosen["key"], margins) if weighting == "raked" else None,
                size=chosen["size"].astype(float),
            ),
        )


def _margin_columns(keys: np.ndarray, margins: Columns) -> sparse.csr_array:
    at = places(keys, margins["key"])
    levels, level = np.unique(margins["level_key"][at >= 0], return_inverse=True)
    return sparse.csr_array((np.ones(level.size), (at[at >= 0], level)), (keys.size, levels.size))
