"""The report site: static pages made from the candidate's ``reports.duckdb`` and nothing else."""

import os
import shutil
import subprocess
from pathlib import Path

import dagster as dg

from dagster_project.common.problems import Problem
from dagster_project.orchestration.assets.release import QUESTIONNAIRES, RELEASE_KEY, candidate_id
from dagster_project.orchestration.workbench import step
from dagster_project.settings import SITE_DIR, Settings

BUILD_LIMIT_SECONDS = 900


class SiteBuildFailed(Problem):
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
    with step(context) as settings:
        site = settings.candidate_dir / "site"
        _build(settings, site)
        pages = list(site.rglob("*.html"))
        context.log.info(f"{len(pages)} pages in Japanese and English")
        return dg.MaterializeResult(
            metadata={
                "pages": len(pages),
                "bytes": sum(path.stat().st_size for path in site.rglob("*") if path.is_file()),
            }
        )


def _build(settings: Settings, site: Path) -> None:
    """Run the builder, which writes to the data folder alone: the code may be read-only and shared."""
    result = run_node(
        ["scripts/build.mjs"],
        {
            "REPORTS_DB": str(settings.candidate_dir / "reports.duckdb"),
            "SITE_DOWNLOADS": str(settings.candidate_dir / QUESTIONNAIRES),
            "SITE_OUT": str(site),
            "SITE_WORK": str(settings.build_dir / "site"),
            "RELEASE_ID": candidate_id(settings),
        },
    )
    if result.returncode != 0:
        raise SiteBuildFailed((result.stdout + result.stderr)[-4000:])


def run_node(arguments: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run Node.js in the site's folder; it ends when this process ends, however it ends."""
    node = shutil.which("node")
    if node is None:
        raise SiteBuildFailed(
            "Node.js が見つかりません。Node.js 20 から 24 までを導入してください。\n"
            "Node.js is not there. Install Node.js 20 to 24."
        )
    try:
        return subprocess.run(
            [node, "--import", (SITE_DIR / "scripts" / "end_with_parent.mjs").as_uri(), *arguments],
            cwd=SITE_DIR,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=BUILD_LIMIT_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise SiteBuildFailed(
            f"サイトの作成が {BUILD_LIMIT_SECONDS} 秒以内に終わりませんでした。\n"
            f"The site was not finished within {BUILD_LIMIT_SECONDS} seconds."
        ) from error
