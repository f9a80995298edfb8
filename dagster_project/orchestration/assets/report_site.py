"""The report site: static pages made from the candidate's ``reports.duckdb`` and nothing else."""

import os
import subprocess

import dagster as dg

from dagster_project.common.files import alone
from dagster_project.orchestration.assets.release import QUESTIONNAIRES, RELEASE_KEY, candidate_id
from dagster_project.settings import SITE_DIR, load_settings

BUILD_LIMIT_SECONDS = 900


class SiteBuildFailed(Exception):
    """The pages could not be rendered; the message is the end of the builder's own output."""


@dg.asset(
    name="report_site",
    deps=[RELEASE_KEY],
    group_name="publication",
    owners=["team:reports"],
    kinds={"evidence"},
    description="Bilingual report pages (ja, en), complete HTML without an engine in the browser.",
    # Rendering is deterministic, but a loaded machine can run out of memory or time: try once more.
    retry_policy=dg.RetryPolicy(max_retries=1, delay=5),
)
def report_site(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    settings = load_settings()
    site = settings.candidate_dir / "site"
    environment = {
        **os.environ,
        "REPORTS_DB": str(settings.candidate_dir / "reports.duckdb"),
        "SITE_DOWNLOADS": str(settings.candidate_dir / QUESTIONNAIRES),
        "SITE_OUT": str(site),
        "RELEASE_ID": candidate_id(settings),
    }
    # The builder lays its template out beside the pages: builds of two data folders take turns.
    with alone(SITE_DIR / ".build.lock"):
        result = subprocess.run(
            ["npm", "run", "--silent", "build:site"],
            cwd=SITE_DIR,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=BUILD_LIMIT_SECONDS,
        )
    if result.returncode != 0:
        raise SiteBuildFailed((result.stdout + result.stderr)[-4000:])
    pages = list(site.rglob("*.html"))
    context.log.info(f"{len(pages)} pages in Japanese and English")
    return dg.MaterializeResult(
        metadata={
            "pages": len(pages),
            "bytes": sum(path.stat().st_size for path in site.rglob("*") if path.is_file()),
        }
    )
