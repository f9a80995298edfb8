"""The site's own check refuses what a browser would run, and nothing that only reads like it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.unit.evidence_reports.page_code import SITE

PAGE = """<!doctype html><html lang="ja"><head><title>a</title><meta name="description" content="a">
<meta http-equiv="content-security-policy" content="script-src 'none'; connect-src 'none';"></head><body>{}</body></html>"""


def problems(folder: Path, body: str) -> list[str]:
    for lang in ("ja", "en"):
        (folder / lang).mkdir(parents=True, exist_ok=True)
        (folder / lang / "index.html").write_text(PAGE.replace('"ja"', f'"{lang}"').format(body), encoding="utf-8")
    (folder / "index.html").write_text(PAGE.format(""), encoding="utf-8")
    code = (
        "import(process.argv[1]).then(({ siteProblems }) => console.log(JSON.stringify(siteProblems(process.argv[2], ['']))))"
    )
    check = (SITE / "scripts" / "site_check.mjs").as_uri()
    done = subprocess.run(["node", "-e", code, check, str(folder)], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    "body",
    [
        "<p>javascript: を用いる</p>",
        '<p> onclick="x" と書く</p>',
        '<p title="javascript:void(0)">a</p>',
        '<p aria-label="a onload=b">a</p>',
        '<p data-note="&lt;script&gt;">&lt;script&gt;</p>',
        '<p class="on-top">a</p>',
    ],
)
def test_letters_that_are_text_are_harmless(tmp_path: Path, body: str) -> None:
    assert problems(tmp_path, body) == []


@pytest.mark.parametrize(
    "body",
    [
        "<script>1</script>",
        '<SCRIPT src="a.js"></SCRIPT>',
        '<p onclick="x()">a</p>',
        "<img/onerror=x>",
        "<p title='>' onmouseover = 'x()'>a</p>",
        '<form action="javascript:x()"></form>',
        '<svg><a xlink:href=" JavaScript:x()">a</a></svg>',
        '<iframe srcdoc="a"></iframe>',
    ],
)
def test_what_a_browser_would_run_is_refused(tmp_path: Path, body: str) -> None:
    assert any(problem.endswith("contains a script") for problem in problems(tmp_path, body))
