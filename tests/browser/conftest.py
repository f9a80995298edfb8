"""The published site in a headless browser: served from a sub-path, every page visited once."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import duckdb
import pytest

BROWSER_DIR = Path(__file__).resolve().parent
# The site is served from below the root, as a ministry's web server may do.
SUB_PATH = "kokkai/reports"


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Keep requests out of the test output."""


@pytest.fixture(scope="session")
def site(built, tmp_path_factory) -> Path:
    """A copy of the published site below a sub-path; later builds replace `current`, not this."""
    root = tmp_path_factory.mktemp("server")
    shutil.copytree(built.release / "site", root / SUB_PATH)
    return root / SUB_PATH


@pytest.fixture(scope="session")
def figures(built) -> dict[str, float | None]:
    """figure_id -> computed value in the reports.duckdb the site was made from."""
    with duckdb.connect(str(built.release / "reports.duckdb"), read_only=True) as connection:
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
def browse(address):
    """Run a script of this folder on the served site: browse(script, paths) -> what it found, as data."""

    def run(script: str, paths: list[str]):
        done = subprocess.run(
            ["node", script, address, *paths], cwd=BROWSER_DIR, capture_output=True, text=True, timeout=600
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="session")
def visited(site, browse) -> dict[str, dict]:
    """Every page by its path ("ja/mail-volume/"), with what the browser found on it."""
    paths = sorted(f"{page.parent.relative_to(site).as_posix()}/" for page in site.rglob("*/index.html"))
    return {page["path"]: page for page in browse("visit.mjs", paths)}
