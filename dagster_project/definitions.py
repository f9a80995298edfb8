"""Everything Dagster knows of the warehouse. Thin: each part is made in its own module."""

import dagster as dg

from dagster_project.orchestration.assets import (
    branch_counts,
    council,
    forms,
    mail_volume,
    municipalities,
    outsourcing,
    questionnaires,
    sources,
)
from dagster_project.orchestration.assets.dbt_models import dbt_models_asset
from dagster_project.orchestration.assets.internal_tabulation import internal_tabulation
from dagster_project.orchestration.assets.release import current, release_asset
from dagster_project.orchestration.assets.report_site import report_site
from dagster_project.orchestration.assets.warehouse import warehouse_asset
from dagster_project.orchestration.border_checks import border_checks
from dagster_project.orchestration.dbt_project import ensure_manifest
from dagster_project.orchestration.jobs import build_job, publish_job
from dagster_project.orchestration.progress import progress_logger
from dagster_project.orchestration.refresh_job import refresh_job
from dagster_project.orchestration.sensors import raw_files_changed
from dagster_project.settings import load_settings

SUBJECTS = [
    mail_volume,
    branch_counts,
    questionnaires,
    forms,
    outsourcing,
    municipalities,
    council,
    sources,
]

dbt_models = dbt_models_asset(ensure_manifest(load_settings()))
report_keys = sorted(key for key in dbt_models.keys if key.path[0] == "reports")

defs = dg.Definitions(
    assets=[
        *(asset for subject in SUBJECTS for asset in subject.assets),
        warehouse_asset([table for subject in SUBJECTS for table in subject.TABLES]),
        dbt_models,
        internal_tabulation,
        release_asset(report_keys),
        report_site,
        current,
    ],
    asset_checks=[border_checks("raw"), border_checks("reports")],
    jobs=[build_job, publish_job, refresh_job],
    sensors=[raw_files_changed],
    loggers={"progress": progress_logger},
)
