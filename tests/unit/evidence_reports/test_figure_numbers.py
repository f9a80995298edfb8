"""Figures are numbered in one place: no page writes a number, and names are listed in the order they stand on the page."""

from __future__ import annotations

import re

import pytest

from tests.unit.evidence_reports.page_code import SITE

PAGES = sorted((SITE / "pages").rglob("*.svelte"))
NAMED = [page for page in PAGES if "figureNumbers(" in page.read_text(encoding="utf-8")]


def test_no_page_and_no_part_of_one_writes_the_number_of_a_figure():
    files = [*PAGES, *(SITE / "components").rglob("*.svelte"), *(SITE / "components").rglob("*.js")]
    written = re.compile(r"""number=["']|\bnumber: ['"]\d|[`']\d-\d[`']|CHAPTER = \d""")
    assert not [str(file) for file in files if written.search(file.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("page", NAMED, ids=lambda page: page.parent.name)
def test_the_figures_of_a_page_stand_in_the_order_of_their_numbers(page):
    text = page.read_text(encoding="utf-8")
    [(holder, listed)] = re.findall(r"const (\w+) = figureNumbers\('\w+', \[(.*)\]\)", text)
    assert re.findall(rf"number=\{{{holder}\.(\w+)\}}", text) == re.findall(r"'(\w+)'", listed)
