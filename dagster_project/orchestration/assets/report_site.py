"""The report site: static pages made from the candidate's ``reports.duckdb`` and nothing else.

The pages are made without knowing which release they belong to; its number is put in afterwards. So the site of equal
tables is made once.
"""

import io
import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import dagster as dg

from dagster_project.common.files import fingerprint, sha256_of
from dagster_project.common.problems import Problem
from dagster_project.orchestration.assets.release import QUESTIONNAIRES, RELEASE_KEY, candidate_id
from dagster_project.orchestration.workbench import step
from dagster_project.settings import SITE_DIR, Settings

BUILD_LIMIT_SECONDS = 900
PLACE_OF_ID = "@release@"  # what stands on the pages until they are a release's
_NOT_SOURCES = {"node_modules", ".evidence", ".svelte-kit", "build"}


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
        _unpack(settings.kept.once("site", _made_of(settings), lambda: _build(settings)), site)
        pages = list(site.rglob("*.html"))
        for page in pages:
            page.write_bytes(page.read_bytes().replace(PLACE_OF_ID.encode(), candidate_id(settings).encode()))
        context.log.info(f"{len(pages)} pages in Japanese and English")
        return dg.MaterializeResult(
            metadata={
                "pages": len(pages),
                "bytes": sum(path.stat().st_size for path in site.rglob("*") if path.is_file()),
            }
        )


def _made_of(settings: Settings) -> list[str]:
    """All that the pages are made of: the tables, the files for download, the site's own sources, which pages are wanted."""
    tables = sorted((settings.candidate_dir / "tables").glob("*.parquet"))
    sources = sorted(path for path in SITE_DIR.iterdir() if path.name not in _NOT_SOURCES)
    return [
        *(f"{path.name} {sha256_of(path)}" for path in tables),
        fingerprint(settings.candidate_dir / QUESTIONNAIRES),
        *(f"{path.name} {fingerprint(path) if path.is_dir() else sha256_of(path)}" for path in sources),
        os.environ.get("SITE_MUNICIPALITY_PAGES", ""),
    ]


def _build(settings: Settings) -> bytes:
    """Run the builder, which writes to the data folder alone: the code may be read-only and shared. Returns a tar archive."""
    site = settings.build_dir / "pages"
    result = run_node(
        ["scripts/build.mjs"],
        {
            "REPORTS_DB": str(settings.candidate_dir / "reports.duckdb"),
            "SITE_DOWNLOADS": str(settings.candidate_dir / QUESTIONNAIRES),
            "SITE_OUT": str(site),
            "SITE_WORK": str(settings.build_dir / "site"),
            "RELEASE_ID": PLACE_OF_ID,
        },
    )
    if result.returncode != 0:
        raise SiteBuildFailed((result.stdout + result.stderr)[-4000:])
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        archive.add(site, arcname=".")
    shutil.rmtree(site)
    return stream.getvalue()


def _unpack(archive: bytes, site: Path) -> None:
    shutil.rmtree(site, ignore_errors=True)
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        packed.extractall(site, filter="data")


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
