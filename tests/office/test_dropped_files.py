"""Files dropped into raw/ as published: registered, built, and the gaps they fill are gone.

The codes and names are those of the project's own list of municipalities; every figure is made up.
"""

from __future__ import annotations

import shutil

import duckdb
import pytest

from dagster_project.checks.run_suites import run_suites
from tests.office.participation_waves import IWAFUNE, KOFU, TOCHIGI
from tests.office.published_files import LAST_VILLAGE, NO_OFFICE
from tests.pipeline.test_suites_catch_mutations import KEY_AND_VALUE, MUTATIONS, SUITES

GAPS = {
    "municipal_branches_by_year",
    "depopulated_area_list",
    "population_series",
    "offices_per_municipality",
    "closed_offices_by_prefecture",
}


@pytest.fixture
def warehouse(office):
    with duckdb.connect(str(office.warehouse), read_only=True) as connection:
        yield connection


def test_the_population_of_another_year_stands_beside_the_one_that_was_there(warehouse):
    found = warehouse.sql(
        "select cast(as_of_date as varchar), sum(population_persons), sum(population_65plus_persons) "
        "from core.fct_population where counts_in_1741 group by 1 order by 1"
    ).fetchall()
    assert found == [("2022-01-01", 1741 * 60, 1741 * (40 + 7)), ("2023-01-01", 125_416_877, found[1][2])]
    latest = "select distinct cast(as_of_date as varchar) from core.fct_population where is_latest and counts_in_1741"
    assert warehouse.sql(latest).fetchall() == [("2023-01-01",)]


def test_facilities_of_every_municipality_and_branches_of_a_list_are_counted_apart(warehouse):
    found = warehouse.sql(
        "select counted_from, facility_type_code, value_status, cast(as_of_date as varchar), count(*), sum(facility_count) "
        "from core.fct_municipal_facility where facility_type_code <> 'library' group by all order by all"
    ).fetchall()
    assert found == [
        ("list", "municipal_branch", "ok", "2024-04-01", 2, 4),
        ("survey", "community_hall", "none", "2023-03-31", 1741, None),
        ("survey", "community_hall", "none", "2024-03-31", 1741, None),
        ("survey", "municipal_branch", "ok", "2023-03-31", 1741, 1741 * 3),
        ("survey", "municipal_branch", "ok", "2024-03-31", 1741, 1741 * 3),
    ]


def test_a_name_that_fits_no_municipality_of_its_date_is_set_aside(warehouse):
    found = warehouse.sql(
        "select distinct table_name, value from raw.quarantined_row where rule = 'unknown_municipality' order by all"
    ).fetchall()
    # the files are made from the list of 2024; these wards of Hamamatsu are of 2024 as well
    new_wards = ("中央区", "天竜区", "浜名区")
    # those of outsourcing contracts are bad_rows.py's
    assert [row for row in found if row[0] != "outsourcing_contract"] == [
        *(("census_population", ward) for ward in new_wards),
        ("depopulated_area", "無い町"),
        *(("resident_register_age", f"浜松市{ward}") for ward in new_wards),
    ]
    assert warehouse.sql("select count(*) from core.fct_depopulated_area where municipality_id is null").fetchone()[0] == 0
    assert warehouse.sql("select count(*) from core.fct_depopulated_area").fetchone()[0] > 900


def test_a_row_about_a_former_municipality_is_published_beside_that_of_the_body_of_today(warehouse):
    found = warehouse.sql(
        "select area_ja, area_en, value from reports.outsourcing_trend "
        "where area_ja in ('佐賀県武雄市', '長野県山口村') order by all"
    ).fetchall()
    assert found == [
        ("佐賀県武雄市", "Takeo-shi, Saga", 5),
        ("佐賀県武雄市", "武雄市, Saga", 3),
        ("長野県山口村", "山口村, Nagano", 1),
    ]


