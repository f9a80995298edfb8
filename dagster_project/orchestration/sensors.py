"""Publish anew when the files under ``raw/`` have changed and have come to rest."""

import json
import os
from pathlib import Path

import dagster as dg

from dagster_project.common.files import content_files, fingerprint
from dagster_project.orchestration.jobs import CONTENT, publish_job
from dagster_project.release import switch
from dagster_project.settings import load_settings

INTERVAL_SECONDS = int(os.environ.get("WAREHOUSE_WATCH_SECONDS", "60"))
MOST_ATTEMPTS = 3  # with the same files: what fails three times needs a person
_GOING_ON = [
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
]
_FAILED = [dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]
_WATCHES = os.environ.get("WAREHOUSE_WATCH") == "1"


def file_sizes(raw_dir: Path) -> dict[str, int]:
    """Size in bytes of every file below ``raw_dir`` that counts as content, by relative path."""
    return {path.relative_to(raw_dir).as_posix(): path.stat().st_size for path in content_files(raw_dir)}


@dg.sensor(
    job=publish_job,
    minimum_interval_seconds=INTERVAL_SECONDS,
    default_status=dg.DefaultSensorStatus.RUNNING if _WATCHES else dg.DefaultSensorStatus.STOPPED,
    description=(
        "Starts `publish` when the content of raw/ differs from what the current release was made of "
        "and no file has changed its size since the last look, so that a file being copied is left alone. "
        "Off until it is switched on here or by WAREHOUSE_WATCH=1."
    ),
)
def raw_files_changed(context: dg.SensorEvaluationContext):
    settings = load_settings()
    sizes = file_sizes(settings.raw_dir)
    seen = json.loads(context.cursor) if context.cursor else None
    context.update_cursor(json.dumps(sizes))  # in ASCII: a name need not be UTF-8, what is kept of it must be
    if sizes != seen:
        return dg.SkipReason(
            "raw/ のファイルが変わりつつあるか、初めて確認した。"
            " / Files under raw/ are still changing, or were seen for the first time."
        )

    content = fingerprint(settings.raw_dir)
    reason = switch.why_leave_published(settings, content)
    if reason is not None:
        return dg.SkipReason(reason)

    tags = {CONTENT: content}
    if context.instance.get_runs_count(dg.RunsFilter(tags=tags, statuses=_GOING_ON)):
        return dg.SkipReason("これらのファイルによる処理が実行中である。 / A run for exactly these files is on its way.")
    failed = context.instance.get_runs_count(dg.RunsFilter(tags=tags, statuses=_FAILED))
    if failed >= MOST_ATTEMPTS:
        return dg.SkipReason(
            f"これらのファイルによる処理が {failed} 回失敗した。最後の処理を確認し、publish を手動で開始すること。"
            f" / {failed} runs for exactly these files have failed: see the last one, then start `publish` by hand."
        )
    # Not the content alone: files put back to what they were once have to be published again.
    current = switch.current_release(settings.current_link)
    published = current.name if current is not None else "nothing"
    return dg.RunRequest(run_key=f"{content} after {published}, attempt {failed + 1}", tags=tags)
