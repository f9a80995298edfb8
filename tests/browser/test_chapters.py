"""Chapters and papers in Markdown as a reader meets them: the release's own numbers, one message a figure, both languages."""

from __future__ import annotations

import base64
import re

import duckdb
import pypdfium2
import pytest

from dagster_project.settings import SITE_DIR

# Where each lies below its language. The overview, which is the first page and has no numbered figure, is seen by
# test_site.py.
CHAPTERS = sorted(f"{path.name}/" for path in (SITE_DIR / "chapters").iterdir() if path.name != "overview")
PAPERS = sorted(f"papers/{path.name}/" for path in (SITE_DIR / "papers").iterdir() if path.is_dir())
WRITTEN = [*CHAPTERS, *PAPERS]


@pytest.fixture(scope="module")
def value(release):
    """The one value that a query gives, as a page prints it."""
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:

        def one(sql: str, decimals: int = 0) -> str:
            ((number,),) = connection.sql(sql).fetchall()
            return f"{number:,.{decimals}f}"

        yield one


@pytest.mark.parametrize("page", WRITTEN)
def test_every_chapter_and_paper_is_there_in_both_languages(visited, page):
    for lang in ("ja", "en"):
        found = visited[f"{lang}/{page}"]
        assert found["figures"], page
        assert (found["scripts"] > 0) == (page == "outsourcing/")
        assert not re.search(r"\b(null|undefined|NaN)\b|\{|\}", found["text"])


@pytest.mark.parametrize("page", WRITTEN)
def test_both_languages_have_the_same_figures_under_the_same_numbers(visited, page):
    numbers = [
        [re.search(r"\d+(?:-\d+)?", figure["caption"]).group() for figure in visited[f"{lang}/{page}"]["figures"]]
        for lang in ("ja", "en")
    ]
    assert numbers[0] == numbers[1]
    assert len(set(numbers[0])) == len(numbers[0])


@pytest.mark.parametrize("page", WRITTEN)
def test_the_end_of_a_page_names_the_tables_that_it_reads(visited, page, release):
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:
        tables = {f"reports.{name}" for (name,) in connection.sql("select table_name from duckdb_tables()").fetchall()}
    named = set(re.findall(r"reports\.\w+", visited[f"ja/{page}"]["text"]))
    assert named and named <= tables


def test_the_standard_of_universal_service_is_told_by_the_release_s_numbers(visited, value):
    newest = "from universal_service order by as_of_date desc limit 1"
    for lang in ("ja", "en"):
        text = visited[f"{lang}/universal-service/"]["text"]
        for column in ("municipality_count", "with_office_count", "single_office_count", "none_operating_count"):
            assert value(f"select {column} {newest}") in text
        assert value("select closed_total from closed_office_trend where is_lead") in text
        assert value("select closed_total from closed_office_trend where is_preferred order by as_of_date desc limit 1") in text
        contract = "from closed_office_change where area_level = 'national' and office_type_code = 'contract'"
        assert value(f"select closed_share_to_pct {contract}", 1) in text
        assert value(f"select office_to {contract}") in text


def test_what_another_chapter_has_is_not_said_to_be_missing(visited, release):
    """Years of mail, and counts of post offices, that stand in one table alone are named where the other is told."""
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:
        years = connection.sql(
            "select distinct fiscal_year from national_observation as o"
            " where period_type = 'fiscal_year' and value is not null"
            " and metric_code in ('mail', 'total_items', 'total_items_until_2007', 'yu_pack')"
            " and not exists (from mail_trend as m where m.mail_class_code = o.metric_code"
            " and m.fiscal_year = o.fiscal_year and m.is_preferred and m.volume_items is not null)"
        ).fetchall()
        newer = connection.sql(
            "select s.value from retreat_series as s join retreat_summary as r using (series_code)"
            " where s.series_group = 'post_office' and s.is_preferred and s.as_of_date > r.latest_date"
            " qualify s.as_of_date = max(s.as_of_date) over ()"
        ).fetchall()
        closed = connection.sql(
            "select arg_max(closed_total, as_of_date) from closed_office_trend where is_preferred"
        ).fetchall()
    notes = {lang: re.findall(r"[（(]([^（）()]*)[）)]", visited[f"{lang}/mail-volume/"]["text"]) for lang in ("ja", "en")}
    for (year,) in years:
        assert any(f"{year}年度" in note.split("、") for note in notes["ja"]), year
        assert any(str(year) in note.split(", ") for note in notes["en"]), year
    for (count,) in newer:
        for lang in ("ja", "en"):
            assert f"{count:,.0f}" in visited[f"{lang}/retreat/"]["text"]
    for (count,) in closed:
        for page in ("", "papers/post-offices-and-municipalities/", "universal-service/"):
            assert f"{count:,}" in visited[f"ja/{page}"]["text"] and f"{count:,}" in visited[f"en/{page}"]["text"]


