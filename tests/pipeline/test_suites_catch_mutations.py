"""Every suite notices when its table goes wrong: a row twice, a key lost, a value moved, rows gone.

Works on a copy of a real warehouse. Tables that no other suite of their group looks at are spoilt
together, so that each failure is the doing of the suite's own table; then they are put back.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from dagster_project.checks.run_suites import run_suites
from dagster_project.checks.suites import Suite, load_suites
from dagster_project.settings import EXPECTATIONS_DIR

SUITES = [*load_suites(EXPECTATIONS_DIR, "raw"), *load_suites(EXPECTATIONS_DIR, "reports")]

# Table -> a column that must not be empty, and a value moved as a slip of unit or a misprint would.
KEY_AND_VALUE = {
    "raw.mail_volume": ("item_class", "volume_items = volume_items / 10000 where period = 'FY2023'"),
    "raw.parcel_share": ("carrier", "value = value / 10000 where metric = 'volume_truck'"),
    "raw.new_year_mail": ("edition_year", "value = value * 10000 where area = '全国'"),
    "raw.mail_ratio": ("metric", "value = value * 10"),
    "raw.facility_count": ("facility", "value = value - 1000 where category = '総数' and fiscal_year = 2015"),
    "raw.post_office_by_prefecture": ("prefecture", "office_count = office_count + 1 where prefecture = '東京都'"),
    "raw.survey_result": ("option_code", "response_count = response_count + 1 where domain = 'population_band'"),
    "raw.survey_participation": ("metric", "unit_count = unit_count * 10"),
    "raw.survey_wave": ("wave_id", "field_end = date '1999-12-31'"),
    "raw.survey_question": ("question_id", "position = position * 10"),
    "raw.survey_option": ("label_en", "position = position * 10"),
    "raw.survey_combined_option": ("label_en", "member_code = 'x' || member_code"),
    "raw.survey_routing": ("question_id", "asked_if_option_code = 'x' || asked_if_option_code"),
    "raw.survey_design": ("role", "role = 'strata'"),
    "raw.survey_frame": ("unit_id", None),
    "raw.survey_frame_attribute": ("value", None),
    "raw.survey_response": ("question_id", "status = 'done'"),
    "raw.form_submission": ("unit_id", "answer_count = answer_count + 1"),
    "raw.form_finding": ("rule", "severity = 'grave'"),
    "raw.outsourcing_count": ("service_code", "value = value * 100 where unit = '団体'"),
    "raw.outsourcing_contract": ("municipality", "office_count = office_count * 1000"),
    "raw.municipality": ("name_en", "counts_in_1741 = not counts_in_1741 where municipality_type = 'special_ward'"),
    "raw.municipality_change": ("effective_date", "effective_date = date '1889-04-01'"),
    "raw.municipality_split_population": ("population_persons", "as_of_date = date '2999-12-31'"),
    "raw.municipality_period": ("name_ja", "valid_to = valid_to + interval 1 day where code5 = '19341'"),
    "raw.municipality_event": ("event_type", "event_date = date '1889-04-01'"),
    "raw.municipality_event_body": ("role", "code5 = '13101' where side = 'before'"),
    "raw.municipality_succession": ("event_id", "weight = weight / 2"),
    "raw.municipality_current_map": ("weight_basis", "weight = weight / 2"),
    "raw.population": ("code6", "population_persons = population_persons + 1 where code6 = '131016'"),
    # Empty until files are received; test_dropped_files.py spoils them where they have rows.
    "raw.municipality_code": ("prefecture", "prefecture = '北海道'"),
    "raw.standard_area_code": ("prefecture", "prefecture = '北海道'"),
    "raw.area_change": ("reason_ja", "effective_date = date '1889-04-01'"),
    "raw.resident_register_age": ("code6", "population_persons = population_persons + 1 where sex = '男'"),
    "raw.census_population": ("name_ja", "male_persons = male_persons + 1"),
    "raw.depopulated_area": ("name_ja", "designation = '過疎'"),
    "raw.public_facility": ("name_ja", "municipal_branch_count = municipal_branch_count * 1000"),
    "raw.branch_office": ("name_ja", "longitude = latitude"),
    "raw.post_office_release": ("prefecture", "open_direct_count = open_direct_count * 10"),
    "raw.council_meeting": ("meeting_date", "meeting_no = meeting_no + 1 where meeting_no = 30"),
    "raw.council_agenda": ("agenda_en", "item_no = null"),
    "raw.overview_figure": ("published_text", "published_value = published_value / 100"),
    "raw.derived_check": ("formula", None),
    "raw.pilot": ("title_ja", "fiscal_year = 202"),
    "raw.postal_finance": ("metric", "value = value / 100000000 where fiscal_year = 2023"),
    "raw.policy_event": ("title_en", "event_date = date '1889-04-01'"),
    "raw.source": ("title_ja", "source_rank = source_rank + 10"),
    "raw.received_file": ("licence_en", "sha256 = upper(sha256) || '0'"),
    "raw.unread_file": ("place", None),
    "raw.file_balance": ("rows_read", "rows_loaded = rows_loaded - 1"),
    "raw.quarantined_row": ("reason_ja", "rule = 'total_mismatch'"),
    "raw.ignored_row": ("rule", "rule = 'No reason given'"),
    "raw.post_office_by_municipality": ("as_of_date", "office_count = office_count + 1 where office_type = 'direct'"),
    "raw.post_office_network": ("as_of_date", "office_count = office_count + 1"),
    "raw.municipality_statistic": ("code6", "value = value * 10 where statistic = 'resident_population'"),
    "raw.my_number_card": ("as_of_date", "card_count = card_count * 10 where as_of_date = date '2022-12-31'"),
    "raw.depopulated_former_municipality": ("as_of_date", "municipality_id = former_municipality_id"),
    "raw.national_observation": ("observation_id", "value = -value where metric = 'post_office_closed'"),
    "raw.bank_branch_code": ("fiscal_year", "branch_code_count = branch_code_count / 1000"),
    "raw.bank_staffed_outlet": (
        "as_of_date",
        "staffed_outlet_count = staffed_outlet_count * 10 where institution_type = 'shinkin'",
    ),
    "raw.convenience_store_listing": ("as_of_date", "store_count = store_count + 1"),
    "raw.post_bank_outlet": ("as_of_date", "contract_office_count = outlet_count + 1"),
    "raw.ageing_series": ("year", "value = value * 1000 where age_group = '65_over'"),
    "raw.post_office_point": ("as_of_date", "longitude = latitude"),
    "raw.ssds_value": ("code6", "year = 9"),
    "reports.published_figure": ("status", "computed_value = computed_value * 1.1 where status = 'reproduced'"),
    "reports.mail_ratio": ("metric_en", "computed_pct = computed_pct * 10"),
    "reports.mail_trend": ("mail_class_en", "volume_items = volume_items * 10 where fiscal_year = 2023"),
    "reports.mail_month": ("period_start", "volume_items = volume_items * 10 where mail_class_code = 'parcels'"),
    "reports.mail_break": ("title_en", "fiscal_year = fiscal_year + 100"),
    "reports.parcel_share": ("measure", "share_pct = share_pct * 10 where measure = 'share'"),
    "reports.new_year_mail": ("area_en", "volume_items = volume_items * 10000"),
    "reports.facility_trend": ("unit_en", "value = value * 2 where facility_group = 'post_office'"),
    "reports.post_office_prefecture": ("prefecture_ja", "open_total = open_total + 1"),
    "reports.survey_wave": ("title_en", "response_rate_pct = response_rate_pct / 100"),
    "reports.survey_result": ("option_ja", "share_pct = share_pct * 2"),
    "reports.survey_question": ("question_en", "question_position = question_position * 10"),
    "reports.survey_code": ("label_en", "code_position = code_position - 10"),
    "reports.survey_threshold": ("meaning_en", "value = value / 100"),
    "reports.survey_option": ("option_en", "option_position = option_position * 10"),
    "reports.survey_estimate": ("option_en", "n_yes = n_yes * 10"),
    "reports.survey_numeric_estimate": ("statistic", "estimate = estimate * 1000 where statistic = 'p25'"),
    "reports.survey_association_test": ("domain", "p_value = p_value * 100"),
    "reports.survey_group_difference": ("other_domain_value_en", "difference = difference * 100"),
    "reports.survey_wave_difference": ("option_en", "share_to = share_to * 100"),
    "reports.survey_response_rate": ("domain_value_en", "response_rate = response_rate * 100"),
    "reports.survey_public_answer": ("option_code", None),
    "reports.survey_weighting": ("attribute_value_en", "n_frame = n_frame * 10"),
    "reports.survey_base": ("base", "effective_base = n_base * 2"),
    "reports.survey_follow_up": ("domain_value_en", "received_count = received_count + 1"),
    "reports.survey_published_estimate": ("option_ja", "unweighted_share_pct = unweighted_share_pct / 100"),
    "reports.outsourcing_trend": ("service_en", "value = value * 1000"),
    "reports.outsourcing_contract": ("municipality_en", "population_band = 'under_100k'"),
    "reports.outsourcing_prefecture": ("municipality_count", "municipality_count = municipality_count + 1"),
    "reports.municipality_population": (
        "allocation",
        "population_persons = population_persons * 10 where boundary_basis = 'as_now'",
    ),
    "reports.municipality_count": (
        "municipality_count",
        "municipality_count = municipality_count + 1 where municipality_type = 'city'",
    ),
    "reports.municipality_event": ("body_ja", "event_date = date '1889-04-01'"),
    "reports.municipality_profile": ("peer_group_code", "peer_population_rank = 0"),
    "reports.municipality_history": ("body_ja", "is_ancestor = false"),
    # Empty until lists of facilities or depopulated areas, or answers that may be shown by name, are
    # received; test_dropped_files.py spoils it.
    "reports.municipality_fact": ("title_ja", "body_id = 'moved'"),
    "reports.peer_group": ("peer_group_ja", "member_count = 1"),
    "reports.prefecture_profile": ("prefecture_ja", "share_65plus_pct = share_65plus_pct * 10"),
    "reports.agreement": ("metric_ja", "computed_share_pct = computed_share_pct / 100"),
    "reports.council_meeting": ("agenda_en", "date_is_preferred = not date_is_preferred"),
    "reports.pilot": ("title_en", "end_date = start_date - interval 1 day"),
    "reports.postal_finance": ("segment_en", "value_yen = value_yen / 100000000"),
    "reports.policy_event": ("title_ja", None),
    "reports.arithmetic_check": ("formula", "agrees = false"),
    "reports.source": ("publisher_en", "source_rank = 0"),
    "reports.received_file": ("sha256", "rows_loaded = rows_loaded + 1"),
    "reports.unread_file": ("subject", None),
    "reports.indicator": ("name_en", None),
    "reports.municipality_indicator": ("value_status", "value = value * 10 where indicator_id = 'post_offices'"),
    "reports.area_indicator": ("area_en", "value = value * 10"),
    "reports.finder_weight": ("indicator_id", "weight = weight * 2"),
    "reports.finder_input": ("indicator_id", "percentile = percentile * 100"),
    "reports.finder_score": ("side", "score = score / 2"),
    "reports.finder_neighbour": ("neighbour_code6", "place = place + 1"),
    "reports.finder_entrusting_neighbour": ("neighbour_code6", "place = place + 1"),
    "reports.municipality_post_office": ("source_label_en", "closed_count = closed_count + 1"),
    "reports.question_answer": ("group_en", "value = value * 10"),
    "reports.question_comparison": ("other_group_en", "difference = -difference"),
    "reports.closed_office_trend": ("evidence_en", "open_total = open_total + 1"),
    "reports.closed_office_change": ("area_en", "closed_to = closed_to + 1 where area_level = 'prefecture'"),
    "reports.retreat_series": ("series_en", "value = value * 10 where series_code = 'mail' and index_value <> 100"),
    "reports.retreat_summary": ("source_quality_en", "latest_value = latest_value * 10"),
    "reports.ageing_series": ("edition_en", "as_of_date = as_of_date + interval 1 day"),
    "reports.bank_outlet": ("measure_en", "value = value + 1 where measure = 'branch_codes'"),
    "reports.prefecture_facility": ("facility_en", "value = value + 1"),
    "reports.national_observation": ("metric_en", "value = value * 10000"),
    "reports.competing_figure": ("figure_en", "value = value * 2 where not is_preferred"),
    "reports.universal_service": ("as_of_date", "with_office_count = with_office_count - 1"),
    "reports.depopulated_area": ("designation_code", "designation_code = 'all'"),
    "reports.quarantined_row": ("reason_en", None),
    "reports.data_gap": ("where_to_put_en", None),
}


MUTATIONS = {
    "a row is there twice": "insert into {table} select * from {table} where rowid = 0",
    "a key is lost": "update {table} set {key} = null where rowid = 0",
    "every other row is gone": "delete from {table} where rowid % 2 = 0",
    "values moved": "update {table} set {value}",
}


def looks_at(suite: Suite, other: Suite) -> bool:
    return any(other.table in str(expectation.query) for expectation in suite.checks)


def independent_groups(suites: list[Suite]) -> list[list[Suite]]:
    """The suites in as few groups as a first fit finds; no member looks at another's table."""
    groups: list[list[Suite]] = []
    for suite in suites:
        fitting = (group for group in groups if not any(looks_at(suite, member) or looks_at(member, suite) for member in group))
        group = next(fitting, None)
        if group is None:
            groups.append([suite])
        else:
            group.append(suite)
    return groups


