"""Differences between groups, computed once more straight from the answers of every respondent.

Nothing of the product's own counts or functions is used: per respondent z = z_a − z_b is written out
and put into the variance of each design. The waves have a stratum with one respondent, one that
answered as a whole, and groups that lie across the strata.
"""

from __future__ import annotations

from itertools import combinations

import duckdb
import numpy as np
import polars as pl
import pytest
from scipy import stats

from tests.survey.group_waves import STRATA, WEIGHTINGS, respondents


@pytest.fixture(scope="module")
def units() -> pl.DataFrame:
    return respondents()


@pytest.fixture(scope="module")
def found(database) -> pl.DataFrame:
    with duckdb.connect(str(database), read_only=True) as connection:
        result = connection.execute("select * from survey.fct_group_difference where wave_id = 'g_' || weighting order by all")
        names = [column[0] for column in result.description]
        return pl.DataFrame(result.fetchall(), schema=names, orient="row", infer_schema_length=None)


def weights(units: pl.DataFrame, weighting: str) -> np.ndarray:
    """Of the respondents, each by the definition of its weighting."""
    given = units.filter("responded")
    frame, n = units.height, given.height
    if weighting == "unweighted":
        return np.full(n, frame / n)
    if weighting != "raked":
        stratum = cells(units, weighting)
        full = np.array(units["stratum"]) if weighting == "stratified" else merged(np.array(units["stratum"]))
        return np.array([(full == name).sum() / (stratum == name).sum() for name in stratum])
    weight = np.full(n, frame / n)
    for _ in range(500):
        for margin in ("stratum_pair", "side"):
            level, full = np.array(given[margin]), np.array(units[margin])
            reached = {name: weight[level == name].sum() for name in set(level)}
            weight = weight * np.array([(full == name).sum() / reached[name] for name in level])
    return weight


def merged(stratum: np.ndarray) -> np.ndarray:
    """A has fewer than five respondents; the smallest of the others joins it."""
    return np.where((stratum == "A") | (stratum == "E"), "A", stratum)


def cells(units: pl.DataFrame, weighting: str) -> np.ndarray:
    stratum = np.array(units.filter("responded")["stratum"])
    if weighting == "stratified":
        return stratum
    return merged(stratum) if weighting == "poststratified" else np.full(stratum.size, "all")


def variance(units: pl.DataFrame, weighting: str, z: np.ndarray) -> float:
    """Of the sum of z over the respondents."""
    n, frame = z.size, units.height
    if weighting == "stratified":
        total = 0.0
        for name, (frame_h, n_h) in STRATA.items():
            z_h = z[cells(units, weighting) == name]
            factor = 1 - n_h / frame_h
            total += factor * (z_h[0] ** 2 if n_h == 1 else n_h * z_h.var(ddof=1))
        return total
    if weighting == "poststratified":
        place = cells(units, weighting)
        inside = sum(((z[place == name] - z[place == name].mean()) ** 2).sum() for name in set(place))
        return (1 - n / frame) * n / (n - 1) * inside
    return (1 - n / frame) * n * z.var(ddof=1)


def by_hand(
    units: pl.DataFrame, weighting: str, weight: np.ndarray, domain: str, a: str, b: str, base: np.ndarray, y: np.ndarray
):
    """Difference, standard error and degrees of freedom of two groups."""
    given = units.filter("responded")
    u, estimates, either = np.zeros(y.size), [], np.zeros(y.size, bool)
    for sign, name in ((1, a), (-1, b)):
        inside = base & (np.array(given[domain]) == name)
        total = weight[inside].sum()
        estimate = (weight[inside] * y[inside]).sum() / total
        u[inside] += sign * (y[inside] - estimate) / total
        estimates.append(estimate)
        either |= inside
    if weighting == "raked":
        columns = [
            np.array(given[margin]) == name for margin in ("stratum_pair", "side") for name in sorted(set(given[margin]))
        ]
        x = np.column_stack(columns).astype(float)
        u = u - x @ np.linalg.lstsq(x, u, rcond=None)[0]  # equal base weights
    strata = 1 if weighting == "poststratified" else len(set(cells(units, weighting)[either]))
    return estimates[0] - estimates[1], np.sqrt(variance(units, weighting, weight * u)), either.sum() - strata


def measures(units: pl.DataFrame):
    """question, option -> who is in the base, and the 0/1 or number there."""
    given = units.filter("responded")
    q1 = given["q1"].to_numpy()
    ticked = given.select("q2_1", "q2_2", "q2_3").to_numpy()
    number = given["q3"].to_numpy()
    yield from ((("Q1", str(code)), q1 > 0, (q1 == code).astype(float)) for code in (1, 2, 3))
    yield from ((("Q2", str(code)), ticked.any(axis=1), ticked[:, code - 1].astype(float)) for code in (1, 2, 3))
    yield ("Q3", None), ~np.isnan(number), np.nan_to_num(number)


