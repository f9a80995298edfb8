"""Other surveys dropped in: a panel, strata with one and with all respondents, raking from strata, the default frame."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from tests.survey import free_waves
from tests.survey.small_waves import second_answers
from tests.survey.survey_waves import answers, frame
from tests.survey.unit_by_unit import Wave, differences


def test_one_respondent_all_respondents_and_no_respondent_in_a_stratum(query):
    weights = dict(
        query("select unit_id, weight from survey.fct_weight where wave_id = 's_stratified' and weighting = 'stratified'")
    )
    assert (weights["u00"], weights["u04"], weights["u09"]) == (4, 1, 2)
    assert set(weights) == {"u00", "u04", "u05", "u06", "u07", "u08", "u09", "u10", "u11"}
    cells = query(
        "select stratum, n_frame, n_respondents, weight from survey.int_weighting_cell "
        "where wave_id = 's_stratified' and weighting = 'stratified' order by stratum"
    )
    assert cells == [("A", 4, 1, 4.0), ("B", 5, 5, 1.0), ("C", 6, 3, 2.0), ("D", 5, 0, None)]

    # Valid: A u00 yes; B three yes of five; C u09 yes, u10 no, u11 missing.
    [(n_base, n_yes, base, share, se, df, method)] = query(
        "select n_base, n_yes, weighted_base, share, standard_error, degrees_of_freedom, ci_method from survey.fct_estimate "
        "where wave_id = 's_stratified' and weighting = 'stratified' "
        "and base = 'valid' and question_id = 'Q1' and option_code = '1' and domain = 'all'"
    )
    total, p = 4 + 5 + 4, (4 + 3 + 2) / 13
    z_a, z_c = 4 * (1 - p) / total, np.array([2 * (1 - p), -2 * p, 0]) / total
    variance = (1 - 1 / 4) * z_a**2 + (1 - 3 / 6) * 3 * z_c.var(ddof=1)
    assert (n_base, n_yes, base, df, method) == (8, 5, 13, 8 - 3, "korn_graubard")
    assert share == pytest.approx(p, rel=1e-12)
    assert se == pytest.approx(np.sqrt(variance), rel=1e-12)


def test_no_answer_is_a_category_of_the_eligible(query):
    shares = dict(query(
        "select option_code, n_yes from survey.fct_estimate where wave_id = 's_stratified' and weighting = 'unweighted' "
        "and base = 'eligible' and question_id = 'Q1' and domain = 'all'"
    ))  # fmt: skip
    assert shares == {"1": 5, "2": 3, "NA": 1}


def test_routing_follows_the_whole_way_and_answers_not_asked_for_are_counted(query):
    """u10 answered Q2 without being asked. Q3 is asked of those who chose 1 in Q2, hence of nobody else."""
    asked = {row[:2]: row[2:] for row in query(
        "select question_id, unit_id, is_eligible, is_answered, is_answered_though_not_asked "
        "from survey.fct_asked where wave_id = 's_stratified'"
    )}  # fmt: skip
    assert asked["Q2", "u10"] == (False, False, True)
    assert asked["Q2", "u05"] == (True, False, False)
    assert asked["Q3", "u00"] == (True, True, False)
    assert asked["Q3", "u10"] == (False, False, False)
    assert asked["Q3", "u04"] == (True, False, False)


def test_bad_rows_are_named_and_the_rest_is_estimated(query):
    found = query(
        "select rule, column_name, value, raw_text from raw.quarantined_row where "
        "source_file = 'questionnaires/s_stratified/responses.csv' order by row_number"
    )
    # What stood there is for the office alone.
    assert found == [("not_a_number", "value", None, None), ("unknown_respondent", "unit_id", None, None)]


def test_small_post_strata_are_put_together_and_the_collapse_is_recorded(query):
    cells = query(
        "select stratum, cell, is_collapsed, n_frame, n_respondents from survey.int_weighting_cell "
        "where wave_id = 's_poststratified' and weighting = 'poststratified' order by stratum"
    )
    # A (1), C (3) and D (0) have four together: the smallest other cell, B, joins them.
    assert cells == [(name, "A", True, 20, 9) for name in "ABCD"]


def test_raking_from_strata_meets_its_margins_and_keeps_the_design(query):
    for attribute in ("region", "depop"):
        rows = query(
            f"""
            select levels.n_frame, sum(weights.weight)
            from survey.fct_weight as weights
            inner join survey.int_unit_attribute as a on a.unit_key = weights.unit_key and a.attribute = '{attribute}'
            inner join survey.int_margin_level as levels
                on levels.wave_id = a.wave_id and levels.attribute = a.attribute and levels.value = a.value
            where weights.wave_id = 's_raked' and weights.weighting = 'raked'
            group by levels.level_key, levels.n_frame
            """
        )
        for n_frame, reached in rows:
            assert reached == pytest.approx(n_frame, rel=1e-12)
    [(share, se, df)] = query(
        "select share, standard_error, degrees_of_freedom from survey.fct_estimate where wave_id = 's_raked' "
        "and weighting = 'raked' and base = 'valid' and domain = 'depop' and domain_value = '1' and option_code = '2'"
    )
    expected_share, expected_se, expected_df = raked_by_hand(query)
    assert share == pytest.approx(expected_share, rel=1e-9)
    assert se == pytest.approx(expected_se, rel=1e-6)
    assert df == expected_df


def test_a_combined_option_is_chosen_by_whoever_chose_a_member(query):
    rows = dict(query(
        "select option_code, n_yes from survey.fct_estimate where wave_id = 's_raked' and weighting = 'unweighted' "
        "and base = 'valid' and domain = 'all'"
    ))  # fmt: skip
    assert rows["T"] == rows["1"] + rows["2"] > 0
    [(share, se)] = query(
        "select share, standard_error from survey.fct_estimate where wave_id = 's_raked' and weighting = 'raked' "
        "and base = 'valid' and domain = 'depop' and domain_value = '1' and option_code = 'T'"
    )
    expected_share, expected_se, _ = raked_by_hand(query, ("1", "2"))
    assert share == pytest.approx(expected_share, rel=1e-9)
    assert se == pytest.approx(expected_se, rel=1e-6)
    # It is no category of the table of its question, but is tested against the domain by itself.
    tests = dict(query(
        "select coalesce(option_code, ''), numerator_df from survey.fct_association_test where wave_id = 's_raked' "
        "and weighting = 'unweighted'"
    ))  # fmt: skip
    assert set(tests) == {"", "T"}
    assert tests["T"] == pytest.approx(1)
    assert tests[""] > 1
    assert query("select count(*) from survey.fct_answer where wave_id = 's_raked' and option_code = 'T'") == [(0,)]


def raked_by_hand(query, codes=("2",)) -> tuple[float, float, int]:
    """The same share by the formulas of regression estimation, unit by unit, with stratified residuals."""
    weights = dict(query("select unit_id, weight from survey.fct_weight where wave_id = 's_raked' and weighting = 'raked'"))
    units = frame().filter(pl.col("kind") == "municipality")
    size = dict(units.group_by("pop_class").len().rows())
    mine = units.filter(pl.col("unit_id").is_in(list(weights)))
    given = dict(
        answers().filter(pl.col("question_id") == "Q01", pl.col("status") == "ok").select("unit_id", "option_code").rows()
    )
    stratum = mine["pop_class"].to_numpy()
    n_h = {name: int((stratum == name).sum()) for name in size}
    d = np.array([size[name] / n_h[name] for name in stratum])
    w = np.array([weights[unit] for unit in mine["unit_id"]])
    x = np.hstack(
        [mine.to_dummies("region").select(pl.col("^region_.*$")).to_numpy(), (mine["depop"] == "1").to_numpy()[:, None]]
    ).astype(float)
    base = np.array([unit in given for unit in mine["unit_id"]]) & (mine["depop"] == "1").to_numpy()
    y = np.array([given.get(unit) in codes for unit in mine["unit_id"]], dtype=float)
    total = w[base].sum()
    p = (w * base * y).sum() / total
    u = base * (y - p) / total
    fitted = x @ np.linalg.lstsq(x * np.sqrt(d)[:, None], u * np.sqrt(d), rcond=None)[0]
    e = w * (u - fitted)
    variance = sum((1 - n_h[h] / size[h]) * n_h[h] * e[stratum == h].var(ddof=1) for h in size if n_h[h])
    return p, np.sqrt(variance), int(base.sum()) - len(set(stratum[base]))


def test_changes_between_waves_follow_the_formulas_of_overlapping_samples(query):
    rows = {(row[0], row[1]): row[2:] for row in query(
        "select option_code, method, n_panel, share_from, share_to, difference, standard_error from survey.fct_wave_difference "
        "where from_wave_id = 'w_first' and to_wave_id = 'w_second' and question_id = 'S1'"
    )}  # fmt: skip
    assert set(rows) == {(code, method) for code in "12349" for method in ("paired", "all_respondents")}
    first = {r[0]: r[1] for r in answers().filter(pl.col("question_id") == "Q01").select("unit_id", "option_code").rows()}
    second = {r[0]: r[1] for r in second_answers().select("unit_id", "option_code").rows()}
    units = frame()
    paired_variance = both_variance = 0.0
    panel = [u for u in units["unit_id"] if first.get(u) and second.get(u)]
    in_both = {u for u in units["unit_id"] if u in first and u in second}

    def weights(responding):
        count = units.filter(pl.col("unit_id").is_in(list(responding))).group_by("pop_class").len()
        of = dict(count.rows())
        all_of = dict(units.group_by("pop_class").len().rows())
        return {u: all_of[h] / of[h] for u, h in units.select("unit_id", "pop_class").rows() if u in responding}

    w1, w2, wp = weights(set(first)), weights(set(second)), weights(in_both)
    n1, n2 = (sum(w[u] for u in w if given.get(u)) for w, given in ((w1, first), (w2, second)))
    p1 = sum(w1[u] for u in w1 if first.get(u) == "2") / n1
    p2 = sum(w2[u] for u in w2 if second.get(u) == "2") / n2
    total = sum(wp[u] for u in panel)
    change = sum(wp[u] * ((second[u] == "2") - (first[u] == "2")) for u in panel) / total
    for _, stratum in units.group_by("pop_class"):
        ids, size = stratum["unit_id"].to_list(), stratum.height
        moved = {u: (second[u] == "2") - (first[u] == "2") - change for u in panel}
        z = [wp[u] * moved.get(u, 0.0) / total for u in ids if u in in_both]
        paired_variance += (1 - len(z) / size) * len(z) * np.var(z, ddof=1)
        z1 = {u: ((first[u] == "2") - p1) / n1 if first[u] else 0.0 for u in ids if u in first}
        z2 = {u: ((second[u] == "2") - p2) / n2 if second[u] else 0.0 for u in ids if u in second}
        common = [u for u in ids if u in in_both]
        cross = np.cov([z1[u] for u in common], [z2[u] for u in common], ddof=1)[0, 1]
        both_variance += size**2 * (
            (1 / len(z1) - 1 / size) * np.var(list(z1.values()), ddof=1)
            + (1 / len(z2) - 1 / size) * np.var(list(z2.values()), ddof=1)
            - 2 * (len(common) / (len(z1) * len(z2)) - 1 / size) * cross
        )
    n_panel, _, _, difference, se = rows["2", "paired"]
    assert n_panel == len(panel)
    assert (difference, se) == (pytest.approx(change, rel=1e-9), pytest.approx(np.sqrt(paired_variance), rel=1e-8))
    _, share_from, share_to, difference, se = rows["2", "all_respondents"]
    assert (share_from, share_to) == (pytest.approx(p1, rel=1e-9), pytest.approx(p2, rel=1e-9))
    assert (difference, se) == (pytest.approx(p2 - p1, rel=1e-9), pytest.approx(np.sqrt(both_variance), rel=1e-8))


def test_a_question_asked_again_is_one_concept(query):
    assert query("select count(*) from survey.dim_question where concept_id = 'w_first.Q01'") == [(2,)]
    assert query("select distinct comparability from survey.fct_wave_difference where from_wave_id = 'w_first'") == [
        ("wording_changed",)
    ]


def test_the_default_frame_is_the_1741_and_takes_codes_of_five_and_six_digits(query):
    rates = {
        row[:2]: row[2:]
        for row in query(
            "select domain, domain_value, n_frame, n_respondents from survey.fct_response_rate where wave_id = 's_default'"
        )
    }
    assert rates["all", "all"] == (1741, 871)
    bands = {value: counts[0] for (domain, value), counts in rates.items() if domain == "population_band"}
    assert bands == {"300k_plus": 85, "100k_300k": 196, "under_100k": 1460}
    assert query("select count(*) from survey.fct_weight where wave_id = 's_default' and length(unit_id) <> 6") == [(0,)]
    in_frame = "select wave_id, unit_id from survey.int_frame_unit"
    assert query(f"select count(*) from staging.stg_survey_response anti join ({in_frame}) using (wave_id, unit_id)") == [(0,)]


def test_a_municipality_of_an_own_frame_is_that_of_the_default_frame(query):
    """300 of the list answer; of the earlier wave every fourth and the one after it did."""
    assert query("select distinct method, n_panel from survey.fct_wave_difference where to_wave_id = 's_own' order by 1") == [
        ("all_respondents", 150),
        ("paired", 150),
    ]


def test_dropped_files_are_hashed_and_balanced_without_a_record(query):
    files = query(
        "select f.source_file, length(f.sha256), f.received_on, "
        "b.rows_read = b.rows_loaded + b.rows_quarantined + b.rows_ignored "
        "from raw.received_file as f inner join raw.file_balance as b on b.source_file = f.source_file "
        "where f.source_file like 'questionnaires/s_stratified/%' order by 1"
    )
    assert files == [
        ("questionnaires/s_stratified/frame.csv", 64, "not available", True),
        ("questionnaires/s_stratified/responses.csv", 64, "not available", True),
    ]


def test_the_published_branch_question_is_weighted_to_all_municipalities(query):
    """18 of 70, 37 of 136 and 164 of 799, in bands of 85, 196 and 1,460 municipalities."""
    [(share, n_base, n_frame, low, high, se)] = query(
        "select share, n_base, n_frame, ci_low, ci_high, standard_error from survey.fct_published_estimate "
        "where wave_id = 'fy2023_outsourcing' and question_id = 'R5_BRANCH_DIFFICULT' and option_code = '1'"
    )
    bands = [(18, 70, 85), (37, 136, 196), (164, 799, 1460)]
    p = sum(frame_size * yes / base for yes, base, frame_size in bands) / 1741
    spread = sum((frame_size / 1741) ** 2 * (yes / base) * (1 - yes / base) / base for yes, base, frame_size in bands)
    assert share == pytest.approx(p, rel=1e-12) and (n_base, n_frame) == (1005, 1741)
    assert se == pytest.approx(np.sqrt((1 - 1005 / 1741) * 1005 / 1004 * spread), rel=1e-12)
    assert 0.199 < low < share < high < 0.233


@pytest.fixture(scope="module")
def free():
    """The waves as an independent computation sees them; a group of one body is numbered, not named."""
    return {
        described["wave_id"]: Wave(described, [_numbered(unit) for unit in units], rows)
        for described, units, rows in free_waves.waves()
    }


def _numbered(unit: dict) -> dict:
    return {name: "group_of_one_1" if (name, value) == ("rare", "only") else value for name, value in unit.items()}


FIGURES = {
    "shares": (
        "question_id, option_code, domain, domain_value, base, weighting",
        "n_base, n_yes, weighted_base, share, standard_error, degrees_of_freedom, ci_method, ci_low, ci_high, design_effect",
        "fct_estimate",
    ),
    "numbers": (
        "question_id, statistic, domain, domain_value, weighting",
        "n_base, degrees_of_freedom, estimate, standard_error, ci_low, ci_high",
        "fct_numeric_estimate",
    ),
    "tests": (
        "question_id, option_code, domain, weighting",
        "f_statistic, numerator_df, denominator_df, p_value",
        "fct_association_test",
    ),
    "rates": ("domain, domain_value", "n_frame, n_respondents, response_rate", "fct_response_rate"),
    "weights": ("unit_id, weighting", "weight", "fct_weight"),
}


def assert_same(found: dict, expected: dict) -> None:
    assert set(found) == set(expected) and found
    for key, figures in expected.items():
        for mine, other in zip(found[key], figures, strict=True):
            if other is None or isinstance(other, str) or np.isnan(other):
                assert mine is None or mine == other, (key, mine, other)
            else:
                assert mine == pytest.approx(other, rel=1e-8, abs=1e-11), (key, found[key], figures)


@pytest.mark.parametrize(
    ("wave_id", "figures"),
    [("free_first", figures) for figures in FIGURES]
    + [("free_second", figures) for figures in FIGURES if figures != "numbers"],
)
def test_a_wave_that_uses_every_freedom_is_estimated_as_unit_by_unit(query, free, wave_id, figures):
    key, values, table = FIGURES[figures]
    size = key.count(",") + 1
    rows = query(f"select {key}, {values} from survey.{table} where wave_id = '{wave_id}'")
    assert_same({row[:size]: row[size:] for row in rows}, getattr(free[wave_id], figures)())


def test_changes_over_units_that_came_and_went_are_those_unit_by_unit(query, free):
    rows = query(
        "select question_id, option_code, method, n_panel, "
        "share_from, share_to, difference, standard_error, ci_low, ci_high, p_value "
        "from survey.fct_wave_difference where to_wave_id = 'free_second'"
    )
    expected = {}
    for question, earlier in {"S1": "問１", "S2": "Q2", "S6": "Q6"}.items():
        expected |= differences(free["free_first"], free["free_second"], question, earlier)
    assert {key[1] for key in expected if key[0] == "S6"} == {"x"}  # z was no option before
    assert_same({row[:3]: row[3:] for row in rows}, expected)


def test_no_row_of_these_waves_is_set_aside(query):
    assert query("select count(*) from raw.quarantined_row where source_file like 'questionnaires/free%'") == [(0,)]
