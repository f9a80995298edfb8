"""Figures are numbered in one place: no page writes a number."""

from __future__ import annotations

import re

from tests.unit.evidence_reports.page_code import SITE

PAGES = sorted((SITE / "pages").rglob("*.svelte"))


def test_no_page_and_no_part_of_one_writes_the_number_of_a_figure():
    files = [*PAGES, *(SITE / "components").rglob("*.svelte"), *(SITE / "components").rglob("*.js")]
    written = re.compile(r"""number=["']|\bnumber: ['"]\d|[`']\d-\d[`']|CHAPTER = \d""")
    assert not [str(file) for file in files if written.search(file.read_text(encoding="utf-8"))]
