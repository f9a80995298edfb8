"""A page that counts temporarily closed offices says who counted them: the newest figures are one private person's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.unit.evidence_reports.page_code import SITE

# Tables whose leading figures may rest on sources that are neither an authority nor the press.
COUNTED_BY_OTHERS = re.compile(r"reports\.(closed_office_change|closed_office_trend)\b")
SAID = {"ja": re.compile(r"is_private|個人サイト"), "en": re.compile(r"is_private|personal site")}


def of_private_counts(page: Path) -> bool:
    return any(COUNTED_BY_OTHERS.search(query.read_text(encoding="utf-8")) for query in page.glob("queries/*.sql"))


PAGES = [page for folder in ("chapters", "papers") for page in sorted((SITE / folder).iterdir()) if of_private_counts(page)]


def test_there_are_such_pages():
    assert {page.name for page in PAGES} >= {"overview", "post-offices", "universal-service", "questions"}


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_page_says_so_beside_its_figures(page, lang):
    assert SAID[lang].search((page / f"{lang}.md").read_text(encoding="utf-8"))
