"""Every figure of the published site can be taken, cited and followed down to the rows of the received files."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import duckdb
import openpyxl
import pytest
import yaml

from dagster_project.common.csv_cells import _FORMULA, _NUMBER
from dagster_project.settings import SITE_DIR

LANGUAGES = ("ja", "en")
FIGURE = re.compile(r'<figure[^>]*\sid="(figure-[\w-]+)"[^>]*>.*?</figure>(?:(?!<figure).)*', re.DOTALL)
# Its own script hands out what the reader has chosen to see.
OF_ITS_READER = {"explorer"}
ANSWER = re.compile(r'<section class="answer">.*?</section>', re.DOTALL)
# Profiles are drawn in the reader's browser, too: their figures lead to their tables, which are files, and have none.
PROFILES = "municipalities"


@pytest.fixture(scope="module")
def figures(site) -> list[tuple[Path, str, str]]:
    """Every figure that has a drawing: the folder of its page, its id, its markup with the actions under it."""
    found = []
    for lang in LANGUAGES:
        for page in sorted((site / lang).rglob("index.html")):
            if page.parent.parent.name == PROFILES:
                continue
            text = page.read_text(encoding="utf-8")
            found += [(page.parent, match[1], match[0]) for match in FIGURE.finditer(text) if 'role="img"' in match[0]]
    assert len(found) > 200
    return found


@pytest.fixture(scope="module")
def taken(figures) -> list[tuple[Path, str, str]]:
    """Those whose files the build makes."""
    return [figure for figure in figures if figure[0].name not in OF_ITS_READER]


def test_every_figure_has_its_files_and_each_link_to_one_arrives(taken):
    for folder, figure, markup in taken:
        for ending in ("csv", "xlsx", "svg", "png", "bib", "ris"):
            assert f'href="{figure}.{ending}"' in markup, (folder, figure, ending)
            assert (folder / f"{figure}.{ending}").stat().st_size > 50, (folder, figure, ending)
        assert not (folder / f"{figure}.json").exists(), "what workbooks are made of is no part of a release"
        assert f'href="#{figure}"' in markup and f'id="{figure}-cite"' in markup and f'id="{figure}-how"' in markup


def test_workbook_and_csv_of_a_figure_hold_the_same_and_no_formula(taken):
    for folder, figure, _ in taken[::7]:
        with (folder / f"{figure}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        sheet = openpyxl.load_workbook(folder / f"{figure}.xlsx")["data"]
        assert (sheet.max_row, sheet.max_column) == (len(rows), len(rows[0])), (folder, figure)
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "b"}, (folder, figure)
        for cell in (cell for row in rows for cell in row):
            assert not re.match(_FORMULA, cell) or re.match(_NUMBER, cell), (folder, figure, cell)


def test_a_citation_names_release_date_and_permanent_address(site, release, figures):
    package = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    for folder, figure, markup in figures:
        (citation,) = re.findall(r'<p class="citation">([^<]*)</p>', markup)
        address = f"r/{package['id'][1:]}/{folder.relative_to(site).as_posix()}/#{figure}"
        for said in (package["id"], package["created"][:10], address):
            assert said in citation, (folder, figure, citation)


MARK = {"ja": "【見本】", "en": "[Sample] "}


def test_what_is_made_up_says_so_in_every_file_of_a_figure(taken):
    for folder, figure, _ in taken:
        if "survey" not in folder.parts or not any(part.startswith("sample_") for part in folder.parts):
            continue
        lang = folder.parts[folder.parts.index("survey") - 1]
        said, mark = {"ja": "見本", "en": "ample"}[lang], MARK[lang].strip()
        title = (folder / f"{figure}.svg").read_text(encoding="utf-8").split("<title>")[1]
        assert title.startswith(mark), (folder, figure)
        for ending in ("bib", "ris"):
            assert mark in (folder / f"{figure}.{ending}").read_text(encoding="utf-8"), (folder, figure, ending)
        with (folder / f"{figure}.csv").open(encoding="utf-8-sig", newline="") as file:
            assert all(said in row[0] for row in csv.reader(file)), (folder, figure)
        about = openpyxl.load_workbook(folder / f"{figure}.xlsx")["about"]
        assert any(mark in str(cell.value) for row in about.iter_rows() for cell in row), (folder, figure)


def test_every_caption_drawing_and_citation_of_a_made_up_wave_says_so_and_of_no_other(site):
    """Read, copied or cited apart from the banner of their page."""
    said = re.compile(
        r'<caption[^>]*>(.*?)</caption>|<figcaption>(.*?)</figcaption>|role="img" aria-label="([^"]*)"'
        r'|<p class="citation">(.*?)</p>',
        re.DOTALL,
    )
    pages = [(lang, page) for lang in LANGUAGES for page in (site / lang / "survey").glob("*/**/index.html")]
    for lang, page in pages:
        is_sample = page.relative_to(site / lang / "survey").parts[0].startswith("sample_")
        for match in said.finditer(page.read_text(encoding="utf-8")):
            assert (MARK[lang] in re.sub(r"<[^>]*>", "", match[match.lastindex])) == is_sample, (page, match[0])
    assert any(page.parent.name.startswith("sample_") for _, page in pages)


@pytest.fixture(scope="module")
def pages_of_tables(site) -> dict[Path, str]:
    return {
        page.parent: page.read_text(encoding="utf-8") for lang in LANGUAGES for page in (site / lang).glob("data/*/index.html")
    }


def test_every_figure_leads_in_three_steps_to_definition_code_tests_and_rows(site, figures, pages_of_tables):
    """From the figure, or the answer of a first page, to its tables, from a table to its received files, to their record."""
    ids: dict[Path, set[str]] = {}
    starts = [(folder, figure, markup[markup.index(f'id="{figure}-how"') :]) for folder, figure, markup in figures]
    for lang in LANGUAGES:
        answers = ANSWER.findall((site / lang / "index.html").read_text(encoding="utf-8"))
        assert len(answers) >= 4, lang
        starts += [(site / lang, re.findall("<h2[^>]*>(.*?)</h2>", answer)[0], answer) for answer in answers]
    for folder, figure, how in starts:
        first = {(folder / href).resolve() for href in re.findall(r'href="([^"#]+)#how"', how)}
        assert first, (folder, figure)
        for table in first:
            page = pages_of_tables[table]
            for place in ("how", "definition", "sql", "tests", "received"):
                assert f'id="{place}"' in page, (table, place)
                assert place == "how" or f'href="#{place}"' in page, (table, place)
            received = page[page.index('id="received"') :]
            second = re.findall(r'href="([^"#]*/sources/)#(source-[^"]+)"', received)
            assert second or table.name in NOT_RECEIVED, table
            for href, anchor in second:
                record = (table / href / "index.html").resolve()
                if record not in ids:
                    ids[record] = set(re.findall(r'\sid="([^"]+)"', record.read_text(encoding="utf-8")))
                assert anchor in ids[record], (table, anchor)


def test_every_figure_of_a_profile_leads_to_the_tables_it_is_of(site):
    pages = [page for lang in LANGUAGES for page in (site / lang / PROFILES).glob("*/index.html")]
    figures = [(page, match[0]) for page in pages for match in FIGURE.finditer(page.read_text(encoding="utf-8"))]
    assert len(figures) >= len(pages) > 0
    for page, markup in figures:
        tables = re.findall(r'href="([^"#]+)#how"', markup)
        assert tables, (page, markup[:200])
        assert all((page.parent / table / "index.html").is_file() for table in tables), (page, tables)


# Lists of our own rules and codes, the files themselves, what checks found, and what a questionnaire itself says.
NOT_RECEIVED = {
    "check_result",
    "finder_weight",
    "indicator",
    "received_file",
    "survey_code",
    "survey_option",
    "survey_threshold",
}


def test_a_table_page_shows_its_code_its_tests_and_the_rows_of_its_files(site, release, pages_of_tables):
    package = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    rows = {one["source_file"]: one for one in package["received"]}
    resources = {resource["name"]: resource for resource in package["resources"]}
    with_rows = 0
    for folder, page in pages_of_tables.items():
        resource = resources[folder.name]
        for step in resource["steps"]:
            assert (site / "api" / "v1" / step["file"]).is_file()
            assert f"/{step['file']}" in page, (folder, step)
        for test in resource["tests"]:
            assert test["name"] in page, (folder, test)
        assert resource["tests"] or folder.name == "check_result", folder
        for file, one in rows.items():
            if one["table"] in resource["madeFrom"] and f">{file}<" in page:
                with_rows += 1
                assert f"{one['first_row']:,}" in page and f"{one['last_row']:,}" in page, (folder, file)
    assert with_rows > 100


def test_a_tile_has_the_class_of_its_printed_value_as_the_key_says_it(figures):
    """27.0 in a class "under 27" contradicts itself, whatever stands behind the rounding."""

    def numbers(words: str) -> list[float]:
        return [float(one.replace(",", "")) for one in re.findall(r"\d[\d,]*(?:\.\d+)?", words)]

    seen = 0
    for folder, figure, markup in figures:
        tiles = re.findall(r'class="tile-group q(\d)[^"]*".*?class="tile-value"[^>]*>([^<]*)<', markup, re.DOTALL)
        if not tiles:
            continue
        [legend] = re.findall(r'<ul class="legend">.*?</ul>', markup, re.DOTALL)
        classes = re.findall(r'<rect class="tile q\d".*?</li>', legend, re.DOTALL)
        key = [numbers(re.sub(r"<[^>]*>", "", one)) for one in classes]
        limits = [float("-inf"), *(one[-1] for one in key[:-1]), float("inf")]
        assert [one[0] for one in key[1:]] == limits[1:-1], (folder, figure, key)
        for place, printed in tiles:
            (value,) = numbers(printed)
            assert limits[int(place) - 1] <= value < limits[int(place)], (folder, figure, place, printed)
            seen += 1
    assert seen > 47


LABELS = yaml.safe_load((SITE_DIR / "labels" / "site.yml").read_text(encoding="utf-8"))
SENTENCES = {
    sign: [text for key, texts in LABELS.items() if key.startswith(start) for text in texts.values()]
    for sign, start in {"ring": "figure.ring", "dash": "figure.dash."}.items()
}
DRAWN = {"ring": r'<circle class="point[^"]*\breported\b', "dash": r'<path class="stroke[^"]*\bdashed\b'}


def test_a_note_about_a_sign_stands_with_the_sign_and_only_there(figures):
    seen = set()
    for folder, figure, markup in figures:
        drawing = "".join(re.findall(r'<svg class="drawing.*?</svg>', markup, re.DOTALL))
        notes = "".join(re.findall(r'<p class="figure-note">.*?</p>', markup, re.DOTALL))
        for sign, sentences in SENTENCES.items():
            is_drawn = re.search(DRAWN[sign], drawing) is not None
            assert any(one in notes for one in sentences) == is_drawn, (folder, figure, sign)
            seen |= {(sign, is_drawn)}
    assert len(seen) == 4


def test_a_figure_that_private_persons_compiled_is_a_ring_whatever_it_rests_on(figures, release):
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:
        [(private, others)] = connection.sql(
            "select count(*) filter (where s.is_private), count(*) filter (where not s.is_private)"
            " from closed_office_trend as t join source as s using (source_id) where t.is_preferred"
        ).fetchall()
    page = ("en", "universal-service")
    [markup] = [one for folder, figure, one in figures if folder.parts[-2:] == page and figure == "figure-4-2"]
    [drawing] = re.findall(r'<svg class="drawing chart wide".*?</svg>', markup, re.DOTALL)
    points = re.findall(r'<circle class="point([^"]*)"', drawing)
    assert (sum("reported" in one for one in points), sum("reported" not in one for one in points)) == (private, others)
    assert private > 0
