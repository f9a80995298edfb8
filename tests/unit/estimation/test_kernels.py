"""No figure depends on the processor: the reference survey under every kernel of linear algebra that runs here.

OpenBLAS has kernels of its own for each kind of processor, which add numbers up in other orders. An
environment variable chooses one, in a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from dagster_project.settings import PROJECT_ROOT
from tests.survey.against_r import ERROR, ESTIMATE, RAKED_ERROR, worst

FIXTURE = PROJECT_ROOT / "tests/fixtures/survey"
# Kernel -> what a processor has to be able to do for it, in the words of /proc/cpuinfo.
KERNELS = {
    "Prescott": "pni",
    "Nehalem": "sse4_2",
    "Sandybridge": "avx",
    "Haswell": "avx2",
    "SkylakeX": "avx512vl",
}


def runnable_kernels() -> list[str]:
    try:
        words = set(Path("/proc/cpuinfo").read_text(encoding="utf-8").split())
    except FileNotFoundError:
        return []
    return [kernel for kernel, needed in KERNELS.items() if needed in words]


RUNNABLE = runnable_kernels()
pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(not RUNNABLE, reason="OpenBLAS has these kernels for x86 processors only"),
]


@pytest.fixture(scope="module")
def figures(tmp_path_factory) -> dict[str, pl.DataFrame]:
    """The figures under each kernel; the processes run side by side."""
    folder = tmp_path_factory.mktemp("kernels")
    running = {
        kernel: subprocess.Popen(
            [sys.executable, "-m", "tests.unit.estimation.reference_figures", str(folder / f"{kernel}.parquet")],
            cwd=PROJECT_ROOT,
            env={**os.environ, "OPENBLAS_CORETYPE": kernel},
        )
        for kernel in RUNNABLE
    }
    assert {kernel: process.wait() for kernel, process in running.items()} == dict.fromkeys(RUNNABLE, 0)
    return {kernel: pl.read_parquet(folder / f"{kernel}.parquet") for kernel in RUNNABLE}


def bits(figures: pl.DataFrame) -> bytes:
    return figures["value"].to_numpy().tobytes()


def test_three_kernels_at_least_are_tried_and_they_differ(figures):
    assert len(RUNNABLE) >= 3
    products = {bits(found.filter(kind="plain product")) for found in figures.values()}
    assert len(products) >= 2, "the kernels add up alike: nothing is shown by figures that agree"


def test_every_figure_is_the_same_to_the_last_bit(figures):
    first, *others = (found.filter(pl.col("kind") != "plain product") for found in figures.values())
    assert first.height > 30_000
    for other in others:
        assert other.drop("value").equals(first.drop("value"))
        assert bits(other) == bits(first)


def wide(found: pl.DataFrame, kind: str) -> pl.DataFrame:
    """One row per place of a kind of figure, one column per statistic."""
    place = [name for name in found.columns if name not in ("kind", "statistic", "value")]
    return found.filter(kind=kind).pivot("statistic", index=place, values="value")


@pytest.mark.parametrize("kernel", RUNNABLE)
def test_raked_shares_and_weights_are_those_of_r(figures, kernel):
    expected = pl.read_parquet(FIXTURE / "expected_shares.parquet").filter(weighting="raked", base="valid")
    place = ["weighting", "question_id", "option_code", "domain", "domain_value"]
    joined = expected.join(wide(figures[kernel], "share"), on=place, how="left", suffix="_found")
    varying = joined.filter((pl.col("n_yes") > 0) & (pl.col("n_yes") < pl.col("n_base")))
    assert worst(joined, "share_found", "share") < ESTIMATE
    assert worst(varying, "standard_error_found", "standard_error") < RAKED_ERROR
    weights = pl.read_parquet(FIXTURE / "expected_weights.parquet").select(domain_value="unit_id", expected="raked")
    joined = weights.join(wide(figures[kernel], "weight"), on="domain_value", how="left")
    assert worst(joined, "weight", "expected") < ESTIMATE


@pytest.mark.parametrize("kernel", RUNNABLE)
def test_numbers_are_those_of_r(figures, kernel):
    expected = pl.read_parquet(FIXTURE / "expected_numbers.parquet")
    found = pl.concat(
        wide(figures[kernel], name).with_columns(statistic=pl.lit(name)) for name in expected["statistic"].unique()
    )
    place = ["weighting", "statistic", "question_id", "domain", "domain_value"]
    joined = expected.join(found, on=place, how="left", suffix="_found")
    assert worst(joined, "estimate_found", "estimate") < ESTIMATE
    for column in ("standard_error", "ci_low", "ci_high"):
        exact = joined.filter(pl.col("weighting") != "raked")
        assert worst(exact, f"{column}_found", column) < ERROR, column
        assert worst(joined, f"{column}_found", column) < RAKED_ERROR, column


@pytest.mark.parametrize("kernel", RUNNABLE)
def test_association_tests_are_those_of_r(figures, kernel):
    expected = pl.read_csv(FIXTURE / "expected_tests.csv", schema_overrides={"option_code": pl.String})
    joined = expected.with_columns(pl.col("option_code").fill_null("")).join(
        wide(figures[kernel], "test"),
        on=["weighting", "question_id", "option_code", "domain"],
        how="left",
        suffix="_found",
    )
    for column in ("f_statistic", "numerator_df", "denominator_df"):
        assert worst(joined, f"{column}_found", column) < ERROR, column


def test_answers_that_nobody_changed_have_no_error_left(figures):
    """The parts of the variance cancel: what an order of adding leaves of them would be an error, and a p value."""
    for found in figures.values():
        same = found.filter(pl.col("kind").is_in(["paired", "all_respondents"]), other_value="the same")
        values = {name: same.filter(statistic=name)["value"].to_numpy() for name in ("standard_error", "p_value")}
        assert values["standard_error"].size == 6
        assert not values["standard_error"].any() and np.isnan(values["p_value"]).all()
