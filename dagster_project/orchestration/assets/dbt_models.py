"""dbt models as assets: staging, core, survey and reports in one invocation of ``dbt build``."""

import os
from collections.abc import Mapping
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, DbtCliResource, dbt_assets
from dagster_dbt.errors import DagsterDbtCliRuntimeError

from dagster_project.common.problems import Problem
from dagster_project.orchestration.dbt_project import dbt_environment, dbt_executable
from dagster_project.orchestration.why_it_blocks import rules_that_do_not_hold
from dagster_project.orchestration.workbench import require_not_stopped, step
from dagster_project.settings import DBT_DIR

OWNERS = {
    "raw": "team:data-engineering",
    "staging": "team:data-engineering",
    "core": "team:data-engineering",
    "survey": "team:survey-statistics",
    "reports": "team:reports",
}
UNIT_TESTS = "dbt_unit_tests"


class WarehouseTranslator(DagsterDbtTranslator):
    """Models belong to the group of their schema; dbt tests become asset checks."""

    def __init__(self) -> None:
        super().__init__(DagsterDbtTranslatorSettings(enable_asset_checks=True))

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        return dbt_resource_props["schema"]

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        return [OWNERS[dbt_resource_props["schema"]]]


def dbt_models_asset(manifest_file: Path) -> dg.AssetsDefinition:
    """All models, seeds, snapshots and tests of the dbt project."""

    @dbt_assets(manifest=manifest_file, dagster_dbt_translator=WarehouseTranslator(), name="dbt_build")
    def dbt_build(context: dg.AssetExecutionContext):
        with step(context) as settings:
            os.environ.update(dbt_environment(settings))  # the resource hands on this process's environment
            # Unit tests are about the project alone: where it is as it was when they held, they hold.
            held = settings.kept.get(UNIT_TESTS, []) is not None
            dbt = DbtCliResource(project_dir=str(DBT_DIR), dbt_executable=dbt_executable())
            # A warehouse that a failed run leaves is not one that the next run may start from.
            settings.finished_marker.unlink(missing_ok=True)
            # dbt's line per model goes to a file beside the database; its errors come back as exceptions.
            with (settings.build_dir / "dbt.log").open("w") as log, redirect_stdout(log):
                command = ["build", *(["--exclude-resource-type", "unit_test"] if held else [])]
                invocation = dbt.cli(command, context=context, target_path=settings.build_dir / "dbt")
                require_not_stopped()  # its adapter is set up under an `except` that swallows everything
                try:
                    yield from invocation.stream()
                except DagsterDbtCliRuntimeError as error:
                    if broken := rules_that_do_not_hold(settings):
                        raise Problem("\n".join(broken)) from error
                    raise
            settings.kept.keep(UNIT_TESTS, [], b"")
            settings.finished_marker.touch()

    return dbt_build
