"""`build`, `tables` and `refresh`: a job of Dagster run in this process, its failures in plain words."""

from __future__ import annotations

import sys

from dagster_project.commands.dagster_home import prepare_dagster_home
from dagster_project.common.files import fingerprint
from dagster_project.common.locks import hold_build_lock
from dagster_project.common.plain_words import plain_words
from dagster_project.common.problems import Problem
from dagster_project.release import datapackage, switch
from dagster_project.release.disk_space import require_data_folder, require_room
from dagster_project.settings import Settings, named_from_raw, shown

STOPPED = "\nThe build stopped; what is published has not been touched.\n処理を中止した。公表中の版には変更がない。\n"


MOST_BUILDS = 3  # one after another, where files go on changing

CHANGED_MEANWHILE = (
    "\nFiles in raw/ changed while the release was made; it holds them as they were when it began. Building once more.\n"
    "作成中に raw/ のファイルが変わった。公表した版は開始時点の内容による。続けてもう一度作成する。\n"
)


def build(settings: Settings, *, wait: bool = False) -> int:
    """Make a whole release and switch to it; returns 0, or 1 after printing in plain words what is wrong.

    Where a file changed on the way, the next release follows at once. `wait`: until no other build is at work.
    """
    for _ in range(MOST_BUILDS):
        if not (_may_start(settings, wait) and _is_well_written(settings) and _succeeds("publish", settings, STOPPED)):
            return 1
        if datapackage.read(settings.current_link)["raw_fingerprint"] == fingerprint(settings.raw_dir):
            break
        print(CHANGED_MEANWHILE)
    print(f"\nPublished / 公表: {shown(settings.current_link.resolve())}\nOpen it with / 閲覧: make serve")
    return 0


def tables(settings: Settings, *, wait: bool = False) -> int:
    """Make the tables for trying out, publish nothing; returns 0, or 1 after printing in plain words what is wrong."""
    if not (_may_start(settings, wait) and _succeeds("tables", settings, STOPPED)):
        return 1
    datapackage.complete(settings.candidate_dir, switch.next_release_id(settings.trials_dir, "t"))
    trial = switch.keep_trial(settings)
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


def _may_start(settings: Settings, wait: bool) -> bool:
    """Take the lock and look for room; where there is none, print why. (Dagster takes seconds to say the same.)"""
    try:
        _require_raw_folder(settings)
        require_data_folder(settings)
        hold_build_lock(settings.build_lock, wait=wait)
        require_room(settings)
    except Exception as error:
        print(f"\n{plain_words(error)}\n", file=sys.stderr)
        return False
    return True


def _is_well_written(settings: Settings) -> bool:
    """Begin with the site's own sources: a slip in a text is told now, not when all tables are made."""
    from dagster_project.orchestration.site_builder import begin_ahead

    try:
        begin_ahead(settings)
    except Problem as problem:
        print(f"{STOPPED}\n{problem}\n", file=sys.stderr)
        return False
    return True


def _require_raw_folder(settings: Settings) -> None:
    if not settings.raw_dir.is_dir():
        raise Problem(
            f"フォルダ {settings.raw_dir} がない。受領ファイルのフォルダを WAREHOUSE_RAW_DIR に指定すること。\n"
            f"There is no folder {settings.raw_dir}. Set WAREHOUSE_RAW_DIR to the folder of received files."
        )


def _succeeds(job_name: str, settings: Settings, words_if_not: str) -> bool:
    """Run the job in this process; where it fails, end with the words and the cause of each failed step."""
    try:
        causes = _causes_of_failure(job_name, settings)
    except Exception as error:  # of Dagster itself: its history cannot be written, the project cannot be loaded
        causes = [plain_words(error)]
    if not causes:
        return True
    print(words_if_not, file=sys.stderr)
    for cause in causes:
        print(f"{named_from_raw(cause, settings)}\n", file=sys.stderr)
    return False


def _causes_of_failure(job_name: str, settings: Settings) -> list[str]:
    """Run the job; returns nothing where it succeeds, else what each failed step says."""
    _require_raw_folder(settings)
    prepare_dagster_home(settings)

    import dagster as dg  # late: takes seconds

    from dagster_project.definitions import defs
    from dagster_project.orchestration.workbench import failure_words

    with dg.DagsterInstance.get() as instance:
        result = defs.resolve_job_def(job_name).execute_in_process(
            instance=instance,
            raise_on_error=False,
            run_config={"loggers": {"progress": {}}},
        )
    return [] if result.success else failure_words(result) or [f"{job_name}: {result.dagster_run.status.value}"]
