"""The report site: pages per second, and what a reader downloads per page."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from dagster_project.orchestration.assets.release import QUESTIONNAIRES
from dagster_project.settings import SITE_DIR, load_settings
from tests.benchmarks.measuring import Row, wall_seconds

AIMED_BYTES = 60 * 1024


def downloaded_bytes(page: Path, site: Path) -> int:
    """Compressed size of a page and of everything it links as style, image, script or font."""
    html = page.read_text(encoding="utf-8")
    parts = {page}
    for reference in re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="([^"#]+)"', html):
        part = (page.parent / reference).resolve()
        if part.is_file() and part.is_relative_to(site.resolve()):
            parts.add(part)
    return sum(len(gzip.compress(part.read_bytes())) for part in parts)


def read_later(page: Path) -> int:
    """Compressed size of the largest file beside a page that its script may read on the reader's choice."""
    return max((len(gzip.compress(file.read_bytes())) for file in page.parent.glob("*.json")), default=0)


def measure() -> Iterator[Row]:
    release = load_settings().current_link.resolve()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        environment = {
            **os.environ,
            "REPORTS_DB": str(release / "reports.duckdb"),
            "SITE_DOWNLOADS": str(release / QUESTIONNAIRES),
            "SITE_OUT": str(site),
            "RELEASE_ID": "bench",
        }
        seconds = wall_seconds(
            lambda: subprocess.run(
                ["npm", "run", "--silent", "build:site"], cwd=SITE_DIR, env=environment, check=True, capture_output=True
            )
        )
        pages = sorted(site.rglob("*.html"))
        heaviest = max(downloaded_bytes(page, site) + read_later(page) for page in pages)
    yield Row("site: pages / seconds of the whole site build", len(pages), seconds, "for information")
    yield Row("site: heaviest page / 60 KB (compressed bytes)", heaviest, AIMED_BYTES, "at most 1")
