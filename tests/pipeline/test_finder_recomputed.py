"""The finder's percentiles, scores, ranks and ranges, computed anew from what is published: every pair compared, in numpy."""

from __future__ import annotations

import duckdb
import numpy as np
import polars as pl
import pytest

SIDES = ("need", "capacity", "combined")
DIGITS = 9  # two scores that differ in rounding alone are equal


@pytest.fixture(scope="module")
def published(release) -> dict[str, pl.DataFrame]:
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:
        return {name: pl.DataFrame(connection.table(f"finder_{name}")) for name in ("input", "weight", "score")}


def of_side(published: dict[str, pl.DataFrame], side: str) -> dict[str, pl.DataFrame]:
    return {name: frame.filter(pl.col("side") == side) for name, frame in published.items()}


def matrix(inputs: pl.DataFrame) -> tuple[list[str], list[str], np.ndarray]:
    """Municipalities, indicators, and their percentiles; a missing input is nan."""
    wide = inputs.pivot("indicator_id", index="municipality_code6", values="percentile").sort("municipality_code6")
    indicators = [column for column in wide.columns if column != "municipality_code6"]
    return wide["municipality_code6"].to_list(), indicators, wide.select(indicators).cast(pl.Float64).to_numpy()


@pytest.mark.parametrize("side", SIDES)
def test_a_percentile_is_the_share_of_municipalities_with_a_value_below_or_at_it(published, side) -> None:
    inputs = of_side(published, side)["input"]
    assert inputs["indicator_id"].n_unique() > 3
    for rows in inputs.partition_by("indicator_id"):
        known = rows.drop_nulls("value")
        values = known["value"].to_numpy()
        expected = 100 * (values[None, :] <= values[:, None]).mean(axis=1)
        assert np.abs(known["percentile"].to_numpy() - expected).max() < 1e-6
        assert rows.height == 1741 and rows.filter(pl.col("value").is_null())["percentile"].null_count() == 1741 - known.height


@pytest.mark.parametrize("side", SIDES)
def test_scores_ranks_and_ranges_follow_from_inputs_and_weights(published, side) -> None:
    own = of_side(published, side)
    codes, indicators, percentiles = matrix(own["input"])
    is_missing = np.isnan(percentiles)
    lowest, highest = np.full(len(codes), len(codes) + 1), np.zeros(len(codes), int)
    assert {abs(rows["weight"].cast(pl.Float64).sum() - 1) < 1e-12 for rows in own["weight"].partition_by("weight_set")} == {
        True
    }
    for sets in own["weight"].partition_by("weight_set"):
        by_indicator = dict(sets.select("indicator_id", pl.col("weight").cast(pl.Float64)).iter_rows())
        weights = np.array([by_indicator[name] for name in indicators])
        low = np.round(np.where(is_missing, 0, percentiles) @ weights, DIGITS)
        high = np.round(np.where(is_missing, 100, percentiles) @ weights, DIGITS)
        surely, possibly = low[None, :] > high[:, None], high[None, :] > low[:, None]
        np.fill_diagonal(surely, False)
        np.fill_diagonal(possibly, False)
        lowest = np.minimum(lowest, 1 + surely.sum(axis=1))
        highest = np.maximum(highest, 1 + possibly.sum(axis=1))
        if sets["is_default"][0]:
            score = np.round(np.where(is_missing, 0, percentiles) @ weights / (~is_missing @ weights), DIGITS)
    rank = 1 + (score[None, :] > score[:, None]).sum(axis=1)
    found = own["score"].sort("municipality_code6")
    assert found["municipality_code6"].to_list() == codes
    assert np.abs(found["score"].to_numpy() - score).max() < 1e-6
    for column, expected in {
        "rank": rank,
        "rank_low": lowest,
        "rank_high": highest,
        "missing_input_count": is_missing.sum(axis=1),
    }.items():
        assert found[column].to_list() == expected.tolist(), column
