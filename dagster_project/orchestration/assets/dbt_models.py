"""dbt models as assets: staging, core, survey and reports in one invocation of ``dbt build``."""

import json
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, DbtCliResource, dbt_assets
from dagster_dbt.errors import DagsterDbtCliRuntimeError

from dagster_project.common.plain_words import words_within_a_stack
from dagster_project.common.problems import Problem
from dagster_project.orchestration.dbt_project import dbt_environment, dbt_executable
from dagster_project.orchestration.last_warehouse import and_what_depends_on_it, keep_warehouse, start_from_last
from dagster_project.orchestration.progress import TAKEN_AS_IT_WAS
from dagster_project.orchestration.why_it_blocks import rules_that_do_not_hold, what_dbt_cannot_run
from dagster_project.orchestration.workbench import step
from dagster_project.settings import DBT_DIR, Settings

OWNERS = {
    "raw": "team:data-engineering",
    "staging": "team:data-engineering",
    "core": "team:data-engineering",
    "survey": "team:survey-statistics",
    "reports": "team:reports",
}
UNIT_TESTS = "dbt_unit_tests"
NODE = "dagster_dbt/unique_id"  # metadata by which dagster-dbt says which node of dbt an asset is


class DbtAlone(DbtCliResource):
    """dbt as a program, without the second one that dagster-dbt sets up in this process to look into tables (nobody asks it
    to): that takes as long as parsing the project."""

    def _initialize_dbt_core_adapter(self, args: Sequence[str]) -> None:  # type: ignore[override]
        return None


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
    translator = WarehouseTranslator()

    @dbt_assets(manifest=manifest_file, dagster_dbt_translator=translator, name="dbt_build")
    def dbt_build(context: dg.AssetExecutionContext):
        with step(context) as settings:
            os.environ.update(dbt_environment(settings))  # the resource hands on this process's environment
            # Unit tests are about the project alone: where it is as it was when they held, they hold.
            held = settings.kept.get(UNIT_TESTS, []) is not None
            command = ["build", *(["--exclude-resource-type", "unit_test"] if held else [])]
            starts_from_nothing = not (context.is_subset or settings.finished_marker.exists())
            # A warehouse that a failed run leaves is not one that the next run may start from.
            settings.finished_marker.unlink(missing_ok=True)
            manifest = json.loads(manifest_file.read_text(encoding="utf-8"))
            changed = start_from_last(settings, manifest) if starts_from_nothing and held else None
            if changed is None:
                yield from _run(settings, command, context=context)
            else:
                yield from _made_anew(context, settings, command, changed, manifest, translator)
            settings.kept.keep(UNIT_TESTS, [], b"")
            if starts_from_nothing:
                keep_warehouse(settings)
            settings.finished_marker.touch()

    return dbt_build


def _made_anew(
    context: dg.AssetExecutionContext,
    settings: Settings,
    command: list[str],
    changed: list[str],
    manifest: Mapping[str, Any],
    translator: WarehouseTranslator,
) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
    """Build the changed models and what depends on them; the other tables are in the warehouse as they were."""
    anew = and_what_depends_on_it(manifest, changed)
    yield from _as_they_were(context, anew)
    awaited = {key for key, spec in context.assets_def.specs_by_key.items() if spec.metadata[NODE] in anew}
    if not awaited:
        return
    select = ["--select", " ".join(f"{manifest['nodes'][node]['name']}+" for node in changed)]
    # By its context the resource would select everything; without one it tells of assets as of things seen elsewhere.
    for event in _run(settings, [*command, *select], manifest=manifest, dagster_dbt_translator=translator):
        match event:
            case dg.AssetMaterialization():
                awaited.discard(event.asset_key)
                yield dg.MaterializeResult(asset_key=event.asset_key, metadata=event.metadata)
            case dg.AssetCheckEvaluation():
                yield dg.AssetCheckResult(
                    asset_key=event.asset_key,
                    check_name=event.check_name,
                    passed=event.passed,
                    severity=event.severity,
                    metadata=event.metadata,
                )
    if awaited:  # Dagster would leave out what follows them, without a word
        raise Problem(f"dbt has not built / dbt が作成していない: {', '.join(key.to_user_string() for key in sorted(awaited))}")


def _as_they_were(
    context: dg.AssetExecutionContext, anew: Collection[str]
) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
    """The tables that later steps wait for and that are not made anew, with the tests that held when they were made."""
    graph = context.job_def.asset_layer.asset_graph
    own = context.assets_def.keys
    waited_for = {
        key
        for key, spec in context.assets_def.specs_by_key.items()
        if spec.metadata[NODE] not in anew and not graph.get(key).child_keys <= own
    }
    for key in graph.toposorted_asset_keys:
        if key in waited_for:
            yield dg.MaterializeResult(asset_key=key, metadata={TAKEN_AS_IT_WAS: True})
    for check in context.assets_def.check_specs:
        if check.asset_key in waited_for and check.metadata[NODE] not in anew:
            yield dg.AssetCheckResult(
                asset_key=check.asset_key, check_name=check.name, passed=True, metadata={TAKEN_AS_IT_WAS: True}
            )


def _run(settings: Settings, command: list[str], **of: Any) -> Iterator[Any]:
    """What dbt tells of its nodes while it runs.

    Raises:
        Problem: tests failed that say which received rows are at fault, a model in Python says what is wrong, or the
            database refused a model.
    """
    dbt = DbtAlone(project_dir=str(DBT_DIR), dbt_executable=dbt_executable())
    # dbt's line per model goes to a file beside the database; its errors come back as exceptions.
    with (settings.build_dir / "dbt.log").open("w") as log, redirect_stdout(log):
        invocation = dbt.cli(command, target_path=settings.build_dir / "dbt", **of)
        try:
            yield from invocation.stream()
        except DagsterDbtCliRuntimeError as error:
            if broken := rules_that_do_not_hold(settings):
                raise Problem("\n".join(broken)) from error
            if message := words_within_a_stack(error):
                raise Problem(message) from error
            if refused := what_dbt_cannot_run(settings):
                raise Problem("\n".join(refused)) from error
            raise
