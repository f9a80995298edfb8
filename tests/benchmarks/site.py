"""The report site: pages per second, what a reader downloads per page, how soon a choice is answered."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from dagster_project.orchestration.assets.release import QUESTIONNAIRES
from dagster_project.release import datapackage
from dagster_project.release.api_files import API
from dagster_project.settings import PROJECT_ROOT, SITE_DIR, load_settings
from tests.benchmarks.measuring import Row, wall_seconds

# All that a reader downloads who comes for the first time, headers included; and with the largest file that a choice reads.
AIMED_BYTES = 60_000
AIMED_BYTES_AFTER_A_CHOICE = 61_440
# Of an answer of a web server, and how hard such a server compresses.
HEADER_BYTES = 180
SERVED_LEVEL = 6
AIMED_ANSWER_MS = 50
AIMED_MUNICIPALITY_SECONDS = 60
# The processor of a reader is taken to be this many times slower than ours.
SLOWDOWN = "4"


def downloaded_bytes(page: Path, site: Path) -> int:
    """What comes over the wire with a page and with everything it links as style, image, script or font."""
    html = page.read_text(encoding="utf-8")
    parts = {page}
    for reference in re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="([^"#]+)"', html):
        part = (page.parent / reference).resolve()
        if part.is_file() and part.is_relative_to(site.resolve()):
            parts.add(part)
    return sum(_served(part) for part in parts)


def _served(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), SERVED_LEVEL)) + HEADER_BYTES


# What the script of a page reads for an address that names a choice, below the site: of each pattern the largest file.
# The search is not here: its files come while the reader types, and tests/browser/test_search.py bounds them.
READ_FOR_AN_ADDRESS = {
    "municipalities": ("{lang}/municipalities/*.json", "data/municipalities/*.json", "data/arrangements/{lang}.json"),
    "explorer": ("data/places/{lang}.json", "data/indicators/*.json", "data/indicators/*.json", "data/municipalities/*.json"),
    "finder": ("data/finder.json", "data/places/{lang}.json", "data/arrangements/{lang}.json", "data/municipalities/*.json"),
}


def read_later(page: Path, site: Path) -> int:
    """What the script of a page reads further when the address names a choice: at most, by the largest files."""
    lang = page.parent.parent.name
    patterns = READ_FOR_AN_ADDRESS.get(page.parent.name, ())
    return sum(max((_served(file) for file in site.glob(one.format(lang=lang))), default=0) for one in patterns)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Keep requests out of the output."""


def slowest_answers(site: Path) -> dict[str, float]:
    """Milliseconds of the slowest answer to a choice, by page."""
    environment = {**os.environ, "BROWSER_SLOWDOWN": SLOWDOWN}
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        done = subprocess.run(
            ["node", "answers.mjs", f"http://127.0.0.1:{server.server_port}/"],
            cwd=PROJECT_ROOT / "tests" / "browser" / "scenarios",
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        server.shutdown()
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    return {report["name"]: max(report["found"]) for report in reports}


def measure() -> Iterator[Row]:
    release = load_settings().current_link.resolve()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        environment = {
            **os.environ,
            "REPORTS_DB": str(release / "reports.duckdb"),
            "SITE_DOWNLOADS": str(release / QUESTIONNAIRES),
            "SITE_PACKAGE": str(release / datapackage.DESCRIPTOR),
            "SITE_API": str(release / "site" / API),
            "SITE_OUT": str(site),
            "RELEASE_ID": "bench",
        }

        def build(municipality_pages: str) -> float:
            command = ["npm", "run", "--silent", "build:site"]
            told = {**environment, "SITE_MUNICIPALITY_PAGES": municipality_pages}
            return wall_seconds(lambda: subprocess.run(command, cwd=SITE_DIR, env=told, check=True, capture_output=True))

        with_every_municipality, seconds = build("all"), build("none")
        pages = sorted(site.rglob("*.html"))
        heaviest = max(downloaded_bytes(page, site) for page in pages)
        after_a_choice = max(downloaded_bytes(page, site) + read_later(page, site) for page in pages)
        answers = slowest_answers(site)
    yield Row("site: pages / seconds of the whole site build", len(pages), seconds, "for information")
    more = with_every_municipality - seconds
    yield Row("site: pages of all municipalities, in addition / 60 s", more, AIMED_MUNICIPALITY_SECONDS, "at most 1")
    yield Row("site: heaviest page / 60 KB (bytes over the wire)", heaviest, AIMED_BYTES, "at most 1")
    of_choice = "site: heaviest page with what a choice reads / 62 KB (bytes over the wire)"
    yield Row(of_choice, after_a_choice, AIMED_BYTES_AFTER_A_CHOICE, "at most 1")
    for page, milliseconds in answers.items():
        yield Row(f"site: slowest answer of the {page} / 50 ms, 4 times slower", milliseconds, AIMED_ANSWER_MS, "at most 1")