GROUPS = independent_groups(SUITES)


def kept(suite: Suite) -> str:
    """Where the unspoilt table waits."""
    return f"main.{suite.border}_{suite.table_name}"


@pytest.fixture(scope="module")
def copied_warehouse(built_warehouse, tmp_path_factory) -> Path:
    """A warehouse to spoil; its tables carry no constraints, so that only the suites can object."""
    copy = tmp_path_factory.mktemp("mutations") / "warehouse.duckdb"
    shutil.copyfile(built_warehouse, copy)
    with duckdb.connect(str(copy)) as connection:
        for suite in SUITES:
            connection.execute(f"create table {kept(suite)} as select * from {suite.table}")
            connection.execute(f"drop table {suite.table}")
            connection.execute(f"create table {suite.table} as select * from {kept(suite)}")
    return copy


@pytest.fixture(scope="module")
def known_failures(copied_warehouse) -> set[str]:
    """What the suites object to before anything is spoilt: warnings at most."""
    return {check for checks in failures(copied_warehouse, SUITES).values() for check in checks}


def failures(warehouse: Path, suites: list[Suite]) -> dict[str, set[str]]:
    """Failed checks by table; a check that cannot be evaluated is a defect of the suite."""
    results = run_suites(warehouse, suites)
    assert [result.error_message for result in results if result.error_message] == []
    failed: dict[str, set[str]] = {suite.table: set() for suite in suites}
    for result in results:
        if not result.passed:
            failed[f"{result.border}.{result.table_name}"].add(result.check_id)
    return failed