def test_offices_as_japan_post_publishes_them_join_the_other_dates(warehouse):
    found = warehouse.sql(
        "select cast(as_of_date as varchar), sum(office_total) from reports.post_office_prefecture group by 1 order by 1"
    ).fetchall()
    assert found == [("2023-12-06", 24244), ("2025-03-31", 501 * 47), ("2026-03-03", 24145)]


def test_points_of_post_offices_become_a_second_date_and_a_body_without_one_is_named(warehouse):
    found = warehouse.sql(
        "select cast(as_of_date as varchar), sum(office_count), sum(case when status_code = 'closed' then office_count end), "
        "count(distinct municipality_id) from core.fct_post_office_municipality group by 1 order by 1"
    ).fetchall()
    wards = warehouse.sql(
        "select count(*) from raw.post_office_point where substring(code6, 3, 1) = '1' and substring(code6, 1, 2) <> '13'"
    ).fetchone()[0]
    cities = warehouse.sql(
        "select count(*) from core.dim_municipality where municipality_type = 'designated_city' and valid_to is null"
    ).fetchone()[0]
    assert found == [("2013-11-30", 24526, 312, 1742), ("2024-01-01", 1741 - 1 - cities + wards, 1, 1741)]
    none = warehouse.sql(
        "select municipality_code6 from reports.municipality_indicator "
        "where indicator_id = 'post_offices' and as_of_date = date '2024-01-01' and value = 0"
    ).fetchall()
    assert none == [(NO_OFFICE,)]
    closed = warehouse.sql(
        "select value from reports.municipality_indicator where indicator_id = 'operating_post_offices' "
        f"and as_of_date = date '2024-01-01' and municipality_code6 = '{LAST_VILLAGE}'"
    ).fetchall()
    assert closed == [(0.0,)]
    watch = "reports_municipality_indicator_every_municipality_has_a_post_office"
    assert warehouse.sql(
        f"select passed, unexpected_count, left(at_fault, 6) from reports.check_result where check_id = '{watch}'"
    ).fetchall() == [(False, 1, NO_OFFICE)]


def test_a_table_of_the_statistics_system_adds_a_year_and_its_wards_are_not_counted_twice(warehouse):
    found = warehouse.sql(
        "select source_id, count(*), sum(value) from core.fct_municipality_statistic "
        "where statistic_code = 'resident_population' and as_of_date = date '2025-01-01' group by 1"
    ).fetchall()
    assert found == [("ssds_original", 1741, 1741 * 1000)]


def test_cards_of_a_date_that_is_there_already_are_counted_once(warehouse):
    found = warehouse.sql(
        "select cast(as_of_date as varchar), code6, card_count from core.fct_my_number_card "
        "where municipality_id = 'm13381' and as_of_date >= date '2022-12-31' order by 1"
    ).fetchall()
    assert found == [("2022-12-31", "133817", 1329), ("2023-01-31", "133817", 1400)]


def test_profiles_gain_a_change_facilities_and_designations(warehouse):
    changes = warehouse.sql(
        "select population_change_status, cast(population_change_from_date as varchar), "
        "cast(population_change_to_date as varchar), count(*) "
        "from reports.municipality_profile group by all"
    ).fetchall()
    assert changes == [("ok", "2020-01-01", "2025-01-01", 1741)]
    kinds = warehouse.sql("select fact_kind, count(*) from reports.municipality_fact group by 1 order by 1").fetchall()
    assert [kind for kind, _ in kinds] == ["depopulated_area", "facility", "survey"]
    assert dict(kinds)["facility"] >= 2 * 1741


