"""Everything Dagster knows of the warehouse. Thin: each part is made in its own module."""

import dagster as dg

from dagster_project.orchestration.assets.dbt_models import dbt_models_asset
from dagster_project.orchestration.assets.raw_tables import raw_table_assets, table_names
from dagster_project.orchestration.assets.release import current, release_asset
from dagster_project.orchestration.assets.report_site import report_site
from dagster_project.orchestration.assets.survey_office import internal_tabulation
from dagster_project.orchestration.assets.warehouse import warehouse_asset
from dagster_project.orchestration.border_checks import border_checks
from dagster_project.orchestration.dbt_project import ensure_manifest
from dagster_project.orchestration.jobs import publish_job, tables_job
from dagster_project.orchestration.progress import progress_logger
from dagster_project.orchestration.refresh_job import refresh_job
from dagster_project.orchestration.sensors import raw_files_changed
from dagster_project.orchestration.workbench import serves
from dagster_project.settings import load_settings

settings = load_settings()

raw_tables = raw_table_assets(settings.raw_dir)
dbt_models = dbt_models_asset(ensure_manifest(settings))
report_keys = sorted(key for key in dbt_models.keys if key.path[0] == "reports")

defs = serves(
    dg.Definitions(
        assets=[
            *raw_tables,
            warehouse_asset(table_names(raw_tables)),
            dbt_models,
            internal_tabulation,
            release_asset(report_keys),
            report_site,
            current,
        ],
        asset_checks=[border_checks("raw"), border_checks("reports")],
        jobs=[publish_job, tables_job, refresh_job],
        sensors=[raw_files_changed],
        loggers={"progress": progress_logger},
        # One process for all steps, whoever starts them: an interpreter per step would cost several times the work.
        executor=dg.in_process_executor,
    )
)
