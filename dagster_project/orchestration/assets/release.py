"""The release: assembled as a candidate, then published by one atomic switch.

``release`` assembles everything but the site in ``data/build/release``; ``current`` lists every file
of it, moves it to ``data/releases/<id>`` and points ``data/current`` at it. In the job ``publish`` the
report site is made in between, so that nothing incomplete is ever visible. The full warehouse is
never a part of a release: it moves to ``data/internal/<id>``.
"""

import shutil
from datetime import UTC, datetime

import dagster as dg

from dagster_project.common.files import fingerprint
from dagster_project.orchestration.dbt_project import ensure_manifest
from dagster_project.orchestration.jobs import CONTENT
from dagster_project.orchestration.workbench import step
from dagster_project.questionnaires.takeaway.result_files import write_survey_downloads
from dagster_project.questionnaires.wave_forms import write_downloads
from dagster_project.release import changes, datapackage, recipe, switch
from dagster_project.release import published_tables as tables
from dagster_project.settings import Settings

RELEASE_KEY = dg.AssetKey("release")
# Folder of a release with the files of each questionnaire that readers take away.
QUESTIONNAIRES = "questionnaires"


def candidate_id(settings: Settings) -> str:
    """The id under which the candidate in the build folder will be published."""
    return datapackage.read(settings.candidate_dir)["id"]


def release_asset(report_keys: list[dg.AssetKey]) -> dg.AssetsDefinition:
    """The candidate of a release, depending on every ``reports`` table."""

    @dg.asset(
        key=RELEASE_KEY,
        deps=report_keys,
        group_name="publication",
        owners=["team:data-engineering"],
        kinds={"duckdb", "parquet", "csv"},
        description="reports.duckdb, tables/, questionnaires/ (forms, codebooks), datapackage.json and CHANGES.md.",
    )
    def release(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        with step(context) as settings:
            candidate = settings.candidate_dir
            shutil.rmtree(candidate, ignore_errors=True)
            candidate.mkdir(parents=True)

            manifest_file = ensure_manifest(settings)
            published = tables.published_tables(manifest_file)
            tables.write_reports_database(settings.build_database, candidate / "reports.duckdb", published)
            tables.write_table_files(candidate / "reports.duckdb", candidate / "tables", published)
            write_downloads(candidate / QUESTIONNAIRES, settings.raw_dir)
            write_survey_downloads(candidate / "reports.duckdb", candidate / QUESTIONNAIRES, settings.kept)

            release_id = switch.next_release_id(settings.releases_dir)
            descriptor = datapackage.describe(
                candidate,
                published,
                manifest_file,
                release_id=release_id,
                created=datetime.now(UTC),
                raw_fingerprint=fingerprint(settings.raw_dir),
                uses_kept=settings.kept.is_used,
                received=recipe.received_rows(settings.build_database),
            )
            datapackage.write(candidate, descriptor)
            previous = switch.current_release(settings.current_link)
            change_log = changes.change_log(release_id, candidate / "tables", published, previous)
            (candidate / "CHANGES.md").write_text(change_log, encoding="utf-8")

            if changes.ANSWERS_HEAD in change_log:
                context.log.warning(
                    "この公表版と前回の公表版の差から個別の団体の回答が判明するおそれがある(CHANGES.md を参照)。"
                    " / Together with the release before, this one may tell single bodies' answers: see CHANGES.md."
                )
            context.log.info(f"{len(published)} tables for release {release_id}")
            return dg.MaterializeResult(
                metadata={
                    "release": release_id,
                    "tables": len(published),
                    "changes": dg.MetadataValue.md(change_log),
                }
            )

    return release


@dg.asset(
    name="current",
    deps=[RELEASE_KEY, "report_site", "internal_tabulation"],
    group_name="publication",
    owners=["team:data-engineering"],
    description="The published release: data/current switched to it; the last five are kept.",
)
def current(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    with step(context) as settings:
        # The sensor looked before its run began; meanwhile somebody may have published, or gone back.
        content = datapackage.read(settings.candidate_dir)["raw_fingerprint"]
        reason = switch.why_leave_published(settings, content) if CONTENT in context.run.tags else None
        if reason is not None:
            context.log.info(reason)
            return dg.MaterializeResult(metadata={"release": "unchanged", "reason": reason})
        release_id = candidate_id(settings)
        datapackage.complete(settings.candidate_dir, release_id, switch.current_release(settings.current_link))
        release = switch.publish(settings, release_id)
        removed = switch.prune(settings)
        site = "with its report site" if (release / "site").is_dir() else "without a report site"
        context.log.info(f"release {release_id} is current, {site}")
        return dg.MaterializeResult(metadata={"release": release_id, "removed": ", ".join(removed) or "none"})