@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_differences_are_those_of_the_linearised_variable_of_every_respondent(units, found, weighting):
    given = units.filter("responded")
    mine = found.filter(pl.col("weighting") == weighting)
    weight = weights(units, weighting)
    expected = 0
    for (question, option), base, y in measures(units):
        for domain in ("side", "stratum"):
            names = sorted(set(given[domain]))
            large = [name for name in names if (base & (np.array(given[domain]) == name)).sum() >= 30]
            for a, b in combinations(large, 2):
                difference, se, df = by_hand(units, weighting, weight, domain, a, b, base, y)
                row = mine.filter(
                    pl.col("option_code").eq_missing(pl.lit(option)),
                    question_id=question,
                    domain=domain,
                    domain_value=a,
                    other_domain_value=b,
                ).row(0, named=True)
                expected += 1
                tolerance = 1e-6 if weighting == "raked" else 1e-9
                assert row["difference"] == pytest.approx(difference, rel=tolerance, abs=1e-12)
                assert row["standard_error"] == pytest.approx(se, rel=tolerance, abs=1e-9)
                assert row["degrees_of_freedom"] == df
                half = stats.t.ppf(0.975, df) * se
                assert row["ci_low"] == pytest.approx(difference - half, rel=tolerance, abs=1e-9)
                assert row["ci_high"] == pytest.approx(difference + half, rel=tolerance, abs=1e-9)
                shares = [y[base & (np.array(given[domain]) == name)].mean() for name in (a, b)]
                if question != "Q3" and {0.0, 1.0} & set(shares):
                    assert row["p_value"] is None
                elif se > 1e-9:
                    assert row["p_value"] == pytest.approx(2 * stats.t.sf(abs(difference) / se, df), rel=1e-5)
                    assert row["t_statistic"] == pytest.approx(difference / se, rel=1e-5)
    # Small groups are compared with nothing, and nothing else is compared.
    assert mine.height == expected
    assert "few" not in {*mine["domain_value"], *mine["other_domain_value"]}


def test_the_single_respondent_of_a_stratum_is_in_a_compared_group(units):
    given = units.filter("responded")
    alone = given.filter(stratum="A")
    assert alone.height == 1 and alone["side"][0] != "few" and alone["q1"][0] > 0
    assert (given["stratum"] == "B").sum() == (units["stratum"] == "B").sum()


def test_a_share_of_nobody_is_compared_but_not_tested(found):
    nobody = found.filter((pl.col("question_id") == "Q2") & (pl.col("option_code") == "2") & (pl.col("domain") == "side"))
    with_south = nobody.filter((pl.col("domain_value") == "south") | (pl.col("other_domain_value") == "south"))
    assert with_south.height > 0
    assert with_south["p_value"].null_count() == with_south["p_value_adjusted"].null_count() == with_south.height
    assert nobody.height > with_south.height == nobody["p_value"].null_count()


def test_p_values_are_adjusted_over_the_pairs_of_one_option(found):
    family = ["weighting", "question_id", "option_code", "statistic", "domain"]
    groups = [rows for _, rows in found.filter(pl.col("p_value").is_not_null()).group_by(family)]
    assert max(rows.height for rows in groups) == 3
    for rows in groups:
        p = np.sort(rows["p_value"].to_numpy())
        holm = np.maximum.accumulate(np.minimum(p * np.arange(p.size, 0, -1), 1))
        np.testing.assert_allclose(np.sort(rows["p_value_adjusted"].to_numpy()), holm)
        assert (rows.sort("p_value")["p_value_adjusted"].diff().drop_nulls() >= 0).all()


def test_groups_that_lie_across_strata_are_not_independent(found, database):
    """Otherwise the closed form would never have been put to the test."""
    with duckdb.connect(str(database), read_only=True) as connection:
        errors = connection.execute(
            "select wave_id, question_id, option_code, domain, domain_value, standard_error from survey.fct_estimate "
            "where base = 'valid' and wave_id = 'g_stratified' and weighting = 'stratified'"
        ).fetchall()
    own = {row[:5]: row[5] for row in errors}
    shares = found.filter((pl.col("weighting") == "stratified") & (pl.col("statistic") == "share"))
    apart = {"side": [], "stratum": []}
    for row in shares.iter_rows(named=True):
        place = (row["wave_id"], row["question_id"], row["option_code"], row["domain"])
        simple = np.hypot(own[*place, row["domain_value"]], own[*place, row["other_domain_value"]])
        apart[row["domain"]].append(abs(row["standard_error"] / simple - 1))
    assert max(apart["side"]) > 1e-3
    assert max(apart["stratum"]) < 1e-9