def test_a_ratio_of_two_dates_names_both(visited, release):
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:
        [(offices, residents)] = connection.sql(
            "select max(o.as_of_date), max(r.as_of_date) from post_office_prefecture as o"
            " join prefecture_profile as r on r.prefecture_code = o.prefecture_code"
        ).fetchall()
        [(census, of_offices)] = connection.sql(
            "select max(as_of_date), max(denominator_date) from area_indicator"
            " where indicator_id = 'residents_per_operating_office'"
        ).fetchall()
    for day in (offices, residents):
        assert f"{day.year}年{day.month}月{day.day}日" in visited["ja/post-offices/"]["text"]
        assert f"{day.day} {day:%B} {day.year}" in visited["en/post-offices/"]["text"]
    both = f"{census.day} {census:%B} {census.year}, denominator of {of_offices.day} {of_offices:%B} {of_offices.year}"
    assert both in visited["en/prefectures/07/"]["text"]


def test_mail_claims_no_peak_that_its_figures_cannot_show(visited, release):
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:
        [(first, highest)] = connection.sql(
            "select min(fiscal_year), arg_max(fiscal_year, volume_items) from mail_trend"
            " where mail_class_code = 'mail' and is_preferred"
        ).fetchall()
    for lang, words in (("ja", "これらの値からは分からない"), ("en", "cannot be told from them")):
        assert (words in visited[f"{lang}/mail-volume/"]["text"]) == (first == highest)


def test_a_prefecture_without_an_arrangement_found_is_no_zero(visited, value):
    silent = value("select count(*) from outsourcing_prefecture where reported_municipality_count = 0")
    for lang, words, key in (
        ("ja", f"他の{silent}都道府県については事例が見付からなかった", "\n事例が見付からない\n"),
        ("en", f"for the other {silent} prefectures nothing was found", "\nnone found\n"),
    ):
        text = visited[f"{lang}/outsourcing/"]["text"]
        assert words in text and key in text


def test_made_up_surveys_stand_after_the_real_ones_each_named_a_sample(visited, release):
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:
        surveys = connection.sql("select title_ja, title_en, has_sample from survey_wave").fetchall()
    assert {has_sample for *_, has_sample in surveys} == {True, False}
    for place, (lang, mark) in enumerate((("ja", "【見本】"), ("en", "[SAMPLE]"))):
        # Japanese pages set brackets in full width, whatever the data have.
        text = visited[f"{lang}/survey/"]["text"].replace("（", "(").replace("）", ")")
        made_up = [row[place] for row in surveys if row[2]]
        real = [text.rindex(row[place]) for row in surveys if not row[2] and row[place] in text]
        assert real and all(title.startswith(mark) for title in made_up)
        assert max(real) < min(text.index(title) for title in made_up)


def test_a_calculation_that_misses_the_published_figure_is_not_called_agreement(visited, release):
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:
        missed = connection.sql("select received_result from arithmetic_check where not agrees_with_published").fetchall()
    assert missed
    for lang, caption in (("ja", "公表値と一致しない検算"), ("en", "Calculations that do not give the published figure")):
        # Japanese pages set the sign of per cent in full width, whatever the data have.
        _, _, after = visited[f"{lang}/reconciliation/"]["text"].replace("％", "%").partition(caption)
        assert all(result in after for (result,) in missed)


def test_every_question_is_a_heading_and_every_answer_names_its_table_and_its_dates(visited, release):
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as connection:
        questions = connection.sql(
            "select question_ja, question_en, list(distinct as_of_date),"
            " list(distinct group_date) filter (group_date is not null) from question_answer group by all"
        ).fetchall()
    assert len(questions) >= 10
    for question_ja, question_en, dates, group_dates in questions:
        for lang, question in (("ja", question_ja), ("en", question_en)):
            _, _, after = visited[f"{lang}/questions/"]["text"].partition(f"\n{question}\n")
            answer = after.lstrip().split("\n")[0]
            assert "reports.question_answer" in answer, question
            for day in [*dates, *(group_dates or [])]:
                said = f"{day.year}年{day.month}月{day.day}日" if lang == "ja" else f"{day.day} {day:%B} {day.year}"
                assert said in answer, (question, said)