def test_a_body_is_named_with_the_answers_that_may_be_shown_and_with_no_other(warehouse):
    found = warehouse.sql(
        "select municipality_code6, body_ja, detail_ja, answer_ja, answer_en, value, unit_en from reports.municipality_fact "
        "where fact_kind = 'survey' and source_file like 'questionnaires/named/%' order by municipality_code6, row_number"
    ).fetchall()
    assert found == [
        (TOCHIGI, "岩舟町", "Q2の設問", None, None, 3, "places"),
        (KOFU, None, "Q1の設問", "税、年金", "Taxes; Pensions", None, None),
        (KOFU, None, "Q2の設問", None, None, 12, "places"),
    ]
    [wave] = warehouse.sql(
        "select distinct title_ja, cast(as_of_date as varchar), cast(until_date as varchar), source_file, source_label_ja "
        "from reports.municipality_fact where fact_kind = 'survey' and source_file like 'questionnaires/named/%'"
    ).fetchall()
    assert wave == ("namedの調査", "2013-11-01", "2013-11-29", "questionnaires/named/instrument.yml", "namedの調査 調査票")


def test_waves_of_totals_and_samples_have_answers_and_name_nobody(warehouse):
    answering = "select wave_id, unit_id from survey.int_respondent where wave_id in ('totals', 'made_up') order by 1"
    assert warehouse.sql(answering).fetchall() == [("made_up", KOFU), ("totals", KOFU)]
    named = warehouse.sql(
        "select distinct wave_id, unit_id from reports.survey_public_answer where wave_id in ('named', 'totals', 'made_up')"
    ).fetchall()
    assert set(named) == {("named", KOFU), ("named", IWAFUNE)}
    shown = warehouse.sql("select distinct source_file from reports.municipality_fact where fact_kind = 'survey'").fetchall()
    assert set(shown) == {("questionnaires/named/instrument.yml",), ("questionnaires/trial/instrument.yml",)}


def test_gaps_that_files_have_filled_are_no_longer_listed(warehouse):
    listed = {gap for (gap,) in warehouse.sql("select gap_id from reports.data_gap").fetchall()}
    known = {gap for (gap,) in warehouse.sql("select gap_id from core.dim_data_gap").fetchall()}
    assert known - listed == GAPS


def test_every_dropped_file_balances_and_only_what_is_wrong_is_set_aside(warehouse):
    found = warehouse.sql(
        "select source_file, rows_loaded, rows_quarantined from raw.file_balance "
        "where regexp_matches(source_file, 'ssnen|807167|facilities|offices|chiyoda') order by 1"
    ).fetchall()
    assert [quarantined for _, _, quarantined in found] == [0, 0, 0, 1, 3 * 3]
    assert [loaded for _, loaded, _ in found][:3] == [4, 2 * 1741, 47]


# Empty in the project's own release: here they have rows to be spoilt.
DROPPED_TABLES = [
    "raw.municipality_code",
    "raw.standard_area_code",
    "raw.area_change",
    "raw.resident_register_age",
    "raw.census_population",
    "raw.depopulated_area",
    "raw.public_facility",
    "raw.branch_office",
    "raw.post_office_release",
    "raw.post_office_point",
    "raw.ssds_value",
    "reports.municipality_fact",
]


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_each_mutation_of_a_dropped_table_is_noticed(office, tmp_path, mutation):
    spoilt = tmp_path / "warehouse.duckdb"
    shutil.copyfile(office.warehouse, spoilt)
    suites = [suite for suite in SUITES if suite.table in DROPPED_TABLES]
    assert len(suites) == len(DROPPED_TABLES)
    before = {result.check_id for result in run_suites(spoilt, suites) if not result.passed}
    with duckdb.connect(str(spoilt)) as connection:
        for suite in suites:
            key, value = KEY_AND_VALUE[suite.table]
            statement = MUTATIONS[mutation].format(table=suite.table, key=key, value=value)
            assert connection.execute(statement).fetchone()[0], statement
    results = run_suites(spoilt, suites)
    assert [result.error_message for result in results if result.error_message] == []
    noticed = {
        f"{result.border}.{result.table_name}" for result in results if not result.passed and result.check_id not in before
    }
    assert noticed == set(DROPPED_TABLES)
