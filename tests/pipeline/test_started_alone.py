"""What a person starts in the Dagster UI, asset by asset and check by check, works on what the last build left."""

from __future__ import annotations

import dagster as dg
import duckdb
import pytest

from dagster_project.definitions import defs
from tests.pipeline.test_bad_input import edit, failure_text, record

MAIL = "mail_volume/mail_volume.csv"


def test_every_asset_and_every_check_can_be_selected_alone():
    """What a step makes can be selected one by one, so the first of each step stands for all that it makes.

    Whether it then works is tried on one of each kind below, and on every one by ``python -m tests.faults.alone``.
    """
    job, graph = defs.resolve_implicit_global_asset_job_def(), defs.resolve_asset_graph()
    assert {key for step in graph.assets_defs for key in step.keys} == graph.materializable_asset_keys
    for step in graph.assets_defs:
        assert step.can_subset or len(step.keys) == 1, step.keys
        for key in sorted(step.keys)[:1]:
            assert job.get_subset(asset_selection={key}).asset_layer.selected_asset_keys >= {key}
        for check in sorted(step.check_keys)[:1]:
            assert job.get_subset(asset_selection=set(), asset_check_selection={check})


@pytest.mark.parametrize(
    "asset",
    [
        "raw/mail_volume",  # read by its layout
        "raw/municipality_period",  # made from other tables
        "raw/survey_response",  # needs the frames and the forms
        "raw/form_finding",  # one of two that a step makes
        "raw/file_balance",  # loads them all
        "staging/carrier",  # a seed
        "survey/int_raked_share",  # a model in Python
        "internal_tabulation",
    ],
)
def test_an_asset_alone(built, asset):
    result = built.run_job(None, built.raw, assets=[dg.AssetKey(asset.split("/"))])
    assert result.success, failure_text(result)


def test_a_check_alone(built):
    check = dg.AssetCheckKey(dg.AssetKey(["reports", "mail_trend"]), "reports_mail_trend_meets_its_expectations")
    result = built.run_job(None, built.raw, checks=[check])
    assert result.success, failure_text(result)
    assert [evaluation.check_name for evaluation in result.get_asset_check_evaluations()] == [check.name]


def test_a_corrected_file_reaches_the_model_behind_it_and_no_release(built, broken_raw):
    """The table alone, then its model: what is published stays as it was."""
    published = built.current.resolve()
    edit(broken_raw, MAIL, lambda text: text.replace(",1256607,", ",1256608,", 1))
    record(broken_raw, MAIL)
    for asset in (["raw", "mail_volume"], ["staging", "stg_mail_volume"]):
        result = built.run_job(None, broken_raw, assets=[dg.AssetKey(asset)])
        assert result.success, failure_text(result)
    with duckdb.connect(str(built.tried_warehouse), read_only=True) as connection:
        found = connection.sql("select count(*) from staging.stg_mail_volume where volume_items = 12566080000").fetchone()
    assert found == (1,)
    assert built.current.resolve() == published
