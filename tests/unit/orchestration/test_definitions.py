"""Dagster knows every asset and every check: none is dropped in silence, none is left unguarded."""

from __future__ import annotations

import dagster as dg
import pytest

from dagster_project.settings import PROJECT_ROOT, RAW_SUBJECTS

SYSTEM_TABLES = {"quarantined_row", "ignored_row", "file_balance"}
PUBLICATION = {("internal_tabulation",), ("release",), ("report_site",), ("current",)}


@pytest.fixture(scope="module")
def graph() -> dg.AssetGraph:
    from dagster_project.definitions import defs  # late: seconds, and only one of two processes needs it

    return defs.resolve_asset_graph()


def names(pattern: str) -> set[str]:
    found = {path.stem for path in PROJECT_ROOT.glob(pattern)}
    assert found, pattern
    return found


def test_the_assets_are_the_raw_tables_the_dbt_models_and_the_publication(graph):
    raw = {("raw", table) for table in names("expectations/raw/*.yml")}
    seeds = {("staging", seed) for seed in names("dbt/seeds/**/*.csv")}
    models = {
        (layer, path.stem)
        for layer in ("staging", "core", "survey", "reports")
        for path in (PROJECT_ROOT / "dbt/models" / layer).rglob("*")
        if path.suffix in (".sql", ".py")
    }
    assert {tuple(key.path) for key in graph.get_all_asset_keys()} == raw | seeds | models | PUBLICATION


def test_every_raw_and_every_reports_table_has_its_suite_and_every_border_its_gate(graph):
    checks = {(tuple(key.asset_key.path), key.name) for key in graph.asset_check_keys}
    suites = {
        ((border, table), f"{border}_{table}_meets_its_expectations")
        for border in ("raw", "reports")
        for table in names(f"expectations/{border}/*.yml")
    }
    gates = {
        (("raw", "file_balance"), "raw_border_has_no_critical_failure"),
        (("reports", "published_figure"), "reports_border_has_no_critical_failure"),
    }
    assert suites | gates <= checks
    # check_result is written by the checks themselves.
    assert names("expectations/reports/*.yml") == names("dbt/models/reports/**/*.sql") - {"check_result"}


def test_dbt_tests_are_asset_checks(graph):
    names_of_checks = {key.name for key in graph.asset_check_keys}
    for path in (PROJECT_ROOT / "dbt/tests").glob("*.sql"):
        assert path.stem in names_of_checks, path.stem


def test_both_gates_block_what_comes_after(graph):
    for key in graph.asset_check_keys:
        if key.name.endswith("_border_has_no_critical_failure"):
            assert graph.get_check_spec(key).blocking, key.name


def test_every_asset_has_an_owner_a_group_and_a_description(graph):
    for key in graph.get_all_asset_keys():
        node = graph.get(key)
        assert node.owners and node.group_name and node.description, key.to_user_string()


def test_raw_tables_are_grouped_by_subject(graph):
    for key in graph.get_all_asset_keys():
        if key.path[0] == "raw" and key.path[1] not in SYSTEM_TABLES:
            assert graph.get(key).group_name in RAW_SUBJECTS, key.to_user_string()


def test_the_jobs_are_publish_and_tables_and_only_publish_makes_the_site_and_switches():
    from dagster_project.definitions import defs

    jobs = {name: defs.resolve_job_def(name) for name in ("tables", "publish")}
    steps = {name: {node.name for node in job.nodes} for name, job in jobs.items()}
    assert steps["publish"] - steps["tables"] == {"report_site", "current"}
    assert steps["tables"] < steps["publish"]
