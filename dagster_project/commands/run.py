"""Command line: run a job headless, or roll back to an earlier release.

python -m dagster_project.commands.run build       a release without the site
python -m dagster_project.commands.run publish     a release with its site
python -m dagster_project.commands.run refresh     fetch the declared official files into raw/
python -m dagster_project.commands.run rollback [--to r0003]
python -m dagster_project.commands.run internal [--sql "from raw.survey_response limit 5"]
"""

from __future__ import annotations

import argparse
import code
import os
import re
import shutil
import sys
from pathlib import Path

from dagster_project.common.files import private_directory
from dagster_project.release import switch
from dagster_project.settings import PROJECT_ROOT, Settings, load_settings

DAGSTER_CONFIG = PROJECT_ROOT / "dagster_project" / "dagster.yaml"


def prepare_dagster_home(settings: Settings) -> None:
    """Dagster keeps its run history under the data folder, with the project's own configuration."""
    private_directory(settings.dagster_home)
    shutil.copyfile(DAGSTER_CONFIG, settings.dagster_home / "dagster.yaml")
    os.environ["DAGSTER_HOME"] = str(settings.dagster_home)
    os.environ["WAREHOUSE_RUN_HISTORY"] = str(settings.dagster_home / "history")


def run_job(job_name: str, settings: Settings) -> int:
    """Build or publish; returns 0, or 1 after printing in plain words what is wrong."""
    if _succeeds(
        job_name,
        settings,
        "\nThe build stopped; what is published has not been touched.\n処理を中止した。公表中の版には変更がない。\n",
    ):
        release = switch.current_release(settings.current_link)
        print(f"\nPublished: {_shown(release)}")
        if (release / "site").is_dir():
            print("Open it with: make serve")
        return 0
    return 1


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
        print(f"There is no folder {settings.raw_dir}. Set WAREHOUSE_RAW_DIR to the folder of received files.", file=sys.stderr)
        print(
            f"フォルダ {settings.raw_dir} がない。受領ファイルのフォルダを WAREHOUSE_RAW_DIR に指定すること。", file=sys.stderr
        )
        return False
    prepare_dagster_home(settings)

    import dagster as dg  # late: takes seconds, and rollback needs none of it

    from dagster_project.definitions import defs

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
    for cause in dict.fromkeys(_plain_cause(event.step_failure_data) for event in failures):
        print(f"{cause}\n", file=sys.stderr)
    return False


def _plain_cause(failure) -> str:
    """The innermost error's own words, without its class where it is one of ours or Dagster's.

    The stack is kept in the Dagster UI.
    """
    error = failure.error
    while error.cause is not None:
        error = error.cause
    # A model in Python fails with its stack around our own words, which are one line there.
    ours = re.findall(r"^[ \t]+dagster_project(?:\.\w+)+: (.+)$", error.message, re.MULTILINE)
    return "\n".join(dict.fromkeys(ours)) or re.sub(r"^dagster[\w.]*: ", "", error.message.strip())


def _shown(path: Path) -> str:
    return str(path.relative_to(PROJECT_ROOT)) if path.is_relative_to(PROJECT_ROOT) else str(path)


def roll_back(settings: Settings, to: str | None) -> int:
    try:
        release = switch.roll_back(settings, to)
    except switch.NoReleaseToSwitchTo as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Current is now {_shown(release)}. / 現行版を {release.name} に切り替えた。")
    return 0


def open_internal(settings: Settings, sql: str | None) -> int:
    """Ask the full warehouse of the published release one question, or open a prompt on it, read-only."""
    internal = switch.align_internal(settings)
    if internal is None:
        print("No full warehouse is kept for the published release. Build one with: make build", file=sys.stderr)
        print("公表中の版の内部用データベースは保存されていない。make build で作成すること。", file=sys.stderr)
        return 1
    import duckdb

    with duckdb.connect(str(internal / switch.WAREHOUSE), read_only=True) as connection:
        if sql is not None:
            try:
                connection.sql(sql).show(max_rows=1000)
            except duckdb.Error as error:
                print(error, file=sys.stderr)
                return 1
            return 0
        code.interact(
            banner=(
                "内部限り。個々の団体の回答と秘匿処理前の数値を含む。持ち出さないこと。\n"
                "Internal: answers of single bodies and figures before suppression. They do not leave the office.\n"
                f'{_shown(internal / switch.WAREHOUSE)}   sql("from raw.survey_response limit 5")   終了 / leave: Ctrl+D'
            ),
            local={"sql": connection.sql, "connection": connection},
            exitmsg="",
        )
    return 0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m dagster_project.commands.run", description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("build", help="raw files to a published release without a site")
    commands.add_parser("publish", help="raw files to a published release with its site")
    commands.add_parser("refresh", help="fetch the files of raw/sources/downloads.yml that are switched on")
    rollback = commands.add_parser("rollback", help="switch to the release before the current one")
    rollback.add_argument("--to", metavar="ID", help="a release that is still kept, such as r0003")
    internal = commands.add_parser("internal", help="open the full warehouse of the published release, read-only")
    internal.add_argument("--sql", help="ask this and leave")
    options = parser.parse_args(arguments)

    settings = load_settings()
    if options.command == "rollback":
        return roll_back(settings, options.to)
    if options.command == "internal":
        return open_internal(settings, options.sql)
    if options.command == "refresh":
        return refresh_sources(settings)
    return run_job(options.command, settings)


if __name__ == "__main__":
    sys.exit(main())
