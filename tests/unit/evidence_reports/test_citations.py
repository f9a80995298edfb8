"""How a table is cited and described: the release named, nothing filled in, no text that ends its block; files for visitors."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.unit.evidence_reports.page_code import evaluated

WORK = {
    "key": "mail_trend",
    "site": "Report",
    "part": "table mail_trend",
    "place": "data/mail_trend/",
    "release": "r0007",
    "released": "2026-11-29",
    "year": "2026",
    "number": "0007",
    "lang": "en",
}
ADDRESS = "https://example.go.jp/reports/"
PERMANENT = f"{ADDRESS}r/0007/en/data/mail_trend/"  # where the release stays as it is
CITATION = "import { bibtex, ris } from './components/figure/citation.js';"


def test_a_citation_names_the_release_and_the_address_only_where_there_is_one():
    entry, record = evaluated("[bibtex(given), ris(given)]", CITATION, {**WORK, "address": None})
    assert "version = {r0007}" in entry and "date = {2026-11-29}" in entry and "url" not in entry
    assert record.splitlines()[0] == "TY  - DATA" and record.splitlines()[-1] == "ER  - "
    assert "ET  - r0007" in record and "PY  - 2026" in record and "UR" not in record
    entry, record = evaluated("[bibtex(given), ris(given)]", CITATION, {**WORK, "address": ADDRESS})
    assert f"url = {{{PERMANENT}}}" in entry and f"UR  - {PERMANENT}" in record


def test_signs_that_mean_something_to_bibtex_are_escaped_in_titles_and_not_in_addresses():
    work = {**WORK, "part": "50% of A_B & {C}", "address": ADDRESS, "place": "survey/a_b/#figure-1"}
    entry = evaluated("bibtex(given)", CITATION, work)
    assert r"title = {Report: 50\% of A\_B \& \{C\}}" in entry
    assert f"url = {{{ADDRESS}r/0007/en/survey/a_b/#figure-1}}" in entry


def test_a_description_cannot_end_its_block():
    hostile = {"name": "</script><script>alert(1)</script>"}
    block = evaluated("dataBlock(given)", "import { dataBlock } from './components/figure/data_block.js';", hostile)
    inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert "<" not in inside and json.loads(inside) == hostile


def made_for_visitors(site: Path, address: str | None) -> None:
    for page in (".", "ja", "en/data/mail_trend", "404"):
        (site / page).mkdir(parents=True, exist_ok=True)
        (site / page / "index.html").write_text('<link href="../site.css"><a href="../ja/">a</a>', encoding="utf-8")
    imports = "import { writeForVisitors } from './scripts/for_visitors.mjs';"
    evaluated("writeForVisitors(...given)", imports, [str(site), address])


def test_a_site_whose_address_is_known_has_a_map_of_whole_addresses(tmp_path):
    made_for_visitors(tmp_path, ADDRESS)
    addresses = [element.text for element in ElementTree.parse(tmp_path / "sitemap.xml").iter() if element.tag.endswith("loc")]
    assert addresses == [ADDRESS, f"{ADDRESS}en/data/mail_trend/", f"{ADDRESS}ja/"]
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (tmp_path / "robots.txt").read_text(encoding="utf-8")


def test_a_site_whose_address_is_not_known_has_none(tmp_path):
    made_for_visitors(tmp_path, None)
    assert not (tmp_path / "sitemap.xml").exists()
    assert "Sitemap" not in (tmp_path / "robots.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("address", "root"), [(ADDRESS, "/reports/"), (None, "./")])
def test_the_page_for_what_is_not_there_begins_its_links_at_the_root(tmp_path, address, root):
    made_for_visitors(tmp_path, address)
    page = (tmp_path / "404.html").read_text(encoding="utf-8")
    assert page == f'<link href="{root}site.css"><a href="{root}ja/">a</a>'
    assert not (tmp_path / "404").exists()


HEAD = '<html lang="en"><head><title>Mail "2024"</title><meta name="description" content="It fell &amp; fell." /></head>'


@pytest.mark.parametrize(("address", "place"), [(ADDRESS, f"{ADDRESS}en/mail/"), (None, "./")])
def test_a_posted_link_shows_title_description_and_the_first_figure(tmp_path, address, place):
    (tmp_path / "en" / "mail").mkdir(parents=True)
    page = tmp_path / "en" / "mail" / "index.html"
    page.write_text(f'{HEAD}<figure id="figure-2-1"></figure><figure id="figure-2-2"></figure>', encoding="utf-8")
    (page.parent / "figure-2-1.png").write_bytes(b"PNG")
    made_for_visitors(tmp_path, address)
    said = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)" />', page.read_text(encoding="utf-8")))
    assert said.pop("url", None) == (place if address else None)
    assert said == {
        "type": "article",
        "locale": "en_GB",
        "title": "Mail &quot;2024&quot;",
        "description": "It fell &amp; fell.",
        "image": f"{place}figure-2-1.png",
    }


@pytest.mark.parametrize(
    ("address", "image"), [(ADDRESS, f"{ADDRESS}en/mail/figure-2-1.png"), (None, "./../mail/figure-2-1.png")]
)
def test_a_page_without_a_figure_shows_the_first_that_the_front_page_leads_to(tmp_path, address, image):
    texts = {"": '<main><a href="about/">a</a><a href="mail/">m</a>', "about": "", "mail": '<figure id="figure-2-1"></figure>'}
    for name, text in texts.items():
        (tmp_path / "en" / name).mkdir(parents=True, exist_ok=True)
        (tmp_path / "en" / name / "index.html").write_text(f"{HEAD}{text}", encoding="utf-8")
    (tmp_path / "en" / "mail" / "figure-2-1.png").write_bytes(b"PNG")
    made_for_visitors(tmp_path, address)
    said = (tmp_path / "en" / "about" / "index.html").read_text(encoding="utf-8")
    assert f'<meta property="og:image" content="{image}" />' in said


def test_a_figure_that_a_reader_draws_is_cited_by_what_it_shows():
    page = {"release": "r0007", "released": "2026-11-29", "releaseYear": "2026", "releaseNumber": "0007", "address": ADDRESS}
    figure = {"id": "figure-12-1", "number": "12-1", "title": "Cards rise with age", "place": "explorer/#x=a&y=b"}
    said = "const t = (key, values) => (values ? `${key} ${Object.values(values).join(' ')}` : key);"
    expression = f"(() => {{ {said} return ris(figureWork(publicationOf(given.page, 'en', t), given.figure, t)); }})()"
    imports = "import { figureWork, publicationOf, ris } from './components/figure/citation.js';"
    record = evaluated(expression, imports, {"page": page, "figure": figure})
    assert "12-1 Cards rise with age" in record
    assert f"UR  - {ADDRESS}r/0007/en/explorer/#x=a&y=b" in record


def test_a_table_that_is_taken_from_a_page_begins_no_formula():
    rows = [
        {"cells": [{"textContent": text} for text in row]}
        for row in (["Year", " Persons "], ["2020", "=1+1"], ["2025", "1,200"])
    ]
    text = evaluated("tableText(given)", "import { tableText } from './components/figure/taking.js';", {"rows": rows})
    assert text == '\ufeffYear,Persons\n2020,\'=1+1\n2025,"1,200"\n'