def spoil(connection: duckdb.DuckDBPyConnection, suite: Suite, mutation: str) -> bool:
    """Apply the mutation to the suite's table; False where it has no row or no value to spoil."""
    key, value = KEY_AND_VALUE[suite.table]
    if mutation == "values moved" and value is None:
        return False
    statement = MUTATIONS[mutation].format(table=suite.table, key=key, value=value)
    [(changed,)] = connection.execute(statement).fetchall()
    is_empty = connection.execute(f"select count(*) = 0 from {kept(suite)}").fetchone()[0]
    assert changed or is_empty, f"{suite.table}: {statement} changes nothing"
    return bool(changed)


def test_every_suite_has_its_mutations():
    assert set(KEY_AND_VALUE) == {suite.table for suite in SUITES}


def test_whether_a_sample_is_behind_a_row_is_guaranteed_by_the_contract_or_expected(built_warehouse):
    with duckdb.connect(str(built_warehouse), read_only=True) as connection:
        columns = connection.execute(
            "select table_name, is_nullable from duckdb_columns() where schema_name = 'reports' and column_name = 'has_sample'"
        ).fetchall()
    published = {suite.table_name: suite for suite in SUITES if suite.border == "reports"}
    expected = {
        table for table, suite in published.items() if any("has_sample is null" in str(check.query) for check in suite.checks)
    }
    assert {table for table, _ in columns} == set(published)
    assert {table for table, may_be_empty in columns if may_be_empty} <= expected


@pytest.mark.parametrize("mutation", MUTATIONS)
@pytest.mark.parametrize("group", range(len(GROUPS)))
def test_each_mutation_of_a_table_is_noticed(copied_warehouse, known_failures, group, mutation):
    with duckdb.connect(str(copied_warehouse)) as connection:
        spoilt = [suite for suite in GROUPS[group] if spoil(connection, suite, mutation)]
    failed = failures(copied_warehouse, spoilt)
    with duckdb.connect(str(copied_warehouse)) as connection:
        for suite in spoilt:
            connection.execute(f"create or replace table {suite.table} as select * from {kept(suite)}")
    assert [table for table, checks in failed.items() if not checks - known_failures] == []
