"""The site's own check refuses what a browser would run, and nothing that only reads like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.evidence_reports.page_code import evaluated

PAGE = """<!doctype html><html lang="ja"><head><title>a</title><meta name="description" content="a">
<meta http-equiv="content-security-policy" content="script-src 'none'; connect-src 'none';"></head><body>{}</body></html>"""


def problems(folder: Path, body: str) -> list[str]:
    for lang in ("ja", "en"):
        (folder / lang).mkdir(parents=True, exist_ok=True)
        (folder / lang / "index.html").write_text(PAGE.replace('"ja"', f'"{lang}"').format(body), encoding="utf-8")
    (folder / "index.html").write_text(PAGE.format(""), encoding="utf-8")
    return evaluated("siteProblems(given, [''])", "import { siteProblems } from './scripts/site_check.mjs';", str(folder))


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


@pytest.mark.parametrize(
    ("address", "is_right"),
    [
        ("municipalities/#204145", True),
        ("municipalities/#204146", False),
        ("municipalities/#like=204145", False),
        ("finder/#like=204145", True),
        ("finder/#like=304145", False),
        ("finder/#pref=20", True),
        ("finder/#pref=21", False),
        ("finder/#204145", False),
    ],
)
def test_an_address_that_names_a_choice_has_to_name_a_place_there_is(tmp_path: Path, address: str, is_right: bool) -> None:
    figures = tmp_path / "data" / "municipalities"
    figures.mkdir(parents=True)
    (figures / "2041.json").write_text('{"of": {"204145": {}}}', encoding="utf-8")
    for page in ("municipalities", "finder"):
        (tmp_path / "ja" / page).mkdir(parents=True)
        (tmp_path / "en" / page).mkdir(parents=True)
        for lang in ("ja", "en"):
            (tmp_path / lang / page / "index.html").write_text("", encoding="utf-8")
    found = [problem for problem in problems(tmp_path, f'<a href="{address}">a</a>') if f'"{address}"' in problem]
    assert (found == []) == is_right


@pytest.mark.parametrize(
    ("page", "block", "is_right"),
    [
        ("data/trend", '<script type="application/ld+json">{"a": 1}</script>', True),
        ("data/trend", '<script type="application/ld+json">1</script><script>1</script>', False),
        ("data/trend", '<script type="module">1</script>', False),
        ("sources", '<script type="application/ld+json">{"a": 1}</script>', False),
    ],
)
def test_only_the_page_of_a_table_is_described_for_search_engines(
    tmp_path: Path, page: str, block: str, is_right: bool
) -> None:
    (tmp_path / "ja" / page).mkdir(parents=True)
    (tmp_path / "ja" / page / "index.html").write_text(PAGE.format(block), encoding="utf-8")
    assert (problems(tmp_path, "") == []) == is_right


def test_a_value_that_was_forgotten_is_refused_and_one_that_is_quoted_is_not(tmp_path: Path) -> None:
    assert problems(tmp_path, "<td><code>null</code></td>") == []
    assert any(problem.endswith("shows an undefined value") for problem in problems(tmp_path, "<td>null</td>"))
