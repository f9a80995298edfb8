"""The optional job ``refresh_sources``: fetch what ``raw/sources/downloads.yml`` switches on.

It is no part of ``build`` or ``publish`` and has no schedule: on a closed network it is never run.
"""

import os
from datetime import date

import dagster as dg

from dagster_project.settings import load_settings

NOTHING_ON = (
    "raw/sources/downloads.yml で有効(enabled: true)なものはない。 / "
    "Nothing is switched on (enabled: true) in raw/sources/downloads.yml."
)


@dg.op(description="Fetch the declared files that are switched on; files a person placed are left alone.")
def fetch_declared_files(context: dg.OpExecutionContext) -> None:
    from dagster_project.received.downloads.estat import KEY_VARIABLE
    from dagster_project.received.downloads.refresh import refresh  # late: HTTP is needed by this job only

    outcomes = []
    for outcome in refresh(load_settings().raw_dir, date.today(), os.environ.get(KEY_VARIABLE, "")):
        log = context.log.error if outcome.state == "failed" else context.log.info
        log(f"{outcome.source_file} ({outcome.state}): {outcome.message_ja} / {outcome.message_en}")
        outcomes.append(outcome)
    if not outcomes:
        context.log.info(NOTHING_ON)
    failed = [outcome for outcome in outcomes if outcome.state == "failed"]
    if failed:
        raise dg.Failure(
            "\n\n".join(f"{outcome.source_file}\n{outcome.message_ja}\n{outcome.message_en}" for outcome in failed),
            allow_retries=False,
        )


@dg.job(
    name="refresh_sources",
    description="Fetches declared official files and e-Stat tables into raw/ with their records. Needs internet.",
    executor_def=dg.in_process_executor,
)
def refresh_job():
    fetch_declared_files()
