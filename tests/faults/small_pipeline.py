"""A pipeline of four steps with the product's own lock, snapshot, publication, commands and sensor: a build of seconds.

Its one table is what the received files hold, one after another, so that anybody can tell which files a release was
made of. It starts dbt and Node.js as the product does, for nothing but to be there when the build is killed.

Run as a program: ``build`` (exit code of `make build`), or ``watch``, one tick of the sensor with the run it asks for.
"""

import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg

from dagster_project.commands import build as commands
from dagster_project.commands.dagster_home import prepare_dagster_home
from dagster_project.common.files import content_files, fingerprint, private_directory
from dagster_project.orchestration import site_builder
from dagster_project.orchestration.assets.release import candidate_id, current
from dagster_project.orchestration.dbt_project import dbt_environment, dbt_executable
from dagster_project.orchestration.jobs import publish_job
from dagster_project.orchestration.progress import progress_logger
from dagster_project.orchestration.sensors import raw_files_changed
from dagster_project.orchestration.site_builder import run_node
from dagster_project.orchestration.workbench import serves, step
from dagster_project.release import datapackage, switch
from dagster_project.settings import Settings, load_settings

TABLE = "tables/received.txt"
PRIVATE = "forms"  # folder of raw/ whose files stay out of every release


def table_of(raw_dir: Path) -> str:
    """What a release made of these files holds."""
    shown = [path for path in content_files(raw_dir) if PRIVATE not in path.relative_to(raw_dir).parts]
    return "".join(f"{path.name}: {path.read_text(encoding='utf-8')}\n" for path in shown)


@dg.asset(key=["raw", "received"])
def received(context: dg.AssetExecutionContext) -> None:
    with step(context) as settings:
        private_directory(settings.build_dir)
        settings.build_database.write_text(table_of(settings.raw_dir), encoding="utf-8")
        subprocess.run([dbt_executable(), "--version"], env=dbt_environment(settings), capture_output=True, check=True)
        settings.landed_marker.touch()
        settings.finished_marker.touch()


@dg.asset(deps=[received])
def internal_tabulation() -> None: ...


@dg.asset(deps=[received])
def release(context: dg.AssetExecutionContext) -> None:
    with step(context) as settings:
        shutil.rmtree(settings.candidate_dir, ignore_errors=True)
        (settings.candidate_dir / "tables").mkdir(parents=True)
        shutil.copyfile(settings.build_database, settings.candidate_dir / TABLE)
        descriptor = {
            "id": switch.next_release_id(settings.releases_dir),
            "created": datetime.now(UTC).isoformat(timespec="seconds"),
            "raw_fingerprint": fingerprint(settings.raw_dir),
        }
        datapackage.write(settings.candidate_dir, descriptor)


@dg.asset(deps=[release])
def report_site(context: dg.AssetExecutionContext) -> None:
    with step(context) as settings:
        page = settings.candidate_dir / "site" / "index.html"
        page.parent.mkdir()
        write = f"require('fs').writeFileSync({str(page)!r}, {candidate_id(settings)!r})"
        run_node(["--eval", f"setTimeout(() => {write}, 300)"], {})


defs = dg.Definitions(
    assets=[received, internal_tabulation, release, report_site, current],
    jobs=[publish_job],
    sensors=[raw_files_changed],
    executor=dg.in_process_executor,
    loggers={"progress": progress_logger},
)


def watch(settings: Settings) -> int:
    """One tick of the sensor after the files have come to rest; runs what it asks for."""
    prepare_dagster_home(settings)
    with dg.DagsterInstance.get() as instance:
        context = dg.build_sensor_context(instance=instance)
        raw_files_changed(context)
        context = dg.build_sensor_context(instance=instance, cursor=context.cursor)
        wanted = raw_files_changed(context)
        if isinstance(wanted, dg.SkipReason):
            print(f"skipped: {wanted.skip_message}")
            return 0
        result = defs.resolve_job_def("publish").execute_in_process(
            instance=instance, tags=dict(wanted.tags), raise_on_error=False
        )
        return 0 if result.success else 1


if __name__ == "__main__":
    # The product's own command, on these definitions.
    serves(defs)
    site_builder.begin_ahead = lambda settings: None  # its site is one page, which nothing is compiled for
    sys.modules["dagster_project.definitions"] = sys.modules["__main__"]
    sys.exit(commands.build(load_settings()) if sys.argv[1] == "build" else watch(load_settings()))
