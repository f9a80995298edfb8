"""The files of a figure, made from its page: values as numbers, no formula, a picture that stands alone."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from dagster_project.release.workbooks import figure_workbooks
from tests.unit.evidence_reports.page_code import evaluated

SVG = "{http://www.w3.org/2000/svg}"
STYLE = """:root { --ink: #111111; --quiet: #555555; --shu: #ae3a1b }
@media (prefers-color-scheme: dark) { :root { --ink: #ffffff } }
.series { --c: var(--quiet) } .series.accented, .fill.accented { --c: var(--shu) } .stroke { fill: none; stroke: var(--c) }
.fill { fill: var(--c) } svg text { fill: var(--ink); font-size: 0.75rem } .message .tick:is(.a, .b) { fill: var(--quiet) }"""
WORK = {
    "key": "figure_2_1",
    "site": "Report",
    "part": "Figure 2-1",
    "place": "mail/#figure-2-1",
    "release": "@release@",
    "released": "@release-date@",
    "year": "@release-year@",
    "number": "@release-number@",
    "address": None,
    "lang": "en",
    "name": "Report: Figure 2-1",
    "text": "Report, Figure 2-1, release @release@.",
}
HOSTILE = '=cmd|" /C calc"!A0 </script><b>{x}'
ROWS = [["=1+1", 1234.5, "n/a"], [HOSTILE, -3, "x"]]
FIGURE = """<figure id="figure-2-1" class="message"><figcaption><span class="figure-number">Figure 2-1</span> It fell by 48%
&lt;b&gt; {{x}}</figcaption><p class="summary">Items, Japan</p><div class="canvas" role="img" aria-label="a">
<svg class="drawing chart wide" viewBox="0 0 680 100"><g class="series accented"><path class="stroke" d="M0 0L9 9"></path></g>
<text class="tick a" x="1" y="2">Tottori <tspan>5.0</tspan></text></svg>
<svg class="drawing chart narrow" viewBox="0 0 328 100"><text>phone</text></svg>
<div class="variant default"><div class="bars"><div class="bar-row">
<p class="bar-label">One<span class="bar-note">note</span></p>
<svg class="bar" width="100%" height="22"><rect class="fill accented" x="10%" width="50%" height="22"></rect></svg>
<p class="bar-value">50%</p></div></div></div><div class="variant"><p>hidden</p></div>
<div class="panels"><div class="panel"><p class="panel-title">Key</p><ul class="panel-key"><li><svg class="series" width="24"
height="12"><circle class="point" cx="12" cy="6" r="3"></circle></svg> second-hand</li></ul>
<p class="panel-value">Index</p></div>
<div class="panel"><p class="panel-title">Letters</p>
<svg class="drawing chart wide" viewBox="0 0 260 130"><text>300</text></svg>
<svg class="drawing chart narrow" viewBox="0 0 150 130"><text>phone</text></svg>
<p class="panel-value">Since 2001</p></div></div></div>
<ol class="break-list"><li>Parcels left mail</li></ol>
<p class="figure-note">A note.</p><div class="sources"><p>Source</p><ul><li class="source">White paper</li></ul></div>
<table><tbody><tr><th>Year</th><th>Items</th></tr><tr><th>2001</th><td>1,234</td></tr></tbody></table>
{block}</figure>"""


def made(site: Path, given: dict | None) -> Path:
    folder = site / "en" / "mail"
    folder.mkdir(parents=True)
    (site / "site.css").write_text(STYLE, encoding="utf-8")
    data = json.dumps({**(given or {}), "title": "It fell by 48% <b> {x}", "work": WORK}).replace("<", "\\u003c")
    block = f'<script type="application/json" id="figure-2-1-taken">{data}</script>'
    page = FIGURE.replace("{block}", block).replace("{{x}}", "{x}")
    (folder / "index.html").write_text(
        f'<html><body><p class="sample-banner">Sample.</p>{page}</body></html>', encoding="utf-8"
    )
    evaluated(
        "figureWriter(fs.readFileSync(given.styles, 'utf8'), pngOf)(given.page)",
        "import fs from 'node:fs'; import { figureWriter } from './scripts/take_away/index.mjs'; "
        "import { pngOf } from './scripts/take_away/pixels.mjs';",
        {"styles": str(site / "site.css"), "page": str(folder / "index.html")},
    )
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made(tmp_path, {"columns": ["Name", "Items", "=Mark"], "rows": ROWS})


def test_the_page_is_left_without_the_block_and_with_its_figure(folder):
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "<script" not in page and "figure-2-1" in page and page.endswith("</figure></body></html>")


def test_no_cell_of_the_csv_begins_a_formula_and_numbers_are_numbers(folder):
    text = (folder / "figure-2-1.csv").read_text(encoding="utf-8").removeprefix("\ufeff")
    header, *rows = csv.reader(io.StringIO(text))
    assert header == ["Name", "Items", "'=Mark"]
    assert rows == [["'=1+1", "1234.5", "n/a"], [f"'{HOSTILE}", "-3", "x"]]


def test_the_workbook_holds_the_same_as_texts_and_numbers_and_says_what_it_is(folder):
    assert figure_workbooks(folder.parents[1]) == 1
    assert not list(folder.glob("*.json"))
    book = openpyxl.load_workbook(folder / "figure-2-1.xlsx")
    rows = list(book["data"].iter_rows(min_row=2))
    assert [[cell.value for cell in row] for row in rows] == ROWS
    assert {cell.data_type for row in rows for cell in row} == {"s", "n"}
    about = [row[1] for row in book["about"].iter_rows(values_only=True)]
    assert about[:3] == ["It fell by 48% <b> {x}", "Items, Japan", "Sample."]
    assert "Source: White paper" in about and WORK["text"] in about


def test_the_picture_stands_alone_with_its_colours_title_sources_and_release(folder):
    text = (folder / "figure-2-1.svg").read_text(encoding="utf-8")
    tree = ElementTree.fromstring(text)
    assert not re.search(r"var\(|class=|style=|href|<script|url\(|rem\b|%\"", text.replace('width="100%" height="100%"', ""))
    words = " ".join("".join(element.itertext()).strip() for element in tree.iter(f"{SVG}text"))
    for said in (
        "It fell by 48% <b> {x}",
        "Items, Japan",
        "Tottori 5.0",
        "second-hand",
        "Letters",
        "300",
        "1. Parcels left mail",
        "Sample.",
        "A note.",
        "Source: White paper",
        "@release@",
    ):
        assert said in words, said
    assert "phone" not in words and "hidden" not in words
    assert {element.get("stroke") for element in tree.iter(f"{SVG}path")} == {"#ae3a1b"}
    bars = [element for element in tree.iter(f"{SVG}rect") if element.get("fill") == "#ae3a1b"]
    assert [(bar.get("x"), bar.get("width")) for bar in bars] == [("41", "205")]
    (tick,) = [element for element in tree.iter(f"{SVG}text") if "Tottori" in "".join(element.itertext())]
    assert (tick.get("fill"), tick.get("font-size")) == ("#555555", "12")


def test_the_picture_in_pixels_is_as_wide_as_paper_wants_it_and_names_no_release_that_is_not_known_yet(folder):
    picture = (folder / "figure-2-1.png").read_bytes()
    assert picture.startswith(b"\x89PNG") and int.from_bytes(picture[16:20]) == 1212
    assert b"@release" not in picture


def test_a_picture_of_an_equal_drawing_is_taken_from_the_site_before(tmp_path):
    """A mark instead of the picture that was kept tells it from one drawn anew."""
    kept = evaluated(
        """(async () => {
            const first = keptPictures('out');
            await first.drawn(svg('a'), 'out/en/1.png');
            fs.writeFileSync(given + '/mark.png', 'mark');
            const before = Object.fromEntries(Object.keys(first.digests).map((digest) => [digest, 'mark.png']));
            const second = keptPictures('out', given, before);
            second.take(['mark.png']);
            const files = [await second.drawn(svg('a'), 'out/en/2.png'), await second.drawn(svg('b'), 'out/en/3.png')];
            const heads = files.map((file) => String(file).slice(0, 4));
            return [heads, Object.values(first.digests), Object.values(second.digests)];
        })()""",
        "import fs from 'node:fs'; import { keptPictures } from './scripts/take_away/kept_pictures.mjs'; "
        'const svg = (text) => `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><desc>${text}</desc></svg>`;',
        str(tmp_path),
    )
    assert kept == [["mark", "\ufffdPNG"], ["en/1.png"], ["en/2.png", "en/3.png"]]


def test_the_letters_of_a_picture_in_pixels_are_those_of_its_own_font():
    """Without it every sign is the same empty box, or nothing."""
    drawn = evaluated(
        "Promise.all(given.map(async (sign) => (await pngOf(picture(sign))).toString('base64')))",
        "import { pngOf } from './scripts/take_away/pixels.mjs'; const picture = (sign) => '<svg xmlns="
        '"http://www.w3.org/2000/svg" width="40" height="40" font-family="sans-serif"><rect width="100%" height="100%"'
        """ fill="#fff"/><text x="8" y="28" font-size="20">' + sign + '</text></svg>';""",
        ["郵", "便", "髙", "é", "▲", ""],
    )
    assert len(set(drawn)) == len(drawn)


@pytest.mark.parametrize(
    "line",
    [
        "Yuyu Shimpo, Outsourced My Number services spread nationwide / Tsushin Bunka Shimpo, Article of 6 September 2021 / ",
        "ゆうパックは5億1,302万個から10億966万個に、年賀郵便物は37億通から6億9,529万通に減った。",
        "2013 2018 2020 2021 2023 2026 312 364 452 499 644 818 827 24,526 24,376 24,341 24,311 24,244 24,145 24,112 ",
        "MIC, MHLW, MLIT, NIPSSR, BOARD OF AUDIT OF JAPAN, WORLD BANK (FB.CBK.BRCH.P5), JAPAN POST HOLDINGS ",
    ],
)
def test_no_line_of_a_picture_runs_out_of_it(line):
    """In title, subtitle and sources: the last pixels of every row, half the margin wide, are white."""
    darkest = evaluated(
        "pngOf(pictureOf(figure, { lang: 'en', title: given, subtitle: given, style, about: [given] })).then(async (png) => "
        "(await sharp(await sharp(png).extract({ left: 1194, top: 0, width: 18, height: 150 }).flatten({ background: '#fff' })"
        ".png().toBuffer()).stats()).channels.map(({ min }) => min))",
        "import { pngOf, sharp } from './scripts/take_away/pixels.mjs';"
        "import { pictureOf } from './scripts/take_away/picture.mjs';"
        "import { rulesOf, styler } from './scripts/take_away/style.mjs';"
        "import { all, treeOf } from './scripts/take_away/tree.mjs';"
        "const style = styler(rulesOf(':root { --ink: #111111; --quiet: #555555 }'));"
        "const figure = all(treeOf('<figure></figure>')).find(({ name }) => name === 'figure');",
        line * 4,
    )
    assert set(darkest) == {255}


def test_a_figure_that_brings_no_values_gives_those_of_its_table(tmp_path):
    folder = made(tmp_path, None)
    assert (folder / "figure-2-1.csv").read_text(encoding="utf-8") == "\ufeffYear,Items\n2001,1234\n"


def test_a_figure_of_a_made_up_wave_says_so_in_every_row_of_its_files(tmp_path):
    given = {"columns": ["Name"], "rows": [["a"], ["b"]], "sample": {"name": "Sample", "value": "made up"}}
    folder = made(tmp_path, given)
    assert (folder / "figure-2-1.csv").read_text(encoding="utf-8") == "\ufeffSample,Name\nmade up,a\nmade up,b\n"
    assert json.loads((folder / "figure-2-1.json").read_text(encoding="utf-8"))["columns"] == ["Sample", "Name"]


@pytest.mark.parametrize(
    ("has_sample", "said"), [(True, ["sample.titled: It fell", "sample.column"]), (False, ["It fell", None])]
)
def test_captions_citations_and_rows_of_a_made_up_wave_alone_say_so(has_sample, said):
    code = (
        "(() => { const page = { data: { wave: { has_sample: given } } };"
        " const t = (key, values) => [key, values?.title].filter(Boolean).join(': ');"
        " return [titled(page, t, 'It fell'), sampleColumn(page, t)?.name ?? null, titled({ data: {} }, t, 'It fell')]; })()"
    )
    imports = "import { sampleColumn, titled } from './components/survey/sample.js';"
    assert evaluated(code, imports, has_sample) == [*said, "It fell"]


def test_citations_lie_beside_it(folder):
    entry = (folder / "figure-2-1.bib").read_text(encoding="utf-8")
    record = (folder / "figure-2-1.ris").read_text(encoding="utf-8")
    assert entry.startswith("@misc{figure_2_1_@release@,") and r"r/@release-number@/en/mail/\#figure-2-1" in entry
    assert record.splitlines()[-1] == "ER  - " and "DA  - @release/date@" in record


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1,234", 1234),
        ("\u221212.5", -12.5),
        ("-3", -3),
        ("12,34", "12,34"),
        ("2001年度", "2001年度"),
        ("…", "…"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_printed_number_is_a_number_again_and_other_texts_stay(printed, value):
    assert (
        evaluated("printedValue(given)", "import { printedValue } from './components/figure/printed_value.js';", printed)
        == value
    )


def test_a_figure_knows_the_tables_its_rows_were_read_from():
    imports = "import { remember, tablesBehind } from './components/figure/origin.js';"
    code = (
        "(() => { const a = remember([{ x: 1 }, { x: 2 }], ['trend', 'source']); const b = remember([{ x: 3 }], ['trend']);"
        " return [tablesBehind([...b, a[1]]), tablesBehind([{ x: 4 }])]; })()"
    )
    assert evaluated(code, imports, None) == [["trend", "source"], []]
