"""The published site on a server of its own, for every browser test."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

# The site is served from below the root, as a ministry's web server may do.
SUB_PATH = "kokkai/reports"


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Keep requests out of the test output."""


@pytest.fixture(scope="session")
def site(built, tmp_path_factory) -> Path:
    """A copy of the published site below a sub-path; later builds replace `current`, not this."""
    root = tmp_path_factory.mktemp("server")
    shutil.copytree(built.current / "site", root / SUB_PATH)
    return root / SUB_PATH


@pytest.fixture(scope="session")
def address(site) -> Iterator[str]:
    """The address the site is served at, as long as the tests run."""
    root = site.parents[len(Path(SUB_PATH).parts) - 1]
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=root)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{SUB_PATH}/"
        server.shutdown()
