"""After many builds the disk holds what the limits allow and no more: releases, warehouses, runs, logs, kept results."""

from pathlib import Path

import dagster as dg
import pytest

from dagster_project.commands.dagster_home import prepare_dagster_home
from dagster_project.orchestration import workbench
from dagster_project.orchestration.assets.release import current
from dagster_project.orchestration.run_history import remove_old_runs
from dagster_project.release import datapackage, switch
from dagster_project.settings import Settings

BUILDS = 100
RELEASE_BYTES = 40_000
RESULT_BYTES = 20_000


@dg.asset
def internal_tabulation(context: dg.AssetExecutionContext) -> None:
    """A warehouse, and a result that no other build can use."""
    with workbench.step(context) as settings:
        settings.build_database.write_bytes(b"w" * RELEASE_BYTES)
        settings.landed_marker.touch()
        settings.finished_marker.touch()
        settings.kept.keep("step", [context.run.run_id], b"k" * RESULT_BYTES)


@dg.asset(deps=[internal_tabulation])
def release(context: dg.AssetExecutionContext) -> None:
    with workbench.step(context) as settings:
        settings.candidate_dir.mkdir(parents=True)
        (settings.candidate_dir / "table.csv").write_bytes(b"t" * RELEASE_BYTES)
        descriptor = {"id": switch.next_release_id(settings.releases_dir), "raw_fingerprint": ""}
        datapackage.write(settings.candidate_dir, descriptor)


@dg.asset(deps=[release])
def report_site() -> None: ...


DEFINITIONS = dg.Definitions(
    assets=[internal_tabulation, release, report_site, current],
    jobs=[dg.define_asset_job("publish", executor_def=dg.in_process_executor)],
)


def bytes_below(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


@pytest.fixture
def settings(tmp_path, monkeypatch) -> Settings:
    """A data folder whose limits are small."""
    settings = Settings(tmp_path / "raw", tmp_path / "data")
    settings.raw_dir.mkdir()
    for name, value in (
        ("WAREHOUSE_RAW_DIR", settings.raw_dir),
        ("WAREHOUSE_DATA_DIR", settings.data_dir),
        ("DAGSTER_HOME", ""),
    ):
        monkeypatch.setenv(name, str(value))
    monkeypatch.delenv("WAREHOUSE_KEPT_DIR", raising=False)
    monkeypatch.setattr(workbench, "KEPT_RESULTS_BYTES", 3 * RESULT_BYTES)
    monkeypatch.setattr(workbench, "_definitions", [DEFINITIONS])
    monkeypatch.setattr(remove_old_runs, "__defaults__", (3,))
    monkeypatch.setattr(switch.prune, "__defaults__", (2,))
    return settings


def test_a_hundred_builds_take_no_more_of_the_disk_than_ten(settings):
    prepare_dagster_home(settings)
    sizes = []
    with dg.DagsterInstance.get() as instance:
        for _ in range(BUILDS):
            assert DEFINITIONS.resolve_job_def("publish").execute_in_process(instance=instance).success
            sizes.append(bytes_below(settings.data_dir))
        assert len(instance.get_run_ids()) <= 4  # the last three, and the one that removed the others
    assert switch.release_ids(settings.releases_dir) == [f"r{BUILDS - 1:04}", f"r{BUILDS:04}"]
    assert len(list((settings.internal_dir / "kept").iterdir())) <= 4
    assert max(sizes[10:]) < 1.1 * max(sizes[:10])
    assert sizes[-1] < 4 * RELEASE_BYTES + 5 * RESULT_BYTES + 10 * sizes[0]
