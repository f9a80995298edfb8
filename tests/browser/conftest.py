"""The published site in a headless browser: served from a sub-path, every page visited once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator, Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import duckdb
import pytest

from dagster_project.settings import PERMANENT_FOLDER

BROWSER_DIR = Path(__file__).resolve().parent
# The site is served from below the root, as a ministry's web server may do.
SUB_PATH = "kokkai/reports"
# A table with publications and files, one whose rows are partly made up, one without a source, the one with most columns.
TABLES = ("check_result", "mail_trend", "municipality_profile", "survey_estimate")
# The most municipalities, some of them without a projection, the closures that rose most, the last of them.
PREFECTURES = ("01", "07", "17", "47")


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Keep requests out of the test output."""


class Found(dict):
    """What a script found, by scenario; one that failed is not among the items and, asked for, fails in its own words."""

    def __init__(self, reports: list[dict], words_of_the_end: str) -> None:
        super().__init__((report["name"], report["found"]) for report in reports if "found" in report)
        self.errors = {report["name"]: report["error"] for report in reports if "error" in report}
        self.troubles = {report["name"]: report["troubles"] for report in reports if report["troubles"]}
        self._end = words_of_the_end

    def __missing__(self, name: str):
        pytest.fail(f"{name}: {self.errors.get(name, self._end)}", pytrace=False)


@pytest.fixture(scope="session")
def site(release, tmp_path_factory) -> Path:
    """A copy of the published site below a sub-path."""
    root = tmp_path_factory.mktemp("server")
    shutil.copytree(release / "site", root / SUB_PATH)
    return root / SUB_PATH


@pytest.fixture(scope="session")
def figures(release) -> dict[str, float | None]:
    """figure_id -> computed value in the reports.duckdb the site was made from."""
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:
        return dict(connection.sql("select figure_id, computed_value from published_figure").fetchall())


@pytest.fixture(scope="session")
def address(site) -> Iterator[str]:
    """The address the site is served at, as long as the tests run."""
    root = site.parents[len(Path(SUB_PATH).parts) - 1]
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=root)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{SUB_PATH}/"
        server.shutdown()


@pytest.fixture(scope="session")
def browse(address, tmp_path_factory):
    """Run a script of this folder on the served site: browse(script, paths) -> what its scenarios found."""
    # The browser unpacks itself into the folder for temporary files; in one of our own it is whole and nobody else's.
    environment = {**os.environ, "TMPDIR": str(tmp_path_factory.mktemp("browser"))}

    def run(script: str, paths: Sequence[str] = ()) -> Found:
        done = subprocess.run(
            ["node", script, address, *paths], cwd=BROWSER_DIR / "scenarios", env=environment, capture_output=True, text=True
        )
        # Each scenario ends in time by itself, and has its line even where the script itself ends early.
        reports = [json.loads(line) for line in done.stdout.splitlines()]
        return Found(reports, f"{script} ended before this scenario ({done.returncode}): {done.stderr}")

    return run


@pytest.fixture(scope="session")
def pages(site) -> list[str]:
    """The path of every page of the newest release ("ja/mail-volume/"); below r/ lie the same and those of earlier ones."""
    found = (page.parent.relative_to(site).as_posix() for page in site.rglob("*/index.html"))
    return sorted(f"{path}/" for path in found if not path.startswith(f"{PERMANENT_FOLDER}/"))


@pytest.fixture(scope="session")
def looked_at(pages) -> list[str]:
    """The pages to be visited: all, but of those of prefectures and tables the few that stand for all."""
    of_many = {"prefectures": PREFECTURES, "data": TABLES}
    parts = ((path, path.strip("/").split("/")) for path in pages)
    return [path for path, part in parts if len(part) < 3 or part[2] in of_many.get(part[1], (part[2],))]


@pytest.fixture(scope="session")
def visited(looked_at, browse) -> Found:
    """Every page by its path, with what the browser found on it."""
    return browse("visit.mjs", looked_at)