def test_editions_of_the_projection_are_lines_of_their_own(visited):
    assert "平成29年推計" in visited["ja/ageing/"]["text"]
    assert "2023 edition" in visited["en/ageing/"]["text"]


def test_papers_are_listed_on_their_page(visited):
    for lang in ("ja", "en"):
        listing = visited[f"{lang}/papers/"]["text"]
        for page in PAPERS:
            heading = visited[f"{lang}/{page}"]["title"].split(" | ")[0]
            assert heading in listing


@pytest.fixture(scope="module")
def wished(browse):
    paths = ["ja/", "ja/mail-volume/", "ja/municipalities/", "en/explorer/", "en/finder/", *(f"en/{page}" for page in WRITTEN)]
    found = browse("wishes.mjs", paths)
    assert found.errors == {}
    return found


def test_pages_that_are_dark_where_the_reader_asks_for_it_keep_their_contrast(wished):
    assert {path: page["dark"]["axe"] for path, page in wished.items() if page["dark"]["axe"]} == {}
    assert {page["dark"]["background"] for page in wished.values()} == {"rgb(20, 22, 26)"}


def test_who_asks_for_more_contrast_reads_every_word_at_seven_to_one(wished):
    assert {path: page["contrast"] for path, page in wished.items() if any(page["contrast"].values())} == {}


def test_drawings_take_the_colours_that_a_reader_forces_upon_pages(wished):
    assert {path: page["forced"] for path, page in wished.items() if any(page["forced"].values())} == {}


def test_at_four_hundred_per_cent_nothing_is_read_sideways(wished):
    assert {path: page["zoom"] for path, page in wished.items() if page["zoom"]["overflow"] > 0 or page["zoom"]["axe"]} == {}


def test_nothing_moves_where_the_reader_asks_for_stillness(wished):
    assert {path: page["still"] for path, page in wished.items() if page["still"]} == {}


def test_arrangements_are_chosen_and_put_in_order_and_are_a_plain_table_without_a_script(browse):
    found = browse("choice.mjs", ["en/outsourcing/"])
    assert found.errors == found.troubles == {}
    page = found["en/outsourcing/"]
    assert not page["plain"]["form"] and len(page["plain"]["rows"]) == len(page["all"]) > 50
    assert page["all"] == page["plain"]["rows"]
    chosen = [row for row in page["all"] if page["prefecture"] in row[0] and row[1] == page["service"]]
    assert page["chosen"] == chosen and 0 < len(chosen) < len(page["all"])
    assert page["status"] == f"{len(chosen)} of {len(page['all'])} rows shown"
    residents = [int(row[5].replace(",", "")) for row in page["falling"]]
    assert residents == sorted(residents, reverse=True) and len(residents) == len(page["all"])
    years = [int(row[3][-4:]) if row[3] != "n/a" else 9999 for row in page["rising"]]
    assert years == sorted(years), "what has no date stands last"


@pytest.fixture(scope="module")
def printed(browse):
    """The lines of each sheet of each page in English, whose letters every machine has; as printed on A4."""
    found = browse("print.mjs", [f"en/{page}" for page in ("", *WRITTEN)])
    assert found.errors == {}
    return {path: sheets_of(base64.b64decode(page["pdf"])) for path, page in found.items()}


def sheets_of(pdf: bytes) -> list[list[str]]:
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    return [[line.strip() for line in text.splitlines() if line.strip()] for text in texts]


def test_no_sheet_ends_with_a_heading_or_the_number_of_a_figure(visited, printed):
    assert sum(len(sheets) for sheets in printed.values()) > len(printed) > 10
    for path, sheets in printed.items():
        headings = visited[path]["headingTexts"]
        for sheet in sheets[:-1]:
            last = sheet[-1]
            assert not re.fullmatch(r"Figure \d+(-\d+)?", last), (path, last)
            # Of a heading in two lines the second is the last.
            assert not any(heading.endswith(last) for heading in headings if len(last) > 12), (path, last)


def test_no_sheet_has_nothing_but_the_foot_of_its_page(printed):
    for path, sheets in printed.items():
        of_screens = ("The source of every figure stands beneath it", "The figures here are those of these tables")
        found = [line for sheet in sheets for line in sheet if any(words in line for words in of_screens)]
        assert len(sheets[-1]) > 1 and found == [], (path, sheets[-1])


def test_of_a_page_with_long_closed_tables_paper_has_the_rest(browse):
    """A thousand checks stand behind two lines of the page on data quality."""
    found = browse("print.mjs", ["en/data-quality/"])
    assert len(sheets_of(base64.b64decode(found["en/data-quality/"]["pdf"]))) <= 12
