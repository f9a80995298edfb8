"""Chapters and papers: what is wrong with a text stops the build and is told by file, line and remedy in both languages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import duckdb
import pytest

from dagster_project.settings import PROJECT_ROOT
from tests.unit.evidence_reports.page_code import SITE, evaluated

CHAPTERS = sorted((SITE / "chapters").iterdir())
PAPERS = sorted(path for path in (SITE / "papers").iterdir() if path.is_dir())

JA = """---
title: 試し
lead: 試しの資料である。
---

2024年4月1日以後の{offices[0].office_total}局である。

## 東京都は{offices[0].closed_share_pct}％である

<BarFigure
  title="*{offices[0].area_ja}*が多い" subtitle="局数"
  data={offices} label="area_ja" value="office_total"
  columns="area_ja 地域 | office_total 局数" />

```sql closed
select area_ja, closed_total
from reports.office
```

{#each closed as row}

- {row.area_ja}は{row.closed_total}局

{/each}
"""
EN = """---
title: Trial
lead: A paper to try things on.
---

{offices[0].office_total} offices since 2024.

## {offices[0].closed_share_pct}% in Tokyo

<BarFigure
  title="Most in *{offices[0].area_en}*" subtitle="Offices"
  data={offices} label="area_en" value="office_total"
  columns="area_en Area | office_total Offices" />
"""
JA = JA.replace("2024年4月1日以後", "2024年以後")
OFFICES = "-- Offices.\nselect *\nfrom reports.office\n"


@pytest.fixture(scope="module")
def database(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("release") / "reports.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "create table office as select '東京都' as area_ja, 'Tokyo' as area_en, 1500 as office_total, 50 as closed_total,"
            " 3.333 as closed_share_pct, date '2024-03-31' as as_of_date, null as gap, 's1' as source_id, false as has_sample"
        )
        connection.execute("create table survey as select 1 as n, true as has_sample")
    return path


@pytest.fixture
def root(tmp_path) -> Path:
    """A site with one paper and no chapter; everything else is that of the project."""
    root = tmp_path / "evidence_reports"
    paper = root / "papers" / "trial"
    (paper / "queries").mkdir(parents=True)
    for name in ("components", "written_digits.yml"):
        (root / name).symlink_to(SITE / name)
    (root / "written_claims.yml").write_text("[]", encoding="utf-8")
    (paper / "ja.md").write_text(JA, encoding="utf-8")
    (paper / "en.md").write_text(EN, encoding="utf-8")
    (paper / "queries" / "offices.sql").write_text(OFFICES, encoding="utf-8")
    return root


def copy_of_the_site(site: Path) -> None:
    """All of it but its chapters and papers."""
    left_out = {"node_modules", ".evidence", "papers", "chapters"}
    shutil.copytree(SITE, site, ignore=lambda folder, names: left_out & set(names) if Path(folder) == SITE else set())
    (site / "node_modules").symlink_to((SITE / "node_modules").resolve())


def faults(root: Path, database: Path) -> list[str]:
    imports = "import { checkWritten } from './scripts/written/index.mjs';"
    return evaluated("(await checkWritten(given)).faults", imports, str(root), str(database))


def changed(root: Path, name: str, old: str, new: str) -> int:
    """Changes a text once; returns the line on which the change begins."""
    path = root / "papers" / "trial" / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_a_paper_in_order_has_no_fault(root, database):
    assert faults(root, database) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        pytest.param("ja.md", "局である。\n\n##", "局である。総数は827局\n\n##", "827", id="a number in prose"),
        pytest.param(
            "ja.md", "局である。\n\n##", "局である。総数は２４，１４５局\n\n##", "２４，１４５", id="full-width digits"
        ),
        pytest.param("en.md", "offices since 2024.", "offices, 24,145 in all.", "24,145", id="a number in English"),
        pytest.param("en.md", "in Tokyo\n", "of 12 in Tokyo\n", "12", id="a number in a heading"),
        pytest.param("ja.md", 'subtitle="局数"', 'subtitle="827局"', "827", id="a number in a subtitle"),
        pytest.param("ja.md", "地域 | office", "地域827 | office", "827", id="a number in a header"),
        pytest.param("en.md", "{offices[0].office_total} offices", "{'827'} offices", "827", id="a number in a string"),
        pytest.param("en.md", "{offices[0].office_total} offices", "{827} offices", "827", id="a number as an expression"),
        pytest.param("ja.md", "lead: 試しの", "lead: 827の", "827", id="a number in the lead"),
        pytest.param("en.md", "offices since 2024.", "offices, &#56;&#50;&#55; in all.", "827", id="entities"),
        pytest.param("en.md", "offices since 2024.", "offices, &frac12; closed.", "½", id="an entity by name"),
        pytest.param("en.md", "offices since 2024.", "offices, `818` closed.", "818", id="a number as code"),
        pytest.param("en.md", "2024.\n\n##", "2024.\n\n818. closed offices\n\n##", "818", id="a number of a list"),
        pytest.param("en.md", "offices since 2024.", "offices (figure 818 closed).", "818", id="no number of a figure"),
        pytest.param("en.md", "offices since 2024.", "offices, 1999 of them closed.", "1999", id="no year"),
        pytest.param("en.md", "offices since 2024.", "offices of 1999 closed ones.", "1999", id="no year after a word either"),
        pytest.param("en.md", "offices since 2024.", "offices, three in ten closed.", "three in ten", id="a share in words"),
        pytest.param("en.md", "offices since 2024.", "eighty-two closed offices.", "eighty-two", id="a count in words"),
        pytest.param("en.md", "offices since 2024.", "offices, half of them closed.", "half", id="half"),
        pytest.param("en.md", "offices since 2024.", "offices, two hundred municipalities.", "two hundred", id="hundreds"),
        pytest.param("ja.md", "局である。\n\n##", "局、閉鎖は¹²³局\n\n##", "¹²³", id="raised digits"),
        pytest.param("ja.md", "局である。\n\n##", "局、その½\n\n##", "½", id="a fraction"),
        pytest.param("ja.md", "局である。\n\n##", "局、閉鎖は⑱局\n\n##", "⑱", id="a number in a circle"),
        pytest.param("ja.md", "局である。\n\n##", "局、閉鎖はⅧ局\n\n##", "Ⅷ", id="a Roman number"),
        pytest.param("ja.md", "局である。\n\n##", "局、閉鎖は八百十八局\n\n##", "八百十八局", id="a number in kanji"),
        pytest.param("ja.md", "局である。\n\n##", "局、閉鎖は三割\n\n##", "三割", id="tenths in kanji"),
        pytest.param("ja.md", "局である。\n\n##", "局、閉鎖は三分の一\n\n##", "三分の一", id="a third in kanji"),
        pytest.param("ja.md", "{offices[0].office_total}", "{offices[0].offise}", "offise", id="an unknown column"),
        pytest.param("ja.md", "{row.closed_total}", "{row.closed}", "closed", id="an unknown column of a row"),
        pytest.param("en.md", 'label="area_en"', 'label="area"', "area", id="an unknown column of a figure"),
        pytest.param("ja.md", 'columns="area_ja 地域', 'columns="areas 地域', "areas", id="an unknown column of a table"),
        pytest.param("ja.md", "{offices[0].office_total}", "{office[0].office_total}", "office", id="an unknown query"),
        pytest.param("ja.md", "select area_ja, closed_total", "select area_ja, closed", "closed", id="SQL of a text"),
        pytest.param("queries/offices.sql", "from reports.office", "from reports.offices", "offices", id="SQL of both texts"),
        pytest.param("queries/offices.sql", "from reports.office", "from '/etc/passwd'", "passwd", id="another file"),
        pytest.param("ja.md", "<BarFigure", "<PieFigure", "PieFigure", id="an unknown component"),
        pytest.param("ja.md", 'label="area_ja"', 'labels="area_ja" label="area_ja"', "labels", id="an unknown setting"),
        pytest.param("ja.md", "<BarFigure", "<script>alert()</script>\n\n<BarFigure", "<script>", id="a script"),
        pytest.param("ja.md", "{offices[0].office_total}", "{@html offices[0].area_ja}", "{@html", id="unescaped text"),
        pytest.param("ja.md", "```sql closed", "```sql Closed-1", "Closed-1", id="a name that is none"),
        pytest.param("ja.md", "```sql closed", "```sql offices", "offices", id="a name that is taken"),
    ],
)
def test_a_fault_is_told_by_file_line_and_remedy_in_both_languages(root, database, name, old, new, says):
    line = changed(root, name, old, new)
    shift = next(i for i, (a, b) in enumerate(zip(old.split("\n"), new.split("\n"), strict=False)) if a != b)
    found = faults(root, database)
    japanese, english = found[0].split("\n")
    place = f"evidence_reports/papers/trial/{name}:{line + shift}: "
    assert japanese.startswith(place) and english.startswith(place), found
    assert says in japanese and says in english
    assert not japanese.removeprefix(place).isascii() and english.removeprefix(place).replace(says, "").isascii()


def test_a_setting_that_is_needed_is_missed(root, database):
    changed(root, "ja.md", ' value="office_total"', "")
    assert "value" in faults(root, database)[0]


def test_a_heading_or_a_figure_in_one_language_alone_is_told_in_both(root, database):
    changed(root, "en.md", "## {offices[0].closed_share_pct}% in Tokyo\n", "")
    (fault,) = faults(root, database)
    assert "papers/trial/ja.md:8 h2" in fault and "papers/trial/en.md:9 <BarFigure" in fault


def test_a_language_that_is_missing_is_told(root, database):
    (root / "papers" / "trial" / "en.md").unlink()
    assert faults(root, database)[0].startswith("evidence_reports/papers/trial/en.md:1: ")


def test_a_query_that_is_not_closed_is_told_where_it_begins(root, database):
    changed(root, "ja.md", "from reports.office\n```", "from reports.office\n")
    assert faults(root, database)[0].startswith("evidence_reports/papers/trial/ja.md:15: ")


def test_a_query_over_made_up_rows_says_so_itself(root, database):
    changed(root, "queries/offices.sql", "select *\nfrom reports.office", "select n from reports.survey")
    assert "has_sample" in faults(root, database)[0]
    (root / "papers" / "trial" / "queries" / "offices.sql").write_text(
        "select o.*, s.has_sample as has_sample from reports.office as o cross join reports.survey as s", encoding="utf-8"
    )
    assert faults(root, database) == []


def test_digits_that_never_change_may_be_typed(root, database):
    changed(root, "ja.md", "2024年以後の", "平成24年法律第30号による（注1）2024年度の65歳以上（`reports.office1`、図表1-2）の")
    changed(
        root, "en.md", "offices since 2024.", "offices in FY2024, aged 65 and over, under Act No. 30 ([Figure 2](../x/#2-1))."
    )
    assert faults(root, database) == []


def test_words_with_a_numeral_that_count_nothing_and_lists_that_count_from_one_may_be_typed(root, database):
    words = "一つの市区町村の一部、一方、一次答申、第三種、十分、役割、百万人、二次的な値、`reports.a_2b`"
    changed(root, "ja.md", "2024年以後の", f"{words}\n\n1. 甲\n2. 乙\n\n2024年以後の")
    words = "the one of two figures, the first, million, one office or none, [Figure 2-1](../x/)"
    changed(root, "en.md", "offices since 2024.", f"{words}\n\n1. A\n2. B\n\nby April 2024 and FY2020.")
    assert faults(root, database) == []


def test_a_chapter_that_no_contents_list_is_told(root, database):
    shutil.move(root / "papers" / "trial", root / "chapters" / "trial")
    assert "CHAPTERS" in faults(root, database)[0]


def test_a_build_that_stops_ends_with_the_fault(tmp_path, root, database):
    """The builder as make build runs it, on a copy of the site with one faulty paper."""
    site = tmp_path / "site"
    copy_of_the_site(site)
    shutil.copytree(root / "papers", site / "papers")
    paper = site / "papers" / "trial" / "ja.md"
    paper.write_text(JA.replace("局である。\n\n##", "局である。827局\n\n##"), encoding="utf-8")
    database = Path(shutil.copy(database, tmp_path))  # the first one is open
    with duckdb.connect(str(database)) as connection:
        connection.execute(
            "create or replace table survey_code as select 'x' as column_name, 'y' as code, 1 as code_position,"
            " 'あ' as label_ja, 'a' as label_en, false as has_sample"
        )
        connection.execute("create or replace table survey_threshold as select 'reliable_base' as threshold, 30 as value")
        connection.execute("create or replace table municipality_count as select 1741 as municipality_count, null as valid_to")
        connection.execute("create or replace table survey_response_rate as select 'wave' as wave_id")
        connection.execute("create or replace table source as select 'blog' as source_id, true as is_private")
    (tmp_path / "downloads").mkdir()
    done = subprocess.run(
        ["node", "scripts/build.mjs"],
        cwd=site,
        env={
            **os.environ,
            "REPORTS_DB": str(database),
            "SITE_DOWNLOADS": str(tmp_path / "downloads"),
            "SITE_PACKAGE": str(database),
            "SITE_API": str(tmp_path / "downloads"),
            "SITE_OUT": str(tmp_path / "out"),
            "SITE_WORK": str(tmp_path / "work"),
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    japanese, english = done.stderr.strip().split("\n")[-2:]
    for words in (japanese, english):
        assert words.startswith("site/papers/trial/ja.md:6: ") and "827" in words


def shown(expression: str, rows: list[dict], lang: str = "ja"):
    """What an expression over `rows` prints, or the words of the error."""
    imports = (
        "import { wordsIn } from './components/helpers/words.js';"
        "import { renderedFaults } from './components/helpers/missing_value.js';"
        f"const {{ show, list, moved, number, size, date, big }} = wordsIn('{lang}');"
        "const place = { file: 'papers/x/ja.md', line: 3, expression: 'e' };"
        "const words = (printed) => { try { return show(printed, place, 'value'); }"
        " catch (error) { return renderedFaults(String(error)); } };"
    )
    return evaluated(f"((rows) => words(() => {expression}))(given)", imports, rows)


ROWS = [{"name": "東京都", "value": 24145, "gap": None, "day": "2026-03-03", "ok": True}, {"name": "石川県", "value": -3}]


@pytest.mark.parametrize(
    ("expression", "lang", "says"),
    [
        ("rows[0].value", "ja", "24,145"),
        ("rows[0].day", "ja", "2026年3月3日"),
        ("rows[0].day", "en", "3 March 2026"),
        ("list(rows, (row) => row.name + number(row.value))", "ja", "東京都24,145、石川県\u22123"),
        ("list(rows, (row) => number(row.value))", "en", "24,145 and \u22123"),
        ("moved(rows[1].value, '増えた', '減った', '同じ')", "ja", "減った"),
        ("moved(rows[1].value / 100, '増えた', '減った', '同じ')", "ja", "同じ"),
        ("moved(rows[1].value / 100, '増えた', '減った', '同じ', 1)", "ja", "同じ"),
        ("moved(rows[1].value / 100, '増えた', '減った', '同じ', 2)", "ja", "減った"),
        ("size(rows[1].value)", "ja", "3"),
    ],
)
def test_a_value_is_printed_as_the_reader_writes_it(expression, lang, says):
    assert shown(expression, ROWS, lang) == says


@pytest.mark.parametrize(
    "expression",
    [
        "rows[0].gap",
        "rows[0].missing",
        "rows[7].value",
        "rows[0].ok",
        "size(rows[0].gap)",
        "number(rows[0].gap)",
        "moved(rows[0].gap, '増えた', '減った', '同じ')",
        "list(rows, (row) => row.gap + '局')",
        "rows[0].gap + '局'",
        "rows[0].value / rows[0].missing",
    ],
)
def test_a_value_that_is_not_there_stops_the_build_and_says_where(expression):
    (fault,) = shown(expression, ROWS)
    assert [line[:18] for line in fault.split("\n")] == ["papers/x/ja.md:3: "] * 2


def test_what_several_pages_ask_for_lies_above_them_and_belongs_to_those_that_name_it(root, database):
    (root / "queries").mkdir()
    (root / "queries" / "common.sql").write_text("select nothing from reports.office", encoding="utf-8")
    assert faults(root, database) == []
    text = root / "papers" / "trial" / "en.md"
    text.write_text(text.read_text(encoding="utf-8") + "\nIn all {common[0].nothing}.\n", encoding="utf-8")
    assert any("queries/common.sql" in fault for fault in faults(root, database))


@pytest.mark.parametrize("page", [*CHAPTERS, *PAPERS], ids=lambda page: page.name)
def test_a_chapter_reads_as_a_text(page):
    for lang in ("ja", "en"):
        lines = (page / f"{lang}.md").read_text(encoding="utf-8").split("\n")
        assert len(lines) <= 120
        assert not any(line.startswith("<script") for line in lines)


COLUMN = re.compile(r"(\w+)(?:\[\d+\])?\.(\w+?)(?:_ja|_en)?\b(?!\()")


@pytest.mark.parametrize("page", [*CHAPTERS, *PAPERS], ids=lambda page: page.name)
def test_each_section_says_the_same_numbers_in_both_languages(page):
    """The columns between two headings, save those that are words of one language."""
    queries = {path.stem for folder in (page, SITE) for path in (folder / "queries").glob("*.sql")}

    def sections(lang: str) -> list[set[tuple[str, str]]]:
        text = (page / f"{lang}.md").read_text(encoding="utf-8")
        return [
            {(query, column) for query, column in COLUMN.findall(part) if query in queries}
            for part in re.split(r"^## ", text, flags=re.M)
        ]

    assert sections("ja") == sections("en")


def test_make_paper_starts_one_that_builds(tmp_path, database):
    site = tmp_path / "evidence_reports"
    copy_of_the_site(site)

    def start(name: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["node", "scripts/new_paper.mjs", name], cwd=site, capture_output=True, text=True)

    assert start("council-2026-12").returncode == 0
    again, bad = start("council-2026-12"), start("Council 3")
    assert again.returncode == bad.returncode == 2
    for done in (again, bad):
        japanese, english = done.stderr.strip().split("\n")
        assert english.isascii() and not japanese.isascii()
    database = Path(shutil.copy(database, tmp_path))
    with duckdb.connect(str(database)) as connection:
        connection.execute(
            "create or replace table post_office_prefecture as select area_ja as prefecture_ja, area_en as prefecture_en, *"
            " from office"
        )
    assert faults(site, database) == []
    for lang in ("ja", "en"):
        text = (site / "papers" / "council-2026-12" / f"{lang}.md").read_text(encoding="utf-8")
        assert "queries/" in text and "queries/" not in re.sub("<!--.*?-->", "", text), "what a writer is told is not published"
    assert (PROJECT_ROOT / "Makefile").read_text(encoding="utf-8").count("scripts/new_paper.mjs") == 1
