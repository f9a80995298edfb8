"""`profile`: where the last build spent its time, step by step and model by model, and how long the builds before it took."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from dagster_project.commands.dagster_home import prepare_dagster_home
from dagster_project.settings import Settings

if TYPE_CHECKING:
    import dagster as dg

SHOWN_BUILDS = 20
SHOWN_STEPS = 15
JOBS = ("publish", "tables")
NONE_YET = "完了した処理がない。 / No build has finished yet."


def profile(settings: Settings) -> int:
    """Print the times in seconds; returns 0, or 1 where no build has finished."""
    if not settings.dagster_home.is_dir():
        print(NONE_YET)
        return 1
    prepare_dagster_home(settings)
    import dagster as dg  # late: takes seconds

    finished = dg.RunsFilter(statuses=[dg.DagsterRunStatus.SUCCESS])
    with dg.DagsterInstance.get() as instance:
        records = [record for record in instance.get_run_records(finished) if record.dagster_run.job_name in JOBS]
        if not records:
            print(NONE_YET)
            return 1
        print(f"直近の処理 / last build: {_when(records[0])} {records[0].dagster_run.job_name} {_seconds(records[0]):.1f} s")
        for name, seconds in _steps(instance, records[0].dagster_run.run_id)[:SHOWN_STEPS]:
            print(f"  {seconds:7.1f} s  {name}")
    for line in _slowest_nodes(settings):
        print(line)
    print("これまでの処理 / builds so far:")
    for record in records[:SHOWN_BUILDS]:
        print(f"  {_when(record)}  {_seconds(record):7.1f} s  {record.dagster_run.job_name}")
    return 0


def _when(record: dg.RunRecord) -> str:
    return datetime.fromtimestamp(record.start_time or 0).astimezone().isoformat(sep=" ", timespec="minutes")


def _seconds(record: dg.RunRecord) -> float:
    return (record.end_time or 0) - (record.start_time or 0)


def _steps(instance: dg.DagsterInstance, run_id: str) -> list[tuple[str, float]]:
    """Every step of a run, the longest first."""
    found = instance.get_run_step_stats(run_id)
    times = [(stats.step_key, stats.end_time - stats.start_time) for stats in found if stats.start_time and stats.end_time]
    return sorted(times, key=lambda step: -step[1])


def _slowest_nodes(settings: Settings) -> list[str]:
    """dbt's models, seeds and tests that took longest in the last build; two run at a time."""
    file = settings.build_dir / "dbt" / "run_results.json"
    if not file.exists():
        return []
    results = json.loads(file.read_text(encoding="utf-8"))["results"]
    slowest = sorted(results, key=lambda result: -result["execution_time"])[:SHOWN_STEPS]
    head = f"dbt: {len(results)} のうち時間を要したもの / the slowest of {len(results)}:"
    lines = [f"  {result['execution_time']:7.1f} s  {'.'.join(result['unique_id'].split('.')[::2])}" for result in slowest]
    return [head, *lines]
