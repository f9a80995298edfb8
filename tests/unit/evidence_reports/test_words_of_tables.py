"""Texts of the tables as the pages set them: names in code, words of the other language said to be so, signs of one width."""

from __future__ import annotations

import pytest

from tests.unit.evidence_reports.page_code import evaluated

PIECES = "import { pieces } from './components/helpers/pieces.js';"
LOCATOR = "import { locator } from './components/figure/locator.js';"
TYPESET = "import { setterOf, typeset } from './components/helpers/typeset.js';"
SET_ROW = "Object.fromEntries(Object.entries(given).map(([name, value]) => [name, setterOf(name)(value)]))"


def pieces(text: str, lang: str, about_data: bool = False) -> list[tuple[str, str | None]]:
    found = evaluated("pieces(given.text, given.lang, given.data)", PIECES, {"text": text, "lang": lang, "data": about_data})
    return [(piece["text"], piece["kind"]) for piece in found]


@pytest.mark.parametrize("name", ["source_id", "branch_counts/facility_count.csv", "raw/branch_counts/", "reports.survey_*"])
def test_names_of_columns_files_and_tables_are_code(name):
    assert pieces(f"see {name} for it", "en") == [("see ", None), (name, "code"), (" for it", None)]


def test_what_stands_between_backticks_is_code_without_them():
    assert pieces("フォルダ（`tables`）", "ja") == [("フォルダ（", None), ("tables", "code"), ("）", None)]


def test_japanese_on_an_english_page_is_said_to_be_so():
    assert pieces("図10 of the draft", "en") == [("図", "ja"), ("10 of the draft", None)]


def test_small_latin_words_are_names_in_descriptions_alone():
    assert ("day", "code") in pieces("精度（day、month）", "ja", True)
    assert pieces("精度（day、month）", "ja") == [("精度（day、month）", None)]


@pytest.mark.parametrize(
    ("lang", "received", "printed"),
    [
        ("ja", "一次答申(案)(令和6年)", "一次答申（案）（令和6年）"),
        ("ja", "統計(e-Stat)、45%減", "統計（e-Stat）、45％減"),
        ("ja", "変化は、-3.4％", "変化は、−3.4％"),
        ("ja", "前年度比-3.4%は、実数による-2.8%と異なる", "前年度比−3.4％は、実数による−2.8％と異なる"),
        ("ja", "資料25-2、別紙-1", "資料25-2、別紙-1"),
        ("ja", "独自サービス:4,830局、9:30から", "独自サービス：4,830局、9:30から"),
        ("ja", "「134789 (as printed)」", "「134789 (as printed)」"),
        ("ja", "将来推計人口(令和5(2023)年推計)の写し", "将来推計人口（令和5（2023）年推計）の写し"),
        ("ja", "図10 (p.10)、本文 (図27と推定)", "図10（p.10）、本文（図27と推定）"),
        ("ja", "値「赤字 (額は未確認)」は数値(実数)でない", "値「赤字 (額は未確認)」は数値（実数）でない"),
        ("ja", "日は 2001-01-01 から 2035-12-31 までにある。", "日は2001年1月1日から2035年12月31日までにある。"),
        ("ja", "計:2023-12-06, 2026-03-03", "計：2023年12月6日, 2026年3月3日"),
        ("ja", "値「2023-12-06」は日付でない", "値「2023-12-06」は日付でない"),
        ("ja", "資料a_2018-11-01、x/2018-11-01/", "資料a_2018-11-01、x/2018-11-01/"),
        ("en", "lies between 2001-01-01 and 2035-12-31.", "lies between 1 January 2001 and 31 December 2035."),
        ("en", "-3.4 % is the change", "−3.4% is the change"),
        ("en", "from 2020-04 to 2021-03", "from 2020-04 to 2021-03"),
    ],
)
def test_signs_are_those_of_the_language(lang, received, printed):
    assert evaluated("typeset(given.text, given.lang)", TYPESET, {"text": received, "lang": lang}) == printed


@pytest.mark.parametrize(
    ("lang", "place", "printed"),
    [
        ("en", "図10 (p.10)", "fig. 10 (p.10)"),
        ("en", "p.34 本文 (図27/28と推定)", "p.34 text (fig. 27/28, inferred)"),
        ("ja", "図10 (p.10)", "図10 (p.10)"),
        ("ja", "Current status (2)", "Current status (2)"),
    ],
)
def test_where_in_a_document_a_figure_stands_is_said_in_english_too(lang, place, printed):
    assert evaluated("locator(given.place, given.lang)", LOCATOR, {"place": place, "lang": lang}) == printed


def test_only_columns_of_a_language_are_set():
    row = {"title_ja": "白書(案)", "title_en": "5 %", "code": "a (b) 5 %", "value": 5}
    assert evaluated(SET_ROW, TYPESET, row) == {**row, "title_ja": "白書（案）", "title_en": "5%"}


def test_a_list_has_the_commas_of_the_language_of_its_column():
    row = {"note_ja": "24世帯24台, 4局、1,005団体", "note_en": "none of 総数, 簡易"}
    assert evaluated(SET_ROW, TYPESET, row) == {**row, "note_ja": "24世帯24台、4局、1,005団体"}
    assert ("総数, 簡易", "ja") in pieces(row["note_en"], "en")


def test_what_a_reason_quotes_from_a_file_is_still_as_received_after_its_row_is_set():
    row = {"reason_ja": "値「赤字 (額は未確認)」は数値として読めない。"}
    assert evaluated(SET_ROW, TYPESET, row) == row


def test_what_a_reason_quotes_from_a_file_is_code_as_received():
    assert ("赤字 (額は未確認)", "code") in pieces("値「赤字 (額は未確認)」は数値として読めない。", "ja", True)
    assert ("赤字 (額は未確認)", "code") in pieces(
        'Column "value" holds "赤字 (額は未確認)", which is not a number.', "en", True
    )
