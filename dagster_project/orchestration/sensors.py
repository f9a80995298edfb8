"""Publish anew when the files under ``raw/`` have changed and have come to rest."""

import json

import dagster as dg

from dagster_project.common.files import fingerprint
from dagster_project.orchestration.jobs import publish_job
from dagster_project.release import datapackage, switch
from dagster_project.settings import load_settings

INTERVAL_SECONDS = 60


def file_sizes(raw_dir) -> dict[str, int]:
    """Size in bytes of every file below ``raw_dir``, by relative path."""
    return {path.relative_to(raw_dir).as_posix(): path.stat().st_size for path in sorted(raw_dir.rglob("*")) if path.is_file()}


@dg.sensor(
    job=publish_job,
    minimum_interval_seconds=INTERVAL_SECONDS,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description=(
        "Starts `publish` when the content of raw/ differs from what the current release was made of "
        "and no file has changed its size since the last look, so that a file being copied is left alone."
    ),
)
def raw_files_changed(context: dg.SensorEvaluationContext):
    settings = load_settings()
    sizes = file_sizes(settings.raw_dir)
    seen = json.loads(context.cursor) if context.cursor else None
    context.update_cursor(json.dumps(sizes, ensure_ascii=False))
    if sizes != seen:
        return dg.SkipReason("Files under raw/ are still changing, or were seen for the first time.")

    content = fingerprint(settings.raw_dir)
    current = switch.current_release(settings.current_link)
    if current is not None and datapackage.read(current)["raw_fingerprint"] == content:
        return dg.SkipReason("The current release was made of exactly these files.")
    return dg.RunRequest(run_key=content)
