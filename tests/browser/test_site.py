"""What a reader meets on the published pages: both languages, nothing from outside, the right figures."""

from __future__ import annotations

import re

import duckdb
import pytest

from dagster_project.settings import PERMANENT_FOLDER
from tests.benchmarks.site import AIMED_BYTES, downloaded_bytes

LANGUAGES = ("ja", "en")
WITH_SCRIPT = ("explorer", "finder", "municipalities", "outsourcing", "search")
MOST_MOVEMENT = 0.05  # cumulative layout shift; 0.1 is what is called good


def test_every_page_opens_in_the_browser(visited, looked_at):
    assert visited.errors == {}
    assert sorted(visited) == looked_at


def test_every_prefecture_has_its_page(pages):
    for lang in LANGUAGES:
        codes = [path.split("/")[2] for path in pages if path.startswith(f"{lang}/prefectures/")]
        assert codes == [f"{code:02}" for code in range(1, 48)]


def test_both_languages_have_the_same_pages(pages):
    japanese, english = ({path.removeprefix(lang) for path in pages if path.startswith(f"{lang}/")} for lang in LANGUAGES)
    assert japanese == english
    assert len(japanese) >= 10


def test_each_page_says_its_language_and_has_one_heading_and_a_title_of_its_own(visited):
    for path, page in visited.items():
        assert page["lang"] == path[:2], path
        assert page["headings"] == 1, path
    titles = [page["title"] for page in visited.values()]
    assert len(set(titles)) == len(titles)
    parts = {title: title.split(" | ") for title in titles}
    assert [title for title, said in parts.items() if len(set(said)) < len(said)] == []


def test_pages_work_from_a_sub_path_without_any_request_elsewhere(visited):
    assert visited.troubles == {}


def test_no_page_but_those_made_for_one_carries_a_script(visited):
    """There it is a script of its own and the block of data that it reads; one more says how to cite what a script draws."""
    with_script = {path: page["scripts"] for path, page in visited.items() if page["scripts"]}
    blocks = dict.fromkeys(WITH_SCRIPT, 1) | {"explorer": 2, "municipalities": 2}
    assert with_script == {f"{lang}/{page}/": 1 + count for lang in LANGUAGES for page, count in blocks.items()}


def test_about_names_the_pages_with_a_script_and_no_other(visited):
    for lang in LANGUAGES:
        [sentence] = re.findall(
            r".*(?:Pages with a script are|スクリプトを用いるページは).*", visited[f"{lang}/about/"]["text"]
        )
        named = re.findall(r"[「“]([^」”]+)[」”]", sentence)
        assert sorted(named) == sorted(visited[f"{lang}/{page}/"]["title"].split(" | ")[0] for page in WITH_SCRIPT)


def test_pages_have_no_serious_accessibility_findings(visited):
    """Among them links and buttons that a finger of 24 pixels would miss, on a small phone too."""
    assert {path: page["axe"] for path, page in visited.items() if page["axe"]} == {}
    assert {path: page["axeOnPhone"] for path, page in visited.items() if page["axeOnPhone"]} == {}


def test_no_word_of_a_drawing_stands_beyond_it(visited):
    found = {(path, where): words for path, page in visited.items() for where, words in page["cut"].items() if words}
    assert found == {}


def test_nothing_in_sight_moves_by_itself_while_a_page_with_a_script_comes_up(browse):
    found = browse("shifts.mjs")
    assert found.errors == found.troubles == {}
    assert {address: moved for address, moved in found.items() if max(moved.values()) >= MOST_MOVEMENT} == {}


def test_no_page_is_wider_than_a_phone(visited):
    assert {path: page["overflow"] for path, page in visited.items() if page["overflow"] > 0} == {}


def test_no_table_is_wider_than_a_phone(visited):
    """There a row is a card, with the name of its column before each value."""
    assert {path: page["wideTables"] for path, page in visited.items() if page["wideTables"]} == {}


def test_no_table_is_wider_than_its_page_on_a_desktop(visited):
    assert {path: page["wideOnDesk"] for path, page in visited.items() if page["wideOnDesk"]} == {}


def test_every_figure_has_a_caption_a_text_alternative_a_table_and_a_source(visited):
    seen = 0
    for path, page in visited.items():
        for figure in page["figures"]:
            seen += 1
            assert figure["caption"] and figure["alternative"], (path, figure)
            assert not re.search("[。.?？][。.]", figure["alternative"]), (path, figure)
            assert figure["hasTable"] and figure["hasSource"], (path, figure)
    assert seen > 20


def test_both_languages_show_the_same_figures(visited):
    for path, page in visited.items():
        if path.startswith("ja/"):
            english = visited["en/" + path.removeprefix("ja/")]
            assert len(page["figures"]) == len(english["figures"]), path
            assert page["figureValues"] == english["figureValues"], path


def test_the_figures_on_the_pages_are_those_of_the_release(visited, figures):
    shown = visited["ja/reconciliation/"]["figureValues"]
    assert set(shown) == set(figures)
    for figure_id, text in shown.items():
        assert (float(text) if text else None) == pytest.approx(figures[figure_id]), figure_id


def test_the_overview_answers_with_the_figures_of_the_release(visited, release):
    with duckdb.connect(str(release / "reports.duckdb"), read_only=True) as reports:
        [(closed,)] = reports.sql("select closed_total from closed_office_trend where is_lead and is_preferred").fetchall()
        [(single,)] = reports.sql(
            "select single_office_count from universal_service order by as_of_date desc limit 1"
        ).fetchall()
        [(fall,)] = reports.sql(
            "select -change_from_peak_pct from mail_trend where mail_class_code = 'mail' and is_preferred "
            "order by fiscal_year desc limit 1"
        ).fetchall()
        [(good, all_of_them)] = reports.sql(
            "select count(*) filter (status in ('reproduced', 'confirmed')), count(*) from published_figure"
        ).fetchall()
    japanese, english = (visited[f"{lang}/"]["text"] for lang in LANGUAGES)
    for says in (f"{closed}局", f"{fall:.1f}％", f"{single}団体は1局のみ", f"{all_of_them}の数値のうち、{good}件は"):
        assert says in japanese
    for says in (f"to {closed}.", f"{fall:.1f}%", f"{single} had one office", f"Of {all_of_them} figures"):
        assert says in english


def test_no_page_is_heavy_nor_carries_marks_of_its_making(site):
    """Counted as a first visit counts it: with style, script and headers."""
    pages = [page for lang in LANGUAGES for page in (site / lang).rglob("index.html")]
    assert {page: size for page in pages if (size := downloaded_bytes(page, site)) > AIMED_BYTES} == {}
    texts = {page: page.read_text(encoding="utf-8") for page in pages}
    assert [page for page, text in texts.items() if "<!--" in text or " data-svelte-" in text] == []


def test_the_build_leaves_nothing_but_pages_behind(site):
    files = [path for path in site.rglob("*") if path.is_file() and path.relative_to(site).parts[0] != PERMANENT_FOLDER]
    endings = {path.suffix for path in files}
    assert endings <= {
        *(".html", ".css", ".svg", ".png", ".csv", ".xlsx", ".xml", ".js", ".json", ".jsonld", ".parquet", ".txt"),
        *(".bib", ".ris", ".sql", ".py"),
    }
    assert [path.name for path in files if path.suffix == ".txt"] == ["robots.txt"]
    assert sorted(path.stem for path in files if path.suffix == ".js") == sorted(WITH_SCRIPT)
