"""`build`, `tables` and `refresh`: a job of Dagster run in this process, its failures in plain words."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from dagster_project.commands.dagster_home import prepare_dagster_home
from dagster_project.common.problems import InputProblem
from dagster_project.orchestration.dbt_project import DbtProjectBroken
from dagster_project.release import datapackage, switch
from dagster_project.settings import Settings, named_from_raw, shown

if TYPE_CHECKING:
    import dagster as dg

STOPPED = "\nThe build stopped; what is published has not been touched.\n処理を中止した。公表中の版には変更がない。\n"


def build(settings: Settings) -> int:
    """Make a whole release and switch to it; returns 0, or 1 after printing in plain words what is wrong."""
    if not _succeeds("publish", settings, STOPPED):
        return 1
    print(f"\nPublished / 公表: {shown(settings.current_link.resolve())}\nOpen it with / 閲覧: make serve")
    return 0


def tables(settings: Settings) -> int:
    """Make the tables for trying out, publish nothing; returns 0, or 1 after printing in plain words what is wrong."""
    if not _succeeds("tables", settings, STOPPED):
        return 1
    trial = switch.keep_trial(settings)
    datapackage.write(trial, {**datapackage.read(trial), "id": trial.name, "version": trial.name})
    datapackage.list_files(trial)
    print(
        f"\nFor trying out / 試行用: {shown(trial)}\n"
        "Nothing was published; `make build` publishes. / 公表はしていない。公表するには make build。"
    )
    return 0


def refresh_sources(settings: Settings) -> int:
    """Fetch what is declared; returns 0, or 1 after printing what could not be fetched."""
    done = _succeeds(
        "refresh_sources",
        settings,
        "\nSome files could not be fetched; the others are in raw/.\n"
        "取得できないファイルがあった。他のファイルは raw/ に置いた。\n",
    )
    return 0 if done else 1


def _succeeds(job_name: str, settings: Settings, words_if_not: str) -> bool:
    """Run the job in this process; where it fails, print the words and the cause of each failed step."""
    if not settings.raw_dir.is_dir():
        print(
            f"There is no folder {settings.raw_dir}. Set WAREHOUSE_RAW_DIR to the folder of received files.\n"
            f"フォルダ {settings.raw_dir} がない。受領ファイルのフォルダを WAREHOUSE_RAW_DIR に指定すること。",
            file=sys.stderr,
        )
        return False
    prepare_dagster_home(settings)

    import dagster as dg  # late: takes seconds, and a missing folder is named before

    try:
        from dagster_project.definitions import defs
    except (InputProblem, DbtProjectBroken) as problem:
        print(f"{words_if_not}\n{named_from_raw(str(problem), settings)}\n", file=sys.stderr)
        return False

    with dg.DagsterInstance.get() as instance:
        result = defs.resolve_job_def(job_name).execute_in_process(
            instance=instance,
            raise_on_error=False,
            run_config={"loggers": {"progress": {}}},
        )
    if result.success:
        return True
    print(words_if_not, file=sys.stderr)
    failures = result.filter_events(lambda event: event.is_step_failure)
    # One broken file stops every table of its subject: it is said once.
    for cause in dict.fromkeys(cause for event in failures for cause in _causes(event.step_failure_data.error, settings)):
        print(f"{named_from_raw(cause, settings)}\n", file=sys.stderr)
    return False


def _causes(error: dg.SerializableErrorInfo, settings: Settings) -> list[str]:
    """What stops a build, in the words of the outermost error that is ours; of a blocked border, what blocks it.

    What a library said of it first is in the Dagster UI, with the stack.
    """
    chain = [error]
    while chain[-1].cause is not None:
        chain.append(chain[-1].cause)
    if any(each.cls_name == "DagsterAssetCheckFailedError" for each in chain):
        from dagster_project.orchestration.blocked import why_blocked  # late, as above

        return why_blocked(settings) or [_words(chain[-1])]
    ours = next((each for each in chain if not str(each.cls_name).startswith("Dagster")), chain[-1])
    return [_words(ours)]


def _words(error: dg.SerializableErrorInfo) -> str:
    """The error's own words, without its class where it is one of ours or Dagster's."""
    # A model in Python fails with its stack around our own words, which are one line there.
    ours = re.findall(r"^[ \t]+dagster_project(?:\.\w+)+: (.+)$", error.message, re.MULTILINE)
    return "\n".join(dict.fromkeys(ours)) or re.sub(r"^dagster[\w.]*: ", "", error.message.strip())
